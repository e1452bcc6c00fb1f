"""The balance sheet as data. Its schema is documented in `docs/report.md`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from functools import cached_property
from itertools import chain
from typing import Any

from migrator import __version__
from migrator.models import StoredFile, Written
from migrator.output import Changes
from migrator.pipeline import Export
from migrator.report.delta import delta
from migrator.report.items import Items, PageKey, item_totals, with_items
from migrator.report.named import named_once
from migrator.report.pieces import pieces
from migrator.report.targets import links, not_carried, page_rows, redirect_row
from migrator.spool import Spool

SCHEMA = 1
_NOT_USED = "the page that shows it could not be written"
_STATES = ("written", "merged", "used", "left_out", "failed")


@dataclass(frozen=True)
class Balance:
    """Every address seen, each in exactly one state, and what that means for the exit code."""

    pages: Sequence[dict[str, Any]]
    files: Sequence[dict[str, Any]]
    not_exported: tuple[dict[str, Any], ...]
    dead_links: tuple[dict[str, Any], ...]
    redirects: tuple[dict[str, Any], ...]
    not_carried: tuple[dict[str, Any], ...]
    rules: dict[str, int]
    named_once: tuple[dict[str, Any], ...]
    delta: dict[str, Any] | None
    changes: Changes
    targets: tuple[str, ...]
    pages_seen: int
    files_seen: int

    @property
    def written(self) -> Iterator[dict[str, Any]]:
        """The pages that came over, one at a time: together they may be larger than the memory."""
        return (page for page in self.pages if page["state"] == "written")

    @cached_property
    def page_totals(self) -> dict[str, int]:
        """How many pages were seen, and how many of them are in each state."""
        return _totals(self.pages, self.pages_seen, _STATES)

    @cached_property
    def file_totals(self) -> dict[str, int]:
        """How many pictures and files were seen, and how many of them are in each state."""
        return _totals(self.files, self.files_seen, ("written", "failed"))

    @cached_property
    def item_totals(self) -> dict[str, dict[str, int]]:
        """For each kind of thing on pages: how much was seen, and what is in each state."""
        return item_totals(self.pages)

    @cached_property
    def differing(self) -> tuple[dict[str, Any], ...]:
        """The pages of which the second reading found something different."""
        return tuple(page for page in self.pages if page.get("differences"))

    @cached_property
    def adds_up(self) -> bool:
        """Is every address in exactly one state? If not, the fault is ours."""
        addresses = Counter((page["url"], page.get("source", "")) for page in self.pages)
        sums = [self.page_totals, self.file_totals, *self.item_totals.values()]
        return max(addresses.values(), default=1) == 1 and all(
            total["seen"] == sum(total.values()) - total["seen"] for total in sums
        )

    @property
    def failures(self) -> int:
        """How many pages and files should have come over and could not."""
        return self.page_totals["failed"] + self.file_totals["failed"]

    @property
    def exit_code(self) -> int:
        """0 if everything is accounted for and nothing failed or differs, else 1."""
        return int(not self.is_complete_but(0))

    def is_complete_but(self, failures: int) -> bool:
        """Did everything come over unchanged, but for so many failures?"""
        changes = self.changes
        troubles = (self.differing, changes.conflicts, changes.lost, not self.adds_up)
        return self.failures == failures and not any(troubles)

    def as_json(self) -> str:
        """The report file's text."""
        return "".join(self.json_pieces())

    def json_pieces(self) -> Iterator[str]:
        """The same, piece by piece."""
        return pieces(self._told())

    def _told(self) -> dict[str, Any]:
        return {
            "schema": SCHEMA,
            "migrator": __version__,
            "target": ",".join(self.targets),
            "exit_code": self.exit_code,
            "totals": {
                "pages": self.page_totals,
                "files": self.file_totals,
                "items": self.item_totals,
            },
            "pages": self.pages,
            "files": self.files,
            "links_to_pages_not_exported": self.not_exported,
            "links_dead_on_the_old_site": self.dead_links,
            "redirects": self.redirects,
            "not_carried": self.not_carried,
            "boilerplate": self.rules,
            "edited_and_left_alone": self.changes.edited,
            "conflicts": [asdict(conflict) for conflict in self.changes.conflicts],
            "lost": self.changes.lost,
            "outdated": self.changes.outdated,
            "added": self.changes.added,
            "kept": self.changes.kept,
            "removed": self.changes.removed,
            "named_once": self.named_once,
            "delta": self.delta,
        }


