"""What to say where nothing is known of an address."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches

from migrator import urls
from migrator.why.sheet import Sheet
from migrator.why.spelling import Asked

_FEW = 5
_ALIKE = 0.6


def nearest(asked: Asked, sheet: Sheet) -> tuple[str, ...]:
    """The addresses that are spelled most like it: another case, a letter more, the same name."""
    known: dict[str, str] = {}
    for address in _known(sheet):
        known.setdefault(_plain(address), address)
    wanted = asked.path.casefold()
    alike = get_close_matches(wanted, known, _FEW, _ALIKE)
    name = wanted.rpartition("/")[2]
    same_name = [path for path in known if name and path.rpartition("/")[2] == name]
    return tuple(known[path] for path in dict.fromkeys((*alike, *same_name)))[:_FEW]


def reasons(asked: Asked, sheet: Sheet, near: tuple[str, ...]) -> tuple[str, ...]:
    """Why the export may know nothing of it, where these are spelled most like it."""
    return tuple(_reasons(asked, sheet, near))


def _reasons(asked: Asked, sheet: Sheet, near: tuple[str, ...]) -> Iterator[str]:
    hosts = ", ".join(filter(None, sheet.hosts))
    if not asked.is_ours:
        yield f"it is at another site: this is the export of {hosts or 'saved pages'}"
        yield "an address of another site is known only where a page names it"
        return
    yield "no page, sitemap or feed that was read names it"
    if asked.path.casefold() in map(_plain, near):
        yield "letters in upper and in lower case are two addresses on the old site"
    yield "it may have been made after the export: the same export again fetches what is new"


def _known(sheet: Sheet) -> Iterator[str]:
    yield from (row["url"] for row in (*sheet.pages, *sheet.report["files"]))
    yield from (each.old for each in sheet.redirects if each.was != "file")
    yield from (row["permalink"] for row in sheet.pages if row.get("permalink"))


def _plain(address: str) -> str:
    return urls.path_of(address).rstrip("/").casefold()
