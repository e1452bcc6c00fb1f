"""The only door to the network: one request at a time to the site, as slowly as it asks for.

Only `http` and `https` addresses are asked for, and none in the user's own network but those that
the user named. Busy servers are asked again, later and later.
"""

from __future__ import annotations

import random
import time
from collections import Counter
from collections.abc import Callable, Mapping
from contextlib import nullcontext
from pathlib import Path
from threading import Lock
from types import MappingProxyType

from protego import Protego

from migrator import urls
from migrator.archive.bodies import BodyBroken, unpacked
from migrator.fetch.pauses import back_off, crawl_delay, date_in, retry_after
from migrator.fetch.turns import Turns
from migrator.fetch.wire import USER_AGENT, Trouble, Wire
from migrator.generations import is_error_page
from migrator.models import Capture, Limits, Missing

_ATTEMPTS = 4
_BUSY = frozenset([429, 500, 502, 503, 504])
_TOLD = 5.0  # seconds of waiting that the user is told of
_ERROR_PAGE = 1 << 14  # bytes within which the platform's error page ends
_GIVES_UP = 5  # requests in a row that a host did not answer
_SILENT = "has stopped answering and was not asked: run the same command again later"
_FORBIDDEN = "the site's robots.txt asks not to fetch it"

NO_CONDITIONS: Mapping[str, str] = MappingProxyType({})
OnWait = Callable[[float, str], None]


class Fetcher:
    """Fetches addresses; waits between two requests to the site as its robots.txt asks.

    `delay` in seconds may only make the wait longer, unless the site is the user's own. `turns` is
    a folder that several runs share, so that together they ask a host one request at a time.
    `sleep`, `clock` and `chance` are there for tests. May be called from several threads.
    """

    def __init__(
        self,
        site: str,
        delay: float | None = None,
        *,
        own_site: bool = False,
        limits: Limits | None = None,
        spool: Path | None = None,
        turns: Path | None = None,
        sleep: Callable[[float], None] = time.sleep,
        clock: Callable[[], float] = time.monotonic,
        chance: Callable[[], float] = random.random,
    ) -> None:
        self._host = urls.host(site)
        self._wanted, self._own_site = delay, own_site
        self._sleep, self._clock, self._chance = sleep, clock, chance
        # told of each long wait, and why, if it is not for politeness
        self.on_wait: OnWait = lambda seconds, why: None
        self._wire = Wire(site, limits or Limits(), spool, clock)
        self._turns = Turns(turns)
        self._robots = Protego.parse("")
        self._last_request: float | None = None
        self._one_at_a_time = Lock()
        self._answering: set[str] = set()  # hosts
        self._unanswered: Counter[str] = Counter()  # requests in a row, by host

    def obey(self, site: str, robots: str) -> None:
        """From now on this is the site, and this its robots.txt."""
        self._host, self._robots = urls.host(site), Protego.parse(robots)

    @property
    def delay(self) -> float:
        """Seconds between two requests to the site."""
        asked = crawl_delay(self._robots, USER_AGENT)
        if self._wanted is None:
            return asked
        return self._wanted if self._own_site else max(asked, self._wanted)

    @property
    def wait(self) -> float:
        """Seconds that the next request to the site will wait."""
        if self._last_request is None:
            return 0.0
        return max(0.0, self._last_request + self.delay - self._clock())

    def may(self, url: str) -> bool:
        """Does the site's robots.txt allow to fetch this address?"""
        return not self._is_of_site(url) or self._robots.can_fetch(url, USER_AGENT)

    def get(self, url: str, conditions: Mapping[str, str] = NO_CONDITIONS) -> Capture | Missing:
        """The answer at this very address, whatever its status; or why there is none.

        `conditions` are headers by which the server may answer that nothing has changed.
        """
        if not urls.is_web(url):
            return Missing(url, "this is no web address")
        if not self.may(url):
            return Missing(url, _FORBIDDEN, is_forbidden=True)
        host = urls.host(url)
        if self._unanswered[host] >= _GIVES_UP:
            return Missing(url, f"{host} {_SILENT}", is_passing=True)
        found = self._insisted(url, dict(conditions))
        is_silent = isinstance(found, Trouble) and found.is_passing
        self._unanswered[host] = self._unanswered[host] + 1 if is_silent else 0
        if isinstance(found, Trouble):
            return Missing(url, found.reason, is_passing=found.is_passing)
        return found

    def _insisted(self, url: str, conditions: dict[str, str]) -> Capture | Trouble:
        """The answer; a server in trouble is asked again, each time later."""
        for attempt in range(1, _ATTEMPTS):
            found = self._once(url, conditions)
            pause = self._pause(found, attempt)
            if pause is None:
                return found
            if isinstance(found, Capture):
                found.body.close()
            self._pass(pause, "the server is busy")
        return self._once(url, conditions)

    def _once(self, url: str, conditions: dict[str, str]) -> Capture | Trouble:
        host, is_own = urls.host(url), self._is_of_site(url)
        with self._one_at_a_time if is_own else nullcontext():
            if is_own:
                self._pass(self.wait, "")
            try:
                with self._turns.taken(host, self.delay if is_own else 0.0, self._pass):
                    found = self._wire.request(url, conditions)
            except Trouble as trouble:
                return trouble
            finally:
                if is_own:
                    self._last_request = self._clock()
        self._answering.add(host)
        return found

    def _pause(self, found: Capture | Trouble, attempt: int) -> float | None:
        """Seconds until the next attempt; None if another one does not help."""
        if isinstance(found, Trouble):
            helps = found.is_passing and (found.is_there or self._has_answered(found.url))
            return back_off(attempt, self._chance()) if helps else None
        if found.status not in _BUSY and not _is_trouble(found):
            return None
        sent = date_in(found.header("Date")) or found.fetched_at  # our own clock may be wrong
        told = retry_after(found.header("Retry-After"), sent)
        return back_off(attempt, self._chance()) if told is None else told

    def _has_answered(self, url: str) -> bool:
        """A host that never answered is more likely dead than in trouble."""
        return urls.host(url) in self._answering

    def _pass(self, seconds: float, why: str) -> None:
        if seconds >= _TOLD:
            self.on_wait(seconds, why)
        if seconds > 0:
            self._sleep(seconds)

    def _is_of_site(self, url: str) -> bool:
        return urls.host(url) == self._host


def _is_trouble(capture: Capture) -> bool:
    """Is this the platform's own error page, whatever its status?"""
    if "html" not in capture.header("Content-Type"):
        return False
    try:
        begins = next(unpacked(capture.body, capture.headers), b"")[:_ERROR_PAGE]
    except BodyBroken:
        return False
    finally:
        capture.body.seek(0)
    return is_error_page(begins)
