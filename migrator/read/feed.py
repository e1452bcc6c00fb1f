"""RSS feeds and sitemaps: foreign XML, read defensively."""

from __future__ import annotations

import zlib
from datetime import datetime
from email.utils import parsedate_to_datetime
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from migrator import urls
from migrator.dom import one_line
from migrator.models import Failed, Feed, FeedEntry, Snapshot

_GZIP = b"\x1f\x8b"
_LARGEST = 64 * 1024 * 1024  # bytes of a sitemap; the standard allows 50 MB


def _xml(snapshot: Snapshot, most: int = _LARGEST) -> bytes:
    """The text of the file, or its beginning: sitemaps may lie on the server as gzip files."""
    if not snapshot.body.startswith(_GZIP):
        return snapshot.body
    try:
        return zlib.decompressobj(31).decompress(snapshot.body, most)
    except zlib.error:
        return b""


def _root_name(snapshot: Snapshot) -> str:
    start = _xml(snapshot, 2048)[:2048].lstrip(b"\xef\xbb\xbf \t\r\n")
    if not start.startswith(b"<"):
        return ""
    for name in ("rss", "sitemapindex", "urlset"):
        if f"<{name}".encode() in start and b"<html" not in start.lower():
            return name
    return ""


def is_feed(snapshot: Snapshot) -> bool:
    """Do the bytes begin like an RSS feed?"""
    return _root_name(snapshot) == "rss"


def is_sitemap(snapshot: Snapshot) -> bool:
    """Do the bytes begin like a sitemap or an index of sitemaps?"""
    return _root_name(snapshot) in ("sitemapindex", "urlset")


def xml_root(snapshot: Snapshot) -> Element | str:
    """The root element, or why the XML cannot be read."""
    try:
        return fromstring(_xml(snapshot))
    except (ParseError, DefusedXmlException, ValueError, LookupError) as error:
        return f"the XML cannot be read: {type(error).__name__}"


def read_feed(snapshot: Snapshot) -> Feed | Failed:
    """The feed's items; one without a link says nothing about an article and is passed over."""
    root = xml_root(snapshot)
    if isinstance(root, str):
        return Failed(snapshot.url, root, snapshot.source)
    entries = [_entry(item, snapshot.url) for item in root.iter("item")]
    return Feed(snapshot.url, tuple(e for e in entries if e.url), snapshot.source)


def feed_channel(snapshot: Snapshot) -> str:
    """The page that a feed says it is the feed of; empty if it does not say."""
    root = xml_root(snapshot)
    return "" if isinstance(root, str) else one_line(root.findtext("channel/link") or "")


def sitemap_addresses(snapshot: Snapshot) -> tuple[str, ...]:
    """Every `<loc>` of a sitemap or of an index of sitemaps; none if it cannot be read."""
    root = xml_root(snapshot)
    if isinstance(root, str) or not is_sitemap(snapshot):
        return ()
    return tuple(
        one_line(loc.text or "") for loc in root.iter() if loc.tag.rpartition("}")[2] == "loc"
    )


def _entry(item: Element, base: str) -> FeedEntry:
    link = one_line(item.findtext("link") or item.findtext("guid") or "")
    return FeedEntry(
        url=urls.absolute(base, link),
        title=one_line(item.findtext("title") or ""),
        published=_date(item.findtext("pubDate") or ""),
        author=_author(item),
        categories=tuple(filter(None, (one_line(c.text or "") for c in item.findall("category")))),
        guid=one_line(item.findtext("guid") or ""),
    )


def _author(item: Element) -> str:
    """`creator` is a name; RSS's own `author` is an address with a name in brackets."""
    creator = one_line(item.findtext("{http://purl.org/dc/elements/1.1/}creator") or "")
    address = one_line(item.findtext("author") or "")
    name = address.partition("(")[2].rpartition(")")[0]
    return creator or name or ("" if "@" in address else address)


def _date(text: str) -> datetime | None:
    """An empty feed of the platform has dates without a day: no date, then."""
    try:
        return parsedate_to_datetime(text.strip())
    except (ValueError, OverflowError):
        return None
