"""The whole flow, on one page. Every stage is a function from records to records.

    source ─▶ survey ─▶ assets ─▶ plan ─▶ localise ─▶ render ─▶ target
    (fetch,   (read,               └─▶ moves ─▶ redirects └──▶ verify
     archive)  merge, complete)

Only the source touches the network, and whatever it hands over is in the archive; the documents of
the `Export` are written by the caller.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from migrator.archive import Archive
from migrator.assets import Needs, wanted
from migrator.errors import NothingToExport
from migrator.judge import judged
from migrator.models import (
    Asset,
    Document,
    Failed,
    Missing,
    Move,
    NamedBy,
    Package,
    PageOutcome,
    RedirectFault,
    Rendered,
    Site,
    Snapshot,
    StoredFile,
    Trace,
)
from migrator.moves import aliases, moves, served
from migrator.plan import plan
from migrator.redirects import pack
from migrator.render import Writer
from migrator.sources import Source
from migrator.sources.base import Found
from migrator.spool import Spool
from migrator.survey import Survey, Wishes, survey
from migrator.targets import Target
from migrator.verify.gate import OldSite
from migrator.workers import ALONE, Workers


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
    """Everything that came of a site for one target: what to write, and what became of all."""

    gathered: Gathered
    target: Target
    documents: Sequence[Document]
    redirects: tuple[Document, ...]  # for the hosts that may answer old addresses
    assets: tuple[Asset, ...]
    package: Package | None
    outcomes: Sequence[PageOutcome]
    moves: tuple[Move, ...]
    redirect_faults: tuple[RedirectFault, ...]
    pages: Sequence[Rendered] = ()  # the articles as they were written


def gather(source: Source, archive: Archive, wishes: Wishes, workers: Workers = ALONE) -> Gathered:
    """Fetch and read a whole site. Raises NothingToExport if no page of it can be read."""
    traces: dict[str, Trace] = {}
    seen = survey(_traced(source.pages(), traces), archive.snapshot, wishes, workers)
    if not seen.articles:
        raise NothingToExport(*seen.why_nothing)
    needs = Needs()
    for article in seen.articles:
        needs.add(wanted(article), article.fetched_at)
    files, missing = needs.collect(source.files, archive.keep)
    return Gathered(seen, files, missing, traces, source.named())


def export(
    gathered: Gathered, archive: Archive, target: Target, wishes: Wishes, workers: Workers = ALONE
) -> Export:
    """Write a whole site for a target."""
    seen = gathered.survey
    planned = plan(seen.articles, target, seen.others, gathered.files)
    moved = [*moves(planned, seen.others, target)]
    redirects = pack(moved, served(planned, target), planned.host, target.pack)
    writer = Writer(planned.alone, target, wishes.raw_html, aliases(redirects.moves))
    made = Spool(workers.map(writer.written, planned.placed))
    rendered = Spool(page for page in made if isinstance(page, Rendered))
    failed = (page for page in made if isinstance(page, Failed))
    written = judged(rendered, archive, _old_site(gathered), seen.others, workers)
    site = Site.of(rendered, planned.host, planned.old_feed, redirects.moves)
    assets = tuple(dict.fromkeys(asset for page in rendered for asset in page.item.assets))
    package = target.package(target, site, assets)
    return Export(
        gathered=gathered,
        target=target,
        documents=Spool(target.documents(site)),
        redirects=redirects.documents,
        assets=() if package else assets,
        package=package,
        outcomes=Spool(chain(written, failed, seen.others)),
        moves=redirects.moves,
        redirect_faults=redirects.faults,
        pages=rendered,
    )


def _old_site(gathered: Gathered) -> OldSite:
    return OldSite.of(
        pages=(article.url for article in gathered.survey.articles),
        files=(file.url for file in gathered.files.values()),
        missing=(file.url for file in gathered.missing_files),
    )


def _traced(pages: Iterable[Found], traces: dict[str, Trace]) -> Iterator[Found]:
    for found in pages:
        if isinstance(found, Snapshot):
            traces[found.url] = Trace.of(found)
        yield found
