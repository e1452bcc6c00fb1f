"""The archive keeps what came, survives a crash, and is one that other tools read."""

from __future__ import annotations

import io
from argparse import Namespace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from warcio.archiveiterator import ArchiveIterator
from warcio.checker import Checker

from migrator.archive import Archive
from migrator.errors import ArchiveBroken
from migrator.models import Capture, Snapshot
from migrator.read.answers import is_answer

WHEN = datetime(2026, 1, 27, 12, 0, tzinfo=UTC)


def response(url: str, body: bytes = b"<p>\xff\r\n</p>", status: int = 200) -> Snapshot:
    headers = (("Content-Type", "text/html; charset=utf-8"), ("X-Odd", "a: b"))
    return Snapshot(url, body, "text/html", WHEN, status, headers)


def fetched(url: str, body: bytes = b"text", hours: int = 0, **options: Any) -> Capture:
    """What somebody has just asked for."""
    given: dict[str, Any] = {"reason": "OK", "request": (("Host", "x.example"), ("Accept", "*/*"))}
    when = WHEN + timedelta(hours=hours)
    return Capture(f"https://x.example/{url}", io.BytesIO(body), when, **{**given, **options})


def records(path: Path) -> list[tuple[str, Any, Any, bytes]]:
    """All records of a file, as another tool reads them: kind, WARC and HTTP headers, body."""
    with path.open("rb") as file:
        return [
            (each.rec_type, each.rec_headers, each.http_headers, each.raw_stream.read())
            for each in ArchiveIterator(file)
        ]


def test_response_comes_back_as_it_went_in(tmp_path: Path) -> None:
    """Address, status, headers, time and every byte of the body are kept, over a reopening."""
    path = tmp_path / "a" / "site.warc.gz"
    went_in = response("https://x.example/a/?b=%20", status=404)
    Archive(path).keep(went_in.as_capture())

    assert Archive(path).get(went_in.url) == went_in


def test_saved_file_comes_back_with_its_place(tmp_path: Path) -> None:
    """A saved page is a resource record that remembers the file it came from."""
    saved = Snapshot("file:///a%20b.html", b"x", "text/html", WHEN, source="a b.html")
    archive = Archive(tmp_path / "site.warc.gz")
    archive.keep(saved.as_capture())

    assert archive.get(saved.url) == saved


@given(body=st.binary())
def test_any_bytes_are_kept(body: bytes, tmp_path_factory: pytest.TempPathFactory) -> None:
    """No body is changed, whatever is in it."""
    path = tmp_path_factory.mktemp("any") / "site.warc.gz"
    Archive(path).keep(response("https://x.example/", body).as_capture())

    assert Archive(path).snapshot("https://x.example/").body == body


def test_same_bytes_are_kept_once_and_newer_ones_win(tmp_path: Path) -> None:
    """Keeping again changes nothing; other bytes are appended, and the newest are given."""
    path = tmp_path / "site.warc.gz"
    archive = Archive(path)
    archive.keep(response("https://x.example/", b"one").as_capture())
    before = path.read_bytes()
    Archive(path).keep(response("https://x.example/", b"one").as_capture())
    assert path.read_bytes() == before
    Archive(path).keep(response("https://x.example/", b"two").as_capture())
    assert path.read_bytes().startswith(before)
    assert Archive(path).snapshot("https://x.example/").body == b"two"


def test_torn_record_costs_only_itself(tmp_path: Path) -> None:
    """Cut at any byte, the archive opens with every whole record and can be appended to."""
    path = tmp_path / "site.warc.gz"
    archive = Archive(path)
    archive.keep(response("https://x.example/1", b"one" * 50).as_capture())
    whole = path.stat().st_size
    archive.keep(response("https://x.example/2", b"two" * 50).as_capture())
    content = path.read_bytes()

    for cut in range(whole + 1, len(content), 7):
        path.write_bytes(content[:cut])
        reopened = Archive(path)

        assert "https://x.example/1" in reopened
        assert "https://x.example/2" not in reopened
        reopened.keep(response("https://x.example/2", b"two" * 50).as_capture())
        assert path.read_bytes() == content


