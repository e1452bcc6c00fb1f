"""What a generation is: a record of marks, selectors and readers.

To add one: copy a module beside this, put its name into `ALL`, and add a case to
`fixtures/pages/<name>/`. A generation never imports another.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, TypeVar

from selectolax.lexbor import LexborHTMLParser

from migrator import urls
from migrator.dates import LANGUAGES
from migrator.dom import ANY_MEDIA, Node, attribute, one_line, text_of
from migrator.models import Claim, Comment, Fact, Kind, Note
from migrator.names import names_of, narrowed

T = TypeVar("T")
ENLARGEMENT = "enlargement-link"
"""The rule for links that only show a picture larger: it is the original that comes over."""
_LOCK_WORDS = 15  # a title, and a line that says why
_LANGUAGE_FOLDER = re.compile(r"^/([a-z]{2}(?:-[a-z]{2})?)(?:/|$)")


@dataclass(frozen=True, slots=True)
class Page:
    """A snapshot's text and tree, alive only while one page is read.

    `base` is the address that the page's relative links start from; `unreadable` counts the bytes
    that its encoding does not know.
    """

    url: str
    base: str
    text: str
    tree: LexborHTMLParser
    unreadable: int = 0
    trouble: str = ""  # what is odd about the bytes
    read_once: dict[str, Any] = field(default_factory=dict)

    @property
    def names(self) -> set[str]:
        """What stands on the page when it is read for the first time."""
        return self.once("names", _names)

    def first(self, selector: str) -> Node | None:
        """The first element that the selector finds anywhere; None if there is none."""
        selector = narrowed(selector, self.names)
        return self.tree.css_first(selector) if selector else None

    def once(self, name: str, read: Callable[[Page], T]) -> T:
        """What `read` tells of the page; it is asked only the first time."""
        if name not in self.read_once:
            self.read_once[name] = read(self)
        told: T = self.read_once[name]
        return told


def _names(page: Page) -> set[str]:
    return names_of(page.tree.root) if page.tree.root is not None else set()


@dataclass(frozen=True, slots=True)
class Mark:
    """Something only pages of one generation have: an element, or a piece of the source text."""

    name: str
    selector: str = ""
    text: str = ""

    def on(self, page: Page) -> bool:
        """Does the page bear this mark?"""
        if self.selector:
            return page.first(self.selector) is not None
        return self.text in page.text


@dataclass(frozen=True, slots=True)
class Facts:
    """What a generation's reader found out about a page, before anything else is known.

    `date` is naive where the page does not tell the offset. `list_page` is the address of the list
    that a post belongs to, if the page tells it.
    """

    title: Fact[str]
    old_path: str = ""
    date: Fact[datetime] | None = None
    description: Fact[str] | None = None
    author: Fact[str] | None = None
    language: Fact[str] | None = None
    cover: Fact[str] | None = None
    tags: tuple[Fact[str], ...] = ()
    list_page: Fact[str] | None = None
    site_name: str = ""
    twin: str = ""  # the address of the same page for telephones
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class NoContent:
    """A page that is never content on its own; `rule` names why."""

    rule: str
    reason: str


@dataclass(frozen=True, slots=True)
class Locked:
    """A page that shows its content only to who knows the password."""


@dataclass(frozen=True, slots=True)
class PartOf:
    """A page whose pictures belong into another: `album` is that page's path, or a part of it.

    `is_photo` where the page is that of a single one, and all its text is about it.
    """

    album: str
    position: tuple[int, str]
    is_photo: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """A block as the platform writes it, and how to say it in plain HTML.

    `rewrite` gets the element and returns the HTML of one element to stand in its place, or None
    to leave it as it is. It may only add what `adds` names (fields of a Census; the block's data
    say it) and only drop what `drops` names, by the rule `drops_by`: one that would do anything
    else is not rewritten.
    """

    name: str
    selector: str
    rewrite: Callable[[Node], str | None]
    adds: frozenset[str] = frozenset()
    drops: frozenset[str] = frozenset()
    drops_by: str = ""


@dataclass(frozen=True, slots=True)
class ListItem:
    """How a list names its posts: the item, and what it shows of each."""

    item: str
    link: str
    title: str
    date: str
    perex: str


def no_labels(page: Page) -> Mapping[str, str]:
    """For a generation whose pages do not tell the platform's words."""
    return {}


def no_comments(page: Page, content: Node) -> tuple[Comment, ...]:
    """For a generation whose pages hold no comments of their own."""
    return ()


