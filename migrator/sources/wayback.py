"""A site that is gone, from a web archive; or what a living site has lost."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from urllib.parse import urlsplit

from migrator import urls
from migrator.archive import BodyBroken
from migrator.assets import Candidate, Uploads, examine, place, same_upload
from migrator.discover import Lead, Site
from migrator.errors import SourceBroken, SourceMissing
from migrator.models import Capture, Kept, Missing, NamedBy, Namer, Snapshot, StoredFile
from migrator.read.answers import is_sound
from migrator.sources.base import Found, Progress, Source, SourceOptions, Stage
from migrator.sources.crawl import Crawl, crawled_offline
from migrator.sources.held import kept
from migrator.sources.hunt import Hunt, judged
from migrator.sources.web_archive import Listed, WebArchive

_TRIES = 5  # captures of one address, if the newer ones are no good
_NOT_CAPTURED = "the web archive does not have it"
_REDUCED = "the site has only a reduced copy; this is the original from the web archive"
_OTHERS = 7  # further addresses of one file
_NO_GOOD = "the web archive has no good copy of it"


class Taker:
    """Takes what a web archive has of an address into our own: the newest that is any good."""

    def __init__(self, web_archive: WebArchive, options: SourceOptions) -> None:
        self.web_archive = web_archive
        self._archive = options.archive

    def hunted(
        self, hunt: Hunt, listed: Callable[[str], Sequence[Listed] | None]
    ) -> Kept | Missing:
        """The best copy of a file that there is at any of its addresses."""
        while hunt.next is not None:
            at = hunt.next.url
            hunt.note(judged(self._archive, hunt, at, self.file(at, listed(at))))
        return hunt.outcome

    def page(self, listed: Sequence[Listed]) -> Snapshot | Missing:
        """The newest sound copy of a page."""
        url = self._newest(listed, lambda url: is_sound(self._archive.snapshot(url)))
        return self._archive.snapshot(url) if url else Missing(listed[0].url, _NO_GOOD)

    def file(self, url: str, listed: Sequence[Listed] | None = None) -> Kept | Missing:
        """The newest copy that is what the address says: no page in a picture's place.

        `listed` is what the web archive has of it, if that is known already.
        """
        try:
            listed = self.web_archive.of(url) if listed is None else listed
        except SourceBroken as broken:
            return Missing(url, str(broken))
        there = self._newest(listed, lambda found: self._is_file(found, url))
        return kept(self._archive, there, _NO_GOOD) if there else Missing(url, _NOT_CAPTURED)

    def _newest(self, listed: Sequence[Listed], is_good: Callable[[str], bool]) -> str:
        for one in [one for one in listed if one.may_be_good][:_TRIES]:
            url = urls.normal(one.url)
            if not self._archive.holds(url, one.when):
                found = self.web_archive.capture(one)
                if isinstance(found, Capture):
                    self._archive.keep(found)
            try:
                if url in self._archive and is_good(url):
                    return url
            except BodyBroken:
                continue
        return ""

    def _is_file(self, found: str, url: str) -> bool:
        held = kept(self._archive, found, _NO_GOOD)
        return isinstance(held, Kept) and isinstance(examine(held, url), StoredFile)


class WaybackSource:
    """A site as a web archive has it, crawled from its home page, then whatever else there is."""

    def __init__(self, address: str, taker: Taker, options: SourceOptions) -> None:
        parts = urlsplit(address)
        self._address = f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}/"
        self._taker, self._options = taker, options
        self._listed: dict[str, list[Listed]] = {}  # by page key, the newest first
        self._uploads: dict[str, list[str]] = {}  # upload → its addresses
        self._shown = Uploads()
        self._named: dict[str, tuple[NamedBy, ...]] = {}

    def pages(self) -> Iterator[Found]:
        """Crawl what was captured. Raises SourceMissing where nothing was."""
        return self._shown.noted(self._crawled())

    def _crawled(self) -> Iterator[Found]:
        for one in self._taker.web_archive.below(self._address):
            self._listed.setdefault(urls.page_key(one.url), []).append(one)
            if one.may_be_good and (upload := same_upload(one.url)):
                self._uploads.setdefault(upload, []).append(one.url)
        if not self._listed:
            hint = "Check the address; with --at, try a later day."
            raise SourceMissing(f"the web archive has nothing of {self._address}", hint)
        homes = Counter(urls.absolute(o.url, "/") for each in self._listed.values() for o in each)
        site = Site(homes.most_common(1)[0][0])
        crawl = Crawl(site, self._options.limits)
        captured = self._captured(site)
        yield from crawled_offline(crawl, self._answer, self._tell, captured, _NOT_CAPTURED)
        yield from crawl.left()
        self._named = crawl.namers()

    def files(self, wanted: Sequence[str]) -> Iterator[tuple[str, Kept | Missing]]:
        """The files, one by one: web archives ask for patience."""
        for number, url in enumerate(wanted):
            self._options.on_progress(Progress(Stage.FILES, number, len(wanted) - number, url))
            others = self._others(url)
            hunt = Hunt(url, partial(tuple, others), names_another=bool(others))
            yield url, self._taker.hunted(hunt, self._listed_of)

    def named(self) -> Mapping[str, tuple[NamedBy, ...]]:
        """Who named each address, by `urls.page_key`; complete when all pages are handed over."""
        return self._named

    def _answer(self, url: str) -> Snapshot | Missing | None:
        listed = self._listed.get(urls.page_key(url), [])
        return self._taker.page(listed) if any(one.may_be_good for one in listed) else None

    def _listed_of(self, url: str) -> Sequence[Listed] | None:
        return self._listed.get(urls.page_key(url))

    def _others(self, url: str) -> list[Candidate]:
        """Where else the file was captured, or may have been: of its own site all is listed."""
        named = self._shown.others(url, self._address)
        elsewhere = [each.url for each in named if each.is_named and not self._is_own(each.url)]
        found = {
            place(each): each for each in (*self._uploads.get(same_upload(url), ()), *elsewhere)
        }
        found.pop(place(url), None)
        largest = sorted(found.values(), key=urls.size, reverse=True)
        return [Candidate(each, is_named=True) for each in largest[:_OTHERS]]

    def _is_own(self, url: str) -> bool:
        return urls.host(url) == urls.host(self._address)

    def _captured(self, site: Site) -> Iterator[Lead]:
        for each in self._listed.values():
            if each[0].media_type in ("text/html", "warc/revisit") and site.owned(each[0].url):
                yield Lead(site.owned(each[0].url), NamedBy(Namer.WEB_ARCHIVE))

    def _tell(self, crawl: Crawl, lead: Lead) -> None:
        fetcher = self._taker.web_archive.fetcher
        self._options.on_progress(
            Progress(
                Stage.PAGES, crawl.done, crawl.waiting + 1, lead.url, fetcher.delay, fetcher.wait
            )
        )


class Rescued:
    """A living source; files that it has lost are taken from a web archive."""

    def __init__(self, source: Source, taker: Taker) -> None:
        self._source, self._taker = source, taker

    def pages(self) -> Iterator[Found]:
        """The source's."""
        return self._source.pages()

    def named(self) -> Mapping[str, tuple[NamedBy, ...]]:
        """The source's."""
        return self._source.named()

    def files(self, wanted: Sequence[str]) -> Iterator[tuple[str, Kept | Missing]]:
        """The source's; what is no such file there, or reduced, from the web archive if it can."""
        for url, found in self._source.files(wanted):
            is_whole = isinstance(found, Kept) and _is_whole(found, url)
            yield url, found if is_whole else self._rescued(url, found)

    def _rescued(self, url: str, found: Kept | Missing) -> Kept | Missing:
        taken = self._taker.file(url)
        had = found if isinstance(found, Missing) else examine(found, url)
        if isinstance(had, StoredFile):
            return found if isinstance(taken, Missing) else replace(taken, chosen=_REDUCED)
        if isinstance(taken, Missing):
            return Missing(url, f"{had.reason}; {taken.reason}")
        return taken


def _is_whole(found: Kept, url: str) -> bool:
    had = examine(found, url)
    return isinstance(had, StoredFile) and not had.is_reduced
