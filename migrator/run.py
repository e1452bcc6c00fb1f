"""The shell around the pipeline: opens the source, the archive and the output folder, and writes.

A run is a function of plain data (`Job`), so that anything can call it: the command line, a
test, a batch.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from migrator.archive import Archive
from migrator.errors import NothingToExport, OutputRefused, SourceBroken, SourceMissing
from migrator.models import Document, Failed, Limits, Snapshot
from migrator.output import ARCHIVE, Output
from migrator.pipeline import Export, Gathered, export, gather
from migrator.preserve import preserve
from migrator.read.answers import is_sound
from migrator.report import Balance, Fetched, Inspection, balance, items_by_page, summary
from migrator.sources import SourceOptions, Wayback, default_folder, label, open_source
from migrator.sources.base import Found, OnProgress, Source, exists
from migrator.sources.naming import address_of
from migrator.sources.stored import StoredSource
from migrator.survey import Wishes, survey
from migrator.targets import ALL, Target

REDIRECTS = PurePosixPath("redirects")
_FEW = 12  # answers that tell no more than that there is nothing: robots.txt, the home page, …


@dataclass(frozen=True, slots=True)
class Access:
    """How a source is to be asked. `delay` is in seconds; None leaves it to the site."""

    delay: float | None = None
    own_site: bool = False
    refresh: bool = False
    limits: Limits = field(default_factory=Limits)
    wayback: Wayback | None = None


@dataclass(frozen=True, slots=True)
class Job:
    """What the user asked for. `name` is what the source is called, where its address changes."""

    source: str
    targets: tuple[str, ...] = ()  # none: what the folder was written for, else plain Markdown
    out: Path | None = None
    wishes: Wishes = field(default_factory=Wishes)
    access: Access = field(default_factory=Access)
    name: str = ""
    fields: tuple[tuple[str, str], ...] = ()  # of the front matter, and what to call them

    @property
    def target(self) -> str:
        """For what it is written, in one word, whatever the order; each target counts once."""
        return ",".join(sorted(set(self.targets)))

    @property
    def has_several(self) -> bool:
        """Is it written for more than one target?"""
        return len(set(self.targets)) > 1

    @property
    def label(self) -> str:
        """What the source is called in its export: another one may not go into the same folder."""
        return self.name or label(self.source)

    @property
    def folder(self) -> Path:
        """Where all of it goes."""
        return self.out or default_folder(self.source)


@dataclass(frozen=True, slots=True)
class Result:
    """What came of it."""

    balance: Balance
    summary: str


def run(job: Job, on_progress: OnProgress) -> Result:
    """Export a site. Raises MigratorError if that cannot be done; then nothing is left behind."""
    _must_not_be_the_source(job.folder, job.source)
    job = _aimed(job)
    output = Output(job.folder, job.label, job.target)
    archive = _archive(output.archive_path, job.access)
    with _source(job, archive, on_progress) as source:
        gathered = gather(source, archive, job.wishes)
    return _exported(gathered, archive, output, job)


def convert(job: Job, on_progress: OnProgress) -> Result:
    """Export again from the archive of an earlier run, without the network."""
    if not (job.folder / ARCHIVE).is_file():
        hint = "Name the folder that an earlier `migrator export` or `migrator fetch` made."
        raise SourceMissing(f"{job.folder} holds no archive", hint)
    job = _aimed(job)
    output = Output(job.folder, target=job.target)
    archive = _archive(output.archive_path, job.access)
    source = StoredSource((), SourceOptions(archive, on_progress, job.access.limits))
    return _exported(gather(source, archive, job.wishes), archive, output, job)


def fetch(job: Job, on_progress: OnProgress) -> Fetched:
    """Put a site into the archive, with all that it takes to export it without the network."""
    _must_not_be_the_source(job.folder, job.source)
    output = Output(job.folder, job.label)
    archive = _archive(output.archive_path, job.access)
    with _source(job, archive, on_progress) as source:
        preserved = preserve(source, archive)
    output.claim()
    return Fetched(preserved, job.folder, archive.path, archive.size)


def inspect(job: Job, on_progress: OnProgress) -> Inspection:
    """See what is there, and write nothing. What an earlier export fetched is read from there."""
    earlier = _archive(job.folder / ARCHIVE, job.access)
    with TemporaryDirectory(prefix="migrator-") as folder:
        archive = _archive(Path(folder) / ARCHIVE, job.access, below=earlier)
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
    except (NothingToExport, SourceMissing, SourceBroken):
        if not address_of(job.source) or sum(1 for _ in archive.entries()) <= _FEW:
            archive.discard()
        raise


def _exported(gathered: Gathered, archive: Archive, output: Output, job: Job) -> Result:
    exports = [export(gathered, archive, target, job.wishes) for target in _targets(job)]
    lacks = any(isinstance(outcome, Failed) for each in exports for outcome in each.outcomes)
    changes = output.write(
        [document for each in exports for document in _documents(each, job)],
        [asset for each in exports for asset in each.assets],
        archive,
        packages=[each.package for each in exports if each.package],
        lacks=lacks,
    )
    sheet = balance(exports, changes, items_by_page(exports[0], archive))
    output.write_report(Document(PurePosixPath("report.json"), sheet.as_json().encode()))
    steps = "\n            ".join(each.target.next_step_in(job.folder) for each in exports)
    return Result(sheet, summary(sheet, job.folder, steps))


def _aimed(job: Job) -> Job:
    """The job with its targets: as asked for, else what the folder was written for before."""
    if job.targets:
        return job
    before = (name for name in Output(job.folder).target.split(",") if name in ALL)
    return replace(job, targets=tuple(before) or ("markdown",))


def _targets(job: Job) -> Iterator[Target]:
    """The targets as the user wants them; where there are several, each has a folder of its own."""
    for name in dict.fromkeys(job.targets):
        target = ALL[name].with_fields(job.fields)
        yield target.below(name) if job.has_several else target


def _documents(export: Export, job: Job) -> Iterator[Document]:
    yield from export.documents
    below = export.target.name if job.has_several else ""
    for document in export.redirects:
        yield replace(document, path=REDIRECTS / below / document.path)


def _archive(path: Path, access: Access, below: Archive | None = None) -> Archive:
    whole = access.wayback if access.wayback and not access.wayback.only_missing else None
    return Archive(path, is_sound, access.limits, whole.at if whole else None, below)


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
