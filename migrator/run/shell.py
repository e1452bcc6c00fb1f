"""What every kind of run does: opens the archive, makes the targets, names the documents."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from migrator.archive import Archive
from migrator.language import words_for
from migrator.models import Document, Stream
from migrator.pipeline import Export
from migrator.preview import addresses, preview
from migrator.read.answers import is_sound
from migrator.report import Balance
from migrator.report.page import language_of, page
from migrator.run.job import Job
from migrator.targets import ALL, Target
from migrator.workers import Workers

_REDIRECTS = PurePosixPath("redirects")


def reports(
    exports: Sequence[Export], sheet: Balance, archive: Archive, job: Job, workers: Workers
) -> Iterator[Document | Stream]:
    """The balance sheet for programs and for people, then old beside new, page by page."""
    words = words_for(language_of(sheet))
    yield Stream(PurePosixPath("report.json"), (p.encode() for p in sheet.json_pieces()))
    site = exports[0].gathered.survey.site_name
    yield page(sheet, job.folder.resolve().name, addresses(exports, sheet), words, site)
    yield from preview(exports, sheet, archive, words, workers)


@dataclass(frozen=True, slots=True)
class Result:
    """What came of it."""

    balance: Balance
    summary: str


def archive_of(path: Path, job: Job, below: Archive | None = None) -> Archive:
    """The archive at this path, as the job wants it read."""
    return Archive(path, is_sound, job.access.limits, job.until, below)


def targets_of(job: Job) -> Iterator[Target]:
    """The targets as the user wants them; where there are several, each has a folder of its own."""
    for name in dict.fromkeys(job.targets):
        target = ALL[name].with_fields(job.fields)
        yield target.below(name) if job.has_several else target


def documents_of(export: Export, job: Job) -> Iterator[Document]:
    """All that is written for a target but pictures and files."""
    yield from export.documents
    below = export.target.name if job.has_several else ""
    for document in export.redirects:
        yield replace(document, path=_REDIRECTS / below / document.path)


def next_steps(exports: Sequence[Export], job: Job) -> str:
    """What the user does with what was written for each target."""
    return "\n            ".join(each.target.next_step_in(job.folder) for each in exports)
