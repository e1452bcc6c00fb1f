"""What is done with the export in a folder: hold it against its archive or a new site; show it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from migrator.archive import Archive
from migrator.errors import MigratorError, SourceMissing
from migrator.fetch import Fetcher
from migrator.live import LiveSheet, address_of, check, expected
from migrator.live import summary as live_summary
from migrator.output import MANIFEST, Output, must_not_be_busy
from migrator.pipeline import Export, export, gather
from migrator.preview import serve
from migrator.recheck import recheck, together
from migrator.report import balance, items_of, verified
from migrator.run.job import Job
from migrator.run.shell import Result, archive_of, documents_of, targets_of
from migrator.sources import SourceOptions
from migrator.sources.base import OnProgress
from migrator.sources.stored import StoredSource
from migrator.targets import Target


@dataclass(frozen=True, slots=True)
class Live:
    """What the check of the new site found, for a program and for a person."""

    sheet: LiveSheet
    folder: Path

    @property
    def exit_code(self) -> int:
        """0 if all was checked and nothing is wrong, else 1."""
        return self.sheet.exit_code

    def as_json(self) -> str:
        """As documented in `docs/verify-live.md`."""
        return self.sheet.as_json()

    def as_text(self) -> str:
        """A few lines."""
        return live_summary(self.sheet, self.folder)


def verify_live(job: Job, address: str, target: str, on_progress: OnProgress) -> Live:
    """Hold the new site at an address against the export; of several targets against one of them.

    The old site is not asked for anything.
    """
    address = address_of(address)
    made = _again(job, on_progress)
    names = [each.target.name for each in made.exports]
    if target and target not in names:
        hint = f"It was written for {', '.join(names)}."
        raise MigratorError(f"{job.folder} holds no export for {target}", hint)
    wanted = made.exports[names.index(target)] if target else made.exports[0]
    access = job.access
    fetcher = Fetcher(address, access.delay, own_site=access.own_site, limits=access.limits)
    return Live(check(expected(wanted, made.archive), address, fetcher, on_progress), job.folder)


@contextmanager
def previewed(folder: Path, port: int = 0) -> Iterator[str]:
    """Serve the preview in the folder of an export on this computer; gives its address."""
    if not (folder / "preview" / "index.html").is_file():
        hint = f"Name the folder of an export; `migrator convert {folder}` makes the preview again."
        raise SourceMissing(f"{folder} holds no preview", hint)
    with ExitStack() as stack:
        try:
            address = stack.enter_context(serve(folder, port))
        except OSError as error:
            hint = "Choose another --port, or none."
            raise MigratorError(f"port {port} cannot be used: {error.strerror}", hint) from error
        yield address


def verify(job: Job, on_progress: OnProgress) -> Result:
    """The balance sheet again, of what lies in the folder now; nothing is written."""
    made = _again(job, on_progress)
    documents = partial(documents_of, job=made.job)
    checked = [recheck(e, documents(e), made.output, made.archive) for e in made.exports]
    exports = [each.export for each in checked]
    changes = together([each.changes for each in checked])
    sheet = balance(exports, changes, items_of(exports[0], made.archive))
    return Result(sheet, verified(sheet, job.folder))


@dataclass(frozen=True, slots=True)
class _Made:
    """An export made again from its archive, as it was asked for then."""

    job: Job
    output: Output
    archive: Archive
    exports: list[Export]


def _again(job: Job, on_progress: OnProgress) -> _Made:
    output = _written(job.folder)
    job, targets = _as_made(job, output)
    archive = archive_of(output.archive_path, job)
    source = StoredSource((), SourceOptions(archive, on_progress, job.access.limits))
    gathered = gather(source, archive, job.wishes)
    made = [export(gathered, archive, target, job.wishes) for target in targets]
    return _Made(job, output, archive, made)


def _as_made(job: Job, output: Output) -> tuple[Job, list[Target]]:
    """As it was asked for then. Raises MigratorError if the manifest does not tell that."""
    try:
        made = job.as_made(output.target, output.made_with)
        return made, [*targets_of(made)]
    except (LookupError, TypeError, ValueError, AttributeError) as error:
        told = f"{job.folder / MANIFEST} does not tell how the export was made: {error}"
        raise MigratorError(told, "The same `migrator export` again writes it anew.") from error


def _written(folder: Path) -> Output:
    """The folder of an earlier export. Raises SourceMissing if it is none."""
    must_not_be_busy(folder)  # half of the files would be those of the run before
    output = Output(folder) if (folder / MANIFEST).is_file() else None
    if output is None or not output.target or not output.archive_path.is_file():
        hint = "Name the folder that an earlier `migrator export` made."
        raise SourceMissing(f"{folder} holds no export", hint)
    return output
