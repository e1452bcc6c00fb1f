"""What all targets share: where copies lie, what a document is made of, what a site is called."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from migrator.frontmatter import FIELDS, TOML, YAML, Field, chosen, front_matter, quoted
from migrator.markdown import RawHtml
from migrator.models import (
    Article,
    Comment,
    Fact,
    Kind,
    Localised,
    Move,
    Moved,
    Place,
    Rendered,
    Site,
    Spot,
)
from migrator.run import Job
from migrator.targets import ALL
from migrator.targets.base import SITE, apart, beside, starter

HUGO, MARKDOWN = ALL["hugo"], ALL["markdown"]
HERE = Place("kůň", SITE / "posts/kůň/index.md", "/posts/kůň/")
FRAME = '<iframe src="https://v.example/embed"></iframe>'


def page(markdown: str = "Words.", **facts: Any) -> Rendered:
    article = Article(
        "https://x.example/a/", "classic", Kind.POST, "a", Fact("A", "page"), "", **facts
    )
    return Rendered(Localised(article, MARKDOWN.place(article, "a")), markdown)


def test_copies_lie_beside_their_document_or_in_a_folder_of_all() -> None:
    """The address of a shared one does not tell in which folder the builder has it."""
    keep = beside("static/files", "/blog/")

    assert keep(SITE, HERE, "a.png", False) == Spot(
        SITE / "posts/kůň/a.png", "a.png", "/posts/kůň/a.png"
    )
    assert keep(SITE, HERE, "a.png", True) == Spot(
        SITE / "static/files/a.png", "/blog/files/a.png", "/blog/files/a.png"
    )


def test_copies_lie_apart_by_document() -> None:
    """A shared one belongs to none; addresses in a text are escaped."""
    keep = apart("static/up", "/up/")

    assert keep(SITE, HERE, "a.md", False) == Spot(
        SITE / "static/up/kůň/a.md", "/up/k%C5%AF%C5%88/a.md", "/up/kůň/a.md"
    )
    assert keep(SITE, HERE, "a.md", True) == Spot(SITE / "static/up/a.md", "/up/a.md", "/up/a.md")


def test_drafts_have_a_folder_of_their_own_where_the_target_says_so() -> None:
    """Elsewhere the front matter alone tells them."""
    draft = page(is_draft=True).item

    assert str(draft.place.path) == "site/drafts/a/index.md"
    assert str(HUGO.place(draft.article, "a").path) == "site/content/posts/a/index.md"
    assert "draft: true\n" in front_matter(draft, FIELDS, YAML)


def test_page_that_says_nothing_is_its_front_matter() -> None:
    """No blank line stands behind it; comments lie beside it."""
    comment = Comment(1, 0, 0, "Eva", "1. 2.", "", "", "Hello")
    empty, full = page(""), page(comments=(comment,))
    site = Site("Blog", "en", (empty, full))
    head = front_matter(empty.item, MARKDOWN.fields, YAML)

    documents = list(MARKDOWN.documents(site))
    assert [str(document.path) for document in documents] == [
        "site/posts/a/index.md",
        "site/posts/a/index.md",
        "site/posts/a/comments.json",
    ]
    assert [document.content.decode() for document in documents[:2]] == [
        head,
        f"{head}\nWords.",
    ]


def test_raw_html_is_what_the_user_allows() -> None:
    """Plain Markdown has a frame only where all HTML is kept."""
    written = {
        each: MARKDOWN.converter(each).convert(FRAME).strip()
        for each in (RawHtml.FEW, RawHtml.KEEP)
    }

    assert "<iframe" not in written[RawHtml.FEW]
    assert written[RawHtml.KEEP].startswith("<iframe ")


def test_no_wish_changes_no_field() -> None:
    """Without --front-matter everything comes; the next step names the target's own folder."""
    assert HUGO.with_fields([]).fields == HUGO.fields
    assert MARKDOWN.below("markdown").next_step_in(Path("out")) == (
        f"Copy {Path('out/site/markdown')}/ wherever Markdown is read."
    )


def test_fact_with_a_needed_field_comes_once() -> None:
    """What a builder needs is not written again because the user has chosen its fact."""

    def read(item: Localised) -> None:
        return None

    known = (Field("tags", "more", read, is_needed=True), Field("tags", "tags", read))
    assert [field.name for field in chosen(known, [("tags", "words")])] == ["more", "words"]


def test_what_nobody_wished_for_is_not_missed() -> None:
    """Of facts that were not chosen none is told as not carried."""
    target = replace(MARKDOWN, cannot={"author": "r", "language": "s"})

    assert target.with_fields([("title", ""), ("author", "")]).cannot == {"author": "r"}
    assert Job("x", targets=("markdown", "hugo", "markdown")).target == "hugo,markdown"


def test_starter_comes_in_one_order_without_what_python_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever order the disk has; compiled files are the machine's."""
    folder = tmp_path / "data" / "starters" / "x"
    for name in ("d", "b/c", "a", "b/a", "c", "e.pyc"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(name)
    iterdir = Path.iterdir
    monkeypatch.setattr("migrator.targets.base.files", lambda package: tmp_path)
    monkeypatch.setattr(
        Path, "iterdir", lambda self: iter(sorted(iterdir(self), key=str, reverse=True))
    )

    assert [str(document.path) for document in starter("x")] == ["a", "b/a", "b/c", "c", "d"]


def test_date_has_no_parts_of_seconds() -> None:
    """Not every builder reads them."""
    instant = datetime(2012, 3, 5, 1, 2, 3, 456, tzinfo=UTC)

    assert YAML.line("date", instant) == "date: 2012-03-05T01:02:03+00:00\n"
    assert TOML.line("date", instant) == "date = 2012-03-05T01:02:03+00:00\n"


def test_mark_of_byte_order_is_escaped() -> None:
    """Some readers drop it wherever it stands."""
    assert quoted("a\ufeffb\u2028") == '"a\\ufeffb\\u2028"'


def test_place_on_the_disk_is_no_original_address() -> None:
    """Of a saved page that does not tell its address nothing is told."""
    saved = page().item
    unknown = replace(saved, article=replace(saved.article, url="file:///home/eva/a.html"))

    assert 'original_url: "https://x.example/a/"\n' in front_matter(saved, FIELDS, YAML)
    assert "original_url" not in front_matter(unknown, FIELDS, YAML)


def test_site_is_called_as_most_pages_say() -> None:
    """Its language is that of most; where no page tells, it has the plainest name."""
    pages = [
        page(site_name=name, language=Fact(language, "page"))
        for name, language in (("Old", "en"), ("Hills", "cs"), ("Hills", "cs"))
    ]
    move = Move("/a/", "/posts/a/", Moved.POST)
    site = Site.of([*pages, page()], "x.example", "/rss/all.xml", [move])

    assert (site.title, site.language, len(site.pages)) == ("Hills", "cs", 4)
    assert (site.old_host, site.old_feed, site.moves) == ("x.example", "/rss/all.xml", (move,))
    bare = Site.of([page()], "", "", [])
    assert (bare.title, bare.language) == ("Blog", "en")
