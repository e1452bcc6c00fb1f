"""What became of every single thing on a page, as rows. Documented in `docs/report.md`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from migrator.archive import Archive
from migrator.itemise import itemise, misses
from migrator.models import (
    Comment,
    Item,
    ItemKind,
    Localised,
    Merged,
    PageOutcome,
    Share,
    Written,
)
from migrator.pipeline import Export
from migrator.read.traced import traced
from migrator.targets import Target
from migrator.workers import ALONE, Workers

KINDS = (*map(str, ItemKind), "comment", "tag")
STATES = ("written", "merged", "left_out", "failed")
_SHOWN = 80  # characters
_AS_FACT = "stands in the front matter"
_AS_COMMENT = "a message of a visitor: it stands in the comments"
_NOWHERE = "it is in no document, and no rule names it"
_NOT_EXPORTED = "keeps its old address: the page was not exported"
_DEAD = "keeps its old address: the old site itself did not answer it"

Row = dict[str, Any]
PageKey = tuple[str, str]  # address and source


@dataclass(frozen=True, slots=True)
class PageItems:
    """The things on one page, and how many of each kind were counted and cannot be named."""

    rows: tuple[Row, ...] = ()
    misses: Mapping[str, int] = field(default_factory=dict)


Items = Iterable[PageItems | None]  # in the order of the outcomes; None for what is no page


def items_of(export: Export, archive: Archive, workers: Workers = ALONE) -> Items:
    """All that stands on each page."""
    missing = {file.url: file.reason for file in export.gathered.missing_files}
    return workers.map(Itemiser(archive, export.target, missing).items, _with_documents(export))


def _with_documents(export: Export) -> Iterator[tuple[PageOutcome, Written | None]]:
    """Each page, and the document in which it stands, if it stands in one."""
    written = {o.url: n for n, o in enumerate(export.outcomes) if isinstance(o, Written)}
    for outcome in export.outcomes:
        into = written.get(outcome.into) if isinstance(outcome, Merged) else None
        document = outcome if into is None else export.outcomes[into]
        yield outcome, document if isinstance(document, Written) else None


def with_items(rows: Iterable[Row], items: Items) -> Iterator[Row]:
    """The rows of pages, each with the things on it; a page that failed has none."""
    for row, every in zip(rows, items, strict=True):
        found = every if row["state"] in ("written", "merged") else None
        told = {} if found is None else {"items": [*found.rows]}
        lacks = {"not_listed": dict(found.misses)} if found is not None and found.misses else {}
        yield {**row, **told, **lacks}


def item_totals(found: Iterable[Mapping[str, Any]]) -> dict[str, dict[str, int]]:
    """For each kind of thing: how much was seen, and how much of it is in each state."""
    sums: Counter[tuple[str, str]] = Counter()
    for row in found:
        for item in row.get("items", ()):
            sums[item["kind"], item["state"]] += item["number"]
        for name, number in row.get("not_listed", {}).items():
            sums[name, "seen"] += number
    told = {}
    for kind in KINDS:
        states = {state: sums[kind, state] for state in STATES}
        told[kind] = {"seen": sum(states.values()) + sums[kind, "seen"], **states}
    return told


def _source(outcome: PageOutcome) -> str:
    return outcome.item.article.source if isinstance(outcome, Written) else outcome.source


@dataclass(frozen=True, slots=True)
class Itemiser:
    """Tells what stands on one page after the other; `missing` is why a file could not be had."""

    archive: Archive
    target: Target
    missing: Mapping[str, str]

    def items(self, page: tuple[PageOutcome, Written | None]) -> PageItems | None:
        """All of it, read once more from the archive; None if it stands in no document."""
        outcome, into = page
        if into is None:
            return None
        found = traced(self.archive.snapshot(outcome.url), into.item.article.generation)
        items, teller = itemise(found), _Teller(outcome, into.item, self.missing, self.target)
        lacks = misses(items, found.ledger)
        return PageItems(teller.rows(items), {str(kind): n for kind, n in lacks.items()})


class _Teller:
    """Tells of the things on one page."""

    def __init__(
        self, outcome: PageOutcome, item: Localised, missing: Mapping[str, str], target: Target
    ) -> None:
        self._outcome, self._item, self._missing, self._target = outcome, item, missing, target
        self._files = {asset.url: str(asset.path) for asset in item.assets}
        comments = target.comments(item)
        self._comments = str(comments.path if comments else item.place.path)
        self._document = str(item.place.path)

    def rows(self, items: Iterable[Item]) -> tuple[Row, ...]:
        """One for each of them."""
        return (*map(self._row, items), *self._beside())

    def _row(self, item: Item) -> Row:
        told = {"kind": str(item.kind), "what": item.what, **self._fate(item)}
        return {**told, "number": item.number}

    def _fate(self, item: Item) -> Row:
        match item.share:
            case Share.RULE:
                return {"state": "left_out", "rule": item.rule}
            case Share.FACT:
                fate = {"state": "merged", "rule": item.rule, "reason": _AS_FACT}
                return {**fate, "place": self._document}
            case Share.COMMENTS:
                fate = {"state": "merged", "rule": item.rule, "reason": _AS_COMMENT}
                return {**fate, "place": self._comments}
            case Share.UNACCOUNTED:
                return {"state": "failed", "reason": _NOWHERE}
        return self._of_article(item)

    def _of_article(self, item: Item) -> Row:
        if item.what in self._missing and item.kind in (ItemKind.IMAGE, ItemKind.FILE):
            return {"state": "failed", "reason": self._missing[item.what]}
        place = self._files.get(item.what, self._document)
        if isinstance(self._outcome, Merged):
            return {"state": "merged", "place": place}
        return {"state": "written", "place": place, **self._leads_to(item)}

    def _leads_to(self, item: Item) -> Row:
        """Where a link leads now, if that is elsewhere; or why it keeps its address."""
        if item.kind is not ItemKind.LINK:
            return {}
        address = item.what.partition("#")[0]
        for reason, addresses in (
            (_NOT_EXPORTED, self._item.not_exported),
            (_DEAD, self._item.dead),
        ):
            if item.what in addresses or address in addresses:
                return {"reason": reason}
        new = self._item.references.get(item.what, "")
        return {"to": new} if new and new != item.what else {}

    def _beside(self) -> Iterator[Row]:
        """Tags and comments, which are facts of their own."""
        if isinstance(self._outcome, Merged):
            return
        reason = self._target.cannot.get("tags", "")
        fate = {"state": "left_out", "reason": reason} if reason else {"state": "written"}
        place = {} if reason else {"place": self._document}
        for tag in self._item.article.tags:
            yield {"kind": "tag", "what": tag.value, **fate, **place, "number": 1}
        for comment in self._item.article.comments:
            told = {"kind": "comment", "what": _begins(comment), "state": "written"}
            yield {**told, "place": self._comments, "number": 1}


def _begins(comment: Comment) -> str:
    return f"{comment.author}: {' '.join(comment.text.split())}"[:_SHOWN]
