"""Which names stand on a page."""

from __future__ import annotations

import pytest
from selectolax.lexbor import LexborHTMLParser

from migrator.boilerplate import ALL_RULES
from migrator.dom import parse
from migrator.generations import ALL
from migrator.names import names_of, narrowed
from tests.conftest import CASES

HTML = """<main id="main" class="l-m x"><div class="b-gal"><a class="clone" href="/a">a</a></div>
<section data-wnd_last_section></section><section hidden><svg></svg></section></main>"""


def names(html: str) -> set[str]:
    body = parse(html).body
    assert body is not None
    return names_of(body)


def test_classes_ids_and_rare_tags_are_names() -> None:
    """Each is told apart by how a selector writes it."""
    assert names(HTML) == {"#main", ".l-m", ".x", ".b-gal", ".clone", "svg"}


@pytest.mark.parametrize(
    ("selector", "expected"),
    [
        ("div.b-gal", True),
        ("div.b-img", False),
        ("p.b-gal", True),
        ("form.b-gal", False),
        ("svg", True),
        (".b-gal .clone, .gal-app .clone", True),
        (".gal-app .clone", False),
        ("[data-wnd_last_section] ~ section", True),
        ('a[href*="utm_medium=footer"]', True),
        ('a[src*=".b-img"]', True),
        ("div.pager:has(.pager-container)", False),
        ("div.b-gal:has(> .absent, :not(.clone))", True),
        ("section:first-child", True),
        ("#content", False),
        ("*", True),
    ],
)
def test_a_selector_needs_its_own_names(selector: str, expected: bool) -> None:
    """One that asks for a name which is not there cannot find anything."""
    assert bool(narrowed(selector, names(HTML))) is expected


def test_only_what_cannot_find_anything_is_left_out() -> None:
    """The others are as they were, commas in quotes and parentheses too."""
    selector = '.absent, a[title="x, y"], div:not(.q, .r), .x'

    assert narrowed(selector, names(HTML)) == 'a[title="x, y"], div:not(.q, .r), .x'


def test_no_selector_of_ours_is_passed_over_where_it_finds_something() -> None:
    """Wherever a rule, mark or block finds an element, its names are there."""
    rules = [rule.find for rule in ALL_RULES if isinstance(rule.find, str)]
    blocks = [block.selector for generation in ALL for block in generation.blocks]
    marks = [mark.selector for generation in ALL for mark in generation.marks if mark.selector]
    asked = 0
    for selector in [*rules, *blocks, *marks]:
        for html in _examples():
            tree = LexborHTMLParser(html)
            assert tree.root is not None
            if tree.css_first(selector) is not None:
                narrow = narrowed(selector, names_of(tree.root))
                found = [node.mem_id for node in tree.css(selector)]
                assert [node.mem_id for node in tree.css(narrow)] == found, selector
                asked += 1
    assert asked > 100


def _examples() -> list[str]:
    return [case.snapshot.body.decode("utf-8", "replace") for case in CASES]
