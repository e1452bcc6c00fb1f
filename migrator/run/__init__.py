"""The shell around the pipeline: opens the source, the archive and the output folder, and writes.

A run is a function of plain data (`Job`), so that anything can call it: the command line, a
test, a batch. `job` is what the user asks for, `shell` what all runs do alike, `check` the
verification of what an earlier run has written.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from migrator.archive import Archive
from migrator.errors import NothingToExport, OutputRefused, SourceBroken, SourceMissing
from migrator.models import Failed, Snapshot
from migrator.output import ARCHIVE, Output, locked
from migrator.pipeline import Gathered, export, gather
from migrator.preserve import preserve
from migrator.report import Fetched, Inspection, balance, items_of, summary
from migrator.run.check import previewed, verify, verify_live
from migrator.run.job import Access, Job
from migrator.run.shell import Result, archive_of, documents_of, next_steps, reports, targets_of
from migrator.sources import SourceOptions, open_source
from migrator.sources.base import Found, OnProgress, Source, exists
from migrator.sources.naming import address_of
from migrator.sources.stored import StoredSource
from migrator.survey import survey
from migrator.targets import ALL
from migrator.workers import ALONE, Crew, Workers

__all__ = [
    "Access",
    "Job",
    "Result",
    "convert",
    "fetch",
    "inspect",
    "previewed",
    "run",
    "verify",
    "verify_live",
]

_FEW = 12  # answers that tell no more than that there is nothing: robots.txt, the home page, …


def run(job: Job, on_progress: OnProgress) -> Result:
    """Export a site. Raises MigratorError if that cannot be done; then nothing is left behind."""
    _must_not_be_the_source(job.folder, job.source)
    with locked(job.folder):
        return _run(_aimed(job), on_progress)


def _run(job: Job, on_progress: OnProgress) -> Result:
    output = Output(job.folder, job.label, job.target)
    archive = archive_of(output.archive_path, job)
    with Crew(job.processes) as workers:
        gathered = _gathered(job, archive, on_progress, workers)
        return _exported(gathered, archive, output, job, workers)


def _gathered(job: Job, archive: Archive, on_progress: OnProgress, workers: Workers) -> Gathered:
    """The whole site; what the source knew of each answer is forgotten with it."""
    with _source(job, archive, on_progress) as source:
        readers = ALONE if address_of(job.source) else workers  # a site is slower than reading
        return gather(source, archive, job.wishes, readers)


def convert(job: Job, on_progress: OnProgress) -> Result:
    """Export again from the archive of an earlier run, without the network."""
    if not (job.folder / ARCHIVE).is_file():
        hint = "Name the folder that an earlier `migrator export` or `migrator fetch` made."
        raise SourceMissing(f"{job.folder} holds no archive", hint)
    with locked(job.folder):
        return _convert(_aimed(job), on_progress)


def _convert(job: Job, on_progress: OnProgress) -> Result:
    output = Output(job.folder, target=job.target)
    archive = archive_of(output.archive_path, job)
    source = StoredSource((), SourceOptions(archive, on_progress, job.access.limits))
    with Crew(job.processes) as workers:
        gathered = gather(source, archive, job.wishes, workers)
        return _exported(gathered, archive, output, job, workers)


def fetch(job: Job, on_progress: OnProgress) -> Fetched:
    """Put a site into the archive, with all that it takes to export it without the network."""
    _must_not_be_the_source(job.folder, job.source)
    with locked(job.folder):
        return _fetch(job, on_progress)


def _fetch(job: Job, on_progress: OnProgress) -> Fetched:
    output = Output(job.folder, job.label)
    archive = archive_of(output.archive_path, job)
    with _source(job, archive, on_progress) as source:
        preserved = preserve(source, archive)
    output.claim()
    return Fetched(preserved, job.folder, archive.path, archive.size)


def inspect(job: Job, on_progress: OnProgress) -> Inspection:
    """See what is there, and write nothing. What an earlier export fetched is read from there."""
    earlier = archive_of(job.folder / ARCHIVE, job)
    with TemporaryDirectory(prefix="migrator-") as folder:
        archive = archive_of(Path(folder) / ARCHIVE, job, below=earlier)
        sizes: list[int] = []
        with open_source(job.source, _options(job, archive, on_progress)) as source:
            seen = survey(_sized(source.pages(), sizes), archive.snapshot, job.wishes)
    if not seen.articles:
        raise NothingToExport(*seen.why_nothing)
    return Inspection(seen, len(sizes), sum(sizes))


@contextmanager
def _source(job: Job, archive: Archive, on_progress: OnProgress) -> Iterator[Source]:
    """The source; where it holds nothing, no archive is left behind.

    Unless a site has answered more than that: perhaps it never will again.
    """
    try:
        with open_source(job.source, _options(job, archive, on_progress)) as source:
            yield source
        archive.settle()
    except (NothingToExport, SourceMissing, SourceBroken):
        if not address_of(job.source) or sum(1 for _ in archive.entries()) <= _FEW:
            archive.discard()
        raise


def _exported(
    gathered: Gathered, archive: Archive, output: Output, job: Job, workers: Workers
) -> Result:
    targets = targets_of(job)
    exports = [export(gathered, archive, target, job.wishes, workers) for target in targets]
    lacks = any(isinstance(outcome, Failed) for each in exports for outcome in each.outcomes)
    changes = output.write(
        (document for each in exports for document in documents_of(each, job)),
        (asset for each in exports for asset in each.assets),
        archive,
        packages=[each.package for each in exports if each.package],
        lacks=lacks,
        made_with=job.noted,
        reports_follow=True,
    )
    sheet = balance(exports, changes, items_of(exports[0], archive, workers))
    output.write_reports(reports(exports, sheet, archive, job, workers))
    return Result(sheet, summary(sheet, job.folder, next_steps(exports, job)))


def _aimed(job: Job) -> Job:
    """The job with its targets: as asked for, else what the folder was written for before."""
    if job.targets:
        return job
    before = (name for name in Output(job.folder).target.split(",") if name in ALL)
    return replace(job, targets=tuple(before) or ("markdown",))


def _options(job: Job, archive: Archive, on_progress: OnProgress) -> SourceOptions:
    access = job.access
    return SourceOptions(
        archive=archive,
        on_progress=on_progress,
        limits=access.limits,
        delay=access.delay,
        own_site=access.own_site,
        refresh=access.refresh,
        leave_out=job.folder,
        wayback=access.wayback,
        turns=access.turns,
    )


def _sized(pages: Iterable[Found], sizes: list[int]) -> Iterator[Found]:
    for found in pages:
        if isinstance(found, Snapshot):
            sizes.append(len(found.body))
        yield found


def _must_not_be_the_source(folder: Path, source: str) -> None:
    if exists(Path(source)) and folder.resolve() == Path(source).resolve():
        hint = "Name another folder with --out."
        raise OutputRefused(f"{folder} is the folder of the saved pages itself", hint)
