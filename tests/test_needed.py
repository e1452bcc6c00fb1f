"""Nothing is there without need: take a rule or a block away, and some fixture reads otherwise."""

from __future__ import annotations

from dataclasses import replace

import pytest

from migrator import boilerplate, generations
from migrator.models import Article, PhotoPage
from migrator.read import read
from tests.conftest import CASES, Case

BLOCKS = [(name, block) for name, each in generations.BY_NAME.items() for block in each.blocks]


def seen(case: Case) -> object:
    """What a reader would notice: the body, and what is left over."""
    reading = read(case.snapshot)
    if isinstance(reading, PhotoPage):
        return reading.photos, reading.rest, reading.unaccounted
    if not isinstance(reading, Article):
        return type(reading)
    return reading.body, reading.unaccounted, reading.comments, reading.notes


@pytest.mark.parametrize("rule", boilerplate.ALL_RULES, ids=lambda r: f"{r.name}-{r.generation}")
def test_example_of_a_rule_reads_otherwise_without_it(
    rule: boilerplate.Rule, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each rule's example would leak, or leave something unaccounted, if the rule were not."""
    (case,) = [case for case in CASES if case.name == rule.example]
    with_it = seen(case)
    for table in ("RULES", "OUTSIDE", "BEFORE"):
        kept = tuple(each for each in getattr(boilerplate, table) if each is not rule)
        monkeypatch.setattr(boilerplate, table, kept)

    assert seen(case) != with_it


@pytest.mark.parametrize(("name", "block"), BLOCKS, ids=[f"{n}-{b.name}" for n, b in BLOCKS])
def test_some_fixture_reads_otherwise_without_a_block(
    name: str, block: generations.Block, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each block's rewriting is needed by some fixture."""
    own = [case for case in CASES if case.folder.parent.name == name]
    with_it = [seen(case) for case in own]
    generation = generations.BY_NAME[name]
    fewer = tuple(each for each in generation.blocks if each is not block)
    monkeypatch.setitem(generations.BY_NAME, name, replace(generation, blocks=fewer))

    assert [seen(case) for case in own] != with_it
