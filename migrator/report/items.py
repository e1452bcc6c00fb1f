"""What became of every single thing on a page, as rows. Documented in `docs/report.md`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from migrator.archive import Archive
from migrator.itemise import itemise, misses
from migrator.models import (
    Comment,
    Item,
    ItemKind,
    Merged,
    PageOutcome,
    Share,
    Written,
)
from migrator.pipeline import Export
from migrator.read.traced import traced

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


ItemsOf = Callable[[PageKey], PageItems | None]


def items_of(export: Export, archive: Archive) -> ItemsOf:
    """What tells all that stands on a page, by its address and source; none for a page unknown."""
    outcomes = [(o.url, _source(o), isinstance(o, Written)) for o in export.outcomes]
    numbers = {(url, source): number for number, (url, source, _) in enumerate(outcomes)}
    written = {url: number for number, (url, _, is_written) in enumerate(outcomes) if is_written}
    missing = {file.url: file.reason for file in export.gathered.missing_files}

    def found(key: PageKey) -> PageItems | None:
        outcome = export.outcomes[numbers[key]] if key in numbers else None
        into = outcome
        if isinstance(outcome, Merged):
            into = export.outcomes[written[outcome.into]] if outcome.into in written else None
        if outcome is None or not isinstance(into, Written):
            return None
        return _Teller(outcome, into, missing, export).items(archive)

    return found


def no_items(key: PageKey) -> PageItems | None:
    """Where nobody looked."""
    return None


def with_items(rows: Iterable[Row], items: ItemsOf) -> Iterator[Row]:
    """The rows of pages, each with the things on it; a page that failed has none."""
    for row in rows:
        is_there = row["state"] in ("written", "merged")
        found = items((row["url"], row.get("source", ""))) if is_there else None
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


class _Teller:
    """Tells of the things on one page."""

    def __init__(
        self, outcome: PageOutcome, into: Written, missing: Mapping[str, str], export: Export
    ) -> None:
        self._outcome, self._item, self._missing, self._export = outcome, into.item, missing, export
        self._files = {asset.url: str(asset.path) for asset in into.item.assets}
        comments = export.target.comments(into.item)
        self._comments = str(comments.path if comments else into.item.place.path)
        self._document = str(into.item.place.path)

    def items(self, archive: Archive) -> PageItems:
        """All of them, read once more from the archive."""
        page = traced(archive.snapshot(self._outcome.url), self._item.article.generation)
        items = itemise(page)
        rows = (*map(self._row, items), *self._beside())
        lacks = misses(items, page.ledger)
        return PageItems(rows, {str(kind): number for kind, number in lacks.items()})

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
        return {"state": "written", "place": place, **self._target(item)}

    def _target(self, item: Item) -> Row:
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
        reason = self._export.target.cannot.get("tags", "")
        fate = {"state": "left_out", "reason": reason} if reason else {"state": "written"}
        place = {} if reason else {"place": self._document}
        for tag in self._item.article.tags:
            yield {"kind": "tag", "what": tag.value, **fate, **place, "number": 1}
        for comment in self._item.article.comments:
            told = {"kind": "comment", "what": _begins(comment), "state": "written"}
            yield {**told, "place": self._comments, "number": 1}


def _begins(comment: Comment) -> str:
    return f"{comment.author}: {' '.join(comment.text.split())}"[:_SHOWN]
