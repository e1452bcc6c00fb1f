"""A site in an archive: what was captured is crawled as if it were live, without the network."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from migrator import assets, urls
from migrator.archive import Archive, BodyBroken, Entry
from migrator.discover import Lead, Site
from migrator.generations import Refusal, recognise
from migrator.models import Capture, Kept, Missing, NamedBy, Snapshot
from migrator.read.page import parse, refusal
from migrator.sources.base import Found, Progress, SourceOptions, Stage
from migrator.sources.crawl import Crawl, crawled_offline, is_page, pages_in
from migrator.sources.held import kept, marked
from migrator.sources.hunt import reader

_NOT_CAPTURED = "it is not in the archive, and archives are read without the network"
_LOOKED_AT = 20  # pages of a host, to see whether it is Webnode's


class StoredSource:
    """Whatever sites of Webnode the archive holds.

    `captures` come into the archive first, those that it does not hold yet.
    """

    def __init__(self, captures: Iterable[Capture | Missing], options: SourceOptions) -> None:
        self._captures, self._options = captures, options
        self._archive = options.archive
        self._spellings: dict[str, str] = {}  # page key → address
        self._uploads: dict[str, list[str]] = {}  # upload → its addresses
        self._named: dict[str, tuple[NamedBy, ...]] = {}

    def pages(self) -> Iterator[Found]:
        """What was saved as files, as it was; then each site, crawled from its home page."""
        yield from self._take_over()
        self._note_spellings()
        for entry in [*self._archive.entries()]:
            if entry.source and is_page(entry):
                yield from self._saved(entry)
        yield from self._crawled(
            Crawl(site, self._options.limits) for site in _sites(self._archive)
        )

    def files(self, wanted: Sequence[str]) -> Iterator[tuple[str, Kept | Missing]]:
        """The largest that was captured of the same upload, and that decodes."""
        for number, url in enumerate(wanted):
            self._options.on_progress(Progress(Stage.FILES, number, len(wanted) - number, url))
            yield url, self._file(url)

    def named(self) -> Mapping[str, tuple[NamedBy, ...]]:
        """Who named each address, by `urls.page_key`; complete when all pages are handed over."""
        return self._named

    def _take_over(self) -> Iterator[Missing]:
        for number, capture in enumerate(self._captures):
            self._options.on_progress(Progress(Stage.CAPTURES, number, 0, capture.url))
            if isinstance(capture, Missing):
                yield capture
            else:
                self._archive.keep(capture)

    def _note_spellings(self) -> None:
        for entry in self._archive.entries():
            key = urls.page_key(entry.url)
            if entry.status == 200 or key not in self._spellings:
                self._spellings[key] = entry.url
            if upload := assets.same_upload(entry.url):
                self._uploads.setdefault(upload, []).append(entry.url)

    def _saved(self, entry: Entry) -> Iterator[Found]:
        self._options.on_progress(Progress(Stage.PAGES, 0, 0, entry.url))
        found = self._snapshot(entry.url)
        if found is not None:
            yield found

    def _crawled(self, crawls: Iterable[Crawl]) -> Iterator[Found]:
        """All sites, then what is left over of them: one may name pages of another."""
        seen, done = set[str](), [*crawls]
        for crawl in done:
            captured = pages_in(self._archive, crawl.site)
            for found in crawled_offline(crawl, self._answer, self._tell, captured, _NOT_CAPTURED):
                seen.add(found.url)
                yield found
            self._named |= crawl.namers()
        for left in (left for crawl in done for left in crawl.left()):
            if left.url not in seen:
                seen.add(left.url)
                yield left

    def _answer(self, url: str) -> Snapshot | Missing | None:
        """What was captured at the address, however it was spelt; None if nothing was."""
        if url in self._archive:
            return self._snapshot(url)
        spelt = self._spellings.get(urls.page_key(url))
        return self._snapshot(spelt) if spelt else None

    def _snapshot(self, url: str) -> Snapshot | Missing | None:
        try:
            found = self._archive.get(url)
            return None if found is None else marked(self._archive, found)
        except BodyBroken as broken:
            return Missing(url, str(broken))

    def _tell(self, crawl: Crawl, lead: Lead) -> None:
        progress = Progress(Stage.PAGES, crawl.done, crawl.waiting + 1, lead.url)
        self._options.on_progress(progress)

    def _file(self, url: str) -> Kept | Missing:
        came: dict[str, tuple[str, Kept]] = {}
        lost = Missing(url, _NOT_CAPTURED)
        for at in dict.fromkeys(self._addresses(url)):
            found = kept(self._archive, at, _NOT_CAPTURED)
            if isinstance(found, Missing):
                lost = lost if found.reason == _NOT_CAPTURED else found
            elif not (urls.is_pop_up(at) and assets.is_page(found.begins)):
                came.setdefault(found.url, (at, found))
        if not came:
            return lost
        return assets.largest(url, [*came.values()], reader(self._archive), "was not captured")

    def _addresses(self, url: str) -> Iterator[str]:
        """Where the file was captured, if it was; first as it is wanted."""
        yield url
        yield urls.normal(url)
        yield self._spellings.get(urls.page_key(url), url)
        yield from self._uploads.get(assets.same_upload(url), ())


def _sites(archive: Archive) -> Iterator[Site]:
    """The hosts in an archive that Webnode made; others are what its pages show from elsewhere."""
    hosts: dict[str, list[str]] = {}
    for entry in archive.entries():
        if entry.status == 200 and not entry.source and is_page(entry):
            hosts.setdefault(urls.host(entry.url), []).append(entry.url)
    for pages in hosts.values():
        if any(_is_webnode(archive, url) for url in pages[:_LOOKED_AT]):
            home = Counter(urls.absolute(url, "/") for url in pages).most_common(1)[0][0]
            yield Site(home, frozenset(_lead_to(archive, urls.host(home))))


def _lead_to(archive: Archive, host: str) -> Iterator[str]:
    """The hosts whose home page was captured as a redirect to this one."""
    for entry in archive.entries():
        target = urls.located(entry.url, entry.location) if 300 <= entry.status < 400 else ""
        if (
            target
            and urls.page_key(entry.url) == urls.host(entry.url)
            and urls.host(target) == host
        ):
            yield urls.host(entry.url)


def _is_webnode(archive: Archive, url: str) -> bool:
    try:
        snapshot = archive.snapshot(url)
    except BodyBroken:
        return False
    return not refusal(snapshot) and not isinstance(recognise(parse(snapshot)), Refusal)
