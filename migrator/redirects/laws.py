"""What must hold of all moves together: no loop, no chain, no address twice, no page hidden."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from migrator.models.moves import Move, RedirectFault
from migrator.redirects.rule import Rule, ancestors, page, query_key, rule_of


@dataclass(frozen=True, slots=True)
class Lawful:
    """The rules that hold, in their order, and what is wrong with the other moves."""

    rules: tuple[Rule, ...]
    faults: tuple[RedirectFault, ...]


def lawful(moves: Sequence[Move], served: Collection[str]) -> Lawful:
    """Drop what breaks a law; a move to an address that moves on is made to lead to the end."""
    faults: list[RedirectFault] = []
    rules = _not_shadowing(_once(_read(moves, faults), faults), _Served(served), faults)
    straight = _straight(list(rules), faults)
    return Lawful(tuple(sorted(straight, key=lambda rule: rule.order)), tuple(faults))


class _Served:
    """The pages of the new site, and what lies below which of their folders."""

    def __init__(self, served: Collection[str]) -> None:
        self.pages = {page(path.removesuffix("index.html")) for path in served}
        self.below: dict[str, str] = {}
        for path in sorted(self.pages):
            for folder in ancestors(path):
                self.below.setdefault(folder, path)


def _read(moves: Iterable[Move], faults: list[RedirectFault]) -> Iterable[Rule]:
    for move in moves:
        rule = rule_of(move)
        if isinstance(rule, Rule):
            yield rule
        else:
            faults.append(RedirectFault(move.old, "not-an-address", rule))


def _once(rules: Iterable[Rule], faults: list[RedirectFault]) -> Iterable[Rule]:
    """The first rule for each old address; a second one to the same place adds what it covers."""
    kept: dict[tuple[str, str], Rule] = {}
    for rule in rules:
        key = (rule.path, query_key(rule.query))
        first = kept.setdefault(key, rule)
        if page(first.new) == page(rule.new):
            kept[key] = replace(first, below=first.below or rule.below)
        else:
            told = f"{rule.new} is left out: {first.given} already leads to {first.new}"
            faults.append(RedirectFault(rule.given, "duplicate", told))
    return kept.values()


def _not_shadowing(
    rules: Iterable[Rule], served: _Served, faults: list[RedirectFault]
) -> Iterable[Rule]:
    for rule in rules:
        if rule.query:
            yield rule
        elif (stands := _itself(rule, served, faults)) and (kept := _below(stands, served, faults)):
            yield kept


def _itself(rule: Rule, served: _Served, faults: list[RedirectFault]) -> Rule | None:
    """The rule, if its own address is free; a page that stays where it was needs none."""
    path, stays = _without_index(rule.path), rule.path == page(rule.new)
    if path in served.pages and path == page(rule.new):
        return replace(rule, itself=False) if rule.below and stays else None
    if path in served.pages:
        told = "the new site has a page of its own at this address"
        faults.append(RedirectFault(rule.given, "shadowing", told))
        return None
    if stays:
        faults.append(RedirectFault(rule.given, "loop", "it leads to itself"))
        return None
    return rule


def _without_index(path: str) -> str:
    return path.removesuffix("/index.html")


def _below(rule: Rule, served: _Served, faults: list[RedirectFault]) -> Rule | None:
    """The rule, without what lies below its address if a page of the new site lies there."""
    if not rule.below:
        return rule
    hidden = served.below.get(rule.path) or (rule.path == "" and "/")
    if hidden:
        told = f"what lay below it is not redirected: the new site has {hidden} there"
        faults.append(RedirectFault(rule.given, "shadowing", told))
    elif rule.path in ancestors(page(rule.new)):
        told = f"what lay below it is not redirected: {rule.new} lies there itself"
        faults.append(RedirectFault(rule.given, "loop", told))
    else:
        return rule
    return replace(rule, below=False) if rule.itself else None


def _straight(rules: Sequence[Rule], faults: list[RedirectFault]) -> Iterable[Rule]:
    """Rules that all lead to their end at once; those that lead into a circle are left out."""
    ways = _Ways(
        {rule.path: rule for rule in rules if rule.itself and not rule.query},
        {rule.path: rule for rule in rules if rule.below},
    )
    for rule in rules:
        end = ways.end(rule)
        if end is None:
            told = "it leads to another old address, and from there in a circle"
            faults.append(RedirectFault(rule.given, "loop", told))
        else:
            yield replace(rule, new=end)


@dataclass(frozen=True, slots=True)
class _Ways:
    """Which rule answers a path: its own, else that of the nearest folder above."""

    exact: Mapping[str, Rule]
    folders: Mapping[str, Rule]

    def end(self, rule: Rule) -> str | None:
        """Where a visitor ends up; nothing for a circle."""
        seen = {rule.path} if not rule.query else set()
        while onward := self._answers(page(rule.new)):
            if onward.path in seen:
                return None
            seen.add(onward.path)
            rule = onward
        return rule.new

    def _answers(self, path: str) -> Rule | None:
        above = (self.folders[a] for a in ancestors(path) if a in self.folders)
        return self.exact.get(path) or next(above, None)
