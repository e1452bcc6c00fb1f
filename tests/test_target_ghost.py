"""Ghost's import file: its limits, its words, and the rules of its redirects."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from pathlib import PurePosixPath
from typing import Any

import pytest

from migrator.models import (
    Article,
    Asset,
    Document,
    Fact,
    Kind,
    Localised,
    Move,
    Moved,
    Package,
    Place,
    Rendered,
    Site,
)
from migrator.plan import plan
from migrator.targets.ghost import GHOST

ZIP = PurePosixPath("site/ghost-import.zip")
POST = Article(
    url="https://x.example/news/kun/",
    generation="classic",
    kind=Kind.POST,
    slug="kun",
    title=Fact("T" * 300, "page"),
    body="",
    date=Fact(datetime(2012, 6, 5, 0, 30, tzinfo=timezone(timedelta(hours=2))), "feed"),
    description=Fact("d " * 300, "meta"),
    categories=(Fact("#hidden", "feed"),),
    tags=(Fact("C#", "page"), Fact("C", "page"), Fact("C#", "page")),
)


def site(*articles: Article, markdown: str = "x", moves: Sequence[Move] = ()) -> Site:
    pages = [
        Rendered(Localised(a, Place(a.slug, ZIP / "posts" / a.slug, f"/{a.slug}/")), markdown)
        for a in articles
    ]
    return Site("Klid", "cs", tuple(pages), "x.example", moves=tuple(moves))


def data(*articles: Article, markdown: str = "x") -> dict[str, Any]:
    package = GHOST.package(GHOST, site(*articles, markdown=markdown), ())
    assert isinstance(package, Package)
    (document,) = package.members
    assert isinstance(document, Document)
    return dict(json.loads(document.content)["db"][0]["data"])


def test_nothing_is_longer_than_ghost_takes() -> None:
    """One sign too many would undo the whole import: title, excerpt and description are cut."""
    (post,) = data(POST)["posts"]
    (meta,) = data(POST)["posts_meta"]

    assert post["title"] == "T" * 254 + "…"
    assert len(post["custom_excerpt"]) <= 300
    assert len(meta["meta_description"]) <= 500


def test_long_title_is_told() -> None:
    """That a title was cut stands among the notes of its page."""
    ((article, _),) = plan([POST], GHOST).placed

    assert [note.detail for note in article.notes] == [
        "ghost keeps 255 signs of its title, no more"
    ]


def test_instants_are_in_utc() -> None:
    """The day of a post is that of its own offset, told in UTC."""
    (post,) = data(POST)["posts"]

    assert post["published_at"] == post["updated_at"] == "2012-06-04T22:30:00.000Z"


def test_tag_is_one_that_ghost_takes() -> None:
    """A comma before a name would undo the import, a # would hide the tag."""
    tags = tuple(Fact(name, "page") for name in (",a", "#", "# b", "x" * 200))
    found = data(replace(POST, categories=(), tags=tags))["tags"]

    assert [tag["name"] for tag in found] == ["a", "tag #", "b", "x" * 190 + "…"]
    assert GHOST.offers.tag(",a") == "/tag/a/"
    assert GHOST.offers.tag("rss") == "/tag/rss-1/"


def test_tags_are_once_and_none_is_hidden() -> None:
    """Categories go before tags, names apart in case of need, and no # hides the first."""
    found = data(POST, replace(POST, kind=Kind.PAGE))
    tags = {tag["id"]: (tag["name"], tag["slug"]) for tag in found["tags"]}

    assert [tags[each["tag_id"]] for each in found["posts_tags"]] == [
        ("hidden", "hidden"),
        ("C#", "c"),
        ("C", "c-2"),
    ]
    assert {each["post_id"] for each in found["posts_tags"]} == {"1"}


def test_draft_stays_a_draft_and_a_page_a_page() -> None:
    """What is to be looked at first is not published."""
    draft, page = data(replace(POST, is_draft=True), replace(POST, kind=Kind.FORUM))["posts"]

    assert (draft["status"], draft["type"]) == ("draft", "post")
    assert "published_at" not in draft
    assert (page["status"], page["type"]) == ("published", "page")


