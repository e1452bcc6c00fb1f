"""Until the move is done the old site lives on: what it says now comes over, edits stay."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from migrator import urls
from migrator.run import Access, Job, Result, run
from tests.webnode import Blog, Server, serve

pytestmark = pytest.mark.loopback


def export(server: Server, out: Path, *, refresh: bool = True) -> Result:
    access = Access(delay=0, own_site=True, refresh=refresh)
    return run(Job(server.address, out=out, access=access), lambda progress: None)


def delta(result: Result) -> dict[str, Any] | None:
    told: dict[str, Any] | None = json.loads(result.balance.as_json())["delta"]
    return told


def paths(addresses: list[str]) -> list[str]:
    return [urls.path_of(url) for url in addresses]


def document(out: Path, path: str) -> Path:
    slug = urls.slug_of(f"http://x{path}")
    return out / "site/posts" / slug / "index.md"


def test_refresh_tells_what_is_new_changed_and_gone(tmp_path: Path) -> None:
    """One post is new, one says something else, one is gone: its copy stays, with a note."""
    with serve(Blog(generation="webnode2", posts=12, trouble=False)) as server:
        export(server, tmp_path)
        changed, gone, edited, *_ = server.post_paths
        server.edit(changed, "The bridge is open again.")
        server.remove(gone)
        new = server.add_post()
        server.log.clear()
        told = delta(export(server, tmp_path))
        statuses = [r.status for r in server.log]
        kept = document(tmp_path, gone).read_bytes()
        again = export(server, tmp_path, refresh=False)

    assert told is not None
    assert paths(told["pages"]["new"]) == [new]
    assert changed in paths(told["pages"]["changed"])
    assert paths(told["pages"]["gone"]) == [gone]
    assert edited in paths(told["pages"]["unchanged"])
    assert "The bridge is open again." in document(tmp_path, changed).read_text()
    assert statuses.count(304) > 3
    assert document(tmp_path, gone).read_bytes() == kept
    assert "of the pages on the site" in again.summary
    assert ", 1 gone, " in again.summary


def test_nothing_new_is_told_as_such(tmp_path: Path) -> None:
    """A site that stands still gives the same bytes, and a line that says so."""
    with serve(Blog(generation="classic", posts=12, trouble=False)) as server:
        export(server, tmp_path)
        result = export(server, tmp_path)

    assert delta(result) is None
    assert "Since then  nothing has changed" in result.summary


def test_edited_file_and_changed_page_stand_side_by_side(tmp_path: Path) -> None:
    """The owner's text is never written over; the site's new version lies beside it."""
    with serve(Blog(generation="webnode2", posts=12, trouble=False)) as server:
        export(server, tmp_path)
        path = server.post_paths[0]
        mine = document(tmp_path, path)
        mine.write_text("mine")
        quiet = export(server, tmp_path)
        server.edit(path, "The bridge is open again.")
        loud = export(server, tmp_path)

    assert mine.read_text() == "mine"
    assert "The bridge is open again." in mine.with_name("index.md.new").read_text()
    assert quiet.balance.changes.conflicts == ()
    assert [c.path for c in loud.balance.changes.conflicts] == [
        mine.relative_to(tmp_path).as_posix()
    ]
    assert loud.balance.exit_code == 1
