"""The records that flow between the stages: each takes frozen ones and returns frozen ones."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from pathlib import PurePosixPath
from typing import Generic, TypeVar

T = TypeVar("T")


class Kind(StrEnum):
    """What an article is for the new site."""

    POST = "post"
    PAGE = "page"
    HOME = "home"


class Namer(StrEnum):
    """What kind of thing led to an address."""

    USER = "the command line"
    GUESS = "the usual place of a feed or sitemap"
    ROBOTS = "robots.txt"
    PAGE = "the page"
    REDIRECT = "a redirect from"
    FEED = "the feed"
    SITEMAP = "the sitemap"


@dataclass(frozen=True, slots=True)
class NamedBy:
    """Who led to an address: the kind, and the address of the one that did."""

    namer: Namer
    url: str = ""

    def __str__(self) -> str:
        return f"{self.namer} {self.url}".strip()

    @property
    def promises(self) -> bool:
        """Does it say of itself that it lists what there is?"""
        return self.namer in (Namer.FEED, Namer.SITEMAP)


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One response, exactly as received.

    `url` is absolute. Where a saved page does not tell its address, it is a `file:`
    address relative to the folder that was read, so that no machine's paths leak out.
    """

    url: str
    body: bytes
    media_type: str
    fetched_at: datetime
    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()
    source: str = ""  # the saved file's path within its folder; empty for a live response
    named_by: NamedBy | None = None  # None for a saved page
    note: str = ""  # what is odd about how it was had

    def header(self, name: str) -> str:
        """The value of a response header in any spelling; empty if it was not sent."""
        found = (value for key, value in self.headers if key.lower() == name.lower())
        return next(found, "")


@dataclass(frozen=True, slots=True)
class Missing:
    """An address that was named and could not be had, or that robots.txt forbids to ask for."""

    url: str
    reason: str
    named_by: NamedBy | None = None
    is_forbidden: bool = False


@dataclass(frozen=True, slots=True)
class Fact(Generic[T]):
    """A value and where it was read: json, meta, page, feed or address."""

    value: T
    origin: str


@dataclass(frozen=True, slots=True)
class Note:
    """Something a careful person would want to know about one article."""

    stage: str
    detail: str


@dataclass(frozen=True, slots=True)
class Removal:
    """What one boilerplate rule took off one page, in elements and words, and how it begins."""

    rule: str
    elements: int
    words: int
    sample: str = ""


@dataclass(frozen=True, slots=True)
class Article:
    """One page as read: its facts, and its body as HTML with absolute addresses."""

    url: str
    generation: str
    kind: Kind
    slug: str
    title: Fact[str]
    body: str
    source: str = ""
    old_path: str = ""  # the path on the old site, decoded; empty if the page does not tell it
    date: Fact[datetime] | None = None
    description: Fact[str] | None = None
    language: Fact[str] | None = None
    cover: Fact[str] | None = None
    tags: tuple[Fact[str], ...] = ()
    site_name: str = ""
    removed: tuple[Removal, ...] = ()
    unaccounted: str = ""  # what stood outside the content and no rule names
    listed: tuple[str, ...] = ()  # the posts that lists on this page name
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """One item of a feed: what it says of the article at `url`."""

    url: str
    title: str
    published: datetime | None


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed: not exported, but it completes the articles it names."""

    url: str
    entries: tuple[FeedEntry, ...]
    source: str = ""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A page that is not exported because of a named rule."""

    url: str
    rule: str
    reason: str
    source: str = ""
    listed: tuple[str, ...] = ()
    leads_to: str = ""  # where a redirect leads


@dataclass(frozen=True, slots=True)
class Failed:
    """A page or file that should have come over and could not; `reason` says why."""

    url: str
    reason: str
    source: str = ""


Reading = Article | Feed | LeftOut | Failed


@dataclass(frozen=True, slots=True)
class Place:
    """Where an article goes: `path` inside the site folder, `permalink` on the new site."""

    slug: str
    path: PurePosixPath
    permalink: str


@dataclass(frozen=True, slots=True)
class Asset:
    """A file of the old site and its copy: `path` is inside the site folder."""

    url: str
    path: PurePosixPath


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file that is in the archive; `extension` is told by its bytes (".png"), else its name."""

    url: str
    extension: str
    is_reduced: bool = False  # only a reduced copy of the upload was to be had


@dataclass(frozen=True, slots=True)
class Localised:
    """An article whose links and images point into the new site.

    `references` maps each address of the old site to what now stands in its place.
    """

    article: Article
    place: Place
    cover: str = ""
    assets: tuple[Asset, ...] = ()
    references: Mapping[str, str] = field(default_factory=dict)
    not_exported: tuple[str, ...] = ()  # addresses of the old site that no exported page answers


@dataclass(frozen=True, slots=True)
class Rendered:
    """A localised article and its body as Markdown."""

    item: Localised
    markdown: str


@dataclass(frozen=True, slots=True)
class Document:
    """One file of the new site, before it is written; `path` is inside the output folder."""

    path: PurePosixPath
    content: bytes


@dataclass(frozen=True, slots=True)
class Difference:
    """What the second reading found: `what` differs, with both sides."""

    what: str
    source: str
    written: str


@dataclass(frozen=True, slots=True)
class Written:
    """An article that became a document, and what the second reading says about it."""

    item: Localised
    differences: tuple[Difference, ...] = ()


PageOutcome = Written | Feed | LeftOut | Failed
