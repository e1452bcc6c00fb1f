"""Which further addresses of the site a snapshot leads to, and who named each.

Nothing is computed: a pager's next page, a post, a feed are found because some page links to them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from migrator import urls
from migrator.dom import attribute
from migrator.models import Feed, Snapshot
from migrator.read.feed import is_feed, is_sitemap, read_feed, sitemap_addresses
from migrator.read.page import parse, refusal

_NEVER = re.compile(
    r"^/(?:discussion|search|servers|_system|cart|checkout|album|images|_files|widgets|client\.fe)(?:/|$)"
)
_USUAL = ("/sitemap.xml", "/rss/", "/rss/all.xml")
USUAL_PLACE = "the usual place of a feed or sitemap"
_PAGE_SUFFIX = re.compile(r"\.(?:html?|xml)$", re.IGNORECASE)
_SUFFIX = re.compile(r"\.[A-Za-z0-9]{1,5}$")


class Lead(NamedTuple):
    """An address worth fetching, and who named it."""

    url: str
    named_by: str


def starting_points(site: str, sitemaps: tuple[str, ...]) -> tuple[Lead, ...]:
    """Where every crawl begins; not every site has all of them."""
    wanted = [Lead(urls.absolute(site, address), "robots.txt") for address in sitemaps]
    wanted += [Lead(urls.absolute(site, path), USUAL_PLACE) for path in _USUAL]
    return tuple(lead for lead in wanted if is_worth_fetching(lead.url, site))


def leads(snapshot: Snapshot, site: str) -> tuple[Lead, ...]:
    """The site's own addresses that this snapshot names, in order, each once."""
    found = {urls.normal(url): Lead(urls.normal(url), by) for url, by in _named(snapshot)}
    return tuple(lead for url, lead in found.items() if is_worth_fetching(url, site))


def _named(snapshot: Snapshot) -> Iterator[tuple[str, str]]:
    if 300 <= snapshot.status < 400:
        target = {name.lower(): value for name, value in snapshot.headers}.get("location", "")
        yield urls.absolute(snapshot.url, target), f"a redirect from {snapshot.url}"
    elif snapshot.status == 200 and is_sitemap(snapshot):
        for address in sitemap_addresses(snapshot):
            yield urls.absolute(snapshot.url, address), f"the sitemap {snapshot.url}"
    elif snapshot.status == 200 and is_feed(snapshot):
        feed = read_feed(snapshot)
        for entry in feed.entries if isinstance(feed, Feed) else ():
            yield urls.absolute(snapshot.url, entry.url), f"the feed {snapshot.url}"
    elif snapshot.status == 200 and not refusal(snapshot):
        yield from _linked(snapshot)


def _linked(snapshot: Snapshot) -> Iterator[tuple[str, str]]:
    page = parse(snapshot)
    for link in page.tree.css("a[href], link[type='application/rss+xml'][href]"):
        yield urls.absolute(page.base, attribute(link, "href")), f"the page {snapshot.url}"


def is_worth_fetching(url: str, site: str) -> bool:
    """Is this a page, feed or sitemap of the site, and none of those that hold no content?"""
    if not urls.is_web(url) or urls.host(url) != urls.host(site) or urls.is_upload(url):
        return False
    path = urls.path_of(url)
    is_file = _SUFFIX.search(path) and not _PAGE_SUFFIX.search(path)
    return not is_file and not _NEVER.match(path) and "?" not in urls.page_key(url)
