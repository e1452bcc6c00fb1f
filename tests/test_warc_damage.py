"""WARC files that are damaged, cut off, too large or hostile: what is lost is told once."""

from __future__ import annotations

import errno
import gzip
import io
from dataclasses import replace
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator

from migrator.archive import Archive
from migrator.errors import OutputRefused
from migrator.models import Limits, Missing, Snapshot
from migrator.sources import warc
from tests.test_warc import HTTP, URL, WHEN, A, B, read, record, written

CUT = "the capture was cut short"


def test_what_is_too_large_or_cut_is_told(tmp_path: Path) -> None:
    """The limit is told with how to raise it, an address once; the next answer is read."""
    large, cut = record(block=HTTP + b"x" * 101), record(f"{URL}cut/", Truncated="length")
    path = written(tmp_path / "a.warc", large, large, cut, record(f"{URL}b/", HTTP + b"x" * 100))

    assert read(path, limits=Limits(size=100)) == [
        Missing(URL, "the capture is larger than 0 MB (--max size=\u2026)"),
        Missing(f"{URL}cut/", CUT),
        (f"{URL}b/", 200, b"x" * 100),
    ]


@pytest.mark.parametrize("packed", [False, True])
def test_body_that_is_cut_off_is_not_whole(tmp_path: Path, packed: bool) -> None:
    """Cut at any byte of it, also within the headers of HTTP, the last answer is told as lost."""
    whole, last = record(), record(f"{URL}b/", HTTP + B)
    begins, ends = len(last) - 4 - len(HTTP + B), len(last) - 4
    for cut in range(begins + len("HTTP/1.1 2"), ends):
        content = whole + last[:cut]
        path = written(tmp_path / ("a.warc.gz" if packed else "a.warc"), content)
        assert read(path) == [(URL, 200, A), Missing(f"{URL}b/", CUT)]
    assert read(written(tmp_path / "b.warc", whole + last[:ends]))[1:] == [(f"{URL}b/", 200, B)]


def test_record_that_is_cut_before_its_body_is_damage(tmp_path: Path) -> None:
    """Nobody knows what it was: as many bytes are told as behind the last that was read."""
    whole, last = record(), record(f"{URL}b/", HTTP + B)
    for cut in range(1, len(last) - 4 - len(HTTP + B) + len("HTTP/1.1 ")):
        first, *others = read(written(tmp_path / "a.warc", whole + last[:cut]))

        told = f"{cut} bytes of the archive are damaged, and not read"
        assert first == (URL, 200, A)
        assert others == [Missing("file:///a.warc", told)]


GARBAGE = [b"garbage\r\n" * 20, record().replace(b"Content-Length", b"X-Length"), record(url="")]


@pytest.mark.parametrize("garbage", GARBAGE, ids=["garbage", "no length", "no address"])
def test_damage_in_the_middle_costs_what_is_behind_it(tmp_path: Path, garbage: bytes) -> None:
    """Of an unpacked file; what was read before is not said to be lost."""
    path = written(tmp_path / "a.warc", record(), garbage, record(f"{URL}b/"))
    lost = len(garbage) + len(record(f"{URL}b/"))

    told = f"{lost} bytes of the archive are damaged, and not read"
    assert read(path) == [(URL, 200, A), Missing("file:///a.warc", told)]


def test_damage_is_told_once_for_a_file(tmp_path: Path) -> None:
    """Several places in it are one row, with all the bytes; those that were read are not told."""
    records = [record(f"{URL}{n}", HTTP + b"%d" % n * 99) for n in range(5)]
    members = [bytearray(gzip.compress(each)) for each in records]
    for at in (1, 3):
        members[at][-6] ^= 0xFF
    members.insert(3, bytearray(gzip.compress(b"WARC/1.0\r\nX-Odd: record\r\n\r\n")))
    paths = [written(tmp_path / folder / "a b.warc", b"".join(members)) for folder in "xyz"]

    lost = sum(len(members[at]) for at in (1, 3, 4))
    told = f"{lost} bytes of the archive are damaged, and not read"
    each = [(f"{URL}{n}", 200, b"%d" % n * 99) for n in (0, 2, 4)]
    assert read(*paths) == [
        *(*each, Missing("file:///a%20b.warc", told)),
        *(*each, Missing("file:///a%20b.warc#2", told)),
        *(*each, Missing("file:///a%20b.warc#3", told)),
    ]


def test_share_of_one_member_is_told(tmp_path: Path) -> None:
    """Where all is packed as one, the bytes are those of the file as it lies on the disk."""
    path = written(tmp_path / "a.warc.gz", record() + b"garbage\r\n" * 2000)
    *first, lost = read(path)

    assert first == [(URL, 200, A)]
    assert isinstance(lost, Missing)
    assert 0 < int(lost.reason.split()[0]) < path.stat().st_size


def test_full_disk_is_no_damage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It ends the run, as elsewhere: the archive is sound."""

    class Full(io.BytesIO):
        def write(self, content: object) -> int:
            raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(warc, "SpooledTemporaryFile", lambda size: Full())
    with pytest.raises(OutputRefused, match="No space left"):
        read(written(tmp_path / "a.warc", record()))


HOSTILE = "\r\nWARC-Target-URI:https://victim.example/\r\n\r\n\x00\x7f.html"
ESCAPED = "%0D%0AWARC-Target-URI:https://victim.example/%0D%0A%0D%0A%00%7F.html"


def kept(archive: Archive, url: str = URL, source: str = "", retrieved_from: str = "") -> None:
    kind = "text/html"
    saved = Snapshot(url, A, kind, WHEN, headers=(("Content-Type", kind),), source=source)
    archive.keep(replace(saved, retrieved_from=retrieved_from).as_capture())


@pytest.mark.parametrize("field", ["url", "source", "retrieved_from"])
def test_no_name_begins_another_header(tmp_path: Path, field: str) -> None:
    """A record has one target, also when the index is made anew from what was written."""
    archive = Archive(tmp_path / "site.warc.gz")
    kept(archive, **{field: f"{URL}a{HOSTILE}"})
    (before,) = archive.entries()
    (tmp_path / "index.jsonl").unlink()

    assert [*Archive(archive.path).entries()] == [before]
    assert getattr(Archive(archive.path).snapshot(before.url), field) == f"{URL}a{ESCAPED}"
    with archive.path.open("rb") as file:
        targets = [each.rec_headers["WARC-Target-URI"] for each in ArchiveIterator(file)]
    assert targets == [None, before.url]
