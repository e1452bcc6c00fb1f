"""Corners of the new site's plan: which name, which address, which copy it is in the end."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import PurePosixPath

import pytest

from migrator import assets
from migrator.localise import localise
from migrator.models import (
    Article,
    Fact,
    Feed,
    FeedEntry,
    Kind,
    LeftOut,
    Localised,
    Note,
    Other,
    StoredFile,
)
from migrator.plan import Plan, plan
from migrator.plan.standins import feed_of, path_and_part
from migrator.targets import ALL, Target
from migrator.targets.base import Offers
from migrator.urls import slug_of

SITE = "https://x.example"
PICTURE = f"{SITE}/_files/200000016-8cb178db6b/The Ridge.JPG"
NAMESAKE = f"{SITE}/_files/200000017-8cb178db6b/the-ridge.jpg"
PLAIN = ALL["markdown"]
ENTRY = FeedEntry(f"{SITE}/news/a/", "A", datetime(2012, 3, 5, tzinfo=UTC))


def article(path: str, body: str = "", kind: Kind = Kind.PAGE) -> Article:
    url = SITE + path
    return Article(url, "classic", kind, slug_of(url), Fact("T", "page"), body)


def planned(*articles: Article, others: tuple[Other, ...] = (), target: Target = PLAIN) -> Plan:
    return plan(articles, target, others)


def paths(*articles: Article, target: Target = PLAIN) -> list[str]:
    return [str(place.path) for _, place in planned(*articles, target=target).placed]


def localised(*articles: Article, files: tuple[StoredFile, ...] = ()) -> list[Localised]:
    found = plan(articles, PLAIN, files={assets.key(file.url): file for file in files})
    return [localise(each, place, found, PLAIN) for each, place in found.placed]


def notes(found: Article, target: Target) -> tuple[Note, ...]:
    return planned(found, target=target).placed[0][0].notes


def test_host_of_the_old_site_is_that_of_most_pages() -> None:
    """Of pages that were saved from two hosts, the larger number tells."""
    foreign = [replace(article("/z/"), url=f"https://{host}.example/z/") for host in "az"]

    assert planned(foreign[0], article("/b/"), article("/c/"), foreign[1]).host == "x.example"


def test_first_of_two_pages_of_one_address_answers_it() -> None:
    """A link to what was saved twice leads to the copy that kept the slug."""
    found = planned(article("/gear/"), article("/gear/"))

    assert str(found.by_page["x.example/gear"].path) == "site/pages/gear/index.md"


def test_only_the_twin_of_a_page_is_answered_whatever_its_query() -> None:
    """A print version is the page; what a redirect asks of another page is not known to be."""
    others = (
        LeftOut(f"{SITE}/gear/?print=1", "page-variant", "r"),
        LeftOut(f"{SITE}/old/", "redirect", "r", leads_to=f"{SITE}/gear/?id=5"),
    )

    assert planned(article("/gear/"), others=others).by_page.keys() == {
        "x.example/gear",
        "x.example/gear?print=1",
    }


def test_page_that_redirects_on_another_day_answers_itself() -> None:
    """What was read as a page stays one, though an archive has a redirect from it, too."""
    redirect = LeftOut(f"{SITE}/gear/", "redirect", "r", leads_to=f"{SITE}/b/")
    found = planned(article("/gear/"), article("/b/"), others=(redirect,))

    assert found.by_page["x.example/gear"].slug == "gear"


def test_page_that_leads_nowhere_is_not_the_home_page() -> None:
    """A saved home page may have no address at all: what has no end does not end there."""
    home = replace(article("/", kind=Kind.HOME), url="file:///index.html")
    others = (LeftOut("file:///list.html", "bare-list", "r"),)

    assert list(planned(home, others=others).by_page) == [""]


def test_home_page_is_the_shortest_path_whatever_the_host() -> None:
    """The name of a host says nothing of how near to its root a page is."""
    long = replace(article("/", kind=Kind.HOME), url="https://a-name-of-many-letters.example/")

    found = planned(article("/en/", kind=Kind.HOME), long)
    assert [each.kind for each, _ in found.placed] == [Kind.PAGE, Kind.HOME]


def test_slug_in_another_case_is_taken_by_either() -> None:
    """The first may be the one with the capital."""
    assert paths(article("/Gear/"), article("/gear/"))[1] == "site/pages/gear-2/index.md"


def test_slugs_are_the_targets_own() -> None:
    """Where posts and pages share addresses, names that are reserved are so in any case."""
    sharing = replace(PLAIN, shares_slugs=True)
    reserving = replace(PLAIN, reserved=frozenset(["posts"]))
    changing = replace(PLAIN, slug=lambda slug: f"{slug}-1")
    post = article("/news/posts/", kind=Kind.POST)

    assert paths(article("/posts/"), post, target=sharing)[1] == "site/posts/posts-2/index.md"
    assert paths(article("/Posts/"), post, target=reserving) == [
        "site/pages/Posts-2/index.md",
        "site/posts/posts/index.md",
    ]
    assert paths(post, target=changing) == ["site/posts/posts-1/index.md"]


def test_slug_of_a_long_title_is_short() -> None:
    """Eighty letters at most, and no hyphen where the title was cut."""
    nameless = replace(article("/"), slug="", title=Fact("abcd " * 40, "page"))
    short = replace(article("/"), slug="", title=Fact("a" * 79 + " b", "page"))

    assert paths(nameless) == [f"site/pages/{'abcd-' * 15}abcd/index.md"]
    assert paths(short) == [f"site/pages/{'a' * 79}/index.md"]


def test_only_a_title_that_is_cut_is_told() -> None:
    """One that just fits comes over whole."""
    titled = replace(article("/gear/"), title=Fact("Gear", "page"))

    assert notes(titled, replace(PLAIN, longest_title=4)) == ()
    assert notes(titled, PLAIN) == ()
    (note,) = notes(titled, replace(PLAIN, longest_title=3))
    assert note.detail == "markdown keeps 3 signs of its title, no more"


def test_anchor_is_found_by_the_letters_that_a_link_escapes() -> None:
    """Links name a part with escapes, the part itself has none."""
    link = article("/a/", f'<a href="{SITE}/gear/#%C4%8D%C3%A1st">x</a>')
    marked = article("/gear/", '<p><a id="část"></a>y</p>')

    assert localised(link, marked)[1].article.body == '<p><a id="část"></a>y</p>'


def test_upload_never_takes_the_place_of_a_document_or_its_comments() -> None:
    """Names are compared as file systems do that know no capitals."""
    names = ("index.md", "comments.json")
    uploads = [f"{SITE}/_files/20000001{n}-8cb178db6b/{name}" for n, name in enumerate(names)]
    body = "".join(f'<a href="{url}">x</a>' for url in uploads)
    (item,) = localised(article("/Gear/", body), files=tuple(StoredFile(u, "") for u in uploads))

    assert [str(asset.path) for asset in item.assets] == [
        "site/pages/Gear/index-2.md",
        "site/pages/Gear/comments-2.json",
    ]


def test_shared_namesakes_are_two_files() -> None:
    """Two pictures of one name, each shown by two pages of its own, do not become one."""
    shows = (PICTURE, PICTURE, NAMESAKE, NAMESAKE)
    pages = [article(f"/{n}/", f'<img src="{url}">') for n, url in enumerate(shows)]
    items = localised(*pages, files=(StoredFile(PICTURE, ".jpg"), StoredFile(NAMESAKE, ".jpg")))

    assert [item.article.body for item in items] == [
        '<img src="../../files/the-ridge.jpg">',
        '<img src="../../files/the-ridge.jpg">',
        '<img src="../../files/the-ridge-2.jpg">',
        '<img src="../../files/the-ridge-2.jpg">',
    ]


def test_copy_is_called_as_its_page_says_and_ends_as_its_bytes_do() -> None:
    """What redirects led to gives the bytes, and the kind is theirs."""
    kept_at = "https://cdn.example/0815"
    file = StoredFile(PICTURE, ".png", kept_at=kept_at)
    (item,) = localised(article("/a/", f'<img src="{PICTURE}">'), files=(file,))

    assert [(asset.path, asset.kept_at) for asset in item.assets] == [
        (PurePosixPath("site/pages/a/the-ridge.png"), kept_at)
    ]


def feed(path: str, entries: int = 1) -> Feed:
    return Feed(SITE + path, (ENTRY,) * entries)


@pytest.mark.parametrize(
    ("feeds", "path"),
    [
        ((feed("/rss/b.xml"), feed("/rss/all.xml", 2), feed("/rss/c.xml")), "/rss/all.xml"),
        ((feed("/rss/all.xml", 0),), ""),
        ((feed("/rss/"),), ""),
        ((feed("/rss/a%3Fb.xml"),), ""),
    ],
)
def test_old_feed_is_that_which_names_most_posts(feeds: tuple[Feed, ...], path: str) -> None:
    """One without posts, or whose address no builder can write a file at, is none."""
    assert feed_of(feeds) == path
    assert planned(article("/a/"), others=feeds).old_feed == path


def test_feed_that_cannot_stay_is_answered_by_the_new_one() -> None:
    """A builder that keeps an old feed's address has one of its own where there is none to keep."""
    offers = Offers(posts="/posts/", feed="/index.xml", keeps_feed=True)
    keeping = replace(PLAIN, offers=offers)

    found = planned(article("/a/"), others=(feed("/rss/"),), target=keeping)
    assert found.standins == {"x.example/rss": "/index.xml"}
    assert planned(article("/a/"), others=(feed("/r.xml"),), target=keeping).standins == {
        "x.example/r.xml": "/r.xml"
    }


@pytest.mark.parametrize(
    ("address", "path", "part"),
    [
        ("/tags/#tea", "/tags/", "tea"),
        ("/tags/c#/", "/tags/c#/", ""),
        ("/tags/c#", "/tags/c#", ""),
        ("/tags/#/", "/tags/#/", ""),
        ("/posts/", "/posts/", ""),
    ],
)
def test_part_of_a_list_is_told_from_a_sharp(address: str, path: str, part: str) -> None:
    """A tag may be called `C#`; only behind a slash does a part begin."""
    assert path_and_part(address) == (path, part)


def test_list_of_a_tag_is_found_by_its_whole_name() -> None:
    """The short name of one tag is not taken from the tag that is called so."""
    tagged = replace(article("/a/"), tags=tuple(Fact(name, "page") for name in ("C", "C#")))
    lists = (f"{SITE}/tags/C%23/", f"{SITE}/tags/c/")
    old = tuple(LeftOut(url, "system-page", "r") for url in lists)
    target = replace(PLAIN, offers=Offers(posts="/posts/", tag=lambda name: f"/of/{name}/"))

    assert planned(tagged, others=old, target=target).standins == {
        "x.example/tags/C#": "/of/C#/",
        "x.example/tags/c": "/of/C/",
    }
