"""The demo: a small blog of invented pages, served on loopback as its old host would.

`@SITE@` in the pages stands for the server's own address.
"""

from __future__ import annotations

import mimetypes
import re
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.resources import files
from importlib.resources.abc import Traversable
from threading import Thread
from urllib.parse import unquote

_UPLOAD = re.compile(r"/\d{9}-[0-9a-f]+/(?:\d+/)?([^/]+)$")
_TEXT = ("text/html", "text/xml", "application/xml", "text/plain")


class _Handler(BaseHTTPRequestHandler):
    """Answers as Webnode does: pages in folders, uploads by their id, nothing else."""

    def do_GET(self) -> None:
        """Answer one request."""
        path = unquote(self.path.partition("?")[0])
        if path == "/home/":
            self._answer(301, b"", "text/html", location="/")
            return
        found = _file_for(path)
        if found is None:
            self._answer(404, b"<!DOCTYPE html><html><body>Not found</body></html>", "text/html")
            return
        kind = mimetypes.guess_type(found.name)[0] or "application/octet-stream"
        body = found.read_bytes()
        site = f"http://{self.headers['Host']}".encode()
        self._answer(200, body.replace(b"@SITE@", site) if kind in _TEXT else body, kind)

    def _answer(self, status: int, body: bytes, kind: str, location: str = "") -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        if location:
            self.send_header("Location", location)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """The demo talks about the export, not about requests."""


def _file_for(path: str) -> Traversable | None:
    site = files(__package__) / "site"
    if upload := _UPLOAD.search(path):
        found = site.joinpath("files", upload[1])
    else:
        names = [name for name in path.split("/") if name]
        if ".." in names:
            return None
        found = site.joinpath("pages", *names)
        found = found / "index.html" if found.is_dir() else found
    return found if found.is_file() else None


@contextmanager
def serve() -> Iterator[str]:
    """Serve the blog on a free port of this computer; gives its address, stops when done."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
