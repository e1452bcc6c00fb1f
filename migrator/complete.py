"""What the page did not say and the feed or the user knows: the exact date, the time zone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, tzinfo

from migrator import urls
from migrator.models import Article, Fact, Failed, Feed, FeedEntry, LeftOut, Note, Reading

_NO_ZONE = "no time zone is known for the date, so it is taken as UTC (see --timezone)"
_IN_FEED = "the feed names this article, but its page was not there"
_IN_LIST = "its page was not there, but it is named by the list on"


def by_address(feeds: Iterable[Feed]) -> dict[str, FeedEntry]:
    """The entries of all feeds by the page they speak of; the first feed that names one wins."""
    entries: dict[str, FeedEntry] = {}
    for feed in feeds:
        for entry in feed.entries:
            entries.setdefault(urls.page_key(entry.url), entry)
    return entries


def complete(article: Article, entries: Mapping[str, FeedEntry], zone: tzinfo | None) -> Article:
    """The article with a date that has an offset, where any date is known at all."""
    entry = entries.get(urls.page_key(article.url))
    date = _dated(article.date, entry)
    if date is None or date.value.tzinfo is not None:
        return replace(article, date=date)
    aware = Fact(date.value.replace(tzinfo=zone or UTC), date.origin)
    notes = article.notes if zone else (*article.notes, Note("complete", _NO_ZONE))
    return replace(article, date=aware, notes=notes)


def _dated(read: Fact[datetime] | None, entry: FeedEntry | None) -> Fact[datetime] | None:
    """The feed's instant, where the page gives no date or no offset."""
    published = entry.published if entry is not None else None
    if published is None or (read is not None and read.value.tzinfo is not None):
        return read
    return Fact(published, "feed")


def not_had(readings: Sequence[Reading], entries: Mapping[str, FeedEntry]) -> tuple[Failed, ...]:
    """The posts that a feed or a list names and whose page is not among the readings."""
    named = {key: (entry.url, f"{_IN_FEED}: “{entry.title}”") for key, entry in entries.items()}
    for reading in readings:
        for url in reading.listed if isinstance(reading, Article | LeftOut) else ():
            told = f"{_IN_LIST} {reading.source or reading.url}"
            named.setdefault(urls.page_key(url), (url, told))
    seen = {key for reading in readings for key in _keys(reading)}
    return tuple(Failed(url, told) for key, (url, told) in named.items() if key not in seen)


def _keys(reading: Reading) -> tuple[str, ...]:
    old_path = reading.old_path if isinstance(reading, Article) else ""
    return urls.page_keys(reading.url, old_path)
