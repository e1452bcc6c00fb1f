"""How the terminal is told of numbers, of reasons, and of notes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

_SHOWN = 10


def count(number: int, noun: str, plural: str = "") -> str:
    """A number with its noun: `1 page`, `2 pages`."""
    return f"{number} {noun if number == 1 else plural or noun + 's'}"


def listed(label: str, rows: Sequence[dict[str, Any]]) -> Iterator[str]:
    """Grouped by reason, since a hundred pictures may be missing for one."""
    for reason, places in by_reason(rows).items():
        yield f"{label:<12}{len(places)}: {reason}"
        yield from (f"            {place}" for place in places[:_SHOWN])
        if len(places) > _SHOWN:
            yield f"            … and {len(places) - _SHOWN} more in the report"


def by_reason(rows: Sequence[dict[str, Any]]) -> dict[str, list[str]]:
    """Each reason with the addresses or files that it holds of, and with their titles."""
    reasons: dict[str, list[str]] = {}
    for row in rows:
        title = f"  “{row['title']}”" if row.get("title") else ""
        place = row.get("source") or row["url"]
        reasons.setdefault(row["reason"], []).append(place + title)
    return reasons


def notes_by_kind(label: str, told: Sequence[tuple[str, str]], where: str) -> Iterator[str]:
    """What a careful person would want to know: each kind of it once, with its pages.

    `told` are pairs of a note and the page it speaks of; `where` the rest can be read.
    """
    places = by_note(told)
    for detail, pages in [*places.items()][:_SHOWN]:
        more = f" and {count(len(pages) - 1, 'more page')}" if len(pages) > 1 else ""
        yield f"{label:<12}{detail}"
        yield f"            {pages[0]}{more}"
    if len(places) > _SHOWN:
        yield f"            … and {len(places) - _SHOWN} more {where}"


def by_note(told: Sequence[tuple[str, str]]) -> dict[str, list[str]]:
    """Each note with the pages that it is about, once each."""
    places: dict[str, list[str]] = {}
    for detail, place in sorted(told):
        if place not in places.setdefault(detail, []):
            places[detail].append(place)
    return places
