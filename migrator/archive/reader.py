"""Reading records back: headers as sent, bodies unpacked, damage told."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import BinaryIO, NamedTuple, cast

from warcio.exceptions import ArchiveLoadFailed

from migrator.archive.bodies import BodyBroken, Checked, pieces, unpacked
from migrator.archive.index import Index
from migrator.archive.records import Entry, Opened, opened
from migrator.models import Capture, Snapshot, megabytes

IN_MEMORY = 1 << 20


class Body(NamedTuple):
    """An answer that is being read: its headers, and what comes out of it."""

    headers: tuple[tuple[str, str], ...]
    retrieved_from: str
    pieces: Iterator[bytes]


class Reader:
    """Finds the records of an archive again."""

    def __init__(self, path: Path, index: Index) -> None:
        self._path, self._index = path, index
        self._last: tuple[int, Opened] | None = None  # what was written last, and where

    def remember(self, capture: Capture, entry: Entry) -> None:
        """What was written last is read next, mostly: it need not be found again for that."""
        capture.body.seek(0)
        body = capture.body.read(IN_MEMORY)
        is_whole = len(body) < IN_MEMORY and not capture.source
        record = Opened(capture.headers, capture.retrieved_from, BytesIO(body))
        self._last = (entry.start, record) if is_whole else None

    @contextmanager
    def body(self, entry: Entry) -> Iterator[Body]:
        """The headers of an answer, and its body, unpacked piece by piece. Raises BodyBroken."""
        with self._record(entry) as record:
            unpacked_pieces = unpacked(record.body, record.headers)
            yield Body(record.headers, record.retrieved_from, unpacked_pieces)

    def packed(self, entry: Entry) -> BinaryIO:
        """The body of an answer as the server packed it, in a file at its first byte."""
        file = SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115  # whoever reads it closes it
        try:
            with self._record(entry) as record:
                for piece in pieces(record.body):
                    file.write(piece)
        except BaseException:
            file.close()
            raise
        file.seek(0)
        return cast(BinaryIO, file)

    def snapshot(self, entry: Entry, limit: int) -> Snapshot:
        """An answer in memory, if it is no larger. Raises BodyBroken."""
        with self.body(entry) as body:
            return Snapshot(
                url=entry.url,
                body=b"".join(within(body.pieces, limit, "page")),
                media_type=entry.media_type,
                fetched_at=entry.fetched_at,
                status=entry.status,
                headers=body.headers,
                source=entry.source,
                retrieved_from=body.retrieved_from,
            )

    @contextmanager
    def _record(self, entry: Entry) -> Iterator[Opened]:
        """The record of an answer; one that repeats another has its bytes from there."""
        last = self._last  # another thread may write the next one meanwhile
        if last is not None and last[0] == entry.start:
            last[1].body.seek(0)
            yield last[1]
            return
        with self._path.open("rb") as file, self._path.open("rb") as other:
            try:
                record = opened(file, entry)
                same = self._index.by_digest.get(entry.digest) if entry.is_revisit else None
                body = opened(other, same).body if same else record.body
                yield record._replace(body=cast(BinaryIO, Checked(body, entry.digest)))
            except (ArchiveLoadFailed, OSError, EOFError, zlib.error) as error:
                raise BodyBroken("its record in the archive is damaged") from error


def within(pieces: Iterator[bytes], limit: int, name: str) -> Iterator[bytes]:
    """The same pieces. Raises BodyBroken when they are more bytes than the limit of this name."""
    size = 0
    for piece in pieces:
        size += len(piece)
        if size > limit:
            raise BodyBroken(f"unpacked it is larger than {megabytes(limit)} (--max {name}=…)")
        yield piece
