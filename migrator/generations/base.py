"""What a generation is: a record of marks, selectors and readers.

To add one: copy a module beside this, put its name into `ALL`, and add a case to
`fixtures/pages/<name>/`. A generation never imports another.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from selectolax.lexbor import LexborHTMLParser

from migrator.dom import Node, attribute, one_line, text_of
from migrator.models import Fact, Kind, Note

T = TypeVar("T")
_DOTTED = re.compile(
    r"\b(\d{1,2})\.\s*(\d{1,2})\.\s*(\d{4})(?:\s+(\d{1,2}):(\d{2})(?::\d{2})?)?\s*$"
)


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


@dataclass(frozen=True, slots=True)
class Mark:
    """Something only pages of one generation have: an element, or a piece of the source text."""

    name: str
    selector: str = ""
    text: str = ""

    def on(self, page: Page) -> bool:
        """Does the page bear this mark?"""
        if self.selector:
            return page.tree.css_first(self.selector) is not None
        return self.text in page.text


@dataclass(frozen=True, slots=True)
class Facts:
    """What a generation's reader found out about a page, before anything else is known.

    `date` is naive where the page does not tell the offset.
    """

    title: Fact[str]
    old_path: str = ""
    date: Fact[datetime] | None = None
    description: Fact[str] | None = None
    language: Fact[str] | None = None
    cover: Fact[str] | None = None
    tags: tuple[Fact[str], ...] = ()
    site_name: str = ""
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class NoContent:
    """A page that is never content on its own; `rule` names why."""

    rule: str
    reason: str


@dataclass(frozen=True, slots=True)
class Block:
    """A block as the platform writes it, and how to say it in plain HTML.

    `rewrite` gets the element and returns its new inner HTML, or None to leave it as it is.
    """

    name: str
    selector: str
    rewrite: Callable[[Node], str | None]


@dataclass(frozen=True, slots=True)
class Generation:
    """A Webnode template family: how to tell it, and where its pages keep each part."""

    name: str
    marks: tuple[Mark, ...]
    content: tuple[str, ...]  # selectors of the content; the first one found is it
    lists: str  # selector of the links by which a list names its posts
    kind: Callable[[Page], Kind | NoContent]
    facts: Callable[[Page, Kind], Facts]
    blocks: tuple[Block, ...] = ()

    def claims(self, page: Page) -> bool:
        """Are at least two of the marks there? One alone proves nothing."""
        return sum(mark.on(page) for mark in self.marks) >= 2


def meta(page: Page, name: str) -> str:
    """The content of `<meta name>` or `<meta property>`; empty if it is not there."""
    found = page.tree.css_first(f'meta[name="{name}"], meta[property="{name}"]')
    return attribute(found, "content")


def document_title(page: Page) -> str:
    """The text of `<title>` on one line."""
    found = page.tree.css_first("head > title")
    return "" if found is None else one_line(found.text())


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


def dotted_date(text: str) -> datetime | None:
    """A date as people print it with dots: day, month, year, and perhaps hour and minute."""
    found = _DOTTED.search(text)
    try:
        return datetime(*_numbers(found)) if found else None
    except ValueError:
        return None


def unread_date(shown: str) -> Note:
    """What to tell where a post's date is missing, or printed in a way that can be misread."""
    told = (
        f"the date “{shown}” could not be read for certain" if shown else "the page shows no date"
    )
    return Note("read", told)


def _numbers(found: re.Match[str]) -> tuple[int, int, int, int, int]:
    day, month, year, hour, minute = (int(part or 0) for part in found.groups())
    return year, month, day, hour, minute


def first_fact(*candidates: tuple[T | None, str]) -> Fact[T] | None:
    """The first candidate that says anything, with its origin."""
    return next((Fact(value, origin) for value, origin in candidates if value), None)
