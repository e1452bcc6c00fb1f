"""The crawl: everything the site names, nothing it does not, each page once."""

from __future__ import annotations

import pytest
import responses
from requests.exceptions import ConnectionError as Unreachable

from migrator.errors import NothingToExport, SourceMissing
from migrator.fetch import Fetcher
from migrator.models import LeftOut, Missing, Snapshot
from migrator.sources.base import Terms
from migrator.sources.live import LiveSource

SITE = "https://x.webnode.example/"
PAGE = (
    '<html><head><meta name="generator" content="Webnode 2"></head>'
    '<body><div class="wnd-page"><main>{}</main></div></body></html>'
)


def source(known: dict[str, Snapshot] | None = None) -> LiveSource:
    terms = Terms(watch=lambda progress: None, known=(known or {}).get)
    return LiveSource(SITE, Fetcher(SITE, sleep=lambda seconds: None), terms)


def serve(network: responses.RequestsMock, **pages: str) -> None:
    """Serve pages by path; whatever else is asked for is not there."""
    network.get(f"{SITE}robots.txt", body="User-agent: *\nCrawl-delay: 0\n")
    for path, body in pages.items():
        network.get(SITE + path, body=PAGE.format(body) if body[:1] != "<?" else body)
    for path in ("sitemap.xml", "rss/", "rss/all.xml"):
        if path not in pages:
            network.get(SITE + path, status=404)


def links(*paths: str) -> str:
    return "".join(f'<a href="{path}">x</a>' for path in paths)


def fetched(network: responses.RequestsMock) -> list[str]:
    asked = [str(call.request.url).removeprefix(SITE) for call in network.calls]
    return [path for path in asked if path not in ("robots.txt", "rss/", "rss/all.xml")]


def test_pager_is_followed_to_its_end(network: responses.RequestsMock) -> None:
    """Every page of a list is found because the one before names it, and every post on them."""
    serve(
        network,
        **{
            "": links("/blog/"),
            "blog/": links("/l/a/", "/blog/p-4k2m/1/"),
            "blog/p-4k2m/1/": links("/blog/", "/l/b/", "/blog/p-4k2m/2/"),
            "blog/p-4k2m/2/": links("/l/c/", "/blog/p-4k2m/1/"),
            **{f"l/{name}/": "" for name in "abc"},
        },
    )
    found = list(source().pages())

    posts = [page.url for page in found if isinstance(page, Snapshot) and "/l/" in page.url]
    assert posts == [f"{SITE}l/{name}/" for name in "abc"]
    assert len(fetched(network)) == len(set(fetched(network)))


def test_sitemap_and_feed_name_pages_that_nothing_links_to(
    network: responses.RequestsMock,
) -> None:
    """An index of sitemaps leads to sitemaps; a feed leads to articles, in any scheme."""
    index = f"<?xml?><sitemapindex><sitemap><loc>{SITE}map-1.xml</loc></sitemap></sitemapindex>"
    listed = f"<?xml?><urlset><url><loc>{SITE}lonely/</loc></url></urlset>"
    feed = "<?xml?><rss><item><link>http://x.webnode.example/news/old/</link></item></rss>"
    network.get(f"{SITE}robots.txt", body=f"Crawl-delay: 0\nSitemap: {SITE}sitemap.xml\n")
    network.get(SITE, body=PAGE.format(""))
    network.get(f"{SITE}rss/", status=404)
    for path, body in {
        "sitemap.xml": index.replace("<?xml?>", ""),
        "map-1.xml": listed.replace("<?xml?>", ""),
        "rss/all.xml": feed.replace("<?xml?>", ""),
        "lonely/": PAGE.format(""),
    }.items():
        network.get(SITE + path, body=body)
    network.get("http://x.webnode.example/news/old/", body=PAGE.format(""))

    urls = [page.url for page in source().pages()]

    assert f"{SITE}lonely/" in urls
    assert "http://x.webnode.example/news/old/" in urls


def test_what_holds_no_content_is_never_asked_for(network: responses.RequestsMock) -> None:
    """Reply forms, search, the mobile twin, files, foreign hosts and queries are left alone."""
    serve(
        network,
        **{
            "": links(
                "/discussion/?tid=1",
                "/search/",
                "/servers/x/",
                "http://m.x.webnode.example/a/",
                "https://other.example/",
                "/_files/200000013-b8a1fb99c1/a.pdf",
                "/photo.jpg",
                "/a/?print=1",
                "mailto:a@x.example",
                "/a/#b",
            ),
            "a/": "",
        },
    )
    list(source().pages())

    assert fetched(network) == ["", "a/", "sitemap.xml"]


