"""What an export left in its folder: the report, the manifest, and the table of redirects."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from migrator import urls
from migrator.errors import MigratorError, SourceMissing
from migrator.output import MANIFEST
from migrator.redirects.rule import ancestors, page, query_key
from migrator.why.spelling import Asked

Row = Mapping[str, Any]

_REPORT, _TABLE, _SCHEMA = "report.json", "map.csv", 1
_ITSELF, _BELOW = ("itself", "itself and below"), ("below", "itself and below")
_LISTS = ("pages", "files", "links_to_pages_not_exported", "links_dead_on_the_old_site")


@dataclass(frozen=True, slots=True)
class Redirect:
    """A line of a target's `map.csv`."""

    target: str
    old: str
    new: str
    status: int
    was: str
    covers: str

    @property
    def path(self) -> str:
        """The old path, the same for all spellings."""
        return page(self.old.partition("?")[0])

    @property
    def query(self) -> str:
        """The query that it takes; empty if it takes any."""
        query = self.old.partition("?")[2]
        return query_key(query) if query else ""


@dataclass(frozen=True)
class Sheet:
    """All of it. `report` is as `docs/report.md` says, `files` are those that were written."""

    folder: Path
    report: Mapping[str, Any]
    redirects: tuple[Redirect, ...]
    files: frozenset[str]

    @property
    def pages(self) -> tuple[Row, ...]:
        """One row for each page, feed and sitemap."""
        return tuple(self.report["pages"])

    @property
    def targets(self) -> tuple[str, ...]:
        """The names of all targets; the first is the one that `permalink` belongs to."""
        return tuple(row["target"] for row in self.report["redirects"])

    @cached_property
    def hosts(self) -> tuple[str, ...]:
        """The hosts of the old site; an empty one where saved pages do not tell theirs."""
        return tuple(dict.fromkeys(urls.host(row["url"]) for row in self.pages))

    @cached_property
    def by_key(self) -> Mapping[str, Row]:
        """The row of each page, by the key that all spellings of its address share."""
        return {urls.page_key(row["url"]): row for row in reversed(self.pages)}

    @cached_property
    def by_old(self) -> Mapping[tuple[str, str], Sequence[Redirect]]:
        """The redirects by target and old path, those that ask for a query first."""
        found: dict[tuple[str, str], list[Redirect]] = {}
        for each in sorted(self.redirects, key=lambda each: not each.query):
            found.setdefault((each.target, each.path), []).append(each)
        return found

    @cached_property
    def by_new(self) -> Mapping[tuple[str, str], Sequence[Redirect]]:
        """The redirects by target and the path that they lead to."""
        found: dict[tuple[str, str], list[Redirect]] = {}
        for each in self.redirects:
            found.setdefault((each.target, page(each.new)), []).append(each)
        return found

    def redirects_from(self, asked: Asked) -> tuple[Redirect, ...]:
        """What answers the address, for each target: a line of its own, else the nearest above."""
        if not asked.is_ours:
            return ()
        return tuple(first for name in self.targets for first in [*self._from(asked, name)][:1])

    def redirects_to(self, path: str) -> tuple[Redirect, ...]:
        """All that lead to an address of the new site."""
        keys = ((name, page(path)) for name in self.targets)
        return tuple(each for key in keys for each in self.by_new.get(key, ()))

    def _from(self, asked: Asked, target: str) -> Iterator[Redirect]:
        for each in self.by_old.get((target, asked.path), ()):
            if each.covers in _ITSELF and each.query in ("", asked.query):
                yield each
        for above in ancestors(asked.path):
            for each in self.by_old.get((target, above), ()):
                if each.covers in _BELOW:
                    yield each


def load(folder: Path) -> Sheet:
    """Read what an export left. Raises MigratorError if it is not there, or not to be read."""
    report = _object(folder / _REPORT, folder)
    manifest = _object(folder / MANIFEST, folder)
    if report.get("schema") != _SCHEMA:
        told = f"{folder / _REPORT} has schema {report.get('schema')!r}, not {_SCHEMA}"
        raise MigratorError(told, "It is of another version of migrator. " + _hint(folder))
    try:
        _must_be_rows(report)
        return Sheet(folder, report, tuple(_tables(folder, report)), frozenset(manifest["files"]))
    except (OSError, ValueError, KeyError, TypeError, AttributeError, csv.Error) as error:
        raise broken(folder, error) from error


def broken(folder: Path, error: Exception) -> MigratorError:
    """What to raise where something in the folder is not as an export writes it."""
    told = f"{folder} does not hold what an export leaves: {_words(error)}"
    return MigratorError(told, _hint(folder))


def _object(path: Path, folder: Path) -> dict[str, Any]:
    try:
        told = json.loads(path.read_bytes())
    except FileNotFoundError as error:
        raise SourceMissing(f"there is no {path}", _hint(folder)) from error
    except (OSError, ValueError, RecursionError) as error:
        raise MigratorError(f"{path} cannot be read: {_words(error)}", _hint(folder)) from error
    if not isinstance(told, dict):
        raise MigratorError(f"{path} cannot be read: it is no object", _hint(folder))
    return told


def _must_be_rows(report: Mapping[str, Any]) -> None:
    for row in (row for name in _LISTS for row in report[name]):
        if not isinstance(row["url"], str):
            raise TypeError("an address is no text")


def _tables(folder: Path, report: Mapping[str, Any]) -> Iterator[Redirect]:
    for row in report["redirects"]:
        text = (folder / row["folder"] / _TABLE).read_text("utf-8")
        for told in csv.DictReader(io.StringIO(text, newline=""), strict=True):
            status = int(told["status"])
            old, new, was = told["old"], told["new"], told["was"]
            yield Redirect(row["target"], old, new, status, was, told["covers"])


def _words(error: Exception) -> str:
    if isinstance(error, OSError):
        return f"{error.filename}: {error.strerror}"
    return f"there is no {error}" if isinstance(error, KeyError) else str(error)


def _hint(folder: Path) -> str:
    return f"Name the folder of an export; `migrator convert {folder}` writes its report again."
