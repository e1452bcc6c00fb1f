"""What a source is: the pages of a site, then the files they need.

A source puts whatever it hands over into the archive first.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from migrator.archive import Archive
from migrator.models import Kept, LeftOut, Limits, Missing, NamedBy, Snapshot

Found = Snapshot | Missing | LeftOut


class Stage(StrEnum):
    """What a source is busy with."""

    CAPTURES = "captures"  # being taken over from somebody's archive
    PAGES = "pages"
    FILES = "files"


@dataclass(frozen=True, slots=True)
class Progress:
    """One step of a source, told before it is taken; of files from a site, when it is done.

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
class Wayback:
    """A web archive on the network to take from: all of a site, or what the site has lost.

    `endpoint` is the address of its collection; captures after `at` do not count.
    """

    endpoint: str
    at: datetime | None = None
    only_missing: bool = False


@dataclass(frozen=True, slots=True)
class SourceOptions:
    """How a source is to be read.

    What is in the `archive` already is not fetched again, unless to `refresh`. `delay` is in
    seconds. `leave_out` is a folder that is not part of the source, even if it lies inside. `turns`
    is a folder that several runs share, so that together they ask a host one request at a time.
    """

    archive: Archive
    on_progress: OnProgress
    limits: Limits = field(default_factory=Limits)
    delay: float | None = None
    own_site: bool = False
    refresh: bool = False
    leave_out: Path | None = None
    wayback: Wayback | None = None
    turns: Path | None = None


def exists(path: Path) -> bool:
    """Is there anything at this path? What cannot even be a path is not there."""
    try:
        return path.exists()
    except (OSError, ValueError):  # too long for a name, or a NUL in it
        return False


class Source(Protocol):
    """Where snapshots come from."""

    def pages(self) -> Iterator[Found]:
        """Every page, feed and sitemap, each address once."""
        ...

    def files(self, wanted: Sequence[str]) -> Iterator[tuple[str, Kept | Missing]]:
        """The pictures and documents that pages need, each by its address, in any order."""
        ...

    def named(self) -> Mapping[str, tuple[NamedBy, ...]]:
        """Who named each address, by `urls.page_key`: of each kind the first that did.

        Complete when all pages are handed over.
        """
        ...
