"""The balance sheet as data. Its schema is documented in `docs/report.md`."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from migrator import __version__
from migrator.models import (
    Article,
    Census,
    Fact,
    Failed,
    Feed,
    Ledger,
    LeftOut,
    Merged,
    PageOutcome,
    StoredFile,
    Written,
)
from migrator.output import Changes
from migrator.pipeline import Export

SCHEMA = 1
_NOT_USED = "the page that shows it could not be written"
_DELTA = ("new", "changed", "unchanged", "removed")
_STATES = ("written", "merged", "used", "left_out", "failed")


@dataclass(frozen=True, slots=True)
class Balance:
    """Every address seen, each in exactly one state, and what that means for the exit code."""

    pages: tuple[dict[str, Any], ...]
    files: tuple[dict[str, Any], ...]
    not_exported: tuple[dict[str, Any], ...]
    rules: dict[str, int]
    changes: Changes
    target: str
    pages_seen: int
    files_seen: int

    @property
    def page_totals(self) -> dict[str, int]:
        """How many pages were seen, and how many of them are in each state."""
        return _totals(self.pages, self.pages_seen, _STATES)

    @property
    def file_totals(self) -> dict[str, int]:
        """How many pictures and files were seen, and how many of them are in each state."""
        return _totals(self.files, self.files_seen, ("written", "failed"))

    @property
    def differing(self) -> tuple[dict[str, Any], ...]:
        """The pages of which the second reading found something different."""
        return tuple(page for page in self.pages if page.get("differences"))

    @property
    def adds_up(self) -> bool:
        """Is every address in exactly one state? If not, the fault is ours."""
        addresses = Counter((page["url"], page.get("source", "")) for page in self.pages)
        sums = [self.page_totals, self.file_totals]
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
        troubles = (self.differing, self.changes.conflicts, not self.adds_up)
        return self.failures == failures and not any(troubles)

    def as_json(self) -> str:
        """The report file's text."""
        told = {
            "schema": SCHEMA,
            "migrator": __version__,
            "target": self.target,
            "exit_code": self.exit_code,
            "totals": {"pages": self.page_totals, "files": self.file_totals},
            "pages": self.pages,
            "files": self.files,
            "links_to_pages_not_exported": self.not_exported,
            "boilerplate": self.rules,
            "edited_and_left_alone": self.changes.edited,
            "conflicts": [asdict(conflict) for conflict in self.changes.conflicts],
            "removed": self.changes.removed,
            "delta": {state: len(getattr(self.changes, state)) for state in _DELTA},
        }
        return json.dumps(told, ensure_ascii=False, indent=1) + "\n"


def balance(export: Export, changes: Changes) -> Balance:
    """Set up the balance sheet of an export."""
    written = [outcome for outcome in export.outcomes if isinstance(outcome, Written)]
    return Balance(
        pages=tuple(_page(outcome) for outcome in export.outcomes),
        files=_files(export, written),
        not_exported=_not_exported(written),
        rules=_rules(written),
        changes=changes,
        target=export.target.name,
        pages_seen=export.gathered.survey.pages_seen,
        files_seen=len(export.gathered.files) + len(export.gathered.missing_files),
    )


def _totals(rows: Sequence[dict[str, Any]], seen: int, states: Sequence[str]) -> dict[str, int]:
    found = Counter(row["state"] for row in rows)
    return {"seen": seen, **{state: found[state] for state in states}}


def _page(outcome: PageOutcome) -> dict[str, Any]:
    match outcome:
        case Written():
            return _written(outcome)
        case Feed(url=url, source=source, entries=entries):
            told = {"state": "used", "reason": f"a feed of {len(entries)} articles"}
            return _row(url, source, **told)
        case Merged(url=url, source=source, into=into):
            return _row(url, source, state="merged", into=into, reason=f"stands in {into}")
        case LeftOut(url=url, source=source, rule=rule, reason=reason):
            return _row(url, source, state="left_out", rule=rule, reason=reason)
        case Failed(url=url, source=source, reason=reason, title=title):
            told = {"title": title} if title else {}
            return _row(url, source, state="failed", **told, reason=reason)


