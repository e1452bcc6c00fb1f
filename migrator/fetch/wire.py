"""One request, and its answer as it comes over the wire."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from http.cookiejar import DefaultCookiePolicy
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import Any, BinaryIO, cast
from urllib.parse import unquote, urlsplit

import requests
from requests.auth import HTTPBasicAuth
from urllib3.exceptions import HTTPError, ProtocolError, ReadTimeoutError

from migrator import __version__
from migrator.errors import cannot_write
from migrator.fetch.guard import Guard, GuardedAdapter, Refused
from migrator.models import Capture, Limits

USER_AGENT = f"migrator/{__version__} (webnode-migrator; moves a blog for its owner)"
_TIMEOUT = (15, 60)  # seconds to connect, seconds without a byte
_IN_MEMORY = 1 << 20
_PIECE = 1 << 16
_SECRET = frozenset(["authorization", "cookie", "proxy-authorization", "set-cookie", "set-cookie2"])
_UNDONE = frozenset(["transfer-encoding"])  # what the connection did to the body is over


class Trouble(Exception):
    """There is no answer; `is_passing` says whether to ask again may help."""

    def __init__(self, url: str, reason: str, *, is_passing: bool, is_slow: bool = False) -> None:
        super().__init__(reason)
        self.url, self.reason = url, reason
        self.is_passing, self.is_slow = is_passing, is_slow


class Wire:
    """Sends requests. Cookies are never kept, and credentials go to the host they belong to.

    `site` is the address that the user gave, perhaps with a name and a password in it; `spool` is
    where a large body waits for its place in the archive.
    """

    def __init__(
        self,
        site: str,
        limits: Limits,
        spool: Path | None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        parts = urlsplit(site)
        self._limits, self._spool, self._clock = limits, spool, clock
        self._guard = Guard(frozenset([(parts.hostname or "").lower()]))
        self._session = requests.Session()
        self._session.headers.update({"User-Agent": USER_AGENT, "Accept-Encoding": "gzip, deflate"})
        self._session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
        self._session.auth = _Credentials(site)  # one that is set keeps out what lies in ~/.netrc
        for scheme in ("http://", "https://"):
            self._session.mount(scheme, GuardedAdapter(self._guard, pool_maxsize=8))

    def request(self, url: str, headers: dict[str, str]) -> Capture:
        """The answer at this very address, whatever its status. Raises Trouble."""
        try:
            if self._is_proxied(url):
                self._guard.check_name(urlsplit(url).hostname or "")
            with self._session.get(
                url, headers=headers, timeout=_TIMEOUT, allow_redirects=False, stream=True
            ) as response:
                return self._capture(url, response)
        except Refused as refused:
            raise Trouble(url, str(refused), is_passing=False) from refused
        except (requests.RequestException, HTTPError, OSError, ValueError) as error:
            raise _trouble(url, error) from error

    def _is_proxied(self, url: str) -> bool:
        return bool(requests.utils.get_environ_proxies(url))

    def _capture(self, url: str, response: requests.Response) -> Capture:
        headers = tuple(response.raw.headers.items())
        return Capture(
            url=url,
            body=self._spooled(response),
            fetched_at=datetime.now(UTC).replace(microsecond=0),
            status=response.status_code,
            reason=response.reason or "",
            headers=tuple(_as_kept(name, value) for name, value in headers if _may_be_kept(name)),
            request=(
                ("Host", urlsplit(url).netloc.rpartition("@")[2]),
                *((n, str(v)) for n, v in response.request.headers.items() if _may_be_kept(n)),
            ),
        )

    def _spooled(self, response: requests.Response) -> BinaryIO:
        """The body as it comes, in a file that is gone with the last word about it."""
        file = SpooledTemporaryFile(_IN_MEMORY, dir=self._spool_folder())  # noqa: SIM115  # whoever keeps it closes it
        for piece in self._pieces(response):
            try:
                file.write(piece)
            except OSError as error:
                raise cannot_write(
                    self._spool or "the folder for temporary files", error
                ) from error
        file.seek(0)
        return cast(BinaryIO, file)

    def _pieces(self, response: requests.Response) -> Iterator[bytes]:
        began, size, limits = self._clock(), 0, self._limits
        for piece in response.raw.stream(_PIECE, decode_content=False):
            size += len(piece)
            if size > limits.size:
                told = f"the answer is larger than {limits.size // 1024**2} MB (--max size=…)"
                raise Trouble(response.url, told, is_passing=False)
            if self._clock() - began > limits.seconds:
                told = f"the answer took longer than {limits.seconds} s (--max seconds=…)"
                raise Trouble(response.url, told, is_passing=False)
            yield piece

    def _spool_folder(self) -> str | None:
        return str(self._spool) if self._spool is not None and self._spool.is_dir() else None


class _Credentials:
    """Name and password, for the host alone in whose address they stood."""

    def __init__(self, site: str) -> None:
        parts = urlsplit(site)
        self._host = parts.netloc.rpartition("@")[2].lower()
        self._basic = None
        if parts.username:
            name, password = unquote(parts.username), unquote(parts.password or "")
            self._basic = HTTPBasicAuth(name, password)

    def __call__(self, request: Any) -> Any:
        """The request, with what it needs."""
        is_own = urlsplit(request.url).netloc.lower() == self._host
        return self._basic(request) if self._basic and is_own else request


def _may_be_kept(name: str) -> bool:
    return name.lower() not in _SECRET


def _as_kept(name: str, value: str) -> tuple[str, str]:
    """A header as other archiving tools keep it, where the body is not so any more."""
    return (f"X-Archive-Orig-{name}" if name.lower() in _UNDONE else name), value


def _trouble(url: str, error: Exception) -> Trouble:
    match error:
        case requests.exceptions.SSLError():
            return Trouble(url, "the server's certificate could not be verified", is_passing=False)
        case requests.exceptions.Timeout() | ReadTimeoutError():
            told = "the server did not answer in time"
            return Trouble(url, told, is_passing=True, is_slow=True)
        case requests.exceptions.ChunkedEncodingError() | ProtocolError():
            return Trouble(url, "the answer was cut short", is_passing=True)
        case requests.exceptions.ConnectionError():
            return Trouble(url, "the server could not be reached", is_passing=True)
        case _:
            return Trouble(url, f"the request failed: {type(error).__name__}", is_passing=False)
