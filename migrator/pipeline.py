"""The whole flow, on one page. Every stage is a function from records to records.

    source ─▶ survey ─▶ assets ─▶ plan ─▶ localise ─▶ render ─▶ target
    (fetch,   (read,                                    └────▶ verify
     archive)  merge, complete)

Only the source touches the network, and whatever it hands over is in the archive; the documents of
the `Export` are written by the caller.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from migrator.archive import Archive
from migrator.assets import Needs, wanted
from migrator.errors import NothingToExport, fault
from migrator.localise import localise
from migrator.models import (
    Asset,
    Difference,
    Document,
    Missing,
    NamedBy,
    PageOutcome,
    Rendered,
    Snapshot,
    StoredFile,
    Trace,
    Written,
)
from migrator.plan import plan
from migrator.render import render
from migrator.sources import Source
from migrator.sources.base import Found
from migrator.survey import Survey, Wishes, survey
from migrator.targets import Target
from migrator.verify import verify


@dataclass(frozen=True, slots=True)
class Gathered:
    """A whole site as it was fetched and read: nothing more of it has to be asked for.

    `traces` tell of each address how it was had, `named_by` of each `urls.page_key` who named it.
    """

    survey: Survey
    files: Mapping[str, StoredFile]
    missing_files: tuple[Missing, ...]
    traces: Mapping[str, Trace]
    named_by: Mapping[str, tuple[NamedBy, ...]]


@dataclass(frozen=True, slots=True)
class Export:
    """Everything that came of a site: what to write, and what became of every address seen."""

    gathered: Gathered
    target: Target
    documents: tuple[Document, ...]
    assets: tuple[Asset, ...]
    outcomes: tuple[PageOutcome, ...]


def gather(source: Source, archive: Archive, wishes: Wishes) -> Gathered:
    """Fetch and read a whole site. Raises NothingToExport if no page of it can be read."""
    traces: dict[str, Trace] = {}
    seen = survey(_traced(source.pages(), traces), archive.snapshot, wishes)
    if not seen.articles:
        raise NothingToExport(*seen.why_nothing)
    needs = Needs()
    for article in seen.articles:
        needs.add(wanted(article), article.fetched_at)
    files, missing = needs.collect(source.files, archive.keep)
    return Gathered(seen, files, missing, traces, source.named())


def export(gathered: Gathered, archive: Archive, target: Target, wishes: Wishes) -> Export:
    """Write a whole site for a target."""
    seen = gathered.survey
    planned = plan(seen.articles, target, seen.redirects)
    items = [
        localise(article, place, planned, gathered.files, target)
        for article, place in planned.placed
    ]
    rendered, failed = render(items, target, wishes.raw_html)
    written = [_judged(page, archive) for page in rendered]
    return Export(
        gathered=gathered,
        target=target,
        documents=tuple(target.documents(rendered)),
        assets=tuple(dict.fromkeys(asset for page in rendered for asset in page.item.assets)),
        outcomes=(*written, *failed, *seen.others),
    )


def _traced(pages: Iterable[Found], traces: dict[str, Trace]) -> Iterator[Found]:
    for found in pages:
        if isinstance(found, Snapshot):
            traces[found.url] = Trace.of(found)
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
