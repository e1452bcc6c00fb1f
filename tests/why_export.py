"""Exports that `migrator why` is asked about, and how its tests read and change them."""

from __future__ import annotations

import atexit
import json
import shutil
from collections.abc import Callable
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from migrator.run import Job, run
from migrator.why import Answer
from tests.conftest import ROOT
from tests.destinations.site import CLASSIC, saved

SAVED = ROOT / "fixtures" / "site" / "saved"
UPLOAD = "200000041-61b263b38d"
HILL = f"{CLASSIC}/_files/{UPLOAD}/kopec%201.jpg"
POST = f"{CLASSIC}/news/k%C5%AF%C5%88-a-%C5%BE%C3%A1ba/"


@cache
def exported(*targets: str) -> Path:
    """The fixture site, exported once for all tests."""
    folder = _folder()
    run(Job(str(saved(folder)), targets, folder / "out"), lambda progress: None)
    return folder / "out"


@cache
def saved_pages() -> Path:
    """Saved pages, exported as plain Markdown."""
    folder = _folder() / "out"
    run(Job(str(SAVED), ("markdown",), folder), lambda progress: None)
    return folder


def _folder() -> Path:
    folder = Path(mkdtemp(prefix="why-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def first(answer: Answer) -> dict[str, Any]:
    """The data of the most telling thing that is known."""
    known: list[dict[str, Any]] = json.loads(answer.as_json())["known"]
    return known[0]


def addresses(answer: Answer) -> list[str]:
    """Of what pages and files it tells, without the pages that the address stands on."""
    return [each.told["url"] for each in answer.known if "url" in each.told]


def changed(folder: Path, name: str, change: Callable[[Any], object]) -> None:
    """Change a JSON file of the export."""
    told = json.loads((folder / name).read_bytes())
    change(told)
    (folder / name).write_text(json.dumps(told), "utf-8")


def row(report: Any, address: str) -> dict[str, Any]:
    found: dict[str, Any]
    (found,) = [page for page in report["pages"] if page["url"] == address]
    return found


def with_items(folder: Path, address: str, *items: dict[str, Any]) -> None:
    """Give a page of the report these items alone, and all other pages none."""

    def change(report: Any) -> None:
        for page in report["pages"]:
            page["items"] = []
        row(report, address)["items"] = [{"place": "", "number": 1, **item} for item in items]

    changed(folder, "report.json", change)
