"""The crawl: each address once however it is spelt, by whom it is named, and where it ends."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

import pytest

from migrator.archive import Archive
from migrator.discover import Lead, Site
from migrator.models import LeftOut, Limits, Missing, NamedBy, Namer, Snapshot
from migrator.read.answers import is_sound
from migrator.sources.base import Found
from migrator.sources.crawl import Crawl, crawled, pages_in
from tests.conftest import FETCHED
from tests.test_live import links

HOME = "https://x.example/"
SITE = Site(HOME, frozenset(["old.example"]))
USER = NamedBy(Namer.USER)


def page(path: str, body: str = "", status: int = 200, location: str = "") -> Snapshot:
    headers = (("Location", location),) if location else ()
    html = body if body.startswith("<urlset>") else f"<html>{body}"
    return Snapshot(HOME + path, html.encode(), "text/html", FETCHED, status, headers)


class Walk:
    """A whole crawl of a site that is a dictionary: what was asked for, by path, and found."""

    def __init__(self, pages: Mapping[str, Snapshot | str], most: int = 1000) -> None:
        self.asked: list[str] = []
        self.crawl = Crawl(SITE, Limits(addresses=most))
        self._pages = pages
        self.crawl.add([Lead(HOME, USER)])
        self.found: list[Found] = [
            *crawled(self.crawl, self._answer, lambda crawl, lead: None),
            *self.crawl.left(),
        ]

    def _answer(self, url: str) -> Snapshot | Missing | None:
        path = url.removeprefix(HOME)
        self.asked.append(path)
        found = self._pages.get(path, "")
        return page(path, found) if isinstance(found, str) else found

    @property
    def left_out(self) -> list[tuple[str, str]]:
        return [(o.rule, o.url.removeprefix(HOME)) for o in self.found if isinstance(o, LeftOut)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("/a/", "http://x.example/a/"),
        ("/a/", "https://www.x.example/a/"),
        ("/a/", "HTTPS://X.EXAMPLE:443/a/"),
        ("/a/", "https://old.example/a/"),
        ("/a/", "/a"),
        ("/a", "/a/"),
        ("/", "/home/"),
        ("/", "/home"),
        ("/k%c5%af%c5%88/", "/k%C5%AF%C5%88/"),
        ("/kůň/", "/k%C5%AF%C5%88/"),
        ("/kůň/", unicodedata.normalize("NFD", "/kůň/")),
        ("/kůň/", "/ku%CC%8An%CC%8C/"),
        ("/a/", "/a/#part"),
        ("/a/", "/a/?utm_source=x&utm_medium=y"),
        ("/a/?fbclid=1", "/a/"),
    ],
)
def test_page_is_asked_for_once_in_whatever_spelling(one: str, other: str) -> None:
    """Scheme, `www.`, another host of the site, slash, escapes, composition, campaigns: no matter.

    It is asked for in the site's own scheme and host.
    """
    walk = Walk({"": links(one, other)})

    asked = [path for path in walk.asked if path]
    assert len(asked) == (0 if one == "/" else 1)
    assert all("://" not in path for path in walk.asked)
    assert walk.left_out == []


def test_every_kind_that_names_an_address_is_remembered() -> None:
    """Of each kind the first that did, in the order in which they said it."""
    index = f"<urlset><url><loc>{HOME}a/</loc></url></urlset>"
    walk = Walk({"": links("/a/", "/a", "/b/", "/map.xml"), "b/": links("/a/"), "map.xml": index})

    by, named = NamedBy(Namer.PAGE, HOME), walk.crawl.namers()
    assert named["x.example/a"] == (by, NamedBy(Namer.SITEMAP, f"{HOME}map.xml"))
    assert named["x.example/b"] == (by,)
    assert named["x.example"] == (USER,)
    assert [s.named_by for s in walk.found if isinstance(s, Snapshot)] == [USER, by, by, by]


def test_copy_from_a_host_that_was_the_site_s_is_no_second_page() -> None:
    """A site that has moved since it was archived does not come twice; what it lost comes once."""
    crawl = Crawl(SITE, Limits(addresses=10))
    crawl.add([Lead(f"{HOME}a/", USER)])
    crawl.add([Lead(f"http://old.example/{path}/", NamedBy(Namer.ARCHIVE)) for path in "aab"])

    asked = [lead.url for lead in iter(crawl.next, None) if lead]
    assert asked == [f"{HOME}a/", "http://old.example/b/"]


def test_who_promises_a_page_is_told_if_it_is_known_in_time() -> None:
    """A sitemap that names a page makes its loss one, whoever else named it before."""
    crawl = Crawl(SITE, Limits(addresses=10))
    promise = NamedBy(Namer.SITEMAP, f"{HOME}map.xml")
    crawl.add([Lead(f"{HOME}a/", NamedBy(Namer.PAGE, HOME)), Lead(f"{HOME}a", promise)])

    assert crawl.next() == Lead(f"{HOME}a/", promise)
    assert crawl.next() is None


def test_calendar_is_not_followed() -> None:
    """Pages that differ from the one that names them in a date alone go on for ever."""
    months = {f"plan/2026/{month}/": links(f"/plan/2026/{month + 1}/") for month in range(1, 13)}
    walk = Walk({"": links("/plan/2026/1/"), **months})

    assert walk.asked == ["", "plan/2026/1/"]
    assert walk.left_out == [("calendar", "plan/2026/2/")]
    (told,) = [one for one in walk.found if isinstance(one, LeftOut)]
    assert told.reason == (
        f"a further page of a calendar, which has no end; named by the page {HOME}plan/2026/1/"
    )


@pytest.mark.parametrize("is_first", [True, False])
def test_page_with_a_date_that_a_menu_names_is_a_page(is_first: bool) -> None:
    """Whoever else names it, sooner or later, makes a page of what looked like a calendar."""
    lists = ("/plan/2026-01-02/", "/menu/")
    walk = Walk(
        {
            "": links(*lists[::-1] if is_first else lists),
            "plan/2026-01-02/": links("/plan/2026-01-03/"),
            "menu/": links("/plan/2026-01-03/"),
        }
    )

    assert sorted(walk.asked) == ["", "menu/", "plan/2026-01-02/", "plan/2026-01-03/"]
    assert walk.left_out == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("l/2024-05-01/", "l/2024-05-02/"),
        ("news/2024-05-01/", "news/2024-05-02/"),
        ("archive/2011-05/", "archive/2011-06/"),
        ("blog/2011-05/p-2a/1/", "blog/2011-05/p-2a/2/"),
        ("walk-1/", "walk-2/"),
        ("album/2011-05/", "album/2011-05/2/"),
        ("tours/2024/05/01/", "trips/2024/05/02/"),
    ],
)
def test_posts_and_lists_with_dates_are_no_calendar(one: str, other: str) -> None:
    """A post that is called after its day leads to the next one, an archive to its months."""
    walk = Walk({"": links(f"/{one}"), one: links(f"/{other}", "/new/")})

    assert other in walk.asked
    assert walk.left_out == []


def test_pager_that_brings_nothing_new_ends() -> None:
    """A list that goes on behind its end shows its frame, or its last page, again and again."""
    endless = {f"blog/p-2a/{n}/": links("/blog/", f"/blog/p-2a/{n + 1}/") for n in range(3, 50)}
    walk = Walk(
        {
            "": links("/blog/"),
            "blog/": links("/l/a/", "/blog/p-2a/1/"),
            "blog/p-2a/1/": links("/blog/", "/l/b/", "/blog/p-2a/2/"),
            "blog/p-2a/2/": links("/blog/", "/l/c/", "/blog/p-2a/3/"),
            **endless,
        }
    )

    pagers = [path for path in walk.asked if "p-2a" in path]
    assert pagers == ["blog/p-2a/1/", "blog/p-2a/2/", "blog/p-2a/3/"]
    assert {"l/a/", "l/b/", "l/c/"} <= {*walk.asked}


def test_addresses_beyond_the_limit_are_told_in_one_line() -> None:
    """So many are asked for; of the rest the first is named, and how many they are."""
    walk = Walk({"": links(*(f"/{n}/" for n in range(9)), "/8", "/search/")}, most=5)

    assert walk.asked == ["", "0/", "1/", "2/", "3/"]
    assert walk.left_out == [("not-a-page", "search/")]
    (told,) = [one for one in walk.found if isinstance(one, Missing)]
    assert told == Missing(
        f"{HOME}4/", "5 addresses, this one first, are more than 5 (--max addresses=…)"
    )


def test_what_others_list_is_left_out_once() -> None:
    """A sitemap may name another site's pages; they are none of ours."""
    index = "<urlset><loc>https://else.example/a/</loc><loc>/b/</loc></urlset>"
    walk = Walk({"": links("/one.xml", "/two.xml"), "one.xml": index, "two.xml": index})

    assert walk.asked == ["", "one.xml", "two.xml", "b/"]
    (told,) = [one for one in walk.found if isinstance(one, LeftOut)]
    assert told == LeftOut(
        "https://else.example/a/",
        "other-site",
        f"an address of another site; named by {HOME}one.xml",
    )


