"""What the check found: every old address, every page and the site's own files in one state each.

Its JSON is documented in `docs/verify-live.md`.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from migrator import __version__
from migrator.live.words import WORD_OF, Kind

SCHEMA = 1
_SHOWN = 3


class State(StrEnum):
    """The states; each row is in exactly one."""

    OK = "ok"
    FAULT = "fault"
    NOT_CHECKED = "not_checked"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong, or, if it is no fault, worth knowing."""

    kind: Kind
    detail: str = ""
    is_fault: bool = True

    def as_dict(self) -> dict[str, str]:
        """As the report has it."""
        return {"kind": self.kind, "detail": self.detail}


@dataclass(frozen=True, slots=True)
class Row:
    """What was checked: `what` it is, where it was `asked` for, and what was `meant` to be there.

    `unchecked` says why it, or a part of it, was not asked for.
    """

    what: str
    asked: str
    meant: str = ""
    findings: tuple[Finding, ...] = ()
    unchecked: str = ""

    @property
    def faults(self) -> tuple[Finding, ...]:
        """What is wrong."""
        return tuple(each for each in self.findings if each.is_fault)

    @property
    def advice(self) -> tuple[Finding, ...]:
        """What is worth knowing."""
        return tuple(each for each in self.findings if not each.is_fault)

    @property
    def state(self) -> State:
        """A fault counts before what was not checked."""
        if self.faults:
            return State.FAULT
        return State.NOT_CHECKED if self.unchecked else State.OK

    def as_dict(self) -> dict[str, Any]:
        """As the report has it; what is empty is left out."""
        told = {
            "what": self.what,
            "asked": self.asked,
            "meant": self.meant,
            "state": self.state.value,
            "faults": [fault.as_dict() for fault in self.faults],
            "advice": [advice.as_dict() for advice in self.advice],
            "not_checked": self.unchecked,
        }
        return {name: value for name, value in told.items() if value}


@dataclass(frozen=True, slots=True)
class Delta:
    """What search engines were told by the old page and are told by the new one.

    `told` holds both sides by name; there is no new side where the page was not had.
    """

    old: str
    new: str
    told: tuple[tuple[str, tuple[Any, Any]], ...]
    changed: tuple[str, ...]
    is_known: bool = True

    def as_dict(self) -> dict[str, Any]:
        """As the report has it."""
        both = {n: {"old": o, "new": new if self.is_known else None} for n, (o, new) in self.told}
        return {"old": self.old, "new": self.new, "changed": list(self.changed), **both}


@dataclass(frozen=True, slots=True)
class LiveSheet:
    """All of it. `unanswerable` are old addresses that the export itself says nothing answers.

    `stopped` says why the check ended before it was through; `rules` is the folder of the
    redirects within that of the export.
    """

    address: str
    target: str
    addresses: tuple[Row, ...]
    pages: tuple[Row, ...]
    site: tuple[Row, ...]
    delta: tuple[Delta, ...] = ()
    unanswerable: tuple[tuple[str, str], ...] = ()
    requests: int = 0
    stopped: str = ""
    rules: str = "redirects"

    @property
    def rows(self) -> tuple[Row, ...]:
        """All rows."""
        return (*self.addresses, *self.pages, *self.site)

    @property
    def totals(self) -> dict[str, dict[str, int]]:
        """How many rows there are of each sort, and how many of them are in each state."""
        sorts = {"addresses": self.addresses, "pages": self.pages, "site": self.site}
        return {name: _totals(rows) for name, rows in sorts.items()}

    @property
    def kinds(self) -> dict[Kind, int]:
        """How many faults of each kind there are, the worst first."""
        return _kinds(fault for row in self.rows for fault in row.faults)

    @property
    def advice(self) -> dict[Kind, int]:
        """The same for what is no fault."""
        return _kinds(advice for row in self.rows for advice in row.advice)

    @property
    def exit_code(self) -> int:
        """0 if all was checked and nothing is wrong, else 1."""
        return int(any(row.state is not State.OK for row in self.rows))

    def as_json(self) -> str:
        """The sheet as a program reads it."""
        told = {
            "schema": SCHEMA,
            "migrator": __version__,
            "live": self.address,
            "target": self.target,
            "exit_code": self.exit_code,
            "requests": self.requests,
            "stopped": self.stopped,
            "totals": self.totals,
            "faults": self.kinds,
            "advice": self.advice,
            "addresses": [row.as_dict() for row in self.addresses],
            "pages": [row.as_dict() for row in self.pages],
            "site": [row.as_dict() for row in self.site],
            "search_engines": [delta.as_dict() for delta in self.delta],
            "not_answerable": [{"old": o, "reason": why} for o, why in self.unanswerable],
        }
        return json.dumps(told, ensure_ascii=False, indent=1) + "\n"


def few(told: Iterable[str]) -> str:
    """The first of them, and how many more there are."""
    found = [*told]
    more = f" and {len(found) - _SHOWN} more" if len(found) > _SHOWN else ""
    return ", ".join(found[:_SHOWN]) + more


def _totals(rows: tuple[Row, ...]) -> dict[str, int]:
    counted = Counter(row.state for row in rows)
    return {"seen": len(rows), **{state.value: counted[state] for state in State}}


def _kinds(findings: Iterable[Finding]) -> dict[Kind, int]:
    counted = Counter(finding.kind for finding in findings)
    return {kind: counted[kind] for kind in WORD_OF if kind in counted}
