"""What a source is: the pages of a site, then the files they need."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from migrator.models import LeftOut, Missing, Snapshot


class Stage(StrEnum):
    """What a source is busy with."""

    CAPTURES = "captures"  # being taken over from somebody's archive
    PAGES = "pages"
    FILES = "files"


@dataclass(frozen=True, slots=True)
class Progress:
    """One step of a source, told before it is taken.

    `left` counts what is known to be waiting; `delay` is the time between two requests, `wait`
    that before this one, both in seconds. `why` says what is odd about the wait, if anything.
    """

    stage: Stage
    done: int
    left: int
    url: str
    delay: float = 0.0
    wait: float = 0.0
    why: str = ""


OnProgress = Callable[[Progress], None]


@dataclass(frozen=True, slots=True)
class SourceOptions:
    """How a source is to be read.

    `known` gives what is in the archive already: it is not fetched again, unless to `refresh`.
    `delay` is in seconds. `leave_out` is a folder that is not part of the source, even if it lies
    inside.
    """

    on_progress: OnProgress
    known: Callable[[str], Snapshot | None]
    delay: float = 0.0
    refresh: bool = False
    leave_out: Path | None = None


def exists(path: Path) -> bool:
    """Is there anything at this path? What cannot even be a path is not there."""
    try:
        return path.exists()
    except (OSError, ValueError):  # too long for a name, or a NUL in it
        return False


class Source(Protocol):
    """Where snapshots come from."""

    def pages(self) -> Iterator[Snapshot | Missing | LeftOut]:
        """Every page, feed and sitemap, each address once."""
        ...

    def file(self, url: str) -> Snapshot | Missing:
        """A picture or document that a page needs."""
        ...
