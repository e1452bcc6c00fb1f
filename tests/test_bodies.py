"""However a body is packed, its bytes come back; what cannot be unpacked is said, and no bomb."""

from __future__ import annotations

import gzip
import io
import tracemalloc
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from time import monotonic
from typing import BinaryIO

import brotli
import pytest
from hypothesis import given
from hypothesis import strategies as st

from migrator.archive import Archive, BodyBroken
from migrator.archive.bodies import unpacked
from migrator.errors import OutputRefused
from migrator.models import Capture, Limits
from tests.conftest import FETCHED

URL = "https://x.example/"
TEXT = "".join(f"<p>Příliš žluťoučký {n**5}</p>\n" for n in range(500)).encode()
NOISE = b"".join(sha256(b"%d" % n).digest() for n in range(2000))  # nothing makes it smaller
GIB = 1 << 30


def deflated(body: bytes, bits: int) -> bytes:
    packer = zlib.compressobj(wbits=bits)
    return packer.compress(body) + packer.flush()


def chunked(body: bytes, size: int = 1000) -> bytes:
    cut = [body[at : at + size] for at in range(0, len(body), size)]
    lines = (b"%x;a=b\r\n%s\r\n" % (len(piece), piece) for piece in cut)
    return b"".join(lines) + b"0\r\n\r\n"


PACKERS: dict[str, Callable[[bytes], bytes]] = {
    "gzip": gzip.compress,
    "x-gzip": lambda body: gzip.compress(body[:7]) + gzip.compress(body[7:]),
    "deflate": zlib.compress,
    "Deflate": lambda body: deflated(body, -15),
    "br": brotli.compress,
    "identity": lambda body: body,
}


def come_out(packed: bytes, coding: str = "", sent: str = "") -> bytes:
    headers = (("Transfer-Encoding", sent), ("Content-Encoding", coding))
    return b"".join(unpacked(io.BytesIO(packed), headers))


@pytest.mark.parametrize("coding", PACKERS)
def test_each_coding_is_undone(coding: str) -> None:
    """Every coding that servers use, and both forms of deflate."""
    assert come_out(PACKERS[coding](TEXT), coding) == TEXT


