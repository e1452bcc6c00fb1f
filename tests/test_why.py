"""What became of an address: state, reason, origin, file, redirect, and the pages it is on."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from urllib.parse import quote

import pytest

from migrator.demo import serve
from migrator.run import Access, Job, run
from migrator.why import why
from migrator.why.found import Meant
from tests.conftest import ROOT
from tests.destinations.site import CLASSIC
from tests.why_export import HILL, addresses, exported, first, saved_pages, with_items


@pytest.fixture
def moving() -> Path:
    """The fixture site, exported for Hugo."""
    return exported("hugo")


@pytest.fixture
def two() -> Path:
    """The fixture site, exported for two builders at once."""
    return exported("hugo", "ghost")


@pytest.fixture
def plain() -> Path:
    """Saved pages, exported as plain Markdown."""
    return saved_pages()


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    """A copy of the fixture site's export, to be changed."""
    return shutil.copytree(exported("hugo"), tmp_path / "out")


def test_post_is_told_with_its_origin_its_file_and_its_redirects(moving: Path) -> None:
    """State, who named it up to the start, document, new address, redirects, facts, pictures."""
    answer = why(moving, f"{CLASSIC}/news/prilis-zlutoucky-kun/")
    told = first(answer)

    assert answer.exit_code == 0
    assert (told["meant"], told["state"], told["kind"]) == (
        "an address of the old site",
        "written",
        "post",
    )
    assert told["found_by"] == [
        f"the sitemap {CLASSIC}/sitemap.xml",
        "the usual place of a feed or sitemap",
    ]
    assert f"the feed {CLASSIC}/rss/all.xml" in told["also_named_by"]
    assert told["paths"] == {"hugo": "site/content/posts/prilis-zlutoucky-kun/index.md"}
    assert told["new_addresses"] == {"hugo": "/posts/prilis-zlutoucky-kun/"}
    olds = {each["old"]: each["status"] for each in told["redirects"]}
    assert olds == {"/news/prilis-zlutoucky-kun/": 301, "/products/kun.html": 301}
    assert "nginx.conf" in told["redirects"][0]["files"]
    assert told["facts"]["date"] == {"value": "2012-03-05T14:07:00+01:00", "origin": "feed"}
    assert any(name.endswith("moje%20fotka%201.png") for name in told["shows"])


def test_post_is_told_in_lines(moving: Path) -> None:
    """A person reads the same in a few labelled lines."""
    text = why(moving, "/news/prilis-zlutoucky-kun").as_text()

    for line in (
        f"Address     {CLASSIC}/news/prilis-zlutoucky-kun/",
        "State       written, as post",
        "Because     it is a page of the classic generation, and no rule leaves it out",
        f"Found by    the sitemap {CLASSIC}/sitemap.xml, which is at the usual place of a feed or"
        " sitemap",
        "Fetched     2026-11-20T10:00:00+00:00",
        "File        site/content/posts/prilis-zlutoucky-kun/index.md",
        "New address /posts/prilis-zlutoucky-kun/",
        "Redirect    301 from /news/prilis-zlutoucky-kun/ to /posts/prilis-zlutoucky-kun/",
        "            301 from /products/kun.html to /posts/prilis-zlutoucky-kun/",
        "            date: 2012-03-05T14:07:00+01:00 (feed)",
        "Differences none",
    ):
        assert line in text.splitlines()


@pytest.mark.parametrize(
    ("path", "state", "rule", "new"),
    [
        ("/muj-blog/", "left_out", "bare-list", "/posts/"),
        ("/muj-blog/newscbm_184529/6/", "left_out", "list-pager", "/posts/"),
        ("/tags/cestovani/", "left_out", "system-page", "/tags/cestování/"),
        ("/rss/all.xml", "used", None, None),
        ("/sitemap.xml", "left_out", "sitemap", None),
        ("/neni/tu/", "left_out", "dead-link", None),
        ("/products/kun.html", "left_out", "redirect", "/posts/prilis-zlutoucky-kun/"),
        ("/discussion/?tid=200000004&mid=200000031", "left_out", "not-a-page", None),
    ],
)
def test_what_is_no_page_is_told_with_its_rule(
    path: str, state: str, rule: str | None, new: str | None, moving: Path
) -> None:
    """Lists, tags, feeds, dead links and the like have a state, a rule, and where they lead now."""
    told = first(why(moving, f"{CLASSIC}{path}"))

    assert (told["state"], told.get("rule")) == (state, rule)
    assert told["reason"]
    assert told.get("new_addresses", {}).get("hugo") == new
    assert [each["new"] for each in told.get("redirects", [])] == ([quote(new)] if new else [])


def test_page_that_could_not_be_redirected_says_why(moving: Path) -> None:
    """Where the new site has a page of its own at the old address, that is the answer."""
    answer = why(moving, "/posts/")
    (fault,) = first(answer)["redirect_faults"]

    assert (fault["target"], fault["check"]) == ("hugo", "shadowing")
    told = "none from /posts/: the new site has a page of its own at this address"
    assert f"Redirect    {told}" in answer.as_text().splitlines()


def test_page_that_stays_needs_no_redirect(moving: Path) -> None:
    """An address that is the same on the new site says so."""
    text = why(moving, f"{CLASSIC}/o-nas/").as_text()

    assert "New address /o-nas/" in text
    assert "Redirect    none is needed: the address stays" in text


