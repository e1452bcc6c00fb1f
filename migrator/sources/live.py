"""A site's address: a crawl that follows what the site itself names, from the home page on."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import replace
from urllib.parse import urlsplit

from migrator import urls
from migrator.discover import (
    Lead,
    is_pager,
    leads,
    starting_points,
    why_not,
)
from migrator.errors import NothingToExport, SourceMissing
from migrator.fetch import Fetcher
from migrator.generations import Refusal, is_error_page, recognise
from migrator.models import LeftOut, Missing, NamedBy, Namer, Snapshot
from migrator.read.page import parse, redirect_target, refusal
from migrator.sources.base import Progress, SourceOptions, Stage

_MOST_REDIRECTS = 5


class LiveSource:
    """A Webnode site on the network."""

    def __init__(self, address: str, fetcher: Fetcher, options: SourceOptions) -> None:
        parts = urlsplit(address)
        self._home = f"{parts.scheme}://{parts.netloc}/"
        self._start = Lead(urls.normal(address), NamedBy(Namer.USER))
        self._fetcher, self._options = fetcher, options
        self._files = 0

    def pages(self) -> Iterator[Snapshot | Missing | LeftOut]:
        """Crawl; the home page must be Webnode's, else nothing more is fetched."""
        hops = self._way_home()
        crawl = _Crawl(self._home)
        # first what lists the site: then it is known who else names a page
        crawl.add(starting_points(self._home, self._fetcher.sitemaps()))
        for hop in hops:
            crawl.take_in(hop)
            yield hop
        crawl.add((self._start,))
        while lead := crawl.next():
            self._tell(crawl, lead)
            found = replace(self._get(lead.url), named_by=lead.named_by)
            if isinstance(found, Snapshot):
                crawl.take_in(found)
            yield found
        yield from crawl.left_out.values()

    def file(self, url: str) -> Snapshot | Missing:
        """The file behind an address, redirects followed."""
        self._files += 1
        self._options.on_progress(Progress(Stage.FILES, self._files, 0, url))
        return self._get(urls.normal(url), follow=True)

    def _get(self, url: str, *, follow: bool = False) -> Snapshot | Missing:
        """From the archive, if the server had an answer before; else, or to refresh, afresh."""
        known = self._options.known(url)
        answered = known if known is not None and _is_answer(known) else None
        if answered is not None and not self._options.refresh:
            return answered
        found = self._fetcher.get(url, follow=follow)
        failed = isinstance(found, Missing) or not _is_answer(found)
        if not failed or answered is None:
            return found
        told = "it could not be fetched again; the archive's copy was used"
        return replace(answered, note=told)

    def _tell(self, crawl: _Crawl, lead: Lead) -> None:
        is_known = self._options.known(lead.url) is not None and not self._options.refresh
        waits = 0.0 if is_known else self._fetcher.delay
        self._options.on_progress(Progress(Stage.PAGES, crawl.done, crawl.waiting, lead.url, waits))

    def _way_home(self) -> list[Snapshot]:
        """The home page, which tells whether this is Webnode at all, after all its redirects.

        The site may have moved to another scheme or to its owner's domain.
        """
        hops = [self._must_be_there(self._home)]
        while urls.is_web(target := redirect_target(hops[-1])) and len(hops) <= _MOST_REDIRECTS:
            self._fetcher.move_to(target)
            hops.append(self._must_be_there(urls.normal(target)))
        _must_be_webnode(hops[-1])
        self._home = urls.absolute(hops[-1].url, "/")
        if not urls.is_page_of(self._home, self._start.url):
            self._start = Lead(hops[-1].url, self._start.named_by)
        return hops

    def _must_be_there(self, url: str) -> Snapshot:
        found = self._get(url)
        if isinstance(found, Snapshot):
            return replace(found, named_by=self._start.named_by)
        hint = "Check the address, and that the site opens in a browser."
        if found.is_forbidden:
            hint = "Save the pages with a browser and export the folder instead."
        raise SourceMissing(f"{url}: {found.reason}", hint)


class _Crawl:
    """What was fetched, and what is still to fetch; the same page in two spellings is one."""

    def __init__(self, home: str) -> None:
        self._home = home
        self._queue: deque[Lead] = deque()
        self._keys: set[str] = set()
        self._fetched: set[str] = set()
        self._on_pagers: set[str] = set()
        self._promised: dict[str, NamedBy] = {}  # what a feed or sitemap names
        self.left_out: dict[str, LeftOut] = {}
        self.done = 0

    @property
    def waiting(self) -> int:
        """How many addresses are known to be left."""
        return len(self._queue)

    def add(self, found: Iterable[Lead]) -> None:
        """Queue the pages that are new; what is no page is left out with a line."""
        for lead in found:
            key = urls.page_key(lead.url)
            if lead.named_by.promises:
                self._promised.setdefault(key, lead.named_by)
            if key in self._keys:
                continue
            self._keys.add(key)
            reason = why_not(lead.url)
            if reason:
                told = f"{reason}; named by {lead.named_by}"
                self.left_out[key] = LeftOut(lead.url, "not-a-page", told)
            else:
                self._queue.append(lead)

    def next(self) -> Lead | None:
        """The next address to fetch; None if there is none left."""
        while self._queue:
            lead = self._queue.popleft()
            if lead.url not in self._fetched:
                by = self._promised.get(urls.page_key(lead.url), lead.named_by)
                return lead._replace(named_by=by)
        return None

    def take_in(self, snapshot: Snapshot) -> None:
        """Note what was fetched, and where it leads."""
        self.done += 1
        self._fetched.add(snapshot.url)
        self._keys.add(urls.page_key(snapshot.url))
        found = leads(snapshot, self._home)
        if redirect_target(snapshot):
            # to another spelling of itself, perhaps: that is no new page, but must be fetched
            own = urls.page_key(snapshot.url)
            self._queue.extend(lead for lead in found if urls.page_key(lead.url) == own)
        self.add(self._of_pager(found) if is_pager(snapshot.url) else found)

    def _of_pager(self, found: tuple[Lead, ...]) -> tuple[Lead, ...]:
        """What a further page of a list leads to; one that brings nothing new is the last."""
        keys = {urls.page_key(lead.url) for lead in found if not is_pager(lead.url)}
        brings_new = not keys <= self._on_pagers
        self._on_pagers |= keys
        return found if brings_new else tuple(lead for lead in found if not is_pager(lead.url))


def _is_answer(found: Snapshot) -> bool:
    """Did the site answer, rather than break down?"""
    return found.status < 500 and found.status != 429 and not is_error_page(found.body)


def _must_be_webnode(home: Snapshot) -> None:
    reason = refusal(home) if home.status == 200 else f"the server answered {home.status}"
    if not reason:
        found = recognise(parse(home))
        # a home page may bear one mark alone: then the other pages tell
        if isinstance(found, Refusal) and not any(number for _, number in found.marks):
            reason = found.reason
    if reason:
        hint = "migrator moves sites made with Webnode; is this the right address?"
        raise NothingToExport(f"{home.url}: {reason}", hint)
