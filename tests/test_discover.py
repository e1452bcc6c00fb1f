"""Which addresses a page, a feed, a sitemap and robots.txt lead to."""

from __future__ import annotations

import gzip
import json

import pytest

from migrator.discover import Site, foreign, is_pager, leads, starting_points, why_not
from migrator.models import NamedBy, Namer, Snapshot
from tests.conftest import FETCHED
from tests.test_live import CLASSIC, PAGE, PERHAPS

HOME = "https://x.example/"
SITE = Site(HOME, frozenset(["x.webnode.example"]))
UPLOAD = "_files/200000013-b8a1fb99c1/a.png"


def snapshot(path: str, body: str | bytes, status: int = 200, kind: str = "text/html") -> Snapshot:
    content = body if isinstance(body, bytes) else body.encode()
    return Snapshot(HOME + path, content, kind, FETCHED, status)


def led_to(path: str, body: str | bytes, status: int = 200) -> list[str]:
    """Where it leads to, by path."""
    return [lead.url.removeprefix(HOME) for lead in leads(snapshot(path, body, status), SITE)]


@pytest.mark.parametrize(
    ("html", "paths"),
    [
        ('<a href="/b/">b</a>', ["b/"]),
        ('<a href="c/">c</a><a href="../d">d</a>', ["a/c/", "d"]),
        ('<map><area href="/b/"></map>', ["b/"]),
        ('<link rel="alternate" hreflang="en" href="/en/">', ["en/"]),
        ('<link rel="next" href="/blog/p-2a/1/">', ["blog/p-2a/1/"]),
        ('<link rel="prev" href="/blog/">', ["blog/"]),
        (f'<link rel="canonical" href="{HOME}b/">', ["b/"]),
        ('<link type="application/rss+xml" href="/rss/b.xml">', ["rss/b.xml"]),
        ('<link rel="stylesheet" href="/b/">', []),
        ('<base href="https://x.example/c/"><a href="b/">b</a>', ["c/b/"]),
        ('<base href="https://else.example/"><a href="b/">b</a>', []),
        ('<a href="/b/#one">1</a><a href="/b/#two">2</a>', ["b/"]),
        ('<a href="http://www.x.webnode.example/b/?q=1">b</a>', ["b/?q=1"]),
        ('<a href=" /b/\n">b</a><a href="">c</a><a href="#">d</a>', ["b/"]),
        ('<a href="mailto:a@x.example">a</a><a href="javascript:go()">b</a>', []),
        ('<a href="http://[broken/">a</a><a href="http://x.example:port/">b</a>', []),
        (f'<a href="/{UPLOAD}">a</a><a href="https://m.x.example/b/">b</a>', []),
    ],
)
def test_page_leads_to_what_it_links_to(html: str, paths: list[str]) -> None:
    """Within the site, in whatever element, relative to the page's base; uploads are no pages."""
    assert led_to("a/", f"<html><head>{html}</head>") == paths


def test_links_that_only_the_data_of_a_page_hold_are_found() -> None:
    """The list that a post belongs to, and whatever a block links to, however deep it lies."""
    blocks = {
        "1": {"type": "wnd.pc.ButtonBlock", "link": "/button/"},
        "2": {"items": [{"style": {"link": f"{HOME}deep/"}}, {"link": "https://else.example/"}]},
        "3": {"link": {"url": "/no-text/"}},
        "4": {"link": ""},
    }
    data = {
        "isListingDetail": True,
        "listing_page": {"link": "/blog/"},
        "listing_item": {"name": "A", "identifier": "a", "content_items": blocks},
    }
    html = PAGE.format('<a href="/shown/">x</a>').replace(
        "</body>", f"<script>wnd.$system = {json.dumps(data)};</script></body>"
    )

    assert led_to("l/a/", html) == ["shown/", "blog/", "button/", "deep/"]
    (first, *_) = leads(snapshot("l/a/", html), SITE)
    assert first.named_by == NamedBy(Namer.PAGE, f"{HOME}l/a/")


@pytest.mark.parametrize("is_packed", [True, False])
def test_sitemap_names_its_own_and_foreign_pages(is_packed: bool) -> None:
    """Entries may be relative, in another scheme, or of another site; the file may be packed.

    A picture that it lists is no page of anybody's.
    """
    entries = ["/b/", f"{HOME}c/", "http://www.x.example/d/", "e/", "https://else.example/a/", ""]
    listed = "".join(f"<url><loc> {entry}\n</loc></url>" for entry in entries)
    listed += f"<image:image><image:loc>{HOME}{UPLOAD}</image:loc></image:image>"
    name = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:image="urn:i"'
    xml = f'<?xml version="1.0"?><urlset {name}>{listed}</urlset>'.encode()
    body = gzip.compress(xml) if is_packed else xml

    assert led_to("maps/1.xml.gz", body) == ["b/", "c/", "d/", "maps/e/"]
    found = leads(snapshot("maps/1.xml", body), SITE)
    assert {lead.named_by for lead in found} == {NamedBy(Namer.SITEMAP, f"{HOME}maps/1.xml")}
    assert foreign(snapshot("maps/1.xml", body), SITE) == ("https://else.example/a/",)