def test_damaged_record_costs_only_itself(tmp_path: Path) -> None:
    """A flipped byte in the middle loses one record; nothing behind it is cut away."""
    path = tmp_path / "site.warc.gz"
    archive = Archive(path)
    ends = []
    for number in range(4):
        archive.keep(response(f"https://x.example/{number}", b"text %d" % number * 50).as_capture())
        ends.append(path.stat().st_size)
    content = bytearray(path.read_bytes())
    for at in range(ends[0] + 12, ends[1] - 8, 5):
        damaged = content.copy()
        damaged[at] ^= 0x55
        path.write_bytes(damaged)
        reopened = Archive(path)
        reopened.keep(response("https://x.example/5").as_capture())

        assert [n for n in range(6) if f"https://x.example/{n}" in reopened] in (
            [0, 2, 3, 5],
            [0, 1, 2, 3, 5],
        )
        assert path.read_bytes().startswith(bytes(damaged))


def test_answer_that_says_something_else_is_kept_too(tmp_path: Path) -> None:
    """Another status is another answer, whatever the body; what was there stays to be had."""
    path = tmp_path / "site.warc.gz"
    for status in (200, 404, 404):
        Archive(path).keep(response("https://x.example/", b"", status).as_capture())

    archive = Archive(path)
    newest = archive.newest("https://x.example/")
    assert newest is not None
    assert newest.status == 404
    assert archive.snapshot("https://x.example/").status == 200
    assert path.read_bytes().count(b"\x1f\x8b\x08") == 3


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
        archive.keep(response(f"https://x.example/{number}", b"x" * number).as_capture())

    assert path.read_bytes().count(b"\x1f\x8b\x08") == 4
    with path.open("rb") as file:
        records = list(ArchiveIterator(file, check_digests="raise"))
    assert [record.rec_headers.protocol for record in records] == ["WARC/1.1"] * 4
    assert all(record.digest_checker.passed for record in records)


def test_discarded_archive_leaves_nothing_but_never_an_older_one(tmp_path: Path) -> None:
    """An archive that this run began is removed with its empty folders; an older one stays."""
    path = tmp_path / "out" / "archive" / "site.warc.gz"
    archive = Archive(path)
    archive.keep(response("https://x.example/").as_capture())
    archive.discard()
    assert not (tmp_path / "out").exists()

    Archive(path).keep(response("https://x.example/").as_capture())
    Archive(path).discard()
    assert path.exists()


def test_same_bytes_are_stored_once(tmp_path: Path) -> None:
    """Another address with the same bytes refers to the first, and gives them out."""
    path = tmp_path / "site.warc.gz"
    for url, hours in (("a", 0), ("b", 1), ("a", 2)):
        Archive(path).keep(fetched(url, b"picture" * 999, hours, headers=(("X-Of", url),)))

    answers = [each for each in records(path) if each[0] in ("response", "revisit")]
    assert [(kind, len(body)) for kind, _, _, body in answers] == [
        *(("response", 6993), ("revisit", 0), ("revisit", 0))
    ]
    _, said, http, _ = answers[1]
    assert said["WARC-Refers-To-Target-URI"] == "https://x.example/a"
    assert said["WARC-Refers-To-Date"] == "2026-01-27T12:00:00Z"
    assert said["WARC-Profile"].endswith("/revisit/identical-payload-digest")
    assert said["WARC-Payload-Digest"] == answers[0][1]["WARC-Payload-Digest"]
    assert http["X-Of"] == "b"
    for url, hour in (("a", 14), ("b", 13)):
        found = Archive(path).snapshot(f"https://x.example/{url}")
        assert (found.body, found.header("X-Of")) == (b"picture" * 999, url)
        assert found.fetched_at.hour == hour


