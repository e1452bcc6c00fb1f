"""The shell around the pipeline: opens the source, the archive and the output folder, and writes.

A run is a function of plain data (`Order`), so that anything can call it: the command line, a
test, a batch.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import tzinfo
from pathlib import Path, PurePosixPath

from migrator.archive import Archive
from migrator.errors import NothingToExport, OutputRefused, SourceMissing
from migrator.models import Document
from migrator.output import Output
from migrator.pipeline import export
from migrator.report import Balance, balance, summary
from migrator.sources import Terms, default_folder, open_source
from migrator.sources.base import Watch
from migrator.targets import ALL


@dataclass(frozen=True, slots=True)
class Order:
    """What the user asked for. `delay` is in seconds."""

    source: str
    target: str = "markdown"
    out: Path | None = None
    zone: tzinfo | None = None
    delay: float = 0.0
    refresh: bool = False


@dataclass(frozen=True, slots=True)
class Done:
    """What came of it."""

    balance: Balance
    summary: str


def run(order: Order, watch: Watch) -> Done:
    """Export a site. Raises MigratorError if that cannot be done; then nothing is left behind."""
    target = ALL[order.target]
    folder = order.out or default_folder(order.source)
    _must_not_be_the_source(folder, order.source)
    output = Output(folder)
    archive = Archive(output.archive_path)
    known = _nothing if order.refresh else archive.get
    source = open_source(order.source, Terms(watch, known, order.delay, folder))
    try:
        exported = export(source, archive, target, order.zone)
    except (NothingToExport, SourceMissing):
        archive.discard()
        raise
    edited = output.write(exported.documents, exported.assets, archive)
    sheet = balance(exported, edited)
    output.write_report(Document(PurePosixPath("report.json"), sheet.as_json().encode()))
    return Done(sheet, summary(sheet, folder, target.next_step))


def _nothing(url: str) -> None:
    """What is known where everything is to be fetched again."""


def _must_not_be_the_source(folder: Path, source: str) -> None:
    if Path(source).is_dir() and folder.resolve() == Path(source).resolve():
        hint = "Name another folder with --out."
        raise OutputRefused(f"{folder} is the folder of the saved pages itself", hint)
