"""The blog that is served, as a record, and what a complete crawl of it must find."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from tests.webnode.posts import HIDDEN, Dialect, Post, make_posts

_LEAST = 12  # posts of one half: fewer leave no room for all that is odd
STEP = 10
"""Posts on one page of a list."""
LISTS: dict[Dialect, str] = {"classic": "/novinky/", "webnode2": "/blog/"}
"""The list of each half."""
_PAGES = ("/", "/about/", "/about/výbava/", "/contact/", "/links/", "/calendar/", "/private/open/")


@dataclass(frozen=True, slots=True)
class Troubles:
    """Which decoded paths answer badly; all empty where the blog makes no trouble.

    The first time only: `busy` answers 503, `throttled` 429, `error_page` Webnode's own page with
    200, and `cut` sends half a picture. For ever: `slow` takes its time, `not_a_picture` answers
    HTML in all its sizes, `no_picture` 404, and `only_reduced` 404 for the original alone.
    """

    slow: tuple[str, ...] = ()
    busy: str = ""
    throttled: str = ""
    error_page: str = ""
    not_a_picture: str = ""
    cut: str = ""
    no_picture: str = ""
    only_reduced: str = ""


@dataclass(frozen=True, slots=True)
class Blog:
    """A blog to serve; the same record is the same blog. All paths are decoded (NFC).

    `latency` in seconds is added to every answer.
    """

    generation: Literal["classic", "webnode2", "both"] = "both"
    posts: int = 300
    robots_delay: float = 0.0
    trouble: bool = True
    latency: float = 0.0
    seed: int = 7

    @property
    def dialects(self) -> tuple[Dialect, ...]:
        """The halves of the blog."""
        return ("classic", "webnode2") if self.generation == "both" else (self.generation,)

    @property
    def main(self) -> Dialect:
        """Who draws the home page and the ordinary pages."""
        return self.dialects[-1]

    @property
    def all_posts(self) -> tuple[Post, ...]:
        """Every post as a record."""
        return _posts(self)

    @property
    def post_paths(self) -> tuple[str, ...]:
        """All posts that are really there."""
        return tuple(post.path for post in self.all_posts)

    @property
    def only_named_by(self) -> Mapping[str, tuple[str, ...]]:
        """The posts that one kind of thing alone names: sitemap, link, feed, json."""
        kinds = dict.fromkeys(kind for dialect in self.dialects for kind in HIDDEN[dialect])
        return {k: tuple(p.path for p in self.all_posts if p.named_by == k) for k in kinds}

    @property
    def page_paths(self) -> tuple[str, ...]:
        """The ordinary pages, the home page first; lists, feeds and system pages are none."""
        return (*_PAGES, "/guestbook/") if "classic" in self.dialects else _PAGES

    @property
    def list_paths(self) -> tuple[str, ...]:
        """The first page of each list."""
        lists = tuple(LISTS[dialect] for dialect in self.dialects)
        return (*lists, "/chronicle/") if "classic" in self.dialects else lists

    @property
    def picture_paths(self) -> tuple[str, ...]:
        """All files that posts need; those of wnd2 lie on the asset host."""
        return tuple(upload.path for post in self.all_posts for upload in post.uploads)

    @property
    def never_paths(self) -> tuple[str, ...]:
        """The files among them that cannot be had."""
        troubles = self.troubles
        return tuple(filter(None, (troubles.not_a_picture, troubles.no_picture)))

    @property
    def troubles(self) -> Troubles:
        """Which paths answer badly."""
        return _troubles(self) if self.trouble else Troubles()


@lru_cache(maxsize=16)
def _posts(blog: Blog) -> tuple[Post, ...]:
    half, rest = divmod(blog.posts, len(blog.dialects))
    if half < _LEAST:
        raise ValueError(f"a blog has at least {_LEAST} posts of each generation")
    numbers = (half, half + rest) if len(blog.dialects) == 2 else (half,)
    parts = zip(blog.dialects, numbers, strict=True)
    return tuple(p for dialect, n in parts for p in make_posts(blog.seed, dialect, n))


@lru_cache(maxsize=16)
def _troubles(blog: Blog) -> Troubles:
    """Spread over the listed posts, so that both halves have some; no picture has a twin."""
    listed = [post for post in blog.all_posts if post.named_by == "list"]
    single = [post for post in listed if post.number % 9 not in (7, 8)]

    def at(share: float) -> Post:
        return single[int(len(single) * share)]

    return Troubles(
        slow=tuple(post.path for post in listed[::25]),
        busy=at(0.15).path,
        throttled=at(0.85).path,
        error_page=at(0.65).path,
        not_a_picture=at(0.25).uploads[0].path,
        cut=at(0.75).uploads[0].path,
        no_picture=at(0.92).uploads[0].path,
        only_reduced=at(0.35).uploads[0].path,
    )
