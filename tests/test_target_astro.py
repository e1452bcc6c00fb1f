"""Astro's record: addresses, front matter, what its pages know, and text that it would act on."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from typing import Any

import pytest

from migrator.frontmatter import front_matter
from migrator.models import Article, Comment, Fact, Kind, Localised, Move, Moved, Rendered, Site
from migrator.targets.astro import ASTRO

WHEN = datetime(2013, 6, 1, 0, 10, tzinfo=timezone(timedelta(hours=2)))
ARTICLE = Article("https://x.example/news/a/", "classic", Kind.POST, "a", Fact("A", "page"), "")


def item(slug: str = "a", kind: Kind = Kind.POST, **facts: Any) -> Localised:
    article = replace(ARTICLE, slug=slug, kind=kind, **facts)
    return Localised(article, ASTRO.place(article, slug), cover=facts.get("cover", ""))


def files(*items: Localised, old_feed: str = "", moves: tuple[Move, ...] = ()) -> dict[str, bytes]:
    pages = tuple(Rendered(each, "text") for each in items)
    site = Site('Můj "blog"', "cs", pages, old_feed=old_feed, moves=moves)
    return {str(each.path): each.content for each in ASTRO.documents(site)}


@pytest.mark.parametrize(
    ("kind", "slug", "path", "address"),
    [
        (Kind.POST, "Kůň~x.v2", "site/src/content/blog/Kůň~x.v2/index.md", "/blog/Kůň~x.v2/"),
        (Kind.PAGE, "_x", "site/src/content/pages/_x/index.md", "/_x/"),
        (Kind.HOME, "home", "site/src/content/home/index.md", "/"),
    ],
)
def test_each_page_has_its_address(kind: Kind, slug: str, path: str, address: str) -> None:
    """The slug is told, since Astro would make another of the folder's name."""
    page = item(slug, kind)
    told = front_matter(page, ASTRO.fields, ASTRO.form)

    assert (str(page.place.path), page.place.permalink) == (path, address)
    assert f'slug: "{slug}"\n' in told


def test_files_are_copied_and_never_made_anew() -> None:
    """They lie in `public/`, where Astro neither reads a document nor converts a picture."""
    place = item("kůň").place
    own = ASTRO.spot(place, "c.md", is_shared=False)
    shared = ASTRO.spot(place, "c.gif", is_shared=True)

    assert (str(own.path), own.reference) == (
        "site/public/files/kůň/c.md",
        "/files/k%C5%AF%C5%88/c.md",
    )
    assert (str(shared.path), shared.reference) == ("site/public/files/c.gif", "/files/c.gif")


def test_fields_are_called_as_in_astros_own_blog() -> None:
    """What the schema of the starter knows is what is written, with the date's own offset."""
    page = replace(
        item(
            date=Fact(WHEN, "page"),
            description=Fact("D", "meta"),
            language=Fact("cs", "page"),
            guid=Fact("g", "feed"),
            tags=(Fact("2012", "page"),),
            categories=(Fact("C#", "page"),),
            author=Fact("J", "page"),
        ),
        cover="/files/c.jpg",
        aliases=("/news/a/",),
    )
    told = front_matter(page, ASTRO.fields, ASTRO.form)
    names = [line.partition(":")[0] for line in told.splitlines() if line[0] not in "- "]
    schema = files(page)["site/src/content.config.ts"].decode()

    assert (
        names
        == (
            "title slug pubDate draft description author lang heroImage categories tags originalUrl"
            " guid aliases"
        ).split()
    )
    assert 'pubDate: "2013-06-01T00:10:00+02:00"\n' in told
    assert [name for name in names if f"  {name}: " not in schema] == []


def test_no_choice_of_fields_publishes_a_draft() -> None:
    """Slug and draft are told even where the user wants the title alone."""
    few = ASTRO.with_fields([("title", "")])
    told = front_matter(item(is_draft=True), few.fields, few.form)

    assert told == (
        '---\nslug: "a"\ndraft: true\noriginalUrl: "https://x.example/news/a/"\ntitle: "A"\n---\n'
    )


