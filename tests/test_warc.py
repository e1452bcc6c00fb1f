"""WARC files of any tool: each answer has its own bytes, and what is lost is told once."""

from __future__ import annotations

import base64
import gc
import gzip
import hashlib
import io
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from warcio.limitreader import LimitReader

from migrator.archive import Archive, BodyBroken
from migrator.models import Capture, Limits, Missing, Snapshot
from migrator.sources.warc import captures, is_warc

URL = "https://slow-paths.webnode.example/"
WHEN = datetime(2026, 1, 27, 12, 0, tzinfo=UTC)
HTTP = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"
A, B = b"<p>A</p>", b"<p>B</p>"


def record(url: str = URL, block: bytes = HTTP + A, kind: str = "response", **said: str) -> bytes:
    """One record as it stands in a file, unpacked; `Refers_To` becomes `WARC-Refers-To`."""
    told = {"Type": kind, "Target-URI": url, "Date": "2026-01-27T12:00:00Z"}
    told |= {name.replace("_", "-"): value for name, value in said.items()}
    lines = [f"WARC-{name}: {value}" for name, value in told.items() if value]
    head = "\r\n".join(["WARC/1.0", *lines, f"Content-Length: {len(block)}"])
    return head.encode() + b"\r\n\r\n" + block + b"\r\n\r\n"


def revisit(url: str = f"{URL}again/", **said: str) -> bytes:
    return record(url, HTTP, "revisit", **said)


def sha1(body: bytes) -> str:
    return f"sha1:{base64.b32encode(hashlib.sha1(body).digest()).decode()}"


def written(path: Path, *records: bytes) -> Path:
    """A file of these records, one gzip member for each if it is packed."""
    content = map(gzip.compress, records) if path.suffix == ".gz" else records
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"".join(content))
    return path


def read(*paths: Path, limits: Limits | None = None) -> list[tuple[str, int, bytes] | Missing]:
    """What comes out, while all of it goes into an archive as it does in an export."""
    return taken(Archive(paths[0].parent / "new" / "site.warc.gz"), paths, limits)


def taken(
    archive: Archive, paths: Iterable[Path], limits: Limits | None = None
) -> list[tuple[str, int, bytes] | Missing]:
    out: list[tuple[str, int, bytes] | Missing] = []
    for found in captures(paths, limits or Limits(), archive.packed):
        if isinstance(found, Missing):
            out.append(found)
            continue
        out.append((found.url, found.status, found.body.read()))
        found.body.seek(0)
        archive.keep(found)
    return out


def only(path: Path) -> Capture:
    (found,) = captures([path], Limits(), lambda *asked: None)
    assert isinstance(found, Capture)
    with found.body as body:
        return replace(found, body=io.BytesIO(body.read()))


@pytest.mark.parametrize("form", ["plain", "member a record", "one member"])
def test_every_form_of_file_gives_the_same(tmp_path: Path, form: str) -> None:
    """Unpacked, packed record by record, or packed as one: the same answers in the same order."""
    records = [record(), record(f"{URL}b/", HTTP + B), record(kind="warcinfo", url="")]
    if form == "one member":
        path = tmp_path / "a.warc.gz"
        path.write_bytes(gzip.compress(b"".join(records)))
    else:
        path = written(tmp_path / ("a.warc" if form == "plain" else "a.warc.gz"), *records)

    assert is_warc(path)
    assert read(path) == [(URL, 200, A), (f"{URL}b/", 200, B)]


def test_answer_is_as_it_was_sent(tmp_path: Path) -> None:
    """Time, reason and headers are the server's; what it gave to keep secret is left out."""
    http = b"HTTP/1.1 404 Not here\r\nSet-Cookie: a\r\nX-A: b: c\r\nset-cookie2: a\r\n\r\n"
    path = written(tmp_path / "a.warc", record(block=http, Date="2026-01-27T12:00:00.75Z"))
    found = only(path)

    assert (found.fetched_at, found.status, found.reason) == (WHEN, 404, "Not here")
    assert (found.headers, found.request) == ((("X-A", "b: c"),), ())


