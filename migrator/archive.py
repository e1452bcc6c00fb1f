"""The archive: every response exactly as received, in one WARC file that other tools read too.

One gzip member a record, only ever appended to. A record torn off by a crash is cut away when the
archive is opened again; everything before it stays.
"""

from __future__ import annotations

import base64
import hashlib
import io
import uuid
import zlib
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from migrator.errors import ArchiveBroken
from migrator.models import Snapshot

_SOURCE = "WARC-X-Saved-File"
_BROKEN = (ArchiveLoadFailed, EOFError, StopIteration, zlib.error, OSError, ValueError)
_CHUNK = 1 << 16


class Archive:
    """Snapshots on disk, found by their address. The file appears with the first snapshot."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._existed = path.exists()
        self._offsets: dict[
            str, tuple[int, str]
        ] = {}  # address → where its newest record is, digest
        if self._existed:
            self._scan()

    def __contains__(self, url: str) -> bool:
        return url in self._offsets

    def keep(self, snapshot: Snapshot) -> None:
        """Append the snapshot, unless these very bytes are there as the newest of its address."""
        digest = _digest(snapshot.body)
        if self._offsets.get(snapshot.url, (0, ""))[1] == digest:
            return
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with self.path.open("ab") as file:
            offset = file.tell()
            writer = WARCWriter(file, gzip=True, warc_version="1.1")
            writer.write_record(_record(writer, snapshot))
        self._offsets[snapshot.url] = offset, digest

    def get(self, url: str) -> Snapshot | None:
        """The snapshot of this very address; None if there is none."""
        if url not in self:
            return None
        with self.path.open("rb") as file:
            file.seek(self._offsets[url][0])
            return _snapshot(next(iter(ArchiveIterator(file))))

    def body(self, url: str) -> bytes:
        """The bytes behind an address that is known to be here."""
        found = self.get(url)
        if found is None:
            raise ArchiveBroken(f"{url} is not in {self.path}", "Export into a new folder.")
        return found.body

    def discard(self) -> None:
        """Remove the file again, if this object made it."""
        if not self._existed and self.path.exists():
            self.path.unlink()
            for folder in (self.path.parent, self.path.parent.parent):
                with suppress(OSError):
                    folder.rmdir()  # only an empty one

    def _scan(self) -> None:
        """Find every record, and cut off what a crash left torn at the end."""
        end = 0
        with self.path.open("rb") as file:
            for url, digest, start, stop in _complete_records(file):
                end = stop
                self._offsets[url] = start, digest
        size = self.path.stat().st_size
        if size and not end:
            hint = "Move it away, or export into another folder."
            raise ArchiveBroken(f"{self.path} is not a readable archive", hint)
        if end < size:
            with self.path.open("r+b") as file:
                file.truncate(end)


def _complete_records(file: io.BufferedReader) -> Iterator[tuple[str, str, int, int]]:
    """(address, digest, start, end) of each record up to the first that cannot be read whole."""
    with suppress(*_BROKEN):
        for start, end, head in _members(file):
            headers = next(
                iter(ArchiveIterator(io.BytesIO(head), no_record_parse=True))
            ).rec_headers
            url = headers.get_header("WARC-Target-URI") or ""
            yield url, headers.get_header("WARC-Payload-Digest") or "", start, end


def _members(file: io.BufferedReader) -> Iterator[tuple[int, int, bytes]]:
    """(start, end, first bytes) of each complete gzip member; each holds one record."""
    start = 0
    while True:
        file.seek(start)
        member, head = zlib.decompressobj(wbits=31), b""
        while not member.eof:
            chunk = file.read(_CHUNK)
            if not chunk:
                return  # the end of the file, or a member that was torn off
            head += member.decompress(chunk)[: _CHUNK - len(head)]
        end = file.tell() - len(member.unused_data)
        yield start, end, head
        start = end


def _digest(body: bytes) -> str:
    """As the WARC standard's examples spell it."""
    sha1 = hashlib.sha1(body, usedforsecurity=False).digest()
    return f"sha1:{base64.b32encode(sha1).decode()}"


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
