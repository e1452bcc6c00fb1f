"""What is told of each target: where a page went, what could not be carried, what redirects."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict
from pathlib import PurePosixPath
from typing import Any

from migrator.frontmatter import FIELDS
from migrator.models import Kind, Localised, PageOutcome, Written
from migrator.pipeline import Export
from migrator.report.named import provenance
from migrator.report.rows import page_row


def page_rows(exports: Sequence[Export]) -> Iterator[dict[str, Any]]:
    """Each page once: as the first target has it, and where the others put it.

    A page that failed for one of them has failed; what differs in any of them is told.
    """
    first, *others = exports
    rows = [{_key(outcome): outcome for outcome in each.outcomes} for each in others]
    for outcome in first.outcomes:
        told = {first.target.name: outcome}
        told |= {
            each.target.name: row[_key(outcome)] for each, row in zip(others, rows, strict=True)
        }
        yield {**_row(told), **provenance(outcome.url, first.gathered)}


def _key(outcome: PageOutcome) -> tuple[str, str]:
    if isinstance(outcome, Written):
        return outcome.url, outcome.item.article.source
    return outcome.url, outcome.source


def _row(outcomes: dict[str, PageOutcome]) -> dict[str, Any]:
    failed = {n: each for n, each in outcomes.items() if not isinstance(each, Written)}
    row = page_row(next(iter((failed or outcomes).values())))
    if len(outcomes) == 1 or failed:
        return row
    written = {name: each for name, each in outcomes.items() if isinstance(each, Written)}
    rows = {name: page_row(each) for name, each in written.items()}
    row["paths"] = {name: each["path"] for name, each in rows.items()}
    for key in ("differences", "old_host"):
        told = ((name, one) for name, each in rows.items() for one in each[key])
        row[key] = [{"target": name, **one} for name, one in told]
    return row


def links(
    exports: Sequence[Export], found: Callable[[Localised], Iterable[str]]
) -> Iterator[dict[str, Any]]:
    """Each address with the documents that link to it; of several targets, with their name."""
    for export in exports:
        linked: dict[str, list[str]] = {}
        for item in (each.item for each in export.outcomes if isinstance(each, Written)):
            for url in found(item):
                linked.setdefault(url, []).append(str(item.place.path))
        whose = {"target": export.target.name} if len(exports) > 1 else {}
        yield from ({"url": url, "linked_from": paths, **whose} for url, paths in linked.items())


def not_carried(export: Export) -> Iterator[dict[str, Any]]:
    """The facts that the target has no place for, where a page has one."""
    fields = {field.fact: field for field in FIELDS}
    items = [each.item for each in export.outcomes if isinstance(each, Written)]
    for fact, reason in export.target.cannot.items():
        number = sum(fields[fact].read(item) not in (None, False) for item in items)
        if number:
            name = export.target.name
            yield {"target": name, "field": fact, "pages": number, "reason": reason}


def redirect_row(export: Export) -> dict[str, Any]:
    """How many old addresses are answered, and which cannot be."""
    kinds = Counter(str(move.moved) for move in export.moves)
    target = export.target
    return {
        "target": target.name,
        "folder": str(PurePosixPath("redirects", *target.root.parts[1:])),
        "has_addresses": bool(target.layouts[Kind.POST].permalink),
        "moves": dict(sorted(kinds.items())),
        "faults": [asdict(fault) for fault in export.redirect_faults],
    }
