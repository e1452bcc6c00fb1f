"""The archive: every response exactly as received, in one WARC file that other tools read too.

One gzip member a record, only ever appended to. A record torn off by a crash is cut away when the
next one is written; a damaged one in the middle costs only itself.
"""

from __future__ import annotations

import base64
import hashlib
import io
import mmap
import uuid
import zlib
from collections.abc import Iterator
from contextlib import closing, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from warcio.archiveiterator import ArchiveIterator
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from migrator.errors import ArchiveBroken, cannot_write
from migrator.models import Snapshot

_SOURCE = "WARC-X-Saved-File"
_GZIP = b"\x1f\x8b\x08"
_CHUNK = 1 << 16


class Archive:
    """Snapshots on disk, found by their address. The file appears with the first snapshot."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._existed = path.exists()
        self._index: dict[str, tuple[int, str]] = {}  # address → newest record, its fingerprint
        self._end = 0
        if self._existed:
            self._scan()

    def __contains__(self, url: str) -> bool:
        return url in self._index

    def keep(self, snapshot: Snapshot) -> None:
        """Append the snapshot, unless this very answer is the newest of its address."""
        fingerprint = _fingerprint(snapshot)
        if self._index.get(snapshot.url, (0, ""))[1] == fingerprint:
            return
        try:
            self._append(snapshot)
        except OSError as error:
            raise cannot_write(self.path, error) from error
        self._index[snapshot.url] = self._end, fingerprint
        self._end = self.path.stat().st_size

    def get(self, url: str) -> Snapshot | None:
        """The newest snapshot of this very address; None if there is none."""
        if url not in self:
            return None
        with self.path.open("rb") as file:
            file.seek(self._index[url][0])
            return _snapshot(next(iter(ArchiveIterator(file))))

    def snapshot(self, url: str) -> Snapshot:
        """The newest snapshot of an address that is known to be here."""
        found = self.get(url)
        if found is None:
            raise ArchiveBroken(f"{url} is not in {self.path}", "Export into a new folder.")
        return found

    def body(self, url: str) -> bytes:
        """The bytes behind an address that is known to be here."""
        return self.snapshot(url).body

    def discard(self) -> None:
        """Remove the file again, if this object made it."""
        if not self._existed and self.path.exists():
            self.path.unlink()
            for folder in (self.path.parent, self.path.parent.parent):
                with suppress(OSError):
                    folder.rmdir()  # only an empty one

    def _append(self, snapshot: Snapshot) -> None:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with self.path.open("ab") as file:
            file.truncate(self._end)  # what a crash left torn behind the last whole record
            writer = WARCWriter(file, gzip=True, warc_version="1.1")
            writer.write_record(_record(writer, snapshot))

    def _scan(self) -> None:
        """Find every record that can be read; damage between two of them is passed over."""
        try:
            with self.path.open("rb") as file, closing(_mapped(file)) as content:
                for start, end, head in _members(content):
                    record = next(iter(ArchiveIterator(io.BytesIO(head))))
                    url = record.rec_headers.get_header("WARC-Target-URI") or ""
                    self._index[url] = start, _fingerprint(_snapshot(record), record)
                    self._end = end
        except OSError as error:
            raise ArchiveBroken(f"{self.path} cannot be read: {error.strerror}") from error
        if self.path.stat().st_size and not self._end:
            hint = "Move it away, or export into another folder."
            raise ArchiveBroken(f"{self.path} is not a readable archive", hint)


def _mapped(file: io.BufferedReader) -> mmap.mmap:
    """The file as if it were in memory; an empty file cannot be mapped."""
    empty = not file.seek(0, io.SEEK_END)
    return mmap.mmap(-1, 1) if empty else mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)


def _members(content: mmap.mmap) -> Iterator[tuple[int, int, bytes]]:
    """(start, end, first bytes) of each complete gzip member that holds a WARC record."""
    start = content.find(_GZIP)
    while start >= 0:
        end, head = _unpacked(content, start)
        if head.startswith(b"WARC/"):
            yield start, end, head
        start = content.find(_GZIP, end)


def _unpacked(content: mmap.mmap, start: int) -> tuple[int, bytes]:
    """(end, first bytes) of the gzip member at `start`; no bytes if it is torn or damaged."""
    member, head, at = zlib.decompressobj(wbits=31), b"", start
    while not member.eof:
        chunk = content[at : at + _CHUNK]
        at += len(chunk)
        try:
            head += member.decompress(chunk)[: _CHUNK - len(head)]
        except zlib.error:
            return start + 1, b""
        if not chunk:
            return start + 1, b""
    return at - len(member.unused_data), head


def _digest(body: bytes) -> str:
    """As the WARC standard's examples spell it."""
    sha1 = hashlib.sha1(body, usedforsecurity=False).digest()
    return f"sha1:{base64.b32encode(sha1).decode()}"


def _fingerprint(snapshot: Snapshot, record: Any = None) -> str:
    """Equal for two answers that say the same; the body's digest stands in its record."""
    said = record.rec_headers.get_header("WARC-Payload-Digest") if record is not None else ""
    return f"{snapshot.status} {said or _digest(snapshot.body)} {snapshot.header('Location')}"


def _record(writer: Any, snapshot: Snapshot) -> Any:
    """A response record for what a server sent, a resource record for a saved file."""
    date = snapshot.fetched_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    headers = {
        "WARC-Date": date,
        "WARC-Payload-Digest": _digest(snapshot.body),
        # made from what it names, so that the same snapshots make the same file
        "WARC-Record-ID": f"<urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, snapshot.url + date)}>",
    }
    body, length = io.BytesIO(snapshot.body), len(snapshot.body)
    if snapshot.source:
        headers[_SOURCE] = snapshot.source
        return writer.create_warc_record(
            snapshot.url,
            "resource",
            payload=body,
            length=length,
            warc_content_type=snapshot.media_type,
            warc_headers_dict=headers,
        )
    status = StatusAndHeaders(str(snapshot.status), list(snapshot.headers), protocol="HTTP/1.1")
    return writer.create_warc_record(
        snapshot.url,
        "response",
        payload=body,
        length=length,
        http_headers=status,
        warc_headers_dict=headers,
    )


def _snapshot(record: Any) -> Snapshot:
    http = record.http_headers
    said = http.get_header("Content-Type") if http else record.content_type
    date = datetime.fromisoformat(record.rec_headers.get_header("WARC-Date"))
    return Snapshot(
        url=record.rec_headers.get_header("WARC-Target-URI"),
        body=record.content_stream().read(),
        media_type=(said or "").partition(";")[0].strip().lower(),
        fetched_at=date,
        status=int(http.get_statuscode()) if http else 200,
        headers=tuple(http.headers) if http else (),
        source=record.rec_headers.get_header(_SOURCE) or "",
    )
