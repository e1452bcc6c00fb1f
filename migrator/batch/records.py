"""What is done for one site, and what came of it: plain data, which any process can be given."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from migrator.models import Limits
from migrator.run import Access, Job
from migrator.sources import Wayback

STATE = Path(".batch")  # inside the folder of the batch: what it has to know of itself
TURNS = STATE / "turns"
_ASKING = ("delay", "own_site", "max", "wayback")  # what a site is asked, and not what is written


class State(StrEnum):
    """What became of a site."""

    COMPLETE = "complete"
    LACKING = "lacking"  # it was exported, but something failed or differs
    FAILED = "failed"  # there is no export
    OPEN = "open"  # it was not its turn yet


@dataclass(frozen=True, slots=True)
class Task:
    """One site of a list: where it is, which folder below `root` it goes to, what is wanted.

    `is_offline`: all of it is in the archive already.
    """

    number: int
    source: str
    root: str
    folder: str
    options: dict[str, Any] = field(default_factory=dict)
    refresh: bool = False
    is_offline: bool = False
    jobs: int = 1  # processes: several sites share the processors already

    def as_dict(self) -> dict[str, Any]:
        """The same without a type, for JSON."""
        return asdict(self)

    @property
    def job(self) -> Job:
        """The same as a single export wants it."""
        told, root = self.options, Path(self.root)
        noted = {name: told[name] for name in ("timezone", "author", "raw_html", "drafts")}
        noted |= {"redacts": told["redact"], "fields": told["front_matter"]}
        access = Access(
            delay=told["delay"],
            own_site=told["own_site"],
            refresh=self.refresh,
            limits=Limits(**told["max"]),
            wayback=_wayback(told["wayback"]),
            turns=root / TURNS,
        )
        job = Job(self.source, out=root / self.folder).as_made("", noted)
        return replace(job, access=access, targets=tuple(told["to"]), jobs=self.jobs)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a site. The totals are those of its `report.json`."""

    state: State
    exit_code: int | None = None
    error: str = ""
    hint: str = ""
    targets: tuple[str, ...] = ()
    posts: int = 0
    pages: dict[str, int] = field(default_factory=dict)
    files: dict[str, int] = field(default_factory=dict)
    differing: int = 0
    conflicts: int = 0
    doubtful: int = 0
    report: str = ""  # the hash of `report.json`
    started: str = ""
    ended: str = ""

    def as_dict(self) -> dict[str, Any]:
        """The same without a type, for JSON."""
        return asdict(self) | {"targets": [*self.targets]}

    @staticmethod
    def of(told: Mapping[str, Any]) -> Outcome:
        """What `as_dict` gave."""
        state, targets = State(told["state"]), tuple(told["targets"])
        return Outcome(**{**told, "state": state, "targets": targets})


def options_of(job: Job) -> dict[str, Any]:
    """All that is wanted of a site, as JSON can hold it. To refresh is no property of a site."""
    noted, access = job.noted, job.access
    return {
        "to": [*job.targets],
        "front_matter": noted["fields"],
        "timezone": noted["timezone"],
        "author": noted["author"],
        "redact": noted["redacts"],
        "raw_html": noted["raw_html"],
        "drafts": noted["drafts"],
        "delay": access.delay,
        "own_site": access.own_site,
        "max": asdict(access.limits),
        "wayback": _as_told(access.wayback),
    }


def asks_alike(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Do both ask a site for the same, whatever they make of it?"""
    return all(one.get(name) == other.get(name) for name in _ASKING)


def _as_told(wayback: Wayback | None) -> dict[str, Any] | None:
    if wayback is None:
        return None
    at = wayback.at.isoformat() if wayback.at else ""
    return {"endpoint": wayback.endpoint, "at": at, "only_missing": wayback.only_missing}


def _wayback(told: Mapping[str, Any] | None) -> Wayback | None:
    if told is None:
        return None
    at = datetime.fromisoformat(told["at"]) if told["at"] else None
    return Wayback(told["endpoint"], at, told["only_missing"])
