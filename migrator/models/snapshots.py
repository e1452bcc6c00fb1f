"""What a source hands over: responses, and what could not be had."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from io import BytesIO

from migrator.models.captures import Capture, first_header


class Namer(StrEnum):
    """What kind of thing led to an address."""

    USER = "the command line"
    GUESS = "the usual place of a feed or sitemap"
    ROBOTS = "robots.txt"
    PAGE = "the page"
    REDIRECT = "a redirect from"
    FEED = "the feed"
    SITEMAP = "the sitemap"
    ARCHIVE = "the archive"
    WEB_ARCHIVE = "the web archive"


@dataclass(frozen=True, slots=True)
class NamedBy:
    """Who led to an address: the kind, and the address of the one that did."""

    namer: Namer
    url: str = ""

    def __str__(self) -> str:
        return f"{self.namer} {self.url}".strip()

    @property
    def promises(self) -> bool:
        """Does it say of itself that it lists what there is?"""
        return self.namer in (Namer.FEED, Namer.SITEMAP)


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One response, exactly as received.

    `url` is absolute. Where a saved page does not tell its address, it is a `file:`
    address relative to the folder that was read, so that no machine's paths leak out.
    """

    url: str
    body: bytes
    media_type: str
    fetched_at: datetime
    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()
    source: str = ""  # the saved file's path within its folder; empty for a live response
    named_by: NamedBy | None = None  # None for a saved page
    note: str = ""  # what is odd about how it was had
    is_gone: bool = False  # the site no longer has it
    retrieved_from: str = ""  # the address at a web archive, where the site itself was not asked

    def as_capture(self) -> Capture:
        """The same, on its way into the archive."""
        return Capture(
            url=self.url,
            body=BytesIO(self.body),
            fetched_at=self.fetched_at,
            status=self.status,
            headers=self.headers,
            media_type=self.media_type,
            source=self.source,
            retrieved_from=self.retrieved_from,
        )

    def header(self, name: str) -> str:
        """The value of a response header in any spelling; empty if it was not sent."""
        return first_header(self.headers, name)


@dataclass(frozen=True, slots=True)
class Trace:
    """How an address was had: when, from where, and whether the site still has it."""

    fetched_at: datetime
    retrieved_from: str = ""
    is_gone: bool = False

    @staticmethod
    def of(snapshot: Snapshot) -> Trace:
        """That of a snapshot."""
        return Trace(snapshot.fetched_at, snapshot.retrieved_from, snapshot.is_gone)


@dataclass(frozen=True, slots=True)
class Missing:
    """An address that was named and could not be had, or that robots.txt forbids to ask for.

    `is_passing`: the host did not answer just now, and may do so again.
    """

    url: str
    reason: str
    named_by: NamedBy | None = None
    is_forbidden: bool = False
    is_passing: bool = False
