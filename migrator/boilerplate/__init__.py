"""Taking off what is not content, by rule, and counting what each rule took."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from migrator.boilerplate.finders import mark_pop_ups
from migrator.boilerplate.rules import BEFORE, OUTSIDE, RULES, Rule
from migrator.census import census
from migrator.dom import Node, outermost, text_of
from migrator.models import Census, Kind, Removal, Share
from migrator.texts import Texts

_SAMPLE = 200  # characters


def strip_invisible(body: Node, texts: Texts) -> tuple[Removal, ...]:
    """Take off what nobody ever sees, before anything is counted: it is in no ledger."""
    mark_pop_ups(body)
    return tuple(replace(r, census=Census()) for r in _applied(BEFORE, body, texts))


def strip(body: Node, texts: Texts, generation: str, kind: Kind) -> tuple[Removal, ...]:
    """Take off what the rules for such a page name."""
    ours = (rule for rule in RULES if rule.generation in ("", generation))
    return _applied((rule for rule in ours if rule.kind in (None, kind)), body, texts)


def strip_outside(body: Node, texts: Texts) -> tuple[Removal, ...]:
    """Take the platform's words off what is left of a page without its content."""
    return _applied(OUTSIDE, body, texts)


def removed(name: str, nodes: list[Node], share: Share = Share.RULE) -> Removal | None:
    """Take the elements off, and say how much they held; None if there is none."""
    nodes = outermost(nodes)
    if not nodes:
        return None
    texts = [text_of(node) for node in nodes]
    counted = sum((census(node) for node in nodes), Census())
    for node in nodes:
        node.decompose()
    sample = next(filter(None, texts), "")[:_SAMPLE]
    words = sum(len(text.split()) for text in texts)
    return Removal(name, len(nodes), words, sample, counted, share)


def _applied(rules: Iterable[Rule], body: Node, texts: Texts) -> tuple[Removal, ...]:
    removals = (removed(rule.name, _found(rule, body, texts), rule.share) for rule in rules)
    return tuple(removal for removal in removals if removal is not None)


def _found(rule: Rule, body: Node, texts: Texts) -> list[Node]:
    return body.css(rule.find) if isinstance(rule.find, str) else rule.find(body, texts)


ALL_RULES = (*BEFORE, *RULES, *OUTSIDE)

__all__ = [
    "ALL_RULES",
    "BEFORE",
    "OUTSIDE",
    "RULES",
    "Rule",
    "removed",
    "strip",
    "strip_invisible",
    "strip_outside",
]
