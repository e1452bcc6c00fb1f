"""Sheets made by hand, for what tells of many sites."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from migrator.batch.records import Outcome, State, Task, options_of
from migrator.batch.sheet import Sheet, Site
from migrator.run import Job

ENDED = "2026-11-20T10:00:00+00:00"


def site(root: Path, number: int, state: State, name: str = "", **told: Any) -> Site:
    """A site of the list; what came of it may be told otherwise."""
    source = name or f"https://s{number}.example/"
    options = options_of(Job(source))
    given = Task(number, source, str(root), f"s{number}.example", options)
    if state is State.OPEN:
        return Site(given, Outcome(State.OPEN))
    if state is State.FAILED:
        error = told.pop("error", f"{source}: the server could not be reached")
        return Site(given, Outcome(state, 3, error, "Check it.", ended=ENDED, started=ENDED))
    for path in ("report.html", "preview/index.html"):
        (root / given.folder / path).parent.mkdir(parents=True, exist_ok=True)
        (root / given.folder / path).touch()
    lost = told.pop("lost", int(state is State.LACKING))
    pages = {"seen": 9 + lost, "written": 6, "merged": 0, "used": 1, "left_out": 2, "failed": lost}
    files = {"seen": 5, "written": 5, "failed": 0}
    told = {"targets": ("hugo",), "posts": 4, "pages": pages, "files": files, **told}
    code = int(state is State.LACKING)
    return Site(given, Outcome(state, code, started=ENDED, ended=ENDED, **told))


def sheet(root: Path, *states: State) -> Sheet:
    """Sites in these states, one in each row."""
    return Sheet(tuple(site(root, number, state) for number, state in enumerate(states, 2)))