def test_merged_page_leads_to_the_one_that_has_it(moving: Path) -> None:
    """The page of a photo is followed into its album, which names all that it took in."""
    photo, album = f"{CLASSIC}/album/fotogalerie/kopec-1/", f"{CLASSIC}/fotogalerie/"
    merged, into = why(moving, photo).known[:2]

    assert (merged.told["state"], merged.told["into"]) == ("merged", album)
    assert (into.meant, into.told["url"]) == ("the page that it was merged into", album)
    assert into.told["merged"] == [photo, f"{CLASSIC}/album/fotogalerie/kopec-2/"]
    assert into.told["paths"] == {"hugo": "site/content/fotogalerie/index.md"}


def test_each_target_is_told(two: Path) -> None:
    """With several targets, each has its document, its address and its redirect."""
    answer = why(two, f"{CLASSIC}/news/cesta/")
    told = first(answer)

    assert told["new_addresses"] == {"hugo": "/posts/cesta/", "ghost": "/cesta/"}
    assert set(told["paths"]) == {"hugo", "ghost"}
    folders = {each["target"]: each["folder"] for each in told["redirects"]}
    assert folders == {"hugo": "redirects/hugo", "ghost": "redirects/ghost"}
    assert "            301 from /news/cesta/ to /cesta/ (ghost)" in answer.as_text().splitlines()
    assert addresses(why(two, "/cesta/")) == [f"{CLASSIC}/news/cesta/"]


def test_what_failed_says_why(plain: Path) -> None:
    """A missing article and a lost picture have their reason, and the page that shows it."""
    article = first(why(plain, "/news/only-in-the-feed/"))
    picture = first(why(plain, "lost.png"))

    assert (article["state"], article["title"]) == ("failed", "Only in the feed")
    assert article["reason"] == "the feed names this article, but its page was not there"
    assert picture["state"] == "failed"
    assert picture["reason"].startswith("it is not among the saved files")
    assert picture["shown_on"] == ["https://slow-paths.webnode.example/news/over-the-ridge/"]


def test_address_that_is_only_linked_to_is_told(plain: Path) -> None:
    """What was never exported is known by the pages that link to it."""
    told = first(why(plain, "https://slow-paths.webnode.example/team"))

    assert (told["meant"], told["state"]) == ("an address that pages link to", "linked")
    assert told["linked_from"] == ["site/pages/home-2/index.md"]


def test_part_of_a_page_is_told_with_the_rule_that_took_it(copied: Path) -> None:
    """An address in a page's items is told by what became of it there, each state once."""
    page, away = f"{CLASSIC}/o-nas/", "https://away.example/a"
    with_items(
        copied,
        page,
        {"kind": "link", "what": away, "state": "left_out", "rule": "sidebar"},
        {"kind": "link", "what": f"{away}/", "state": "left_out", "rule": "sidebar"},
        {"kind": "link", "what": away, "state": "written", "to": "/a/"},
        {"kind": "embed", "what": "http://www.away.example/a", "state": "failed", "reason": "no"},
        {"kind": "text", "what": away, "state": "written"},
    )
    answer = why(copied, away)

    assert [dict(each.told) for each in answer.known] == [
        {"kind": "embed", "state": "failed", "reason": "no", "pages": [page]},
        {"kind": "link", "state": "written", "to": "/a/", "pages": [page]},
        {"kind": "link", "state": "left_out", "rule": "sidebar", "pages": [page]},
    ]
    assert "Stands as   link, left out by rule sidebar" in answer.as_text().splitlines()


def test_rule_that_takes_a_link_off_every_page_is_told_once(moving: Path) -> None:
    """The advert below every page is one thing, with a few of its pages in the text."""
    answer = why(moving, "https://www.webnode.cz/")
    (advert,) = answer.known

    assert (advert.told["kind"], advert.told["rule"]) == ("link", "site-footer")
    assert len(advert.told["pages"]) > 10
    assert answer.as_text().splitlines()[-1].strip().startswith("… and ")
    assert len(answer.as_text().splitlines()) == 5


def test_documentation_names_every_key_and_meaning(moving: Path, plain: Path) -> None:
    """Whatever `--json` prints is described in `docs/why.md` or, for a row, in `docs/report.md`."""
    docs = (ROOT / "docs" / "why.md").read_text("utf-8")
    asked = (
        "/news/2012/",
        HILL,
        "/posts/",
        "/home/",
        "hugo.toml",
        "lost.png",
        "/team/",
        "/fotogalerie/",
    )
    answers = [
        json.loads(why(folder, each).as_json()) for each in asked for folder in (moving, plain)
    ]
    known = [each for answer in answers for each in answer["known"]]
    keys = {key for told in (*answers, *known) for key in told}
    keys |= {key for each in known for redirect in each.get("redirects", ()) for key in redirect}

    assert {key for key in keys if f"`{key}`" not in docs} == set()
    assert {meant for meant in Meant if f"`{meant}`" not in docs} == set()


def test_file_of_no_page_is_known(moving: Path) -> None:
    """Settings, layouts and redirects were written, too, for the builder or a host."""
    told = first(why(moving, "hugo.toml"))

    assert (told["path"], told["state"]) == ("site/hugo.toml", "written")
    assert told["reason"] == "it is of no page: the builder or a host needs it"
    assert first(why(moving, "redirects/nginx.conf"))["path"] == "redirects/nginx.conf"


@pytest.mark.loopback
def test_chain_of_the_demo_ends_at_the_command_line(tmp_path: Path) -> None:
    """On a site that was fetched, the way to a page is told up to the address that was typed."""
    with serve() as address:
        job = Job(address, ("hugo",), tmp_path / "out", access=Access(refresh=True), name="demo")
        run(job, lambda progress: None)
    told = first(why(tmp_path / "out", "/l/first-frost"))
    text = why(tmp_path / "out", "/rss/all.xml").as_text()

    assert told["found_by"] == [f"the page {address}", "the command line"]
    assert f"which the page {address} names, which the command line names" in text