@pytest.mark.parametrize(
    ("location", "asked"),
    [
        ("/new/", ["", "a", "new/"]),
        ("/a/", ["", "a", "a/"]),
        ("http://old.example/a/", ["", "a", "a/"]),
        ("/a", ["", "a"]),
        ("https://else.example/", ["", "a"]),
        ("file:///etc/passwd", ["", "a"]),
    ],
)
def test_redirect_leads_on_within_the_site(location: str, asked: list[str]) -> None:
    """Also to another spelling of the same page, which would otherwise be lost; a circle ends."""
    walk = Walk({"": links("/a"), "a": page("a", "", 301, location)})

    assert walk.asked == asked


def test_what_cannot_be_had_is_given_with_its_namer() -> None:
    """A loss costs itself, and is told with who named it."""
    lost = Missing(f"{HOME}a/", "the server could not be reached")
    walk = Walk({"": links("/a/", "/b/")})
    again = [*crawled(_one(Lead(f"{HOME}a/", USER)), lambda url: lost, lambda crawl, lead: None)]

    assert walk.asked == ["", "a/", "b/"]
    assert again == [Missing(lost.url, lost.reason, USER)]


def _one(lead: Lead) -> Crawl:
    crawl = Crawl(SITE, Limits(addresses=10))
    crawl.add([lead])
    return crawl


