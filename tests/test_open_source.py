"""Whatever holds a site opens as one: stdin, folders, archives, packed or not, and our own."""

from __future__ import annotations

import base64
import io
import json
import shutil
import sys
import zipfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from types import SimpleNamespace

import pytest

from migrator.archive import Archive
from migrator.errors import SourceBroken, SourceMissing
from migrator.models import Kept, Limits, Missing, Snapshot
from migrator.run import Job, run
from migrator.sources import default_folder, open_source
from migrator.sources.base import Found, SourceOptions
from tests.conftest import FETCHED
from tests.test_live import PAGE, SITE, links

PICTURE = f"{SITE}_files/200000013-b8a1fb99c1/a.png"
PNG = b"\x89PNG\r\n\x1a\npixels"
SIGNATURE = '<a href="https://www.webnode.com/?utm_content=wnd2">x</a>'
ANSWERS = {
    SITE: PAGE.format(links("/a/") + SIGNATURE),
    f"{SITE}a/": PAGE.format(f'<h1>A</h1><img src="{PICTURE}">{SIGNATURE}'),
}
KINDS = ("text/html", "image/png")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Every test runs in an empty folder of its own."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def captures() -> list[tuple[str, bytes, str]]:
    pages = [(url, html.encode(), KINDS[0]) for url, html in ANSWERS.items()]
    return [*pages, (PICTURE, PNG, KINDS[1])]


def write_warc(path: Path, *which: int) -> Path:
    for at in which or range(3):
        url, body, kind = captures()[at]
        said = (("Content-Type", kind),)
        Archive(path).keep(Snapshot(url, body, kind, FETCHED, headers=said).as_capture())
    (path.parent / "index.jsonl").unlink()
    return path


def as_warc(folder: Path) -> Path:
    return write_warc(folder / "site.warc.gz")


def as_folder_of_warcs(folder: Path) -> Path:
    for at in range(3):
        write_warc(folder / "crawl" / f"part-{at}" / f"{at}.warc.gz", at)
    (folder / "crawl" / "readme.txt").write_text("mine")
    return folder / "crawl"


def as_wacz(folder: Path) -> Path:
    with zipfile.ZipFile(folder / "site.wacz", "w") as file:
        file.write(as_warc(folder), "archive/data.warc.gz")
        file.writestr("datapackage.json", "{}")
        file.writestr("pages/pages.jsonl", '{"format": "json-pages-1.0"}\n')
        file.writestr("indexes/index.cdx.gz", b"\x1f\x8b")
    (folder / "site.warc.gz").unlink()
    return folder / "site.wacz"


def as_har(folder: Path) -> Path:
    entries = [
        {
            "startedDateTime": "2026-01-27T12:00:00Z",
            "request": {"method": "GET", "url": url},
            "response": {
                "status": 200,
                "headers": [],
                "content": {
                    "mimeType": kind,
                    "text": base64.b64encode(body).decode(),
                    "encoding": "base64",
                },
            },
        }
        for url, body, kind in captures()
    ]
    (folder / "site.har").write_text(json.dumps({"log": {"entries": entries}}))
    return folder / "site.har"


def write_pages(folder: Path) -> None:
    """The same as somebody saves it, with the picture beside the page."""
    folder.mkdir()
    for number, (url, html) in enumerate(ANSWERS.items()):
        html = html.replace("<head>", f'<head><link rel="canonical" href="{url}">')
        (folder / f"{number}.html").write_text(html.replace(f"{SITE}_files", "_files"))
    place = folder / PICTURE.removeprefix(SITE)
    place.parent.mkdir(parents=True)
    place.write_bytes(PNG)


def as_zip_of_pages(folder: Path) -> Path:
    write_pages(folder / "pages")
    with zipfile.ZipFile(folder / "pages.zip", "w") as file:
        for path in sorted((folder / "pages").rglob("*.*")):
            file.write(path, str(path.relative_to(folder)))
    shutil.rmtree(folder / "pages")
    return folder / "pages.zip"


def as_export(folder: Path) -> Path:
    run(Job(str(as_zip_of_pages(folder)), out=folder / "out"), lambda progress: None)
    return folder / "out"


def opened(named: str | Path) -> tuple[list[Found], Kept | Missing]:
    """All pages, and the picture."""
    options = SourceOptions(Archive(Path("new/site.warc.gz")), lambda progress: None)
    with open_source(str(named), options) as source:
        pages = list(source.pages())
        ((_, file),) = source.files([PICTURE])
    return pages, file


def pipe(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(path.read_bytes())))


CAPTURED = [as_warc, as_folder_of_warcs, as_wacz, as_har]
SAVED = [as_zip_of_pages, as_export]