@pytest.mark.parametrize("name", ["caff\u00e0", "\u0160", "\u011b\u0161\u010d/"])
def test_raw_location_keeps_its_bytes(tmp_path: Path, name: str) -> None:
    """A redirect leads where the bytes say, though the last of them looks like a blank."""
    http = f"HTTP/1.1 301 Moved\r\nLocation: {URL}{name}\r\n\r\n".encode()
    path = written(tmp_path / "a.warc", record(block=http), record(f"{URL}{name}"))
    archive = Archive(tmp_path / "new" / "site.warc.gz")
    taken(archive, [path])
    (tmp_path / "new" / "index.jsonl").unlink()

    assert only(written(tmp_path / "b.warc", record(block=http))).header("Location") == (
        f"{URL}{name}".encode().decode("latin-1")
    )
    for each in (archive, Archive(archive.path)):
        assert b"".join(each.chunks(URL)) == A


def test_wgets_addresses_are_bare(tmp_path: Path) -> None:
    """wget puts them between angle brackets; each is in its normal form."""
    path = written(tmp_path / "a.warc", record("<http://me:pw@X.example:80/a b#c>"))

    assert only(path).url == "http://x.example/a%20b"


NO_ANSWERS = [
    record(kind="request", block=b"POST / HTTP/1.1\r\nCookie: a\r\n\r\nsecret"),
    record(f"{URL}?__wb_method=POST&a=b"),
    record(block=b"HTTP/1.1 206 Partial Content\r\n\r\npart"),
    record(block=b"HTTP/1.1 304 Not Modified\r\n\r\n"),
    record(block=b"HTTP/1.1\r\n\r\n"),
    record(block=b"no HTTP at all"),
    record(block=b""),
    record(kind="metadata", block=b"via: x"),
    record("dns:x.example", b"127.0.0.1", "resource"),
    record("ftp://x.example/a"),
]


@pytest.mark.parametrize("other", NO_ANSWERS, ids=lambda other: ascii(other[-30:]))
def test_what_is_no_whole_answer_is_passed_over(tmp_path: Path, other: bytes) -> None:
    """Requests, parts of answers, answers to forms: each costs nothing but itself."""
    assert read(written(tmp_path / "a.warc", other, record())) == [(URL, 200, A)]


def test_file_without_http_is_an_answer(tmp_path: Path) -> None:
    """What was saved at an address over HTTP was there; its type is the record's."""
    block = b"GIF89a"
    path = written(tmp_path / "a.warc", record(f"{URL}a.gif", block, "resource"))
    content = path.read_bytes().replace(
        b"Content-Length", b"Content-Type: image/gif\r\nContent-Length"
    )
    path.write_bytes(content)
    found = only(path)

    assert (found.url, found.status, found.body.read()) == (f"{URL}a.gif", 200, block)
    assert (found.headers, found.source) == ((("Content-Type", "image/gif"),), "")


def test_saved_page_in_our_own_archive_keeps_its_place(tmp_path: Path) -> None:
    """It comes out with the file it was, and as its own address."""
    saved = Snapshot("file:///a%20b.html", A, "text/html", WHEN, source="a b.html")
    archive = Archive(tmp_path / "site.warc.gz")
    archive.keep(saved.as_capture())
    other = Archive(tmp_path / "new" / "site.warc.gz")

    assert taken(other, [archive.path]) == [(saved.url, 200, A)]
    assert other.get(saved.url) == saved


SPELLINGS = [sha1(A), f"sha-256:{hashlib.sha256(A).hexdigest()}", "md5:told by the tool", ""]


@pytest.mark.parametrize("digest", SPELLINGS)
def test_repeat_has_the_bytes_that_it_repeats(tmp_path: Path, digest: str) -> None:
    """By their digest, however it is spelt, else by address and time: not the newest ones."""
    to = {"Refers_To_Target_URI": "<HTTPS://Slow-Paths.webnode.example:443/#a>"}
    again = revisit(Payload_Digest=digest, Refers_To_Date="2026-01-27T12:00:00.5Z", **to)
    first = record(Payload_Digest=digest)
    newer = record(block=HTTP + B, Date="2026-02-01T12:00:00Z", Payload_Digest="md5:other")
    path = written(tmp_path / "a.warc.gz", again, first, newer)

    assert read(path)[2:] == [(f"{URL}again/", 200, A)]


def test_repeat_of_another_spelling_of_our_own_digest_is_found(tmp_path: Path) -> None:
    """The bytes may be here since long, so that the captures that are repeated add nothing."""
    archive = Archive(tmp_path / "new" / "site.warc.gz")
    early = datetime(2025, 1, 1, tzinfo=UTC)
    for day, body in enumerate((A, B), 1):
        archive.keep(Snapshot(URL, body, "", early.replace(day=day)).as_capture())
    first, again = record(Payload_Digest="md5:a"), revisit(Payload_Digest="md5:a")

    assert taken(archive, [written(tmp_path / "a.warc", again, first)])[1:] == [
        (f"{URL}again/", 200, A)
    ]


