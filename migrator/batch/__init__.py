"""Many sites from one list, so many at once, with one report over all.

`listed` reads the list, `planned` and `places` make a task of each row, `kept` knows what is done
already, `pool` hands the rest to processes (`local`) or to a cluster (`cluster`), where `work` does
a site; `sheet`, `summary` and `page` tell what came of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from migrator.batch.kept import Ledger
from migrator.batch.listed import Line, lines
from migrator.batch.page import page
from migrator.batch.places import inside
from migrator.batch.planned import Listed, tasks_of
from migrator.batch.pool import Pool, Queue
from migrator.batch.records import STATE, Outcome, State, Task
from migrator.batch.sheet import Sheet, Site
from migrator.batch.summary import summary, told
from migrator.errors import OutputRefused, cannot_write
from migrator.fetch.turns import lock
from migrator.output import MANIFEST
from migrator.output.folder import Folder

__all__ = ["Line", "Listed", "Sheet", "Site", "Step", "Way", "batch", "lines", "summary", "told"]

_SHEET, _PAGE = "batch.json", "batch.html"


@dataclass(frozen=True, slots=True)
class Way:
    """How it is done: so many sites at once, by processes here or by the cluster at `scheduler`.

    To `refresh` asks every site again; who `retries` does those again that lack something.
    """

    sites: int
    scheduler: str = ""
    refresh: bool = False
    retries: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """A site has been begun, or is done; `done` sites of `of` are."""

    site: Site
    done: int
    of: int


OnStep = Callable[[Step], None]


def batch(listed: Sequence[Listed], root: Path, way: Way, on_step: OnStep) -> Sheet:
    """Export all sites, and write the report over all. Raises MigratorError if that cannot be done.

    Whatever stops it, what is done is kept and reported; the same again goes on.
    """
    if way.scheduler:
        from migrator.batch.cluster import must_be_there

        must_be_there(way.scheduler)
    _must_be_ours(root)
    ledger = Ledger(root)
    tasks = tasks_of(listed, root.resolve(), ledger.sources, refresh=way.refresh)
    with _alone(root):
        sites = {task.number: _before(task, ledger, way) for task in tasks}
        try:
            _do(sites, root, ledger, way, on_step)
        finally:
            sheet = Sheet(tuple(sites.values()))
            folder = Folder(root)
            folder.save(_SHEET, sheet.as_json().encode())
            folder.save(_PAGE, page(sheet, root.resolve().name))
    return sheet


def _before(task: Task, ledger: Ledger, way: Way) -> Site:
    """The site as an earlier run has left it."""
    kept = ledger.kept(task, retries=way.retries)
    return Site(task, kept or Outcome(State.OPEN), is_kept=kept is not None)


def _do(sites: dict[int, Site], root: Path, ledger: Ledger, way: Way, on_step: OnStep) -> None:
    """Do what is open."""
    tasks = [
        ledger.prepared(site.task, retries=way.retries)
        for site in sites.values()
        if site.outcome.state is State.OPEN
    ]

    def tell(task: Task, outcome: Outcome) -> None:
        sites[task.number] = site = Site(task, outcome)
        if outcome.state is not State.OPEN:
            ledger.note(task, outcome)
        done = sum(each.outcome.state is not State.OPEN for each in sites.values())
        on_step(Step(site, done, len(sites)))

    if not tasks:
        return
    with _pool(way, min(way.sites, len(tasks)), root) as pool:
        queue = Queue(tasks, pool, way.sites)
        try:
            for task, outcome in queue.done(lambda task: tell(task, Outcome(State.OPEN))):
                tell(task, outcome)
        except BaseException:
            for task, outcome in queue.stopped():
                tell(task, outcome)
            raise


@contextmanager
def _pool(way: Way, sites: int, root: Path) -> Iterator[Pool]:
    if way.scheduler:
        from migrator.batch.cluster import cluster

        with cluster(way.scheduler, sites, root.resolve()) as pool:
            yield pool
    else:
        from migrator.batch.local import processes

        with processes(sites) as here:
            yield here


def _must_be_ours(root: Path) -> None:
    """Raise OutputRefused where somebody else's files would be written over."""
    hint = "Choose another folder with --out."
    if root.exists() and not root.is_dir():
        raise OutputRefused(f"{root} is a file", "Name a folder with --out.")
    if (root / MANIFEST).exists():
        raise OutputRefused(f"{root} holds the export of a single site", hint)
    for name in (_SHEET, _PAGE):
        if (root / name).exists() and not (root / STATE).is_dir():
            raise OutputRefused(f"{root / name} was not written by a batch", hint)


@contextmanager
def _alone(root: Path) -> Iterator[None]:
    """Two batches at once in one folder would do the same work twice."""
    path = inside(root, str(STATE / "lock"))
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        file = path.open("ab")
    except OSError as error:
        raise cannot_write(path, error) from error
    with file:
        try:
            is_ours = lock(file, waits=False)
        except OSError as error:
            hint = "Choose another folder with --out: hosts are asked in turns by locks."
            raise OutputRefused(f"{root} lies where files cannot be locked", hint) from error
        if not is_ours:
            raise OutputRefused(f"another batch is at work in {root}", "Wait until it has ended.")
        yield
