"""Corners of links and redirects: what becomes of one address, and of one that was asked for."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from migrator import assets
from migrator.localise import localise
from migrator.models import (
    Article,
    Fact,
    Feed,
    FeedEntry,
    Kind,
    LeftOut,
    Localised,
    Move,
    Moved,
    Note,
    Other,
    StoredFile,
)
from migrator.moves import aliases, moves, served
from migrator.plan import plan
from migrator.targets import ALL, Target
from migrator.targets.base import Offers
from migrator.urls import slug_of

SITE = "https://x.example"
PICTURE = f"{SITE}/_files/200000016-8cb178db6b/ridge.jpg"
PAPER = f"{SITE}/_files/200000017-8cb178db6b/paper.pdf"
FILES = {assets.key(url): StoredFile(url, "") for url in (PICTURE, PAPER)}
ENTRY = FeedEntry(f"{SITE}/news/a/", "A", datetime(2012, 3, 5, tzinfo=UTC))
OFFERS = Offers(posts="/posts/", tag=lambda name: f"/tags/#{name}", feed="/index.xml")
HUGO = replace(ALL["hugo"], offers=OFFERS)


def article(path: str, body: str = "", kind: Kind = Kind.POST) -> Article:
    url = SITE + path
    return Article(url, "classic", kind, slug_of(url), Fact("T", "page"), body)


def told(
    *articles: Article, others: tuple[Other, ...] = (), target: Target = HUGO
) -> list[tuple[str, str, Moved]]:
    planned = plan(articles, target, others, FILES)
    return [(move.old, move.new, move.moved) for move in moves(planned, others, target)]


def localised(found: Article, *others: Article, target: Target = ALL["markdown"]) -> Localised:
    planned = plan([found, *others], target, files=FILES)
    first, place = planned.placed[0]
    return localise(first, place, planned, target, ["/old/"])


def body(html: str, *others: Article) -> str:
    return localised(article("/a/", html), *others).article.body


def test_only_single_addresses_are_aliases_of_a_page() -> None:
    """A builder cannot answer folders, queries and the root; the rest in the order given."""
    post = Moved.POST
    known = [Move(old, "/posts/a/", post) for old in ("/z/", "/b/", "/c/?id=1", "/")]
    folder = Move("/_files/1", "/posts/a/", Moved.FILE, covers_below=True)

    assert aliases([*known, folder]) == {"/posts/a/": ("/z/", "/b/")}


def test_feed_of_the_new_site_is_served() -> None:
    """Where it keeps the old one, that; what a builder does not offer has no empty address."""
    others = (Feed(f"{SITE}/rss/all.xml", (ENTRY,)),)
    planned = plan([article("/a/")], HUGO, others)
    keeping = replace(HUGO, offers=replace(OFFERS, keeps_feed=True))

    assert served(planned, HUGO) == {"/posts/a/", "/posts/", "/", "/index.xml"}
    assert served(planned, keeping) == {"/posts/a/", "/posts/", "/", "/rss/all.xml"}
    bare = ALL["markdown"]
    assert served(plan([article("/a/")], bare), bare) == {"/posts/a/index.md"}


def test_moves_say_what_stood_there() -> None:
    """A redirect stood for what it led to, the feed is no list."""
    others = (
        LeftOut(f"{SITE}/old/", "redirect", "r", leads_to=f"{SITE}/a/"),
        LeftOut(f"{SITE}/news/", "bare-list", "r"),
        Feed(f"{SITE}/rss/all.xml", (ENTRY,)),
    )

    assert told(article("/a/"), others=others) == [
        ("/a/", "/posts/a/", Moved.POST),
        ("/old/", "/posts/a/", Moved.POST),
        ("/news/", "/posts/", Moved.LIST),
        ("/rss/all.xml", "/index.xml", Moved.FEED),
    ]


def test_slash_alone_is_no_move() -> None:
    """With it and without it is the same address."""
    assert told(article("/gear", kind=Kind.PAGE)) == []


def test_saved_page_of_a_photo_has_no_old_address() -> None:
    """Where it was saved says nothing; that of the album still counts."""
    album = replace(article("/hills/", kind=Kind.ALBUM), merged=("file:///s/one.html",))

    assert told(replace(album, slug="h")) == [("/hills/", "/h/", Moved.PAGE)]


def test_previews_are_answered_if_any_page_is_classic() -> None:
    """Of two sites in one, the old one had them; a picture that is no upload has no folder."""
    picture = f"{SITE}/drawing.png"
    new = replace(article("/n/", f'<img src="{picture}">'), generation="webnode2")
    old = article("/a/", f'<img src="{PICTURE}">')
    files = {**FILES, assets.key(picture): StoredFile(picture, ".png")}
    planned = plan([new, old], HUGO, (), files)
    found = [move.old for move in moves(planned, (), HUGO) if move.moved is Moved.FILE]

    assert [old.rpartition("200000016")[0] for old in found] == [
        "/_files/",
        "/_files/system_preview_detail_",
        "/_files/system_preview_small_",
        "/images/",
    ]


@pytest.mark.parametrize(
    ("path", "rule", "new"),
    [
        ("/news/", "bare-list", ["/posts/"]),
        ("/rss/", "system-page", ["/posts/"]),
        ("/archive/2012/", "system-page", ["/posts/"]),
        ("/news/archive/2012/", "system-page", ["/posts/"]),
        ("/a/b/archive/", "system-page", []),
        ("/tags/unknown/", "system-page", ["/posts/"]),
        ("/tags/%F0%9F%90%AE/", "system-page", ["/posts/"]),
        ("/search/", "system-page", []),
    ],
)
def test_what_stands_for_a_page_that_the_platform_made(
    path: str, rule: str, new: list[str]
) -> None:
    """Lists, archives and tags that nobody knows are lists of posts; a search is nothing."""
    tagged = replace(article("/a/"), tags=(Fact("🐴", "page"),))
    others = (LeftOut(SITE + path, rule, "r"),)

    assert [new for _, new, _ in told(tagged, others=others)[1:]] == new


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        (f'<a href="{PAPER}#page=2">x</a>', '<a href="paper.pdf#page=2">x</a>'),
        (f'<a href="{SITE}/a/">x</a>', '<a href="index.md">x</a>'),
        (f'<a href="{SITE}/kůň/">x</a>', '<a href="../k%C5%AF%C5%88/index.md">x</a>'),
        ('<p><a id="x">word</a> <a id="y"></a>on</p>', "<p>word on</p>"),
    ],
)
def test_address_in_a_text(html: str, expected: str) -> None:
    """Parts of files, the page itself, letters beyond ASCII; words are never lost with a mark."""
    assert body(html, article("/kůň/")) == expected


def test_link_to_a_tag_is_escaped() -> None:
    """The part of a page that lists a tag may have any letters."""
    others = (LeftOut(f"{SITE}/tags/caj/", "system-page", "r"),)
    link = f'<a href="{SITE}/tags/caj/">x</a>'
    found = replace(article("/a/", link), tags=(Fact("čaj", "page"),))
    planned = plan([found], HUGO, others)
    first, place = planned.placed[0]

    assert localise(first, place, planned, HUGO).article.body == '<a href="/tags/#%C4%8Daj">x</a>'


def test_only_what_was_rewritten_is_a_reference() -> None:
    """A link that stays as it was maps to nothing; one to a lost upload is no page."""
    lost = f"{SITE}/_files/200000099-8cb178db6b/lost.pdf"
    item = localised(article("/a/", f'<a href="https://e.example/">x</a><a href="{lost}">y</a>'))

    assert item.references == {}
    assert item.not_exported == ()


def test_pictures_without_words_are_told_once() -> None:
    """By their old address, however often they are shown."""
    bare, described = f'<img src="{PICTURE}">', f'<img src="{PAPER}" alt="Paper">'

    assert localised(article("/a/", bare + described + bare)).without_alt == (PICTURE,)


def test_cover_is_the_copy_if_there_is_one() -> None:
    """One that could not be had keeps its address, and the aliases are those given."""
    had, lost = Fact(PICTURE, "meta"), Fact("https://e.example/lost.jpg", "meta")

    assert localised(replace(article("/a/"), cover=had)).cover == "ridge.jpg"
    assert localised(replace(article("/a/"), cover=lost)).cover == "https://e.example/lost.jpg"
    assert localised(article("/a/")).cover == ""
    assert localised(article("/a/")).aliases == ("/old/",)


def test_saved_page_that_does_not_tell_its_address() -> None:
    """Its letters are no pages, its own links are found, others lose only the host; a note says."""
    said, lost = Note("read", "n"), "file:///gone/"
    here = replace(article("/a/"), url="file:///a/", notes=(said,))
    other = replace(article("/b/"), url="file:///b/")
    letter = '<a href="mailto:a@x.example">m</a>'
    found = localised(replace(here, body=f'{letter}<a href="file:///b/">b</a>'), other)
    lacking = localised(replace(here, body=f'<a href="{lost}">x</a>'), other)

    assert found.article.body == f'{letter}<a href="../b/index.md">b</a>'
    assert (found.article.notes, found.not_exported) == ((said,), ())
    assert lacking.article.body == '<a href="/gone/">x</a>'
    assert [note.stage for note in lacking.article.notes] == ["read", "localise"]
