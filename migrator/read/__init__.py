"""Snapshot → Article: the page is recognised, its facts and its body are read.

What cannot become an article is a value with its reason, never an exception.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from migrator import urls
from migrator.dom import attribute
from migrator.generations import recognise
from migrator.generations.base import Facts, Generation, NoContent, Page
from migrator.models import (
    Article,
    Fact,
    Failed,
    Kind,
    LeftOut,
    Namer,
    Note,
    Reading,
    Snapshot,
)
from migrator.read.body import Body, read_body
from migrator.read.feed import is_feed, is_sitemap, read_feed
from migrator.read.page import parse, redirect_target, refusal


def read(snapshot: Snapshot) -> Reading:
    """What this snapshot is: an article, a feed, something left out by rule, or a failure."""
    if snapshot.status != 200:
        return _not_a_page(snapshot)
    if is_sitemap(snapshot):
        reason = "a list of addresses for search engines"
        return LeftOut(snapshot.url, "sitemap", reason, snapshot.source)
    if is_feed(snapshot):
        return read_feed(snapshot)
    reason = refusal(snapshot)
    if reason:
        return Failed(snapshot.url, reason, snapshot.source)
    return _read_page(snapshot)


def _not_a_page(snapshot: Snapshot) -> LeftOut | Failed:
    """What an answer without a page means."""
    url, status, by = snapshot.url, snapshot.status, snapshot.named_by
    if 300 <= status < 400:
        target = redirect_target(snapshot)
        return LeftOut(url, "redirect", f"leads to {target or 'nowhere'}", leads_to=target)
    if status in (404, 410) and by is not None and by.namer is Namer.GUESS:
        return LeftOut(url, "not-offered", "the site has no such feed or sitemap")
    told = f"the server answered {status}" + (f"; named by {by}" if by else "")
    if status in (404, 410) and by is not None and not by.promises:
        return LeftOut(url, "dead-link", told)
    return Failed(url, told)


def _read_page(snapshot: Snapshot) -> Reading:
    page = parse(snapshot)
    generation = recognise(page)
    if isinstance(generation, str):
        return Failed(snapshot.url, generation, snapshot.source)
    kind, listed = generation.kind(page), _listed(page, generation)
    if isinstance(kind, NoContent):
        return LeftOut(snapshot.url, kind.rule, kind.reason, snapshot.source, listed)
    facts = generation.facts(page, kind)
    body = read_body(page, generation, kind, facts.title.value)
    if body is None:
        return Failed(snapshot.url, "no content was found on the page", snapshot.source)
    if body.is_bare_list and not body.unaccounted:
        reason = "nothing but a list of posts: they are exported themselves"
        return LeftOut(snapshot.url, "bare-list", reason, snapshot.source, listed)
    article = _article(snapshot, generation, kind, facts)
    return replace(
        article,
        body=body.html,
        removed=body.removed,
        unaccounted=body.unaccounted,
        listed=listed,
        notes=(*facts.notes, *_notes(page, snapshot, body)),
    )


def _listed(page: Page, generation: Generation) -> tuple[str, ...]:
    """The pages of this site that the lists on this page name, each once."""
    found = (attribute(link, "href") for link in page.tree.css(generation.lists))
    addresses = (urls.absolute(page.base, href) for href in found if not href.startswith("#"))
    own = (url for url in addresses if urls.is_page_of(page.base, url))
    return tuple(dict.fromkeys(own))


def _notes(page: Page, snapshot: Snapshot, body: Body) -> Iterator[Note]:
    """What is odd about the page as a whole."""
    if snapshot.note:
        yield Note("fetch", snapshot.note)
    if page.unreadable:
        told = f"{page.unreadable} characters are not valid in the page's encoding: \ufffd"
        yield Note("read", told)
    if body.is_empty:
        yield Note("read", "nothing is left of the page: it is empty, or locked by a password")


def _article(snapshot: Snapshot, generation: Generation, kind: Kind, facts: Facts) -> Article:
    """The facts of an article, still without its body."""
    slug = urls.slug_of(facts.old_path or snapshot.url)
    return Article(
        url=snapshot.url,
        generation=generation.name,
        kind=kind,
        slug="home" if kind is Kind.HOME else slug,
        title=facts.title if facts.title.value else Fact(slug, "address"),
        body="",
        source=snapshot.source,
        old_path=facts.old_path,
        date=facts.date,
        description=facts.description,
        language=facts.language,
        cover=facts.cover,
        tags=facts.tags,
        site_name=facts.site_name,
    )
