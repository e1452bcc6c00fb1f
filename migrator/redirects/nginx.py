"""nginx: maps from the decoded path to the new address.

A key of a map is found at once, however many there are, but in any case of its letters. So keys
that differ from another one, or from a page of the new site, in nothing else are written as regular
expressions, and so are those with signs that nginx itself reads. What lies below an address is
found by its first segments.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from migrator.redirects.rule import Rule, ancestors, first_needed, page, pattern, query_pattern

_HEAD = """\
# Where the pages of the old site are now. Include this file in the part http { … } of nginx, and
# write this line into the part server { … } of the new site:
#     if ($moved_to) { return 301 $moved_to; }
# If nginx calls a line with map_hash a duplicate, keep the one with the larger number.
"""
_LOWER = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "abcdefghijklmnopqrstuvwxyz")
_READ_BY_NGINX = re.compile(r"""["#$%*:;<>\[\\\]^`{|}]""")
_PLAIN_QUERY = re.compile(r"[a-zA-Z0-9=&_-]*")
_BUCKET, _TABLE = 64, 2_048  # what nginx takes by itself


@dataclass(frozen=True, slots=True)
class _Entry:
    """A value, the keys that lead to it, and a regular expression for the same keys."""

    keys: tuple[str, ...]
    regex: str
    value: str


def nginx(rules: Sequence[Rule], served: Collection[str]) -> str:
    """The maps; `$moved_to` is the new address, or empty."""
    ordered = sorted(rules, key=first_needed)
    pages = {page(path) for path in served}
    slashed = {form for path in pages for form in (path, f"{path}/")}
    queries = [_by_query(rule) for rule in ordered if rule.query]
    exact = [_by_page(rule) for rule in ordered if rule.itself and not rule.query]
    below = [_by_folder(rule) for rule in ordered if rule.below]
    maps = [
        _map("$uri?$args", "$moved_query", _lines(queries, ())),
        _map("$uri", "$moved_page", _lines(exact, slashed)),
    ]
    answers = ["$moved_query", "$moved_page"]
    for depth in sorted({rule.depth for rule in rules if rule.below}, reverse=True):
        folders = [entry for entry in below if entry.keys[0].count("/") == depth]
        above = {folder for path in pages for folder in ancestors(path)}
        maps += _below(depth, _lines(folders, above))
        answers.append(f"$moved_below_{depth}")
    first = _line("~^\\|*(?<moved_first>[^|]+)", "$moved_first")
    maps.append(_map("|".join(answers), "$moved_to", [first]))
    return "\n".join([_HEAD + _room([*queries, *exact, *below]), *maps])


def _by_query(rule: Rule) -> _Entry:
    is_plain = bool(_PLAIN_QUERY.fullmatch(rule.query))
    keys = tuple(f"{path}?{rule.query}" for path in _slashed(rule.path) if is_plain)
    return _Entry(keys, f"{pattern(rule.path)}/?\\?{query_pattern(rule.query)}", rule.location)


def _by_page(rule: Rule) -> _Entry:
    return _Entry(_slashed(rule.path), f"{pattern(rule.path)}/?", rule.location)


def _by_folder(rule: Rule) -> _Entry:
    return _Entry(_forms(rule.path), pattern(rule.path), rule.location)


def _slashed(path: str) -> tuple[str, ...]:
    return tuple(form for way in _forms(path) for form in (way, f"{way}/") if form)


def _forms(path: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys((path, unicodedata.normalize("NFD", path))))


def _lines(entries: Iterable[_Entry], taken: Collection[str]) -> list[str]:
    """A line for each key that is plain and like no other one; for the rest an expression."""
    entries = list(entries)
    known = Counter(map(_folded, taken))
    known.update(_folded(key) for entry in entries for key in entry.keys)
    lines = []
    for entry in entries:
        is_sure = bool(entry.keys) and all(
            _is_plain(k) and known[_folded(k)] == 1 for k in entry.keys
        )
        keys = entry.keys if is_sure else (f"~^{entry.regex}$",)
        lines += [_line(key, entry.value) for key in keys]
    return lines


def _folded(key: str) -> str:
    return key.translate(_LOWER)


def _is_plain(key: str) -> bool:
    return key.isprintable() and not _READ_BY_NGINX.search(key)


def _below(depth: int, lines: Sequence[str]) -> list[str]:
    """What finds the first segments of a path with more of them, and the map for these."""
    found = _line(f"~^(?<in_{depth}>(?:/[^/]+){{{depth}}})/.", f"$in_{depth}")
    return [
        _map("$uri", f"$folder_{depth}", [found]),
        _map(f"$folder_{depth}", f"$moved_below_{depth}", lines),
    ]


def _map(asked: str, name: str, lines: Sequence[str]) -> str:
    return "\n".join([f'map "{asked}" {name} {{', _line("default", ""), *lines, "}", ""])


def _line(key: str, value: str) -> str:
    return f'    "{key}" "{value}";' if key != "default" else '    default "";'


def _room(entries: Iterable[_Entry]) -> str:
    """How much memory nginx must set aside; what it takes by itself is soon too little."""
    keys = [key for entry in entries for key in entry.keys]
    longest = max((len(key.encode()) for key in keys), default=0)
    bucket = _power(4 * (longest + 26), _BUCKET)
    return f"\nmap_hash_bucket_size {bucket};\nmap_hash_max_size {_power(2 * len(keys), _TABLE)};\n"


def _power(wanted: int, least: int) -> int:
    """The first power of two that is enough."""
    return max(least, 1 << (wanted - 1).bit_length())