def test_not_modified_is_noted_and_hides_nothing(tmp_path: Path) -> None:
    """That nothing has changed is a record of its own; what is there stays the answer."""
    path = tmp_path / "site.warc.gz"
    archive = Archive(path)
    archive.keep(fetched("a"))
    archive.keep(fetched("a", b"", 1, status=304, reason="Not Modified"))

    kind, said, http, _ = records(path)[3]
    assert (kind, http) == ("revisit", None)  # players show the earlier answer, and no 304
    assert said["WARC-Profile"] == "http://netpreserve.org/warc/1.1/revisit/server-not-modified"
    assert said["WARC-Refers-To-Target-URI"] == "https://x.example/a"
    assert said["WARC-Refers-To-Date"] == "2026-01-27T12:00:00Z"
    for each in (archive, Archive(path)):
        newest = each.newest("https://x.example/a")
        assert newest is not None
        assert (newest.status, newest.body) == (200, b"text")


def test_other_tools_find_nothing_wrong(tmp_path: Path) -> None:
    """First who wrote it, then each answer with its request; `warcio check` is content."""
    path = tmp_path / "site.warc.gz"
    archive = Archive(path)
    archive.keep(fetched("a/?b=1", headers=(("Location", "/\xc4\x85"),), reason="F\xfcr immer"))
    archive.keep(fetched("b", hours=1))
    archive.keep(fetched("a/?b=1", b"", 2, status=304))
    archive.keep(Capture("file:///c", io.BytesIO(b"saved"), WHEN, source="c", media_type="a/b"))

    found = records(path)
    kinds = "warcinfo response request revisit request revisit request resource"
    assert [kind for kind, *_ in found] == kinds.split()
    assert b"software: migrator/" in found[0][3]
    assert b"format: WARC File Format 1.1" in found[0][3]
    for answer, request in zip(found[1:7:2], found[2:7:2], strict=True):
        assert request[1]["WARC-Concurrent-To"] == answer[1]["WARC-Record-ID"]
        assert request[1]["WARC-Target-URI"] == answer[1]["WARC-Target-URI"]
    assert str(found[2][2]).split("\r\n")[:3] == [
        *("GET /a/?b=1 HTTP/1.1", "Host: x.example", "Accept: */*")
    ]
    assert len({said["WARC-Record-ID"] for _, said, _, _ in found}) == len(found)
    assert Checker(Namespace(inputs=[str(path)], verbose=False)).process_all() == 0


ERROR_PAGE = b"<title>Webnode Error Page</title><h1 class='text-heading1'>Oops</h1>"


@pytest.mark.parametrize(
    ("status", "body"), [(404, b"gone"), (503, b"busy"), (429, b""), (200, ERROR_PAGE)]
)
def test_answer_in_trouble_does_not_hide_a_sound_one(
    tmp_path: Path, status: int, body: bytes
) -> None:
    """What was had is given on, whatever the site says today; `newest` tells what it says."""
    path, url = tmp_path / "site.warc.gz", "https://x.example/a"
    sound = Archive(path, lambda found: is_answer(found) and found.status < 400)
    sound.keep(fetched("a", status=status, body=body))
    assert sound.snapshot(url).body == body
    sound.keep(fetched("a", b"page", 1))
    sound.keep(fetched("a", body, 2, status=status))
    newest = sound.newest(url)

    assert (sound.snapshot(url).status, sound.snapshot(url).body) == (200, b"page")
    assert newest is not None
    assert (newest.status, newest.body) == (status, body)
    assert [entry.status for entry in sound.entries()] == [status]


def test_archive_below_is_only_read(tmp_path: Path) -> None:
    """What is not in the archive comes from the one below, and nothing goes there."""
    below = Archive(tmp_path / "below" / "site.warc.gz")
    for url in ("a", "b"):
        below.keep(fetched(url, b"below"))
    before = below.path.read_bytes()
    archive = Archive(tmp_path / "site.warc.gz", below=below)
    archive.keep(fetched("b", b"above"))
    archive.keep(fetched("c", b"above"))
    urls = [f"https://x.example/{name}" for name in "abcd"]

    assert [url in archive for url in urls] == [True, True, True, False]
    assert [archive.snapshot(url).body for url in urls[:3]] == [b"below", b"above", b"above"]
    assert [b"".join(archive.chunks(url)) for url in urls[:2]] == [b"below", b"above"]
    kept = archive.file(urls[0])
    assert kept is not None
    assert kept.begins == b"below"
    assert [entry.url for entry in archive.entries()] == [urls[1], urls[2], urls[0]]
    assert below.path.read_bytes() == before
