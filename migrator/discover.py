"""Which further addresses of the site a snapshot leads to, and who named each.

Nothing is computed: a pager's next page, a post, a feed are found because some page links to them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from migrator import urls
from migrator.dom import attribute
from migrator.models import Feed, NamedBy, Namer, Snapshot
from migrator.read.feed import is_feed, is_sitemap, read_feed, sitemap_addresses
from migrator.read.page import parse, redirect_target, refusal

_USUAL = ("/sitemap.xml", "/rss/", "/rss/all.xml")
_SYSTEM = re.compile(
    r"^/(?:(?:discussion|images|_files|servers|_system|widgets|client\.fe)/.+"
    r"|(?:search|cart|checkout)(?:/|$))"
)
_PAGER = re.compile(r"/(?:p-[0-9a-z]+|newscbm_[0-9a-z]+|photogallerycbm_[0-9a-z]+)/\d+/?$")
_FILE = re.compile(
    r"\.(?:7z|avi|bmp|css|csv|docx?|exe|gif|gpx|ico|jpe?g|js|json|kml|mov|mp[34]|od[pst]|ogg|pdf|png"
    r"|pptx?|rar|rtf|svg|tiff?|txt|wav|webm|webp|wmv|xlsx?|zip)$",
    re.IGNORECASE,
)


class Lead(NamedTuple):
    """An address of the site, and who named it."""

    url: str
    named_by: NamedBy


def starting_points(site: str, sitemaps: tuple[str, ...]) -> tuple[Lead, ...]:
    """Where every crawl begins; not every site has all of them."""
    wanted = [Lead(urls.absolute(site, address), NamedBy(Namer.ROBOTS)) for address in sitemaps]
    wanted += [Lead(urls.absolute(site, path), NamedBy(Namer.GUESS)) for path in _USUAL]
    return tuple(lead for lead in wanted if urls.is_page_of(site, lead.url))


def leads(snapshot: Snapshot, site: str) -> tuple[Lead, ...]:
    """The site's own addresses that this snapshot names, in order, each once."""
    found: dict[str, Lead] = {}
    for url, named_by in _named(snapshot):
        if urls.is_page_of(site, url):
            found.setdefault(urls.normal(url), Lead(urls.normal(url), named_by))
    return tuple(found.values())


def _named(snapshot: Snapshot) -> Iterator[tuple[str, NamedBy]]:
    if target := redirect_target(snapshot):
        yield target, NamedBy(Namer.REDIRECT, snapshot.url)
    elif snapshot.status == 200 and is_sitemap(snapshot):
        for address in sitemap_addresses(snapshot):
            yield urls.absolute(snapshot.url, address), NamedBy(Namer.SITEMAP, snapshot.url)
    elif snapshot.status == 200 and is_feed(snapshot):
        feed = read_feed(snapshot)
        for entry in feed.entries if isinstance(feed, Feed) else ():
            yield entry.url, NamedBy(Namer.FEED, snapshot.url)
    elif snapshot.status == 200 and not refusal(snapshot):
        yield from _linked(snapshot)


def _linked(snapshot: Snapshot) -> Iterator[tuple[str, NamedBy]]:
    page = parse(snapshot)
    for link in page.tree.css("a[href], link[type='application/rss+xml'][href]"):
        yield urls.absolute(page.base, attribute(link, "href")), NamedBy(Namer.PAGE, snapshot.url)


def is_pager(url: str) -> bool:
    """Is this a further page of a list?"""
    return bool(_PAGER.search(urls.path_of(url)))


def why_not(url: str) -> str:
    """Why an address of the site is not fetched; empty if it is."""
    path = urls.path_of(url)
    if _SYSTEM.match(path):
        return "a search, reply, picture, script or file address of the platform"
    if _FILE.search(path):
        return "a file, not a page: it comes over where an exported page links to it"
    if "?" in urls.page_key(url):
        return "a variant of a page, told by a query"
    return ""
