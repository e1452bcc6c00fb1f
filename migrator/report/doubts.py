"""How much a page deserves a look, and why: the most doubtful one comes first.

The weights are data. Nothing else knows them, and only their order means anything.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

Row = Mapping[str, Any]

LEAST = 4
"""The score from which a page deserves a look; what is below only stands in its details."""

WEIGHTS: Mapping[str, tuple[int, int]] = MappingProxyType(
    {  # what it is: points for each, and for all of them at most
        "failed": (1000, 1000),
        "unread": (250, 250),
        "conflict": (120, 120),
        "unaccounted": (60, 300),
        "words": (5, 300),
        "images": (30, 300),
        "embeds": (30, 150),
        "order": (80, 80),
        "title": (80, 80),
        "date": (80, 80),
        "headings": (15, 150),
        "comments": (5, 200),
        "links": (10, 150),
        "cells": (5, 150),
        "items": (5, 150),
        "other": (50, 150),
        "markup": (20, 20),
        "anchors": (5, 50),
        "host_fault": (20, 100),
        "no_title": (60, 60),
        "no_date": (50, 50),
        "few_words": (25, 25),
        "missing": (15, 150),
        "dates": (10, 10),
        "titles": (6, 6),
        "reduced": (5, 50),
        "notes": (4, 40),
        "zone": (3, 3),
        "old_host": (2, 20),
        "without_alt": (1, 3),
    }
)

_DIFFERENCES = {  # what the second reading calls them, where that is another name
    "old host": "host_fault",
    "second reading": "unread",
    "table cells": "cells",
    "list items": "items",
    "stray markup": "markup",
}
_WHOLE = frozenset(["order", "title", "date", "unread", "markup", "other"])  # one, however long
_TOLD_APART = "unaccounted"  # the row has a list of its own
_NO_COPY = "the file could not be had"
_NO_ZONE = "no time zone is known"
_FEW = 20  # letters


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a page deserves a look: `doubt_<name>` is its text, of so many.

    `details` are in the words of the stages; of a difference, `old` and `new` are what only the
    old page and only the document say.
    """

    name: str
    number: int = 1
    details: tuple[str, ...] = ()
    old: str = ""
    new: str = ""

    @property
    def key(self) -> str:
        """The name of its text."""
        return f"doubt_{self.name}"

    @property
    def points(self) -> int:
        """What it weighs."""
        each, most = WEIGHTS[self.name]
        return min(each * self.number, most)


def score(row: Row) -> int:
    """How doubtful the page is; 0 if there is nothing to look at."""
    return sum(reason.points for reason in reasons(row))


def reasons(row: Row) -> tuple[Reason, ...]:
    """Why, the weightiest first; none for a page that is not exported for itself."""
    if row["state"] == "failed":
        return (Reason("failed", details=(row["reason"],)),)
    if row["state"] != "written":
        return ()
    found = [*_differences(row), *_facts(row), *_contents(row), *_remarks(row)]
    return tuple(sorted(found, key=lambda reason: -reason.points))


def worst_first(rows: Iterable[Row]) -> list[Row]:
    """The pages that deserve a look; of the same score in the order they came in."""
    scored = ((score(row), row) for row in rows)
    return [row for points, row in sorted(scored, key=lambda each: -each[0]) if points >= LEAST]


def _differences(row: Row) -> Iterator[Reason]:
    for told in row["differences"]:
        name = _DIFFERENCES.get(told["what"], told["what"])
        name = name if name in WEIGHTS else "other"
        between = " ¶ " if name == "comments" else " | "
        number = 1 if name in _WHOLE else _amount(between, told["page"], told["written"])
        if told["what"] != _TOLD_APART:
            yield Reason(name, number, old=told["page"], new=told["written"])


def _amount(between: str, *sides: str) -> int:
    """Of how many things the sides of a difference speak, with this between them."""
    number = 0
    for side in filter(None, sides):
        listed, _, more = side.partition(" … and ")
        number += listed.count(between) + 1
        number += int(more.split()[0]) if more[:1].isdigit() else 0
    return max(number, 1)


def _facts(row: Row) -> Iterator[Reason]:
    facts = row["facts"]
    title, date = facts.get("title", {}), facts.get("date", {})
    if not title.get("value"):
        yield Reason("no_title")
    if row["kind"] == "post" and not date.get("value"):
        yield Reason("no_date")
    if title.get("others") and row["kind"] != "home":
        yield Reason("titles", details=_claims(title))
    if date.get("others"):
        yield Reason("dates", details=_claims(date))


def _claims(fact: Row) -> tuple[str, ...]:
    return (fact["value"], *(claim["value"] for claim in fact["others"]))


def _contents(row: Row) -> Iterator[Reason]:
    failed = [item["what"] for item in row.get("items", ()) if _is_lost_file(item)]
    no_copy = [each["address"] for each in row["old_host"] if each["why"].startswith(_NO_COPY)]
    faults = [d["page"] for d in row["differences"] if d["what"] == "old host"]
    known = {*no_copy, *faults}
    left = [each["address"] for each in row["old_host"] if each["address"] not in known]
    yield from _several("unaccounted", row["unaccounted"])
    yield from _several("missing", failed or no_copy)
    yield from _several("reduced", row.get("reduced", ()))
    yield from _several("old_host", left)
    yield from _several("without_alt", row["without_alt"])
    if _is_bare(row["ledger"]):
        yield Reason("few_words")


def _is_lost_file(item: Row) -> bool:
    return item["state"] == "failed" and item["kind"] in ("image", "file")


def _several(name: str, details: Sequence[str]) -> Iterator[Reason]:
    if details:
        yield Reason(name, len(details), tuple(details))


def _is_bare(ledger: Row) -> bool:
    """Is next to nothing of the page in its document, though the page showed something?"""
    kept = ledger.get("article", {})
    others = any(number for what, number in kept.items() if what not in ("letters", "links"))
    return bool(ledger["seen"]) and not others and kept.get("letters", 0) < _FEW


def _remarks(row: Row) -> Iterator[Reason]:
    notes = [note["detail"] for note in row["notes"]]
    others = [note for note in notes if not note.startswith(_NO_ZONE)]
    if len(others) < len(notes):
        yield Reason("zone")
    yield from _several("notes", others)
    if row.get("conflict"):
        yield Reason("conflict", details=(row["conflict"],))
