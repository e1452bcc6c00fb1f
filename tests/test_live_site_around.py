"""Feed, sitemap and robots.txt of the new site, each with what may be wrong with it."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from migrator.live import State
from tests.live_blog import GUID, checked, feed, moved, post, promised, sitemap
from tests.live_host import Host, Reply, page, serving

pytestmark = pytest.mark.loopback

Plant = Callable[[Host], Reply]


@pytest.fixture
def host() -> Iterator[Host]:
    """The new host, with a blog that came over whole."""
    with serving() as found:
        moved(found)
        yield found


def told(found: Host) -> list[tuple[str, str]]:
    """Every fault: where, and of which kind."""
    return [(row.asked, fault.kind) for row in checked(found).rows for fault in row.faults]


OF_THE_SITE: dict[str, tuple[str, str, Plant]] = {
    "no feed": ("/rss/all.xml", "feed", lambda host: host.otherwise),
    "feed is a page": ("/rss/all.xml", "feed", lambda host: host.replies["/"]),
    "feed is broken": ("/rss/all.xml", "feed", lambda host: Reply(b"<rss><a></rss>")),
    "feed lacks a post": ("/rss/all.xml", "feed", lambda host: feed(host, link="/about/")),
    "new id": ("/rss/all.xml", "feed", lambda host: feed(host, guid="1")),
    "broken sitemap": ("/sitemap.xml", "sitemap", lambda host: Reply(b"<a", kind="text/xml")),
    "strange sitemap": (
        "/sitemap.xml",
        "sitemap",
        lambda host: sitemap(
            *(f"{host.url}{p.path}" for p in promised().pages), "https://o.example/"
        ),
    ),
    "short sitemap": ("/sitemap.xml", "sitemap", lambda host: sitemap(f"{host.url}/")),
    "shut": (
        "/robots.txt",
        "robots",
        lambda host: Reply(b"User-agent: Googlebot\nDisallow: /posts/", kind="text/plain"),
    ),
}


@pytest.mark.parametrize("name", OF_THE_SITE)
def test_fault_of_the_site_is_found(host: Host, name: str) -> None:
    """Feed, sitemap and robots.txt have rows of their own."""
    path, kind, plant = OF_THE_SITE[name]
    host.replies[path] = plant(host)

    assert (path, kind) in [
        (row.asked, fault.kind) for row in checked(host).site for fault in row.faults
    ]


def test_site_without_a_sitemap_is_advised_to_have_one(host: Host) -> None:
    """Not every builder makes a sitemap: the export promises none."""
    del host.replies["/sitemap.xml"]

    assert (checked(host).kinds, checked(host).advice) == ({}, {"sitemap": 1})


def test_sitemap_may_list_sitemaps(host: Host) -> None:
    """A sitemap that robots.txt names may be an index of others; all of them count."""
    host.replies["/robots.txt"] = Reply(f"Sitemap: {host.url}/all.xml".encode(), kind="text/plain")
    host.replies["/one.xml"] = host.replies.pop("/sitemap.xml")
    index = f"<sitemapindex><sitemap><loc>{host.url}/one.xml</loc></sitemap></sitemapindex>"
    host.replies["/all.xml"] = Reply(index.encode(), kind="text/xml")
    (row,) = (row for row in checked(host).site if row.what == "sitemap")
    assert (row.asked, row.findings) == ("/all.xml", ())

    host.replies["/one.xml"] = sitemap()
    assert told(host) == [("/all.xml", "sitemap")]


def test_sitemap_may_be_packed(host: Host) -> None:
    """As a file of its own, by whatever name; what cannot be unpacked is told."""
    packed = gzip.compress(host.replies.pop("/sitemap.xml").body)
    host.replies["/sitemap.xml.gz"] = Reply(packed, kind="application/gzip")
    assert (checked(host).kinds, checked(host).advice) == ({}, {})

    host.replies["/robots.txt"] = Reply(f"Sitemap: {host.url}/all.xml".encode(), kind="text/plain")
    index = f"<sitemapindex><sitemap><loc>{host.url}/sitemap.xml.gz</loc></sitemap></sitemapindex>"
    host.replies["/all.xml"] = Reply(gzip.compress(index.encode()), kind="text/xml")
    assert (checked(host).kinds, checked(host).advice) == ({}, {})

    host.replies["/all.xml"] = Reply(packed[:40], kind="application/gzip")
    assert told(host) == [("/all.xml", "sitemap")]


def test_bomb_in_a_sitemap_is_not_unpacked(host: Host) -> None:
    """It is told that it is too large."""
    bomb = gzip.compress(bytes(1 << 26))
    host.replies["/sitemap.xml"] = Reply(bomb, kind="application/gzip")

    assert told(host) == [("/sitemap.xml", "sitemap")]


def test_too_many_sitemaps_are_told(host: Host) -> None:
    """What lies in those that were not read is not checked; it is no fault, and not in order."""
    named = (f"<sitemap><loc>{host.url}/{n}.xml</loc></sitemap>" for n in range(230))
    host.replies |= {f"/{n}.xml": sitemap(f"{host.url}/") for n in range(230)}
    index = f"<sitemapindex>{''.join(named)}</sitemapindex>"
    host.replies["/sitemap.xml"] = Reply(index.encode(), kind="text/xml")
    (row,) = (row for row in checked(host).site if row.what == "sitemap")

    assert (row.state, row.findings) == (State.NOT_CHECKED, ())
    assert row.unchecked == "31 of 231 sitemaps were not read: too many"
    host.replies["/1.xml"] = sitemap("https://other.example/")
    assert told(host) == [("/sitemap.xml", "sitemap")]


def test_sitemap_without_a_host_is_told(host: Host) -> None:
    """A site that was built without its address lists paths, which is advised against."""
    host.replies["/sitemap.xml"] = sitemap(*(page.path for page in promised().pages))

    assert (checked(host).kinds, checked(host).advice) == ({}, {"sitemap": 1})


def test_feed_may_be_atom(host: Host) -> None:
    """In Atom, the address of a post is an attribute, and its id another element."""
    entry = f'<entry><link href="{host.url}/posts/hill/"/><id>{GUID}</id></entry>'
    atom = f'<feed xmlns="http://www.w3.org/2005/Atom">{entry}</feed>'
    host.replies["/rss/all.xml"] = Reply(atom.encode(), kind="application/atom+xml")
    assert told(host) == []

    host.replies["/rss/all.xml"] = Reply(atom.replace(GUID, "1").encode())
    assert told(host) == [("/rss/all.xml", "feed")]


def test_feed_may_keep_to_the_newest_posts(host: Host) -> None:
    """A builder that keeps no old ids may leave old posts out of its feed, but not all of them."""
    expected = promised()
    old = replace(expected.pages[1], path="/posts/old/", files=())
    expected = replace(expected, pages=(*expected.pages, old), keeps_feed=False)
    host.replies["/posts/old/"] = page(post(host).replace("/posts/hill/", "/posts/old/"))
    found = [row.faults for row in checked(host, expected).site if row.what == "feed"]
    assert found == [()]

    host.replies["/rss/all.xml"] = feed(host, link="/about/")
    found = [row.faults for row in checked(host, expected).site if row.what == "feed"]
    assert next(fault.detail for fault in found[0]).startswith("2 of 2 posts")
