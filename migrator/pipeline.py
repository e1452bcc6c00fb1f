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

from migrator.archive import Archive
from migrator.assets import Needs, wanted
from migrator.errors import NothingToExport, fault
from migrator.localise import localise
from migrator.models import (
    Asset,
    Difference,
    Document,
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
    Written,
    most_told,
)
from migrator.moves import address_of, aliases, moves, served
from migrator.plan import Plan, plan
from migrator.redirects import pack
from migrator.render import render
from migrator.sources import Source
from migrator.sources.base import Found
from migrator.survey import Survey, Wishes, survey
from migrator.targets import Target
from migrator.verify import verify
from migrator.verify.gate import OldSite, leftovers


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
    documents: tuple[Document, ...]
    redirects: tuple[Document, ...]  # for the hosts that may answer old addresses
    assets: tuple[Asset, ...]
    package: Package | None
    outcomes: tuple[PageOutcome, ...]
    moves: tuple[Move, ...]
    redirect_faults: tuple[RedirectFault, ...]


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
    planned = plan(seen.articles, target, seen.others, gathered.files)
    redirects = pack([*moves(planned, seen.others, target)], served(planned, target), planned.host)
    known_by = aliases(redirects.moves)
    items = [
        localise(article, place, planned, target, known_by.get(address_of(place, target), ()))
        for article, place in planned.placed
    ]
    rendered, failed = render(items, target, wishes.raw_html)
    old = _old_site(gathered, planned)
    written = [_judged(page, archive, old) for page in rendered]
    site = _site(rendered, planned, redirects.moves)
    assets = tuple(dict.fromkeys(asset for page in rendered for asset in page.item.assets))
    package = target.package(target, site, assets)
    return Export(
        gathered=gathered,
        target=target,
        documents=tuple(target.documents(site)),
        redirects=tuple(d for d in redirects.documents if d.path.name in target.pack),
        assets=() if package else assets,
        package=package,
        outcomes=(*written, *failed, *seen.others),
        moves=redirects.moves,
        redirect_faults=redirects.faults,
    )


def _site(rendered: Sequence[Rendered], planned: Plan, moves: tuple[Move, ...]) -> Site:
    articles = [page.item.article for page in rendered]
    return Site(
        title=most_told(article.site_name for article in articles) or "Blog",
        language=most_told(a.language.value for a in articles if a.language) or "en",
        pages=tuple(rendered),
        old_host=planned.host,
        old_feed=planned.old_feed,
        moves=moves,
    )


def _old_site(gathered: Gathered, planned: Plan) -> OldSite:
    return OldSite.of(
        hosts=planned.hosts,
        files=(file.url for file in gathered.files.values()),
        missing=(file.url for file in gathered.missing_files),
        pages=(article.url for article, _ in planned.placed),
    )


def _traced(pages: Iterable[Found], traces: dict[str, Trace]) -> Iterator[Found]:
    for found in pages:
        if isinstance(found, Snapshot):
            traces[found.url] = Trace.of(found)
        yield found


def _judged(page: Rendered, archive: Archive, old: OldSite) -> Written:
    """The second reading, from the archive's own bytes, and the gate."""
    article = page.item.article
    try:
        raw = archive.snapshot(article.url)
        merged = [archive.snapshot(url) for url in article.merged]
        found = verify(raw, article, page.markdown, page.item.references, merged)
        left = leftovers(page, old)
        ours = (Difference("old host", each.address, each.why) for each in left if each.is_fault)
        return Written(page.item, (*found, *ours), left)
    except Exception as error:
        return Written(page.item, (Difference("second reading", "", fault(error)),))
