"""Balance sheets made by hand, for what tells of them: the report, the preview, the summary."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from migrator.output import Changes
from migrator.report import Balance

Row = dict[str, Any]
SITE = "https://www.slow-paths.example"
LOST_PICTURE = {"kind": "image", "what": f"{SITE}/lost.png", "state": "failed", "number": 1}


def written(name: str = "a", **told: Any) -> Row:
    """The row of a post that came over, and of which there is nothing to be said."""
    return {
        "url": f"{SITE}/{name}/",
        "state": "written",
        "kind": "post",
        "generation": "classic",
        "path": f"site/posts/{name}/index.md",
        "permalink": "",
        "facts": facts(f"The post {name}"),
        "comments": 0,
        "ledger": {"seen": {"letters": 900}, "article": {"letters": 700}, "rule": {"letters": 200}},
        "removed": [{"rule": "menu", "elements": 2, "words": 4, "begins": "Home Blog"}],
        "unaccounted": [],
        "notes": [],
        "differences": [],
        "old_host": [],
        "without_alt": [],
        "named_by": ["the command line"],
        "fetched": "2026-11-20T10:00:00+00:00",
        **told,
    }


def facts(title: str = "A post", date: str = "2011-05-04T07:30:00+02:00") -> Row:
    """A title and a date, each empty if there is none."""
    told = {"title": title, "date": date}
    found = {name: {"value": value, "origin": "page"} for name, value in told.items() if value}
    return {**found, "language": {"value": "en", "origin": "page"}}


def failed(name: str, reason: str = "the server answered 500") -> Row:
    """The row of a page that did not come over."""
    return {"url": f"{SITE}/{name}/", "state": "failed", "reason": reason}


def left_out(name: str, rule: str, reason: str = "a rule says so") -> Row:
    """The row of an address that a rule leaves out."""
    return {"url": f"{SITE}/{name}/", "state": "left_out", "rule": rule, "reason": reason}


def note(detail: str) -> Row:
    """A note of a page."""
    return {"stage": "read", "detail": detail}


def differs(what: str, page: str = "", written: str = "") -> Row:
    """A difference of a page."""
    return {"what": what, "page": page, "written": written}


def file(name: str, **told: Any) -> Row:
    """The row of a picture."""
    paths = [f"site/posts/a/{name}"]
    return {"url": f"{SITE}/files/{name}", "state": "written", "paths": paths, **told}


def redirects(target: str = "hugo", moves: Mapping[str, int] | None = None, **told: Any) -> Row:
    """What one target says of the old addresses."""
    row = {"target": target, "folder": "redirects", "has_addresses": True, "faults": []}
    return {**row, "moves": dict(moves or {"post": 3}), **told}


def sheet(pages: Iterable[Row] = (), files: Iterable[Row] = (), **told: Any) -> Balance:
    """A balance sheet of these pages and files, the sums of which are right."""
    rows, copies = tuple(pages), tuple(files)
    nothing: dict[str, Any] = dict.fromkeys(
        ("not_exported", "dead_links", "redirects", "not_carried", "named_once"), ()
    )
    known: dict[str, Any] = {
        "pages": rows,
        "files": copies,
        "rules": {},
        "delta": None,
        "changes": Changes(),
        "targets": ("hugo",),
        "pages_seen": len(rows),
        "files_seen": len(copies),
    }
    return Balance(**{**nothing, **known, **told})
