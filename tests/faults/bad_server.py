"""A server that answers badly: some of its answers are spoilt, by chance."""

from __future__ import annotations

import socket
import struct
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import ThreadingHTTPServer
from random import Random
from threading import Lock, Thread

from migrator import demo

STALLS = 0.4  # seconds: longer than the client waits
ALWAYS = 1000
Spoils = Callable[["Bad", bytes, str], None]


@dataclass
class Mood:
    """How a server is minded: which share of its addresses it answers badly, and how often.

    Never its home page; and its robots.txt only if it gets better.
    """

    spoils: Spoils
    chance: Random
    share: float = 0.4
    often: int = 1
    healthy: int = 0  # requests before the first that it answers badly
    spoilt: Counter[str] = field(default_factory=Counter)
    is_over: bool = False
    _seed: float = 0.0
    _lock: Lock = field(default_factory=Lock)

    def __post_init__(self) -> None:
        self._seed = self.chance.random()

    def strikes(self, path: str) -> bool:
        """Is this answer to be spoilt?"""
        never = ("/", "/robots.txt") if self.often == ALWAYS else ("/",)
        is_chosen = path not in never and Random(f"{self._seed}{path}").random() < self.share
        with self._lock:
            self.healthy -= 1
            if (
                self.healthy >= 0
                or self.is_over
                or not is_chosen
                or self.spoilt[path] >= self.often
            ):
                return False
            self.spoilt[path] += 1
            return True


class Bad(demo._Handler):
    """The demo's blog, by a server that spoils what it is about to send."""

    mood: Mood

    def _answer(self, status: int, body: bytes, kind: str, location: str = "") -> None:
        if status == 200 and self.mood.strikes(self.path):
            with suppress(OSError):  # the client may be gone
                self.mood.spoils(self, body, kind)
        else:
            super()._answer(status, body, kind, location)

    def says(self, body: bytes, status: int = 200, **headers: str) -> None:
        """Send this and no more."""
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)
        self.wfile.flush()


@contextmanager
def serve(mood: Mood, port: int = 0) -> Iterator[str]:
    """Serve the demo's blog in this mood; gives its address."""
    handler = type("Minded", (Bad,), {"mood": mood})
    with ThreadingHTTPServer(("127.0.0.1", port), handler) as server:
        Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def is_kind(bad: Bad, body: bytes, kind: str) -> None:
    """It says what it is asked for."""
    bad.says(body, Content_Type=kind, Content_Length=str(len(body)))


def drops(bad: Bad, body: bytes, kind: str) -> None:
    """It goes away in the middle of the body."""
    bad.says(body[: len(body) // 2], Content_Type=kind, Content_Length=str(len(body)))


def stalls(bad: Bad, body: bytes, kind: str) -> None:
    """It falls silent in the middle of the body."""
    drops(bad, body, kind)
    time.sleep(STALLS)


def resets(bad: Bad, body: bytes, kind: str) -> None:
    """It cuts the connection before it has said anything."""
    bad.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    bad.connection.close()


def is_busy(bad: Bad, body: bytes, kind: str) -> None:
    """It has no time."""
    bad.says(b"busy", 503, Content_Type="text/html", Content_Length="4")


def says_packed(bad: Bad, body: bytes, kind: str) -> None:
    """It says that the body is packed, which it is not."""
    way = bad.mood.chance.choice(["gzip", "br", "deflate"])
    size = str(len(body))
    bad.says(body, Content_Type=kind, Content_Length=size, Content_Encoding=way)


def packs_strangely(bad: Bad, body: bytes, kind: str) -> None:
    """It says that the body is packed in a way that nobody knows."""
    bad.says(body, Content_Type=kind, Content_Length=str(len(body)), Content_Encoding="snail")


def says_less(bad: Bad, body: bytes, kind: str) -> None:
    """It says that less comes than does: nobody can see that."""
    bad.says(body, Content_Type=kind, Content_Length=str(len(body) // 2))


def says_what_was(bad: Bad, body: bytes, kind: str) -> None:
    """It says what stood there before somebody has changed it."""
    before = body.replace(b"kettle", b"samovar")
    bad.says(before, Content_Type=kind, Content_Length=str(len(before)))


def says_another_kind(bad: Bad, body: bytes, kind: str) -> None:
    """It says that a page is plain text, a picture a page."""
    other = "text/plain" if "html" in kind else "text/html"
    bad.says(body, Content_Type=other, Content_Length=str(len(body)))
