"""Hugo's record: addresses, front matter, settings, and text that Hugo would act on."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from pathlib import PurePosixPath
from typing import Any

import pytest

from migrator.frontmatter import front_matter
from migrator.models import Article, Fact, Kind, Localised, Move, Moved, Rendered, Site
from migrator.targets.hugo import HUGO

ARTICLE = Article("https://x.example/news/a/", "classic", Kind.POST, "a", Fact("A", "page"), "")


def item(slug: str = "a", tags: tuple[str, ...] = (), description: str = "") -> Localised:
    article = replace(
        ARTICLE,
        slug=slug,
        tags=tuple(Fact(tag, "page") for tag in tags),
        description=Fact(description, "meta") if description else None,
    )
    return Localised(article, HUGO.place(article, slug))


def head(item: Localised) -> list[str]:
    return front_matter(item, HUGO.fields, HUGO.form).splitlines()


def site(*items: Localised, old_feed: str = "", moves: tuple[Move, ...] = ()) -> Site:
    pages = tuple(Rendered(item, "") for item in items)
    return Site('Můj "blog"', "cs-CZ", pages, old_feed=old_feed, moves=moves)


def files(site: Site) -> dict[str, str]:
    return {str(each.path): each.content.decode() for each in HUGO.documents(site)}


def settings(site: Site) -> dict[str, Any]:
    return tomllib.loads(files(site)["site/hugo.toml"])


@pytest.mark.parametrize("slug", ["Kun-A", "kun.v2", "kůň", "a~b"])
def test_slug_that_hugo_would_change_has_its_address(slug: str) -> None:
    """Hugo lowers, drops and replaces signs of a slug; the permalink that links name must hold."""
    assert f'url: "/posts/{slug}/"' in head(item(slug))


def test_plain_slug_needs_no_address() -> None:
    """Where Hugo makes the same address by itself, its user may still choose another pattern."""
    assert not [line for line in head(item("kun-2_a")) if line.startswith("url:")]


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("c.png", "site/content/posts/a/c.png"),
        ("notes.md", "site/static/uploads/a/notes.md"),
        ("page.html", "site/static/uploads/a/page.html"),
        ("page.htm", "site/static/uploads/a/page.htm"),
    ],
)
def test_upload_is_no_document(name: str, path: str) -> None:
    """A file that Hugo would read as a page of its own lies where it only copies."""
    spot = HUGO.spot(item().place, name, is_shared=False)

    assert spot.path == PurePosixPath(path)


def test_upload_is_linked_by_its_address() -> None:
    """It lies in another folder than its document, whose name may hold any letter."""
    spot = HUGO.spot(item("kůň").place, "notes.md", is_shared=False)

    assert spot.reference == "/uploads/k%C5%AF%C5%88/notes.md"
    assert spot.permalink == "/uploads/kůň/notes.md"


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("a {{< b", 'a {{< literal "{{<" >}} b'),
        ("`<!--more-->`", '`{{< literal "<!--more-->" >}}`'),
        ("{{< x >}} {{% y %}}", "{{</* x */>}} {{%/* y */%}}"),
        ("{{ x }} {% y %}", "{{ x }} {% y %}"),
    ],
)
def test_text_that_hugo_would_act_on(text: str, written: str) -> None:
    """What looks like a shortcode or the end of a summary is spelt so that Hugo shows it."""
    assert HUGO.escape(text, []) == written


def test_description_is_a_summary_without_markup() -> None:
    """Hugo reads a summary as Markdown and HTML: nothing in ours may act."""
    told = head(item(description="# a *b* <i> & 1"))

    assert 'summary: "&#35; a &#42;b&#42; &lt;i&gt; &amp; 1"' in told
    assert 'description: "# a *b* <i> & 1"' in told


def test_tags_that_can_have_no_list_stand_apart() -> None:
    """Of some names Hugo leaves nothing, or a way out of the folder of tags."""
    told = head(item(tags=("C#", "🐴", "..", "../../x", "%41", "Můj blog", "a/b")))

    assert told[told.index("tags:") + 1 :][:3] == ['  - "C#"', '  - "Můj blog"', '  - "a/b"']
    more = told[told.index("more_tags:") + 1 :][:4]
    assert more == ['  - "🐴"', '  - ".."', '  - "../../x"', '  - "%41"']


@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("C#", "/tags/c#/"),
        ("2012", "/tags/2012/"),
        ("NO", "/tags/no/"),
        ("Můj blog", "/tags/můj-blog/"),
        ("a & b", ""),
        ("🐴", ""),
        ("..", ""),
    ],
)
def test_address_of_a_tag(name: str, address: str) -> None:
    """It is told only where all versions of Hugo make the same of the name."""
    assert HUGO.offers.tag(name) == address


def test_settings_tell_title_and_language() -> None:
    """The title is quoted; Hugo knows languages without their region."""
    told = settings(site(item()))

    assert (told["title"], told["locale"]) == ('Můj "blog"', "cs-CZ")
    assert (told["defaultContentLanguage"], told["params"]["language"]) == ("cs", "cs-CZ")


def test_language_that_is_none_is_not_told_to_hugo() -> None:
    """What a page declares may be anything; Hugo would stop at it."""
    told = settings(replace(site(item()), language="čeština!"))

    assert "locale" not in told
    assert "defaultContentLanguage" not in told


def test_old_feed_is_made_at_its_address() -> None:
    """Besides the usual one, a feed stands exactly where the old one stood."""
    told = settings(site(item(), old_feed="/rss/all.v2.xml"))

    assert told["outputs"]["home"] == ["html", "rss", "oldfeed"]
    made = told["outputFormats"]["oldfeed"]
    assert (made["path"], made["baseName"]) == ("rss", "all.v2")


@pytest.mark.parametrize("old_feed", ["", "/index.xml"])
def test_no_second_feed_without_an_old_one(old_feed: str) -> None:
    """Nor where the old one stood at the usual address."""
    assert settings(site(item(), old_feed=old_feed))["outputs"]["home"] == ["html", "rss"]


def test_old_lists_lead_to_new_ones() -> None:
    """Lists of posts and tags are pages of Hugo's, which can have aliases; feeds cannot."""
    moves = (
        Move("/blog/", "/posts/", Moved.LIST),
        Move("/blog/?page=2", "/posts/", Moved.LIST),
        Move("/tags/c-sharp/", "/tags/c#/", Moved.LIST),
        Move("/tags/gone/", "/tags/gone-2/", Moved.LIST),
        Move("/rss/blog.xml", "/index.xml", Moved.FEED),
    )
    made = files(site(item(tags=("C#",)), moves=moves))

    posts = made["site/content/posts/_index.md"]
    assert posts == '---\ntitle: "Můj \\"blog\\""\naliases:\n  - "/blog/"\n---\n'
    tag = made["site/content/tags/c#/_index.md"]
    assert tag == '---\ntitle: "C#"\naliases:\n  - "/tags/c-sharp/"\n---\n'
    assert sum("aliases" in text for name, text in made.items() if name.endswith("_index.md")) == 2


def test_starter_goes_where_the_target_goes() -> None:
    """Where several targets are written, each has its theme in a folder of its own."""
    paths = {str(each.path) for each in HUGO.below("hugo").documents(site())}

    assert "site/hugo/themes/plain/layouts/_default/baseof.html" in paths
    assert all(path.startswith("site/hugo/") for path in paths)
