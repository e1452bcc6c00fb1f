"""All that is known of one page or one file, as data. Documented in `docs/why.md`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import unquote

from migrator import urls
from migrator.why import ways
from migrator.why.chain import chain, others
from migrator.why.sheet import Redirect, Row, Sheet
from migrator.why.spelling import asked, identity, upload

_MISSING = "it was written, and is not there any more"
_KEPT = "it is of an earlier export: this one could not have the page"
_EDITED = "somebody has edited it: it was left alone"
_AS_THEY_ARE = (
    "source",
    "title",
    "kind",
    "generation",
    "rule",
    "reason",
    "into",
    "fetched",
    "retrieved_from",
    "gone",
    "note",
    "reduced",
    "facts",
    "comments",
    "notes",
    "differences",
    "unaccounted",
)


def page_told(row: Row, sheet: Sheet) -> dict[str, Any]:
    """A page, feed or sitemap: state, reason, origin, place, what leads to it, what it shows."""
    new, paths = new_addresses(row, sheet), document_paths(row, sheet)
    leading = [*redirects_from(row["url"], sheet), *(_to(new, sheet) if paths else ())]
    return filled(
        url=row["url"],
        state=row["state"],
        **_plain(row),
        found_by=chain(row, sheet),
        also_named_by=others(row),
        paths=paths,
        files_now=files_now([*paths.values()], sheet),
        new_addresses=new,
        redirects=ways.told(leading, sheet),
        redirect_faults=ways.faults(_path(row["url"]), sheet),
        shows=shown_on(row, sheet),
        merged=[each["url"] for each in sheet.pages if each.get("into") == row["url"]],
        linked_from=linked_from(row["url"], sheet),
    )


def file_told(row: Row, sheet: Sheet) -> dict[str, Any]:
    """A picture or file: state, reason, its copies, what leads to them, which pages show it."""
    known = upload(row["url"])
    ours = [each for each in sheet.redirects if known and upload(each.old) == known]
    paths = [*row.get("paths", ())]
    return filled(
        url=row["url"],
        state=row["state"],
        **_plain(row),
        copies=paths,
        files_now=files_now(paths, sheet),
        new_addresses={each.target: unquote(each.new) for each in ours},
        redirects=ways.told(ours, sheet),
        shown_on=pages_with(row, sheet),
    )


def filled(**told: Any) -> dict[str, Any]:
    """The data without what is empty."""
    return {key: value for key, value in told.items() if value not in ([], {}, "")}


def files_now(paths: Iterable[str], sheet: Sheet) -> list[dict[str, str]]:
    """Which of the files are not as they were written, and what has happened to them."""
    report = sheet.report
    conflicts = {
        each["path"]: f"both changed, see {each['new_version']}" for each in report["conflicts"]
    }
    now = {
        **{path: _MISSING for path in paths if path in sheet.files and not _is_there(path, sheet)},
        **dict.fromkeys(report["kept"], _KEPT),
        **dict.fromkeys(report["edited_and_left_alone"], _EDITED),
        **conflicts,
    }
    return [{"path": path, "now": now[path]} for path in paths if path in now]


def document_paths(row: Row, sheet: Sheet) -> dict[str, str]:
    """The document of a page, by target."""
    if "path" not in row:
        return {}
    return {**row.get("paths", {sheet.targets[0]: row["path"]})}


def new_addresses(row: Row, sheet: Sheet) -> dict[str, str]:
    """Where an address leads on the new site, by target, as redirects and the report tell."""
    told = {each.target: unquote(each.new) for each in redirects_from(row["url"], sheet)}
    return told | ({sheet.targets[0]: row["permalink"]} if row.get("permalink") else {})


def redirects_from(url: str, sheet: Sheet) -> tuple[Redirect, ...]:
    """What answers an address that the report has."""
    if not urls.is_web(url):
        return ()
    return sheet.redirects_from(asked(url, sheet.hosts, sheet.folder))


def linked_from(url: str, sheet: Sheet) -> list[str]:
    """The documents that link to an address that was not exported."""
    lists = ("links_to_pages_not_exported", "links_dead_on_the_old_site")
    rows = (row for name in lists for row in sheet.report[name])
    key = urls.page_key(url)
    found = (
        path for row in rows if urls.page_key(row["url"]) == key for path in row["linked_from"]
    )
    return [*dict.fromkeys(found)]


def shown_on(page: Row, sheet: Sheet) -> list[str]:
    """The pictures and files that the page shows, or links to: those that it names, and those
    beside its document."""
    known = {identity(address) for address in _named_on(page)}
    return [
        file["url"]
        for file in sheet.report["files"]
        if identity(file["url"]) in known or _is_beside(file, page)
    ]


def pages_with(file: Row, sheet: Sheet) -> list[str]:
    """The pages that show the picture, or link to the file."""
    known, number = identity(file["url"]), upload(file["url"])[:9]
    return [
        page["url"]
        for page in sheet.pages
        if _is_beside(file, page)
        or any(number in each and identity(each) == known for each in _named_on(page))
    ]


def _named_on(page: Row) -> Iterator[str]:
    """The addresses of the pictures and files that came over with the page, or should have."""
    for item in page.get("items", ()):
        if item["kind"] in ("image", "file") and item["state"] != "left_out":
            yield urls.absolute(page["url"], item["what"])
    if "cover" in page.get("facts", ()):
        yield urls.absolute(page["url"], page["facts"]["cover"]["value"])
    yield from (left["address"] for left in page.get("old_host", ()))


def _is_beside(file: Row, page: Row) -> bool:
    documents = map(PurePosixPath, page.get("paths", {"": page.get("path", "")}).values())
    folders = {document.parent for document in documents if document.name == "index.md"}
    return any(PurePosixPath(path).parent in folders for path in file.get("paths", ()))


def _is_there(path: str, sheet: Sheet) -> bool:
    return (sheet.folder / path).exists()


def _plain(row: Row) -> dict[str, Any]:
    return {key: row[key] for key in _AS_THEY_ARE if key in row}


def _to(new: dict[str, str], sheet: Sheet) -> Iterator[Redirect]:
    for target, address in new.items():
        yield from (each for each in sheet.redirects_to(address) if each.target == target)


def _path(url: str) -> str:
    query = urls.query_of(url)
    return urls.path_of(url) + (f"?{query}" if query else "")
