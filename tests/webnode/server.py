"""The two HTTP servers on loopback, with a record of all that was asked of them."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count
from socket import SHUT_RDWR, socket
from socketserver import BaseServer
from threading import Lock, Thread
from typing import Any

from tests.webnode.answers import HTML, Answer
from tests.webnode.blog import Blog
from tests.webnode.posts import Dialect
from tests.webnode.site import Site
from tests.webnode.skin import Hosts
from tests.webnode.spelling import decoded, href


@dataclass(frozen=True, slots=True)
class Request:
    """One request: the names of its headers are in lower case, its path is as it was asked for.

    `started` and `ended` are of `time.monotonic`; it ended just before the answer was sent.
    """

    port: int
    method: str
    path: str
    headers: Mapping[str, str]
    started: float
    ended: float
    status: int

    @property
    def page(self) -> str:
        """The path decoded (NFC), without its query: as a blog's paths are told."""
        return decoded(self.path.partition("?")[0])

    @property
    def host(self) -> str:
        """The host that was meant."""
        return self.headers.get("host", "")


class Server:
    """A blog that is being served; its log grows in the order in which requests ended."""

    def __init__(self, blog: Blog, site: _Http, assets: _Http) -> None:
        self.blog = blog
        self.port, self.assets_port = site.server_port, assets.server_port
        self.address = f"http://127.0.0.1:{self.port}/"
        self.assets = f"http://127.0.0.1:{self.assets_port}/"
        self.log: list[Request] = []
        self._lock, self._sessions = Lock(), count(1)
        self._site = Site(blog, Hosts(self.address.rstrip("/"), self.assets.rstrip("/")))
        site.serve(self._site.page, self)
        assets.serve(self._site.asset, self)

    @property
    def post_paths(self) -> tuple[str, ...]:
        """All posts that are there now."""
        return self._site.post_paths

    def url(self, path: str) -> str:
        """The address of a decoded path; an upload of wnd2 lies on the asset host."""
        is_upload = path in self.blog.picture_paths and not path.startswith("/_files/")
        return (self.assets if is_upload else self.address).rstrip("/") + href(path)

    def most_at_once(self, port: int) -> int:
        """How many requests one of the servers had in flight at once, at the most."""
        with self._lock:
            own = [each for each in self.log if each.port == port]
        steps = sorted([(r.started, 1) for r in own] + [(r.ended, -1) for r in own])
        most = now = 0
        for _, step in steps:  # an end sorts before a start at the same time
            now += step
            most = max(most, now)
        return most

    def edit(self, path: str, text: str) -> None:
        """Let a post or an ordinary page begin with another paragraph."""
        self._site.edit(path, text)

    def remove(self, path: str) -> None:
        """Take a post away: it answers 404, and nothing lists it."""
        self._site.remove(path)

    def add_post(self, dialect: Dialect | None = None) -> str:
        """Add a post at the top of its list, to sitemap or feed; gives its path."""
        return self._site.add_post(dialect)

    def warm(self) -> None:
        """Draw all posts and files now, so that no client waits for it."""
        self._site.warm()

    def note(self, request: Request) -> None:
        """Put a request into the log."""
        with self._lock:
            self.log.append(request)

    def session(self) -> str:
        """A new visitor's cookie."""
        with self._lock:
            return f"WNDSESSID=visitor{next(self._sessions):06}; path=/; HttpOnly"


class _Http(ThreadingHTTPServer):
    """A server of one port; what is still connected when it closes is cut off."""

    daemon_threads = True
    request_queue_size = 128
    answer: Callable[[str], Answer]
    owner: Server

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self._open: set[socket] = set()

    def serve(self, answer: Callable[[str], Answer], owner: Server) -> None:
        """Say who answers."""
        self.answer, self.owner = answer, owner

    def get_request(self) -> tuple[socket, Any]:
        """The next connection."""
        connection, address = super().get_request()
        self._open.add(connection)
        return connection, address

    def shutdown_request(self, request: Any) -> None:
        """A connection is over."""
        self._open.discard(request)
        super().shutdown_request(request)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that goes away is none of the server's business; a test sees what is missing."""

    def server_close(self) -> None:
        """Cut off who is still there."""
        super().server_close()
        for connection in list(self._open):
            with suppress(OSError):
                connection.shutdown(SHUT_RDWR)


class _Handler(BaseHTTPRequestHandler):
    """Sends what the site answers, and notes what was asked."""

    protocol_version = "HTTP/1.1"
    server_version, sys_version = "webnode", ""
    disable_nagle_algorithm = True
    wbufsize = 1 << 16
    server: BaseServer

    def do_GET(self) -> None:
        """Answer one request."""
        started, http = time.monotonic(), self.server
        assert isinstance(http, _Http)
        answer = http.answer(self.path)
        if wait := answer.wait + http.owner.blog.latency:
            time.sleep(wait)
        status, body, headers = self._made(answer, http)
        sends = len(body) if answer.sends is None else answer.sends
        told = {name.lower(): value for name, value in self.headers.items()}
        ended = time.monotonic()
        http.owner.note(
            Request(http.server_port, self.command, self.path, told, started, ended, status)
        )
        self.send_response(status)
        for name, value in headers:
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body[:sends])
        self.close_connection = self.close_connection or sends < len(body)

    def do_HEAD(self) -> None:
        """The same without the body."""
        self.do_GET()

    def _made(self, answer: Answer, http: _Http) -> tuple[int, bytes, list[tuple[str, str]]]:
        """Status, body and headers of an answer to somebody who knows it already, or does not."""
        known = [("ETag", answer.etag), ("Last-Modified", answer.modified)]
        known = [(name, value) for name, value in known if value]
        if answer.status == 200 and self._has(answer):
            return 304, b"", known
        headers = [("Content-Type", answer.media_type), *known]
        body = answer.body
        if answer.packed:
            headers.append(("Vary", "Accept-Encoding"))
            if "gzip" in self.headers.get("Accept-Encoding", ""):
                body = answer.packed
                headers.append(("Content-Encoding", "gzip"))
        headers.append(("Content-Length", str(len(body))))
        if answer.location:
            headers.append(("Location", answer.location))
        if answer.retry_after:
            headers.append(("Retry-After", answer.retry_after))
        if answer.media_type == HTML:
            headers.append(("Set-Cookie", http.owner.session()))
        return answer.status, body, headers

    def _has(self, answer: Answer) -> bool:
        """Has the client the same already? Its tags count more than its date."""
        tags = self.headers.get("If-None-Match")
        if tags is not None:
            asked = {tag.strip().removeprefix("W/") for tag in tags.split(",")}
            return bool(answer.etag) and answer.etag.removeprefix("W/") in asked
        since = self.headers.get("If-Modified-Since")
        if not since or not answer.modified:
            return False
        try:
            return parsedate_to_datetime(answer.modified) <= parsedate_to_datetime(since)
        except (ValueError, TypeError):
            return False

    def log_message(self, format: str, *args: object) -> None:
        """The log is a list of records."""


@contextmanager
def serve(blog: Blog) -> Iterator[Server]:
    """Serve the blog on two free ports of this computer; stops when done."""
    with _Http() as site, _Http() as assets:
        server = Server(blog, site, assets)
        for http in (site, assets):
            Thread(target=http.serve_forever, args=(0.02,), daemon=True).start()
        try:
            yield server
        finally:
            site.shutdown()
            assets.shutdown()
