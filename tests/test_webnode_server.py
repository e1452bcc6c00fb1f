"""The server that behaves like Webnode does what its record says."""

from __future__ import annotations

import gzip
import re
import unicodedata
import zlib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import quote, urljoin

import pytest
import requests

from migrator.models import Article, Failed, Feed, Kind, LeftOut, Reading, Snapshot
from migrator.read import read
from tests.conftest import FETCHED
from tests.webnode import Blog, Server, serve
from tests.webnode.spelling import decoded, href

pytestmark = pytest.mark.loopback

QUIET = Blog("both", 40, trouble=False)
_HREF = re.compile(rb'href="([^"]*)"')
_LOC = re.compile(r"<loc>([^<]*)</loc>")


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    """One blog without trouble, for all tests that only look."""
    with serve(QUIET) as server:
        yield server


@pytest.fixture
def own() -> Iterator[Server]:
    """A blog that makes trouble and may be changed."""
    with serve(Blog("both", 40)) as server:
        yield server


def get(url: str, **headers: str) -> requests.Response:
    return requests.get(
        url,
        headers={name.replace("_", "-"): value for name, value in headers.items()},
        allow_redirects=False,
        timeout=10,
    )


def reading(url: str) -> Reading:
    answer = get(url)
    kind = answer.headers["Content-Type"].partition(";")[0]
    return read(Snapshot(url, answer.content, kind, FETCHED, answer.status_code))


@pytest.mark.parametrize("generation", ["classic", "webnode2"])
def test_posts_read_whole(server: Server, generation: str) -> None:
    """Every post is a post with title, date and body, and nothing of it is unaccounted for."""
    for post in QUIET.all_posts:
        if post.dialect != generation:
            continue
        article = reading(server.url(post.path))
        assert isinstance(article, Article)
        assert (article.generation, article.kind) == (generation, Kind.POST)
        assert article.title.value == post.title
        assert article.old_path == post.path
        assert article.date is not None
        assert article.date.value.replace(tzinfo=None, second=0) == post.moment.replace(second=0)
        assert len(article.body) > 1500
        assert not article.unaccounted
        assert not article.notes


def test_other_pages_read_sensibly(server: Server) -> None:
    """Pages are pages, lists and system pages are left out, feeds are feeds."""
    for path in QUIET.page_paths:
        page = reading(server.url(path))
        assert isinstance(page, Article), path
        assert not page.unaccounted
    for path in (*QUIET.list_paths, "/rss/", "/sitemap/", "/archive/news/", "/tags/plums/"):
        assert isinstance(reading(server.url(path)), LeftOut), path
    assert isinstance(reading(server.address + "rss/all.xml"), Feed)
    assert isinstance(reading(server.address + "members/"), Failed)


def links_of(url: str) -> set[str]:
    return {urljoin(url, found.decode()) for found in _HREF.findall(get(url).content)}


def pagers_of(server: Server, path: str) -> list[tuple[str, set[str]]]:
    """The further pages of a list, each with the posts that it links to; at most ten."""
    url, seen = server.url(path), list[tuple[str, set[str]]]()
    while len(seen) < 10:
        links = links_of(url)
        posts = {decoded(link) for link in links if re.search(r"/(?:news|l)/[^/]+/$", link)}
        seen.append((url, posts))
        onward = [link for link in links if re.search(r"/(?:p-\w+|newscbm_\d+)/\d+/$", link)]
        older = sorted(onward, key=lambda link: int(link.rstrip("/").rpartition("/")[2]))
        if not older or older[-1] == url:
            break
        url = older[-1]
    return seen


@pytest.mark.parametrize(("path", "pages"), [("/novinky/", 10), ("/blog/", 3)])
def test_lists_end_in_a_trap(server: Server, path: str, pages: int) -> None:
    """Two pages show all listed posts; what comes behind the last brings nothing new."""
    seen = pagers_of(server, path)

    assert len(seen) == pages
    dialect = "classic" if path == "/novinky/" else "webnode2"
    listed = [p for p in QUIET.all_posts if (p.dialect, p.named_by) == (dialect, "list")]
    shown = {decoded(server.url(post.path)) for post in listed}
    assert seen[0][1] | seen[1][1] == shown
    assert all(posts == seen[1][1] for _, posts in seen[2:])


def sitemaps_of(server: Server) -> str:
    first = get(server.address + "sitemap-1.xml.gz")
    assert first.headers["Content-Type"] == "application/x-gzip"
    return gzip.decompress(first.content).decode() + get(server.address + "sitemap-2.xml").text


def test_only_all_sources_together_name_every_post(server: Server) -> None:
    """Each hidden post is named where its kind says, and by no list."""
    on_lists = set.union(*(p for path in QUIET.list_paths for _, p in pagers_of(server, path)))
    only = QUIET.only_named_by
    assert sorted(only) == ["feed", "json", "link", "sitemap"]
    assert not on_lists & {decoded(server.url(p)) for paths in only.values() for p in paths}

    named = {decoded(urljoin(server.address, each)) for each in _LOC.findall(sitemaps_of(server))}
    assert {decoded(server.url(path)) for path in only["sitemap"]} <= named
    assert any("elsewhere.example" in each for each in named)
    feed = get(server.address + "rss/chronicle.xml").text
    assert all(href(path) in feed for path in only["feed"])
    pages = [get(server.url(path)).text for path in QUIET.post_paths]
    for path in only["link"]:
        assert any(f'href="{href(path)}"' in page for page in pages)
    for path in only["json"]:
        assert not any(f'href="{href(path)}"' in page for page in pages)
        assert any(f'"{href(path)}"'.replace("/", "\\/") in page for page in pages)


