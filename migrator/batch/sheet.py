"""One report over all sites, as data. Its schema is documented in `docs/batch.md`."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from migrator import __version__
from migrator.batch.kept import shown
from migrator.batch.records import Outcome, State, Task

SCHEMA = 1
REPORT, PREVIEW = Path("report.html"), Path("preview/index.html")
PAGE_STATES = ("seen", "written", "merged", "used", "left_out", "failed")
FILE_STATES = ("seen", "written", "failed")


@dataclass(frozen=True, slots=True)
class Site:
    """A site of the list, and what came of it; `is_kept` from an earlier run."""

    task: Task
    outcome: Outcome
    is_kept: bool = False

    @property
    def is_open(self) -> bool:
        """Was it not done yet?"""
        return self.outcome.state is State.OPEN

    @property
    def lacks(self) -> int:
        """How many of its pages and files should have come over and could not."""
        return self.outcome.pages.get("failed", 0) + self.outcome.files.get("failed", 0)

    @property
    def name(self) -> str:
        """What it is called in the list."""
        return shown(self.task.source)

    def below(self, path: Path) -> str:
        """Where a file of its export lies, from the folder of the batch; empty if it does not."""
        place = Path(self.task.folder) / path
        is_there = not self.is_open and (Path(self.task.root) / place).is_file()
        return place.as_posix() if is_there else ""

    def as_dict(self) -> dict[str, Any]:
        """As documented."""
        outcome = self.outcome
        return {
            "row": self.task.number,
            "source": self.name,
            "folder": self.task.folder,
            "state": outcome.state,
            "exit_code": outcome.exit_code,
            "error": outcome.error,
            "hint": outcome.hint,
            "done": "" if self.is_open else "before" if self.is_kept else "now",
            "targets": [*outcome.targets],
            "posts": outcome.posts,
            "pages": _filled(outcome.pages, PAGE_STATES),
            "files": _filled(outcome.files, FILE_STATES),
            "differing": outcome.differing,
            "conflicts": outcome.conflicts,
            "doubtful": outcome.doubtful,
            "report": self.below(REPORT),
            "preview": self.below(PREVIEW),
            "started": outcome.started,
            "ended": outcome.ended,
            "options": self.task.options,
        }


@dataclass(frozen=True, slots=True)
class Sheet:
    """All sites, in the order of the list, each in exactly one state."""

    sites: tuple[Site, ...]

    @property
    def states(self) -> dict[str, int]:
        """How many sites are listed, and how many are in each state."""
        found = Counter(site.outcome.state for site in self.sites)
        return {"listed": len(self.sites), **{str(state): found[state] for state in State}}

    @property
    def posts(self) -> int:
        """How many posts came over."""
        return sum(site.outcome.posts for site in self.sites)

    @property
    def pages(self) -> dict[str, int]:
        """How many pages were seen on all sites, and how many are in each state."""
        return _sums((site.outcome.pages for site in self.sites), PAGE_STATES)

    @property
    def files(self) -> dict[str, int]:
        """The same for pictures and files."""
        return _sums((site.outcome.files for site in self.sites), FILE_STATES)

    @property
    def exit_code(self) -> int:
        """0 if every site is complete, else 1."""
        return int(any(site.outcome.state is not State.COMPLETE for site in self.sites))

    @property
    def worst_first(self) -> list[Site]:
        """What failed, then what lacks most, then what was not done, then what deserves a look."""
        return sorted(self.sites, key=_badness)

    def as_json(self) -> str:
        """The text of `batch.json`."""
        totals = {"sites": self.states, "posts": self.posts, "pages": self.pages}
        told = {
            "schema": SCHEMA,
            "migrator": __version__,
            "exit_code": self.exit_code,
            "totals": totals | {"files": self.files},
            "sites": [site.as_dict() for site in self.sites],
        }
        return json.dumps(told, ensure_ascii=False, indent=1) + "\n"


def _badness(site: Site) -> tuple[int, ...]:
    outcome = site.outcome
    order = (State.FAILED, State.LACKING, State.OPEN, State.COMPLETE)
    pages_lost = outcome.pages.get("failed", 0)
    troubles = (pages_lost, site.lacks, outcome.differing + outcome.conflicts, outcome.doubtful)
    return (order.index(outcome.state), *(-number for number in troubles), site.task.number)


def _filled(told: dict[str, int], names: Sequence[str]) -> dict[str, int]:
    return {name: told.get(name, 0) for name in names}


def _sums(rows: Iterable[dict[str, int]], names: Sequence[str]) -> dict[str, int]:
    found: Counter[str] = Counter()
    for row in rows:
        found.update(row)
    return {name: found[name] for name in names}
