"""Preserve first: a whole site into the archive, with all that an export of it will need.

Every page is read, since only that tells which files it shows, and forgotten at once: memory does
not grow with the texts of a site.
"""

from __future__ import annotations

from dataclasses import dataclass

from migrator.archive import Archive
from migrator.assets import Needs, wanted
from migrator.errors import NothingToExport
from migrator.models import Article, Failed, Missing, PhotoPage, Reading, Snapshot, Unclaimed
from migrator.sources import Source
from migrator.survey import Hosts, Survey, read_found


@dataclass(frozen=True, slots=True)
class Preserved:
    """What is in the archive now: how many answers, articles and files, and what is not."""

    answers: int
    articles: int
    files: int
    failed: tuple[Failed, ...]
    missing: tuple[Missing, ...]


class _Tally:
    """What has come so far."""

    def __init__(self) -> None:
        self.articles, self.needs, self.hosts = 0, Needs(), Hosts()
        self.failed: list[Failed] = []
        self.unclaimed: list[Unclaimed] = []

    def add(self, reading: Reading) -> None:
        self.hosts.note(reading)
        match reading:
            case Article():
                self.articles += 1
                self.needs.add(wanted(reading), reading.fetched_at)
            case PhotoPage():
                self.needs.add((photo.url for photo in reading.photos), None)
            case Failed():
                self.failed.append(reading)
            case Unclaimed():
                self.unclaimed.append(reading)


def preserve(source: Source, archive: Archive) -> Preserved:
    """Fetch a whole site. Raises NothingToExport if no page of it can be read."""
    tally, answers = _Tally(), 0
    for found in source.pages():
        answers += isinstance(found, Snapshot)
        tally.add(read_found(found))
    for unclaimed in tally.unclaimed:
        tally.add(tally.hosts.claimed(unclaimed, archive.snapshot))
    if not tally.articles:
        raise NothingToExport(*Survey((), tuple(tally.failed), answers).why_nothing)
    files, missing = tally.needs.collect(source.files, archive.keep)
    return Preserved(answers, tally.articles, len(files), tuple(tally.failed), missing)
