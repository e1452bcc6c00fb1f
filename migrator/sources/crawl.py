"""The crawl: what is still to be asked for, each page once in whatever spelling; who named it."""

from __future__ import annotations

import re
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from migrator import urls
from migrator.archive import Archive, BodyBroken, Entry
from migrator.discover import (
    Lead,
    Site,
    foreign,
    is_pager,
    leads,
    robots_text,
    starting_points,
    why_not,
)
from migrator.models import LeftOut, Limits, Missing, NamedBy, Namer, Snapshot
from migrator.read.page import redirect_target
from migrator.sources.base import Found

_DATED = re.compile(r"/(?:19|20)\d\d(?:[/-]\d{1,2}){1,2}(?=/|$)")
_LISTS = re.compile(r"^/(?:l|news|archive)/")
_PAGES = frozenset(
    ["", "text/html", "application/xhtml+xml", "text/xml", "application/xml", "application/rss+xml"]
)
_NUMBER = re.compile(r"\d+")
_CALENDAR = "a further page of a calendar, which has no end"


class Crawl:
    """What was fetched, and what is still to fetch.

    `limits` say how many addresses are asked for at all, and how often one may lead to itself.
    """

    def __init__(self, site: Site, limits: Limits) -> None:
        self.site, self._limits = site, limits
        self.done = 0
        self._named: dict[str, dict[Namer, NamedBy]] = {}  # by page key: the first of each kind
        self._queue: deque[Lead] = deque()
        self._keys: set[str] = set()  # of all that was queued
        self._asked: set[str] = set()  # addresses, in their spelling
        self._on_pagers: set[str] = set()
        self._queued = 0
        self._respelt: Counter[str] = Counter()  # by page key
        self._left_out: dict[str, LeftOut] = {}
        self._calendar: dict[str, LeftOut] = {}
        self._beyond: list[str] = []

    @property
    def waiting(self) -> int:
        """How many addresses are known to be left."""
        return len(self._queue)

    def add(self, found: Iterable[Lead]) -> None:
        """Queue the pages that are new; what is no page is left out with a line."""
        for lead in found:
            # what the archive holds may be of a host that leads to the site only now
            key = urls.page_key(self.site.owned(lead.url) or lead.url)
            if urls.page_key(lead.named_by.url) != key:  # a page names itself: that says nothing
                self._named.setdefault(key, {}).setdefault(lead.named_by.namer, lead.named_by)
            if key not in self._keys:
                self._place(key, lead)

    def _place(self, key: str, lead: Lead) -> None:
        if _turns_a_calendar(lead):  # until somebody else names it
            told = f"{_CALENDAR}; named by {lead.named_by}"
            self._calendar.setdefault(key, LeftOut(lead.url, "calendar", told))
            return
        self._keys.add(key)
        if reason := why_not(lead.url):
            told = f"{reason}; named by {lead.named_by}"
            self._left_out[key] = LeftOut(lead.url, "not-a-page", told)
        elif self._queued >= self._limits.addresses:
            self._beyond.append(lead.url)
        else:
            self._queued += 1
            self._queue.append(lead)

    def next(self) -> Lead | None:
        """The next address to ask for; None if there is none left."""
        while self._queue:
            lead = self._queue.popleft()
            if lead.url not in self._asked:
                self._asked.add(lead.url)
                return lead._replace(named_by=self._best_namer(lead))
        return None

    def take_in(self, snapshot: Snapshot) -> None:
        """Note what was fetched, and where it leads."""
        self.done += 1
        self._asked.add(snapshot.url)
        self._keys.add(urls.page_key(snapshot.url))
        found = leads(snapshot, self.site)
        self._pass_over(foreign(snapshot, self.site), snapshot.url)
        if redirect_target(snapshot):
            # to another spelling of itself, perhaps: that is no new page, but must be fetched
            own = urls.page_key(snapshot.url)
            again = [lead for lead in found if urls.page_key(lead.url) == own]
            self._respelt[own] += len(again)
            if self._respelt[own] <= self._limits.redirects:
                self._queue.extend(again)
        self.add(self._of_pager(found) if is_pager(snapshot.url) else found)

    def _pass_over(self, elsewhere: Iterable[str], by: str) -> None:
        for url in elsewhere:
            told = f"an address of another site; named by {by}"
            self._left_out.setdefault(url, LeftOut(url, "other-site", told))

    def left(self) -> Iterator[LeftOut | Missing]:
        """What is not asked for, and why, once there is nothing more to ask for."""
        yield from self._left_out.values()
        yield from (told for key, told in self._calendar.items() if key not in self._keys)
        for key, times in self._respelt.items():
            if times > self._limits.redirects:
                url = f"{self.site.home.partition('://')[0]}://{key}"
                yield Missing(url, "it leads to itself in ever new spellings (--max redirects=…)")
        if self._beyond:
            most = f"are more than {self._limits.addresses} (--max addresses=…)"
            told = f"{len(self._beyond)} addresses, this one first, {most}"
            yield Missing(self._beyond[0], told)

    def namers(self) -> dict[str, tuple[NamedBy, ...]]:
        """Who named each address, by its page key: of each kind the first that did."""
        return {key: tuple(by.values()) for key, by in self._named.items()}

    def _best_namer(self, lead: Lead) -> NamedBy:
        """Who promises that there is a page, if anybody does."""
        namers = self._named.get(urls.page_key(lead.url), {})
        return next((by for by in namers.values() if by.promises), lead.named_by)

    def _of_pager(self, found: tuple[Lead, ...]) -> tuple[Lead, ...]:
        """What a further page of a list leads to; one that brings nothing new is the last."""
        keys = {urls.page_key(lead.url) for lead in found if not is_pager(lead.url)}
        brings_new = not keys <= self._on_pagers
        self._on_pagers |= keys
        return found if brings_new else tuple(lead for lead in found if not is_pager(lead.url))


