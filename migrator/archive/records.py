"""Captures as WARC records, and back."""

from __future__ import annotations

import io
import re
import uuid
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, BinaryIO, NamedTuple
from urllib.parse import quote, urlsplit

from warcio.archiveiterator import ArchiveIterator
from warcio.statusandheaders import StatusAndHeaders, StatusAndHeadersParser
from warcio.warcwriter import WARCWriter

from migrator import __version__
from migrator.archive.bodies import Digest, Headers, pieces
from migrator.models import Capture

_SOURCE = "WARC-X-Saved-File"
_RETRIEVED = "WARC-X-Retrieved-From"
_UNCHANGED = "http://netpreserve.org/warc/1.1/revisit/server-not-modified"
_NOT_MODIFIED = 304
_LINE_ENDS = re.compile(r"[\r\n]+")
_CONTROLS = re.compile(r"[\x00-\x1f\x7f]")
NO_BYTES = "sha1:3I42H3S6NNFQ2MSVX7XZKYAYSCX5QBYJ"  # the digest of an empty body


class Entry(NamedTuple):
    """What the index knows of a record: where it is, and what it says."""

    url: str
    start: int
    date: str
    status: int
    media_type: str
    digest: str
    location: str = ""
    is_revisit: bool = False
    source: str = ""

    @property
    def says(self) -> tuple[int, str, str]:
        """Equal for two answers that say the same."""
        return self.status, self.digest, self.location

    @property
    def fetched_at(self) -> datetime:
        """When the answer came."""
        return datetime.fromisoformat(self.date)


def media_type(content_type: str) -> str:
    """The bare type, without its parameters."""
    return content_type.partition(";")[0].strip().lower()


def entry_of(capture: Capture, start: int) -> Entry:
    """What the index will know of a capture that is written at `start`."""
    return Entry(
        url=_escaped(capture.url),
        start=start,
        date=_date(capture.fetched_at),
        status=capture.status,
        media_type=media_type(capture.header("Content-Type")) or capture.media_type,
        digest=_digest(capture.body),
        location=capture.header("Location"),
        source=_escaped(capture.source),
    )


def entry_in(begins: bytes, start: int) -> Entry | None:
    """What the index knows of a record that is there; None if it holds no answer."""
    record = next(iter(records_in(io.BytesIO(begins))))
    if record.rec_type not in ("response", "resource", "revisit"):
        return None
    http, said = record.http_headers, record.rec_headers.get_header
    status = int(http.get_statuscode()) if http else 200
    if status == _NOT_MODIFIED or said("WARC-Profile") == _UNCHANGED:
        return None
    kind = http.get_header("Content-Type") if http else record.content_type
    return Entry(
        url=said("WARC-Target-URI") or "",
        start=start,
        date=said("WARC-Date"),
        status=status,
        media_type=media_type(kind or ""),
        digest=said("WARC-Payload-Digest") or "",
        location=(http.get_header("Location") or "") if http else "",
        is_revisit=record.rec_type == "revisit",
        source=said(_SOURCE) or "",
    )


class Opened(NamedTuple):
    """A record that was found again; `body` is as the server packed it."""

    headers: tuple[tuple[str, str], ...]
    retrieved_from: str
    body: BinaryIO


def opened(file: BinaryIO, entry: Entry) -> Opened:
    """The record of an entry. Only one at a time can be read from a file."""
    file.seek(entry.start)
    record = next(iter(records_in(file)), None)
    if record is None or record.rec_headers.get_header("WARC-Target-URI") != entry.url:
        raise EOFError("the record is not where the index says")
    headers = tuple(record.http_headers.headers) if record.http_headers else ()
    return Opened(headers, record.rec_headers.get_header(_RETRIEVED) or "", record.raw_stream)


class _AsSent(StatusAndHeaders):  # type: ignore[misc]
    """Headers byte for byte; HTTP libraries hand out each byte as one letter of Latin-1."""

    def to_ascii_bytes(self, filter_func: Any = None) -> bytes:
        """As warcio does, but nothing is escaped."""
        lines: list[str] = self.to_str(filter_func).split("\r\n")
        return b"\r\n".join(map(_bytes, lines)) + b"\r\n"


class _AsSentParser(StatusAndHeadersParser):  # type: ignore[misc]
    """The other way round."""

    def parse(self, stream: BinaryIO, full_statusline: bytes | None = None) -> StatusAndHeaders:
        """As warcio does, but each byte becomes one letter of Latin-1."""
        found = super().parse(stream, full_statusline)
        found.statusline = _letters(found.statusline)
        found.headers = [(_letters(name), _letters(value)) for name, value in found.headers]
        return found

    @staticmethod
    def decode_header(line: bytes) -> str:
        """A line whose foreign bytes are no blanks: in Latin-1 half an `à` would be cut away."""
        return line.decode("ascii", "surrogateescape")


def _letters(line: str) -> str:
    return line.encode("ascii", "surrogateescape").decode("latin-1")


def _bytes(line: str) -> bytes:
    try:
        return line.encode("latin-1")
    except UnicodeEncodeError:  # somebody has read it as what it meant
        return line.encode("utf-8", "replace")


def records_in(file: BinaryIO) -> Any:
    """The records of a file as warcio reads them, but with the HTTP headers byte for byte."""
    iterator = ArchiveIterator(file)
    loader = iterator.loader
    loader.http_parser = _AsSentParser(loader.HTTP_TYPES, verify=False)
    return iterator


