"""The shell around the pipeline: opens the source, the archive and the output folder, and writes.

A run is a function of plain data (`Job`), so that anything can call it: the command line, a
test, a batch.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from migrator.archive import Archive
from migrator.errors import NothingToExport, OutputRefused, SourceMissing
from migrator.models import Document
from migrator.output import Output
from migrator.pipeline import export
from migrator.report import Balance, balance, summary
from migrator.sources import SourceOptions, default_folder, open_source
from migrator.sources.base import OnProgress, exists
from migrator.survey import Wishes
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


def _must_not_be_the_source(folder: Path, source: str) -> None:
    if exists(Path(source)) and folder.resolve() == Path(source).resolve():
        hint = "Name another folder with --out."
        raise OutputRefused(f"{folder} is the folder of the saved pages itself", hint)