def test_feed_names_its_articles_and_the_page_it_is_of() -> None:
    """The page promises nothing of itself: it is linked; the articles are listed."""
    items = "".join(
        f"<item><link>{url}</link></item>"
        for url in ("/a/", "http://x.example/b/", "//else.example/")
    )
    feed = f"<rss><channel><link>http://x.webnode.example/blog/</link>{items}</channel></rss>"
    found = leads(snapshot("rss/all.xml", feed), SITE)

    by = f"{HOME}rss/all.xml"
    assert found == (
        (f"{HOME}a/", NamedBy(Namer.FEED, by)),
        (f"{HOME}b/", NamedBy(Namer.FEED, by)),
        (f"{HOME}blog/", NamedBy(Namer.PAGE, by)),
    )
    assert foreign(snapshot("rss/all.xml", feed), SITE) == ("https://else.example/",)


@pytest.mark.parametrize(
    "body", ["<rss><channel></rss>", "<urlset><loc>/a/", "", "%PDF-1.4", "<rss/>", b"\x1f\x8b\x08x"]
)
def test_what_cannot_be_read_leads_nowhere(body: str | bytes) -> None:
    """Broken XML, packed or not, and files that are no pages are no error."""
    assert led_to("a", body) == []
    assert foreign(snapshot("a", body), SITE) == ()


@pytest.mark.parametrize("body", ['<html><a href="/b/">b</a>', "<urlset><loc>/b/</loc></urlset>"])
@pytest.mark.parametrize("status", [404, 500, 301])
def test_error_page_leads_nowhere(status: int, body: str) -> None:
    """What links stand on a page that is not there says nothing of the site."""
    assert led_to("a/", body, status) == []
    assert foreign(snapshot("a/", body, status), SITE) == ()


@pytest.mark.parametrize(
    ("url", "owned"),
    [
        ("http://x.example/a", f"{HOME}a"),
        ("https://WWW.X.example/a/#b", f"{HOME}a/"),
        ("http://x.webnode.example/a/?b=c", f"{HOME}a/?b=c"),
        ("https://www.x.webnode.example", HOME),
        ("https://user:word@x.example/a/", f"{HOME}a/"),
        ("https://y.webnode.example/a/", ""),
        ("https://x.example.else.example/", ""),
        ("https://x.example:8080/", ""),
        ("ftp://x.example/", ""),
        ("/a/", ""),
        (f"http://x.webnode.example/{UPLOAD}", ""),
    ],
)
def test_address_of_the_site_is_spelt_as_the_site_s_own(url: str, owned: str) -> None:
    """One scheme and host for all that lead to it; nothing of any other host is the site's."""
    assert SITE.owned(url) == owned


@pytest.mark.parametrize(
    ("skin", "usual"),
    [
        (PAGE, ["sitemap.xml"]),
        (CLASSIC, ["sitemap.xml", "rss/", "rss/all.xml", "archive/news/"]),
        (PERHAPS, ["sitemap.xml", "rss/", "rss/all.xml", "archive/news/"]),
    ],
)
def test_crawl_begins_where_robots_txt_says_and_at_the_usual_places(
    skin: str, usual: list[str]
) -> None:
    """A sitemap may be named by its path alone; those of other sites are passed over."""
    robots = (
        "Sitemap: /one.xml\nSitemap: http://www.x.example/two.xml\nSitemap: https://e.example/\n"
    )
    found = [*starting_points(SITE, robots, snapshot("", skin.format("")))]

    assert [(lead.url, lead.named_by.namer) for lead in found] == [
        *((f"{HOME}{path}", Namer.ROBOTS) for path in ("one.xml", "two.xml")),
        *((f"{HOME}{path}", Namer.GUESS) for path in usual),
    ]


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("search/?q=a", "a search"),
        ("cart/", "a search"),
        ("cartoons/", ""),
        ("searching/", ""),
        ("_system/a.css", "a search"),
        ("images/", ""),
        ("photo.JPG", "a file"),
        ("tour.gpx", "a file"),
        ("a.html", ""),
        ("a.jpg/", ""),
        ("sitemap-1.xml.gz", ""),
        ("a/?print=1", "a variant"),
        ("a/?utm_source=b", ""),
    ],
)
def test_what_is_no_page_is_not_asked_for(path: str, told: str) -> None:
    """Forms, scripts, files and variants are known by their address, and told."""
    assert why_not(HOME + path).startswith(told)
    assert bool(why_not(HOME + path)) == bool(told)


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("blog/p-2a/1/", True),
        ("novinky/newscbm_123456/10/", True),
        ("album/photogallerycbm_12/20", True),
        ("blog/p-2a/", False),
        ("blog/1/", False),
    ],
)
def test_further_page_of_a_list_is_known_by_its_address(path: str, expected: bool) -> None:
    """Of either generation; a number alone does not make one."""
    assert is_pager(HOME + path) is expected
