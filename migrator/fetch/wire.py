"""One request, and its answer as it comes over the wire."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from http.cookiejar import DefaultCookiePolicy
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import IO, Any, BinaryIO, cast
from urllib.parse import unquote, urlsplit

import requests
from requests.auth import HTTPBasicAuth
from urllib3.exceptions import HTTPError, ProtocolError, ReadTimeoutError

from migrator import __version__
from migrator.errors import cannot_write
from migrator.fetch.guard import Guard, GuardedAdapter, Refused
from migrator.models import Capture, Limits, megabytes

USER_AGENT = f"migrator/{__version__} (webnode-migrator; moves a blog for its owner)"
_TIMEOUT = (15, 60)  # seconds to connect, seconds without a byte
_IN_MEMORY = 1 << 20
_PIECE = 1 << 16
_SECRET = frozenset(["authorization", "cookie", "proxy-authorization", "set-cookie", "set-cookie2"])
_UNDONE = frozenset(["transfer-encoding"])  # what the connection did to the body is over


class Trouble(Exception):
    """There is no answer; `is_passing` says whether to ask again may help.

    `is_there`: the server took the connection, so it is not dead.
    """

    def __init__(self, url: str, reason: str, *, is_passing: bool, is_there: bool = False) -> None:
        super().__init__(reason)
        self.url, self.reason = url, reason
        self.is_passing, self.is_there = is_passing, is_there


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
        self._session = _Session()
        self._session.headers.update({"User-Agent": USER_AGENT, "Accept-Encoding": "gzip, deflate"})
        self._session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
        self._session.auth = _Credentials(site)  # one that is set keeps out what lies in ~/.netrc
        self._session.trust_env = False  # what the environment says is asked for once, not always
        self._session.verify = _certificates()
        self._proxies: dict[str, dict[str, str]] = {}  # by host
        for scheme in ("http://", "https://"):
            self._session.mount(scheme, GuardedAdapter(self._guard, pool_maxsize=8))

    def request(self, url: str, headers: dict[str, str]) -> Capture:
        """The answer at this very address, whatever its status. Raises Trouble."""
        try:
            with self._session.get(
                url,
                headers=headers,
                proxies=self._proxies_for(url),
                timeout=_TIMEOUT,
                allow_redirects=False,
                stream=True,
            ) as response:
                return self._capture(url, response)
        except Refused as refused:
            raise Trouble(url, str(refused), is_passing=False) from refused
        except (requests.RequestException, HTTPError, OSError, ValueError) as error:
            raise _trouble(url, error) from error

    def _proxies_for(self, url: str) -> dict[str, str]:
        """The user's proxies for a host, which is checked here where they connect to it."""
        host = urlsplit(url).netloc
        if host not in self._proxies:
            self._proxies[host] = requests.utils.get_environ_proxies(url)
        if self._proxies[host]:
            self._guard.check_name(urlsplit(url).hostname or "")
        return self._proxies[host]

    def _capture(self, url: str, response: requests.Response) -> Capture:
        # urllib3 puts equal names together, in one spelling; what it was made from does not
        headers = tuple(cast(Any, response.raw)._original_response.msg.items())
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
        try:
            for piece in self._pieces(response):
                self._put(file, piece)
        except BaseException:
            file.close()
            raise
        file.seek(0)
        return cast(BinaryIO, file)

    def _put(self, file: IO[bytes], piece: bytes) -> None:
        try:
            file.write(piece)
        except OSError as error:
            raise cannot_write(self._spool or "the folder for temporary files", error) from error

    def _pieces(self, response: requests.Response) -> Iterator[bytes]:
        began, size, limits = self._clock(), 0, self._limits
        # whatever has come, so that a server that drips is seen to be slow
        while piece := response.raw.read1(_PIECE, decode_content=False):
            size += len(piece)
            if size > limits.size:
                told = f"the answer is larger than {megabytes(limits.size)} (--max size=…)"
                raise Trouble(response.url, told, is_passing=False)
            if self._clock() - began > limits.seconds:
                told = f"the answer took longer than {limits.seconds} s (--max seconds=…)"
                raise Trouble(response.url, told, is_passing=False)
            yield piece

    def _spool_folder(self) -> str | None:
        return str(self._spool) if self._spool is not None and self._spool.is_dir() else None


def _certificates() -> str | bool:
    """Whom the user trusts, if not the usual authorities."""
    named = (os.environ.get(name) for name in ("REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE"))
    return next(filter(None, named), True)


class _Session(requests.Session):
    def get_redirect_target(self, resp: requests.Response) -> None:
        """Nowhere: requests would read the whole body in memory, only to tell where it leads."""


class _Credentials:
    """Name and password, for the host alone in whose address they stood."""

    def __init__(self, site: str) -> None:
        parts = urlsplit(site)
        self._scheme, self._host = parts.scheme, parts.netloc.rpartition("@")[2].lower()
        self._basic = None
        if parts.username:
            name, password = unquote(parts.username), unquote(parts.password or "")
            self._basic = HTTPBasicAuth(name.encode(), password.encode())

    def __call__(self, request: Any) -> Any:
        """The request, with what it needs."""
        parts = urlsplit(request.url)
        is_own = parts.netloc.lower() == self._host
        is_open = parts.scheme == "http" and self._scheme == "https"  # anybody could read it
        return self._basic(request) if self._basic and is_own and not is_open else request


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
            is_there = not isinstance(error, requests.exceptions.ConnectTimeout)
            return Trouble(url, told, is_passing=True, is_there=is_there)
        case requests.exceptions.ChunkedEncodingError() | ProtocolError():
            return Trouble(url, "the answer was cut short", is_passing=True, is_there=True)
        case requests.exceptions.InvalidURL():
            return Trouble(url, "this is no address", is_passing=False)
        case requests.exceptions.ConnectionError():
            was_cut = isinstance(next(iter(error.args), None), ProtocolError)
            told = "the server could not be reached"
            return Trouble(url, told, is_passing=True, is_there=was_cut)
        case _:
            return Trouble(url, f"the request failed: {type(error).__name__}", is_passing=False)
