"""Where everything goes: permalinks without collisions, and which old address each one answers."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from slugify import slugify

from migrator import urls
from migrator.models import Article, Kind, Note, Place
from migrator.targets.base import Target


@dataclass(frozen=True, slots=True)
class Plan:
    """Each article with its place, and the places by the old pages they answer."""

    placed: tuple[tuple[Article, Place], ...]
    by_page: Mapping[str, Place]
    hosts: frozenset[str]


def plan(articles: Sequence[Article], target: Target, redirects: Mapping[str, str]) -> Plan:
    """Give every article a place of its own; slugs are kept unless two would share a file.

    `redirects` maps old addresses to where the old site itself sends their visitors.
    """
    taken: set[tuple[bool, str]] = set()
    placed: list[tuple[Article, Place]] = []
    by_page: dict[str, Place] = {}
    for article in map(_one_home(), articles):
        slug = _free_slug(article, taken, target.reserved)
        place = target.place(article.kind, slug)
        if slug != article.slug:
            told = f"the slug became “{slug}”: “{article.slug}” is empty, unsafe or taken"
            article = replace(article, notes=(*article.notes, Note("plan", told)))
        placed.append((article, place))
        merged = (urls.page_key(url) for url in article.merged)
        for key in (*urls.page_keys(article.url, article.old_path), *merged):
            by_page.setdefault(key, place)
    for url in redirects:
        end = urls.page_key(_end(url, redirects))
        if end in by_page:
            by_page.setdefault(urls.page_key(url), by_page[end])
    hosts = frozenset(urls.host(article.url) for article in articles)
    return Plan(tuple(placed), by_page, hosts)


def _end(url: str, redirects: Mapping[str, str]) -> str:
    """Where a chain of redirects ends; one that runs in a circle ends somewhere on it."""
    seen: set[str] = set()
    while url in redirects and url not in seen:
        seen.add(url)
        url = redirects[url]
    return url


def _one_home() -> Callable[[Article], Article]:
    """Leaves the first home page one; another, of a language or of a second site, is a page."""
    homes: list[str] = []

    def checked(article: Article) -> Article:
        if article.kind is not Kind.HOME:
            return article
        homes.append(article.url)
        if len(homes) == 1:
            return article
        return replace(article, kind=Kind.PAGE, slug=urls.slug_of(article.url) or "home")

    return checked


def _free_slug(article: Article, taken: set[tuple[bool, str]], reserved: frozenset[str]) -> str:
    """The article's slug, made unique among posts or among pages whatever the case."""
    wanted = article.slug or str(slugify(article.title.value))[:80].strip("-") or "untitled"
    slug, number = wanted, 1
    is_post = article.kind is Kind.POST
    while (is_post, slug.lower()) in taken or (not is_post and slug.lower() in reserved):
        number += 1
        slug = f"{wanted}-{number}"
    taken.add((is_post, slug.lower()))
    return slug
