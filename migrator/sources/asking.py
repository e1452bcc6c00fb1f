"""Asking a site for what the archive does not hold, or, to refresh, for what has changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from migrator import urls
from migrator.archive import BodyBroken
from migrator.assets import Candidate, Tried
from migrator.discover import robots_text
from migrator.fetch import Fetcher
from migrator.models import Capture, Kept, Missing, Snapshot
from migrator.read.answers import is_answer
from migrator.sources.base import SourceOptions
from migrator.sources.held import GONE, kept, marked
from migrator.sources.hunt import Hunt, Promises, judged
from migrator.sources.lanes import in_lanes

_NOT_MODIFIED = 304
_BUSY = 429
_LANES = 4  # requests at once to hosts that only keep files
_ROBOTS_HOLD = timedelta(days=1)
_CONDITIONS = {"etag": "If-None-Match", "last-modified": "If-Modified-Since"}
_NOT_HELD = "the archive does not hold it"


class _Task(NamedTuple):
    """What is asked for next: of which hunt, and where."""

    hunt: Hunt
    at: Candidate


class Asker:
    """Whatever is answered goes into the archive first, and is read from there."""

    def __init__(self, fetcher: Fetcher, options: SourceOptions) -> None:
        self._fetcher, self._options = fetcher, options
        self._archive = options.archive
        self._promises = Promises()

    def robots(self, site: str) -> str:
        """The site's robots.txt, at most a day old; empty if it has none that can be read."""
        url = urls.absolute(site, "/robots.txt")
        if not self._holds_robots(url):
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

    def _holds_robots(self, url: str) -> bool:
        """Is the newest answer the site's own word, and of today?"""
        try:
            newest = self._archive.newest(url)
        except BodyBroken:
            return False
        if newest is None or not is_answer(newest):
            return False
        return abs(datetime.now(UTC) - newest.fetched_at) <= _ROBOTS_HOLD  # clocks are put back

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

    def files(self, hunts: Sequence[Hunt], site: str) -> Iterator[tuple[str, Kept | Missing]]:
        """The files, several at once from where only files lie, the site's own one by one.

        First all are asked for where their pages have them, then the few that are not there where
        else they may be.
        """
        while hunts:
            for (hunt, at), tried in self._round(hunts, site):
                if tried is None:
                    hunt.skip()
                else:
                    hunt.note(tried, ends=at.url == hunt.url and _may_come_later(tried))
                if hunt.next is None:
                    yield hunt.url, hunt.outcome
            hunts = [hunt for hunt in hunts if hunt.next is not None]

    def _round(self, hunts: Sequence[Hunt], site: str) -> Iterator[tuple[_Task, Tried | None]]:
        """What came of the next address of each; None for one that is not worth asking for."""
        there, own, others = self._sorted(hunts, site)
        for task in there:
            yield task, self._learnt(task, self._judged(task, self._kept(task.at.url)))
        yield from in_lanes(others, self._asked_for, _LANES)
        for task in own:
            is_worth = self._promises.hold(task.at)
            yield task, self._learnt(task, self._asked_for(task)) if is_worth else None

    def _sorted(
        self, hunts: Sequence[Hunt], site: str
    ) -> tuple[list[_Task], list[_Task], list[_Task]]:
        """What the archive tells, what the site has to be asked for, and what others have to."""
        there, own, others = list[_Task](), list[_Task](), list[_Task]()
        for hunt in hunts:
            if hunt.next is None:
                continue
            task = _Task(hunt, hunt.next)
            is_own = urls.host(task.at.url) == urls.host(site)
            known = there if not self._is_to_fetch(task.at.url) else own if is_own else others
            known.append(task)
        return there, own, others

    def _asked_for(self, task: _Task) -> Tried:
        return self._judged(task, self._file(task.at.url))

    def _judged(self, task: _Task, found: Kept | Missing) -> Tried:
        return judged(self._archive, task.hunt, task.at.url, found)

    def _learnt(self, task: _Task, tried: Tried) -> Tried:
        self._promises.note(task.at, tried)
        return tried

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


def _may_come_later(tried: Tried) -> bool:
    """Was this no word on the file, but trouble of the server, or on the way to it?"""
    if isinstance(tried.found, Missing):
        return True
    return tried.found.status >= 500 or tried.found.status in (408, _BUSY)
