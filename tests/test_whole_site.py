"""A whole site of 300 posts, with all its traps and troubles, crawled over a real connection."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from migrator import urls
from migrator.run import Access, Job, run
from tests.webnode import NEVER_ASKED, Blog, Request, serve

pytestmark = pytest.mark.loopback


@dataclass(frozen=True)
class Crawled:
    """What came of it, and what the server saw."""

    blog: Blog
    report: dict[str, Any]
    log: tuple[Request, ...]
    port: int
    assets_port: int
    at_once: tuple[int, int]
    archive: bytes

    def paths(self, state: str) -> set[str]:
        rows = [page for page in self.report["pages"] if page["state"] == state]
        return {urls.path_of(page["url"]) for page in rows}

    def asked(self, port: int) -> list[Request]:
        return [request for request in self.log if request.port == port]


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Crawled]:
    """Both generations on one host, crawled once for all tests."""
    out = tmp_path_factory.mktemp("whole") / "out"
    blog = Blog(posts=300)
    with serve(blog) as server:
        access = Access(delay=0, own_site=True)
        result = run(Job(server.address, out=out, access=access), lambda progress: None)
        yield Crawled(
            blog=blog,
            report=json.loads(result.balance.as_json()),
            log=tuple(server.log),
            port=server.port,
            assets_port=server.assets_port,
            at_once=(server.most_at_once(server.port), server.most_at_once(server.assets_port)),
            archive=(out / "archive/site.warc.gz").read_bytes(),
        )


def test_every_post_is_found_whoever_names_it(crawled: Crawled) -> None:
    """Sitemap, feed, a link in a text, the data of a page: each alone is enough."""
    written = crawled.paths("written")

    assert set(crawled.blog.post_paths) - written == set()
    assert set(crawled.blog.page_paths) - written - {"/members/"} == set()
    for kind, paths in crawled.blog.only_named_by.items():
        assert set(paths) <= written, kind


def test_posts_that_one_source_alone_names_are_told(crawled: Crawled) -> None:
    """Those that only the sitemap, or only the feed knows stand in the report."""
    told = {urls.path_of(post["url"]): post["named_by"] for post in crawled.report["named_once"]}

    for path in crawled.blog.only_named_by["sitemap"]:
        assert told[path].startswith("the sitemap ")
    for path in crawled.blog.only_named_by["feed"]:
        assert told[path].startswith("the feed ")


def test_every_address_says_who_named_it(crawled: Crawled) -> None:
    """No page is there without somebody who led to it."""
    rows = [page for page in crawled.report["pages"] if page["state"] == "written"]

    assert [page["url"] for page in rows if not page.get("named_by")] == []


def test_nothing_forbidden_is_asked_for(crawled: Crawled) -> None:
    """No search, reply form, script, cart, print version or twin, nor what robots.txt forbids."""
    asked = [request.path for request in crawled.log]
    months = [path for path in asked if path.startswith("/calendar/20")]

    assert [path for path in asked if path.startswith(tuple(NEVER_ASKED))] == []
    assert [path for path in asked if "print=1" in path or path.startswith("/private/notes")] == []
    assert "/private/open/" in asked  # the longest match allows it
    assert len(months) <= 1
    assert {urlsplit(f"//{request.host}").hostname for request in crawled.log} == {"127.0.0.1"}


def test_no_address_is_asked_for_twice(crawled: Crawled) -> None:
    """Each answer is had once, but for the servers in trouble, which are asked again."""
    troubles = crawled.blog.troubles
    again = Counter(r.page for r in crawled.log)
    twice = {page for page, times in again.items() if times > 1}
    slashes = {page for page in twice if page.rstrip("/") + "/" in again and page[-1:] != "/"}

    assert twice - slashes == {
        troubles.busy,
        troubles.throttled,
        troubles.error_page,
        troubles.cut,
    }


def test_one_request_at_a_time_to_the_site_and_four_to_its_files(crawled: Crawled) -> None:
    """Nobody's server is hurried."""
    at_site, at_assets = crawled.at_once

    assert at_site == 1
    assert 1 < at_assets <= 4


def test_totals_add_up(crawled: Crawled) -> None:
    """Every address seen is in one state; the two files that cannot be had are named."""
    pages, files = crawled.report["totals"]["pages"], crawled.report["totals"]["files"]
    lost = {urls.path_of(f["url"]) for f in crawled.report["files"] if f["state"] == "failed"}

    assert pages["seen"] == sum(pages.values()) - pages["seen"]
    assert files == {"seen": 474, "written": 472, "failed": 2}
    assert lost == set(crawled.blog.never_paths)
    assert crawled.paths("failed") == {"/members/", "/private/notes/"}


def test_cookies_are_neither_sent_nor_kept(crawled: Crawled) -> None:
    """The server sets one with each page: it never sees it again, nor does the archive have it."""
    import gzip

    assert [r.path for r in crawled.log if "cookie" in r.headers] == []
    assert b"set-cookie" not in gzip.decompress(crawled.archive).lower()


def test_the_site_is_asked_as_slowly_as_it_wants(tmp_path: Path) -> None:
    """Between two requests lies what robots.txt asks for, whatever `--delay` says."""
    with serve(Blog(generation="webnode2", posts=12, robots_delay=0.2, trouble=False)) as server:
        job = Job(server.address, out=tmp_path / "out", access=Access(delay=0.0))
        run(job, lambda progress: None)
        asked = sorted((r for r in server.log if r.port == server.port), key=lambda r: r.started)

    gaps = [later.started - earlier.ended for earlier, later in pairwise(asked[1:])]
    assert min(gaps) >= 0.19
