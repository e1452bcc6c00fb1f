"""How the check asks: one host, as slowly as it wants, not for ever; and where it ends at once."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest
from responses import RequestsMock

from migrator.errors import SourceMissing
from migrator.fetch import Fetcher
from migrator.live import State, check
from migrator.live.arrival import arrive
from migrator.live.place import NewSite
from migrator.live.visitor import Visitor
from migrator.sources.base import Progress
from tests.live_blog import POST, checked, moved, post, promised, sitemap, written
from tests.live_host import Host, Reply, page, sent, serving

pytestmark = pytest.mark.loopback

HILL = "/posts/hill/"
WEBNODE = (
    '<html><head><meta name="generator" content="Webnode 2"></head>'
    '<body><div class="wnd-page"><main>x</main></div></body></html>'
)


@pytest.fixture
def host() -> Iterator[Host]:
    """The new host, with a blog that came over whole."""
    with serving() as found:
        moved(found)
        yield found


@pytest.fixture
def old() -> Iterator[Host]:
    """The old host, which must never be asked."""
    with serving() as found:
        yield found


def test_no_other_host_is_asked(host: Host, old: Host) -> None:
    """Redirects, links, pictures, feeds and sitemaps of other hosts are told and not followed."""
    expected = replace(promised(), old_hosts=frozenset([old.url.removeprefix("http://")]))
    tags = f'<img src="{old.url}/a.png"><a href="{old.url}/b/">b</a><a href="{old.url}:9/">c</a>'
    refresh = f'<meta http-equiv="refresh" content="0; url={old.url}/c/">'
    host.replies[HILL] = page(post(host, POST + tags))
    host.replies["/news/hill/"] = sent(f"{old.url}/news/hill/")
    host.replies["/about/"] = page(written(host, "/about/", "", "About us", refresh))
    host.replies["/sitemap.xml"] = sitemap(f"{old.url}/", f"{host.url}/")
    sheet = checked(host, expected)

    assert old.asked == []
    assert {"old-host", "moved", "sitemap"} <= set(sheet.kinds)


@pytest.mark.parametrize("url", ["https://kopce.webnode.example/", "https://other.example/a.png"])
def test_visitor_refuses_other_hosts(host: Host, url: str) -> None:
    """Whoever calls the visitor with another host is in error, before anything is sent."""
    site = NewSite(host.url, old=frozenset(["kopce.webnode.example"]))
    visitor = Visitor(site, Fetcher(host.url), lambda progress: None)

    with pytest.raises(ValueError, match="not of the new site"):
        visitor.ask(url)


def test_it_is_as_slow_as_the_site_asks(host: Host) -> None:
    """Between two requests lies the time that robots.txt asks for; each step is told."""
    host.replies["/robots.txt"] = Reply(b"User-agent: *\nCrawl-delay: 7\n", kind="text/plain")
    pauses: list[float] = []
    steps: list[Progress] = []
    fetcher = Fetcher(host.url, sleep=pauses.append, clock=lambda: 0.0)
    sheet = check(promised(), host.url, fetcher, steps.append)

    assert set(pauses) == {7.0}
    assert len(pauses) == sheet.requests - 1
    assert steps[0].url == f"{host.url}/"
    assert {step.delay for step in steps} == {7.0}
    assert steps[-1].left >= 1


def test_what_robots_forbids_is_not_asked_for(host: Host) -> None:
    """Pages that robots.txt forbids stay unchecked, and that is told."""
    host.replies["/robots.txt"] = Reply(b"User-agent: *\nDisallow: /posts/\n", kind="text/plain")
    sheet = checked(host)
    rows = {row.asked: row for row in sheet.rows}

    assert not any(path.startswith("/posts/") for path in host.asked)
    assert (rows[HILL].state, rows["/robots.txt"].state) == (State.NOT_CHECKED, State.FAULT)
    assert rows[HILL].unchecked == "the site's robots.txt asks not to fetch it"
    assert rows["/news/hill/"].state is State.NOT_CHECKED
    assert sheet.exit_code == 1


def test_links_that_are_no_pages_are_left_alone(host: Host) -> None:
    """What robots.txt forbids, what has a query, and what leads to another site is no fault."""
    host.replies["/robots.txt"] = Reply(b"User-agent: *\nDisallow: /login/\n", kind="text/plain")
    host.replies["/shop/"] = sent("https://shop.example/")
    links = '<a href="/login/">a</a> <a href="/?share=1">b</a> <a href="/shop/">c</a>'
    host.replies[HILL] = page(post(host, POST + links))

    assert [row for row in checked(host).rows if row.state is not State.OK] == []
    assert {"/login/", "/?share=1"} & set(host.asked) == set()


def test_site_that_forbids_everything_is_told(host: Host) -> None:
    """Where robots.txt shuts everybody out, not even the home page is asked for."""
    host.replies["/robots.txt"] = Reply(b"User-agent: *\nDisallow: /\n", kind="text/plain")
    sheet = checked(host)
    states = {row.state for row in (*sheet.addresses, *sheet.pages)}

    assert host.asked == ["/robots.txt"]
    assert states == {State.NOT_CHECKED}
    assert sheet.kinds == {"robots": 1}


def test_site_moved_to_www_and_https(network: RequestsMock, host: Host) -> None:
    """The home page tells how the site wants to be called; from then on it is called so."""
    home = "https://www.new.example"
    host.url = home
    moved(host)
    network.get("http://new.example/robots.txt", status=404)
    network.get("http://new.example/", status=301, headers={"Location": f"{home}/"})
    for path, reply in host.replies.items():
        kind = {"Content-Type": reply.kind, **reply.headers}
        network.get(f"{home}{path}", body=reply.body, status=reply.status, headers=kind)
    network.get(re.compile(f"{home}/there-is-no.*"), status=404)
    fetcher = Fetcher("http://new.example", delay=0, own_site=True)
    sheet = check(promised(), "http://new.example", fetcher, lambda progress: None)

    assert (sheet.address, sheet.exit_code) == (home, 0)


def test_limit_ends_the_check_and_is_told(host: Host) -> None:
    """What lies beyond the limit is not checked, and each row says so."""
    sheet = checked(host, limit=4)

    assert sheet.requests == len(host.asked) == 4
    assert sheet.stopped == "the check ends after 4 requests"
    assert [row.state for row in sheet.pages] == [State.NOT_CHECKED] * 3  # links of two wait
    assert {row.unchecked for row in sheet.addresses} == {sheet.stopped}
    assert [row.state for row in sheet.site] == [State.OK, State.NOT_CHECKED, State.NOT_CHECKED]
    assert sheet.exit_code == 1


def test_site_that_stops_answering_ends_the_check(host: Host) -> None:
    """After a few requests without an answer no more are made."""
    kept = {path: host.replies[path] for path in ("/robots.txt", "/", HILL)}
    host.replies, host.otherwise = kept, Reply(status=0)
    sheet = checked(host)
    totals = sheet.totals

    assert sheet.stopped.startswith("the site has stopped answering")
    assert sheet.requests == 2 + 2 + 3  # the first steps, two pages, three without an answer
    assert totals["pages"]["not_checked"] + totals["pages"]["fault"] == 3
    assert totals["addresses"] == {"seen": 6, "ok": 0, "fault": 2, "not_checked": 4}
    told = {fault.detail for row in sheet.addresses for fault in row.faults}
    assert told == {"the server could not be reached"}


def test_few_requests_without_an_answer_end_nothing(host: Host) -> None:
    """A site that answers in between is there; what it did not answer is an error each time."""
    upload = "/_files/200000001-af283422ec/hill.png"
    for path in ("/news/hill/", "/home/", upload):
        host.replies[path] = Reply(status=0)
    sheet = checked(host)

    assert (sheet.stopped, sheet.kinds) == ("", {"error": 3})
    assert {row.asked for row in sheet.addresses if row.faults} == {"/news/hill/", "/home/", upload}


def test_no_site_at_all(host: Host) -> None:
    """Where nobody answers there is nothing to check, and exit code 3."""
    host.replies, host.otherwise = {}, Reply(status=0)

    with pytest.raises(SourceMissing, match="could not be reached"):
        checked(host)
    assert SourceMissing.exit_code == 3


def test_old_site_is_not_the_new_one(host: Host, old: Host) -> None:
    """A domain that still leads to Webnode, or to another host, is not checked."""
    host.replies["/"] = page(WEBNODE)
    with pytest.raises(SourceMissing, match="still answered by Webnode"):
        checked(host)

    host.replies["/"] = sent(f"{old.url}/")
    expected = replace(promised(), old_hosts=frozenset([old.url.removeprefix("http://")]))
    with pytest.raises(SourceMissing, match="leads to the old site"):
        checked(host, expected)
    assert old.asked == []


def test_domain_that_was_switched_is_checked(host: Host) -> None:
    """Once the owner's domain leads to the new host, the old name is the new one."""
    expected = replace(promised(), old_hosts=frozenset([host.url.removeprefix("http://")]))

    assert checked(host, expected).exit_code == 0


