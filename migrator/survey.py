"""The whole site as read: what only all its pages together can tell.

Which generation a page without marks is of, which pictures belong into which album, what feeds
and lists know of a post, and which posts are named without being there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import tzinfo

from migrator import urls
from migrator.albums import merge
from migrator.complete import Known, complete, not_had
from migrator.errors import fault
from migrator.likeness import of_one_site, without_copies
from migrator.markdown import RawHtml
from migrator.models import (
    Article,
    Failed,
    Feed,
    Kind,
    LeftOut,
    Missing,
    Other,
    Reading,
    Snapshot,
    Unclaimed,
    most_told,
)
from migrator.read import read, read_as
from migrator.redact import redact
from migrator.sources.base import Found
from migrator.spool import Spool
from migrator.workers import ALONE, Workers

_HINT = "migrator reads pages made with Webnode, as saved or from the site's address."
_HINT_LEFT_OUT = (
    "Name the folder of all saved pages, or the site's address: alone this page is none."
)


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the user says of the site.

    `zone` is that of dates that tell none, `author` that of posts that tell none; `redacts`
    asks for visitors' addresses and numbers to be blotted out. `raw_html` says how much HTML may
    stand in the Markdown, `drafts` that no post is to be published yet.
    """

    zone: tzinfo | None = None
    author: str = ""
    redacts: bool = False
    raw_html: RawHtml = RawHtml.FEW
    drafts: bool = False


@dataclass(frozen=True, slots=True)
class Survey:
    """Every page that came in: the articles, and what became of the others.

    `pages_seen` is counted where they came in, to be held against the outcomes. `only_named` are
    the addresses that a list or feed names, and that are not there.
    """

    articles: Sequence[Article]
    others: tuple[Other, ...]
    pages_seen: int
    only_named: frozenset[str] = frozenset()

    @property
    def site_name(self) -> str:
        """What the site calls itself on most pages; empty if no page tells."""
        return most_told(article.site_name for article in self.articles)

    @property
    def redirects(self) -> dict[str, str]:
        """Old addresses that only lead to others, and where."""
        left_out = (other for other in self.others if isinstance(other, LeftOut))
        return {other.url: other.leads_to for other in left_out if other.leads_to}

    @property
    def why_nothing(self) -> tuple[str, str]:
        """What to tell where there is no article, and a hint: the first reason stands for all."""
        told = [other for other in self.others if isinstance(other, Failed | LeftOut)]
        told.sort(key=lambda other: isinstance(other, LeftOut))
        if not told:
            return "there is no page to export", _HINT
        first = next((other for other in told if other.url not in self.only_named), told[0])
        more = f" (and {len(told) - 1} more that are not exported)" if len(told) > 1 else ""
        hint = _HINT if isinstance(first, Failed) else _HINT_LEFT_OUT
        return f"{first.source or first.url}: {first.reason}{more}", hint


def survey(
    pages: Iterable[Found],
    again: Callable[[str], Snapshot],
    wishes: Wishes,
    workers: Workers = ALONE,
) -> Survey:
    """Read every page, then let each complete the others.

    `again` gives a snapshot a second time, by its address.
    """
    hosts = Hosts()
    readings = Spool(_noted(workers.map(read_found, pages), hosts))
    readings = Spool(hosts.claimed(reading, again) for reading in readings)
    seen = len(readings)
    others: list[Other] = [r for r in readings if isinstance(r, Feed | LeftOut | Failed)]
    articles, merged = merge(readings)
    del readings  # of all stages only the last one's records take room
    articles, variants = without_copies(articles)
    articles = Spool(of_one_site(articles))
    known = Known.of(articles, others)
    articles = Spool(_completed(articles, known, wishes))
    named_only = not_had(articles, [*others, *variants, *merged], known)
    outcomes = (*others, *variants, *merged, *named_only)
    missing = frozenset(failed.url for failed in named_only)
    return Survey(articles, outcomes, seen + len(named_only), missing)


def _noted(readings: Iterable[Reading], hosts: Hosts) -> Iterator[Reading]:
    for reading in readings:
        hosts.note(reading)
        yield reading


def _completed(articles: Iterable[Article], known: Known, wishes: Wishes) -> Iterator[Article]:
    """Each article with what others know of it, and as the user wishes it."""
    for article in articles:
        article = complete(article, known, wishes.zone, wishes.author)
        article = redact(article) if wishes.redacts else article
        yield replace(article, is_draft=article.kind is Kind.POST) if wishes.drafts else article


def read_found(found: Found) -> Reading:
    """What a source hands over, read; a fault of ours costs this page alone."""
    if isinstance(found, LeftOut):
        return found
    if isinstance(found, Missing):
        return Failed(found.url, found.reason)
    try:
        return read(found)
    except Exception as error:
        return Failed(found.url, fault(error), found.source)


class Hosts:
    """Which generation the pages of each host are of."""

    def __init__(self) -> None:
        self._generations: dict[str, set[str]] = {}

    def note(self, reading: Reading) -> None:
        """A page that is sure of its own tells of its host."""
        if isinstance(reading, Article):
            self._generations.setdefault(urls.host(reading.url), set()).add(reading.generation)

    def claimed(self, reading: Reading, again: Callable[[str], Snapshot]) -> Reading:
        """A page with one mark is of the generation that all other pages of its host are of."""
        if not isinstance(reading, Unclaimed):
            return reading
        around = self._generations.get(urls.host(reading.url), set())
        own = {name for name, number in reading.marks if number}
        if len(around) == 1 and own == around:
            return _read_as(reading, next(iter(own)), again)
        return Failed(reading.url, reading.reason, reading.source)


def _read_as(reading: Unclaimed, generation: str, again: Callable[[str], Snapshot]) -> Reading:
    try:
        return read_as(again(reading.url), generation)
    except Exception as error:
        return Failed(reading.url, fault(error), reading.source)
