"""The overview: every page, those that need a look first, and when the posts were written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from migrator.models import Stream
from migrator.preview.copies import ROOT
from migrator.preview.entries import LOOK, Entries, Entry, Head
from migrator.preview.page import Shown
from migrator.preview.templates import streamed
from migrator.preview.thumbs import SIZE

_STEPS = 20  # heights of the bars, each a class of the style sheet
_FEW_YEARS = 40


@dataclass(frozen=True, slots=True)
class Section:
    """So many pages under one heading; `name` is that of the place on the page."""

    name: str
    title: str
    number: int
    entries: Iterator[Entry]


@dataclass(frozen=True, slots=True)
class Bar:
    """How many posts one year has; its height is a number of steps.

    `section` is where its posts stand: they may all be among those that need a look.
    """

    year: int
    posts: int
    height: int
    section: str


def overview(entries: Entries, shown: Shown, thumbs: Collection[str]) -> Stream:
    """The first page of the preview; `thumbs` are the numbers of the pages that have one."""
    heads = entries.heads
    chunks = streamed(
        "index.html",
        words=shown.words,
        site=shown.site,
        sections=_sections(entries, shown),
        bars=[*_bars(heads)],
        thumbs=thumbs,
        size=SIZE,
        total=len(heads),
        posts=sum(head.is_post for head in heads),
        doubtful=sum(head.section == LOOK for head in heads),
    )
    return Stream(ROOT / "index.html", chunks)


def _sections(entries: Entries, shown: Shown) -> Iterator[Section]:
    """The order of the pages with its headings."""
    pages = iter(entries.ordered)
    for name, number in Counter(head.section for head in entries.heads).items():
        yield Section(name, _title(name, shown), number, islice(pages, number))


def _title(name: str, shown: Shown) -> str:
    return name[1:] if name[1:].isdigit() else shown.words(f"preview_section_{name}")


def _bars(heads: Sequence[Head]) -> Iterator[Bar]:
    """A bar for each year from the first to the last; only years with posts if they are many."""
    years = Counter(head.year for head in heads if head.year)
    if not years:
        return
    quiet = {head.year for head in heads if head.section != LOOK}
    most, every = max(years.values()), range(min(years), max(years) + 1)
    for year in every if len(every) <= _FEW_YEARS else sorted(years):
        height = -(-years[year] * _STEPS // most)
        yield Bar(year, years[year], height, f"y{year}" if year in quiet else "look")