def test_site_at_a_temporary_address_is_checked(host: Host) -> None:
    """Pages may call their final host their own, even if that was the old one: it is not asked."""
    base = host.url
    host.url = "https://blog.example"
    moved(host)
    tag = f'<meta property="og:url" content="{host.url}{HILL}">'
    host.replies[HILL] = page(post(host, head=tag))
    host.url = base
    hidden = {"X-Robots-Tag": "noindex"}
    host.replies[HILL] = replace(host.replies[HILL], headers=hidden)
    own_domain = replace(promised(), old_hosts=frozenset(["blog.example"]))

    for expected in (promised(), own_domain):
        sheet = checked(host, expected)
        assert (sheet.kinds, sheet.advice) == ({}, {"noindex": 1})


def in_a_folder(host: Host) -> None:
    """The blog below a folder of its host."""
    base = host.url
    host.url = f"{base}/blog"
    moved(host)
    below = {f"/blog{path}": reply for path, reply in host.replies.items()}
    robots = below.pop("/blog/robots.txt")
    host.replies = {"/robots.txt": robots, **below}
    for path, reply in host.replies.items():
        body = reply.body.replace(b'href="/', b'href="/blog/')
        headers = {k: v.replace("/posts/", "/blog/posts/") for k, v in reply.headers.items()}
        host.replies[path] = replace(reply, body=body, headers=headers)


