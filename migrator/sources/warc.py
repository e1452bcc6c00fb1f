"""WARC files of any tool: wget's, a browser's, one member a record or one for all, or unpacked."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import Any, BinaryIO, NamedTuple, cast
from urllib.parse import quote

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.limitreader import LimitReader

from migrator import urls
from migrator.archive import Headers, members, pieces
from migrator.models import Capture, Limits, Missing

_GZIP = b"\x1f\x8b"
_IN_MEMORY = 1 << 20
_SECRET = frozenset(["set-cookie", "set-cookie2"])
_PARTIAL = (206, 304)  # answers that are none alone
_NEVER = datetime.fromtimestamp(0, UTC)
_SAVED_FILE = "WARC-X-Saved-File"  # our own archives say so of a saved page
_UNREADABLE = (ArchiveLoadFailed, OSError, EOFError, ValueError, zlib.error)

Packed = Callable[[str], BinaryIO | None]


class _Repeat(NamedTuple):
    """An answer whose bytes stand in another record."""

    capture: Capture
    of: str


def is_warc(path: Path) -> bool:
    """Does the file begin like a WARC, packed or not?"""
    with path.open("rb") as file:
        begins = file.read(5)
    if begins.startswith(_GZIP):
        with suppress(*_UNREADABLE), gzip.open(path) as unpacked:
            begins = unpacked.read(5)
    return begins == b"WARC/"


def captures(paths: Iterable[Path], limits: Limits, packed: Packed) -> Iterator[Capture | Missing]:
    """Every answer over HTTP, in the order of the files; what is damaged is told.

    A record that only repeats another has its bytes from `packed`, by that one's address; it comes
    when all others were taken.
    """
    repeats: list[_Repeat] = []
    by_digest: dict[str, str] = {}
    for path in paths:
        yield from _in_file(path, limits, repeats, by_digest)
    for repeat in repeats:
        body = packed(repeat.of)
        if body is None:
            yield Missing(repeat.capture.url, "the capture repeats one that is not there")
        else:
            yield replace(repeat.capture, body=body)


def _in_file(
    path: Path, limits: Limits, repeats: list[_Repeat], by_digest: dict[str, str]
) -> Iterator[Capture | Missing]:
    read = 0
    with path.open("rb") as file:
        for start, end, stream in _streams(path, file):
            try:
                for record in ArchiveIterator(stream):
                    yield from _answers(record, limits, repeats, by_digest)
                read += end - start
            except _UNREADABLE as error:
                yield Missing(_place(path, start), f"the archive is damaged here: {error}")
    lost = path.stat().st_size - read
    if lost:
        yield Missing(_place(path, 0), f"{lost} bytes of the archive are damaged, and not read")


def _streams(path: Path, file: BinaryIO) -> Iterator[tuple[int, int, BinaryIO]]:
    """The parts of the file that can be read for themselves: (start, end, unpacked)."""
    if file.read(2) != _GZIP:
        file.seek(0)
        yield 0, path.stat().st_size, file
        return
    for member in members(path):
        file.seek(member.start)
        part = LimitReader(file, member.end - member.start)
        yield member.start, member.end, cast(BinaryIO, gzip.GzipFile(fileobj=part))


def _answers(
    record: Any, limits: Limits, repeats: list[_Repeat], by_digest: dict[str, str]
) -> Iterator[Capture | Missing]:
    said = record.rec_headers.get_header
    capture = _capture(record)
    if capture is None:
        return
    if said("WARC-Truncated"):
        yield Missing(capture.url, "the capture was cut short")
        return
    digest = said("WARC-Payload-Digest") or ""
    if record.rec_type == "revisit":
        of = said("WARC-Refers-To-Target-URI") or by_digest.get(digest, "")
        repeats.append(_Repeat(capture, of.strip("<>")))
        return
    if digest:
        by_digest.setdefault(digest, capture.url)
    body = _spooled(record.raw_stream, limits.size)
    if body is None:
        told = f"the capture is larger than {limits.size // 1024**2} MB (--max size=…)"
        yield Missing(capture.url, told)
    else:
        yield replace(capture, body=body)


def _capture(record: Any) -> Capture | None:
    """What the record says of an answer, still without its body; None if it is none."""
    said, http = record.rec_headers.get_header, record.http_headers
    url = (said("WARC-Target-URI") or "").strip("<>")
    source = said(_SAVED_FILE) or ""
    if record.rec_type not in ("response", "resource", "revisit"):
        return None
    if "__wb_method=" in url or not (urls.is_web(url) or source):
        return None
    status = _status(http)
    if status in _PARTIAL or not status:
        return None
    return Capture(
        url=url if source else urls.normal(url),
        body=cast(BinaryIO, record.raw_stream),
        fetched_at=_when(said("WARC-Date") or ""),
        status=status,
        reason=http.statusline.partition(" ")[2] if http else "",
        headers=_headers(http, record.content_type or ""),
        media_type=record.content_type or "" if source else "",
        source=source,
        retrieved_from=said("WARC-X-Retrieved-From") or "",
    )


def _status(http: Any) -> int:
    """0 where it cannot be read; a record without HTTP is a file that was there."""
    if http is None:
        return 200
    code = http.get_statuscode()
    return int(code) if code.isdecimal() else 0


def _headers(http: Any, content_type: str) -> Headers:
    if http is None:
        return (("Content-Type", content_type),) if content_type else ()
    return tuple((n, v) for n, v in http.headers if n.lower() not in _SECRET)


def _spooled(stream: BinaryIO, limit: int) -> BinaryIO | None:
    """The bytes in a file that can be read again; None if they are too many."""
    file, size = SpooledTemporaryFile(_IN_MEMORY), 0  # noqa: SIM115  # whoever keeps it closes it
    for piece in pieces(stream):
        size += len(piece)
        if size > limit:
            file.close()
            return None
        file.write(piece)
    file.seek(0)
    return cast(BinaryIO, file)


def _when(said: str) -> datetime:
    try:
        when = datetime.fromisoformat(said)
    except ValueError:
        return _NEVER
    return (when if when.tzinfo else when.replace(tzinfo=UTC)).replace(microsecond=0)


def _place(path: Path, start: int) -> str:
    return f"file:///{quote(path.name)}" + (f"#{start}" if start else "")