@pytest.mark.parametrize(
    ("made", "through_stdin"),
    [
        *((made, False) for made in (*CAPTURED, *SAVED)),
        *((made, True) for made in (as_warc, as_wacz, as_har, as_zip_of_pages)),
    ],
)
def test_site_comes_out_of_whatever_holds_it(
    made: Callable[[Path], Path],
    through_stdin: bool,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The same pages and the same picture, all of it in the archive by then; also over stdin."""
    named = made(folder)
    if through_stdin:
        pipe(named, monkeypatch)
        named = Path("-")
    pages, file = opened(named)

    assert [page.url for page in pages if isinstance(page, Snapshot)] == [*ANSWERS]
    assert [page for page in pages if not isinstance(page, Snapshot)] == []
    assert isinstance(file, Kept)
    assert (file.status, file.begins) == (200, PNG)
    archive = Archive(Path("new/site.warc.gz"))
    assert {entry.url for entry in archive.entries()} == {*ANSWERS, file.url}
    is_saved = made in SAVED
    assert all(bool(entry.source) is is_saved for entry in archive.entries())
    assert b"".join(archive.chunks(file.url)) == PNG


def test_page_comes_over_stdin(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A single page, which has no files beside it."""
    (folder / "a.html").write_text(f'<link rel="canonical" href="{SITE}a/"><p>text')
    pipe(folder / "a.html", monkeypatch)
    (page,), file = opened("-")

    assert isinstance(page, Snapshot)
    assert (page.url, page.source, page.body[-4:]) == (f"{SITE}a/", "stdin.html", b"text")
    assert isinstance(file, Missing)
    assert default_folder("-") == Path("stdin-export")


def test_nothing_over_stdin_is_an_error(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever pipes from a command that failed is told so."""
    (folder / "empty").touch()
    pipe(folder / "empty", monkeypatch)

    with pytest.raises(SourceMissing, match="nothing came over stdin"):
        opened("-")


def test_what_is_lost_of_a_zip_file_is_told(folder: Path) -> None:
    """A member that leads out of the folder is passed over; the pages are there all the same."""
    path = as_zip_of_pages(folder)
    with zipfile.ZipFile(path, "a") as file:
        file.writestr("../evil.html", "<html>evil")
        file.writestr("C:/evil.html", "<html>evil")
    pages, file_ = opened(path)

    told = "its name may lead out of the folder"
    assert pages[:2] == [
        Missing("file:///pages.zip#1", f"../evil.html: {told}"),
        Missing("file:///pages.zip#2", f"C:/evil.html: {told}"),
    ]
    assert [page.url for page in pages[2:]] == [*ANSWERS]
    assert isinstance(file_, Kept)
    assert sorted(path.name for path in folder.rglob("*")) == [
        "index.jsonl",
        "new",
        "pages.zip",
        "site.warc.gz",
    ]


def test_limits_hold_for_what_is_packed(folder: Path) -> None:
    """A member that is larger than the user allows is passed over, and named."""
    path, limits = as_zip_of_pages(folder), Limits(size=1000)
    with zipfile.ZipFile(path, "a") as file:
        file.writestr("pages/large.html", "<html>" + "x" * 1000)
    options = SourceOptions(Archive(Path("new/site.warc.gz")), lambda progress: None, limits)
    with open_source(str(path), options) as source:
        lost, *pages = source.pages()

    told = "pages/large.html: it is larger than 1000 bytes (--max size=… allows more)"
    assert lost == Missing("file:///pages.zip#1", told)
    assert [page.url for page in pages] == [*ANSWERS]


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("a.zip", b"PK\x03\x04broken", "cannot be read as a ZIP file"),
        ("a.har", b'{"log": {"entries": 7}}', "it has no list of entries"),
    ],
)
def test_broken_archive_is_an_error(name: str, content: bytes, told: str, folder: Path) -> None:
    """What begins like an archive and is none is not taken for a page."""
    (folder / name).write_bytes(content)

    with pytest.raises(SourceBroken, match=told):
        opened(name)


def test_nothing_is_left_when_a_source_is_closed(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was unpacked on the way is gone, whatever happened meanwhile."""
    path = as_wacz(folder)
    (folder / "tmp").mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(folder / "tmp"))
    options = SourceOptions(Archive(folder / "new" / "site.warc.gz"), lambda progress: None)
    with suppress(KeyboardInterrupt), open_source(str(path), options) as source:
        next(iter(source.pages()))
        inside = {path.name for path in (folder / "tmp").glob("*/0/*")}
        raise KeyboardInterrupt

    assert inside == {"archive", "datapackage.json", "indexes", "pages"}
    assert [*(folder / "tmp").iterdir()] == []


def test_har_without_contents_says_how_to_save_it(folder: Path) -> None:
    """Browsers leave out what was answered, unless they are asked for it."""
    entry = {
        "request": {"method": "GET", "url": "https://x.example/"},
        "response": {"status": 200, "headers": [], "content": {"size": 99}},
    }
    (folder / "a.har").write_text(json.dumps({"log": {"entries": [entry]}}))
    options = SourceOptions(Archive(folder / "new" / "site.warc.gz"), lambda progress: None)
    with open_source(str(folder / "a.har"), options) as source:
        (found,) = source.pages()

    assert isinstance(found, Missing)
    assert "save it again as “HAR with content”" in found.reason


def test_file_that_is_no_archive_is_told_as_such(folder: Path) -> None:
    """A name that promises an archive, and bytes that are none: perhaps a copy was cut short."""
    options = SourceOptions(Archive(folder / "new" / "site.warc.gz"), lambda progress: None)
    for name in ("a.warc.gz", "a.har", "a.zip"):
        (folder / name).write_bytes(b"garbage")
        source = open_source(str(folder / name), options)
        with pytest.raises(SourceBroken, match="this is no WARC, HAR or ZIP file"), source:
            pass
