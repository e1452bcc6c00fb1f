"""The whole flow, on one page. Every stage is a function from records to records.

    source ─▶ archive ─▶ read ─▶ complete ─▶ plan ─▶ localise ─▶ write ─▶ verify ─▶ Export

Only the source touches the network, and only the archive is written here; the documents of the
`Export` are written by the caller.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import tzinfo

from migrator import assets
from migrator.archive import Archive
from migrator.complete import by_address, complete, without_page
from migrator.errors import NothingToExport
from migrator.localise import localise
from migrator.markdown import to_markdown
from migrator.models import (
    Article,
    Asset,
    Document,
    Failed,
    Feed,
    LeftOut,
    Localised,
    Missing,
    PageOutcome,
    Reading,
    Snapshot,
    StoredFile,
    Written,
)
from migrator.plan import plan
from migrator.read import read
from migrator.sources import Source
from migrator.targets import Target
from migrator.verify import verify


@dataclass(frozen=True, slots=True)
class Export:
    """Everything that came of a source: what to write, and what became of every address seen."""

    target: Target
    documents: tuple[Document, ...]
    assets: tuple[Asset, ...]
    outcomes: tuple[PageOutcome, ...]
    missing_files: tuple[Missing, ...]


def export(source: Source, archive: Archive, target: Target, zone: tzinfo | None) -> Export:
    """Fetch, read and write a whole site. Raises NothingToExport if no page of it can be read."""
    readings = [_read(found) for found in _kept(source.pages(), archive)]
    feeds = [reading for reading in readings if isinstance(reading, Feed)]
    entries = by_address(feeds)
    articles = [complete(r, entries, zone) for r in readings if isinstance(r, Article)]
    if not articles:
        raise NothingToExport(*_why_nothing(readings))
    planned = plan(articles, target)
    files, missing = _files(articles, source, archive)
    items = [localise(article, place, planned, files, target) for article, place in planned.placed]
    documents, outcomes = _documents(items, target, archive)
    others = [reading for reading in readings if not isinstance(reading, Article)]
    return Export(
        target=target,
        documents=(*documents, *target.settings(items)),
        assets=_distinct(outcomes),
        outcomes=(*outcomes, *others, *without_page(entries, (r.url for r in readings))),
        missing_files=missing,
    )


def _kept(
    pages: Iterable[Snapshot | Missing | LeftOut], archive: Archive
) -> Iterator[Snapshot | Missing | LeftOut]:
    """Nothing is read that is not in the archive."""
    for found in pages:
        if isinstance(found, Snapshot):
            archive.keep(found)
        yield found


def _read(found: Snapshot | Missing | LeftOut) -> Reading:
    if isinstance(found, LeftOut):
        return found
    if isinstance(found, Missing):
        return Failed(found.url, f"{found.reason} (named by {found.named_by})")
    return read(found)


def _files(
    articles: Sequence[Article], source: Source, archive: Archive
) -> tuple[dict[str, StoredFile], tuple[Missing, ...]]:
    """Fetch what the articles show and offer: what came by its key, and what could not be had."""
    wanted = {assets.key(url): url for article in articles for url in assets.wanted(article)}
    stored, missing = {}, []
    for key, url in wanted.items():
        found = source.file(url)
        file = assets.examine(found) if isinstance(found, Snapshot) else found
        if isinstance(found, Snapshot) and isinstance(file, StoredFile):
            archive.keep(found)
            stored[key] = file
        elif isinstance(file, Missing):
            missing.append(file)
    return stored, tuple(missing)


def _documents(
    items: Iterable[Localised], target: Target, archive: Archive
) -> tuple[list[Document], list[PageOutcome]]:
    """Write each article, and let the second reading judge it."""
    documents: list[Document] = []
    outcomes: list[PageOutcome] = []
    for item in items:
        try:
            document = target.document(item, to_markdown(item.article.body))
        except RecursionError:
            reason = "its elements are nested too deeply to be written"
            outcomes.append(Failed(item.article.url, reason, item.article.source))
            continue
        documents.append(document)
        outcomes.append(_judged(item, document, archive))
    return documents, outcomes


def _judged(item: Localised, document: Document, archive: Archive) -> Written:
    raw = archive.get(item.article.url)
    if raw is None:
        return Written(item)
    found = verify(raw, item.article.generation, document.content, item.references)
    return Written(item, found)


def _distinct(outcomes: Iterable[PageOutcome]) -> tuple[Asset, ...]:
    copies: Mapping[Asset, None] = {
        asset: None
        for outcome in outcomes
        if isinstance(outcome, Written)
        for asset in outcome.localised.assets
    }
    return tuple(copies)


def _why_nothing(readings: Sequence[Reading]) -> tuple[str, str]:
    """The message and the hint: the first reason stands for all."""
    failed = [reading for reading in readings if isinstance(reading, Failed)]
    hint = "migrator reads pages made with Webnode, as saved or from the site's address."
    if not failed:
        return "there is no page to export", hint
    more = f" (and {len(failed) - 1} more like it)" if len(failed) > 1 else ""
    return f"{failed[0].source or failed[0].url}: {failed[0].reason}{more}", hint
