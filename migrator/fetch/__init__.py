"""The only door to the network: one request at a time, as slowly as the site asks for.

Only `http` and `https` addresses are asked for. A body that is longer than `LARGEST` is not kept.
Busy servers are asked again, later and later; urllib3's own retries know nothing of a crawl delay.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import cached_property
from urllib.parse import urlsplit

import requests
from protego import Protego
from urllib3.exceptions import HTTPError

from migrator import __version__, urls
from migrator.models import Missing, Snapshot

USER_AGENT = f"migrator/{__version__} (webnode-migrator; moves a blog for its owner)"
LARGEST = 512 * 1024 * 1024
_TIMEOUT = (15, 60)  # seconds to connect, seconds without a byte
_DEFAULT_DELAY = 1.0
_LONGEST_DELAY = 300.0  # whoever asks for more did not mean it
_ATTEMPTS = 4
_BUSY = frozenset([429, 500, 502, 503, 504])
_UNPACKED = frozenset(["content-encoding", "content-length", "transfer-encoding", "connection"])


class Fetcher:
    """Fetches addresses; waits between two requests to the site as its robots.txt asks.

    `delay` in seconds may only make the wait longer. `sleep` and `clock` are there for tests.
    """

    def __init__(
        self,
        site: str,
        delay: float = 0.0,
        sleep: Callable[[float], None] = time.sleep,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._origin, self._least = site, delay
        self._sleep, self._clock = sleep, clock
        self._session = requests.Session()
        self._session.headers.update({"User-Agent": USER_AGENT, "Accept-Encoding": "identity"})
        self._session.max_redirects = 5
        self._last_request: float | None = None

    def move_to(self, site: str) -> None:
        """The site answers at another address: its robots.txt counts from now on."""
        if urls.host(site) != urls.host(self._origin):
            self.__dict__.pop("_robots", None)
        self._origin = site

    @property
    def delay(self) -> float:
        """Seconds between two requests to the site."""
        asked = self._robots.crawl_delay(USER_AGENT)
        wanted = _DEFAULT_DELAY if asked is None or not math.isfinite(asked) else float(asked)
        return max(min(wanted, _LONGEST_DELAY), self._least)

    def sitemaps(self) -> tuple[str, ...]:
        """The sitemaps that robots.txt names."""
        return tuple(self._robots.sitemaps)

    @cached_property
    def _robots(self) -> Protego:
        """The site's robots.txt, read before the first page; none that can be read allows all."""
        parts = urlsplit(self._origin)
        found = self._request(f"{parts.scheme}://{parts.netloc}/robots.txt", follow=True)
        self._last_request = self._clock()
        if isinstance(found, Missing) or found.status != 200:
            return Protego.parse("")
        return Protego.parse(found.body.decode("utf-8", errors="replace"))

    def get(self, url: str, *, follow: bool = False) -> Snapshot | Missing:
        """The response at this address, whatever its status; or why there is none."""
        if not urls.is_web(url):
            return Missing(url, "this is no web address")
        of_site = urls.host(url) == urls.host(self._origin)
        if of_site and not self._robots.can_fetch(url, USER_AGENT):
            reason = "the site's robots.txt asks not to fetch it"
            return Missing(url, reason, is_forbidden=True)
        for attempt in range(1, _ATTEMPTS + 1):
            if of_site:
                self._wait()
            found = self._request(url, follow=follow)
            if isinstance(found, Missing) or found.status not in _BUSY or attempt == _ATTEMPTS:
                break
            self._sleep(_pause(found, attempt))
        return found

    def _wait(self) -> None:
        if self._last_request is not None:
            self._sleep(max(0.0, self._last_request + self.delay - self._clock()))
        self._last_request = self._clock()

    def _request(self, url: str, *, follow: bool) -> Snapshot | Missing:
        try:
            with self._session.get(
                url, timeout=_TIMEOUT, allow_redirects=follow, stream=True
            ) as response:
                return _snapshot(url, response)
        except (requests.RequestException, HTTPError, OSError, ValueError) as error:
            return Missing(url, _reason(error))


def _pause(busy: Snapshot, attempt: int) -> float:
    """Seconds until the next attempt: as long as the server says, within reason."""
    said = busy.header("Retry-After").strip()
    if said.isdecimal():
        return min(float(said), _LONGEST_DELAY)
    try:
        seconds = (parsedate_to_datetime(said) - datetime.now(UTC)).total_seconds()
    except (ValueError, TypeError):
        seconds = 2.0**attempt
    return min(max(seconds, 0.0), _LONGEST_DELAY)


def _snapshot(url: str, response: requests.Response) -> Snapshot | Missing:
    body = bytearray()
    for chunk in response.iter_content(1 << 16):
        body += chunk
        if len(body) > LARGEST:
            return Missing(url, f"the answer is larger than {LARGEST // 1024**2} MB")
    # The encoding of the transfer is undone, so its headers would be wrong beside this body.
    headers = [(k, v) for k, v in response.headers.items() if k.lower() not in _UNPACKED]
    return Snapshot(
        url=url,
        body=bytes(body),
        media_type=response.headers.get("Content-Type", "").partition(";")[0].strip().lower(),
        fetched_at=datetime.now(UTC).replace(microsecond=0),
        status=response.status_code,
        headers=tuple(headers),
    )


def _reason(error: Exception) -> str:
    match error:
        case requests.exceptions.SSLError():
            return "the server's certificate could not be verified"
        case requests.exceptions.Timeout():
            return "the server did not answer in time"
        case requests.exceptions.TooManyRedirects():
            return "the address redirects without end"
        case requests.exceptions.ConnectionError():
            return "the server could not be reached"
        case _:
            return f"the request failed: {type(error).__name__}"
