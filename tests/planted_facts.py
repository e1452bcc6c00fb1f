"""Faults in the facts of an article, its comments and its addresses."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from migrator.models import Comment, Fact, Rendered
from tests.planted_site import (
    CLASSIC,
    DISCUSSED,
    FORUM,
    OTHER,
    POST,
    RICH,
    Kinds,
    Pages,
    Plant,
    comments,
    copies_swapped,
    fact,
    fact_of,
    reference,
    text,
    without_copy,
)


def in_facts() -> Kinds:
    """What an article tells of itself."""
    later = datetime(2021, 4, 19, 9, 30, tzinfo=UTC)
    yield "title of another post", RICH, fact_of("title", OTHER), "title"
    yield "title is lost", RICH, fact(title=Fact("", "json")), "title"
    yield "title is cut", RICH, fact(title=Fact("Calf Strength", "json")), "title"
    yield "title is the site's", RICH, fact(title=Fact("Path and Pavement", "meta")), "title"
    yield "title is a heading of the text", RICH, fact(title=Fact("What we carry", "page")), "title"
    yield "date is a day off", RICH, fact(date=Fact(later, "json")), "date"
    yield "date is an hour off", RICH, _an_hour_later, "date"
    yield "date of another post", RICH, fact_of("date", OTHER), "date"
    yield "date of another classic post", CLASSIC, fact_of("date", DISCUSSED), "date"
    yield "date is lost", RICH, fact(date=None), "date"
    yield "date is made up", "classic/page", fact(date=Fact(later, "page")), "date"
    yield (
        "day and month are exchanged",
        POST,
        fact(date=Fact(datetime(2024, 3, 5, 18, 42, 13, tzinfo=UTC), "json")),
        "date",
    )
    yield "tags are lost", CLASSIC, fact(tags=()), "tags"
    yield "a tag is lost", CLASSIC, fact(tags=(Fact("Hills", "page"),)), "tags"
    yield "a tag is made up", RICH, fact(tags=(Fact("Calves", "page"),)), "tags"
    yield "tags of another post", CLASSIC, fact_of("tags", DISCUSSED), "tags"
    yield "description of another post", RICH, fact_of("description", OTHER), "description"
    yield "description is lost", RICH, fact(description=None), "description"
    yield (
        "description is made up",
        "classic/page",
        fact(description=Fact("Bags", "meta")),
        "description",
    )
    yield "author is made up", POST, fact(author=Fact("Eva", "meta")), "author"
    yield "author is another", RICH, fact(author=Fact("Eva", "meta")), "author"
    yield "author is lost", RICH, fact(author=None), "author"
    yield "language is another", RICH, fact(language=Fact("cs", "page")), "language"
    yield "language is lost", RICH, fact(language=None), "language"
    yield "cover of another post", RICH, fact_of("cover", POST), "cover"
    yield (
        "cover is another picture of the page",
        RICH,
        fact(
            cover=Fact(
                "https://path-and-pavement.webnode.example/_files/200000872-0a1b2c3d4e/hill.jpg",
                "meta",
            )
        ),
        "cover",
    )
    yield "cover is lost", RICH, fact(cover=None), "cover"
    yield "cover is a copy of another file", RICH, _other_cover, "references"
    yield "path of another page", RICH, fact_of("old_path", POST), "address"
    yield "address of another page", RICH, _other_address, "words"
    yield "text that no rule accounts for", RICH, fact(unaccounted=("A box beside",)), "unaccounted"


def in_comments() -> Kinds:
    """What visitors said."""
    yield "a comment is lost", DISCUSSED, comments(lambda told: told[1:]), "comments"
    yield "all comments are lost", DISCUSSED, comments(lambda told: ()), "comments"
    yield (
        "a comment is there twice",
        DISCUSSED,
        comments(lambda told: (*told, told[-1])),
        "comments",
    )
    yield "a comment is cut", DISCUSSED, _first_comment(text="Was it green?"), "comments"
    yield "comments of another page", DISCUSSED, fact_of("comments", FORUM), "comments"
    yield "comments on a page without any", RICH, fact_of("comments", FORUM), "comments"
    yield (
        "author and title are exchanged",
        DISCUSSED,
        _first_comment(author="Which tea?", title="Visitor A"),
        "comments",
    )
    yield (
        "author and text are exchanged",
        FORUM,
        _first_comment(author="Left on the bench. Green, dented :)", text="Visitor A"),
        "comments",
    )
    yield "the authors of two comments are exchanged", DISCUSSED, _authors, "comments"
    yield (
        "the day of a comment is another",
        DISCUSSED,
        _first_comment(date="08.10.2012"),
        "comments",
    )
    yield (
        "comments in another order",
        DISCUSSED,
        comments(lambda told: told[::-1]),
        "order of comments",
    )
    yield "a reply is no reply", DISCUSSED, _no_reply, "comments"
    yield "a reply answers another comment", DISCUSSED, _other_parent, "comments"
    yield "a link in a comment is lost", DISCUSSED, _without_links, "comments"


def in_addresses() -> Kinds:
    """Where what was rewritten leads to."""
    gallery = "../galerie/index.md"
    yield (
        "a link to a post leads to another post",
        RICH,
        reference("over-the-bridge", gallery),
        "references",
    )
    yield (
        "a link to another part of a post",
        RICH,
        reference("over-the-bridge", "../over-the-bridge/index.md#roof"),
        "references",
    )
    yield (
        "a link through a redirect leads elsewhere",
        RICH,
        reference("elsewhere", gallery),
        "references",
    )
    yield (
        "a link to a part of this page leads to another page",
        RICH,
        reference("#gate", f"{gallery}#gate"),
        "references",
    )
    yield (
        "a link to a post leads to a file",
        RICH,
        reference("over-the-bridge", "shin.jpg"),
        "references",
    )
    yield (
        "a link to a file leads to another file",
        RICH,
        reference("list.pdf", "shin.jpg"),
        "references",
    )
    yield "a link to a file leads to a post", RICH, reference("list.pdf", gallery), "references"
    yield (
        "a picture shows the copy of another",
        RICH,
        reference("hill.jpg", "mill.jpg"),
        "references",
    )
    yield "an address leads where nothing is", RICH, reference("hill.jpg", "hole.jpg"), "references"
    yield "copies of two files are exchanged", RICH, copies_swapped, "references"
    yield "the copy of a file is lost", RICH, without_copy("shin.jpg"), "references"
    yield "a link to the old site is left", RICH, _left, "old host"


def _an_hour_later(page: Rendered, pages: Pages) -> Rendered:
    date = page.item.article.date
    assert date is not None
    return fact(date=replace(date, value=date.value + timedelta(hours=1)))(page, pages)


def _other_cover(page: Rendered, pages: Pages) -> Rendered:
    return replace(page, item=replace(page.item, cover="hill.jpg"))


def _other_address(page: Rendered, pages: Pages) -> Rendered:
    return fact(url=pages[OTHER].item.article.url)(page, pages)


def _first_comment(**changes: str) -> Plant:
    return comments(lambda told: (replace(told[0], **changes), *told[1:]))  # type: ignore[arg-type]


def _authors(page: Rendered, pages: Pages) -> Rendered:
    def exchanged(told: tuple[Comment, ...]) -> tuple[Comment, ...]:
        one, other = told[0].author, told[1].author
        return (replace(told[0], author=other), replace(told[1], author=one), *told[2:])

    return comments(exchanged)(page, pages)


def _no_reply(page: Rendered, pages: Pages) -> Rendered:
    return comments(lambda told: tuple(replace(c, depth=1, parent=0) for c in told))(page, pages)


def _other_parent(page: Rendered, pages: Pages) -> Rendered:
    return comments(lambda told: tuple(replace(c, parent=1) if c.parent > 1 else c for c in told))(
        page, pages
    )


def _without_links(page: Rendered, pages: Pages) -> Rendered:
    return comments(lambda told: tuple(replace(c, links=()) for c in told))(page, pages)


def _left(page: Rendered, pages: Pages) -> Rendered:
    old = next(old for old in page.item.references if "over-the-bridge" in old)
    return text("../over-the-bridge/index.md#bridge", old)(page, pages)
