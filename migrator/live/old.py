"""The old addresses that the new site must answer, each as it is asked for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from migrator import urls
from migrator.models import Article, Feed, Kind, Move, Moved, Rendered
from migrator.pipeline import Export
from migrator.plan.standins import feed_of
from migrator.redirects.rule import Rule, page, rule_of

_DRAFT = "it leads to a draft, which is not published"
_KINDS = {Kind.POST: Moved.POST, Kind.HOME: Moved.HOME}


@dataclass(frozen=True, slots=True)
class OldAddress:
    """What is asked for, escaped, and the decoded path that must answer."""

    asked: str
    new: str
    moved: Moved


def addresses(export: Export, published: Sequence[Rendered]) -> Iterator[OldAddress]:
    """Those of pages first, each once; those that stay where they were are asked for, too."""
    names = _names(export)
    unpublished = _unpublished(export, published)
    found = [_asked(move, names) for move in export.moves if page(move.new) not in unpublished]
    known = {address.asked: address for address in found}
    for address in _staying(export, published):
        known.setdefault(address.asked, address)
    order = list(Moved)
    yield from sorted(known.values(), key=lambda address: order.index(address.moved))


def unanswerable(export: Export, published: Sequence[Rendered]) -> Iterator[tuple[str, str]]:
    """Old addresses that the export says nothing can answer, and why."""
    moved = {move.old for move in export.moves}
    for fault in export.redirect_faults:
        if fault.old not in moved:
            yield fault.old, fault.detail
    unpublished = _unpublished(export, published)
    yield from ((move.old, _DRAFT) for move in export.moves if page(move.new) in unpublished)


def _unpublished(export: Export, published: Sequence[Rendered]) -> set[str]:
    """The pages and files of drafts alone."""
    drafts = [each for each in export.pages if each.item.article.is_draft]
    return _paths(drafts) - _paths(published)


def _paths(pages: Sequence[Rendered]) -> set[str]:
    files = (asset.permalink for each in pages for asset in each.item.assets)
    return {page(path) for path in (*files, *(each.item.place.permalink for each in pages))}


def _names(export: Export) -> dict[str, str]:
    """The name of each upload, as its own address has it, by its id."""
    stored = export.gathered.files.values()
    return {urls.file_id(file.url): urls.path_of(file.url).rpartition("/")[2] for file in stored}


def _asked(move: Move, names: dict[str, str]) -> OldAddress:
    """Of all that a folder of an upload answered, the upload itself is asked for."""
    rule = rule_of(move)
    asked = rule.old if isinstance(rule, Rule) else quote(move.old)
    if move.covers_below:
        name = names.get(urls.file_id(f"{asked}/"), "")
        asked = f"{asked.rstrip('/')}/{quote(name)}" if name else asked
    return OldAddress(asked, move.new, move.moved)


def _staying(export: Export, published: Sequence[Rendered]) -> Iterator[OldAddress]:
    for each in published:
        new = each.item.place.permalink
        for old in _own_paths(each.item.article):
            if page(old) == page(new):
                kind = _KINDS.get(each.item.article.kind.place, Moved.PAGE)
                yield OldAddress(quote(old), new, kind)
    offers, others = export.target.offers, export.gathered.survey.others
    feed = offers.feed_for(feed_of(others))
    for other in others:
        if isinstance(other, Feed) and feed and urls.path_of(other.url) == feed:
            yield OldAddress(quote(feed), feed, Moved.FEED)


def _own_paths(article: Article) -> Iterator[str]:
    if urls.is_web(article.url) and not urls.query_of(article.url):
        yield urls.path_of(article.url)
    if article.old_path:
        yield article.old_path
