"""What the crawl makes of a site that moved, is gone, or was asked before."""

from __future__ import annotations

from dataclasses import replace

import pytest
import responses
from requests.exceptions import ConnectionError as Unreachable

from migrator.errors import NothingToExport, SourceMissing
from migrator.fetch import Fetcher
from migrator.models import Missing, Snapshot
from migrator.sources.base import SourceOptions
from migrator.sources.live import LiveSource
from tests.test_live import PAGE, SITE, fetched, links, serve, source


def test_what_the_archive_holds_is_not_fetched_again(network: responses.RequestsMock) -> None:
    """A second run asks for robots.txt alone: all else, a 404 too, was answered before."""
    serve(network, **{"": links("/a/"), "a/": ""})
    known = {page.url: page for page in source().pages() if isinstance(page, Snapshot)}
    network.calls.reset()
    again = [page.url for page in source(known).pages()]

    assert again == list(known)
    assert [str(call.request.url) for call in network.calls] == [f"{SITE}robots.txt"]


def test_refresh_asks_again_and_falls_back_on_what_is_known(
    network: responses.RequestsMock,
) -> None:
    """With `refresh` every page is fetched anew; one that cannot be had now is not lost."""
    serve(network, **{"": links("/a/", "/b/"), "a/": "new", "b/": ""})
    known = {page.url: page for page in source().pages() if isinstance(page, Snapshot)}
    old = replace(known[f"{SITE}a/"], body=b"old")
    network.replace("GET", f"{SITE}b/", body=Unreachable())
    options = SourceOptions(lambda _: None, {**known, old.url: old}.get, refresh=True)
    fetcher = Fetcher(SITE, sleep=lambda seconds: None)
    found = {page.url: page for page in LiveSource(SITE, fetcher, options).pages()}

    fresh, kept = found[f"{SITE}a/"], found[f"{SITE}b/"]
    assert isinstance(fresh, Snapshot)
    assert b"new" in fresh.body
    assert isinstance(kept, Snapshot)
    assert kept.body == known[f"{SITE}b/"].body


def test_server_error_is_asked_again_next_time(network: responses.RequestsMock) -> None:
    """An archived 503 is no answer: the next run tries again."""
    serve(network, **{"": links("/a/"), "a/": ""})
    known = {page.url: page for page in source().pages() if isinstance(page, Snapshot)}
    page = known[f"{SITE}a/"]
    known[page.url] = Snapshot(page.url, b"busy", "text/html", page.fetched_at, 503)
    network.calls.reset()
    list(source(known).pages())

    assert "a/" in fetched(network)


def test_archived_error_page_is_asked_for_again(network: responses.RequestsMock) -> None:
    """Webnode's own error page, whatever its status, is no answer of the site."""
    serve(network, **{"": links("/a/"), "a/": "text"})
    known = {page.url: page for page in source().pages() if isinstance(page, Snapshot)}
    body = b"<title>Webnode Error Page</title><h1 id='text-heading1'>Ooops!!</h1>"
    known[f"{SITE}a/"] = replace(known[f"{SITE}a/"], body=body)
    found = {page.url: page for page in source(known).pages()}

    page = found[f"{SITE}a/"]
    assert isinstance(page, Snapshot)
    assert b"text" in page.body


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


def test_site_that_moved_to_its_own_domain_is_followed(network: responses.RequestsMock) -> None:
    """A Webnode address may redirect to the owner's domain: that is the site, with its robots."""
    network.get(f"{SITE}robots.txt", status=404)
    network.get(SITE, status=301, headers={"Location": "https://www.blog.example/"})
    network.get("https://www.blog.example/robots.txt", body="User-agent: *\nDisallow: /no/\n")
    network.get("https://www.blog.example/", body=PAGE.format(links("/a/", "/no/")))
    network.get("https://www.blog.example/a/", body=PAGE.format(""))
    for path in ("sitemap.xml", "rss/", "rss/all.xml"):
        network.get(f"https://www.blog.example/{path}", status=404)
    found = {page.url: page for page in source().pages()}

    moved, forbidden = found[SITE], found["https://www.blog.example/no/"]
    assert isinstance(moved, Snapshot)
    assert moved.status == 301
    assert isinstance(found["https://www.blog.example/a/"], Snapshot)
    assert isinstance(forbidden, Missing)
    assert forbidden.is_forbidden


def test_chain_of_home_redirects_is_followed(network: responses.RequestsMock) -> None:
    """From http to https to the owner's domain is the usual way home."""
    for host in ("x.webnode.example", "www.blog.example"):
        for scheme in ("http", "https"):
            network.get(
                f"{scheme}://{host}/robots.txt", status=404, body="User-agent: *\nDisallow: /"
            )
    network.get("http://x.webnode.example/", status=301, headers={"Location": SITE})
    network.get(SITE, status=301, headers={"Location": "https://www.blog.example/"})
    network.get("https://www.blog.example/", body=PAGE.format(""))
    for path in ("sitemap.xml", "rss/", "rss/all.xml"):
        network.get(f"https://www.blog.example/{path}", status=404)
    options = SourceOptions(lambda _: None, lambda _: None)
    fetcher = Fetcher("http://x.webnode.example/", sleep=lambda seconds: None)
    live = LiveSource("http://x.webnode.example/", fetcher, options)
    found = [page.url for page in live.pages()]

    assert found[:3] == ["http://x.webnode.example/", SITE, "https://www.blog.example/"]
