"""Jekyll's record: addresses, where files lie, front matter, settings, Markdown for kramdown."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from typing import Any

import pytest
import yaml

from migrator.frontmatter import front_matter
from migrator.markdown import RawHtml
from migrator.models import (
    Article,
    Comment,
    Embed,
    Fact,
    Kind,
    Localised,
    Move,
    Moved,
    Rendered,
    Site,
)
from migrator.targets.jekyll import JEKYLL

WHEN = datetime(2013, 6, 1, 0, 10, tzinfo=timezone(timedelta(hours=2)))
ARTICLE = Article(
    "https://x.example/news/a/",
    "classic",
    Kind.POST,
    "a",
    Fact("{{ A }}", "page"),
    "",
    date=Fact(WHEN, "page"),
)


def item(slug: str = "a", kind: Kind = Kind.POST, **facts: Any) -> Localised:
    article = replace(ARTICLE, slug=slug, kind=kind, **facts)
    return Localised(article, JEKYLL.place(article, slug))


def head(item: Localised) -> dict[str, Any]:
    told: dict[str, Any] = yaml.safe_load(
        front_matter(item, JEKYLL.fields, JEKYLL.form).split("---")[1]
    )
    return told


def files(*items: Localised, old_feed: str = "", moves: tuple[Move, ...] = ()) -> dict[str, str]:
    pages = tuple(Rendered(each, "text") for each in items)
    site = Site('Můj "blog"', "cs", pages, old_feed=old_feed, moves=moves)
    return {str(each.path): each.content.decode() for each in JEKYLL.documents(site)}


def page(made: dict[str, str], path: str) -> dict[str, Any]:
    told: dict[str, Any] = yaml.safe_load(made[path].split("---")[1])
    return told


@pytest.mark.parametrize(
    ("kind", "slug", "path", "address"),
    [
        (Kind.POST, "Kůň~x.v2", "_posts/2013-06-01-Kůň~x.v2.md", "/posts/Kůň~x.v2/"),
        (Kind.PAGE, "_data", "pages/_data.md", "/_data/"),
        (Kind.ALBUM, "index", "pages/index.md", "/index/"),
        (Kind.HOME, "home", "index.md", "/"),
    ],
)
def test_each_page_tells_its_address(kind: Kind, slug: str, path: str, address: str) -> None:
    """Posts lie under the day they had where they were written; no page is at another address."""
    found = item(slug, kind)

    assert str(found.place.path) == f"site/{path}"
    assert found.place.permalink == head(found)["permalink"] == address


def test_dots_lead_nowhere() -> None:
    """Jekyll would take two dots in a slug for a way up."""
    assert JEKYLL.slug("a..b...c.d") == "a.b.c.d"


@pytest.mark.parametrize(
    ("slug", "shared", "path", "reference"),
    [
        ("kůň", False, "assets/kůň/x.md", "/assets/k%C5%AF%C5%88/x.md"),
        ("kůň", True, "assets/shared/x.md", "/assets/shared/x.md"),
        ("_x~", False, "assets/x/x.md", "/assets/x/x.md"),
        ("_", False, "assets/page/x.md", "/assets/page/x.md"),
    ],
)
def test_files_lie_where_jekyll_looks(slug: str, shared: bool, path: str, reference: str) -> None:
    """Each document has a folder for its files, whose name Jekyll does not pass over."""
    spot = JEKYLL.spot(item(slug).place, "x.md", is_shared=shared)

    assert (str(spot.path), spot.reference) == (f"site/{path}", reference)


def test_drafts_are_kept_apart() -> None:
    """A post waits among the drafts, ready to be moved; a page says that it is not published."""
    post, about = item(is_draft=True), item("about", Kind.PAGE, is_draft=True)

    assert str(post.place.path) == "site/_drafts/2013-06-01-a.md"
    assert "published" not in head(post)
    assert head(about)["published"] is False
    assert "published" not in head(item("about", Kind.PAGE))


def test_facts_have_the_names_that_themes_know() -> None:
    """Language, cover and old addresses are called as Jekyll's plug-ins call them."""
    found = replace(
        item(language=Fact("cs", "page"), tags=(Fact("2012", "page"), Fact("NO", "page"))),
        cover="/assets/a/x.png",
        aliases=("/news/a/",),
    )

    assert head(found) == {
        "title": "{{ A }}",
        "permalink": "/posts/a/",
        "slug": "a",
        "date": WHEN,
        "lang": "cs",
        "image": "/assets/a/x.png",
        "tags": ["2012", "NO"],
        "original_url": "https://x.example/news/a/",
        "redirect_from": ["/news/a/"],
    }


def test_no_choice_of_fields_publishes_or_moves_a_page() -> None:
    """What Jekyll needs is told even where the user wants the tags alone."""
    few = JEKYLL.with_fields([("tags", "")])
    told = front_matter(item("about", Kind.PAGE, is_draft=True), few.fields, few.form)

    lines = told.splitlines()

    assert 'permalink: "/about/"' in lines
    assert "published: false" in lines
    assert "date: 2013-06-01T00:10:00+02:00" in lines
    assert 'slug: "about"' not in lines


