"""A fault as a row: what it is, what happens at once and after the same command again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from random import Random

from tests.faults.stage import Stage


@dataclass(frozen=True)
class Trial:
    """One try of a row: in a folder of its own, at a point that chance has."""

    place: Path
    chance: Random
    stage: Stage


@dataclass(frozen=True)
class Row:
    """A fault that `check` plants; it fails where one of the two sentences is not true.

    It is tried `times` times in the suite, each time at another point.
    """

    fault: str
    at_once: str
    again: str
    check: Callable[[Trial], None]
    times: int = 1
