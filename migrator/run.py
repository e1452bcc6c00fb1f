"""The shell around the pipeline: opens the source, the archive and the output folder, and writes.

A run is a function of plain data (`Job`), so that anything can call it: the command line, a
test, a batch.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from migrator.archive import Archive
from migrator.errors import NothingToExport, OutputRefused, SourceMissing
from migrator.models import Document, Snapshot
from migrator.output import ARCHIVE, Output
from migrator.pipeline import export
from migrator.report import Balance, Inspection, balance, summary
from migrator.sources import SourceOptions, default_folder, open_source
from migrator.sources.base import OnProgress, exists
from migrator.survey import Found, Wishes, survey
from migrator.targets import ALL


@dataclass(frozen=True, slots=True)
class Job:
    """What the user asked for. `delay` is in seconds."""

    source: str
    target: str = "markdown"
    out: Path | None = None
    wishes: Wishes = field(default_factory=Wishes)
    delay: float = 0.0
    refresh: bool = False


@dataclass(frozen=True, slots=True)
class Result:
    """What came of it."""

    balance: Balance
    summary: str


def run(job: Job, on_progress: OnProgress) -> Result:
    """Export a site. Raises MigratorError if that cannot be done; then nothing is left behind."""
    target = ALL[job.target]
    folder = job.out or default_folder(job.source)
    _must_not_be_the_source(folder, job.source)
    output = Output(folder)
    archive = Archive(output.archive_path)
    options = SourceOptions(on_progress, archive.get, job.delay, job.refresh, folder)
    source = open_source(job.source, options)
    try:
        exported = export(source, archive, target, job.wishes)
    except (NothingToExport, SourceMissing):
        archive.discard()
        raise
    sheet = balance(exported, output.write(exported.documents, exported.assets, archive))
    output.write_report(Document(PurePosixPath("report.json"), sheet.as_json().encode()))
    return Result(sheet, summary(sheet, folder, target.next_step))


def inspect(job: Job, on_progress: OnProgress) -> Inspection:
    """See what is there, and write nothing. What an earlier export fetched is read from there."""
    folder = job.out or default_folder(job.source)
    archive = Archive(folder / ARCHIVE)
    snapshots: dict[str, Snapshot] = {}

    def noted(pages: Iterable[Found]) -> Iterator[Found]:
        for found in pages:
            if isinstance(found, Snapshot):
                snapshots[found.url] = found
            yield found

    options = SourceOptions(on_progress, archive.get, job.delay, job.refresh, folder)
    source = open_source(job.source, options)
    seen = survey(noted(source.pages()), snapshots.__getitem__, job.wishes)
    if not seen.articles:
        raise NothingToExport(*seen.why_nothing)
    size = sum(len(snapshot.body) for snapshot in snapshots.values())
    return Inspection(seen, len(snapshots), size)


def _must_not_be_the_source(folder: Path, source: str) -> None:
    if exists(Path(source)) and folder.resolve() == Path(source).resolve():
        hint = "Name another folder with --out."
        raise OutputRefused(f"{folder} is the folder of the saved pages itself", hint)