@pytest.mark.parametrize(
    ("slug", "name"),
    [("a", "a"), ("2012", "2012"), ("kůň", "kun-[0-9a-f]{8}"), ("v1.2", "v1-2-[0-9a-f]{8}")],
)
def test_comments_are_found_by_their_page(slug: str, name: str) -> None:
    """Of a file's name Jekyll keeps plain letters only: the page says how its data is called."""
    found = item(slug, comments=(Comment(1, 0, 1, "A", "", "", "", "x\x85\u2028y"),))
    called = head(found)["comments"]
    told = yaml.safe_load(files(found)[f"site/_data/comments/posts/{called}.json"])

    assert re.fullmatch(name, called)
    assert told["comments"][0]["text"] == "x\x85\u2028y"
    assert "comments" not in head(item(slug))


def test_post_and_page_of_one_slug_do_not_share_comments() -> None:
    """Each kind has a folder of its own."""
    comment = Comment(1, 0, 1, "A", "", "", "", "x")
    made = files(item(comments=(comment,)), item(kind=Kind.PAGE, comments=(comment,)))

    assert {path for path in made if "/comments/" in path} == {
        "site/_data/comments/posts/a.json",
        "site/_data/comments/pages/a.json",
    }


def test_settings_can_be_read() -> None:
    """The site's facts are quoted, and nothing that was written is made prettier."""
    told = yaml.safe_load(files(item("_x", Kind.PAGE), old_feed="/rss/all.xml")["site/_config.yml"])

    assert (told["title"], told["lang"]) == ('Můj "blog"', "cs")
    assert told["feed_address"] == "/rss/all.xml"
    assert told["include"] == [".htaccess", "_x.md"]
    assert told["future"] is True
    assert told["kramdown"]["smart_quotes"] == ["apos", "apos", "quot", "quot"]
    assert told["plugins"] == ["jekyll-redirect-from", "jekyll-sitemap"]


def test_feed_stands_where_feeds_stood() -> None:
    """At its usual address, and at those of the old site that are addresses of feeds."""
    moves = (
        Move("/rss/blog.xml", "/rss/all.xml", Moved.FEED),
        Move("/rss/", "/rss/all.xml", Moved.FEED),
        Move("/x/../y.xml", "/rss/all.xml", Moved.FEED),
    )
    made = files(item(), old_feed="/rss/all.xml", moves=moves)

    assert {
        path: page(made, path)["permalink"] for path in made if path.startswith("site/feeds")
    } == {
        "site/feeds/feed.xml": "/feed.xml",
        "site/feeds/rss/all.xml": "/rss/all.xml",
        "site/feeds/rss/blog.xml": "/rss/blog.xml",
    }


def test_lists_answer_old_ones() -> None:
    """The lists of posts and of a tag have the old lists as aliases; tags of one address share."""
    tags = tuple(Fact(tag, "page") for tag in ("NO", "no", "C#"))
    moves = (
        Move("/blog/", "/posts/", Moved.LIST),
        Move("/blog/?page=2", "/posts/", Moved.LIST),
        Move("/tags/nein", "/tags/no/", Moved.LIST),
        Move("/rss/", "/posts/", Moved.LIST, covers_below=True),
    )
    made = files(item(tags=tags), moves=moves)

    assert page(made, "site/posts.md")["redirect_from"] == ["/blog/"]
    assert page(made, "site/tags/no.md") == {
        "layout": "tag",
        "title": "NO",
        "names": ["NO", "no"],
        "permalink": "/tags/no/",
        "redirect_from": ["/tags/nein/"],
    }
    assert json.loads(made["site/_data/tags.json"]) == {
        "NO": "/tags/no/",
        "no": "/tags/no/",
        "C#": "/tags/c-sharp/",
    }


def test_old_address_hides_no_page() -> None:
    """What would lie where a page or file is, or nowhere, is left to the redirects of the host."""
    old = ("/posts/", "/posts/b/", "/a.html", "/a.html/x/", "/../up/", "/c.php", "/x:y/100%", "/B/")
    made = files(replace(item(), aliases=old), item("b"))

    assert page(made, "site/_posts/2013-06-01-a.md")["redirect_from"] == [
        "/a.html",
        "/c.php/",
        "/x%3Ay/100%25/",
        "/B/",
    ]


def test_there_is_always_a_home_page() -> None:
    """Where none was exported, an empty one shows the newest posts."""
    without, having = files(item()), files(item("home", Kind.HOME))

    assert page(without, "site/index.md") == {"title": 'Můj "blog"', "permalink": "/"}
    assert "text" in having["site/index.md"]


def test_nothing_is_written_twice() -> None:
    """No page is in the way of the layouts, and all of it goes where the target goes."""
    comment = Comment(1, 0, 1, "A", "", "", "", "x")
    pages = [
        item(slug, Kind.PAGE, comments=(comment,)) for slug in ("posts-2", "_layouts", "feeds")
    ]
    site = Site("B", "en", tuple(Rendered(each, "") for each in pages))
    paths = [str(each.path) for each in JEKYLL.below("j").documents(site)]

    assert len(set(paths)) == len(paths)
    assert {"site/j/_layouts/post.html", "site/j/_data/comments/pages/feeds.json"} <= {*paths}


def test_player_is_a_frame_unless_no_html_may_be() -> None:
    """Jekyll has no spelling of its own for what is embedded."""
    video = Embed("youtube", "https://www.youtube.com/watch?v=aB-1", "aB-1", "Video", "")

    assert "<iframe" in (JEKYLL.embed(video, RawHtml.FEW) or "")
    assert JEKYLL.embed(video, RawHtml.NONE) is None
