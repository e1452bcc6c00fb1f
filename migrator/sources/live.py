"""A site's address: a crawl that follows what the site itself names, from the home page on."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from urllib.parse import urlsplit

from migrator import urls
from migrator.discover import USUAL_PLACE, Lead, leads, starting_points
from migrator.errors import NothingToExport, SourceMissing
from migrator.fetch import Fetcher
from migrator.generations import recognise
from migrator.models import LeftOut, Missing, Snapshot
from migrator.read.page import parse, refusal
from migrator.sources.base import Progress, Terms

_MOST_REDIRECTS = 5


class LiveSource:
    """A Webnode site on the network."""

    def __init__(self, address: str, fetcher: Fetcher, terms: Terms) -> None:
        parts = urlsplit(address)
        self._home = f"{parts.scheme}://{parts.netloc}/"
        self._start = Lead(urls.normal(address), "the command line")
        self._fetcher, self._terms = fetcher, terms
        self._files = 0

    def pages(self) -> Iterator[Snapshot | Missing | LeftOut]:
        """Crawl; the first page must be Webnode's, else nothing is fetched at all."""
        first = self._home_page()
        crawl = _Crawl(self._home)
        crawl.take_in(first)
        crawl.add((self._start, *starting_points(self._home, self._fetcher.sitemaps())))
        yield first
        while lead := crawl.next():
            self._tell(crawl, lead)
            found = self._get(lead.url)
            if isinstance(found, Missing):
                yield Missing(found.url, found.reason, lead.named_by)
                continue
            crawl.take_in(found)
            yield _left_out(found, lead) or found

    def file(self, url: str) -> Snapshot | Missing:
        """The file behind an address, redirects followed."""
        self._files += 1
        self._terms.watch(Progress(self._files, 0, url))
        found = self._get(url, follow=True)
        if isinstance(found, Snapshot) and found.status != 200:
            return Missing(url, f"the server answered {found.status}")
        return found

    def _get(self, url: str, *, follow: bool = False) -> Snapshot | Missing:
        """From the archive, if it was fetched before and the server had an answer; else afresh."""
        known = self._terms.known(url)
        if known is not None and known.status < 500 and known.status != 429:
            return known
        return self._fetcher.get(url, follow=follow)

    def _tell(self, crawl: _Crawl, lead: Lead) -> None:
        waits = 0.0 if self._terms.known(lead.url) else self._fetcher.delay
        self._terms.watch(Progress(crawl.done, crawl.waiting, lead.url, waits))

    def _home_page(self) -> Snapshot:
        """The home page, which tells whether this is Webnode at all."""
        found = self._must_be_there(self._home)
        for _ in range(_MOST_REDIRECTS):
            further = leads(found, self._home)
            if not 300 <= found.status < 400 or not further:
                break
            found = self._must_be_there(further[0].url)
        _must_be_webnode(found)
        self._home = urls.absolute(found.url, "/")
        return found

    def _must_be_there(self, url: str) -> Snapshot:
        found = self._get(url)
        if isinstance(found, Missing):
            hint = "Check the address, and that the site opens in a browser."
            raise SourceMissing(f"{url}: {found.reason}", hint)
        return found


class _Crawl:
    """What was fetched, and what is still to fetch; the same page in two spellings is one."""

    def __init__(self, home: str) -> None:
        self._home = home
        self._queue: deque[Lead] = deque()
        self._keys: set[str] = set()
        self._fetched: set[str] = set()
        self.done = 0

    @property
    def waiting(self) -> int:
        return len(self._queue)

    def add(self, found: tuple[Lead, ...]) -> None:
        for lead in found:
            if urls.page_key(lead.url) not in self._keys:
                self._keys.add(urls.page_key(lead.url))
                self._queue.append(lead)

    def next(self) -> Lead | None:
        return self._queue.popleft() if self._queue else None

    def take_in(self, snapshot: Snapshot) -> None:
        """Note what was fetched, and where it leads; a redirect may lead to another spelling."""
        self.done += 1
        self._fetched.add(snapshot.url)
        self._keys.add(urls.page_key(snapshot.url))
        found = leads(snapshot, self._home)
        if 300 <= snapshot.status < 400:
            same = [lead for lead in found if lead.url not in self._fetched]
            self._queue.extend(same)
            self._fetched.update(lead.url for lead in same)
        self.add(found)


def _left_out(found: Snapshot, lead: Lead) -> LeftOut | None:
    """An answer that is nothing of the site's: a dead link, a feed or sitemap it does not have."""
    if found.status not in (404, 410):
        return None
    if lead.named_by == USUAL_PLACE:
        return LeftOut(found.url, "not-offered", "the site has no such feed or sitemap")
    reason = f"the old site itself answers {found.status}; named by {lead.named_by}"
    return LeftOut(found.url, "dead-link", reason)


def _must_be_webnode(home: Snapshot) -> None:
    reason = refusal(home) if home.status == 200 else f"the server answered {home.status}"
    if not reason:
        generation = recognise(parse(home))
        reason = generation if isinstance(generation, str) else ""
    if reason:
        hint = "migrator moves sites made with Webnode; is this the right address?"
        raise NothingToExport(f"{home.url}: {reason}", hint)
