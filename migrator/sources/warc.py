"""WARC files of any tool: wget's, a browser's, one member a record or one for all, or unpacked."""

from __future__ import annotations

import gzip
import io
import zlib
from collections import Counter
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path
from tempfile import SpooledTemporaryFile, gettempdir
from typing import Any, BinaryIO, NamedTuple, cast
from urllib.parse import quote

from warcio.exceptions import ArchiveLoadFailed
from warcio.limitreader import LimitReader

from migrator import urls
from migrator.archive import BodyBroken, Headers, members, pieces
from migrator.archive.bodies import Digest
from migrator.archive.records import records_in
from migrator.errors import cannot_write
from migrator.models import Capture, Limits, Missing

_GZIP = b"\x1f\x8b"
_IN_MEMORY = 1 << 20
_SECRET = frozenset(["set-cookie", "set-cookie2"])
_PARTIAL = (206, 304)  # answers that are none alone
_NEVER = datetime.fromtimestamp(0, UTC)
_DIGEST = "WARC-Payload-Digest"
_SAVED_FILE = "WARC-X-Saved-File"  # our own archives say so of a saved page
_NO_BODY = cast(BinaryIO, io.BytesIO())
# the last is warcio's for an answer without an address
_UNREADABLE = (ArchiveLoadFailed, OSError, EOFError, ValueError, zlib.error, AttributeError)

Packed = Callable[[str, str, datetime | None], BinaryIO | None]


class _Repeat(NamedTuple):
    """An answer whose bytes stand in another record: of that digest, or there and then."""

    capture: Capture
    digest: str
    of: str
    when: datetime


class _Lost(Exception):
    """Why a capture is not taken."""


def is_warc(path: Path) -> bool:
    """Does the file begin like a WARC, packed or not?"""
    begins = b""
    with suppress(*_UNREADABLE), path.open("rb") as file:
        begins = file.read(5)
        if begins.startswith(_GZIP):
            file.seek(0)
            begins = gzip.GzipFile(fileobj=file).read(5)
    return begins == b"WARC/"


def captures(paths: Iterable[Path], limits: Limits, packed: Packed) -> Iterator[Capture | Missing]:
    """Every answer over HTTP, in the order of the files; what is damaged is told, each once.

    A record that only repeats another has its bytes from `packed`, by their digest, by that one's
    address, and by its time; it comes when all others were taken.
    """
    reading, told = _Reading(limits), set[str]()
    for found in chain(reading.files(paths), reading.repeats(packed)):
        if isinstance(found, Capture) or found.url not in told:
            yield found
        if isinstance(found, Missing):
            told.add(found.url)


