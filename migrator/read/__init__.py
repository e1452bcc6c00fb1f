"""Snapshot → Article: the page is recognised, its facts and its body are read.

What cannot become an article is a value with its reason, never an exception.
"""

from __future__ import annotations

import re

from migrator import urls
from migrator.generations import recognise
from migrator.generations.base import Facts, Generation, NoContent
from migrator.models import Article, Fact, Failed, Kind, LeftOut, Reading, Snapshot
from migrator.read.body import Body, read_body
from migrator.read.feed import is_feed, is_sitemap, read_feed
from migrator.read.page import parse, refusal


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
    if 300 <= snapshot.status < 400:
        location = {name.lower(): value for name, value in snapshot.headers}.get("location", "")
        return LeftOut(snapshot.url, "redirect", f"leads to {location}", snapshot.source)
    return Failed(snapshot.url, f"the server answered {snapshot.status}", snapshot.source)


def _read_page(snapshot: Snapshot) -> Reading:
    page = parse(snapshot)
    generation = recognise(page)
    if isinstance(generation, str):
        return Failed(snapshot.url, generation, snapshot.source)
    kind = generation.kind(page)
    if isinstance(kind, NoContent):
        return LeftOut(snapshot.url, kind.rule, kind.reason, snapshot.source)
    facts = generation.facts(page, kind)
    body = read_body(page, generation, facts.title.value)
    if body is None:
        return Failed(snapshot.url, "no content was found on the page", snapshot.source)
    if body.is_bare_list:
        reason = "nothing but a list of posts: they are exported themselves"
        return LeftOut(snapshot.url, "bare-list", reason, snapshot.source)
    return _article(snapshot, generation, kind, facts, body)


def _article(
    snapshot: Snapshot, generation: Generation, kind: Kind, facts: Facts, body: Body
) -> Article:
    slug = urls.slug_of(facts.old_path) if facts.old_path else urls.slug_of(snapshot.url)
    slug = re.sub(r"\.html?$", "", slug)
    return Article(
        url=snapshot.url,
        generation=generation.name,
        kind=kind,
        slug="home" if kind is Kind.HOME else slug,
        title=facts.title if facts.title.value else Fact(slug, "address"),
        body=body.html,
        source=snapshot.source,
        old_path=facts.old_path,
        date=facts.date,
        description=facts.description,
        language=facts.language,
        cover=facts.cover,
        tags=facts.tags,
        site_name=facts.site_name,
        removed=body.removed,
        notes=facts.notes + body.notes,
    )
