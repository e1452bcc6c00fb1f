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


@dataclass(frozen=True, slots=True)
class Ways:
    """How one page leads to another, by their numbers in the order of the overview.

    `answers` tells which one holds what stood at an old address, by `urls.page_key`; the first so
    many are `doubtful`. Where there is no way, the number is empty.
    """

    numbers: tuple[str, ...]
    answers: Mapping[str, str]
    doubtful: int

    def number_of(self, url: str) -> str:
        """The page that holds what stood at an old address."""
        return self.answers.get(urls.page_key(url), "")

    def around(self, at: int) -> Around:
        """What lies around the page in this place, counted from 0."""
        following = at + 1 if at + 1 < self.doubtful else 0
        looks = self.doubtful > 0 and following != at
        return Around(
            place=at + 1,
            before=self.numbers[at - 1] if at else "",
            after=self.numbers[at + 1] if at + 1 < len(self.numbers) else "",
            to_look=self.numbers[following] if looks else "",
        )


@dataclass(frozen=True, slots=True)
class Around:
    """The place of a page, from 1, and its neighbours; `to_look` needs a look, too.

    After the last page that needs one that is the first again.
    """

    place: int
    before: str
    after: str
    to_look: str


@dataclass(frozen=True, slots=True)
class Entries:
    """All of them in their order, their heads, and the ways between them."""

    ordered: Sequence[Entry]
    heads: tuple[Head, ...]
    ways: Ways

    @staticmethod
    def of(export: Export, balance: Balance) -> Entries:
        """The pages of an export that came over for all targets."""
        found = Spool(_entries(export, balance))
        order = sorted((_order(entry), at) for at, entry in enumerate(found))
        ordered = Spool(found[at] for _, at in order)
        heads = tuple(Head(entry.section, entry.year, entry.is_post) for entry in ordered)
        answers: dict[str, str] = {}
        for entry in ordered:
            for key in _old_keys(entry.article):
                answers.setdefault(key, entry.number)
        numbers = tuple(found[at].number for _, at in order)
        doubtful = sum(head.section == LOOK for head in heads)
        return Entries(ordered, heads, Ways(numbers, answers, doubtful))


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
