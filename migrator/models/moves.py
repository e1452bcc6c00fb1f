"""Which old address is answered where on the new site."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Moved(StrEnum):
    """What stood at an old address."""

    POST = "post"
    PAGE = "page"
    HOME = "home"
    LIST = "list"
    FEED = "feed"
    FILE = "file"


@dataclass(frozen=True, slots=True)
class Move:
    """An old address and the one that answers for it.

    `old` is a path of the old site, decoded and composed, with `?query` where that tells pages
    apart; with and without the closing slash it is the same. `new` is a path of the new site,
    decoded. `covers_below` says that whatever lay below `old` is answered there, too.
    """

    old: str
    new: str
    moved: Moved
    covers_below: bool = False

    @property
    def fits_a_page(self) -> bool:
        """Can a builder answer it by a page of its own?"""
        return not self.covers_below and "?" not in self.old and self.old != "/"


@dataclass(frozen=True, slots=True)
class RedirectFault:
    """A move that cannot be made as it stands, and why: `check` names the law that it breaks."""

    old: str
    check: str
    detail: str
