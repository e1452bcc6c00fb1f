"""What became of one address, as data. Documented in `docs/report.md`."""

from __future__ import annotations

from typing import Any

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
    Written,
)


def page_row(outcome: PageOutcome) -> dict[str, Any]:
    """The address, its state, and all that is known of it."""
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
        permalink=item.place.permalink,
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
        old_host=[{"address": left.address, "why": left.why} for left in outcome.leftovers],
        without_alt=list(item.without_alt),
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
