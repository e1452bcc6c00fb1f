"""What a page says: its facts with their origin, its body, its comments, its ledger."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass, fields
from datetime import datetime
from enum import StrEnum
from operator import add, sub
from typing import Generic, TypeVar

T = TypeVar("T")


class Kind(StrEnum):
    """What kind of page an article was on the old site."""

    POST = "post"
    PAGE = "page"
    HOME = "home"
    PRODUCT = "product"
    FORUM = "forum"
    QUESTIONS = "questions"
    ALBUM = "album"

    @property
    def place(self) -> Kind:
        """What it is for the new site: a post, the home page, or else a page."""
        return self if self in (Kind.POST, Kind.HOME) else Kind.PAGE


@dataclass(frozen=True, slots=True)
class Claim(Generic[T]):
    """What one origin says of a fact."""

    value: T
    origin: str


@dataclass(frozen=True, slots=True)
class Fact(Generic[T]):
    """A value and where it was read: json, meta, page, feed, list, address, option or default.

    `others` are the claims that lost and say something else.
    """

    value: T
    origin: str
    others: tuple[Claim[T], ...] = ()


@dataclass(frozen=True, slots=True)
class Note:
    """Something a careful person would want to know about one article."""

    stage: str
    detail: str


@dataclass(frozen=True, slots=True)
class Census:
    """How much of everything visible stands in a part of a page; `letters` are all but blanks."""

    letters: int = 0
    images: int = 0
    links: int = 0
    files: int = 0
    embeds: int = 0
    tables: int = 0
    forms: int = 0

    def __add__(self, other: Census) -> Census:
        return Census(*map(add, self.counts, other.counts))

    def __sub__(self, other: Census) -> Census:
        return Census(*map(sub, self.counts, other.counts))

    def __bool__(self) -> bool:
        return any(self.counts)

    def only(self, names: Collection[str]) -> Census:
        """Nothing but the fields of these names, and nothing of those below zero."""
        return Census(**{name: max(0, getattr(self, name)) for name in names})

    def told(self) -> tuple[tuple[str, int], ...]:
        """The fields that hold anything, by name."""
        named = ((field.name, getattr(self, field.name)) for field in fields(self))
        return tuple((name, number) for name, number in named if number)

    @property
    def counts(self) -> tuple[int, ...]:
        """The numbers in the order of the fields."""
        return (
            self.letters,
            self.images,
            self.links,
            self.files,
            self.embeds,
            self.tables,
            self.forms,
        )


class Share(StrEnum):
    """The places in which something on a page may end; it ends in exactly one."""

    ARTICLE = "article"
    FACT = "fact"
    COMMENTS = "comments"
    RULE = "rule"
    UNACCOUNTED = "unaccounted"


@dataclass(frozen=True, slots=True)
class Removal:
    """What one rule took off one page: how much, where it went, and how it begins.

    `marks` are those of the elements, on a page whose elements were marked before.
    """

    rule: str
    elements: int
    words: int
    sample: str = ""
    census: Census = Census()
    share: Share = Share.RULE
    marks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Ledger:
    """What was seen in a page's body, and where it went. `missing` must be nothing at all.

    `from_data` is what the page holds in its data alone, such as the pictures of a gallery.
    """

    seen: Census = Census()
    from_data: Census = Census()
    shares: tuple[tuple[Share, Census], ...] = ()

    def __add__(self, other: Ledger) -> Ledger:
        shares = dict(self.shares)
        for share, counted in other.shares:
            shares[share] = shares.get(share, Census()) + counted
        from_data = self.from_data + other.from_data
        return Ledger(self.seen + other.seen, from_data, tuple(shares.items()))

    @property
    def missing(self) -> Census:
        """What was seen and is nowhere, or, below zero, what came from nowhere."""
        return self.seen + self.from_data - sum((c for _, c in self.shares), Census())


@dataclass(frozen=True, slots=True)
class Comment:
    """One message of a forum or below an article, as its page shows it.

    `number` counts from 1 in the order of the page; `parent` is the number of the message that it
    answers, 0 for one that begins a thread. `message_id` is the platform's own, if a link tells it.
    """

    number: int
    parent: int
    depth: int
    author: str
    date: str  # as shown
    day: str  # the same as YYYY-MM-DD, if it could be read
    title: str
    text: str  # plain text, lines and paragraphs kept
    message_id: str = ""
    links: tuple[str, ...] = ()  # the addresses of its links and pictures


@dataclass(frozen=True, slots=True)
class ListEntry:
    """What a list says of a post: its address, and whatever else the list shows."""

    url: str
    title: str = ""
    date: datetime | None = None
    perex: str = ""


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
    fetched_at: datetime | None = None
    old_path: str = ""  # the path on the old site, decoded; empty if the page does not tell it
    date: Fact[datetime] | None = None
    description: Fact[str] | None = None
    author: Fact[str] | None = None
    language: Fact[str] | None = None
    cover: Fact[str] | None = None
    guid: Fact[str] | None = None  # what the feed calls the post for ever
    is_draft: bool = False  # not to be published before somebody has looked at it
    tags: tuple[Fact[str], ...] = ()
    categories: tuple[Fact[str], ...] = ()
    list_page: Fact[str] | None = None  # the address of the list that it belongs to
    site_name: str = ""
    twin: str = ""  # the address of the same page for telephones
    merged: tuple[str, ...] = ()  # addresses of pages whose content stands in this body
    comments: tuple[Comment, ...] = ()
    redacted: tuple[tuple[str, str], ...] = ()  # what was blotted out of comments, and by what
    removed: tuple[Removal, ...] = ()
    ledger: Ledger = Ledger()
    unaccounted: tuple[str, ...] = ()  # what stood outside the content and no rule names
    listed: tuple[ListEntry, ...] = ()  # the posts that lists on this page name
    notes: tuple[Note, ...] = ()


def most_told(values: Iterable[str]) -> str:
    """What most pages say, such as the name of their site; empty if none says anything."""
    counted = Counter(filter(None, values)).most_common(1)
    return counted[0][0] if counted else ""
