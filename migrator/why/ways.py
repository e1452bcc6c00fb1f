"""The redirects of an address, each with the files of hosts that have it and those that cannot."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict
from typing import Any

from migrator.redirects.hosts import HOSTS
from migrator.redirects.rule import page
from migrator.why.sheet import Redirect, Row, Sheet

_TABLE = "map.csv"
_LIMIT = "host-limit"


def told(redirects: Iterable[Redirect], sheet: Sheet) -> list[dict[str, Any]]:
    """Each redirect as data."""
    rows = {row["target"]: row for row in sheet.report["redirects"]}
    return [
        {**asdict(each), **_in_files(each, rows[each.target], sheet)}
        for each in dict.fromkeys(redirects)
    ]


def faults(old: str, sheet: Sheet) -> list[dict[str, Any]]:
    """Why the address cannot be answered, or not wholly, for each target."""
    return [
        {"target": row["target"], **fault}
        for row in sheet.report["redirects"]
        for fault in row["faults"]
        if page(fault["old"]) == page(old) and fault["check"] != _LIMIT
    ]


def _in_files(redirect: Redirect, row: Row, sheet: Sheet) -> dict[str, Any]:
    """The files that have it, those that do not, with the reason, and the folder of all."""
    folder = sheet.folder / row["folder"]
    there = [host.file for host in HOSTS if (folder / host.file).is_file()]
    cannot = dict(_unsaid(redirect, row, there))
    named = [file for file in there if file not in cannot and file != _TABLE]
    not_in = [{"file": file, "reason": why} for file, why in cannot.items()]
    return {"folder": row["folder"], "files": named, "not_in": not_in}


def _unsaid(redirect: Redirect, row: Row, files: list[str]) -> Iterator[tuple[str, str]]:
    """The files that lack it; one that had no room for all may lack it, and the report tells
    only the first of those that are left out."""
    for fault in row["faults"]:
        if fault["check"] != _LIMIT:
            continue
        for file in files:
            if f"left out of {file}," in fault["detail"]:
                yield file, f"perhaps not: {fault['detail']}"
        if page(fault["old"]) == page(redirect.old):
            pieces = (piece.partition(": ") for piece in fault["detail"].split("; "))
            yield from ((file, why) for file, _, why in pieces if file in files)
