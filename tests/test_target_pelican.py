"""Pelican's record: paths, front matter, settings."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import PurePosixPath
from typing import Any

import pytest

from migrator.frontmatter import front_matter
from migrator.models import Article, Fact, Kind, Localised, Move, Moved, Rendered, Site
from migrator.targets.pelican import PELICAN

ARTICLE = Article(
    url="https://x.example/news/a/",
    generation="classic",
    kind=Kind.POST,
    slug="a",
    title=Fact("A", "page"),
    body="",
    date=Fact(datetime(2012, 3, 5, 14, 7, tzinfo=UTC), "page"),
)


def facts(*values: str) -> tuple[Fact[str], ...]:
    return tuple(Fact(value, "page") for value in values)


def item(slug: str = "a", **changes: Any) -> Localised:
    article = replace(ARTICLE, slug=slug, **changes)
    return Localised(article, PELICAN.place(article, slug))


def head(item: Localised) -> list[str]:
    return front_matter(item, PELICAN.fields, PELICAN.form).splitlines()


def files(*items: Localised, old_feed: str = "", moves: tuple[Move, ...] = ()) -> dict[str, str]:
    pages = tuple(Rendered(item, "") for item in items)
    site = Site('Kůň & <b> "x"', "cs", pages, old_feed=old_feed, moves=moves)
    return {str(each.path): each.content.decode() for each in PELICAN.documents(site)}


def settings(**told: Any) -> dict[str, Any]:
    """What Pelican reads from the file."""
    names: dict[str, Any] = {}
    exec(files(item(), **told)["site/pelicanconf.py"], names)
    return names


def test_theme_speaks_the_language_of_the_site() -> None:
    """Its words are settings, for the user to change."""
    assert settings()["WORDS"]["comments"] == "Komentáře"


def test_everything_has_its_place() -> None:
    """Posts, pages and the home page lie in folders of their own, which tell them apart."""
    home = replace(ARTICLE, kind=Kind.HOME, slug="")
    page = replace(ARTICLE, kind=Kind.PAGE)
    places = [PELICAN.place(article, "a") for article in (ARTICLE, page, home)]

    assert [str(place.path.relative_to("site/content")) for place in places] == [
        "posts/a/index.md",
        "pages/a/index.md",
        "home/index.md",
    ]
    assert [place.permalink for place in places] == ["/posts/a/", "/a/", "/"]


@pytest.mark.parametrize("name", ["x.png", "notes.md", "page.html", "data.rst"])
def test_no_upload_is_read_as_a_text(name: str) -> None:
    """All files lie where Pelican only copies, and documents name them by their address."""
    spot = PELICAN.spot(item("kůň").place, name, is_shared=False)

    assert spot.path == PurePosixPath(f"site/content/files/kůň/{name}")
    assert spot.reference == f"/files/k%C5%AF%C5%88/{name}"
    assert spot.permalink == f"/files/kůň/{name}"


def test_title_is_html() -> None:
    """Pelican's themes print it as it is: tags and entities in it must be seen, not act."""
    told = head(item(title=Fact("a < b & c &amp; <tag> R&D &#33;", "page")))

    assert 'title: "a &lt; b & c &amp;amp; &lt;tag> R&amp;D &amp;#33;"' in told


def test_one_category_and_the_others() -> None:
    """Pelican's own field holds one name; what else there is, the plug-in reads."""
    told = head(item(categories=facts("Blog", "2012", "C#")))

    assert 'category: "Blog"' in told
    assert told[told.index("also_in:") :][:3] == ["also_in:", '  - "2012"', '  - "C#"']
    assert not [line for line in head(item()) if line.startswith(("category", "also_in"))]


def test_draft_is_told_in_pelicans_words() -> None:
    """It would publish whatever says `draft: true`."""
    assert 'status: "draft"' in head(item(is_draft=True))
    assert not [line for line in head(item()) if line.startswith(("draft", "status"))]


def test_names_are_pelicans() -> None:
    """Language and old addresses have the names that Pelican and its plug-ins know."""
    found = replace(item(language=Fact("en", "page")), aliases=("/news/a/",))

    assert 'lang: "en"' in head(found)
    assert head(found)[-3:-1] == ["alias:", '  - "/news/a/"']


def test_settings_hold_the_site() -> None:
    """Title and language are strings, whatever is in them."""
    told = settings()

    assert (told["SITENAME"], told["DEFAULT_LANG"]) == ('Kůň & &lt;b> "x"', "cs")


@pytest.mark.parametrize(("old", "feed"), [("/rss/all.xml", "rss/all.xml"), ("", "feed.xml")])
def test_feed_stands_where_the_old_one_did(old: str, feed: str) -> None:
    """And where there was none, at an address of its own, which `Offers` tells."""
    assert settings(old_feed=old)["FEED_ALL_RSS"] == feed
    assert PELICAN.offers.feed == "/feed.xml"


def test_old_lists_are_in_the_settings() -> None:
    """Only those that a page can answer: no query, and nothing below."""
    moves = (
        Move("/news/", "/posts/", Moved.LIST),
        Move("/news/?p=2", "/posts/", Moved.LIST),
        Move("/files/x", "/files/x.png", Moved.FILE, covers_below=True),
        Move("/news/a/", "/posts/a/", Moved.POST),
    )

    assert settings(moves=moves)["MOVED"] == {"/news/": "/posts/"}


@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("C#", "/tag/c-sharp/"),
        ("C", "/tag/c/"),
        ("Můj pes", "/tag/můj-pes/"),
        ("2012", "/tag/2012/"),
    ],
)
def test_address_of_a_tag(name: str, address: str) -> None:
    """Each has one, and signs tell names apart."""
    assert PELICAN.offers.tag(name) == address


def test_starter_is_complete() -> None:
    """Theme and plug-in are there, with the modules that they import."""
    below = {path.removeprefix("site/") for path in files(item())}

    assert {f"plugins/moved/{name}.py" for name in ("__init__", "addresses", "commonmark")} < below
    assert {f"themes/plain/templates/{n}.html" for n in ("base", "article", "page", "tag")} < below


@pytest.mark.parametrize("name", ["C#", "NO", "Můj  blog", "!!!", "com1", "x" * 90, "--a_b--", "é"])
def test_starter_makes_the_same_addresses(name: str) -> None:
    """What the plug-in calls the list of a tag is what links to old tags lead to."""
    modules = files(item())
    names: dict[str, Any] = {}
    exec(modules["site/plugins/moved/addresses.py"], names)

    assert PELICAN.offers.tag(name) == f"/tag/{names['label'](name)}/"
