"""The archive: every answer exactly as received, in one WARC file that other tools read too.

One gzip member a record, only ever appended to. A record torn off by a crash is cut away when the
next one is written; a damaged one in the middle costs only itself. Answers with the same bytes
share them. Beside it lies an index, which is made anew whenever it is in doubt. A power cut costs
what came within the last second.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from threading import Lock
from time import monotonic
from typing import BinaryIO

from migrator import urls
from migrator.archive.bodies import BodyBroken, Headers, pieces, unpacked
from migrator.archive.durable import settle_all
from migrator.archive.index import Index
from migrator.archive.members import begins_as_ours, members
from migrator.archive.reader import Reader, within
from migrator.archive.records import NO_BYTES, Entry, entry_of, write, write_info
from migrator.errors import ArchiveBroken, OutputRefused, cannot_write
from migrator.models import Capture, Kept, Limits, Snapshot

_BEGINS = 1 << 16  # bytes of a file that tell what it is
_NOT_MODIFIED = 304
_AT_RISK = 1.0  # seconds of answers that a power cut may cost


def _any_will_do(snapshot: Snapshot) -> bool:
    return snapshot.status < 400


class Archive:
    """Answers on disk, found by their address. The file appears with the first of them.

    `is_sound` tells answers of the site from those that say it was in trouble: of several at one
    address the newest sound one is given, of unsound ones the newest. What came after `until`
    does not count. `below` is an archive that is only read, for what this one does not hold.
    """

    def __init__(
        self,
        path: Path,
        is_sound: Callable[[Snapshot], bool] = _any_will_do,
        limits: Limits | None = None,
        until: datetime | None = None,
        below: Archive | None = None,
    ) -> None:
        self.path = path
        self._is_sound, self._limits = is_sound, limits or Limits()
        self._until, self._below = until, below
        self._existed = path.exists()
        self._index = self._opened()
        self._reader = Reader(path, self._index)
        self._size = self.size  # when it was last seen
        self._settled = -_AT_RISK  # when the disk last had all of it, by a clock of no date
        self._one_at_a_time = Lock()
        self._sound: dict[int, bool] = {}  # by where the record lies

    def __reduce__(self) -> tuple[type[Archive], tuple[object, ...]]:
        """In another process the same file is opened once more."""
        return Archive, (self.path, self._is_sound, self._limits, self._until, self._below)

    def __contains__(self, url: str) -> bool:
        return bool(self._versions(url)) or (self._below is not None and url in self._below)

    @property
    def size(self) -> int:
        """Bytes on the disk."""
        return self.path.stat().st_size if self.path.exists() else 0

    def entries(self) -> Iterator[Entry]:
        """What there is, the newest of each address, in the order in which it came."""
        for url in self._index.entries:
            yield from self._versions(url)[:1]
        if self._below is not None:
            own = self._index.entries
            yield from (entry for entry in self._below.entries() if entry.url not in own)

    def entry(self, url: str) -> Entry | None:
        """What the newest answer of this very address says, without its body."""
        versions = self._versions(url)
        return versions[0] if versions else None

    def holds(self, url: str, when: datetime) -> bool:
        """Is the answer of that very second here?"""
        return any(entry.fetched_at == when for entry in self._versions(url))

    def headers(self, entry: Entry) -> tuple[tuple[str, str], ...]:
        """The headers of an answer, as the server sent them."""
        with self._reader.body(entry) as body:
            return body.headers

    def packed(self, url: str, digest: str = "", when: datetime | None = None) -> BinaryIO | None:
        """A body as the server packed it, in a file at its first byte; None if there is none.

        That of this digest, or what stood at the address by then, or its newest. Raises BodyBroken.
        """
        versions = self._versions(url)
        by_then = [e for e in versions if when is None or e.fetched_at <= when] or versions
        entry = self._index.by_digest.get(digest) or next(iter(by_then), None)
        return None if entry is None else self._reader.packed(entry)

    def keep(self, capture: Capture) -> None:
        """Append what came. What nobody asked for just now is kept only if it says something new.

        The body is closed. May be called from several threads. Raises OutputRefused if the disk
        is full.
        """
        with capture.body, self._one_at_a_time:
            self._keep(capture)

    def _keep(self, capture: Capture) -> None:
        capture = self._in_order(capture)
        entry = entry_of(capture, self._index.end)
        versions = self._index.entries.get(capture.url, [])
        known = versions[-1:] if capture.source else versions
        if not capture.request and entry.says in [version.says for version in known]:
            return
        is_whole = not capture.is_answer or entry.digest == NO_BYTES
        earlier = None if is_whole else self._index.by_digest.get(entry.digest)
        if capture.status == _NOT_MODIFIED:
            if not versions:
                return  # nobody knows what it is that has not changed
            earlier = versions[-1]
        try:
            self._append(capture, entry, earlier)
        except OSError as error:
            self._size = self.size  # half a record of ours, which the next one replaces
            raise cannot_write(self.path, error) from error

    def _in_order(self, capture: Capture) -> Capture:
        """What was asked for just now is the newest, even if somebody has put the clock back."""
        versions = self._index.entries.get(capture.url)
        if not versions or not capture.request or versions[-1].fetched_at <= capture.fetched_at:
            return capture
        return replace(capture, fetched_at=versions[-1].fetched_at + timedelta(seconds=1))

    def settle(self) -> None:
        """Have the disk keep all that came, and its index. Raises OutputRefused."""
        try:
            if self.path.exists():
                self._index.save()
                settle_all([self.path, self._index.path, *self.path.parents[:3]])
        except OSError as error:
            raise cannot_write(self.path, error) from error

    def get(self, url: str) -> Snapshot | None:
        """The best answer of this very address, in memory; None if there is none.

        Raises BodyBroken if it cannot be unpacked, or not within the limits.
        """
        entry = self._best(url)
        if entry is not None:
            return self._snapshot(entry)
        return self._below.get(url) if self._below is not None else None

    def newest(self, url: str) -> Snapshot | None:
        """The newest answer of this very address, sound or not. Raises BodyBroken."""
        versions = self._versions(url)
        return self._snapshot(versions[0]) if versions else None

    def snapshot(self, url: str) -> Snapshot:
        """The best answer of an address that is known to be here."""
        found = self.get(url)
        if found is None:
            raise ArchiveBroken(f"{url} is not in {self.path}", "Export into a new folder.")
        return found

    def file(self, url: str) -> Kept | None:
        """The file behind an address, redirects followed; None if there is none.

        Raises BodyBroken if it cannot be unpacked.
        """
        entry = self._end_of(url)
        if entry is None:
            return self._below.file(url) if self._below is not None else None
        with self._reader.body(entry) as body:
            begins = next(body.pieces, b"")[:_BEGINS]
        return Kept(
            url=entry.url,
            status=entry.status,
            begins=begins,
            source=entry.source,
            retrieved_from=body.retrieved_from,
            fetched_at=entry.fetched_at,
            digest=entry.digest,
        )

    def chunks(self, url: str) -> Iterator[bytes]:
        """The bytes of a file that is known to be here, unpacked, piece by piece.

        Raises BodyBroken if it is damaged, or larger than an answer may be.
        """
        entry = self._end_of(url)
        if entry is None and self._below is not None:
            yield from self._below.chunks(url)
            return
        if entry is None:
            raise ArchiveBroken(f"{url} is not in {self.path}", "Export into a new folder.")
        with self._reader.body(entry) as body:
            yield from within(body.pieces, self._limits.size, "size")

    def discard(self) -> None:
        """Remove the files again, if this object made them."""
        if self._existed or not self.path.exists():
            return
        for path in (self.path, self._index.path):
            path.unlink(missing_ok=True)
        for folder in (self.path.parent, self.path.parent.parent):
            with suppress(OSError):
                folder.rmdir()  # only an empty one

    def _opened(self) -> Index:
        try:
            index = Index(self.path)
            size = self.size
        except OSError as error:
            raise ArchiveBroken(f"{self.path} cannot be read: {error.strerror}") from error
        if size and not index.end and not begins_as_ours(self.path):
            hint = "Move it away, or export into another folder."
            raise ArchiveBroken(f"{self.path} is not a readable archive", hint)
        return index

    def _snapshot(self, entry: Entry) -> Snapshot:
        return self._reader.snapshot(entry, self._limits.page)

    def _versions(self, url: str) -> list[Entry]:
        """What came from an address, the newest first."""
        found = self._index.entries.get(url, [])
        until = self._until
        return [e for e in reversed(found) if until is None or e.fetched_at <= until]

    def _best(self, url: str) -> Entry | None:
        versions = self._versions(url)
        if len(versions) < 2:
            return versions[0] if versions else None
        return next(filter(self._is_sound_entry, versions), versions[0])

    def _is_sound_entry(self, entry: Entry) -> bool:
        if entry.start not in self._sound:
            try:
                self._sound[entry.start] = self._is_sound(self._snapshot(entry))
            except BodyBroken:  # of a page; a large file is sound as long as it was there
                self._sound[entry.start] = entry.status < 400
        return self._sound[entry.start]

    def _end_of(self, url: str) -> Entry | None:
        """What stands at the end of the redirects from an address; the last one of a circle."""
        entry = self._best(url)
        for _ in range(self._limits.redirects):
            if entry is None or not entry.location or not 300 <= entry.status < 400:
                break
            target = urls.normal(urls.located(entry.url, entry.location))
            entry = self._best(target) or entry
        return entry

    def _must_be_ours(self, size: int) -> None:
        """Since it was opened nobody else has written to the file, or what is there would go."""
        if size != self._size:
            hint = "Is another run at work in the same folder? Wait for it, then run this again."
            raise OutputRefused(f"{self.path} has changed while it was in use", hint)

    def _append(self, capture: Capture, entry: Entry, earlier: Entry | None) -> None:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with self.path.open("ab") as file:
            self._must_be_ours(file.tell())
            file.truncate(self._index.end)  # what a crash left torn behind the last record
            is_new = not self._index.end
            if is_new:
                write_info(file, entry)
                entry = entry._replace(start=file.tell())
            write(file, capture, entry, earlier)
            file.flush()
            end = self._size = file.tell()
            if monotonic() - self._settled >= _AT_RISK:
                os.fsync(file.fileno())
                self._settled = monotonic()
                if is_new:
                    settle_all(self.path.parents[:3])
        is_answer = capture.status != _NOT_MODIFIED
        entry = entry._replace(is_revisit=earlier is not None)
        self._index.add(entry if is_answer else None, end)
        self._reader.remember(capture, entry)


__all__ = ["Archive", "BodyBroken", "Entry", "Headers", "members", "pieces", "unpacked"]
