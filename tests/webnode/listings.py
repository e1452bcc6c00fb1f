"""What the platform says about itself: robots.txt, sitemaps, feeds, and where a list goes on."""

from __future__ import annotations

import gzip
from collections.abc import Iterable, Sequence
from html import escape
from random import Random

from tests.webnode.blog import LISTS, STEP, Blog
from tests.webnode.posts import Dialect
from tests.webnode.skin import NAME, Entry
from tests.webnode.spelling import href

_FOREIGN = ("https://elsewhere.example/l/not-ours/", "http://www.elsewhere.example/")
_XML = '<?xml version="1.0" encoding="UTF-8"?>\n'
_SCHEMA = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'


def robots(blog: Blog, site: str) -> str:
    """The site's wishes."""
    return (
        "User-agent: *\n"
        "Disallow: /servers/frontend/\n"
        "Disallow: /private/\n"
        "Allow: /private/open/\n"
        f"Crawl-delay: {blog.robots_delay:g}\n"
        f"Sitemap: {site}/sitemap_index.xml\n"
    )


def sitemap_index(site: str) -> str:
    """The index: one sitemap is packed, and one named by its path alone."""
    parts = (f"{site}/sitemap-1.xml.gz", "/sitemap-2.xml")
    drawn = "".join(f"<sitemap><loc>{part}</loc></sitemap>\n" for part in parts)
    return f"{_XML}<sitemapindex {_SCHEMA}>\n{drawn}</sitemapindex>\n"


def sitemap(site: str, paths: Sequence[str], *, odd: bool = False) -> str:
    """A sitemap; an odd one names each third page by its path alone, and others' pages."""
    named = [("" if odd and at % 3 == 0 else site) + href(path) for at, path in enumerate(paths)]
    named += _FOREIGN if odd else ()
    drawn = "".join(f"<url><loc>{address}</loc></url>\n" for address in named)
    return f"{_XML}<urlset {_SCHEMA}>\n{drawn}</urlset>\n"


def packed(text: str) -> bytes:
    """The text as a gzip file, without a time in it."""
    return gzip.compress(text.encode(), mtime=0)


def feed(site: str, path: str, entries: Iterable[Entry]) -> str:
    """A feed of classic Webnode: plain text, local time with its offset."""
    items = "".join(_item(site, entry) for entry in entries)
    return (
        f'{_XML}<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom">\n<channel>\n'
        f'<atom:link href="{site}{path}" rel="self" type="application/rss+xml" />\n'
        f"<title><![CDATA[{NAME}]]></title>\n<link>{site}/archive/news/</link>\n"
        f"<description></description>\n<language>en</language>\n<generator>Webnode</generator>\n"
        f"{items}</channel>\n</rss>\n"
    )


def _item(site: str, entry: Entry) -> str:
    post, link = entry.post, site + href(entry.post.path)
    return (
        f"<item>\n<title><![CDATA[{post.title}]]></title>\n<link>{link}</link>\n"
        f"<description><![CDATA[{entry.perex}]]></description>\n"
        f"<pubDate>{post.moment:%a, %d %b %Y %H:%M:%S} {post.offset}</pubDate>\n"
        f'<guid isPermaLink="true">{link}</guid>\n<category>{escape("Novinky")}</category>\n'
        "</item>\n"
    )


def pager_path(blog: Blog, dialect: Dialect, at: int) -> str:
    """Where a list goes on; the first page is the list itself. Nobody can guess it."""
    if at == 0:
        return LISTS[dialect]
    rng = Random(f"{blog.seed} {dialect} pager")
    if dialect == "classic":
        return f"{LISTS[dialect]}newscbm_{rng.randrange(100000, 999999)}/{at * STEP}/"
    hashed = "".join(rng.choices("abcdefghkmnpqrstuvwxyz23456789", k=6))
    return f"{LISTS[dialect]}p-{hashed}/{at}/"


def pages_of(number: int) -> int:
    """How many pages a list of so many posts has."""
    return max(1, -(-number // STEP))
