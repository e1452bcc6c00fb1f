"""The only door to the network: one request at a time, as slowly as the site asks for.

Only `http` and `https` addresses are asked for. A body that is longer than `LARGEST` is not kept.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime
from functools import cached_property
from urllib.parse import urlsplit

import requests
from protego import Protego
from requests.adapters import HTTPAdapter
from urllib3.exceptions import HTTPError
from urllib3.util.retry import Retry

from migrator import __version__, urls
from migrator.models import Missing, Snapshot

USER_AGENT = f"migrator/{__version__} (webnode-migrator; moves a blog for its owner)"
LARGEST = 512 * 1024 * 1024
_TIMEOUT = (15, 60)  # seconds to connect, seconds without a byte
_DEFAULT_DELAY = 1.0
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
        self._site = urls.host(site)
        self._sleep, self._clock = sleep, clock
        self._session = _session()
        self._last_request: float | None = None
        self._least = delay
        self._origin = site

    @property
    def delay(self) -> float:
        """Seconds between two requests to the site."""
        asked = self._robots.crawl_delay(USER_AGENT)
        return max(_DEFAULT_DELAY if asked is None else float(asked), self._least)

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
        if urls.host(url) == self._site and not self._robots.can_fetch(url, USER_AGENT):
            return Missing(url, "the site's robots.txt asks not to fetch it")
        self._wait(url)
        return self._request(url, follow=follow)

    def _request(self, url: str, *, follow: bool) -> Snapshot | Missing:
        try:
            with self._session.get(
                url, timeout=_TIMEOUT, allow_redirects=follow, stream=True
            ) as response:
                return _snapshot(url, response)
        except (requests.RequestException, HTTPError, OSError, ValueError) as error:
            return Missing(url, _reason(error))

    def _wait(self, url: str) -> None:
        if urls.host(url) != self._site:
            return
        if self._last_request is not None:
            self._sleep(max(0.0, self._last_request + self.delay - self._clock()))
        self._last_request = self._clock()


def _session() -> requests.Session:
    session = requests.Session()
    session.headers.update({"User-Agent": USER_AGENT, "Accept-Encoding": "identity"})
    session.max_redirects = 5
    retry = Retry(
        total=3,
        backoff_factor=1.0,
        status_forcelist=(429, 500, 502, 503, 504),
        respect_retry_after_header=True,
        raise_on_status=False,
        redirect=False,
    )
    for scheme in ("http://", "https://"):
        session.mount(scheme, HTTPAdapter(max_retries=retry))
    return session


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
