"""Snapshot → Reading: the page is recognised, its facts and its body are read.

What cannot become an article is a value with its reason, never an exception.
"""

from __future__ import annotations

from dataclasses import replace

from migrator import urls
from migrator.generations import BY_NAME, Refusal, recognise
from migrator.generations.base import (
    Facts,
    Generation,
    Locked,
    NoContent,
    Page,
    PartOf,
    document_title,
    meta,
)
from migrator.models import (
    Article,
    Fact,
    Failed,
    Kind,
    LeftOut,
    ListEntry,
    Namer,
    Note,
    Reading,
    Snapshot,
    Unclaimed,
)
from migrator.read.body import Body, read_body
from migrator.read.content import name_content
from migrator.read.feed import is_feed, is_sitemap, read_feed, xml_root
from migrator.read.lists import listed
from migrator.read.page import parse, redirect_target, refusal
from migrator.read.photos import photo_page
from migrator.texts import texts

_LOCKED = "locked by a password: take it off the page in Webnode, and export with --refresh"


def read(snapshot: Snapshot) -> Reading:
    """What this snapshot is: an article, a feed, something left out by rule, or a failure."""
    if snapshot.status != 200:
        return _not_a_page(snapshot)
    if is_sitemap(snapshot):
        return _sitemap(snapshot)
    if is_feed(snapshot):
        return read_feed(snapshot)
    if reason := refusal(snapshot):
        return Failed(snapshot.url, reason, snapshot.source)
    if reason := _twin(snapshot):
        return LeftOut(snapshot.url, "mobile-twin", reason, snapshot.source)
    page = parse(snapshot)
    if reason := _of_a_copier(page):
        return LeftOut(snapshot.url, "copier-page", reason, snapshot.source)
    found = recognise(page)
    if isinstance(found, Refusal):
        return _unclaimed(snapshot, found)
    return read_page(snapshot, page, found)


def read_as(snapshot: Snapshot, generation: str) -> Reading:
    """A page that lacks marks of its own, read as one of the generation of its site."""
    return read_page(snapshot, parse(snapshot), BY_NAME[generation])


def _sitemap(snapshot: Snapshot) -> LeftOut | Failed:
    """No page; but one that cannot be read may name pages that nobody else does."""
    root = xml_root(snapshot)
    if isinstance(root, str):
        return Failed(snapshot.url, root, snapshot.source)
    reason = "a list of addresses for search engines"
    return LeftOut(snapshot.url, "sitemap", reason, snapshot.source)


def _unclaimed(snapshot: Snapshot, refused: Refusal) -> Failed | Unclaimed:
    if not any(number for _, number in refused.marks):
        return Failed(snapshot.url, refused.reason, snapshot.source)
    return Unclaimed(snapshot.url, refused.reason, snapshot.source, refused.marks)


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


def _twin(snapshot: Snapshot) -> str:
    """Why the address is that of a page made for telephones; empty if it is not."""
    host = urls.host(snapshot.url)
    is_twin = host.startswith("m.") and urls.is_of_webnode(host)
    return f"the same page for telephones, of {host[2:]}" if is_twin else ""


def _of_a_copier(page: Page) -> str:
    """Why a page is no page of the site, but of what copied it, or of one picture alone."""
    is_copiers = meta(page, "generator").startswith("HTTrack")
    is_copiers = is_copiers or document_title(page).endswith("HTTrack Website Copier")
    if is_copiers and "Mirrored from" not in page.text:
        return "a page that the copying program made for itself"
    if document_title(page) == "Page has moved" and "<!-- Created by HTTrack" in page.text:
        return "a redirect, as the copying program has written it down"
    if urls.is_upload(page.url) and page.tree.css_first("img#image") is not None:
        return "a page that shows one picture, which comes over where it is used"
    return ""


def read_page(snapshot: Snapshot, page: Page, generation: Generation) -> Reading:
    """A page of this generation; its tree is used up."""
    url, source = snapshot.url, snapshot.source
    name_content(page.tree.body, generation)
    kind, entries = generation.kind(page), listed(page, generation)
    match kind:
        case NoContent(rule=rule, reason=reason):
            title = generation.facts(page, Kind.PAGE).title.value if entries else ""
            return LeftOut(url, rule, reason, source, title, entries)
        case Locked():
            return Failed(url, _LOCKED, source)
        case PartOf():
            return photo_page(snapshot, page, generation, kind)
        case Kind():
            return _read_article(snapshot, page, generation, kind, entries)


def _read_article(
    snapshot: Snapshot,
    page: Page,
    generation: Generation,
    kind: Kind,
    entries: tuple[ListEntry, ...],
) -> Article | LeftOut | Failed:
    """`entries` are what lists on the page name."""
    facts = generation.facts(page, kind)
    title = facts.title.value
    body = read_body(page, generation, kind, title, texts(generation.labels(page)))
    if body is None:
        return Failed(snapshot.url, "no content was found on the page", snapshot.source)
    if body.is_empty and body.has_list and not body.unaccounted:
        reason = "nothing but a list of posts: they are exported themselves"
        return LeftOut(snapshot.url, "bare-list", reason, snapshot.source, title, entries)
    return replace(
        _article(snapshot, generation, kind, facts),
        body=body.html,
        comments=body.comments,
        removed=body.removed,
        ledger=body.ledger,
        unaccounted=body.unaccounted,
        listed=entries,
        notes=(*facts.notes, *_notes(page, snapshot, body), *body.notes),
    )


def _notes(page: Page, snapshot: Snapshot, body: Body) -> tuple[Note, ...]:
    """What is odd about the page as a whole."""
    told = []
    if snapshot.note:
        told.append(Note("fetch", snapshot.note))
    if page.trouble:
        told.append(Note("read", page.trouble))
    if page.unreadable:
        number = f"{page.unreadable} characters"
        told.append(Note("read", f"{number} are not valid in the page's encoding: \ufffd"))
    if body.is_empty and not body.html.count("<img"):
        told.append(Note("read", "nothing is left of the page: it is empty"))
    return tuple(told)


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
        fetched_at=snapshot.fetched_at,
        old_path="" if "?" in urls.page_key(snapshot.url) else facts.old_path,
        date=facts.date,
        description=facts.description,
        author=facts.author,
        language=facts.language,
        cover=facts.cover,
        tags=facts.tags,
        list_page=facts.list_page,
        site_name=facts.site_name,
        twin=facts.twin,
    )
