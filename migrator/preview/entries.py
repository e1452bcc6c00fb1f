"""The pages that came over, in the order of the overview: first those that need a look."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from migrator import urls
from migrator.models import Article, Kind, Written
from migrator.pipeline import Export
from migrator.report import Balance
from migrator.report.doubts import LEAST, Reason, reasons
from migrator.spool import Spool

LOOK = "look"


@dataclass(frozen=True, slots=True)
class Entry:
    """One page, its line in the balance sheet, and why it needs a look.

    Its number is that of the page in the export, so that it stays when a doubt is resolved.
    """

    number: str
    written: Written
    row: Mapping[str, Any]
    reasons: tuple[Reason, ...]

    @property
    def article(self) -> Article:
        """The page as read."""
        return self.written.item.article

    @property
    def score(self) -> int:
        """How doubtful it is."""
        return sum(reason.points for reason in self.reasons)

    @property
    def needs_a_look(self) -> bool:
        """Is it doubtful enough to be looked at?"""
        return self.score >= LEAST

    @property
    def day(self) -> date | None:
        """When it was published, if that is known."""
        return self.article.date.value.date() if self.article.date else None

    @property
    def is_post(self) -> bool:
        """Is it a post on the new site?"""
        return self.article.kind.place is Kind.POST

    @property
    def year(self) -> int:
        """The year of a post; 0 for one without a date, and for a page."""
        return self.day.year if self.day is not None and self.is_post else 0

    @property
    def section(self) -> str:
        """Under which heading of the overview it stands."""
        if self.needs_a_look:
            return LOOK
        if self.year:
            return f"y{self.year}"
        return "undated" if self.is_post else "pages"


@dataclass(frozen=True, slots=True)
class Head:
    """What has to be known of all pages at once: the section of the overview, and a post's year."""

    section: str
    year: int
    is_post: bool


class Entries:
    """All of them, and which one answers an old address; `heads` are in the same order."""

    def __init__(self, export: Export, balance: Balance) -> None:
        found = Spool(_entries(export, balance))
        order = sorted((_order(entry), number) for number, entry in enumerate(found))
        self.ordered: Sequence[Entry] = Spool(found[number] for _, number in order)
        self.heads = tuple(Head(e.section, e.year, e.is_post) for e in self.ordered)
        self._doubtful = sum(head.section == LOOK for head in self.heads)  # the first so many
        self._places: dict[str, int] = {}
        self._numbers: dict[str, str] = {}
        for at, entry in enumerate(self.ordered):
            self._places[entry.number] = at
            for key in _old_keys(entry.article):
                self._numbers.setdefault(key, entry.number)

    def number_of(self, url: str) -> str:
        """The number of the page that holds what stood at an old address; empty if none does."""
        return self._numbers.get(urls.page_key(url), "")

    def place(self, entry: Entry) -> int:
        """Its place in the order, from 1."""
        return self._places[entry.number] + 1

    def before(self, entry: Entry) -> Entry | None:
        """The one before it."""
        at = self._places[entry.number]
        return self.ordered[at - 1] if at else None

    def after(self, entry: Entry) -> Entry | None:
        """The one behind it."""
        at = self._places[entry.number] + 1
        return self.ordered[at] if at < len(self.ordered) else None

    def next_to_look_at(self, entry: Entry) -> Entry | None:
        """The next one that needs a look; after the last of them the first again."""
        at = self._places[entry.number] + 1
        found = self.ordered[at if at < self._doubtful else 0]
        return found if found.needs_a_look and found.number != entry.number else None


def _entries(export: Export, balance: Balance) -> Iterator[Entry]:
    for number, outcome, row in _shown(export, balance):
        yield Entry(number, outcome, row, reasons(row))


def numbers(export: Export, balance: Balance) -> dict[str, str]:
    """The number of each page that has one, by its old address."""
    return {written.url: number for number, written, _ in _shown(export, balance)}


def _shown(export: Export, balance: Balance) -> Iterator[tuple[str, Written, Mapping[str, Any]]]:
    """Each page with its number and its row; one that failed for another target is not shown."""
    rows = {(row["url"], row.get("source", "")): at for at, row in enumerate(balance.pages)}
    written = (outcome for outcome in export.outcomes if isinstance(outcome, Written))
    for number, outcome in enumerate(written, 1):
        row = balance.pages[rows[outcome.url, outcome.item.article.source]]
        if row["state"] == "written":
            yield f"{number:04}", outcome, row


def _old_keys(article: Article) -> Iterator[str]:
    yield from urls.page_keys(article.url, article.old_path)
    yield from (urls.page_key(url) for url in article.merged)


def _order(entry: Entry) -> tuple[int, int, int, int]:
    """Doubtful ones by their score, then posts from the newest, then those without a date."""
    newest, number = -entry.day.toordinal() if entry.day else 0, int(entry.number)
    if entry.needs_a_look:
        return 0, -entry.score, newest, number
    group = 1 if entry.year else 2 if entry.is_post else 3
    return group, 0, newest if entry.is_post else 0, number


def shown_export(exports: Sequence[Export]) -> Export:
    """Of several targets the first whose copies of pictures lie on the disk, else the first."""
    return next((each for each in exports if each.package is None), exports[0])
