"""Every old address that was seen has an answer on the new site."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from migrator import assets
from migrator.models import (
    Article,
    Fact,
    Feed,
    FeedEntry,
    Kind,
    LeftOut,
    Merged,
    Move,
    Moved,
    Other,
    StoredFile,
)
from migrator.moves import moves, served
from migrator.plan import plan
from migrator.targets import ALL, Target
from migrator.targets.base import Offers
from migrator.urls import slug_of

SITE = "https://x.example"
PICTURE = f"{SITE}/_files/200000016-8cb178db6b/The Ridge.JPG"
ENTRY = FeedEntry(f"{SITE}/news/a/", "A", datetime(2012, 3, 5, tzinfo=UTC))


def article(path: str, kind: Kind, body: str = "") -> Article:
    url = SITE + path
    return Article(url, "classic", kind, slug_of(url), Fact("T", "page"), body)


HUGO = replace(ALL["hugo"], offers=Offers(posts="/posts/", feed="/index.xml"))


def told(articles: list[Article], *others: Other, target: Target = HUGO) -> dict[str, str]:
    files = {assets.key(PICTURE): StoredFile(PICTURE, ".jpg")}
    planned = plan(articles, target, others, files)
    return {move.old: move.new for move in moves(planned, others, target)}


def test_posts_pages_and_the_home_page_are_answered() -> None:
    """A post under its address and its old path, the menu's `/home/`, and pages that moved."""
    post = replace(article("/news/a/", Kind.POST), old_path="/older/a/")
    found = told([post, article("/o-nas.html", Kind.PAGE), article("/", Kind.HOME)])

    assert found == {
        "/news/a/": "/posts/a/",
        "/older/a/": "/posts/a/",
        "/o-nas.html": "/o-nas/",
        "/home/": "/",
    }


def test_address_keeps_its_own_question_mark_and_the_query_that_tells_pages_apart() -> None:
    """A sign in a name is no query; what programs add to count visits is left out."""
    found = told([article("/l/konat%3F/?id=5&utm_source=x", Kind.PAGE)])

    assert list(found) == ["/l/konat?/?id=5"]


def test_page_that_stays_where_it_was_is_no_move() -> None:
    """An address that the new site answers as the old one did is not redirected to itself."""
    assert told([article("/gear/", Kind.PAGE)]) == {}


def test_what_the_platform_made_is_answered_by_what_the_new_site_makes() -> None:
    """Pagers, archives and the feed have lists and a feed in their place; a search has nothing."""
    others = (
        LeftOut(f"{SITE}/news/newscbm_1/10/", "list-pager", "r"),
        LeftOut(f"{SITE}/archive/news/", "system-page", "r"),
        LeftOut(f"{SITE}/search/", "system-page", "r"),
        Feed(f"{SITE}/rss/news.xml", (ENTRY,)),
    )
    lists = {"/news/newscbm_1/10/": "/posts/", "/archive/news/": "/posts/"}
    pages = [article("/gear/", Kind.PAGE)]
    keeping = replace(HUGO, offers=replace(HUGO.offers, keeps_feed=True))

    assert told(pages, *others) == {**lists, "/rss/news.xml": "/index.xml"}
    assert told(pages, *others, target=keeping) == lists


def test_home_page_that_was_but_a_list_is_answered_by_the_home_page() -> None:
    """Every builder makes a home page: no redirect stands before it."""
    found = told([article("/gear/", Kind.PAGE)], LeftOut(f"{SITE}/", "bare-list", "r"))

    assert found == {}


def test_place_of_a_saved_page_is_no_old_address() -> None:
    """Where a page was saved tells nothing of where it was on the old site."""
    saved = replace(article("/a/", Kind.POST), url="file:///mirror/a.html")
    others = (
        LeftOut("file:///mirror/list.html", "bare-list", "r"),
        LeftOut("file:///mirror/b.html", "redirect", "r", leads_to=saved.url),
        Feed("file:///mirror/rss.xml", (ENTRY,)),
    )

    assert told([saved], *others) == {}
    assert plan([saved], HUGO, others).old_feed == ""


def test_list_of_a_tag_is_answered_by_that_of_the_same_name() -> None:
    """A name that is short for another tag's is first of all its own."""
    tags = tuple(Fact(name, "page") for name in ("C#", "čaj", "C", "caj", "Big Hills"))
    lists = [
        LeftOut(f"{SITE}/tags/{name}/", "system-page", "r") for name in ("c", "caj", "big-hills")
    ]
    offers = replace(HUGO.offers, tag=lambda name: f"/of/{name}/")
    found = told(
        [replace(article("/gear/", Kind.PAGE), tags=tags)],
        *lists,
        target=replace(HUGO, offers=offers),
    )

    assert found == {
        "/tags/c/": "/of/C/",
        "/tags/caj/": "/of/caj/",
        "/tags/big-hills/": "/of/Big Hills/",
    }


