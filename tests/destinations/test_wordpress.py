"""A real WordPress is given what the WXR holds, and is read back: by its API, and as a visitor."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cache
from hashlib import sha256
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
import requests
from bs4 import BeautifulSoup

from migrator.models import Kind, Place, Written
from migrator.output import Output
from migrator.pipeline import Export, export
from migrator.survey import Wishes
from migrator.targets.wordpress import WORDPRESS, content_of
from tests.destinations.mirror import mirror
from tests.destinations.reader import Reads, check, read_site
from tests.destinations.site import ExpectedPost, expected, moving
from tests.destinations.wordpress import WordPress, wordpress
from tests.destinations.wxr import Wxr, put, read_wxr

pytestmark = [pytest.mark.destinations, pytest.mark.loopback]

READS = Reads(
    article="main",
    body=".wp-block-post-content",
    title=".wp-block-post-title",
    instant=".wp-block-post-date time",
    tags=".taxonomy-post_tag a",
    categories=".taxonomy-category a",
    comments=".wp-block-comment-template",
    noise="script, style, template, .wp-block-post-featured-image",
    silent=frozenset(["language"]),
    unlisted=("feed/",),
)


@dataclass(frozen=True)
class Moved:
    """The WordPress after the move, and what it was given."""

    blog: WordPress
    wxr: Wxr
    site: Path  # of the export

    def posts(self) -> dict[str, dict[str, Any]]:
        """All posts and pages as their editor sees them, by slug."""
        both = (self.blog.get(kind, status="any") for kind in ("posts", "pages"))
        return {post["slug"]: post for posts in both for post in posts}

    def names(self, kind: str) -> dict[int, str]:
        """What a visitor reads of tags, categories or users, by their numbers."""
        return {each["id"]: unescape(each["name"]) for each in self.blog.get(kind)}


@cache
def exported() -> Export:
    return export(moving().gathered, moving().archive, WORDPRESS, Wishes())


@pytest.fixture(scope="module")
def moved(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Moved]:
    """The fixture site, exported, uploaded and imported, as the page of docs/targets says."""
    out = tmp_path_factory.mktemp("wordpress")
    Output(out).write(exported().documents, exported().assets, moving().archive)
    site = out / "site"
    wxr = read_wxr((site / "wordpress.xml").read_bytes())
    with wordpress("Europe/Prague", "/posts/%postname%/", site / "uploads") as blog:
        put(wxr, site / "uploads", blog)
        (home,) = blog.get("pages", slug="home")
        blog.post("settings", show_on_front="page", page_on_front=home["id"])
        yield Moved(blog, wxr, site)


def as_it_becomes(post: ExpectedPost) -> ExpectedPost:
    """A post without a date is a page there, and the theme shows no comments on pages."""
    is_post = post.kind == "post" and post.instant is not None
    return post if is_post else replace(post, kind=post.kind.replace("post", "page"), comments=0)


def test_visitor_finds_all_of_the_old_site(moved: Moved, tmp_path: Path) -> None:
    """Every post and page once, its pictures and links whole, its text as it was; no draft.

    A post whose day is still to come is published by WordPress on that day. Old addresses are
    answered by the host, but for those that stay.
    """
    asked = [quote(old) for post in expected() for old in post.old_addresses]
    root = mirror(moved.blog.url, tmp_path / "site", *asked)
    posts = [as_it_becomes(post) for post in expected() if not is_to_come(post)]
    reads = replace(READS, unanswered=frozenset(move.old for move in exported().moves))

    assert check(read_site(root, reads), posts, reads) == []


def test_editor_finds_every_post_once(moved: Moved) -> None:
    """Title, address, instant, state, author, terms and summary are those of the old site."""
    tags, categories, people = map(moved.names, ("tags", "categories", "users"))
    posts = moved.posts()

    assert len(posts) == len(expected()) == len(places())
    for post in map(as_it_becomes, expected()):
        found = posts[places()[post.old_url].slug]
        state = "draft" if post.draft else "future" if is_to_come(post) else "publish"
        assert (found["type"], found["status"]) == (post.kind.replace("home", "page"), state)
        assert unescape(found["title"]["raw"]) == post.title
        assert unescape(found["excerpt"]["raw"]) == post.description
        assert people[found["author"]] == (post.author or "admin")
        if post.kind == "post":
            assert instant(found["date_gmt"]) == post.instant
            assert {tags[each] for each in found["tags"]} == set(post.tags)
            assert {categories[each] for each in found["categories"]} == set(post.categories)
        if state == "publish" and post.kind != "home":
            assert found["link"] == moved.blog.url + places()[post.old_url].permalink


def test_text_is_kept_as_it_was_sent(moved: Moved) -> None:
    """WordPress changes no sign of a body."""
    posts = moved.posts()

    for item in moved.wxr.of("post", "page"):
        told = posts[item.fields["wp:post_name"]]["content"]["raw"]
        assert told.strip() == item.fields["content:encoded"].strip()


def test_comments_stand_in_their_threads(moved: Moved) -> None:
    """Each has its writer, its day, its words, and the one it answers."""
    found = {
        comment["id"]: (
            unescape(comment["author_name"]),
            comment["date_gmt"],
            unescape(comment["content"]["raw"]),
            comment["parent"],
        )
        for comment in moved.blog.get("comments")
    }
    told = {
        (name, day, text, found[parent][0] if parent else "")
        for name, day, text, parent in found.values()
    }

    assert told == {
        (
            comment.author,
            f"{comment.day}T00:00:00",
            f"{comment.title}\n\n{comment.text}",
            article.comments[comment.parent - 1].author if comment.parent else "",
        )
        for article in moving().gathered.survey.articles
        if article.kind is not Kind.FORUM
        for comment in article.comments
    }
    assert len(told) == len(found) == sum(post.comments for post in expected())


def test_cover_is_the_featured_image(moved: Moved) -> None:
    """Its bytes are those of the old site, and what the old page says of it is said of it."""
    covers = {post.old_url: post.cover for post in expected() if post.cover}
    posts = moved.posts()

    for old, digest in covers.items():
        media = moved.blog.get(f"media/{posts[places()[old].slug]['featured_media']}")
        assert sha256(requests.get(media["source_url"], timeout=30).content).hexdigest() == digest
        assert media["alt_text"] == 'The gate, "closed" & locked'
    assert covers


def test_nothing_in_a_text_acts(moved: Moved) -> None:
    """What looks like a shortcode is read, an address alone is no player, a line's end no break."""
    own = next(post["link"] for post in moved.posts().values() if post["status"] == "publish")
    markdown = f"[gallery] a\n*b*\n\n{own}\n\n```\n{own}\n[caption]c[/caption]\n```\n"
    made = moved.blog.post("posts", title="x", content=content_of(markdown), status="publish")
    page = BeautifulSoup(requests.get(made["link"], timeout=30).text, "html.parser")
    moved.blog.delete(f"posts/{made['id']}")
    body = page.select_one(READS.body)

    assert body is not None
    assert body.decode_contents().strip() == (
        f"<p>[gallery] a <em>b</em></p>\n<p>{own}</p>\n"
        f"<pre><code>{own}\n[caption]c[/caption]\n</code></pre>"
    )


def places() -> dict[str, Place]:
    """Where each old page went."""
    written = (each for each in exported().outcomes if isinstance(each, Written))
    return {each.url: each.item.place for each in written}


def instant(told: str) -> datetime:
    return datetime.fromisoformat(told).replace(tzinfo=UTC)


def is_to_come(post: ExpectedPost) -> bool:
    return post.instant is not None and post.instant > datetime.now(UTC)
