"""Zola's record. Nothing here can run Zola: its files are read as TOML, and held against a tree."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

from migrator.archive import Archive
from migrator.frontmatter import front_matter
from migrator.models import Article, Document, Fact, Kind, Localised, Move, Moved, Rendered, Site
from migrator.pipeline import Export, export, gather
from migrator.plan import plan
from migrator.sources import SourceOptions, open_source
from migrator.survey import Wishes
from migrator.targets.zola import ZOLA
from tests.conftest import ROOT, Golden

SITE = ROOT / "fixtures" / "site"
TEMPLATES = files("migrator").joinpath("data/starters/zola")
ARTICLE = Article(
    url="https://x.example/news/a/",
    generation="classic",
    kind=Kind.POST,
    slug="Kůň.v2",
    title=Fact('"+++" a \\ b', "page"),
    body="",
    date=Fact(datetime(2012, 3, 5, 14, 7, tzinfo=UTC), "page"),
    author=Fact("Jana", "page"),
    language=Fact("cs", "meta"),
    guid=Fact("old-1", "feed"),
    tags=(Fact("C#", "page"), Fact("🐴", "page")),
    categories=(Fact("Můj blog", "page"),),
)


def localised(article: Article = ARTICLE) -> Localised:
    return Localised(article, ZOLA.place(article, article.slug), aliases=("/news/a/",))


def head(item: Localised) -> dict[str, Any]:
    """The front matter as Zola would find it between the two lines of signs."""
    text = front_matter(item, ZOLA.fields, ZOLA.form)
    found = re.fullmatch(r"\+\+\+\n(.*?)\+\+\+\n", text, re.DOTALL)
    assert found
    return tomllib.loads(found[1])


@cache
def exported() -> Export:
    """The fixture site, read from its saved pages."""
    with TemporaryDirectory() as folder:
        archive = Archive(Path(folder) / "site.warc.gz")
        saved = str(SITE / "saved")
        with open_source(saved, SourceOptions(archive, lambda progress: None)) as source:
            gathered = gather(source, archive, Wishes())
        return export(gathered, archive, ZOLA, Wishes())


def texts() -> Iterator[tuple[str, str]]:
    for document in exported().documents:
        path = document.path.relative_to(ZOLA.root)
        if path.suffix in (".md", ".toml") and path.parts[0] != "themes":
            yield str(path), document.content.decode()


def test_saved_site_becomes_the_expected_tree(golden: Golden) -> None:
    """The documents and the settings are those that a person approved, down to the name."""
    paths = [document.path for document in exported().documents]
    paths += [asset.path for asset in exported().assets]
    names = [str(path.relative_to(ZOLA.root)) for path in sorted(paths)]

    golden.check_json(SITE / "expected" / "zola" / "files.json", names)
    for name, text in texts():
        golden.check(SITE / "expected" / "zola" / name, text)


def test_every_document_begins_with_toml() -> None:
    """A reader of TOML, which is not ours, takes each front matter and the settings."""
    for name, text in texts():
        fenced = re.match(r"\+\+\+\n(.*?)\+\+\+\n", text, re.DOTALL)
        told = tomllib.loads(fenced[1] if fenced else text)

        assert told["title"], name
        assert bool(fenced) is (name != "config.toml")


def test_facts_stand_where_zola_looks_for_them() -> None:
    """Tags are taxonomies, an author is one of many, and all that Zola does not know is extra."""
    assert head(localised()) == {
        "title": '"+++" a \\ b',
        "path": "posts/Kůň.v2",
        "date": datetime(2012, 3, 5, 14, 7, tzinfo=UTC),
        "draft": False,
        "authors": ["Jana"],
        "aliases": ["/news/a/"],
        "taxonomies": {"categories": ["Můj blog"], "tags": ["C#"]},
        "extra": {
            "language": "cs",
            "guid": "old-1",
            "original_url": "https://x.example/news/a/",
            "more_tags": ["🐴"],
        },
    }


def test_home_page_says_what_a_section_can() -> None:
    """It has no date, no path and no tags."""
    told = head(localised(replace(ARTICLE, kind=Kind.HOME, slug="home")))

    assert sorted(told) == ["aliases", "extra", "title"]


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("{{ x() }} {{y(a=1, b='}')}}", "{{/* x() */}} {{/*y(a=1, b='}')*/}}"),
        ('`{{ x(a="b", c=[1, true]) }}`', '`{{/* x(a="b", c=[1, true]) */}}`'),
        ("{% x() %} a {{ b() }} {% end %}", "{%/* x() */%} a {{ b() }} {%/* end */%}"),
        ("{{ x }} {% raw %} {% x() %}", "{{ x }} {% raw %} {% x() %}"),
        ("{{ x(a) }} {{ x(a=b) }}", "{{ x(a) }} {{ x(a=b) }}"),
        ("## H {#id .c}\n\ntext {x}", "## H {#id .c&#125;\n\ntext {x}"),
        ("```\n# a {x}\n```\n\n# b {x}", "```\n# a {x}\n```\n\n# b {x&#125;"),
        ("> # a {x} \n", "> # a {x&#125; \n"),
    ],
)
def test_text_that_zola_would_act_on(text: str, written: str) -> None:
    """A call is shown, not run; only what Zola reads as one is touched."""
    assert ZOLA.escape(text, []) == written


@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("C#", "/tags/c/"),
        ("Můj blog", "/tags/muj-blog/"),
        ("NO", "/tags/no/"),
        ("it's", "/tags/it-s/"),
        ("日本", ""),
        ("ß", ""),
        ("🐴", ""),
    ],
)
def test_address_of_a_tag(name: str, address: str) -> None:
    """It is told only where no letter has to be spelt in others."""
    assert ZOLA.offers.tag(name) == address


@pytest.mark.parametrize(
    ("kind", "name", "path"),
    [
        (Kind.POST, "a.png", "site/content/posts/a/a.png"),
        (Kind.POST, "notes.md", "site/static/uploads/a/notes.md"),
        (Kind.HOME, "a.png", "site/static/uploads/a/a.png"),
    ],
)
def test_files_are_no_pages(kind: Kind, name: str, path: str) -> None:
    """Uploaded Markdown is copied, and the files of the home page have a folder of their own."""
    place = ZOLA.place(replace(ARTICLE, kind=kind), "a")

    assert str(ZOLA.spot(place, name, is_shared=False).path) == path


def test_post_without_a_date_is_a_page() -> None:
    """Zola's lists leave out what has no date."""
    planned = plan([replace(ARTICLE, date=None)], ZOLA)

    assert str(planned.placed[0][1].path) == "site/content/Kůň.v2/index.md"


