"""Eleventy's record: addresses, where files lie, front matter, and what the templates know."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from typing import Any

import pytest

from migrator.frontmatter import front_matter
from migrator.models import Article, Comment, Fact, Kind, Localised, Move, Moved, Rendered, Site
from migrator.targets.eleventy import ELEVENTY

WHEN = datetime(2013, 6, 1, 0, 10, tzinfo=timezone(timedelta(hours=2)))
ARTICLE = Article(
    "https://x.example/news/a/", "classic", Kind.POST, "a", Fact("{{ A }}", "page"), ""
)


def item(slug: str = "a", kind: Kind = Kind.POST, **facts: Any) -> Localised:
    article = replace(ARTICLE, slug=slug, kind=kind, **facts)
    return Localised(article, ELEVENTY.place(article, slug))


def head(item: Localised) -> list[str]:
    return front_matter(item, ELEVENTY.fields, ELEVENTY.form).splitlines()


def files(*items: Localised, old_feed: str = "", moves: tuple[Move, ...] = ()) -> dict[str, bytes]:
    pages = tuple(Rendered(each, "text") for each in items)
    site = Site('Můj "blog"', "cs", pages, old_feed=old_feed, moves=moves)
    return {str(each.path): each.content for each in ELEVENTY.documents(site)}


def known(made: dict[str, bytes]) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(made["site/src/_data/site.json"])
    return told


@pytest.mark.parametrize(
    ("kind", "slug", "path", "address"),
    [
        (Kind.POST, "Kůň~x.v2", "site/src/posts/Kůň~x.v2/index.md", "/posts/Kůň~x.v2/"),
        (Kind.PAGE, "_data", "site/src/pages/_data/index.md", "/_data/"),
        (Kind.HOME, "home", "site/src/home/index.md", "/"),
    ],
)
def test_each_page_tells_its_address(kind: Kind, slug: str, path: str, address: str) -> None:
    """Eleventy would make another address of an odd name: it is told the one that links name."""
    page = item(slug, kind)

    assert (str(page.place.path), page.place.permalink) == (path, address)
    assert f'permalink: "{address}"' in head(page)


@pytest.mark.parametrize(
    ("name", "path", "reference"),
    [
        ("c.png", "site/src/posts/kůň/c.png", "c.png"),
        ("list.pdf", "site/src/posts/kůň/list.pdf", "list.pdf"),
        ("notes.md", "site/src/files/kůň/notes.md", "/files/k%C5%AF%C5%88/notes.md"),
        ("index.json", "site/src/files/kůň/index.json", "/files/k%C5%AF%C5%88/index.json"),
        ("page.html", "site/src/files/kůň/page.html", "/files/k%C5%AF%C5%88/page.html"),
    ],
)
def test_upload_is_no_template(name: str, path: str, reference: str) -> None:
    """Files lie beside their document, but for those that Eleventy would read."""
    spot = ELEVENTY.spot(item("kůň").place, name, is_shared=False)

    assert (str(spot.path), spot.reference) == (path, reference)


@pytest.mark.parametrize("name", ["c.png", "notes.md"])
def test_shared_file_lies_once(name: str) -> None:
    """What several documents show is in the folder of files, and is called by its address."""
    spot = ELEVENTY.spot(item().place, name, is_shared=True)

    assert (str(spot.path), spot.reference) == (f"site/src/files/{name}", f"/files/{name}")


def test_date_keeps_its_offset() -> None:
    """In quotes it stays text: ten past midnight is not the day before."""
    assert 'date: "2013-06-01T00:10:00+02:00"' in head(item(date=Fact(WHEN, "page")))
    assert not [line for line in head(item()) if line.startswith("date")]


def test_no_choice_of_fields_publishes_a_draft() -> None:
    """Address and draft are told even where the user wants the title alone."""
    few = ELEVENTY.with_fields([("title", "")])
    told = front_matter(item(is_draft=True), few.fields, few.form)

    assert told == (
        '---\npermalink: "/posts/a/"\ndraft: true\noriginal_url: "https://x.example/news/a/"\n'
        'title: "{{ A }}"\n---\n'
    )


def test_comments_are_data_of_their_page() -> None:
    """The layout finds them under one name, and no other data of the page is touched."""
    comment = Comment(1, 0, 1, "<A>", "1. 1.", "", "", "{{ x }}")
    made = files(item(comments=(comment,)))
    told = json.loads(made["site/src/posts/a/index.11tydata.json"])

    assert [*told] == ["comments"]
    assert [c["text"] for c in told["comments"]["comments"]] == ["{{ x }}"]
    assert "site/src/posts/a/comments.json" not in made


def test_templates_know_the_site() -> None:
    """The title, the feed at its addresses, old and new, and the lists that have moved."""
    moves = (
        Move("/blog/", "/posts/", Moved.LIST),
        Move("/blog/?page=2", "/posts/", Moved.LIST),
        Move("/news/a/", "/posts/a/", Moved.POST),
        Move("/rss/blog.xml", "/rss/all.xml", Moved.FEED),
        Move("/rss/", "/posts/", Moved.LIST, covers_below=True),
    )

    assert known(files(item(), old_feed="/rss/all.xml", moves=moves)) == {
        "title": 'Můj "blog"',
        "language": "cs",
        "url": "",
        "feeds": ["/feed.xml", "/rss/all.xml", "/rss/blog.xml"],
        "moved": [{"old": "/blog/", "to": "/posts/"}],
    }


def test_there_is_always_a_home_page() -> None:
    """Where none was exported, an empty one shows the newest posts."""
    without, having = files(item()), files(item("home", Kind.HOME))

    assert without["site/src/home/index.md"] == (
        b'---\ntitle: "M\xc5\xafj \\"blog\\""\npermalink: /\n---\n'
    )
    assert b"text" in having["site/src/home/index.md"]


@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("C#", "/tags/c-sharp/"),
        ("C", "/tags/c/"),
        ("2012", "/tags/2012/"),
        ("NO", "/tags/no/"),
        ("Můj  blog", "/tags/můj-blog/"),
        (".NET", "/tags/dot-net/"),
        ("../up", "/tags/dot-dot-2f-up/"),
        ("🐴", "/tags/1f434/"),
        ("CON", "/tags/con-tag/"),
        ("-", "/tags/tag/"),
        ("x" * 200, f"/tags/{'x' * 60}/"),
    ],
)
def test_every_tag_has_a_list(name: str, address: str) -> None:
    """Its address is one folder that every system can store."""
    assert ELEVENTY.offers.tag(name) == address


def test_nothing_is_written_twice() -> None:
    """No page is in the way of the templates, and all of them go where the target goes."""
    pages = [item(slug, Kind.PAGE) for slug in ("lists", "_includes", "style.css")]
    documents = [
        *ELEVENTY.below("e").documents(Site("B", "en", tuple(Rendered(p, "") for p in pages)))
    ]
    starter = {str(each.path) for each in documents if "pages/" not in str(each.path)}

    assert len({each.path for each in documents}) == len(documents)
    assert {
        "site/e/eleventy.config.js",
        "site/e/package.json",
        "site/e/src/lists/feed.njk",
    } <= starter


def test_layouts_speak_the_language_of_the_site() -> None:
    """Their words are data, for the user to change."""
    told = json.loads(files(item())["site/src/_data/words.json"])

    assert (told["posts"], told["tags"], told["comments"]) == ("Články", "Štítky", "Komentáře")
