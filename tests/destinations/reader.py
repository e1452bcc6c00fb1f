"""Holds a built site against the old one: whatever a visitor would miss is told in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from urllib.parse import urlsplit

from tests.destinations.built import BuiltSite, Link, Page, Reads, one_line, read_site
from tests.destinations.site import ExpectedPost

Complaints = Iterator[str]
_TOP = ("", "top")
_TEXTS = (".xml", ".json", ".txt", ".atom", ".rss")


def check(
    site: BuiltSite, expected: Sequence[ExpectedPost], reads: Reads | None = None
) -> list[str]:
    """Every complaint about a built site; none if all of the old one is there, once and whole."""
    reads = reads or Reads()
    found = {post.old_url: _pages_of(site, post) for post in expected}
    lost = frozenset(address for post in expected for address in post.lost)
    old = frozenset(urlsplit(post.old_url).netloc for post in expected)
    told = [f"{p.path}: {what}" for p in site.shown for what in _links(site, p, old, lost)]
    told += [f"{p.path}: {what}" for p in site.pages.values() for what in _redirect(site, p)]
    for post in expected:
        told += [
            f"{post.old_url}: {what}" for what in _post(site, post, found[post.old_url], reads)
        ]
    if "lists" not in reads.silent:
        told += _unlisted(site, expected, found)
    return told


def _pages_of(site: BuiltSite, post: ExpectedPost) -> list[Page]:
    """The pages that hold the text of an old one; where it has none, those of its title."""
    if post.kind == "home":
        return [page for page in site.shown if page.path == "index.html"]
    if not post.words:
        return [page for page in site.shown if page.title == post.title]
    return [page for page in site.shown if post.words[0] in page.text]


def _post(site: BuiltSite, post: ExpectedPost, pages: list[Page], reads: Reads) -> Complaints:
    if post.draft:
        yield from _published(site, post)
        return
    if len(pages) != 1:
        where = ", ".join(page.path for page in pages) or "nowhere"
        yield f"it must stand on one page and stands on {len(pages)}: {where}"
        return
    for name, told in CHECKS.items():
        if name not in reads.silent:
            yield from told(pages[0], post)
    for old in post.old_addresses:
        if old not in reads.unanswered:
            yield from _answered(site, old, pages[0])


def _published(site: BuiltSite, post: ExpectedPost) -> Complaints:
    """A draft may stand nowhere: no page, no list, no feed, no index for a search."""
    tells = (post.title, *post.words[:1])
    for page in site.pages.values():
        if any(tell in page.whole for tell in tells):
            yield f"it is a draft, and {page.path} shows it"
    for name in site.files.names.values():
        if name.endswith(_TEXTS):
            text = (site.files.root / name).read_text("utf-8", "replace")
            if any(tell in text for tell in tells):
                yield f"it is a draft, and {name} holds it"


def _title(page: Page, post: ExpectedPost) -> Complaints:
    title = one_line(post.title)
    if post.kind != "home" and page.title != title:
        yield f"the title is “{page.title}”, not “{title}”"


def _instant(page: Page, post: ExpectedPost) -> Complaints:
    if post.kind != "post" or (not page.instant and post.instant is None):
        return
    try:
        shown = datetime.fromisoformat(page.instant)
    except ValueError:
        yield f"the date “{page.instant}” is none; it must be {post.instant}"
        return
    if shown.tzinfo is None:
        yield f"the date “{page.instant}” tells no offset"
    elif shown != post.instant:
        yield f"the date is {page.instant}, not {post.instant}"


def _tags(page: Page, post: ExpectedPost) -> Complaints:
    if post.kind == "post" and sorted(page.tags) != sorted(post.tags):
        yield f"the tags are {sorted(page.tags)}, not {sorted(post.tags)}"


def _categories(page: Page, post: ExpectedPost) -> Complaints:
    if post.kind == "post" and sorted(page.categories) != sorted(post.categories):
        yield f"the categories are {sorted(page.categories)}, not {sorted(post.categories)}"


def _language(page: Page, post: ExpectedPost) -> Complaints:
    if page.lang[:2] != post.language[:2]:
        yield f"the language is “{page.lang}”, not “{post.language}”"


def _text(page: Page, post: ExpectedPost) -> Complaints:
    """All phrases stand there, each behind the one before it."""
    at = 0
    for phrase in map(one_line, post.words):
        place = page.text.find(phrase, at)
        if place < 0:
            where = "in another place" if phrase in page.text else "not to be read"
            yield f"“{phrase}” is {where}"
        at = max(at, place + len(phrase))


def _images(page: Page, post: ExpectedPost) -> Complaints:
    elsewhere = [image.written for image in page.images if not image.is_own]
    for address in (Counter(elsewhere) - Counter(post.lost)).elements():
        yield f"the picture {address} is still elsewhere"
    for image in page.images:
        if image.is_own and not image.digest:
            yield f"the picture {image.written} does not load"
    shown = [image.digest for image in page.images if image.digest]
    if Counter(shown) != Counter(post.images):
        missing, more = Counter(post.images) - Counter(shown), Counter(shown) - Counter(post.images)
        yield f"of its pictures {missing.total()} are missing, and {more.total()} are others"
    elif shown != list(post.images):
        yield "its pictures stand in another order"


def _files(page: Page, post: ExpectedPost) -> Complaints:
    linked = {link.digest for link in page.documents}
    for digest in post.files:
        if digest not in linked:
            yield f"no link leads to the file of sha256 {digest[:12]}"


def _embeds(page: Page, post: ExpectedPost) -> Complaints:
    for embed in post.embeds:
        if embed not in page.html:
            yield f"what it embeds is not there: {embed}"


def _elements(page: Page, post: ExpectedPost) -> Complaints:
    for name, number in post.elements:
        if page.counts.get(name, 0) != number:
            yield f"it has {page.counts.get(name, 0)} <{name}>, not {number}"


def _comments(page: Page, post: ExpectedPost) -> Complaints:
    if page.comments != post.comments:
        yield f"it has {page.comments} comments, not {post.comments}"


CHECKS: dict[str, Callable[[Page, ExpectedPost], Complaints]] = {
    "title": _title,
    "instant": _instant,
    "tags": _tags,
    "categories": _categories,
    "language": _language,
    "text": _text,
    "images": _images,
    "files": _files,
    "embeds": _embeds,
    "elements": _elements,
    "comments": _comments,
}
"""What is asked of each page, by the name that `Reads.silent` calls it."""


def _answered(site: BuiltSite, old: str, page: Page) -> Complaints:
    """The old address is the page itself, or sends there at once."""
    file = site.files.answer(old)
    there = site.pages.get(file)
    if there is None:
        yield f"the old address {old} is answered by {file or 'nothing'}"
    elif (there.leads_to.file if there.leads_to else there.path) != page.path:
        to = there.leads_to.written if there.leads_to else there.path
        yield f"the old address {old} leads to {to}, not to {page.path}"


def _redirect(site: BuiltSite, page: Page) -> Complaints:
    if page.leads_to is not None:
        end = site.pages.get(page.leads_to.file)
        if end is None:
            yield f"it sends its visitors to {page.leads_to.written}, where nothing is"
        elif end.leads_to is not None:
            yield f"it sends its visitors to {end.path}, which sends them on"


def _links(site: BuiltSite, page: Page, old: frozenset[str], lost: Iterable[str]) -> Complaints:
    """Links that lead nowhere, to a part of a page that is not there, or to the old site."""
    for link in page.links:
        if not link.is_own:
            host = urlsplit(link.written).netloc.removeprefix("www.")
            if host in old and link.written not in lost:
                yield f"a link still leads to the old site: {link.written}"
        elif not link.file:
            yield f"a link leads nowhere: {link.written}"
        elif not _has_part(site, link):
            yield f"a link leads to no part of {link.file}: {link.written}"


def _has_part(site: BuiltSite, link: Link) -> bool:
    there = site.pages.get(link.file)
    return there is None or link.fragment in _TOP or link.fragment in there.ids


def _unlisted(
    site: BuiltSite, expected: Iterable[ExpectedPost], found: dict[str, list[Page]]
) -> Complaints:
    """The posts that no list names; the home page may be one."""
    own = {page.path for pages in found.values() for page in pages}
    lists = (p for p in site.shown if p.path not in own or p.path == "index.html")
    listed = {link.file for page in lists for link in page.links}
    for post in expected:
        for page in found[post.old_url] if post.kind == "post" else ():
            if page.path not in listed:
                yield f"{post.old_url}: no list leads to it"


__all__ = ["CHECKS", "BuiltSite", "Reads", "check", "read_site"]
