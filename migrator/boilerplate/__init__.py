"""Taking off what is not content, by rule, and counting what each rule took."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from migrator.boilerplate.finders import Scope, mark_pop_ups, scope_of
from migrator.boilerplate.rule import CONTENT, Rule
from migrator.boilerplate.rules import BEFORE, OUTSIDE, RULES
from migrator.census import census
from migrator.dom import Node, marks_of, one_line, outermost
from migrator.models import Census, Kind, Note, Removal, Share

_SAMPLE = 200  # characters
_TOLD = 80


def strip_invisible(scope: Scope) -> tuple[Removal, ...]:
    """Take off what nobody ever sees, before anything is counted: it is in no ledger."""
    if scope.content is not None:
        mark_pop_ups(scope.content)
    taken = (_uncounted(rule.name, _found(rule, scope)) for rule in BEFORE)
    return tuple(removal for removal in taken if removal.elements)


def _uncounted(name: str, nodes: list[Node]) -> Removal:
    nodes = outermost(nodes)
    marks = marks_of(nodes)
    for node in nodes:
        node.decompose()
    return Removal(name, len(nodes), 0, marks=marks)


def strip(scope: Scope, generation: str, kind: Kind) -> tuple[Removal, ...]:
    """Take off what the rules for such a page name."""
    ours = (rule for rule in RULES if rule.generation in ("", generation))
    return _applied((rule for rule in ours if rule.kind in (None, kind)), scope)


def strip_outside(scope: Scope) -> tuple[Removal, ...]:
    """Take the platform's words off what is left of a page without its content."""
    return _applied(OUTSIDE, scope)


def notes(removals: Iterable[Removal]) -> Iterator[Note]:
    """What to tell where a rule took words that might be somebody's."""
    tells = {rule.name: rule.tells for rule in ALL_RULES if rule.tells}
    for removal in removals:
        if removal.rule in tells and removal.words:
            yield Note("read", f"{tells[removal.rule]}: “{removal.sample[:_TOLD]}”")


def removed(name: str, nodes: list[Node], share: Share = Share.RULE) -> Removal | None:
    """Take the elements off, and say how much they held; None if there is none."""
    nodes = outermost(nodes)
    if not nodes:
        return None
    texts = [node.text(deep=True, separator=" ").split() for node in nodes]
    counted, marks = sum(map(census, nodes), Census()), marks_of(nodes)
    for node in nodes:
        node.decompose()
    first = next(filter(None, texts), [])
    sample = one_line(" ".join(first[:_SAMPLE]))[:_SAMPLE]
    return Removal(name, len(nodes), sum(map(len, texts)), sample, counted, share, marks)


def _applied(rules: Iterable[Rule], scope: Scope) -> tuple[Removal, ...]:
    removals = (removed(rule.name, _found(rule, scope), rule.share) for rule in rules)
    return tuple(removal for removal in removals if removal is not None)


def _found(rule: Rule, scope: Scope) -> list[Node]:
    found = scope.select(rule.find) if isinstance(rule.find, str) else rule.find(scope)
    found = [node for node in found if node.mem_id not in scope.around]
    if not rule.place or not found:
        return found
    return [node for node in found if scope.holds(node) == (rule.place == CONTENT)]


ALL_RULES = (*BEFORE, *RULES, *OUTSIDE)

__all__ = [
    "ALL_RULES",
    "BEFORE",
    "OUTSIDE",
    "RULES",
    "Rule",
    "Scope",
    "notes",
    "removed",
    "scope_of",
    "strip",
    "strip_invisible",
    "strip_outside",
]