def write(file: BinaryIO, capture: Capture, entry: Entry, earlier: Entry | None) -> None:
    """Write what came, and what was sent for it.

    `earlier` is a record with the same bytes: then they are not written a second time.
    """
    writer = WARCWriter(file, gzip=True, warc_version="1.1")
    for record in _records(writer, _on_one_line(capture), entry, earlier):
        writer.write_record(record)


def _on_one_line(capture: Capture) -> Capture:
    """The capture without what would begin another header of its record."""
    url, source = _escaped(capture.url), _escaped(capture.source)
    origin, kind = _escaped(capture.retrieved_from), _escaped(capture.media_type)
    return replace(capture, url=url, source=source, retrieved_from=origin, media_type=kind)


def _escaped(text: str) -> str:
    """The text with control characters as in an address, so that it fits into a line."""
    return _CONTROLS.sub(lambda found: quote(found[0]), text)


def write_info(file: BinaryIO, first: Entry) -> None:
    """Write the record that an archive begins with: who wrote it, and in what form.

    It is dated like the first answer, so that the same answers make the same file.
    """
    writer = WARCWriter(file, gzip=True, warc_version="1.1")
    told = {
        "software": f"migrator/{__version__}",
        "format": "WARC File Format 1.1",
        "conformsTo": "http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/",
    }
    record = writer.create_warcinfo_record("site.warc.gz", told)
    identity = uuid.uuid5(uuid.NAMESPACE_URL, f"{first.url} {first.date} warcinfo")
    record.rec_headers.replace_header("WARC-Record-ID", f"<urn:uuid:{identity}>")
    record.rec_headers.replace_header("WARC-Date", first.date)
    writer.write_record(record)


def _records(writer: Any, capture: Capture, entry: Entry, earlier: Entry | None) -> Iterator[Any]:
    said = _said_of(capture, entry)
    if not capture.is_answer:
        yield _resource(writer, capture, said)
        return
    yield _answer(writer, capture, entry, earlier, said)
    if capture.request:
        yield _request(writer, capture, said)


def _said_of(capture: Capture, entry: Entry) -> dict[str, str]:
    identity = f"{entry.url} {entry.date} {entry.says}"
    said = {
        "WARC-Date": entry.date,
        # made from what it names, so that the same captures make the same file
        "WARC-Record-ID": f"<urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, identity)}>",
        "WARC-Payload-Digest": entry.digest,
    }
    if capture.retrieved_from:
        said[_RETRIEVED] = capture.retrieved_from
    return said


def _resource(writer: Any, capture: Capture, said: dict[str, str]) -> Any:
    return writer.create_warc_record(
        capture.url,
        "resource",
        payload=capture.body,
        length=_length(capture.body),
        warc_content_type=capture.media_type or None,
        warc_headers_dict={**said, _SOURCE: capture.source} if capture.source else said,
    )


def _answer(
    writer: Any, capture: Capture, entry: Entry, earlier: Entry | None, said: dict[str, str]
) -> Any:
    line = f"{capture.status} {capture.reason}".strip()
    http = _AsSent(_on_a_line(line), _on_lines(capture.headers), protocol="HTTP/1.1")
    if earlier is None:
        return writer.create_warc_record(
            capture.url,
            "response",
            payload=capture.body,
            length=_length(capture.body),
            http_headers=http,
            warc_headers_dict=said,
        )
    digest = said.pop("WARC-Payload-Digest")
    is_unchanged = capture.status == _NOT_MODIFIED
    # players replay what the record says: with the headers of a 304 they would show nothing
    record = writer.create_revisit_record(
        capture.url, digest, earlier.url, earlier.date, None if is_unchanged else http, said
    )
    if is_unchanged:
        record.rec_headers.replace_header("WARC-Profile", _UNCHANGED)
        record.rec_headers.replace_header("WARC-Payload-Digest", earlier.digest)
    return record


def _request(writer: Any, capture: Capture, said: dict[str, str]) -> Any:
    parts = urlsplit(capture.url)
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    http = _AsSent(f"GET {target} HTTP/1.1", _on_lines(capture.request), is_http_request=True)
    identity = uuid.uuid5(uuid.NAMESPACE_URL, said["WARC-Record-ID"])
    headers = {
        "WARC-Date": said["WARC-Date"],
        "WARC-Record-ID": f"<urn:uuid:{identity}>",
        "WARC-Concurrent-To": said["WARC-Record-ID"],
    }
    return writer.create_warc_record(
        capture.url, "request", http_headers=http, warc_headers_dict=headers
    )


def _on_lines(headers: Headers) -> list[tuple[str, str]]:
    return [(name, _on_a_line(value)) for name, value in headers]


def _on_a_line(value: str) -> str:
    """A header that was folded over several lines means the same in one."""
    return _LINE_ENDS.sub(" ", value)


def _date(when: datetime) -> str:
    return when.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _digest(body: BinaryIO) -> str:
    """That of a body, which stands at its first byte again."""
    digest = Digest()
    for piece in pieces(body):
        digest.update(piece)
    body.seek(0)
    return str(digest)


def _length(body: BinaryIO) -> int:
    length = body.seek(0, io.SEEK_END)
    body.seek(0)
    return length
