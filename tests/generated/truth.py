"""What a generated page says: the truth that reading and writing must give back."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import datetime
from html import escape
from typing import Any

from migrator.models import Comment, Kind, Snapshot

PLATFORM = "qx"
"""Every word and address that is the platform's, and must not come over, begins so."""

Data = dict[str, Any]


@dataclass(frozen=True)
class Truth:
    """What a visitor sees in a part of a page; pairs are (text, address) or (address, caption)."""

    text: str = ""
    headings: tuple[tuple[int, str], ...] = ()
    images: tuple[tuple[str, str], ...] = ()
    links: tuple[tuple[str, str], ...] = ()
    embeds: tuple[str, ...] = ()
    cells: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    quotes: tuple[str, ...] = ()
    listed: tuple[str, ...] = ()
    forms: int = 0

    def beside(self, other: Truth, between: str = "") -> Truth:
        """Both in one, this one first."""
        sums = {f.name: getattr(self, f.name) + getattr(other, f.name) for f in fields(self)}
        return Truth(**{**sums, "text": self.text + between + other.text})


@dataclass(frozen=True)
class Part:
    """A piece of HTML, what it says, and what the page's JSON says of it."""

    html: str
    truth: Truth = Truth()
    data: tuple[Data, ...] = ()


@dataclass(frozen=True)
class Facts:
    """What a page tells of itself beside its body."""

    kind: Kind
    title: str
    language: str
    date: datetime | None = None
    description: str = ""
    cover: str = ""
    tags: tuple[str, ...] = ()


@dataclass(frozen=True)
class Generated:
    """A page as bytes, and the truth of it."""

    snapshot: Snapshot
    facts: Facts
    body: Truth
    comments: tuple[Comment, ...] = ()


def run_of(parts: Iterable[Part]) -> Part:
    """Pieces of one line of text, with nothing between them."""
    return _joined(parts, "")


def stack_of(parts: Iterable[Part]) -> Part:
    """Blocks, one below the other."""
    return _joined(parts, "\n")


def _joined(parts: Iterable[Part], between: str) -> Part:
    html, truth = "", Truth()
    data: tuple[Data, ...] = ()
    for part in parts:
        html += part.html
        truth = truth.beside(part.truth, between)
        data += part.data
    return Part(html, truth, data)


def put(template: str, part: Part, *data: Data) -> Part:
    """The part in a template's only `{}`, with other data if any are given."""
    before, after = template.split("{}")
    return Part(before + part.html + after, part.truth, data or part.data)


def written(text: str) -> str:
    """A text as it stands in a source."""
    return escape(text, quote=False).replace("\u00a0", "&nbsp;")


def normal(text: str) -> str:
    """Composed, without invisible joiners, blanks collapsed."""
    text = unicodedata.normalize("NFC", text).replace("\u2060", "").replace("\u00ad", "")
    return " ".join(text.split())


def words(text: str) -> list[str]:
    """The words of a text."""
    return re.findall(r"\w+", normal(text))


def letters(text: str) -> str:
    """Every sign of a text but blanks."""
    return normal(text).replace(" ", "")
