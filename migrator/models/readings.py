"""What a snapshot turned out to be."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from migrator.models.articles import Article, Comment, Ledger, ListEntry, Note, Removal


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """One item of a feed: what it says of the article at `url`."""

    url: str
    title: str
    published: datetime | None
    author: str = ""
    categories: tuple[str, ...] = ()
    guid: str = ""


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed: not exported, but it completes the articles it names."""

    url: str
    entries: tuple[FeedEntry, ...]
    source: str = ""


@dataclass(frozen=True, slots=True)
class Photo:
    """One picture of an album: the original's address, its name, and what is said of it (HTML)."""

    url: str
    caption: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class PhotoPage:
    """A page that belongs into another: one photo, or the further pictures of an album.

    `album` is the address of the page it belongs to, `name` what that page is called. `position`
    orders the pages of one album, and `next` is the address of the one that follows, if it tells.
    """

    url: str
    album: str
    position: tuple[int, str]
    photos: tuple[Photo, ...]
    source: str = ""
    name: str = ""
    next: str = ""
    rest: str = ""  # HTML of what else it says
    comments: tuple[Comment, ...] = ()
    removed: tuple[Removal, ...] = ()
    ledger: Ledger = field(default_factory=Ledger)
    unaccounted: tuple[str, ...] = ()
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class Merged:
    """A page whose content now stands in another article."""

    url: str
    into: str
    source: str = ""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A page that is not exported because of a named rule."""

    url: str
    rule: str
    reason: str
    source: str = ""
    title: str = ""  # what the page is called, if it is one
    listed: tuple[ListEntry, ...] = ()
    leads_to: str = ""  # where a redirect leads


@dataclass(frozen=True, slots=True)
class Failed:
    """A page or file that should have come over and could not; `reason` says why.

    `title` is what others call it, with its day if they tell it.
    """

    url: str
    reason: str
    source: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class Unclaimed:
    """A page that no generation claims on its own; `marks` is how many each finds on it."""

    url: str
    reason: str
    source: str = ""
    marks: tuple[tuple[str, int], ...] = ()


Reading = Article | Feed | PhotoPage | LeftOut | Failed | Unclaimed
Other = Merged | Feed | LeftOut | Failed