def test_odd_spellings_are_the_same_page(server: Server) -> None:
    """Escapes in either case and taken apart accents answer alike; a missing slash is added."""
    path = next(p for p in QUIET.post_paths if not p.isascii())
    body = get(server.url(path)).content

    assert get(server.address[:-1] + quote(path)).content == body
    assert get(server.address[:-1] + quote(unicodedata.normalize("NFD", path))).content == body
    answer = get(server.url(path).rstrip("/"))
    assert (answer.status_code, answer.headers["Location"]) == (301, server.url(path))
    home = get(server.address + "home/")
    assert (home.status_code, home.headers["Location"]) == (301, "/")
    assert b"</html>" in home.content


def test_what_is_known_is_not_sent_again(server: Server) -> None:
    """ETag and Last-Modified are on some pages, and answered with 304."""
    tagged = dated = packed = 0
    for path in QUIET.post_paths:
        answer = get(server.url(path), Accept_Encoding="gzip")
        packed += answer.headers.get("Content-Encoding") == "gzip"
        assert answer.headers["Set-Cookie"]
        if tag := answer.headers.get("ETag"):
            tagged += 1
            assert get(server.url(path), If_None_Match=tag).status_code == 304
        if day := answer.headers.get("Last-Modified"):
            dated += 1
            assert get(server.url(path), If_Modified_Since=day).status_code == 304
    assert 10 < tagged < 30
    assert 5 < dated < 25
    assert 10 < packed < 30


def test_files_are_there(server: Server) -> None:
    """Every file that posts need is whole; two of each twin have the same bytes, no others."""
    bodies = [get(server.url(path)).content for path in QUIET.picture_paths]

    assert all(body.startswith((b"\x89PNG", b"%PDF")) for body in bodies)
    assert len(bodies) == len(set(QUIET.picture_paths))
    assert len(bodies) - len(set(bodies)) == sum(p.number % 9 == 8 for p in QUIET.all_posts)
    raw = bodies[0][bodies[0].index(b"IDAT") + 4 :]
    assert len(zlib.decompress(raw[:-16])) == 24 * (1 + 3 * 24)
    small = QUIET.picture_paths[-1].rpartition("/")
    assert get(server.assets[:-1] + href(f"{small[0]}/450/{small[2]}")).content not in bodies


def test_trouble_comes_as_told(own: Server) -> None:
    """What is busy, throttled, broken or cut is so once; the other faults stay."""
    told = own.blog.troubles
    first = [get(own.url(path)) for path in (told.busy, told.throttled, told.error_page)]
    assert [answer.status_code for answer in first] == [503, 429, 200]
    assert first[0].headers["Retry-After"] == "1"
    assert "Webnode Error Page" in first[2].text
    assert isinstance(reading(own.url(told.error_page)), Article)
    assert isinstance(reading(own.url(told.busy)), Article)
    with pytest.raises(requests.exceptions.ChunkedEncodingError):
        get(own.url(told.cut))
    assert get(own.url(told.cut)).content.startswith(b"\x89PNG")
    for _ in range(2):
        assert get(own.url(told.not_a_picture)).headers["Content-Type"].startswith("text/html")
        assert get(own.url(told.no_picture)).status_code == 404
    places = ("loop/", "loop-a/", "loop-b/", "away/", "inside/", "gone/")
    answers = [get(own.address + place) for place in places]
    assert [a.headers.get("Location") for a in answers] == [
        *("/loop/", "/loop-b/", "/loop-a/", "file:///etc/passwd"),
        *("http://169.254.169.254/latest/", None),
    ]
    assert b"wnd-page" in answers[-1].content


def test_the_site_changes_while_it_is_served(own: Server) -> None:
    """An edited post has another body and tag, a removed one is gone, a new one is listed."""
    edited, removed = own.blog.post_paths[1], own.blog.post_paths[2]
    before = get(own.url(edited))
    own.edit(edited, "Something else entirely happened.")
    own.remove(removed)
    added = own.add_post()

    after = get(own.url(edited))
    assert "Something else entirely happened." in after.text
    assert after.headers.get("ETag") != before.headers.get("ETag") or not before.headers.get("ETag")
    assert get(own.url(removed)).status_code == 404
    assert href(removed) not in get(own.address + "novinky/").text + sitemaps_of(own)
    assert href(added) in get(own.address + "blog/").text
    assert href(added) in sitemaps_of(own)
    assert isinstance(reading(own.url(added)), Article)
    assert added in own.post_paths
    in_feed = own.add_post("classic")
    assert href(in_feed) in get(own.address + "rss/all.xml").text


def test_the_log_tells_who_asked_at_once() -> None:
    """Requests that overlap are counted for each server apart; the log holds what was sent."""
    with serve(Blog("webnode2", 12, latency=0.1)) as server:
        with ThreadPoolExecutor(4) as pool:
            list(pool.map(lambda n: get(f"{server.address}?n={n}", X_Me="I"), range(4)))
        get(server.assets)
        assert server.most_at_once(server.port) == 4
        assert server.most_at_once(server.assets_port) == 1
        record = server.log[0]
        assert (record.page, record.status, record.headers["x-me"]) == ("/", 200, "I")
        assert "?n=" in record.path
        assert record.ended - record.started >= 0.1