@dataclass(frozen=True, slots=True)
class Generation:
    """A Webnode template family: how to tell it, and where its pages keep each part.

    A list is told by `items`, and its links by `item_links` within them. `block_places` selects
    what stands where the platform puts its blocks; `vocabulary` are the classes of those we know.
    """

    name: str
    marks: tuple[Mark, ...]
    content: tuple[str, ...]  # selectors of the content; the first one found is it
    items: tuple[ListItem, ...]
    kind: Callable[[Page], Kind | NoContent | Locked | PartOf]
    facts: Callable[[Page, Kind], Facts]
    blocks: tuple[Block, ...] = ()
    content_mark: str = ""  # the comment that begins the content, where a skin names it so only
    drawn: str = ""  # selector of what a script draws from data: without text it is unread
    block_places: str = ""
    vocabulary: frozenset[str] = frozenset()
    messages: str = ""  # selector of the comments
    boxes: str = ""  # selector of the boxes in which they may stand, with a title
    comments: Callable[[Page, Node], tuple[Comment, ...]] = no_comments
    labels: Callable[[Page], Mapping[str, str]] = no_labels

    def marks_on(self, page: Page) -> int:
        """How many of the marks are there. One alone proves nothing."""
        return sum(mark.on(page) for mark in self.marks)


def is_locked(page: Page, content: str, form: str) -> bool:
    """Does the page show a form for a password, and hardly anything else?"""
    if page.first(form) is None:
        return False
    root = page.tree.css_first(content)
    if root is None or root.css_first(form) is None or root.css_first(ANY_MEDIA) is not None:
        return False
    asked = sum(len(text_of(node).split()) for node in root.css("form"))
    return len(text_of(root).split()) - asked <= _LOCK_WORDS


def meta(page: Page, name: str) -> str:
    """The content of `<meta name>` or `<meta property>` in any case; empty if it is not there."""
    return page.once("metas", _metas).get(name.lower(), "")


def _metas(page: Page) -> dict[str, str]:
    """What the head says under each name, and what metas outside of it say."""
    metas: dict[str, str] = {}
    for node in page.tree.css("meta[content]"):
        told = node.attributes
        for name in (told.get("name"), told.get("property")):
            if name:
                metas.setdefault(name.lower(), (told.get("content") or "").strip())
    return metas


def document_title(page: Page) -> str:
    """The text of `<title>` on one line."""
    return page.once("title", _document_title)


def _document_title(page: Page) -> str:
    found = page.tree.css_first("head > title")
    return "" if found is None else one_line(found.text())


def language(page: Page, said: str) -> Fact[str] | None:
    """The language as the page declares it; `said` is what its data say, in the same spelling."""
    declared = attribute(page.tree.css_first("html[lang]"), "lang")
    found = _LANGUAGE_FOLDER.match(urls.path_of(page.url)) if urls.is_web(page.url) else None
    folder = found[1] if found and found[1][:2] in LANGUAGES else ""
    fact = first_fact((declared, "page"), (said, "json"), (folder, "address"))
    if fact is None:
        return None
    short = fact.value.lower()[:2]
    others = tuple(claim for claim in fact.others if claim.value.lower()[:2] != short)
    return replace(fact, others=others)


def author(page: Page) -> Fact[str] | None:
    """Who the page itself names as its author; the platform is none."""
    named = one_line(meta(page, "author"))
    return Fact(named, "meta") if named and "webnode" not in named.lower() else None


def twin(page: Page) -> str:
    """The address of the same page made for telephones; empty if the page names none."""
    link = page.tree.css_first('link[rel="alternate"][media][href]')
    return urls.absolute(page.base, attribute(link, "href"))


def first_heading(page: Page, within: str) -> str:
    """The first h1 with any text, else the first h2 or h3."""
    for level in ("h1", "h2", "h3"):
        found = (text_of(node) for node in page.tree.css(f"{within} {level}"))
        if told := next(filter(None, found), ""):
            return told
    return ""


def without_site(title: str, site: str) -> str:
    """`NAME :: SITE` without the site; a title that is not made so stays whole."""
    suffix = f":: {site}"
    return title.removesuffix(suffix).strip() if site and title.endswith(suffix) else title


def title_fact(*candidates: tuple[str, str]) -> Fact[str] | None:
    """The title; one that is the same but for the name of the site behind it is no other."""
    fact = first_fact(*candidates)
    if fact is None:
        return None
    others = tuple(o for o in fact.others if not o.value.startswith(f"{fact.value} ::"))
    return replace(fact, others=others)


def unread_date(shown: str) -> Note:
    """What to tell where a post's date is missing, or printed in a way that can be misread."""
    told = (
        f"the date “{shown}” could not be read for certain" if shown else "the page shows no date"
    )
    return Note("read", told)


def first_fact(*candidates: tuple[T | None, str]) -> Fact[T] | None:
    """The first candidate that says anything, with its origin, and the others that differ."""
    told = [Claim(value, origin) for value, origin in candidates if value]
    if not told:
        return None
    first, *others = told
    differing = {claim.value: claim for claim in reversed(others) if claim.value != first.value}
    return Fact(first.value, first.origin, tuple(reversed(differing.values())))