def _row(url: str, source: str, **told: Any) -> dict[str, Any]:
    return {"url": url, **({"source": source} if source else {}), **told}


def _written(outcome: Written) -> dict[str, Any]:
    item, article = outcome.item, outcome.item.article
    return _row(
        article.url,
        article.source,
        state="written",
        kind=str(article.kind),
        generation=article.generation,
        path=str(item.place.path),
        facts=article_facts(article),
        comments=len(article.comments),
        ledger=ledger_as_data(article.ledger),
        removed=[
            {"rule": r.rule, "elements": r.elements, "words": r.words, "begins": r.sample}
            for r in article.removed
        ],
        unaccounted=list(article.unaccounted),
        notes=[{"stage": note.stage, "detail": note.detail} for note in article.notes],
        differences=[
            {"what": d.what, "page": d.source, "written": d.written} for d in outcome.differences
        ],
    )


def ledger_as_data(ledger: Ledger) -> dict[str, Any]:
    """What was seen in the page's body, and in which share it went; empty shares are left out."""
    shares = {str(share): _counts(counted) for share, counted in ledger.shares if counted}
    data = {"from_data": _counts(ledger.from_data)} if ledger.from_data else {}
    return {"seen": _counts(ledger.seen), **data, **shares}


def _counts(counted: Census) -> dict[str, int]:
    return dict(counted.told())


def article_facts(article: Article) -> dict[str, Any]:
    """Each fact with where it was read, and with the claims that lost."""
    facts: dict[str, Fact[Any] | None] = {
        "title": article.title,
        "date": article.date,
        "description": article.description,
        "author": article.author,
        "language": article.language,
        "cover": article.cover,
    }
    told: dict[str, Any] = {name: _fact(fact) for name, fact in facts.items() if fact is not None}
    for name, several in (("categories", article.categories), ("tags", article.tags)):
        told |= {name: [_fact(fact) for fact in several]} if several else {}
    return told


def _fact(fact: Fact[Any]) -> dict[str, Any]:
    others = [{"value": _value(claim.value), "origin": claim.origin} for claim in fact.others]
    told = {"value": _value(fact.value), "origin": fact.origin}
    return {**told, "others": others} if others else told


def _value(value: Any) -> str:
    return value if isinstance(value, str) else str(value.isoformat())


def _files(export: Export, written: Sequence[Written]) -> tuple[dict[str, Any], ...]:
    """Each file once, with every place it was copied to, or why it did not come over."""
    paths: dict[str, list[str]] = {}
    for outcome in written:
        for asset in outcome.item.assets:
            paths.setdefault(asset.url, []).append(str(asset.path))
    stored = export.gathered.files.values()
    missing = ((file.url, file.reason) for file in export.gathered.missing_files)
    unused = ((f.url, _NOT_USED) for f in stored if f.url not in paths)
    failed = ({"url": u, "state": "failed", "reason": why} for u, why in (*unused, *missing))
    copied = (_copied(f, paths[f.url]) for f in stored if f.url in paths)
    return (*copied, *failed)


def _copied(file: StoredFile, paths: list[str]) -> dict[str, Any]:
    note = {"note": "only a reduced copy was to be had"} if file.is_reduced else {}
    return {"url": file.url, "state": "written", "paths": paths, **note}


def _not_exported(written: Sequence[Written]) -> tuple[dict[str, Any], ...]:
    linked: dict[str, list[str]] = {}
    for outcome in written:
        for url in outcome.item.not_exported:
            linked.setdefault(url, []).append(str(outcome.item.place.path))
    return tuple({"url": url, "linked_from": paths} for url, paths in linked.items())


def _rules(written: Sequence[Written]) -> dict[str, int]:
    found: Counter[str] = Counter()
    for outcome in written:
        found.update({r.rule: r.elements for r in outcome.item.article.removed})
    return dict(sorted(found.items()))
