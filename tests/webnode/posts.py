"""What is known of a post before it is drawn: its name, its day, who names it, what it needs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from random import Random
from typing import Literal

from tests.webnode import words
from tests.webnode.spelling import NEEDS_ACCENTS, ODD, slug
from tests.webnode.uploads import Upload

Dialect = Literal["classic", "webnode2"]
NamedBy = Literal["list", "sitemap", "link", "feed", "json"]

_NEWEST = {"classic": datetime(2014, 11, 20, 9, 5), "webnode2": datetime(2025, 12, 18, 17, 40)}
_NAMES = ("weir", "old gate", "lantern", "obrázek", "plums", "ferry", "cesta-domů")
_ODD_SLUGS = {"classic": "pears, plums and tea", "webnode2": "come-along!-\u2060\u2060three-days"}
HIDDEN: dict[Dialect, tuple[NamedBy, ...]] = {
    "classic": ("sitemap", "link", "feed"),
    "webnode2": ("sitemap", "link", "json"),
}
"""Who alone names the last posts of each half."""


@dataclass(frozen=True, slots=True)
class Link:
    """A link in a post's text to another post, and how it is spelled."""

    spelling: str
    path: str
    title: str


@dataclass(frozen=True, slots=True)
class Post:
    """One post; `moment` is local, and `path` is decoded."""

    number: int
    dialect: Dialect
    title: str
    slug: str
    moment: datetime
    named_by: NamedBy
    uploads: tuple[Upload, ...]
    links: tuple[Link, ...] = ()
    button: str = ""  # the path that only a block of the JSON leads to

    @property
    def path(self) -> str:
        """Where it stands."""
        return f"/{'news' if self.dialect == 'classic' else 'l'}/{self.slug}/"

    @property
    def offset(self) -> str:
        """How far its time is ahead of UTC."""
        return "+0200" if 4 <= self.moment.month <= 10 else "+0100"


def make_posts(seed: int, dialect: Dialect, number: int) -> tuple[Post, ...]:
    """So many posts of one half, the newest first, with links among them."""
    rng, taken, posts = Random(f"{seed} {dialect}"), set[str](), []
    for at in range(number):
        posts.append(make_post(rng, dialect, at, taken))
    first_hidden = number - len(HIDDEN[dialect])
    for at, named_by in enumerate(HIDDEN[dialect], first_hidden):
        posts[at] = replace(posts[at], named_by=named_by)
    return tuple(_linked(rng, posts))


def make_post(rng: Random, dialect: Dialect, at: int, taken: set[str], days_later: int = 0) -> Post:
    """The post at this place of its half; its slug is not among those taken.

    One that is so many days later was written after all others.
    """
    title = words.title(rng)
    name = slug(title, accents=at % 3 == 1)
    if at == 5:
        name = _ODD_SLUGS[dialect]
    if name in taken:
        title, name = f"{title} {at + 1}", f"{name}-{at + 1}"
    taken.add(name)
    days = -days_later if days_later else 3 * at
    moment = _NEWEST[dialect] - timedelta(days=days, minutes=rng.randrange(600))
    return Post(at, dialect, title, name, moment, "list", _uploads(rng, dialect, at))


def _uploads(rng: Random, dialect: Dialect, at: int) -> tuple[Upload, ...]:
    """One or two pictures, for some a document; every ninth post shows a picture once more."""
    first, on_assets = 4 * at + (2 if dialect == "webnode2" else 0), dialect == "webnode2"
    first += 100_000 if on_assets else 0
    names = [f"{rng.choice(_NAMES)} {at}.png" for _ in range(1 + at % 2)]
    found = [Upload(first + n, name, first + n, on_assets) for n, name in enumerate(names)]
    if at % 9 == 8:
        found[0] = replace(found[0], content=first - 4)
    if at % 12 == 7:
        found.append(Upload(first + 2, f"list of things {at}.pdf", first + 2, on_assets))
    return tuple(found)


def _linked(rng: Random, posts: list[Post]) -> Iterable[Post]:
    """Each fourth post links to another, in all spellings by turns; one to each hidden post."""
    listed = [post for post in posts if post.named_by == "list"]
    spellings = list(ODD)
    links: dict[int, tuple[Link, ...]] = {}
    for at, post in enumerate(listed[::4]):
        spelling = spellings[at % len(spellings)]
        accented = [other for other in listed if not other.slug.isascii()]
        target = rng.choice((spelling in NEEDS_ACCENTS and accented) or listed)
        links[post.number] = (Link(spelling, target.path, target.title),)
    alone = {post.named_by: post for post in posts}
    hidden = alone["link"]
    links[listed[2].number] = (Link("plain", hidden.path, hidden.title),)
    for post in posts:
        only_in_json = alone.get("json") if post is listed[3] else None
        button = only_in_json.path if only_in_json else ""
        yield replace(post, links=links.get(post.number, ()), button=button)
