"""Reads the files of a redirect pack as their hosts do: which request is answered how."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qsl, unquote

from migrator.models.moves import Move, Moved
from migrator.redirects import Pack


def text(made: Pack, name: str) -> str:
    (found,) = (d.content for d in made.documents if str(d.path) == name)
    return found.decode()


def rows(made: Pack, name: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text(made, name), newline=""), strict=True))


def of_table(made: Pack) -> dict[tuple[str, str, bool], Move]:
    """The moves of `map.csv`, by decoded path, query and whether they cover the path itself."""
    head, *found = rows(made, "map.csv")
    assert head == ["old", "new", "status", "was", "covers"]
    read = {}
    for old, new, status, was, covers in found:
        path, _, query = old.partition("?")
        key = (unquote(path).rstrip("/"), query, covers != "below")
        assert status == "301"
        assert key not in read
        read[key] = Move(old, unquote(new), Moved(was), covers.endswith("below"))
    return read


class Lines:
    """A `_redirects` file: the first line that fits answers; fixed lines come before others."""

    def __init__(self, content: str) -> None:
        self.fixed: dict[tuple[str, frozenset[str]], str] = {}
        self.open: list[tuple[re.Pattern[str], str]] = []
        for line in content.splitlines():
            if line.startswith("#"):
                continue
            source, *pairs, target, status = line.split(" ")
            assert status == ("301!" if pairs else "301")
            if re.search(r"\*|/:", source):
                assert not pairs
                self.open.append((self._pattern(source), target))
            else:
                assert not self.open, "Cloudflare Pages counts a fixed line below these as open"
                assert (source, frozenset(pairs)) not in self.fixed
                self.fixed[source, frozenset(pairs)] = target

    @staticmethod
    def _pattern(source: str) -> re.Pattern[str]:
        assert re.fullmatch(r"[^*]*/\*|[^*]*/:more(/\*)?", source), "a * ends the path"
        parts = re.escape(source).replace(r"\*", ".*").replace(":more", "[^/]+")
        return re.compile(parts)

    def answer(self, request: str) -> str:
        path, _, query = request.partition("?")
        found = self.fixed.get((path, frozenset(query.split("&") if query else ())))
        found = found or self.fixed.get((path, frozenset()))
        return found or next((new for old, new in self.open if old.fullmatch(path)), "")


class Sources:
    """A `vercel.json`, as path-to-regexp reads its sources."""

    def __init__(self, content: str) -> None:
        self.rules: list[tuple[re.Pattern[str], dict[str, str], str]] = []
        (redirects,) = json.loads(content).values()
        for redirect in redirects:
            assert redirect.pop("statusCode") == 301
            source = redirect["source"].replace("{/}?", "(?:/)?").replace("{/(.*)}?", "(?:/.*)?")
            self._check(source)
            told = {part["key"]: part["value"] for part in redirect.get("has", [])}
            self.rules.append((re.compile(source), told, redirect["destination"]))

    @staticmethod
    def _check(source: str) -> None:
        """Outside of groups, nothing is left that path-to-regexp reads as a sign of its own."""
        bare = re.sub(r"\((?:[^()\\]|\\.)*\)", "", source.replace(r"\.", "")).removesuffix("?")
        assert not re.search(r"[:*+?{}()\\.]", bare), source

    def answer(self, request: str) -> str:
        path, _, query = request.partition("?")
        sent = dict(parse_qsl(query))
        return next((n for o, has, n in self.rules if o.fullmatch(path) and _has(sent, has)), "")


class Bulk:
    """A list of Cloudflare's bulk redirects for a site, which it names with and without www."""

    def __init__(self, found: list[list[str]], site: str) -> None:
        self.site = site
        self.exact: dict[str, str] = {}
        self.below: dict[str, str] = {}
        for source, target, status, query, subdomains, below, rest in found:
            assert (status, query, subdomains, rest) == ("301", "FALSE", "FALSE", "FALSE")
            assert source not in {**self.exact, **self.below}
            (self.below if below == "TRUE" else self.exact)[source] = target

    def answer(self, request: str) -> str:
        plain, www = (self._answer(f"{name}{self.site}{request}") for name in ("", "www."))
        assert plain == www
        return plain.removeprefix(f"https://{self.site}")

    def _answer(self, address: str) -> str:
        folders = (address[:end] for end in _ends(address))
        return self.exact.get(address) or next(
            (self.below[folder] for folder in folders if folder in self.below), ""
        )


def _ends(address: str) -> Iterator[int]:
    yield len(address)
    yield from (found.start() for found in reversed([*re.finditer("/", address)]))


def _has(sent: dict[str, str], wanted: dict[str, Any]) -> bool:
    return all(re.fullmatch(value, sent.get(key, "")) for key, value in wanted.items())