def balance(exports: Sequence[Export], changes: Changes, items: Items | None = None) -> Balance:
    """Set up the balance sheet of a site that was exported for one target, or for several.

    `items` are the things on each page, where somebody looked.
    """
    first, rows = exports[0], page_rows(exports)
    if items is not None:
        rows = with_items(rows, items)
    return Balance(
        pages=Spool(_with_troubles(rows, first, changes)),
        files=_files(exports, changes),
        not_exported=tuple(links(exports, lambda item: item.not_exported)),
        dead_links=tuple(links(exports, lambda item: item.dead)),
        redirects=tuple(redirect_row(each) for each in exports),
        not_carried=tuple(row for each in exports for row in not_carried(each)),
        rules=_rules(_written(first)),
        named_once=named_once(first),
        delta=delta(first, changes),
        changes=changes,
        targets=tuple(each.target.name for each in exports),
        pages_seen=first.gathered.survey.pages_seen,
        files_seen=len(first.gathered.files) + len(first.gathered.missing_files),
    )


def _with_troubles(
    rows: Iterable[dict[str, Any]], export: Export, changes: Changes
) -> Iterator[dict[str, Any]]:
    """The rows of pages, with what has become of their own files."""
    reduced = _reduced(export)
    conflicts = {conflict.path: conflict.new_version for conflict in changes.conflicts}
    for row in rows:
        small = reduced.get((row["url"], row.get("source", "")))
        told: dict[str, Any] = {"reduced": small} if small else {}
        paths = (row.get("path", ""), *row.get("paths", {}).values())
        beside = next((conflicts[path] for path in paths if path in conflicts), "")
        yield {**row, **told, **({"conflict": beside} if beside else {})}


def _reduced(export: Export) -> dict[PageKey, list[str]]:
    """The pictures of each page of which only a smaller copy was to be had."""
    small = {file.url for file in export.gathered.files.values() if file.is_reduced}
    written = _written(export) if small else ()
    shown = ((w.url, w.item.article.source, w.item.assets) for w in written)
    told = (((url, name), [a.url for a in own if a.url in small]) for url, name, own in shown)
    return {key: found for key, found in told if found}


def _written(export: Export) -> Iterator[Written]:
    return (outcome for outcome in export.outcomes if isinstance(outcome, Written))


def _totals(rows: Sequence[dict[str, Any]], seen: int, states: Sequence[str]) -> dict[str, int]:
    found = Counter(row["state"] for row in rows)
    return {"seen": seen, **{state: found[state] for state in states}}


def _files(exports: Sequence[Export], changes: Changes) -> Sequence[dict[str, Any]]:
    """Each file once, with every place it was copied to, or why it did not come over."""
    paths: dict[str, dict[str, None]] = {}
    for outcome in (written for each in exports for written in _written(each)):
        for asset in outcome.item.assets:
            paths.setdefault(asset.url, {})[str(asset.path)] = None
    gathered = exports[0].gathered
    broken = {file.url: file.reason for file in changes.broken}
    stored = [file for file in gathered.files.values() if file.url not in broken]
    missing = [(file.url, file.reason) for file in gathered.missing_files]
    missing += broken.items()
    unused = ((f.url, _NOT_USED) for f in stored if f.url not in paths)
    failed = ({"url": u, "state": "failed", "reason": why} for u, why in (*unused, *missing))
    copied = (_copied(f, [*paths[f.url]]) for f in stored if f.url in paths)
    return Spool(chain(copied, failed))


def _copied(file: StoredFile, paths: list[str]) -> dict[str, Any]:
    note: dict[str, Any] = {"note": file.chosen} if file.chosen else {}
    note |= {"reduced": True} if file.is_reduced else {}
    whence = {"retrieved_from": file.retrieved_from} if file.retrieved_from else {}
    return {"url": file.url, "state": "written", "paths": paths, **note, **whence}


def _rules(written: Iterable[Written]) -> dict[str, int]:
    found: Counter[str] = Counter()
    for removal in (r for outcome in written for r in outcome.item.article.removed):
        found[removal.rule] += removal.elements  # a rule may have been at work twice on a page
    return dict(sorted(found.items()))
