"""The overview: every page, those that need a look first, and when the posts were written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from migrator.models import Document
from migrator.preview.copies import ROOT
from migrator.preview.entries import Entry
from migrator.preview.page import Shown
from migrator.preview.templates import filled
from migrator.preview.thumbs import SIZE

_STEPS = 20  # heights of the bars, each a class of the style sheet
_FEW_YEARS = 40


@dataclass(frozen=True, slots=True)
class Section:
    """Pages under one heading; `name` is that of the place on the page."""

    name: str
    title: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Bar:
    """How many posts one year has; its height is a number of steps.

    `section` is where its posts stand: they may all be among those that need a look.
    """

    year: int
    posts: int
    height: int
    section: str


def overview(shown: Shown, thumbs: Collection[str]) -> Document:
    """The first page of the preview; `thumbs` are the numbers of the pages that have one."""
    ordered = shown.entries.ordered
    content = filled(
        "index.html",
        words=shown.words,
        site=shown.site,
        sections=[*_sections(ordered, shown)],
        bars=[*_bars(ordered)],
        thumbs=thumbs,
        size=SIZE,
        total=len(ordered),
        posts=sum(entry.is_post for entry in ordered),
        doubtful=sum(entry.needs_a_look for entry in ordered),
    )
    return Document(ROOT / "index.html", content)


def _sections(ordered: Sequence[Entry], shown: Shown) -> Iterator[Section]:
    """The order of the pages with its headings."""
    for name, group in groupby(ordered, key=_section):
        yield Section(name, _title(name, shown), tuple(group))


def _section(entry: Entry) -> str:
    if entry.needs_a_look:
        return "look"
    if entry.year:
        return f"y{entry.year}"
    return "undated" if entry.is_post else "pages"


def _title(name: str, shown: Shown) -> str:
    return name[1:] if name[1:].isdigit() else shown.words(f"preview_section_{name}")


def _bars(ordered: Sequence[Entry]) -> Iterator[Bar]:
    """A bar for each year from the first to the last; only years with posts if they are many."""
    years = Counter(entry.year for entry in ordered if entry.year)
    if not years:
        return
    quiet = {entry.year for entry in ordered if not entry.needs_a_look}
    most, every = max(years.values()), range(min(years), max(years) + 1)
    for year in every if len(every) <= _FEW_YEARS else sorted(years):
        height = -(-years[year] * _STEPS // most)
        yield Bar(year, years[year], height, f"y{year}" if year in quiet else "look")
