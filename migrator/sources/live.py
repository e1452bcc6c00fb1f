"""A site's address: a crawl that follows what the site itself names, from the home page on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from threading import current_thread, main_thread
from urllib.parse import urlsplit

from migrator import urls
from migrator.assets import Uploads
from migrator.discover import Lead, Site, starting_points
from migrator.errors import NothingToExport, SourceMissing
from migrator.fetch import Fetcher
from migrator.generations import Refusal, recognise
from migrator.models import Kept, Missing, NamedBy, Namer, Snapshot
from migrator.read.page import parse, redirect_target, refusal
from migrator.sources.asking import Asker
from migrator.sources.base import Found, Progress, SourceOptions, Stage
from migrator.sources.crawl import Crawl, crawled, pages_in
from migrator.sources.hunt import Hunt


class LiveSource:
    """A Webnode site on the network."""

    def __init__(self, address: str, fetcher: Fetcher, options: SourceOptions) -> None:
        parts = urlsplit(address)
        self._home = urls.normal(f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}/")
        self._start = Lead(urls.normal(address), NamedBy(Namer.USER))
        self._fetcher, self._options = fetcher, options
        self._asker = Asker(fetcher, options)
        self._named: Mapping[str, tuple[NamedBy, ...]] = {}
        self._uploads = Uploads()
        self._robots = ""
        self._step = Progress(Stage.PAGES, 0, 0, self._home)
        fetcher.on_wait = self._tell_wait

    def pages(self) -> Iterator[Found]:
        """Crawl; the home page must be Webnode's, else nothing more is fetched."""
        return self._uploads.noted(self._crawled())

    def _crawled(self) -> Iterator[Found]:
        hops = self._way_home()
        site = Site(self._home, frozenset(urls.host(hop.url) for hop in hops))
        crawl = Crawl(site, self._options.limits)
        # first what lists the site: then it is known who else names a page
        crawl.add(starting_points(site, self._robots, hops[-1]))
        for hop in hops:
            crawl.take_in(hop)
            yield hop
        crawl.add((self._start,))
        yield from crawled(crawl, self._asker.page, self._tell)
        crawl.add(pages_in(self._options.archive, site))
        yield from crawled(crawl, self._asker.page, self._tell)
        yield from crawl.left()
        self._named = crawl.namers()

    def files(self, wanted: Sequence[str]) -> Iterator[tuple[str, Kept | Missing]]:
        """The files; what is in the archive already comes first."""
        self._step = Progress(Stage.FILES, 0, len(wanted), self._home)
        hunts = [self._hunt(url) for url in wanted]
        for number, (url, found) in enumerate(self._asker.files(hunts, self._home)):
            self._step = Progress(Stage.FILES, number, len(wanted) - number, url)
            self._options.on_progress(self._step)
            yield url, found

    def named(self) -> Mapping[str, tuple[NamedBy, ...]]:
        """Who named each address, by `urls.page_key`; complete when all pages are handed over."""
        return self._named

    def _hunt(self, url: str) -> Hunt:
        others = partial(self._uploads.others, url, self._home)
        return Hunt(url, others, names_another=self._uploads.names_another(url))

    def _tell(self, crawl: Crawl, lead: Lead) -> None:
        is_known = lead.url in self._options.archive and not self._options.refresh
        wait = 0.0 if is_known else self._fetcher.wait
        delay = self._fetcher.delay
        self._step = Progress(Stage.PAGES, crawl.done, crawl.waiting + 1, lead.url, delay, wait)
        self._options.on_progress(self._step)

    def _tell_wait(self, seconds: float, why: str) -> None:
        is_told = not why and self._step.wait > 0
        if current_thread() is main_thread() and not is_told:  # whoever shows it knows no other
            self._options.on_progress(replace(self._step, wait=seconds, why=why))

    def _way_home(self) -> list[Snapshot]:
        """The home page, which tells whether this is Webnode at all, after all its redirects.

        The site may have moved to another scheme or to its owner's domain.
        """
        self._obey(self._home)
        hops = [self._must_be_there(self._home)]
        while urls.is_web(target := redirect_target(hops[-1])):
            if len(hops) > self._options.limits.redirects:
                break
            if urls.absolute(target, "/") != urls.absolute(hops[-1].url, "/"):
                self._obey(target)  # one at http:// may only lead to that at https://
            hops.append(self._must_be_there(urls.normal(target)))
        _must_be_webnode(hops[-1])
        self._home = urls.absolute(hops[-1].url, "/")
        if not urls.is_page_of(self._home, self._start.url):
            self._start = Lead(hops[-1].url, self._start.named_by)
        return hops

    def _obey(self, site: str) -> None:
        self._robots = self._asker.robots(site)
        self._fetcher.obey(site, self._robots)

    def _must_be_there(self, url: str) -> Snapshot:
        found = self._asker.page(url)
        if isinstance(found, Snapshot):
            return replace(found, named_by=self._start.named_by)
        hint = "Check the address, and that the site opens in a browser."
        if found.is_forbidden:
            hint = "Save the pages with a browser and export the folder instead."
        raise SourceMissing(f"{url}: {found.reason}", hint)


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
