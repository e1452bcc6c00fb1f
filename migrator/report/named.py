"""How each address was had, and who named it."""

from __future__ import annotations

from collections import Counter
from typing import Any

from migrator import urls
from migrator.models import Kind, Namer, Written
from migrator.pipeline import Export, Gathered

_LISTING = {Namer.SITEMAP: "sitemap", Namer.FEED: "feed", Namer.PAGE: "pages"}


def provenance(url: str, gathered: Gathered) -> dict[str, Any]:
    """Who named the address, when it was fetched, and from where if not from the site."""
    named_by = gathered.named_by.get(urls.page_key(url), ())
    told: dict[str, Any] = {"named_by": [str(by) for by in named_by]} if named_by else {}
    trace = gathered.traces.get(url)
    if trace is not None:
        told["fetched"] = trace.fetched_at.isoformat()
        told |= {"retrieved_from": trace.retrieved_from} if trace.retrieved_from else {}
        told |= {"gone": True} if trace.is_gone else {}
    return told


def named_once(export: Export) -> tuple[dict[str, Any], ...]:
    """The posts that one kind of source alone names, where others name the rest.

    Sitemaps, feeds and pages are the kinds; whoever trusted the others would have missed these.
    """
    named = {url: _listed_by(url, export.gathered) for url in _posts(export)}
    kinds = Counter(kind for listed in named.values() for kind in listed)
    if len(kinds) < 2:
        return ()
    once = {url: listed for url, listed in named.items() if len(listed) == 1}
    return tuple(
        {"url": url, "kind": _LISTING[kind], "named_by": listed[kind]}
        for url, listed in once.items()
        for kind in listed
    )


def _posts(export: Export) -> list[str]:
    written = (outcome for outcome in export.outcomes if isinstance(outcome, Written))
    return [w.item.article.url for w in written if w.item.article.kind is Kind.POST]


def _listed_by(url: str, gathered: Gathered) -> dict[Namer, str]:
    named_by = gathered.named_by.get(urls.page_key(url), ())
    return {by.namer: str(by) for by in named_by if by.namer in _LISTING}