def test_pages_of_photos_are_answered_by_their_album() -> None:
    """The page of one photo leads to the album that shows it now, a redirect to where it led."""
    photo = f"{SITE}/album/ridge/one/"
    album = replace(article("/album/ridge/", Kind.ALBUM), merged=(photo,))
    others = (
        Merged(photo, f"{SITE}/album/ridge/"),
        LeftOut(f"{SITE}/old/", "redirect", "r", leads_to=f"{SITE}/album/ridge/"),
    )

    assert told([album], *others) == {
        "/album/ridge/": "/ridge/",
        "/album/ridge/one/": "/ridge/",
        "/old/": "/ridge/",
    }


def test_uploads_are_answered_in_every_size_and_as_pop_up() -> None:
    """Whatever lies below an upload's folder, or below that of its previews, is its copy."""
    post = article("/news/a/", Kind.POST, f'<img src="{PICTURE}">')
    planned = plan([post], HUGO, (), {assets.key(PICTURE): StoredFile(PICTURE, ".jpg")})
    found = [move for move in moves(planned, (), HUGO) if move.moved is Moved.FILE]

    assert found == [
        Move(f"/{folder}200000016-8cb178db6b", "/posts/a/the-ridge.jpg", Moved.FILE, True)
        for folder in (
            "_files/",
            "_files/system_preview_detail_",
            "_files/system_preview_small_",
            "images/",
        )
    ]


def test_only_classic_sites_had_previews_and_pop_ups() -> None:
    """A site of Webnode 2 has one folder for each upload, and one rule is enough for it."""
    post = article("/l/a/", Kind.POST, f'<img src="{PICTURE}">')
    new = replace(post, generation="webnode2")
    planned = plan([new], HUGO, (), {assets.key(PICTURE): StoredFile(PICTURE, ".jpg")})
    found = [move.old for move in moves(planned, (), HUGO) if move.moved is Moved.FILE]

    assert found == ["/_files/200000016-8cb178db6b"]


def test_upload_on_a_host_that_is_not_the_owners_cannot_be_moved() -> None:
    """An address of the platform's own asset host is none that the new site will ever be asked."""
    picture = "https://1a2b3c4d5e.clvaw-cdnwnd.com/aa/200000016-8cb178db6b/r.jpg"
    post = article("/news/a/", Kind.POST, f'<img src="{picture}">')
    planned = plan([post], HUGO, (), {assets.key(picture): StoredFile(picture, ".jpg")})

    assert [move.old for move in moves(planned, (), HUGO)] == ["/news/a/"]


def test_without_permalinks_the_documents_themselves_are_named() -> None:
    """Plain Markdown has no addresses: what stands there is the file."""
    assert told([article("/news/a/", Kind.POST)], target=ALL["markdown"]) == {
        "/news/a/": "/posts/a/index.md"
    }


def test_the_new_site_serves_its_pages_copies_and_lists() -> None:
    """What the new site answers itself is known, so that no redirect stands before it."""
    post = article("/news/a/", Kind.POST, f'<img src="{PICTURE}">')
    planned = plan([post], HUGO, (), {assets.key(PICTURE): StoredFile(PICTURE, ".jpg")})

    assert {"/posts/a/", "/posts/a/the-ridge.jpg", "/posts/"} <= served(planned, HUGO)


def test_redirect_to_a_post_is_told_as_a_post() -> None:
    """What stood at an old address is what it leads to."""
    left = LeftOut(f"{SITE}/kun.html", "redirect", "r", leads_to=f"{SITE}/news/a/")
    planned = plan([article("/news/a/", Kind.POST)], HUGO, [left])

    assert [(m.old, m.moved) for m in moves(planned, [left], HUGO)] == [
        ("/news/a/", Moved.POST),
        ("/kun.html", Moved.POST),
    ]


def test_lists_of_tags_and_the_first_page_are_served() -> None:
    """No old address may stand before a list that the new site makes itself."""
    tagged = replace(article("/news/a/", Kind.POST), tags=(Fact("tea", "page"),))
    offering = replace(HUGO, offers=Offers(posts="/posts/", tag=lambda name: f"/tags/#{name}"))

    assert {"/", "/posts/", "/tags/"} <= served(plan([tagged], offering), offering)
    assert "/" not in served(plan([tagged], ALL["markdown"]), ALL["markdown"])