def test_repeat_without_digest_has_what_stood_there_then(tmp_path: Path) -> None:
    """Without a date that is told, its own counts; where nothing is so old, the newest is taken."""
    to = {"Refers_To_Target_URI": URL}
    path = written(
        tmp_path / "a.warc",
        record(Date="2026-01-02T00:00:00Z"),
        record(block=HTTP + B, Date="2026-01-04T00:00:00Z"),
        revisit(f"{URL}1", Date="2026-01-03T00:00:00Z", **to),
        revisit(f"{URL}2", Date="2026-01-05T00:00:00Z", **to),
        revisit(f"{URL}3", Refers_To_Date="2026-01-01T00:00:00Z", **to),
        revisit(f"{URL}4", Refers_To_Date="some day", **to),
    )

    bodies = [found[2] for found in read(path)[2:] if not isinstance(found, Missing)]
    assert bodies == [A, B, B, B]


def test_wgets_repeat_is_no_answer_that_was_cut(tmp_path: Path) -> None:
    """`--warc-dedup` says of each repeat that it is truncated, and names nothing but a digest."""
    again = revisit(Truncated="length", Payload_Digest=sha1(A), Refers_To="<urn:uuid:1>")
    first, second = written(tmp_path / "b.warc", record()), written(tmp_path / "a.warc", again)

    assert read(second, first) == [(URL, 200, A), (f"{URL}again/", 200, A)]


def test_repeat_of_nothing_is_told(tmp_path: Path) -> None:
    """Once for an address, with the reason."""
    again = revisit(Refers_To_Target_URI=f"{URL}gone/", Payload_Digest=sha1(B))
    path = written(tmp_path / "a.warc", again, record(), again)

    told = "the capture repeats one that is not there"
    assert read(path) == [(URL, 200, A), Missing(f"{URL}again/", told)]


def test_repeat_of_damaged_bytes_is_told(tmp_path: Path) -> None:
    """Our own archive may be damaged by then: that costs the repeat alone."""
    path = written(tmp_path / "a.warc", revisit(), revisit(f"{URL}b/"))

    def packed(url: str, digest: str, when: datetime | None) -> io.BytesIO:
        raise BodyBroken("its record in the archive is damaged")

    told = "its record in the archive is damaged"
    lost = [Missing(f"{URL}again/", told), Missing(f"{URL}b/", told)]
    assert [*captures([path], Limits(), packed)] == lost


def test_repeat_without_headers_has_no_type_of_its_own(tmp_path: Path) -> None:
    """The type that its record has is not that of the page."""
    bare = record(f"{URL}b/", b"", "revisit", Payload_Digest=sha1(A))
    bare = bare.replace(b"Content-Length", b"Content-Type: application/http\r\nContent-Length")
    archive = Archive(tmp_path / "new" / "site.warc.gz")
    taken(archive, [written(tmp_path / "a.warc", record(), bare)])

    found = archive.snapshot(f"{URL}b/")
    assert (found.body, found.headers) == (A, ())


@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz"])
def test_waiting_repeats_hold_no_readers(tmp_path: Path, name: str) -> None:
    """However many there are, nothing of the files is in memory when their bytes are asked for."""
    paths = written(tmp_path / name, record(), *(revisit(f"{URL}{n}") for n in range(20)))
    alive: list[int] = []

    def packed(url: str, digest: str, when: datetime | None) -> io.BytesIO:
        gc.collect()
        alive.append(sum(isinstance(each, LimitReader) for each in gc.get_objects()))
        return io.BytesIO(A)

    for found in captures([paths], Limits(), packed):
        assert isinstance(found, Capture)
        found.body.close()
    assert len(alive) == 20
    assert set(alive) == {0}


def test_warc_is_known_by_its_content(tmp_path: Path) -> None:
    """Whatever it is called; what cannot be read is none, and no error."""
    for number, content in enumerate(
        [b"", b"WARC", b"\x1f\x8b", b"\x1f\x8bx", gzip.compress(b"W")]
    ):
        (tmp_path / str(number)).write_bytes(content)

    assert not any(map(is_warc, tmp_path.iterdir()))
    assert not is_warc(tmp_path)
    assert not is_warc(tmp_path / "gone")
