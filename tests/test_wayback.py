"""Web archives: ours is replayed by the real pywb, and a lost site is taken from there."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
import requests

from migrator.archive import Archive
from migrator.errors import SourceBroken, SourceMissing
from migrator.models import Snapshot
from migrator.run import Access, Job, Result, run
from migrator.sources import Wayback
from tests.pywb import replaying
from tests.test_cli import files
from tests.test_live import PAGE
from tests.webnode import Blog, Server, serve

pytestmark = pytest.mark.loopback
LOST = "http://lost.webnode.example/"
PNG = b"\x89PNG\r\n\x1a\n" + bytes(64)


def export(
    address: str, out: Path, wayback: Wayback | None = None, *, refresh: bool = False
) -> Result:
    access = Access(delay=0, own_site=True, refresh=refresh, wayback=wayback)
    return run(Job(address, out=out, access=access), lambda progress: None)


def captured(folder: Path, *pages: tuple[str, int, bytes, int]) -> Path:
    """An archive made here: (path, year, body, status) of each capture."""
    archive = Archive(folder / "made.warc.gz")
    for path, year, body, status in pages:
        kind = "image/png" if path.endswith(".png") else "text/html; charset=utf-8"
        when = datetime(year, 6, 1, tzinfo=UTC)
        page = Snapshot(LOST + path, body, "", when, status, (("Content-Type", kind),))
        archive.keep(page.as_capture())
    return archive.path


def page(text: str) -> bytes:
    titled = PAGE.replace("</head>", "<title>Welcome</title></head>")
    return titled.format(f"<p>{text}</p>").encode()


def one_page(server: Server) -> str:
    return server.url(server.post_paths[0])


def test_pywb_replays_pages_and_pictures(tmp_path: Path) -> None:
    """What a visitor of the archive gets is what the site sent, also after a refresh."""
    blog = Blog(posts=24, trouble=False)
    with serve(blog) as server:
        export(server.address, tmp_path / "out")
        export(server.address, tmp_path / "out", refresh=True)
        wanted = [server.address, one_page(server), server.url(blog.picture_paths[0])]
        sent = {url: requests.get(url, timeout=9).content for url in wanted}
    with replaying([tmp_path / "out/archive/site.warc.gz"], tmp_path / "pywb") as collection:
        replayed = {url: requests.get(f"{collection}/id_/{url}", timeout=30) for url in wanted}
        shown = requests.get(f"{collection}/mp_/{wanted[1]}", timeout=30)

    assert {url: answer.status_code for url, answer in replayed.items()} == dict.fromkeys(sent, 200)
    assert {url: answer.content for url, answer in replayed.items()} == sent
    assert shown.status_code == 200


def test_lost_site_comes_back_from_a_web_archive(tmp_path: Path) -> None:
    """With the site gone, the export from pywb is the same as that of the living site."""
    with serve(Blog(posts=24, trouble=False)) as server:
        export(server.address, tmp_path / "live")
        address = server.address
    with replaying([tmp_path / "live/archive/site.warc.gz"], tmp_path / "pywb") as collection:
        result = export(address, tmp_path / "back", Wayback(collection))
        report = json.loads(result.balance.as_json())

    assert files(tmp_path / "back/site") == files(tmp_path / "live/site")
    rows = [row for row in report["pages"] if row["state"] == "written"]
    assert all(row["retrieved_from"].startswith(f"{collection}/2") for row in rows)
    assert all(row["fetched"].startswith("20") for row in rows)


def test_newest_good_capture_wins_unless_a_day_is_named(tmp_path: Path) -> None:
    """A later error does not hide the page; with a day, what came after it does not count."""
    error = b"<title>Webnode Error Page</title><h1 id='text-heading1'>Ooops!!</h1>"
    made = captured(
        tmp_path,
        *(("", 2014, page("first"), 200), ("", 2016, page("second"), 200)),
        *(("", 2018, error, 200), ("", 2019, b"gone", 404)),
    )
    home = Path("site/pages/welcome/index.md")
    with replaying([made], tmp_path / "pywb") as collection:
        export(LOST, tmp_path / "newest", Wayback(collection))
        day = datetime(2015, 12, 31, tzinfo=UTC)
        export(LOST, tmp_path / "then", Wayback(collection, at=day))
        with pytest.raises(SourceMissing, match="has nothing of"):
            export(
                LOST, tmp_path / "before", Wayback(collection, at=datetime(2001, 1, 1, tzinfo=UTC))
            )

    assert "second" in (tmp_path / "newest" / home).read_text()
    assert "first" in (tmp_path / "then" / home).read_text()
    assert not (tmp_path / "before").exists()


def test_picture_of_a_lost_site_is_not_a_page_in_its_place(tmp_path: Path) -> None:
    """An older capture that is a picture is better than a newer one that is an error page."""
    picture = "_files/200000016-8cb178db6b/ridge.png"
    made = captured(
        tmp_path,
        ("", 2014, page(f'<img src="/{picture}">'), 200),
        *((picture, 2014, PNG, 200), (picture, 2016, b"<html>sorry</html>", 200)),
    )
    with replaying([made], tmp_path / "pywb") as collection:
        export(LOST, tmp_path / "out", Wayback(collection))

    assert (tmp_path / "out/site/pages/welcome/ridge.png").read_bytes() == PNG


def test_what_a_living_site_has_lost_is_rescued_and_marked(tmp_path: Path) -> None:
    """A dead picture comes from the web archive; the report says from where and of when."""
    with serve(Blog(generation="webnode2", posts=12)) as server:
        dead = server.url(Blog(generation="webnode2", posts=12).troubles.no_picture)
        archive = Archive(tmp_path / "made.warc.gz")
        when = datetime(2014, 6, 1, tzinfo=UTC)
        kind = (("Content-Type", "image/png"),)
        archive.keep(Snapshot(dead, PNG, "", when, 200, kind).as_capture())
        with replaying([archive.path], tmp_path / "pywb") as collection:
            result = export(
                server.address, tmp_path / "out", Wayback(collection, only_missing=True)
            )
            alone = export(server.address, tmp_path / "alone")

    (row,) = [file for file in result.balance.files if file.get("retrieved_from")]
    assert row["url"].startswith(dead)
    assert f"{collection}/20140601000000id_/" in row["retrieved_from"]
    assert "Rescued     1 picture or file" in result.summary
    assert result.balance.file_totals["written"] == alone.balance.file_totals["written"] + 1


def test_web_archive_that_cannot_be_asked_is_an_error(tmp_path: Path) -> None:
    """Nobody answers at the endpoint: one line says so, and nothing is left behind."""
    with pytest.raises(SourceBroken, match="cannot be asked"):
        export(LOST, tmp_path / "out", Wayback("http://127.0.0.1:9/nothing"))
    assert not (tmp_path / "out").exists()
