"""The preview over HTTP, for this computer alone. What came from the old site can run nothing."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from os import fstat
from pathlib import Path, PurePosixPath
from shutil import copyfileobj
from threading import Thread
from typing import Any, BinaryIO
from urllib.parse import unquote

_SERVED = frozenset(["preview", "site"])
_REPORT = PurePosixPath("report.html")
_OURS = (PurePosixPath("preview/index.html"), PurePosixPath("preview/pages"), _REPORT)
_TYPES = {
    ".avif": "image/avif",
    ".bmp": "image/bmp",
    ".css": "text/css",
    ".gif": "image/gif",
    ".html": "text/html",
    ".ico": "image/x-icon",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".js": "text/javascript",
    ".json": "application/json",
    ".md": "text/plain",
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain",
    ".webp": "image/webp",
    ".xml": "text/plain",
}
_POLICY = (
    "default-src 'none'; img-src 'self'; style-src 'self'{styles}; script-src 'self';"
    " frame-src 'self'; frame-ancestors 'self'; base-uri 'none'; form-action 'none'"
)
_SANDBOX = "; sandbox"
_PATIENCE = 0.05  # seconds until it notices that it is to stop


class _Server(ThreadingHTTPServer):
    """Knows which folder it serves."""

    daemon_threads = True

    def __init__(self, folder: Path, port: int) -> None:
        self.folder = folder.resolve()
        super().__init__(("127.0.0.1", port), _Handler)

    @property
    def hosts(self) -> frozenset[str]:
        """The names under which it may be asked: no other page gets at it under its own."""
        return frozenset(f"{name}:{self.server_port}" for name in ("127.0.0.1", "localhost"))

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A browser that goes on before a picture is there is nothing to tell the user of."""
        if not isinstance(sys.exception(), OSError):
            super().handle_error(request, client_address)


class _Handler(BaseHTTPRequestHandler):
    """Answers with files of the preview and of the new site, and with nothing else."""

    server: _Server
    server_version = "migrator"
    sys_version = ""
    timeout = 30

    def do_GET(self) -> None:
        """Answer one request."""
        self._answer(with_body=True)

    def do_HEAD(self) -> None:
        """The same without the body."""
        self._answer(with_body=False)

    def _answer(self, *, with_body: bool) -> None:
        if self.headers.get("Host", "") not in self.server.hosts:
            self._refuse(421)
            return
        path = self.path.partition("?")[0]
        if path in ("/", "/preview", "/preview/"):
            self._lead("/preview/index.html")
            return
        name = PurePosixPath(unquote(path).lstrip("/"))
        found = _file(self.server.folder, name)
        if found is None:
            self._refuse(404)
            return
        with found:
            self._head(200, _type(name), fstat(found.fileno()).st_size, _policy(name))
            if with_body:
                copyfileobj(found, self.wfile)

    def _lead(self, address: str) -> None:
        self.send_response(302)
        self.send_header("Location", address)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _refuse(self, status: int) -> None:
        self._head(status, "text/plain; charset=utf-8", 0, _policy(PurePosixPath("site")))

    def _head(self, status: int, kind: str, length: int, policy: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(length))
        self.send_header("Content-Security-Policy", policy)
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Referrer-Policy", "no-referrer")
        self.send_header("Cross-Origin-Opener-Policy", "same-origin")
        self.send_header("Cache-Control", "no-store")
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Nobody wants to read of requests."""


def _file(folder: Path, name: PurePosixPath) -> BinaryIO | None:
    """The file of this name, if it may be served: it lies in the folder, and no link leads out."""
    is_served = name == _REPORT or (bool(name.parts) and name.parts[0] in _SERVED)
    if "\0" in str(name) or ".." in name.parts or not is_served:
        return None
    root = folder if name == _REPORT else folder / name.parts[0]
    try:
        path = folder.joinpath(*name.parts).resolve()
        return path.open("rb") if path.is_relative_to(root) and path.is_file() else None
    except (OSError, RuntimeError):  # a name too long, links in a circle, a file that is gone
        return None


def _type(name: PurePosixPath) -> str:
    """What a file is; a page among the files of the old site is only text."""
    kind = _TYPES.get(name.suffix.lower(), "application/octet-stream")
    if name.parts[0] == "site" and kind in ("text/html", "text/javascript"):
        kind = "text/plain"
    return f"{kind}; charset=utf-8" if kind.startswith("text/") else kind


def _policy(name: PurePosixPath) -> str:
    """What a page may load; all that is not ours is in a sandbox as well."""
    policy = _POLICY.format(styles=" 'unsafe-inline'" if name == _REPORT else "")
    return policy + ("" if any(map(name.is_relative_to, _OURS)) else _SANDBOX)


@contextmanager
def serve(folder: Path, port: int = 0) -> Iterator[str]:
    """Serve the output folder, on any free port unless one is named; gives the address.

    Raises OSError if the port is taken.
    """
    server = _Server(folder, port)
    thread = Thread(target=server.serve_forever, args=(_PATIENCE,), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/preview/index.html"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
