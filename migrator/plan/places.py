"""Permalinks without collisions, and which old page each one answers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from slugify import slugify

from migrator import urls
from migrator.models import Article, Kind, LeftOut, Note, Other, Place
from migrator.spool import Spool
from migrator.targets.base import Target

Placed = Sequence[tuple[Article, Place]]


def places(
    articles: Sequence[Article], target: Target, others: Sequence[Other]
) -> tuple[Placed, dict[str, Place]]:
    """Each article with a place of its own, and the places by the `urls.page_key` they answer.

    Slugs are kept unless two would share a file. Of `others`, redirects and copies of a page are
    answered where the page is.
    """
    placed = Spool(_placed(articles, target))
    by_page: dict[str, Place] = {}
    for article, place in placed:
        merged = (urls.page_key(url) for url in article.merged)
        for key in (*urls.page_keys(article.url, article.old_path), *merged):
            by_page.setdefault(key, place)
    _follow(by_page, others)
    return placed, by_page


def _placed(articles: Sequence[Article], target: Target) -> Iterator[tuple[Article, Place]]:
    taken: set[tuple[bool, str]] = set()
    for article in (_fitted(article, target) for article in _with_one_home(articles)):
        slug = _free_slug(article, taken, target)
        place = target.place(article, slug)
        if slug != article.slug:
            told = f"the slug became “{slug}”: “{article.slug}” is empty, unsafe or taken"
            article = replace(article, notes=(*article.notes, Note("plan", told)))
        yield article, place


def _follow(by_page: dict[str, Place], others: Sequence[Other]) -> None:
    """Old addresses that only lead to others, or say the same, are answered by those."""
    left_out = [other for other in others if isinstance(other, LeftOut)]
    led = [(urls.page_key(left.url), urls.page_key(left.leads_to)) for left in left_out]
    redirects = {key: end for key, end in led if end}
    for left in left_out:
        key = urls.page_key(left.url)
        end = _end(key, redirects)
        if left.rule == "page-variant":
            end = urls.page_key(left.url.partition("?")[0])
        if end in by_page:
            by_page.setdefault(key, by_page[end])


def _end(key: str, redirects: Mapping[str, str]) -> str:
    """Where a chain of redirects ends; one that runs in a circle ends somewhere on it."""
    seen: set[str] = set()
    while key in redirects and key not in seen:
        seen.add(key)
        key = redirects[key]
    return key


def _with_one_home(articles: Sequence[Article]) -> Iterator[Article]:
    """The articles; of several home pages that nearest to the root is one, the others are pages."""
    lengths = {n: len(urls.path_of(a.url)) for n, a in enumerate(articles) if a.kind is Kind.HOME}
    home = min(lengths, key=lambda number: lengths[number], default=None)
    for number, article in enumerate(articles):
        if article.kind is not Kind.HOME or number == home:
            yield article
        else:
            yield replace(article, kind=Kind.PAGE, slug=urls.slug_of(article.url) or "home")


def _fitted(article: Article, target: Target) -> Article:
    """Where every post needs a date, one without is a page: no date is ever made up."""
    notes = []
    if article.kind is Kind.POST and article.date is None and target.needs_date:
        article = replace(article, kind=Kind.PAGE)
        notes.append(f"{target.name} knows no posts without a date: it is written as a page")
    if 0 < target.longest_title < len(article.title.value):
        notes.append(f"{target.name} keeps {target.longest_title} signs of its title, no more")
    told = (Note("plan", each) for each in notes)
    return replace(article, notes=(*article.notes, *told)) if notes else article


def _free_slug(article: Article, taken: set[tuple[bool, str]], target: Target) -> str:
    """The article's slug, made unique among posts or among pages whatever the case."""
    by_title = urls.safe_slug(str(slugify(article.title.value))[:80].strip("-"))
    wanted = target.slug(article.slug) or by_title or "untitled"
    slug, number = wanted, 1
    is_post = article.kind is Kind.POST
    whose = is_post and not target.shares_slugs
    while (whose, urls.folded(slug)) in taken or (not is_post and slug.lower() in target.reserved):
        number += 1
        slug = f"{wanted}-{number}"
    taken.add((whose, urls.folded(slug)))
    return slug