def test_pages_of_the_archive_are_those_of_the_site_that_were_there_once(tmp_path: Path) -> None:
    """Of any host that is the site's; a page that is gone has a copy; what never was, has none."""
    archive = Archive(tmp_path / "site.warc.gz", is_sound)
    later = datetime(2026, 6, 1, tzinfo=UTC)
    for url, kind, *answers in (
        (f"{HOME}a/", "text/html", (200, FETCHED)),
        ("http://old.example/b/", "text/html", (200, FETCHED)),
        (f"{HOME}gone/", "text/html", (200, FETCHED), (404, later)),
        (f"{HOME}back/", "text/html", (404, FETCHED), (200, later)),
        (f"{HOME}never/", "text/html", (404, FETCHED)),
        (f"{HOME}moved/", "text/html", (301, FETCHED)),
        (f"{HOME}c.png", "image/png", (200, FETCHED)),
        ("https://else.example/", "text/html", (200, FETCHED)),
    ):
        for status, when in answers:
            said = (("Content-Type", kind),)
            body = b"<html>" + str(status).encode()
            archive.keep(Snapshot(url, body, kind, when, status, said).as_capture())

    found = [lead.url for lead in pages_in(archive, SITE)]
    assert found == [f"{HOME}a/", "http://old.example/b/", f"{HOME}gone/", f"{HOME}back/"]


def test_page_that_leads_to_itself_in_new_spellings_is_left() -> None:
    """A redirect that only adds to the query has no end: it is followed as often as any."""
    loops = {f"p?utm_a={n}": page(f"p?utm_a={n}", "", 302, f"/p?utm_a={n + 1}") for n in range(99)}
    walk = Walk({"": links("/p?utm_a=0"), **loops})

    assert 5 < len(walk.asked) < 20
    (told,) = [found for found in walk.found if isinstance(found, Missing)]
    assert told.reason.startswith("it leads to itself in ever new spellings")


def test_what_is_named_and_not_there_is_a_loss_unless_it_was_guessed() -> None:
    """Offline nobody can ask again: whoever named a page that was not captured is told."""
    crawl = Crawl(SITE, Limits())
    sitemap = NamedBy(Namer.SITEMAP, f"{HOME}sitemap.xml")
    crawl.add([Lead(f"{HOME}rss/", NamedBy(Namer.GUESS)), Lead(f"{HOME}a/", sitemap)])
    found = [*crawled(crawl, lambda url: None, lambda crawl, lead: None, "it was not captured")]

    assert found == [Missing(f"{HOME}a/", "it was not captured", sitemap)]
