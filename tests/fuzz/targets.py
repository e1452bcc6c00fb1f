"""The targets: bytes in, an error where something does not hold."""

from __future__ import annotations

import gzip
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path

from migrator.archive import Archive, BodyBroken
from migrator.archive.bodies import Digest
from migrator.errors import ArchiveBroken, SourceBroken
from migrator.markdown import to_markdown
from migrator.models import Article, Capture, Limits, Reading, Snapshot
from migrator.read import read
from migrator.sources import har, packed, warc
from migrator.verify import verify
from tests.conftest import CASES, FETCHED
from tests.fuzz.html import html_of, soup_of
from tests.test_any_html import RENDERER, letters
from tests.test_pages import rendered

LIMITS = Limits(size=1 << 20, page=1 << 20, unpacked=1 << 22)
(FRAME,) = [case for case in CASES if case.name == "webnode2/post-free-plan"]
PLACE = b"<h2>Shin pain in walkers</h2>"
CONTROLS = set("\r\n\0")
NEXT, INDEX = b"\0next\0", b"\0index\0"  # between records still to be packed; before an index


def reader(content: bytes) -> None:
    """Whatever the page is, there is an answer, twice the same; an article can be written."""
    page = Snapshot(FRAME.snapshot.url, content, "text/html", FETCHED)
    first = read(page)

    assert first == read(page)
    if isinstance(first, Article):
        _written(page, first)


def converter(content: bytes) -> None:
    """Whatever an owner wrote into a text block comes over: the second reading agrees."""
    html = html_of(content)
    page = replace(FRAME.snapshot, body=FRAME.snapshot.body.replace(PLACE, html.encode(), 1))
    reading = read(page)

    assert isinstance(reading, Article)
    assert _written(page, reading) == (), html


def soup(content: bytes) -> None:
    """Whatever tags are crossed, the Markdown shows the same letters when it is rendered."""
    html = soup_of(content)

    assert letters(RENDERER.render(to_markdown(html))) == letters(html), html


def archive(content: bytes) -> None:
    """Whatever lies where our archive should, or its index, what it gives out can be read."""
    with _folder() as folder:
        path = folder / "site.warc.gz"
        _lay_out(path, content)
        with suppress(ArchiveBroken):
            _walked(Archive(path, limits=LIMITS))


def captures(content: bytes) -> None:
    """Whatever somebody calls a WARC file, each answer in it can be kept, and comes back."""
    with _folder() as folder:
        path = folder / "any.warc"
        path.write_bytes(content)
        found = list(warc.captures([path], LIMITS, lambda of, digest, when: None))
        _come_back(folder, [each for each in found if isinstance(each, Capture)])


def browser(content: bytes) -> None:
    """The same of a HAR file."""
    with _folder() as folder:
        path = folder / "any.har"
        path.write_bytes(content)
        with suppress(SourceBroken):
            found = list(har.captures(path, LIMITS))
            for each in found:
                parts = (part for pair in each.headers for part in pair)
                assert not CONTROLS & set("".join([each.url, each.reason, *parts]))
            _come_back(folder, found)


def zipped(content: bytes) -> None:
    """Whatever somebody calls a ZIP file, nothing of it lies outside its folder."""
    with _folder() as folder:
        path = folder / "any.zip"
        path.write_bytes(content)
        with suppress(SourceBroken):
            packed.unpacked(path, folder / "into", LIMITS)

        assert {each.name for each in folder.iterdir()} <= {"any.zip", "into"}
        for each in folder.rglob("*"):
            assert not each.is_symlink()


TARGETS: dict[str, Callable[[bytes], None]] = {
    "reader": reader,
    "converter": converter,
    "soup": soup,
    "archive": archive,
    "captures": captures,
    "browser": browser,
    "zipped": zipped,
}


def _written(page: Snapshot, reading: Reading) -> object:
    assert isinstance(reading, Article)
    done = rendered(reading)
    return verify(page, done.item.article, done.markdown, done.item.references)


def _lay_out(path: Path, content: bytes) -> None:
    """The archive, packed if it is not, and its index, if there is one."""
    archived, _, index = content.partition(INDEX)
    if archived.startswith(b"WARC/"):
        archived = b"".join(gzip.compress(each, mtime=0) for each in archived.split(NEXT))
    path.write_bytes(archived)
    if index:
        path.with_name("index.jsonl").write_bytes(index)


def _walked(found: Archive) -> None:
    for entry in found.entries():
        with suppress(BodyBroken):
            found.snapshot(entry.url)
        with suppress(BodyBroken):
            found.file(entry.url)


def _come_back(folder: Path, found: list[Capture]) -> None:
    """Each capture is given back by an archive that kept it, when that is opened anew."""
    kept = Archive(folder / "kept" / "site.warc.gz", limits=LIMITS)
    newest: dict[str, bytes] = {}
    for each in found:
        newest[each.url] = each.body.read()
        each.body.seek(0)
        kept.keep(each)
    again = Archive(folder / "kept" / "site.warc.gz", limits=LIMITS)
    for url, body in newest.items():
        stored = again.packed(url, _digest(body))
        assert stored is not None
        with stored:
            assert stored.read() == body


def _digest(body: bytes) -> str:
    digest = Digest()
    digest.update(body)
    return str(digest)


@contextmanager
def _folder() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="fuzz-"))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
