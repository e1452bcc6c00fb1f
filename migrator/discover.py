"""Which further addresses of the site a snapshot leads to, and who named each.

Nothing is computed: a pager's next page, a post, a feed are found because some page links to them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from protego import Protego

from migrator import urls
from migrator.dom import attribute
from migrator.generations import Refusal, recognise
from migrator.generations.webnode2_json import linked
from migrator.models import Feed, Missing, NamedBy, Namer, Snapshot
from migrator.read.feed import feed_channel, is_feed, is_sitemap, read_feed, sitemap_addresses
from migrator.read.page import parse, redirect_target, refusal

_USUAL = {
    "webnode2": ("/sitemap.xml",),
    "classic": ("/sitemap.xml", "/rss/", "/rss/all.xml", "/archive/news/"),
}
_LINKS = (
    "a[href], area[href], link[type='application/rss+xml'][href], link[rel='alternate'][href],"
    " link[rel='next'][href], link[rel='prev'][href], link[rel='canonical'][href]"
)
_SYSTEM = re.compile(
    r"^/(?:(?:discussion|images|_files|servers|_system|widgets|client\.fe)/.+"
    r"|(?:search|cart|checkout)(?:/|$))"
)
_PAGER = re.compile(r"/(?:p-[0-9a-z]+|newscbm_[0-9a-z]+|photogallerycbm_[0-9a-z]+)/\d+/?$")


class Lead(NamedTuple):
    """An address of the site, and who named it."""

    url: str
    named_by: NamedBy


class Site(NamedTuple):
    """A site: its home page's address, and the other hosts that lead to it."""

    home: str
    also: frozenset[str] = frozenset()

    def owned(self, url: str) -> str:
        """The address as the site itself spells it; empty if it is none of its pages.

        One host, scheme and `www.` for all: else the same page would be asked for twice.
        """
        if urls.host(url) in self.also:
            url = urls.moved(url, self.home)
        if not urls.is_page_of(self.home, url):
            return ""
        return urls.normal(urls.moved(url, self.home))


def robots_text(found: Snapshot | Missing | None) -> str:
    """What a site's robots.txt says; nothing if there is none."""
    if not isinstance(found, Snapshot) or found.status != 200:
        return ""
    return found.body.decode("utf-8", errors="replace")


def starting_points(site: Site, robots: str, home: Snapshot) -> Iterator[Lead]:
    """Where every crawl begins, as robots.txt and the home page's generation have it."""
    for address in Protego.parse(robots).sitemaps:
        yield from _owned(site, [urls.absolute(site.home, address)], NamedBy(Namer.ROBOTS))
    found = recognise(parse(home))
    names = [*_USUAL] if isinstance(found, Refusal) else [found.name]
    usual = dict.fromkeys(path for name in names for path in _USUAL[name])
    paths = (urls.absolute(site.home, path) for path in usual)
    yield from _owned(site, paths, NamedBy(Namer.GUESS))


def leads(snapshot: Snapshot, site: Site) -> tuple[Lead, ...]:
    """The site's own addresses that this snapshot names, in order, each once."""
    found: dict[str, Lead] = {}
    for lead in _named(snapshot, site):
        found.setdefault(lead.url, lead)
    return tuple(found.values())


def foreign(snapshot: Snapshot, site: Site) -> tuple[str, ...]:
    """What a sitemap or feed lists that is none of the site's addresses; uploads are no pages."""
    if snapshot.status != 200:
        return ()
    listed = (*_in_sitemap(snapshot), *_in_feed(snapshot))
    pages = (url for url in listed if urls.is_web(url) and not urls.is_upload(url))
    return tuple(url for url in pages if not site.owned(url))


def _named(snapshot: Snapshot, site: Site) -> Iterator[Lead]:
    if target := redirect_target(snapshot):
        yield from _owned(site, [target], NamedBy(Namer.REDIRECT, snapshot.url))
    elif snapshot.status == 200 and is_sitemap(snapshot):
        yield from _owned(site, _in_sitemap(snapshot), NamedBy(Namer.SITEMAP, snapshot.url))
    elif snapshot.status == 200 and is_feed(snapshot):
        yield from _owned(site, _in_feed(snapshot), NamedBy(Namer.FEED, snapshot.url))
        channel = [urls.absolute(snapshot.url, feed_channel(snapshot))]
        yield from _owned(site, channel, NamedBy(Namer.PAGE, snapshot.url))
    elif snapshot.status == 200 and not refusal(snapshot):
        yield from _owned(site, _linked(snapshot), NamedBy(Namer.PAGE, snapshot.url))


def _owned(site: Site, found: Iterable[str], by: NamedBy) -> Iterator[Lead]:
    own = (site.owned(url) for url in found)
    return (Lead(url, by) for url in own if url)


def _in_sitemap(snapshot: Snapshot) -> list[str]:
    return [urls.absolute(snapshot.url, address) for address in sitemap_addresses(snapshot)]


def _in_feed(snapshot: Snapshot) -> list[str]:
    feed = read_feed(snapshot) if is_feed(snapshot) else None
    return [entry.url for entry in feed.entries] if isinstance(feed, Feed) else []


def _linked(snapshot: Snapshot) -> Iterator[str]:
    page = parse(snapshot)
    for link in page.tree.css(_LINKS):
        yield urls.absolute(page.base, attribute(link, "href"))
    for reference in linked(page):
        yield urls.absolute(snapshot.url, reference)


def is_pager(url: str) -> bool:
    """Is this a further page of a list?"""
    return bool(_PAGER.search(urls.path_of(url)))


def why_not(url: str) -> str:
    """Why an address of the site is not fetched; empty if it is."""
    path = urls.path_of(url)
    if _SYSTEM.match(path):
        return "a search, reply, picture, script or file address of the platform"
    if urls.names_a_file(url):
        return "a file, not a page: it comes over where an exported page links to it"
    if "?" in urls.page_key(url):
        return "a variant of a page, told by a query"
    return ""
