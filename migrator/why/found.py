"""Where in an export an address stands: all places, the most telling first."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from urllib.parse import unquote

from migrator import urls
from migrator.redirects.rule import page
from migrator.why import ways
from migrator.why.dossier import (
    document_paths,
    file_told,
    files_now,
    filled,
    new_addresses,
    page_told,
)
from migrator.why.sheet import Row, Sheet
from migrator.why.spelling import Asked, upload

_MADE = ("list", "feed", "file")  # of which there are no pages to tell of
_OF_NO_PAGE = "it is of no page: the builder or a host needs it"
_REMOVED = "it is of an earlier export: this one does not have it, and nobody had changed it"
_ADDRESSES = ("image", "link", "file", "embed")
_STATES = ("failed", "left in the text", "written", "merged", "left_out")  # what matters first
_BECAME = ("rule", "reason", "to")
_LINKS = {
    "links_to_pages_not_exported": "it was not exported: links to it keep its address",
    "links_dead_on_the_old_site": "the old site itself answered it with 404",
}


class Meant(StrEnum):
    """What the address is, as it was asked for."""

    PAGE = "an address of the old site"
    SOURCE = "a saved page"
    INTO = "the page that it was merged into"
    FILE = "a picture or file of the old site"
    REDIRECT = "an old address that is redirected"
    FAULT = "an old address that is not redirected"
    NEW = "an address of the new site"
    OUTPUT = "a file of the export"
    LINK = "an address that pages link to"
    ITEM = "a part of pages"


@dataclass(frozen=True, slots=True)
class Known:
    """One thing that is known of an address; `told` are its data, as `docs/why.md` says."""

    meant: Meant
    told: Mapping[str, Any]


def found(asked: Asked, sheet: Sheet) -> Iterator[Known]:
    """All that is known of an address; each page and each file once."""
    seen: set[int] = set()
    for meant, row in _rows(asked, sheet):
        if id(row) not in seen:
            seen.add(id(row))
            is_file = any(row is file for file in sheet.report["files"])
            yield Known(meant, (file_told if is_file else page_told)(row, sheet))
    if not seen:
        yield from _redirected(asked, sheet)
        yield from _written(asked, sheet)
        yield from _linked(asked, sheet)
    yield from _items(asked, sheet)


def _rows(asked: Asked, sheet: Sheet) -> Iterator[tuple[Meant, Row]]:
    """The rows of the report, and as what each is meant."""
    files: tuple[Row, ...] = tuple(sheet.report["files"])
    for row in sheet.pages:
        if asked.means(row["url"]):
            yield Meant.PAGE if urls.is_web(row["url"]) else Meant.SOURCE, row
            yield from _merged_into(row, sheet)
    yield from ((Meant.SOURCE, row) for row in sheet.pages if _is_source(asked, row))
    yield from ((Meant.FILE, row) for row in files if asked.means(row["url"]))
    yield from ((Meant.REDIRECT, row) for row in _led_to(asked, sheet))
    yield from ((Meant.NEW, row) for row in _new(asked, sheet))
    yield from ((Meant.OUTPUT, row) for row in _written_as(asked.file, sheet))
    yield from ((Meant.FILE, row) for row in files if _ends_one([_name(row)], asked.file))


def _merged_into(row: Row, sheet: Sheet) -> Iterator[tuple[Meant, Row]]:
    into = sheet.by_key.get(urls.page_key(row.get("into", "urn:none")))
    if into is not None:
        yield Meant.INTO, into


def _written_as(file: str, sheet: Sheet) -> Iterator[Row]:
    """The pages and files that were written to this path."""
    for row in sheet.pages:
        if _ends_one(document_paths(row, sheet).values(), file):
            yield row
    yield from (row for row in sheet.report["files"] if _ends_one(row.get("paths", ()), file))


def _name(file: Row) -> str:
    return urls.path_of(file["url"]).lstrip("/")


def _is_source(asked: Asked, row: Row) -> bool:
    source = unicodedata.normalize("NFC", row.get("source", ""))
    return bool(source) and source == asked.file


def _led_to(asked: Asked, sheet: Sheet) -> Iterator[Row]:
    """The pages that an old address leads to, though the report has no row of it."""
    for each in sheet.redirects_from(asked):
        if each.was not in _MADE:
            yield from _now_at(page(each.new), sheet, each.target)


def _now_at(path: str, sheet: Sheet, target: str = "") -> Iterator[Row]:
    """The pages whose address on the new site this is."""
    for row in sheet.pages:
        new = new_addresses(row, sheet) if row["state"] == "written" else {}
        if any(page(new[name]) == path for name in new if target in ("", name)):
            yield row


def _new(asked: Asked, sheet: Sheet) -> Iterator[Row]:
    """The pages and files that the new site has at the address."""
    if not asked.is_ours or asked.query:
        return
    yield from _now_at(asked.path, sheet)
    known = {upload(each.old) for each in sheet.redirects_to(asked.path)} - {""}
    yield from (row for row in sheet.report["files"] if upload(row["url"]) in known)


def _ends_one(paths: Iterable[str], file: str) -> bool:
    """Is the file one of these paths, or the end of one?"""
    return bool(file) and any(f"/{path}".endswith(f"/{file}") for path in paths)


def _redirected(asked: Asked, sheet: Sheet) -> Iterator[Known]:
    """What is known of an address by its redirects alone."""
    redirects = sheet.redirects_from(asked)
    if redirects:
        new = {each.target: unquote(each.new) for each in redirects}
        told = {"state": "redirected", "new_addresses": new}
        yield Known(Meant.REDIRECT, told | {"redirects": ways.told(redirects, sheet)})
    elif asked.is_ours and (faults := ways.faults(asked.path or "/", sheet)):
        yield Known(Meant.FAULT, {"state": "not redirected", "redirect_faults": faults})


def _written(asked: Asked, sheet: Sheet) -> Iterator[Known]:
    """The files of no page: layouts, settings, redirects, and what an earlier export had."""
    everything = (*sorted(sheet.files), *sheet.report["removed"])
    for path in dict.fromkeys(everything):
        if _ends_one([path], asked.file):
            is_there = path in sheet.files
            reason = _OF_NO_PAGE if is_there else _REMOVED
            told = {"path": path, "state": "written" if is_there else "removed", "reason": reason}
            yield Known(Meant.OUTPUT, told | filled(files_now=files_now([path], sheet)))


def _linked(asked: Asked, sheet: Sheet) -> Iterator[Known]:
    """What is known of an address by the links to it alone."""
    for name, reason in _LINKS.items():
        rows = [row for row in sheet.report[name] if asked.means(row["url"])]
        documents = [*dict.fromkeys(path for row in rows for path in row["linked_from"])]
        if rows:
            told = {"url": rows[0]["url"], "state": "linked", "reason": reason}
            yield Known(Meant.LINK, told | {"linked_from": documents})


def _items(asked: Asked, sheet: Sheet) -> Iterator[Known]:
    """The pages that the address stands on, by what became of it there."""
    groups: dict[tuple[tuple[str, str], ...], dict[str, None]] = {}
    for url, became in _places(asked, sheet):
        groups.setdefault((*became.items(),), {})[url] = None
    for became_so, pages in sorted(groups.items(), key=lambda group: _matters(dict(group[0]))):
        yield Known(Meant.ITEM, {**dict(became_so), "pages": [*pages]})


def _matters(became: Mapping[str, str]) -> int:
    return _STATES.index(became["state"]) if became["state"] in _STATES else 0


def _places(asked: Asked, sheet: Sheet) -> Iterator[tuple[str, dict[str, str]]]:
    for row in sheet.pages:
        for item in row.get("items", ()):
            if item["kind"] in _ADDRESSES and asked.means(urls.absolute(row["url"], item["what"])):
                told = {"kind": item["kind"], "state": item["state"]}
                yield row["url"], told | {key: item[key] for key in _BECAME if item.get(key)}
        for left in row.get("old_host", ()):
            if asked.means(left["address"]):
                told = {"kind": "address", "state": "left in the text"}
                yield row["url"], told | {"reason": left["why"]}
