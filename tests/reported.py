"""Reports of every kind of run: one target or several, a first run or a second, checked again."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from migrator.demo import serve as serve_demo
from migrator.models import Difference, Leftover, Missing, NamedBy, Namer, RedirectFault, Trace
from migrator.output import Changes, Conflict
from migrator.report import balance
from migrator.report.items import PageItems
from migrator.run import Access, Job, Result, run, verify
from migrator.targets import ALL
from tests.conftest import ROOT
from tests.destinations.site import saved
from tests.test_report import LOST, STORED, exported, written
from tests.webnode import Blog, serve

Report = dict[str, Any]
Fields = tuple[tuple[str, str], ...]

SAVED = ROOT / "fixtures" / "site" / "saved"


def quiet(progress: object) -> None:
    """Nobody watches."""


def as_report(result: Result) -> Report:
    told: Report = json.loads(result.balance.as_json())
    return told


def run_of(source: Path, out: Path, *targets: str, fields: Fields = ()) -> Report:
    return as_report(run(Job(str(source), targets, out, fields=fields), quiet))


def reports_in(folder: Path) -> dict[str, Report]:
    """A report of every kind of run."""
    whole = saved(folder)
    told = {
        "markdown": run_of(whole, folder / "markdown", "markdown"),
        "two": run_of(whole, folder / "two", "hugo", "jekyll"),
        "ghost": run_of(whole, folder / "ghost", "ghost"),
        "saved": run_of(SAVED, folder / "saved", "markdown"),
        "by hand": by_hand(),
    }
    told |= {"verified": spoilt_and_verified(folder)}
    told |= {"conflict": run_of(whole, folder / "markdown", fields=(("title", "headline"),))}
    return told | served(folder)


def spoilt_and_verified(folder: Path) -> Report:
    """One document edited, one gone, of those that the first export wrote."""
    out = Path(shutil.copytree(folder / "markdown", folder / "spoilt"))
    edited, lost, *_ = sorted(out.glob("site/posts/*/index.md"))
    edited.write_text("mine")
    lost.unlink()
    (folder / "markdown" / edited.relative_to(out)).write_text("mine")
    return as_report(verify(Job("", out=out), quiet))


def served(folder: Path) -> dict[str, Report]:
    """Of sites that answer: the demo, and one that has changed since."""
    access = Access(delay=0, own_site=True, refresh=True)
    with serve_demo() as address:
        demo = run(Job(address, out=folder / "demo", access=access), quiet)
    job = Job("", ("markdown",), folder / "delta", access=access)
    with serve(Blog(generation="webnode2", posts=12, trouble=False)) as server:
        job = replace(job, source=server.address)
        run(job, quiet)
        changed, gone, *_ = server.post_paths
        server.edit(changed, "The bridge is open again.")
        server.remove(gone)
        server.add_post()
        delta = run(job, quiet)
    return {"demo": as_report(demo), "delta": as_report(delta)}


def by_hand() -> Report:
    """What no fixture has: a web archive, gaps, what a target cannot carry, several targets."""
    page, url = written(Difference("words", "lost", "")), written().url
    page = replace(page, leftovers=(Leftover("https://x.example/b/", "r"),))
    page = replace(page, item=replace(page.item, dead=("https://x.example/c/",)))
    export = exported(
        page,
        LOST,
        seen=2,
        stored=(replace(STORED, is_reduced=True, chosen="c", retrieved_from="http://w/2/a.png"),),
        missing=(Missing("https://x.example/d.png", "the server answered 404"),),
        traces={url: Trace(datetime(2014, 5, 1, tzinfo=UTC), "http://w/1/x", is_gone=True)},
        named_by={"x.example/a": (NamedBy(Namer.FEED, "http://x/f"),)},
    )
    export = replace(export, redirect_faults=(RedirectFault("/b/", "loop", "it leads to itself"),))
    row = {"kind": "tag", "what": "hills", "state": "left_out", "reason": "none", "number": 1}
    found = (PageItems((row,), {"image": 2}), PageItems())
    other = replace(export, target=replace(ALL["hugo"], cannot={"title": "no place"}))
    path = str(page.item.place.path)
    changes = Changes(
        removed=("site/r",),
        kept=("site/k",),
        outdated=("site/o",),
        conflicts=(Conflict(path, f"{path}.new"),),
    )
    told: Report = json.loads(balance([export, other], changes, found).as_json())
    return told
