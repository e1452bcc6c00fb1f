"""The index beside the archive: it can always be made again from the archive alone."""

from __future__ import annotations

import json
from bisect import insort
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from warcio.exceptions import ArchiveLoadFailed

from migrator.archive.members import Member, members
from migrator.archive.records import Entry, entry_in

# the last is warcio's for an answer without an address, the one before it for no record at all
_UNREADABLE = (ArchiveLoadFailed, EOFError, ValueError, TypeError, StopIteration, AttributeError)
_FORMAT = {"format": "migrator index", "version": 1}


class Index:
    """Where each record of an archive lies. `end` is where its last whole record ends."""

    def __init__(self, archive: Path) -> None:
        self._archive = archive
        self.path = archive.parent / "index.jsonl"
        self.entries: dict[str, list[Entry]] = {}
        self.by_digest: dict[str, Entry] = {}
        self.end = 0
        self._is_stale = True  # the file says less than the archive, or something else
        self._read()
        self._catch_up()

    def add(self, entry: Entry | None, end: int) -> None:
        """Note a record that was written, on the disk too; without an entry only its end."""
        self._note(entry, end)
        if self._is_stale:
            self.save()
        else:
            self._write([_line(entry, end)], "a")

    def save(self) -> None:
        """Have the file say what is known, if it does not: as if each record had been added."""
        if self._is_stale:
            every = [entry for versions in self.entries.values() for entry in versions]
            every.sort(key=lambda entry: entry.start)
            ends = [*(entry.start for entry in every[1:]), self.end]
            lines = (_line(entry, end) for entry, end in zip(every, ends, strict=False))
            self._write([json.dumps(_FORMAT) + "\n", *lines], "w")

    def _write(self, lines: list[str], mode: str) -> None:
        self._is_stale = True  # until the lines are there
        with self.path.open(mode, encoding="utf-8") as file:
            file.writelines(lines)
        self._is_stale = False

    def __iter__(self) -> Iterator[Entry]:
        """The newest entry of each address, in the order in which the addresses came."""
        return (versions[-1] for versions in self.entries.values())

    def _note(self, entry: Entry | None, end: int) -> None:
        self.end = end
        if entry is None:
            return
        versions = self.entries.setdefault(entry.url, [])
        if entry.source:  # a file may be put back with the date that it had before
            versions.append(entry)
        else:
            insort(versions, entry, key=lambda version: version.date)  # some are taken over later
        if not entry.is_revisit:
            self.by_digest.setdefault(entry.digest, entry)

    def _read(self) -> None:
        """Take what the file says, if all of it fits the archive; else nothing of it."""
        with suppress(OSError, ValueError, TypeError, KeyError, AttributeError):
            lines = self.path.read_text(encoding="utf-8").splitlines()
            found = [json.loads(line) for line in lines]
            if found[:1] == [_FORMAT]:
                for said in found[1:]:
                    end = said.pop("end")
                    self._note(_checked(Entry(**said)) if said else None, end)
                self._is_stale = not self._fits()
        if self._is_stale:
            self.entries, self.by_digest, self.end = {}, {}, 0

    def _fits(self) -> bool:
        """Does the archive go on as far, and does the newest record lie where it should?"""
        if self._archive.stat().st_size < self.end or not self.entries:
            return False
        last = max((versions[-1] for versions in self.entries.values()), key=lambda e: e.start)
        found = next(members(self._archive, last.start), None)
        return found is not None and _entry(found) == last

    def _catch_up(self) -> None:
        """Look through what the archive holds beyond what the file told."""
        if self._archive.exists():
            for member in members(self._archive, self.end):
                self._is_stale = True
                self._note(_entry(member), member.end)


def _entry(member: Member) -> Entry | None:
    """What a record says; None if it holds no answer, or nobody can tell of what."""
    try:
        found = entry_in(member.begins, member.start)
        return None if found is None else _checked(found)
    except _UNREADABLE:
        return None


def _checked(entry: Entry) -> Entry:
    """The entry, if it names an address, a place and a time; else ValueError or TypeError."""
    if not entry.url or entry.start < 0 or entry.fetched_at.tzinfo is None:
        raise ValueError("this is no answer of any address at any time")
    return entry


def _line(entry: Entry | None, end: int) -> str:
    said = entry._asdict() if entry else {}
    return json.dumps({**said, "end": end}) + "\n"  # in ASCII: nothing in it ends a line