def test_dead_link_is_told_with_who_named_it(network: responses.RequestsMock) -> None:
    """A 404 of the old site is no fault of the export; a guessed feed is not even a dead link."""
    serve(network, **{"": links("/gone/")})
    network.get(f"{SITE}gone/", status=404)
    found = {page.url: page for page in source().pages()}

    dead = found[f"{SITE}gone/"]
    assert isinstance(dead, LeftOut)
    assert dead.rule == "dead-link"
    assert f"named by the page {SITE}" in dead.reason
    feed = found[f"{SITE}rss/all.xml"]
    assert isinstance(feed, LeftOut)
    assert feed.rule == "not-offered"


def test_page_that_cannot_be_had_does_not_stop_the_crawl(
    network: responses.RequestsMock,
) -> None:
    """A broken connection costs one page, with its reason and who named it."""
    serve(network, **{"": links("/a/", "/b/"), "b/": ""})
    network.get(f"{SITE}a/", body=Unreachable())
    found = {page.url: page for page in source().pages()}

    lost = found[f"{SITE}a/"]
    assert isinstance(lost, Missing)
    assert lost.named_by == f"the page {SITE}"
    assert isinstance(found[f"{SITE}b/"], Snapshot)


def test_redirect_is_followed_within_the_site(network: responses.RequestsMock) -> None:
    """Where a page has moved, its new address is fetched; both are seen."""
    serve(network, **{"": links("/old/"), "new/": ""})
    network.get(f"{SITE}old/", status=301, headers={"Location": "/new/"})
    found = [page.url for page in source().pages()]

    assert f"{SITE}old/" in found
    assert f"{SITE}new/" in found


def test_redirect_to_another_spelling_is_fetched_there(network: responses.RequestsMock) -> None:
    """A redirect that only adds a slash still leads to the page; a loop ends."""
    serve(network, **{"": links("/a", "/loop/"), "a/": ""})
    network.get(f"{SITE}a", status=301, headers={"Location": "/a/"})
    network.get(f"{SITE}loop/", status=302, headers={"Location": "/loop/"})
    found = [page.url for page in source().pages()]

    assert f"{SITE}a/" in found
    assert fetched(network).count("loop/") == 1


def test_what_the_archive_holds_is_not_fetched_again(network: responses.RequestsMock) -> None:
    """A second run asks the site for nothing that it answered before."""
    serve(network, **{"": links("/a/"), "a/": ""})
    known = {page.url: page for page in source().pages() if isinstance(page, Snapshot)}
    network.calls.reset()
    list(source(known).pages())

    assert fetched(network) == ["sitemap.xml"]


def test_server_error_is_asked_again_next_time(network: responses.RequestsMock) -> None:
    """An archived 503 is no answer: the next run tries again."""
    serve(network, **{"": links("/a/"), "a/": ""})
    known = {page.url: page for page in source().pages() if isinstance(page, Snapshot)}
    page = known[f"{SITE}a/"]
    known[page.url] = Snapshot(page.url, b"busy", "text/html", page.fetched_at, 503)
    network.calls.reset()
    list(source(known).pages())

    assert "a/" in fetched(network)


def test_unreachable_site_is_an_error_with_a_hint(network: responses.RequestsMock) -> None:
    """No such host: nothing is exported and the user is told what to check."""
    network.get(f"{SITE}robots.txt", body=Unreachable())
    network.get(SITE, body=Unreachable())

    with pytest.raises(SourceMissing, match="could not be reached") as error:
        list(source().pages())
    assert "Check the address" in error.value.hint


def test_site_of_another_builder_is_refused_before_it_is_crawled(
    network: responses.RequestsMock,
) -> None:
    """One request tells that a site is not Webnode's."""
    serve(network)
    network.get(SITE, body="<html><body><main>A blog <a href='/a/'>a</a></main></body></html>")

    with pytest.raises(NothingToExport, match="no Webnode generation claims this page"):
        list(source().pages())
    assert fetched(network) == [""]


def test_file_comes_over_a_redirect_and_a_404_is_missing(
    network: responses.RequestsMock,
) -> None:
    """A picture may have moved to another host; one that is gone is named as missing."""
    serve(network)
    network.get("https://cdn.example/a.png", status=302, headers={"Location": "/b.png"})
    network.get("https://cdn.example/b.png", body=b"png")
    network.get("https://cdn.example/c.png", status=404)
    files = source()

    found = files.file("https://cdn.example/a.png")
    assert isinstance(found, Snapshot)
    assert (found.url, found.body) == ("https://cdn.example/a.png", b"png")
    lost = Missing("https://cdn.example/c.png", "the server answered 404")
    assert files.file("https://cdn.example/c.png") == lost
