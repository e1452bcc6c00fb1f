"""What the server is about to send, and the trouble it makes of it."""

from __future__ import annotations

import gzip
import re
import zlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from hashlib import sha256
from threading import Lock

from tests.webnode.blog import Troubles
from tests.webnode.traps import ERROR_PAGE

HTML = "text/html; charset=utf-8"
_UPLOAD = re.compile(r"\d{9}-[0-9a-f]{10}")
_SLOW = 0.05  # seconds
_FIRST_CHANGE = datetime(2026, 1, 10, 8, 30, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer: `packed` is its body for those who take gzip, `sends` how much of it comes."""

    status: int
    body: bytes
    media_type: str
    location: str = ""
    etag: str = ""
    modified: str = ""
    packed: bytes = b""
    wait: float = 0.0  # seconds
    retry_after: str = ""
    sends: int | None = None


class Stamps:
    """Tells when a body last changed: in a clock that only ticks when the site is changed."""

    def __init__(self) -> None:
        self._seen: dict[str, tuple[str, int]] = {}
        self.changes = 0

    def stamped(self, path: str, answer: Answer) -> Answer:
        """An ETag for half of the pages, a date for a third, gzip for half."""
        digest = sha256(answer.body).hexdigest()[:16]
        before = self._seen.get(path)
        if before is None or before[0] != digest:
            before = self._seen[path] = (digest, self.changes)
        choice = zlib.crc32(path.encode())
        is_packed = answer.media_type == HTML and choice >> 8 & 1 == 1
        day = _FIRST_CHANGE + timedelta(hours=before[1])
        weak = "W/" if is_packed else ""
        return replace(
            answer,
            etag=f'{weak}"{digest}"' if choice & 1 else "",
            modified=format_datetime(day, usegmt=True) if choice % 3 == 0 else "",
            packed=gzip.compress(answer.body, 1, mtime=0) if is_packed else b"",
        )


class Trouble:
    """Spoils the answers that a blog spoils; some only the first time."""

    def __init__(self, troubles: Troubles) -> None:
        self._lock, self._met, self._slow = Lock(), set[str](), frozenset(troubles.slow)
        self._once: dict[str, Callable[[Answer], Answer]] = {
            troubles.busy: _busy,
            troubles.throttled: _throttled,
            troubles.error_page: _error_page,
            troubles.cut: _cut,
        }
        self._always: dict[str, Callable[[Answer], Answer]] = {
            _all_sizes(troubles.not_a_picture): _not_a_picture,
            _all_sizes(troubles.no_picture): _no_picture,
            troubles.only_reduced: _no_picture,
        }

    def of(self, path: str, answer: Answer) -> Answer:
        """The answer as it is sent this time."""
        if path in self._slow:
            answer = replace(answer, wait=_SLOW)
        if always := self._always.get(path) or self._always.get(_all_sizes(path)):
            return always(answer)
        if path not in self._once:
            return answer
        with self._lock:
            is_first = path not in self._met
            self._met.add(path)
        return self._once[path](answer) if is_first else answer


def _all_sizes(path: str) -> str:
    """What all addresses of an upload have in common; other paths as they are."""
    found = _UPLOAD.search(path)
    return found[0] if found else path


def _page(status: int, title: str) -> Answer:
    text = f"<!DOCTYPE html><html><head><title>{title}</title></head><body>{title}</body></html>"
    return Answer(status, text.encode(), HTML)


def _busy(answer: Answer) -> Answer:
    return replace(_page(503, "Service Unavailable"), retry_after="1")


def _throttled(answer: Answer) -> Answer:
    return _page(429, "Too Many Requests")


def _error_page(answer: Answer) -> Answer:
    return Answer(200, ERROR_PAGE.encode(), HTML)


def _cut(answer: Answer) -> Answer:
    return replace(answer, sends=len(answer.body) // 2)


def _not_a_picture(answer: Answer) -> Answer:
    return _page(200, "This file has moved")


def _no_picture(answer: Answer) -> Answer:
    return _page(404, "No such file")
