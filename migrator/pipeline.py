"""The whole flow, on one page. Every stage is a function from records to records.

    source ─▶ archive ─▶ survey ─▶ plan ─▶ assets ─▶ localise ─▶ render ─▶ target
                        (read,                                     └────▶ verify
                         merge, complete)

Only the source touches the network, and only the archive is written here; the documents of the
`Export` are written by the caller.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from migrator import assets
from migrator.archive import Archive
from migrator.errors import NothingToExport, fault
from migrator.localise import localise
from migrator.models import (
    Asset,
    Difference,
    Document,
    Missing,
    PageOutcome,
    Rendered,
    Snapshot,
    StoredFile,
    Written,
)
from migrator.plan import plan
from migrator.render import render
from migrator.sources import Source
from migrator.survey import Found, Wishes, survey
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


def export(source: Source, archive: Archive, target: Target, wishes: Wishes) -> Export:
    """Fetch, read and write a whole site. Raises NothingToExport if no page of it can be read."""
    seen = survey(_kept(source.pages(), archive), archive.snapshot, wishes)
    if not seen.articles:
        raise NothingToExport(*seen.why_nothing)
    planned = plan(seen.articles, target, seen.redirects)
    files, missing = assets.collect(seen.articles, source.file, archive.keep)
    items = [localise(article, place, planned, files, target) for article, place in planned.placed]
    rendered, failed = render(items, target, wishes.raw_html)
    written = [_judged(page, archive) for page in rendered]
    return Export(
        target=target,
        documents=tuple(target.documents(rendered)),
        assets=tuple(dict.fromkeys(asset for page in rendered for asset in page.item.assets)),
        outcomes=(*written, *failed, *seen.others),
        stored_files=tuple(files.values()),
        missing_files=missing,
        pages_seen=seen.pages_seen,
    )


def _kept(pages: Iterable[Found], archive: Archive) -> Iterator[Found]:
    """Nothing is read that is not in the archive."""
    for found in pages:
        if isinstance(found, Snapshot):
            archive.keep(found)
        yield found


def _judged(page: Rendered, archive: Archive) -> Written:
    """The second reading, from the archive's own bytes."""
    article = page.item.article
    try:
        raw = archive.snapshot(article.url)
        merged = [archive.snapshot(url) for url in article.merged]
        found = verify(raw, article, page.markdown, page.item.references, merged)
        return Written(page.item, found)
    except Exception as error:
        return Written(page.item, (Difference("second reading", "", fault(error)),))