def test_site_in_a_folder_is_checked(host: Host) -> None:
    """A site below a folder of its host is asked for there alone."""
    in_a_folder(host)

    assert [row for row in checked(host).rows if row.state is not State.OK] == []
    assert {path for path in host.asked if not path.startswith("/blog/")} == {"/robots.txt"}


@pytest.mark.parametrize("there", [HILL, "/"])
def test_redirect_out_of_the_folder_is_found(host: Host, there: str) -> None:
    """Whatever stands there is none of the site, however much it looks like it."""
    in_a_folder(host)
    host.replies["/blog/news/hill/"] = sent(there)
    host.replies["/blog/home/"] = sent("/")
    host.replies[HILL] = host.replies["/"] = page("<h1>Up the hill</h1>")
    found = {row.asked: [fault.kind for fault in row.faults] for row in checked(host).addresses}

    assert found["/news/hill/"] == found["/home/"] == ["wrong-page"]
    assert sum(map(len, found.values())) == 2


def test_page_that_leads_out_of_the_folder_has_moved(host: Host) -> None:
    """A page is not to be sought elsewhere, either."""
    in_a_folder(host)
    host.replies["/blog/about/"] = sent("/about/")
    host.replies["/about/"] = page("<h1>About us</h1>")
    found = {row.asked: [fault.kind for fault in row.faults] for row in checked(host).pages}

    assert found["/about/"] == ["moved"]


@pytest.mark.parametrize(("final", "is_kept"), [("/blog/", True), ("/", False)])
def test_site_may_leave_its_folder(host: Host, final: str, is_kept: bool) -> None:
    """A temporary address may have a folder that the final one has not: the home page tells."""
    head = f'<link rel="canonical" href="https://blog.example{final}">'
    host.replies["/blog/"] = page(f"<html><head>{head}</head><h1>Quiet hills</h1></html>")
    fetcher = Fetcher(host.url, delay=0, own_site=True, sleep=lambda seconds: None)
    site, _, _ = arrive(f"{host.url}/blog/", fetcher, frozenset())

    assert (site.final, site.keeps_folder) == ("blog.example", is_kept)
    assert (site.key("https://blog.example/posts/hill/") == "/posts/hill") is not is_kept