@given(
    part=st.binary(),
    times=st.just(1) | st.integers(0, 40_000),
    codings=st.lists(st.sampled_from(list(PACKERS)), max_size=3),
    chunk=st.none() | st.integers(1, 70_000),
)
def test_any_bytes_under_any_codings_come_back(
    part: bytes, times: int, codings: Sequence[str], chunk: int | None
) -> None:
    """No body is changed, whatever is in it and however often it was packed."""
    packed = body = (part * times)[:400_000]
    for coding in codings:
        packed = PACKERS[coding](packed)
    if chunk is not None:
        packed = chunked(packed, max(chunk, len(packed) // 100))

    assert come_out(packed, ", ".join(codings), "chunked" if chunk else "") == body


@given(part=st.binary(max_size=9), times=st.integers(0, 40_000))
def test_any_packed_body_comes_back_from_the_archive(
    part: bytes, times: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Through the archive, too, over a reopening; chunks that a copier kept are joined."""
    path = tmp_path_factory.mktemp("any") / "site.warc.gz"
    headers = (("Transfer-Encoding", "chunked"), ("Content-Encoding", "gzip"))
    body = part * times
    packed = chunked(gzip.compress(body))
    Archive(path).keep(Capture(URL, io.BytesIO(packed), FETCHED, headers=headers))

    assert Archive(path).snapshot(URL).body == body
    assert b"".join(Archive(path).chunks(URL)) == body


@pytest.mark.parametrize("coding", ["gzip", "deflate", "br", "gzip, br"])
@pytest.mark.parametrize("plain", [b"", b"\n", TEXT, b"\x89PNG\r\n\x1a\n", b"GIF89a", b'{"a": 1}'])
def test_plain_body_is_taken_as_it_is(coding: str, plain: bytes) -> None:
    """Copiers unpack bodies and leave the headers: then nothing is undone a second time."""
    assert come_out(plain, coding) == plain
    assert come_out(plain, coding, "chunked") == plain


def test_first_piece_is_full(tmp_path: Path) -> None:
    """However small the chunks and members, the first piece tells what a file is."""
    packed = chunked(b"".join(gzip.compress(b"%d " % n) for n in range(20_000)), 100)
    headers = (("Transfer-Encoding", "chunked"), ("Content-Encoding", "gzip"))
    archive = Archive(tmp_path / "site.warc.gz")
    archive.keep(Capture(URL, io.BytesIO(packed), FETCHED, headers=headers))
    kept = archive.file(URL)

    assert kept is not None
    assert kept.begins == b"".join(b"%d " % n for n in range(20_000))[:65536]


def test_what_stands_behind_the_packing_is_passed_over() -> None:
    """Servers fill up with zeros or lines; trailers of chunks are no part of the body."""
    assert come_out(gzip.compress(TEXT) + bytes(100_000), "gzip") == TEXT
    assert come_out(gzip.compress(TEXT) + b"\x1f", "gzip") == TEXT
    assert come_out(zlib.compress(TEXT) + b"\r\n", "deflate") == TEXT
    assert come_out(zlib.compress(TEXT) + b"\x1f\x8b", "deflate") == TEXT
    assert come_out(chunked(TEXT)[:-2] + b"X-Trailer: 1\r\n\r\n", "", "chunked") == TEXT
    assert come_out(chunked(TEXT)[:-2], "", "chunked") == TEXT


def test_second_member_is_found_wherever_it_begins() -> None:
    """gzip members may be parted in the middle of their first bytes by the size of a piece."""
    for length in range(65536 - 40, 65536 - 20):
        first = gzip.compress(bytes(length), 0)  # only a little longer than what is in it
        assert come_out(first + gzip.compress(TEXT), "gzip") == bytes(length) + TEXT


@pytest.mark.parametrize("coding", ["gzip", "deflate", "Deflate", "br"])
def test_body_that_is_cut_short_is_broken(coding: str) -> None:
    """Half a page is not taken for a page."""
    packed = PACKERS[coding](TEXT)
    for cut in (len(packed) // 2, len(packed) - 1):
        with pytest.raises(BodyBroken, match="cut short"):
            come_out(packed[:cut], coding)


def test_broken_packing_is_told() -> None:
    """Damaged bytes and broken chunks are not passed off as the page."""
    damaged = bytearray(gzip.compress(TEXT))
    damaged[-6] ^= 1  # in the sum at the end
    with pytest.raises(BodyBroken, match="its packing is broken"):
        come_out(bytes(damaged), "gzip")
    whole = chunked(TEXT)
    for chunks in (whole[:500], whole[:-5], whole[:1000] + whole[1001:], whole[:1013] + b"zz\r\n"):
        with pytest.raises(BodyBroken, match="its chunks are broken, or cut short"):
            come_out(chunks, "", "chunked")


@pytest.mark.parametrize("coding", ["zstd", "gzip, compress", "exi"])
def test_unknown_coding_is_told(coding: str) -> None:
    """Nobody takes packed bytes for text; an answer without a body is no matter."""
    with pytest.raises(BodyBroken, match="packed in a way that cannot be undone here: "):
        come_out(b"anything", coding)
    assert come_out(b"", coding.rpartition(" ")[2]) == b""


def gzip_bomb() -> bytes:
    packer = zlib.compressobj(9, wbits=31)
    head = packer.compress(bytes(1 << 20)) + packer.flush(zlib.Z_FULL_FLUSH)
    block = packer.compress(bytes(1 << 20)) + packer.flush(zlib.Z_FULL_FLUSH)
    return head + block * 1023  # its end is never reached


def brotli_bomb() -> bytes:
    packer = brotli.Compressor(quality=1)
    pieces: list[bytes] = [packer.process(bytes(1 << 24)) for _ in range(64)]
    return b"".join([*pieces, packer.finish()])


@contextmanager
def small_and_quick(memory: int = 16 << 20) -> Iterator[None]:
    began = monotonic()
    tracemalloc.start()
    yield
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < memory
    assert monotonic() - began < 5


BOMBS: dict[str, Callable[[], bytes]] = {
    "gzip": gzip_bomb,
    "br": brotli_bomb,
    "gzip, gzip": lambda: gzip.compress(gzip_bomb()),
}


@pytest.mark.parametrize("coding", BOMBS)
def test_bomb_stops_at_the_limit(tmp_path: Path, coding: str) -> None:
    """A gigabyte in a few kilobytes is given up where a page must end, in little memory."""
    bomb = BOMBS[coding]()
    assert len(bomb) < GIB // 500
    archive = Archive(tmp_path / "site.warc.gz", limits=Limits(page=4 << 20, size=8 << 20))
    headers = (("Content-Encoding", coding),)
    archive.keep(Capture(URL, io.BytesIO(bomb), FETCHED, headers=headers))

    with small_and_quick(), pytest.raises(BodyBroken, match=r"larger than 4 MB \(--max page"):
        archive.get(URL)
    with small_and_quick():
        assert archive.file(URL) is not None
        pieces = archive.chunks(URL)
        assert sum(len(next(pieces)) for _ in range(64)) == 4 << 20
    with small_and_quick(), pytest.raises(BodyBroken, match=r"larger than 8 MB \(--max size"):
        list(archive.chunks(URL))


def test_chunk_that_claims_a_gigabyte_costs_no_memory(tmp_path: Path) -> None:
    """A chunk is read in pieces, however large it is said to be (warcio reads 16 MB at once)."""
    size = 200 << 20
    packed = b"%x\r\n%s\r\n0\r\n\r\n" % (size, bytes(size))
    archive = Archive(tmp_path / "site.warc.gz", limits=Limits(page=4 << 20))
    headers = (("Transfer-Encoding", "chunked"),)
    archive.keep(Capture(URL, io.BytesIO(packed), FETCHED, headers=headers))

    with small_and_quick(64 << 20), pytest.raises(BodyBroken, match="larger than 4 MB"):
        archive.get(URL)


def test_damaged_record_is_never_passed_off_as_whole(tmp_path: Path) -> None:
    """Where the index still fits, a flipped byte in a record is told, or harms nothing."""
    archive = Archive(tmp_path / "site.warc.gz")
    for url, body in ((URL, NOISE), (URL + "last", b"last")):
        archive.keep(Capture(url, io.BytesIO(body), FETCHED))
    content, told = archive.path.read_bytes(), 0
    first, last = archive.entry(URL), archive.entry(URL + "last")
    assert first is not None
    assert last is not None
    for at in range(first.start, last.start, 499):
        damaged = bytearray(content)
        damaged[at] ^= 0x55
        archive.path.write_bytes(damaged)
        try:
            assert archive.snapshot(URL).body == NOISE
        except BodyBroken:
            told += 1
    assert told > 100


def test_full_disk_tears_no_archive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Half a record is told at once, and cut away before the next one is written."""
    archive = Archive(tmp_path / "site.warc.gz")
    archive.keep(Capture(URL, io.BytesIO(b"one"), FETCHED))
    before = archive.path.read_bytes()

    def full(file: BinaryIO, *_: object) -> None:
        file.write(b"\x1f\x8b\x08 half a record")
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("migrator.archive.write", full)
        for _ in range(2):
            with pytest.raises(OutputRefused, match="No space left on device"):
                archive.keep(Capture(URL + "two", io.BytesIO(b"two"), FETCHED))
    assert archive.path.read_bytes() == before + b"\x1f\x8b\x08 half a record"
    assert URL + "two" not in archive
    archive.keep(Capture(URL + "two", io.BytesIO(b"two"), FETCHED))

    assert archive.path.read_bytes().startswith(before)
    assert b"half a record" not in archive.path.read_bytes()
    assert Archive(archive.path).snapshot(URL + "two").body == b"two"


def test_headers_cannot_break_out(tmp_path: Path) -> None:
    """A header of several lines is kept in one, and is no other header and no body."""
    archive = Archive(tmp_path / "site.warc.gz")
    headers = (("X-Long", "a\r\n b"), ("X-Odd", "c\n\nSet-Cookie: d"))
    capture = Capture(URL, io.BytesIO(b"body"), FETCHED, reason="a\nb: c", headers=headers)
    archive.keep(capture)
    found = Archive(archive.path).snapshot(URL)

    assert found.headers == (("X-Long", "a  b"), ("X-Odd", "c Set-Cookie: d"))
    assert found.body == b"body"


def test_file_of_a_capture_is_closed(tmp_path: Path) -> None:
    """Whether it was kept, was there already, or only said that nothing has changed."""
    archive = Archive(tmp_path / "site.warc.gz")
    for status in (200, 200, 304):
        capture = Capture(URL, io.BytesIO(b"body"), FETCHED, status)
        archive.keep(capture)

        assert capture.body.closed
