"""Asking a site for what the archive does not hold, or, to refresh, for what has changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from migrator import urls
from migrator.archive import BodyBroken
from migrator.discover import robots_text
from migrator.fetch import Fetcher
from migrator.models import Capture, Kept, Missing, Snapshot
from migrator.read.answers import is_answer
from migrator.sources.base import SourceOptions
from migrator.sources.held import GONE, kept, marked
from migrator.sources.lanes import in_lanes

_NOT_MODIFIED = 304
_LANES = 4  # requests at once to hosts that only keep files
_ROBOTS_HOLD = timedelta(days=1)
_CONDITIONS = {"etag": "If-None-Match", "last-modified": "If-Modified-Since"}
_NOT_HELD = "the archive does not hold it"


class Asker:
    """Whatever is answered goes into the archive first, and is read from there."""

    def __init__(self, fetcher: Fetcher, options: SourceOptions) -> None:
        self._fetcher, self._options = fetcher, options
        self._archive = options.archive

    def robots(self, site: str) -> str:
        """The site's robots.txt, at most a day old; empty if it has none that can be read."""
        url = urls.absolute(site, "/robots.txt")
        entry = self._archive.entry(url)
        if entry is None or datetime.now(UTC) - entry.fetched_at > _ROBOTS_HOLD:
            found = self._fetcher.get(url)
            if isinstance(found, Capture):
                self._archive.keep(found)
        try:
            newest = self._archive.newest(url)
            if newest is not None and not is_answer(newest):  # its rules hold on, if there were any
                newest = self._archive.get(url)
            return robots_text(newest)
        except BodyBroken:
            return ""

    def page(self, url: str) -> Snapshot | Missing:
        """From the archive, if the server had an answer before; else, or to refresh, afresh."""
        known = self.known(url)
        if known is not None and not self._options.refresh:
            return marked(self._archive, known)
        found = self._asked(url)
        if isinstance(found, Missing):
            told = f"it could not be fetched again ({found.reason}); the archive's copy was used"
            return found if known is None else replace(known, note=told)
        self._archive.keep(found)
        try:
            return marked(self._archive, self._archive.snapshot(url))
        except BodyBroken as broken:
            return Missing(url, str(broken))

    def known(self, url: str) -> Snapshot | None:
        """What the archive holds, if it is an answer of the site."""
        try:
            known = self._archive.get(url)
        except BodyBroken:
            return None
        return known if known is not None and is_answer(known) else None

    def files(self, wanted: Sequence[str], site: str) -> Iterator[tuple[str, Kept | Missing]]:
        """The files, several at once from where only files lie, the site's own one by one."""
        waiting = [url for url in wanted if self._is_to_fetch(url)]
        there = frozenset(wanted) - frozenset(waiting)
        yield from ((url, self._kept(url)) for url in wanted if url in there)
        own = [url for url in waiting if urls.host(url) == urls.host(site)]
        others = [url for url in waiting if urls.host(url) != urls.host(site)]
        yield from in_lanes(others, self._file, _LANES)
        yield from ((url, self._file(url)) for url in own)

    def _file(self, url: str) -> Kept | Missing:
        """The file, asked for now; what cannot be had may be in the archive from before."""
        trouble = self._followed(url)
        held = self._kept(url)
        is_held = isinstance(held, Kept) and held.status == 200
        return held if trouble is None or is_held else replace(trouble, url=url)

    def _followed(self, url: str) -> Missing | None:
        """Put into the archive what answers to an address, and to all that it redirects to.

        Why there is no end of it, if there is none.
        """
        target, seen = urls.normal(url), list[str]()
        while target:
            if target in seen:
                return Missing(url, "it redirects in a circle")
            if len(seen) > self._options.limits.redirects:
                return Missing(url, "it redirects too often (--max redirects=…)")
            seen.append(target)
            found = self._asked(target)
            if isinstance(found, Missing):
                return found
            self._archive.keep(found)
            target = _leads_to(found)
        return None

    def _kept(self, url: str) -> Kept | Missing:
        return kept(self._archive, urls.normal(url), _NOT_HELD)

    def _is_to_fetch(self, url: str) -> bool:
        if self._options.refresh:
            return True
        known = self._kept(url)
        return not isinstance(known, Kept) or known.status not in (200, *GONE)

    def _asked(self, url: str) -> Capture | Missing:
        conditions = self._conditions(url)
        found = self._fetcher.get(url, conditions)
        if isinstance(found, Capture) and found.status == _NOT_MODIFIED and not conditions:
            found.body.close()
            return Missing(url, "the server says that nothing has changed, which nobody asked")
        return found

    def _conditions(self, url: str) -> dict[str, str]:
        """What tells the server which copy is there already."""
        entry = self._archive.entry(url) if self._options.refresh else None
        if entry is None or entry.status != 200:
            return {}
        try:
            said = {name.lower(): value for name, value in self._archive.headers(entry)}
        except BodyBroken:  # then it is fetched as if it had never been
            return {}
        return {asks: said[name] for name, asks in _CONDITIONS.items() if name in said}


def _leads_to(found: Capture) -> str:
    if not 300 <= found.status < 400:
        return ""
    location = found.header("Location")
    return urls.normal(urls.located(found.url, location)) if location else ""
