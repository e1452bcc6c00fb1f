"""What is to be done, as plain data: a task for each row of the list."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from migrator.batch.kept import shown
from migrator.batch.listed import refuse
from migrator.batch.places import Wanted, placed
from migrator.batch.records import Task, options_of
from migrator.errors import MigratorError
from migrator.run import Job
from migrator.run.shell import targets_of
from migrator.sources.naming import STDIN, address_of


@dataclass(frozen=True, slots=True)
class Listed:
    """A row of the list, as a single export would be given it; `out` is below the batch's."""

    number: int
    job: Job
    out: str = ""


def tasks_of(
    listed: Sequence[Listed], root: Path, before: Mapping[str, str], *, refresh: bool
) -> list[Task]:
    """A task for each; `before` are the folders of an earlier run, with the source of each.

    Raises ListRefused, with the rows, where one is odd.
    """
    faults: list[str] = []
    sources = {each.number: _source(each, faults) for each in listed}
    refuse([*faults, *_twice(listed, sources)])
    wanted = [Wanted(each.number, shown(sources[each.number]), each.out) for each in listed]
    folders = placed(wanted, before, faults)
    refuse(faults)
    return [
        Task(
            number=each.number,
            source=sources[each.number],
            root=str(root),
            folder=folders[each.number],
            options=options_of(each.job),
            jobs=each.job.jobs,
            refresh=refresh or each.job.access.refresh,
        )
        for each in listed
    ]


def _source(each: Listed, faults: list[str]) -> str:
    """The address, or the whole path, as a worker may be in another folder; with what is odd."""
    named = each.job.source
    if named == STDIN:
        faults.append(f"row {each.number}: a list cannot name stdin")
        return named
    try:
        deque(targets_of(each.job), maxlen=0)  # a name in the front matter may not suit a target
        return address_of(named) or str(Path(named).absolute())
    except MigratorError as error:
        faults.append(f"row {each.number}: {error}")
        return named


def _twice(listed: Sequence[Listed], sources: Mapping[int, str]) -> list[str]:
    """The rows that say the same as one before them."""
    first, faults = dict[str, int](), list[str]()
    for each in listed:
        key = json.dumps([sources[each.number], each.out, options_of(each.job)], sort_keys=True)
        other = first.setdefault(key, each.number)
        if other != each.number:
            faults.append(f"row {each.number}: it says the same as row {other}")
    return faults
