"""The whole flow, on one page. Every stage is a function from records to records.

    source ─▶ archive ─▶ read ─▶ complete ─▶ plan ─▶ assets ─▶ localise ─▶ render ─▶ target
                                                                             └────▶ verify

Only the source touches the network, and only the archive is written here; the documents of the
`Export` are written by the caller.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import tzinfo

from migrator import assets
from migrator.archive import Archive
from migrator.complete import by_address, complete, not_had
from migrator.errors import NothingToExport, fault
from migrator.localise import localise
from migrator.models import (
    Article,
    Asset,
    Difference,
    Document,
    Failed,
    Feed,
    LeftOut,
    Missing,
    PageOutcome,
    Reading,
    Rendered,
    Snapshot,
    StoredFile,
    Written,
)
from migrator.plan import plan
from migrator.read import read
from migrator.render import render
from migrator.sources import Source
from migrator.targets import Target
from migrator.verify import verify


@dataclass(frozen=True, slots=True)
class Export:
    """Everything that came of a source: what to write, and what became of every address seen.

    `pages_seen` is counted where they came in, to be held against the outcomes.
    """

    target: Target
    documents: tuple[Document, ...]
    assets: tuple[Asset, ...]
    outcomes: tuple[PageOutcome, ...]
    stored_files: tuple[StoredFile, ...]
    missing_files: tuple[Missing, ...]
    pages_seen: int


def export(source: Source, archive: Archive, target: Target, zone: tzinfo | None) -> Export:
    """Fetch, read and write a whole site. Raises NothingToExport if no page of it can be read."""
    readings = [_read(found) for found in _kept(source.pages(), archive)]
    entries = by_address(reading for reading in readings if isinstance(reading, Feed))
    articles = [complete(r, entries, zone) for r in readings if isinstance(r, Article)]
    if not articles:
        raise NothingToExport(*_why_nothing(readings))
    redirects = {r.url: r.leads_to for r in readings if isinstance(r, LeftOut) and r.leads_to}
    planned = plan(articles, target, redirects)
    files, missing = assets.collect(articles, source.file, archive.keep)
    items = [localise(article, place, planned, files, target) for article, place in planned.placed]
    rendered, failed = render(items)
    outcomes: list[PageOutcome] = [_judged(page, archive) for page in rendered]
    outcomes += failed
    outcomes += [reading for reading in readings if not isinstance(reading, Article)]
    named_only = not_had(readings, entries)
    return Export(
        target=target,
        documents=tuple(target.documents(rendered)),
        assets=tuple(dict.fromkeys(asset for page in rendered for asset in page.item.assets)),
        outcomes=(*outcomes, *named_only),
        stored_files=tuple(files.values()),
        missing_files=missing,
        pages_seen=len(readings) + len(named_only),
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
        by = f" (named by {found.named_by})" if found.named_by else ""
        return Failed(found.url, found.reason + by)
    try:
        return read(found)
    except Exception as error:
        return Failed(found.url, fault(error), found.source)


def _judged(page: Rendered, archive: Archive) -> Written:
    """The second reading, from the archive's own bytes."""
    article = page.item.article
    try:
        raw = archive.snapshot(article.url)
        return Written(page.item, verify(raw, article, page.markdown, page.item.references))
    except Exception as error:
        return Written(page.item, (Difference("second reading", "", fault(error)),))


def _why_nothing(readings: Sequence[Reading]) -> tuple[str, str]:
    """The message and the hint: the first reason stands for all."""
    failed = [reading for reading in readings if isinstance(reading, Failed)]
    hint = "migrator reads pages made with Webnode, as saved or from the site's address."
    if not failed:
        return "there is no page to export", hint
    more = f" (and {len(failed) - 1} more like it)" if len(failed) > 1 else ""
    return f"{failed[0].source or failed[0].url}: {failed[0].reason}{more}", hint
