"""MkDocs' record: paths, links between documents, front matter, settings."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
import yaml

from migrator.frontmatter import front_matter
from migrator.models import Article, Fact, Kind, Localised, Move, Moved, Place, Rendered, Site
from migrator.targets.mkdocs import MKDOCS
from migrator.targets.words import words

ARTICLE = Article(
    url="https://x.example/news/a/",
    generation="classic",
    kind=Kind.POST,
    slug="a",
    title=Fact("A", "page"),
    body="",
    date=Fact(datetime(2012, 3, 5, 14, 7, tzinfo=UTC), "page"),
)


def item(slug: str = "a", **changes: Any) -> Localised:
    article = replace(ARTICLE, slug=slug, **changes)
    return Localised(article, MKDOCS.place(article, slug))


def place(kind: Kind, slug: str = "a") -> Place:
    return MKDOCS.place(replace(ARTICLE, kind=kind), slug)


def files(*items: Localised, language: str = "cs", **told: Any) -> dict[str, str]:
    site = Site('Kůň & <b> "x"', language, tuple(Rendered(i, "Text.\n") for i in items), **told)
    return {str(each.path): each.content.decode() for each in MKDOCS.documents(site)}


def settings(*items: Localised, **told: Any) -> dict[str, Any]:
    """What MkDocs reads from the file."""
    found = yaml.safe_load(files(*items, **told)["site/mkdocs.yml"])
    assert isinstance(found, dict)
    return found


def test_everything_has_its_place() -> None:
    """Posts lie where the blog looks for them, pages in folders of their own."""
    places = [place(kind) for kind in (Kind.POST, Kind.PAGE, Kind.HOME)]

    assert [str(each.path.relative_to("site/docs")) for each in places] == [
        "blog/posts/a/index.md",
        "a/index.md",
        "index.md",
    ]
    assert [each.permalink for each in places] == ["/blog/a/", "/a/", "/"]


@pytest.mark.parametrize(
    ("here", "there", "link"),
    [
        (place(Kind.POST), place(Kind.POST, "b"), "../b/index.md"),
        (place(Kind.POST), place(Kind.PAGE, "b"), "../../../b/index.md"),
        (place(Kind.PAGE), place(Kind.HOME), "../index.md"),
        (place(Kind.HOME), place(Kind.POST, "b"), "blog/posts/b/index.md"),
    ],
)
def test_links_are_paths_of_documents(here: Place, there: Place, link: str) -> None:
    """MkDocs checks those, and turns them into addresses."""
    assert MKDOCS.link(here, there) == link


@pytest.mark.parametrize(
    ("kind", "name", "shared", "path", "reference", "address"),
    [
        (Kind.POST, "x.png", False, "blog/posts/a/x.png", "x.png", "/blog/a/x.png"),
        (Kind.PAGE, "x.png", False, "a/x.png", "x.png", "/a/x.png"),
        (Kind.POST, "x.png", True, "files/x.png", "../../../files/x.png", "/files/x.png"),
        (Kind.HOME, "x.png", False, "files/a/x.png", "files/a/x.png", "/files/a/x.png"),
        (Kind.PAGE, "x.MD", False, "files/a/x.MD", "../files/a/x.MD", "/files/a/x.MD"),
        (Kind.PAGE, "x.html", False, "files/a/x.html", "../files/a/x.html", "/files/a/x.html"),
    ],
)
def test_where_copies_lie(
    kind: Kind, name: str, shared: bool, path: str, reference: str, address: str
) -> None:
    """Beside their document, but for what several show and what MkDocs would make pages of."""
    spot = MKDOCS.spot(place(kind), name, is_shared=shared)

    assert (str(spot.path), spot.reference) == (f"site/docs/{path}", reference)
    assert spot.permalink == address


@pytest.mark.parametrize(
    ("title", "heading"),
    [
        ("Kůň: 1 ks", "# Kůň: 1 ks"),
        ("C#", "# C\\#"),
        ("*a* <b> `c`", "# \\*a\\* &lt;b> \\`c\\`"),
        ("[a](b) &amp;", "# [a\\](b) &amp;amp;"),
    ],
)
def test_text_begins_with_its_title(title: str, heading: str) -> None:
    """As a heading that shows the title as it was, whatever signs are in it."""
    text = files(item(title=Fact(title, "page")))["site/docs/blog/posts/a/index.md"]

    assert text.partition("---\n\n")[2] == f"{heading}\n\nText.\n"


def test_title_is_html() -> None:
    """In the front matter it is what Material puts into menus and heads as it is."""
    found = item(title=Fact("a < b & <tag> &lt;", "page"))

    assert 'title: "a &lt; b & &lt;tag> &amp;lt;"' in front_matter(
        found, MKDOCS.fields, MKDOCS.form
    )


@pytest.mark.parametrize(
    ("told", "name"),
    [("cs", "cs"), ("cs-CZ", "cs"), ("pt-br", "pt-BR"), ("mo", "en"), ("", "en"), ("no", "en")],
)
def test_language_is_one_that_material_knows(told: str, name: str) -> None:
    """For another one there would be no build; in YAML all of them must be strings."""
    assert settings(item(), language=told)["theme"]["language"] == name


def test_menu_names_what_is_built() -> None:
    """Home page, posts, pages, tags; no drafts, and no list that would be empty."""
    page, draft = item("o-nas", kind=Kind.PAGE), item("b", kind=Kind.PAGE, is_draft=True)
    tagged = item(tags=(Fact("C#", "page"),))
    whole = ["index.md", "blog/index.md", "o-nas/index.md", "tags.md"]

    assert settings(tagged, page, draft)["nav"] == whole
    assert settings(page, replace(tagged, article=draft.article))["nav"] == [whole[0], whole[2]]


def test_lists_are_called_in_the_language_of_the_site() -> None:
    """English where no words are known."""
    czech, other = files(item(), language="cs-CZ"), files(item(), language="mo")

    assert czech["site/docs/blog/index.md"] == "# Články\n"
    assert czech["site/docs/tags.md"] == "# Štítky\n\n<!-- material/tags -->\n"
    assert other["site/docs/blog/index.md"] == "# Posts\n"


def test_home_page_is_made_where_there_was_none() -> None:
    """MkDocs would have no page at the root; an exported one stays what it is."""
    assert files(item())["site/docs/index.md"] == '# Kůň & &lt;b> "x"\n'
    assert files(item(kind=Kind.HOME))["site/docs/index.md"].endswith("# A\n\nText.\n")


def test_settings_hold_the_site() -> None:
    """Its title, the address of its feed, and the old lists that a page can answer."""
    moves = (
        Move("/news/", "/blog/", Moved.LIST),
        Move("/news/?p=2", "/blog/", Moved.LIST),
        Move("/news/a/", "/blog/a/", Moved.POST),
    )
    told = settings(item(), old_feed="/rss/all.xml", moves=moves)

    assert told["site_name"] == 'Kůň & &lt;b> "x"'
    assert told["extra"].pop("words") == words("cs")
    assert told["extra"] == {"feed": "/rss/all.xml", "moved": {"/news/": "/blog/"}}
    assert settings(item())["extra"]["feed"] == MKDOCS.offers.feed == "/feed.xml"


def test_starter_is_complete() -> None:
    """Each hook that the settings name is there, with the modules that it imports."""
    below = {path.removeprefix("site/") for path in files(item())}

    assert set(settings(item())["hooks"]) < below
    assert {"hooks/addresses.py", "hooks/commonmark.py", "docs/blog/index.md"} < below