class _Reading:
    """What is known of the files so far."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._repeats: list[_Repeat] = []
        self._digests: dict[str, str] = {}  # as another tool spells it → as our archive does

    def files(self, paths: Iterable[Path]) -> Iterator[Capture | Missing]:
        """The answers in each file, and how much of it is lost."""
        names = Counter[str]()
        for path in paths:
            names[path.name] += 1
            lost = yield from self._file(path)
            if lost:
                told = f"{lost} bytes of the archive are damaged, and not read"
                yield Missing(_place(path, names[path.name]), told)

    def repeats(self, packed: Packed) -> Iterator[Capture | Missing]:
        """The answers whose bytes stood elsewhere."""
        for capture, digest, of, when in self._repeats:
            try:
                body = packed(of, self._digests.get(digest, digest), when)
            except BodyBroken as broken:
                yield Missing(capture.url, str(broken))
                continue
            if body is None:
                yield Missing(capture.url, "the capture repeats one that is not there")
            else:
                yield replace(capture, body=body)

    def _file(self, path: Path) -> Generator[Capture | Missing, None, int]:
        """The answers in a file; returns how many of its bytes were not read."""
        lost = path.stat().st_size
        with path.open("rb") as file:
            for size, stream in _parts(path, file):
                lost -= yield from self._part(size, stream)
        return lost

    def _part(self, size: int, stream: BinaryIO) -> Generator[Capture | Missing, None, int]:
        """The answers in a part; returns how many of its bytes hold records that were read."""
        records = records_in(stream)
        with suppress(*_UNREADABLE):
            for record in records:
                yield from self._answer(record)
        return int(size * records.offset // (stream.seek(0, io.SEEK_END) or 1))

    def _answer(self, record: Any) -> Iterator[Capture | Missing]:
        if not _said(record, "Content-Length").isdecimal():
            raise ArchiveLoadFailed("nobody knows where the record ends")
        capture = _capture(record)
        if capture is None:
            _pass_over(record)
            return
        try:
            body, digest = _body(record, self._limits.size)
        except _Lost as reason:
            yield Missing(capture.url, str(reason))
            return
        if record.rec_type == "revisit":
            body.close()
            self._repeats.append(_repeat(record, capture))
            return
        if (told := _said(record, _DIGEST)) not in ("", digest):
            self._digests.setdefault(told, digest)
        yield replace(capture, body=body)


def _place(path: Path, number: int) -> str:
    """An address for what is told of the file, the `number`-th one of its name."""
    name = quote(path.name, errors="surrogateescape")
    return f"file:///{name}" + (f"#{number}" if number > 1 else "")


def _parts(path: Path, file: BinaryIO) -> Iterator[tuple[int, BinaryIO]]:
    """What can be read for itself: its size in the file, and its bytes, unpacked."""
    if file.read(2) != _GZIP:
        file.seek(0)
        yield path.stat().st_size, file
        return
    for member in members(path):
        file.seek(member.start)
        part = LimitReader(file, member.end - member.start)
        yield member.end - member.start, cast(BinaryIO, gzip.GzipFile(fileobj=part))


def _said(record: Any, name: str) -> str:
    return record.rec_headers.get_header(name) or ""


def _pass_over(record: Any) -> None:
    for _ in pieces(record.raw_stream):
        pass
    if record.raw_stream.limit:
        raise ArchiveLoadFailed("it may have been an answer")


def _capture(record: Any) -> Capture | None:
    """What the record says of an answer, still without its body; None if it is none."""
    url, status, http = _address(record), _status(record), record.http_headers
    if not url or not status:
        return None
    kind, source = record.content_type or "", _said(record, _SAVED_FILE)
    return Capture(
        url=url,
        body=_NO_BODY,
        fetched_at=_when(_said(record, "WARC-Date")),
        status=status,
        reason=http.statusline.partition(" ")[2] if http else "",
        headers=_headers(record),
        media_type=kind if source else "",
        source=source,
        retrieved_from=_said(record, "WARC-X-Retrieved-From"),
    )


def _address(record: Any) -> str:
    """Empty if it cannot be asked for; a saved file's is as it was written."""
    url = _said(record, "WARC-Target-URI").strip("<>")
    if "__wb_method=" in url:
        return ""
    if _said(record, _SAVED_FILE):
        return url
    return urls.normal(url) if urls.is_web(url) else ""


def _status(record: Any) -> int:
    """0 where there is no whole answer; a record of a file, without HTTP, is one."""
    http = record.http_headers
    if record.rec_type not in ("response", "resource", "revisit"):
        return 0
    if http is None:
        return 0 if record.rec_type == "response" else 200
    code = http.get_statuscode()
    return int(code) if code.isdecimal() and int(code) not in _PARTIAL else 0


def _headers(record: Any) -> Headers:
    http, kind = record.http_headers, record.content_type
    if http is not None:
        return tuple((n, v) for n, v in http.headers if n.lower() not in _SECRET)
    return (("Content-Type", kind),) if kind and record.rec_type == "resource" else ()


def _body(record: Any, limit: int) -> tuple[BinaryIO, str]:
    """The bytes in a file that can be read again, and their digest. Raises _Lost."""
    if _said(record, "WARC-Truncated") and record.rec_type != "revisit":  # of those it is said, too
        raise _Lost("the capture was cut short")
    body, digest = _spooled(record.raw_stream, limit)
    if record.raw_stream.limit:  # bytes that ought to follow
        body.close()
        raise _Lost("the capture was cut short")
    return body, digest


def _spooled(stream: BinaryIO, limit: int) -> tuple[BinaryIO, str]:
    file = SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115  # whoever keeps it closes it
    size, digest = 0, Digest()
    for piece in pieces(stream):
        size += len(piece)
        if size > limit:
            file.close()
            raise _Lost(f"the capture is larger than {limit // 1024**2} MB (--max size=…)")
        digest.update(piece)
        try:
            file.write(piece)
        except OSError as error:  # that is no damage of the archive
            raise cannot_write(gettempdir(), error) from error
    file.seek(0)
    return cast(BinaryIO, file), str(digest)


def _repeat(record: Any, capture: Capture) -> _Repeat:
    of = urls.normal(_said(record, "WARC-Refers-To-Target-URI").strip("<>"))
    then = _said(record, "WARC-Refers-To-Date") or _said(record, "WARC-Date")
    return _Repeat(capture, _said(record, _DIGEST), of, _when(then))


def _when(said: str) -> datetime:
    try:
        found = datetime.fromisoformat(said)
        aware = found if found.tzinfo else found.replace(tzinfo=UTC)
        return max(aware.astimezone(UTC).replace(microsecond=0), _NEVER)
    except (ValueError, OverflowError):
        return _NEVER