def test_what_the_editor_has_no_word_for_is_kept_in_cards() -> None:
    """A table or a frame stands as it is between two marks, with its text once."""
    (post,) = data(POST, markdown="a\n\n| x | y |\n| - | - |\n| 1 | 2 |\n\nb")["posts"]

    begin, end = "<!--kg-card-begin: html-->\n<table>", "</table>\n<!--kg-card-end: html-->"
    assert begin in post["html"]
    assert end in post["html"]
    assert post["html"].startswith("<p>a</p>")
    assert post["html"].count("<td>1</td>") == 1


@pytest.mark.parametrize(
    ("name", "there"),
    [
        ("r.jpg", "images/blog/con-1/r.jpg"),
        ("r.avif", "files/blog/con-1/r.avif"),
        ("a.mp3", "media/blog/con-1/a.mp3"),
        ("a.pdf", "files/blog/con-1/a.pdf"),
        ("a.md", "files/blog/con-1/a.md.txt"),
        ("a.json", "files/blog/con-1/a.json.txt"),
        ("a.exe", "files/blog/con-1/a.exe.txt"),
    ],
)
def test_file_lies_where_ghost_takes_it(name: str, there: str) -> None:
    """A kind that it has no place for is a text; Markdown or JSON would stop the import."""
    spot = GHOST.spot(Place("con", ZIP / "posts" / "con", "/con/"), name, is_shared=False)

    assert spot.path == ZIP / "content" / there
    assert spot.permalink == f"/content/{there}"
    assert spot.reference == f"__GHOST_URL__/content/{there}"


def test_cover_is_described_as_in_the_text() -> None:
    """What the body says of the picture is said of the feature image, and cut."""
    cover = "__GHOST_URL__/content/images/blog/r.jpg"
    article = replace(POST, body=f'<img src="{cover}" alt="{"a" * 200}">', description=None)
    item = Localised(article, Place("kun", ZIP / "posts" / "kun", "/kun/"), cover)
    package = GHOST.package(GHOST, Site("K", "cs", (Rendered(item, "x"),)), ())
    assert isinstance(package, Package)
    assert isinstance(package.members[0], Document)
    told = json.loads(package.members[0].content)["db"][0]["data"]

    assert told["posts"][0]["feature_image"] == cover
    assert told["posts_meta"] == [{"post_id": "1", "feature_image_alt": "a" * 190 + "…"}]


@pytest.mark.parametrize(("slug", "there"), [("rss", "rss-1"), ("kůň.a", "kun-a"), ("con", "con")])
def test_slug_is_one_that_ghost_leaves_alone(slug: str, there: str) -> None:
    """Some addresses are Ghost's own, for posts as well as for pages."""
    assert GHOST.slug(slug) == there


def test_files_of_the_package_are_each_there_once() -> None:
    """A copy that two posts show is one member."""
    picture = Asset("u", ZIP / "content/images/blog/r.jpg")
    package = GHOST.package(GHOST, site(POST), (picture, replace(picture, url="v")))

    assert isinstance(package, Package)
    assert [str(member.path.relative_to(ZIP)) for member in package.members] == [
        "data.json",
        "content/images/blog/r.jpg",
    ]


def test_redirects_are_expressions_that_match_the_old_address_alone() -> None:
    """With and without slash, however it is escaped or composed; what lies below it, too."""
    moves = [
        Move("/news/kůň a.b/", "/kun/", Moved.POST),
        Move("/_files/1-a", "/content/images/r.jpg", Moved.FILE, covers_below=True),
        Move("/x/?id=1", "/kun/", Moved.POST),
        Move("/l/what!:", "/kun/", Moved.POST),
    ]
    rules, *_ = GHOST.documents(site(POST, moves=moves))
    first, second, third = json.loads(rules.content)

    assert re.search(first["from"], "/news/k%C5%AF%C5%88%20a.b")
    assert re.search(first["from"], "/news/k%C5%AF%C5%88%20a.b/")
    assert re.search(first["from"], "/news/k%c5%af%c5%88%20a.b/")
    assert re.search(first["from"], "/news/ku%CC%8An%CC%8C%20a.b/")
    assert re.search(third["from"], "/l/what!:")
    assert re.search(third["from"], "/l/what%21%3A/")
    assert not re.search(first["from"], "/news/k%C5%AF%C5%88%20aXb/")
    assert not re.search(first["from"], "/news/k%C5%AF%C5%88%20a.b/more")
    assert re.search(second["from"], "/_files/1-a/200/r%20s.jpg")
    assert not re.search(second["from"], "/_files/1-ab/r.jpg")
    assert (second["to"], second["permanent"]) == ("/content/images/r.jpg", True)
