"""By whom an address was found: from the one that named it up to where the search began."""

from __future__ import annotations

from collections.abc import Iterator

from migrator import urls
from migrator.why.sheet import Row, Sheet


def chain(row: Row, sheet: Sheet) -> list[str]:
    """Who was the first to name the address, who that one, and so on: the nearest first."""
    return [*_up(row, sheet)]


def others(row: Row) -> list[str]:
    """Who named the address, too: the first of every other kind."""
    return [*row.get("named_by", ())[1:]]


def _up(row: Row | None, sheet: Sheet) -> Iterator[str]:
    seen = set()
    while row and row.get("named_by"):
        named_by = row["named_by"][0]
        yield named_by
        seen.add(urls.page_key(row["url"]))
        key = urls.page_key(_address(named_by))
        row = sheet.by_key.get(key) if key not in seen else None


def _address(named_by: str) -> str:
    """The address in `the page https://…`; what stands for itself, as robots.txt, has none."""
    last = named_by.rpartition(" ")[2]
    return last if ":/" in last else "urn:none"
