"""Holding the folder of an earlier export against its archive, and against a new site."""

from __future__ import annotations

from pathlib import Path

from migrator.errors import SourceMissing
from migrator.output import Output
from migrator.pipeline import export, gather
from migrator.recheck import recheck, together
from migrator.report import balance, items_by_page, summary
from migrator.run.job import Job
from migrator.run.shell import Result, archive_of, documents_of, next_steps, targets_of
from migrator.sources import SourceOptions
from migrator.sources.base import OnProgress
from migrator.sources.stored import StoredSource


def verify(job: Job, on_progress: OnProgress) -> Result:
    """The balance sheet again, of what lies in the folder now; nothing is written."""
    output = _written(job.folder)
    job = job.as_made(output.target, output.made_with)
    archive = archive_of(output.archive_path, job)
    source = StoredSource((), SourceOptions(archive, on_progress, job.access.limits))
    gathered = gather(source, archive, job.wishes)
    made = [export(gathered, archive, target, job.wishes) for target in targets_of(job)]
    checked = [recheck(each, documents_of(each, job), output, archive) for each in made]
    exports = [each.export for each in checked]
    changes = together([each.changes for each in checked])
    sheet = balance(exports, changes, items_by_page(exports[0], archive))
    return Result(sheet, summary(sheet, job.folder, next_steps(exports, job)))


def _written(folder: Path) -> Output:
    """The folder of an earlier export. Raises SourceMissing if it is none."""
    output = Output(folder)
    if not output.target or not output.archive_path.is_file():
        hint = "Name the folder that an earlier `migrator export` made."
        raise SourceMissing(f"{folder} holds no export", hint)
    return output