def test_list_of_posts_answers_for_the_old_ones() -> None:
    """Its aliases are the old lists; feeds and queries can have none."""
    moves = (
        Move("/blog/", "/posts/", Moved.LIST),
        Move("/blog/?page=2", "/posts/", Moved.LIST),
        Move("/rss/all.xml", "/rss.xml", Moved.FEED),
    )
    site = Site("Blog", "no such", (Rendered(localised(), ""),), moves=moves)
    made = {str(d.path): d for d in ZOLA.documents(site)}

    assert made["site/content/posts/_index.md"].content.decode() == (
        '+++\ntitle = "Můj blog"\nsort_by = "date"\naliases = ["/blog/"]\n+++\n'
    )
    assert settings(made["site/config.toml"])["default_language"] == "en"


def settings(document: Document) -> dict[str, Any]:
    return tomllib.loads(document.content.decode())


def test_templates_close_what_they_open() -> None:
    """Blocks, loops and conditions of each template nest; each macro that is called is there."""
    theme = TEMPLATES.joinpath("themes/plain/templates")
    sources = [*theme.iterdir(), TEMPLATES.joinpath("templates/rss.xml")]
    macros = set(re.findall(r"{% macro (\w+)", theme.joinpath("macros.html").read_text("utf-8")))
    for source in sources:
        text, open_tags = source.read_text("utf-8"), list[str]()
        for tag in re.findall(r"{%-?\s*(\w+)", text):
            if tag.startswith("end"):
                assert open_tags.pop() == tag[3:], source.name
            elif tag in ("block", "for", "if", "macro"):
                open_tags.append(tag)

        assert open_tags == [], source.name
        assert set(re.findall(r"macros::(\w+)", text)) <= macros
        assert ("macros::" in text) is ("{% import" in text), source.name