def crawled(
    crawl: Crawl,
    answer: Callable[[str], Snapshot | Missing | None],
    tell: Callable[[Crawl, Lead], None],
    absent: str = "",
) -> Iterator[Found]:
    """Ask for everything that is queued, and for all it leads to.

    `answer` gives None for what is not there: that is a loss for the reason `absent`, if anybody
    named it. `tell` is called before each step.
    """
    while lead := crawl.next():
        tell(crawl, lead)
        found = answer(lead.url)
        if found is None and lead.named_by.namer is Namer.GUESS:
            continue
        found = replace(found or Missing(lead.url, absent), named_by=lead.named_by)
        if isinstance(found, Snapshot):
            crawl.take_in(found)
        yield found


def crawled_offline(
    crawl: Crawl,
    answer: Callable[[str], Snapshot | Missing | None],
    tell: Callable[[Crawl, Lead], None],
    captured: Iterable[Lead],
    absent: str,
) -> Iterator[Found]:
    """A site of which nothing more can be had: from its home page on, then what else was captured.

    What is left over is not told.
    """
    home = answer(crawl.site.home)
    if isinstance(home, Snapshot):
        robots = answer(urls.absolute(crawl.site.home, "/robots.txt"))
        crawl.add(starting_points(crawl.site, robots_text(robots), home))
        crawl.add([Lead(home.url, NamedBy(Namer.ARCHIVE))])
        yield from crawled(crawl, answer, tell, absent)
    crawl.add(captured)
    yield from crawled(crawl, answer, tell, absent)


def pages_in(archive: Archive, site: Site) -> Iterator[Lead]:
    """The site's pages that the archive holds, whoever named them when they were fetched."""
    for entry in archive.entries():
        if site.owned(entry.url) and _is_held(archive, entry):
            yield Lead(entry.url, NamedBy(Namer.ARCHIVE))


def _is_held(archive: Archive, entry: Entry) -> bool:
    """Is there a page, if only a copy from before it was gone?"""
    if entry.status == 200:
        return is_page(entry)
    try:
        found = archive.get(entry.url)
    except BodyBroken:
        return False
    return found is not None and found.status == 200 and found.media_type in _PAGES


def is_page(entry: Entry) -> bool:
    """May this be a page, a feed or a sitemap, by what it says of its type?"""
    return entry.media_type in _PAGES


def _turns_a_calendar(lead: Lead) -> bool:
    """Does this differ from the page that names it in nothing but a date?

    Whoever else names it, a menu or a list, makes it a page like any other.
    """
    path, by = urls.path_of(lead.url), urls.path_of(lead.named_by.url)
    if _LISTS.match(path) or is_pager(lead.url) or not _DATED.search(path):
        return False
    return path != by and _NUMBER.sub("0", path) == _NUMBER.sub("0", by)