def test_pages_know_the_site() -> None:
    """The title, the feed at its addresses, old and new, and the lists that have moved."""
    moves = (
        Move("/old/", "/blog/", Moved.LIST),
        Move("/old/?page=2", "/blog/", Moved.LIST),
        Move("/rss/blog.xml", "/rss/all.xml", Moved.FEED),
    )
    made = files(item(), old_feed="/rss/all.xml", moves=moves)

    assert json.loads(made["site/src/site.json"]) == {
        "title": 'Můj "blog"',
        "language": "cs",
        "url": "",
        "feeds": ["/rss.xml", "/rss/all.xml", "/rss/blog.xml"],
        "moved": [{"old": "/old/", "to": "/blog/"}],
    }


def test_there_is_always_a_home_page() -> None:
    """Where none was exported, an empty one shows the newest posts."""
    home = "site/src/content/home/index.md"

    assert files(item())[home].decode() == '---\ntitle: "Můj \\"blog\\""\n---\n'
    assert b"text" in files(item("home", Kind.HOME))[home]


def test_comments_lie_beside_their_page() -> None:
    """They are the data that every target has."""
    made = files(item(comments=(Comment(1, 0, 1, "A", "", "", "", "x"),)))

    assert "site/src/content/blog/a/comments.json" in made


@pytest.mark.parametrize(
    ("text", "written"),
    [
        (r"http://x.example/a\*b\* c", r"http\://x.example/a\*b\* c"),
        ("*www.x.example*!", r"*www\.x.example*!"),
        (r"**WWW.x.example/\_a**", r"**WWW\.x.example/\_a**"),
        ("- > http://x.example/?a&amp;b", r"- > http\://x.example/?a&amp;b"),
        ("| a | b |\n| --- | --- |\n| ~~http://x.example~~ | |", None),
    ],
)
def test_bare_address_ends_where_markdown_says(text: str, written: str | None) -> None:
    """Astro would make a link of it before it reads the marks behind it."""
    assert ASTRO.escape(text, []) == (written or text.replace("http:", "http\\:"))


@pytest.mark.parametrize(
    "text",
    [
        "http://x.example/a_b and www.x.example, me@x.example",
        r"[a](http://x.example/\*b) ![c](https://x.example/d*)",
        "`http://x.example/*` ``www.x.example/` *``",
        "```\nhttp://x.example/* ![a](http://x.example/%E1.png)\n```",
        '<a href="http://x.example/*">x</a>',
        "- a\n\n    ```\n    www.x.example/*\n    ```\n",
        "![a](https://x.example/%C5%AF.png)",
        "[http://x.example](http://x.example/*)",
    ],
)
def test_what_does_no_harm_stays_as_it_is(text: str) -> None:
    """Neither code nor the targets of links are touched, nor addresses that end by themselves."""
    assert ASTRO.escape(text, []) == text


@pytest.mark.parametrize("address", ["http://x.example/%E1.png", "http://x.example/100%.png"])
def test_address_that_cannot_be_decoded_stops_no_build(address: str) -> None:
    """Astro decodes the addresses of pictures in Markdown, but not in HTML."""
    text = rf'a [![b \[c\] "d" &amp; *e*]({address} "f \"g\"")](/h/)'

    written = f'<img src="{address}" alt="b [c] &quot;d&quot; &amp; *e*" title="f &quot;g&quot;">'
    assert ASTRO.escape(text, []) == f"a [{written}](/h/)"


def test_layouts_speak_the_language_of_the_site() -> None:
    """Their words are data, for the user to change."""
    told = json.loads(files(item())["site/src/words.json"])

    assert (told["posts"], told["tags"], told["comments"]) == ("Články", "Štítky", "Komentáře")
