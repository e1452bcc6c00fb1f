"""The archive keeps what came, survives a crash, and is one that other tools read."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from warcio.archiveiterator import ArchiveIterator

from migrator.archive import Archive
from migrator.errors import ArchiveBroken
from migrator.models import Snapshot

WHEN = datetime(2026, 1, 27, 12, 0, tzinfo=UTC)


def response(url: str, body: bytes = b"<p>\xff\r\n</p>", status: int = 200) -> Snapshot:
    headers = (("Content-Type", "text/html; charset=utf-8"), ("X-Odd", "a: b"))
    return Snapshot(url, body, "text/html", WHEN, status, headers)


def test_response_comes_back_as_it_went_in(tmp_path: Path) -> None:
    """Address, status, headers, time and every byte of the body are kept, over a reopening."""
    path = tmp_path / "a" / "site.warc.gz"
    went_in = response("https://x.example/a/?b=%20", status=404)
    Archive(path).keep(went_in)

    assert Archive(path).get(went_in.url) == went_in


def test_saved_file_comes_back_with_its_place(tmp_path: Path) -> None:
    """A saved page is a resource record that remembers the file it came from."""
    saved = Snapshot("file:///a%20b.html", b"x", "text/html", WHEN, source="a b.html")
    archive = Archive(tmp_path / "site.warc.gz")
    archive.keep(saved)

    assert archive.get(saved.url) == saved


@given(body=st.binary())
def test_any_bytes_are_kept(body: bytes, tmp_path_factory: pytest.TempPathFactory) -> None:
    """No body is changed, whatever is in it."""
    path = tmp_path_factory.mktemp("any") / "site.warc.gz"
    Archive(path).keep(response("https://x.example/", body))

    assert Archive(path).body("https://x.example/") == body


def test_same_bytes_are_kept_once_and_newer_ones_win(tmp_path: Path) -> None:
    """Keeping again changes nothing; other bytes are appended, and the newest are given."""
    path = tmp_path / "site.warc.gz"
    archive = Archive(path)
    archive.keep(response("https://x.example/", b"one"))
    before = path.read_bytes()
    Archive(path).keep(response("https://x.example/", b"one"))

    assert path.read_bytes() == before

    Archive(path).keep(response("https://x.example/", b"two"))

    assert path.read_bytes().startswith(before)
    assert Archive(path).body("https://x.example/") == b"two"


def test_torn_record_costs_only_itself(tmp_path: Path) -> None:
    """Cut at any byte, the archive opens with every whole record and can be appended to."""
    path = tmp_path / "site.warc.gz"
    archive = Archive(path)
    archive.keep(response("https://x.example/1", b"one" * 50))
    whole = path.stat().st_size
    archive.keep(response("https://x.example/2", b"two" * 50))
    content = path.read_bytes()

    for cut in range(whole + 1, len(content), 7):
        path.write_bytes(content[:cut])
        reopened = Archive(path)

        assert "https://x.example/1" in reopened
        assert "https://x.example/2" not in reopened

        reopened.keep(response("https://x.example/2", b"two" * 50))

        assert path.read_bytes() == content


def test_damaged_record_costs_only_itself(tmp_path: Path) -> None:
    """A flipped byte in the middle loses one record; nothing behind it is cut away."""
    path = tmp_path / "site.warc.gz"
    archive = Archive(path)
    ends = []
    for number in range(4):
        archive.keep(response(f"https://x.example/{number}", b"text %d" % number * 50))
        ends.append(path.stat().st_size)
    content = bytearray(path.read_bytes())
    for at in range(ends[0] + 12, ends[1] - 8, 5):
        damaged = content.copy()
        damaged[at] ^= 0x55
        path.write_bytes(damaged)
        reopened = Archive(path)
        reopened.keep(response("https://x.example/5"))

        assert [n for n in range(6) if f"https://x.example/{n}" in reopened] in (
            [0, 2, 3, 5],
            [0, 1, 2, 3, 5],
        )
        assert path.read_bytes().startswith(bytes(damaged))


def test_answer_that_says_something_else_is_kept_too(tmp_path: Path) -> None:
    """Another status or another target of a redirect is another answer, whatever the body."""
    path = tmp_path / "site.warc.gz"
    for status in (200, 404, 404):
        Archive(path).keep(response("https://x.example/", b"", status))

    found = Archive(path).get("https://x.example/")
    assert found is not None
    assert found.status == 404
    assert path.read_bytes().count(b"\x1f\x8b\x08") == 2


def test_foreign_file_is_refused_and_left_alone(tmp_path: Path) -> None:
    """What is no archive is not overwritten."""
    path = tmp_path / "site.warc.gz"
    path.write_bytes(b"my diary")

    with pytest.raises(ArchiveBroken, match="not a readable archive"):
        Archive(path)
    assert path.read_bytes() == b"my diary"


def test_every_record_has_a_digest_and_a_member_of_its_own(tmp_path: Path) -> None:
    """The file is WARC 1.1 with digests that hold, one gzip member a record."""
    path = tmp_path / "site.warc.gz"
    archive = Archive(path)
    for number in range(3):
        archive.keep(response(f"https://x.example/{number}", b"x" * number))

    assert path.read_bytes().count(b"\x1f\x8b\x08") == 3
    with path.open("rb") as file:
        records = list(ArchiveIterator(file, check_digests="raise"))
    assert [record.rec_headers.protocol for record in records] == ["WARC/1.1"] * 3
    assert all(record.digest_checker.passed for record in records)


def test_discarded_archive_leaves_nothing_but_never_an_older_one(tmp_path: Path) -> None:
    """An archive that this run began is removed with its empty folders; an older one stays."""
    path = tmp_path / "out" / "archive" / "site.warc.gz"
    archive = Archive(path)
    archive.keep(response("https://x.example/"))
    archive.discard()

    assert not (tmp_path / "out").exists()

    Archive(path).keep(response("https://x.example/"))
    Archive(path).discard()

    assert path.exists()
