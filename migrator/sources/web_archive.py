"""A web archive on the network: what it has of a site, and the bytes as they were.

The Internet Archive's Wayback Machine and pywb speak the same language, but for details.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, NamedTuple
from urllib.parse import quote, urlsplit

from migrator import urls
from migrator.archive import BodyBroken, unpacked
from migrator.errors import SourceBroken
from migrator.fetch import Fetcher
from migrator.models import Capture, Missing
from migrator.sources.base import Wayback

_INTERNET_ARCHIVE = "web.archive.org"
_ORIGINAL = "x-archive-orig-"
_OF_THE_TRANSFER = frozenset(["content-encoding", "content-length", "transfer-encoding"])
_LARGEST = 1 << 28  # bytes of a list of captures
_TIME = "%Y%m%d%H%M%S"


def is_public(endpoint: str) -> bool:
    """Is this the web archive that serves everybody?"""
    return urls.host(endpoint) == _INTERNET_ARCHIVE


class Listed(NamedTuple):
    """A capture that the web archive has: of which address, when, and what it was."""

    url: str
    when: datetime
    status: str
    media_type: str

    @property
    def may_be_good(self) -> bool:
        """Was this an answer with a body? One that repeats another does not tell its status."""
        return self.status in ("200", "-", "")


class WebArchive:
    """Asks the collection at an endpoint. Captures after `at` do not count."""

    def __init__(self, wayback: Wayback, fetcher: Fetcher) -> None:
        self._replay = urls.normal(wayback.endpoint).rstrip("/") + "/"  # without a password in it
        self._at, self._fetcher = wayback.at, fetcher

    @property
    def fetcher(self) -> Fetcher:
        """Who asks."""
        return self._fetcher

    def below(self, site: str) -> tuple[Listed, ...]:
        """Everything that there is of a site, the newest first. Raises SourceBroken."""
        return self._listed(urlsplit(site).netloc + "/", "prefix")

    def of(self, url: str) -> tuple[Listed, ...]:
        """Everything that there is of one address, the newest first. Raises SourceBroken."""
        return self._listed(url, "exact")

    def capture(self, listed: Listed) -> Capture | Missing:
        """The bytes as the site sent them, under the address that they had then."""
        stamp = listed.when.strftime(_TIME)
        place = f"{self._replay}{stamp}id_/{listed.url}"
        found = self._fetcher.get(place)
        if isinstance(found, Missing):
            return replace(found, url=listed.url)
        if found.status != 200:
            found.body.close()
            return Missing(listed.url, f"the web archive answered {found.status}")
        return replace(
            found,
            url=urls.normal(listed.url),
            headers=_as_sent(found.headers),
            fetched_at=listed.when,
            request=(),
            retrieved_from=place,
        )

    def _listed(self, url: str, match: str) -> tuple[Listed, ...]:
        query = f"?url={quote(url, safe='')}&matchType={match}&output=json"
        found = self._fetcher.get(self._index + query)
        if isinstance(found, Missing):
            raise self._trouble(found.reason)
        with found.body:
            if found.status not in (200, 404):
                raise self._trouble(f"it answered {found.status}")
            rows = _rows(_text(found)) if found.status == 200 else []
        listed = filter(None, map(_read, rows))
        known = (one for one in listed if self._at is None or one.when <= self._at)
        return tuple(sorted(known, key=lambda one: one.when, reverse=True))

    def _trouble(self, reason: str) -> SourceBroken:
        hint = "Try again later, or name another collection with --wayback-endpoint."
        return SourceBroken(f"the web archive at {self._index} cannot be asked: {reason}", hint)

    @property
    def _index(self) -> str:
        if is_public(self._replay):
            return f"https://{_INTERNET_ARCHIVE}/cdx/search/cdx"
        return f"{self._replay}cdx"


def _text(found: Capture) -> str:
    body = bytearray()
    try:
        for piece in unpacked(found.body, found.headers):
            body += piece
            if len(body) > _LARGEST:
                raise SourceBroken("the web archive's list of captures is too long to read")
    except BodyBroken as broken:
        raise SourceBroken(f"the web archive's list of captures: {broken}") from broken
    return body.decode("utf-8", errors="replace")


def _rows(text: str) -> list[Mapping[str, Any]]:
    """The Wayback Machine sends a list with its heads first, pywb an object a line."""
    try:
        if text.lstrip().startswith("["):
            heads, *rows = json.loads(text) or [[]]
            return [dict(zip(heads, row, strict=False)) for row in rows]
        found = [json.loads(line) for line in text.splitlines() if line.strip()]
    except (ValueError, TypeError) as error:
        raise SourceBroken("the web archive's list of captures cannot be read") from error
    return [row for row in found if isinstance(row, dict)]


def _read(row: Mapping[str, Any]) -> Listed | None:
    url = str(row.get("original") or row.get("url") or "")
    try:
        when = datetime.strptime(str(row.get("timestamp")), _TIME).replace(tzinfo=UTC)
    except ValueError:
        return None
    status = str(row.get("statuscode") or row.get("status") or "")
    media_type = str(row.get("mimetype") or row.get("mime") or "")
    return Listed(urls.normal(url), when, status, media_type) if urls.is_web(url) else None


def _as_sent(headers: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """The site's own headers, if the archive tells them apart from its own."""
    told = [*headers]
    own = [
        (name[len(_ORIGINAL) :], value)
        for name, value in told
        if name.lower().startswith(_ORIGINAL)
        and name[len(_ORIGINAL) :].lower() not in (*_OF_THE_TRANSFER, "set-cookie")
    ]
    transfer = [(name, value) for name, value in told if name.lower() in _OF_THE_TRANSFER]
    return (*own, *transfer) if own else tuple(told)
