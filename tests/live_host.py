"""A new host on loopback that answers what a test has planted, and notes what it was asked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

PAGE = "text/html; charset=utf-8"


@dataclass(frozen=True)
class Reply:
    """One answer; a status of 0 ends the connection without any."""

    body: bytes = b""
    status: int = 200
    kind: str = PAGE
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass
class Host:
    """What it answers by the path as sent, what to all else, and what it was asked, in order."""

    url: str
    replies: dict[str, Reply] = field(default_factory=dict)
    otherwise: Reply = field(default_factory=lambda: Reply(b"<h1>Not found</h1>", 404))
    asked: list[str] = field(default_factory=list)


def page(text: str) -> Reply:
    return Reply(text.encode())


def sent(to: str, status: int = 301) -> Reply:
    return Reply(b"", status, headers={"Location": to})


@contextmanager
def serving() -> Iterator[Host]:
    """A host that is there until the end of the block."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    host = Host(f"http://127.0.0.1:{server.server_port}")
    server.host = host  # type: ignore[attr-defined]
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield host
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # else each answer waits for the one before it

    def do_GET(self) -> None:
        """Answer as planted."""
        host: Host = self.server.host  # type: ignore[attr-defined]
        host.asked.append(self.path)
        reply = host.replies.get(self.path, host.otherwise)
        if not reply.status:
            self.close_connection = True
            return
        self.send_response(reply.status)
        for name, value in {"Content-Type": reply.kind, **reply.headers}.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(reply.body)))
        self.end_headers()
        self.wfile.write(reply.body)

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing to say."""
