"""Every single thing on a page is named, with the share that it went into."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given

from migrator.itemise import itemise, misses
from migrator.models import Article, Item, ItemKind, PhotoPage, Share, Snapshot
from migrator.read import read
from migrator.read.traced import Traced, traced
from tests.conftest import CASES, Case
from tests.generated.classic import PAGES
from tests.generated.truth import Generated
from tests.generated.webnode2 import pages
from tests.test_generated_pages import CALM
from tests.test_read import CLASSIC, article, page

READ = [case for case in CASES if isinstance(read(case.snapshot), Article | PhotoPage)]
FIELDS = {"text": "letters"}
BASE = "https://x.webnode.example"


def traced_of(snapshot: Snapshot) -> Traced:
    found = read(snapshot)
    assert isinstance(found, Article | PhotoPage)
    return traced(snapshot, found.generation if isinstance(found, Article) else "classic")


def sums(items: tuple[Item, ...]) -> dict[Share, dict[str, int]]:
    told: dict[Share, Counter[str]] = {}
    for item in items:
        name = FIELDS.get(item.kind, f"{item.kind}s")
        told.setdefault(item.share, Counter())[name] += item.number
    return {share: dict(counted) for share, counted in told.items()}


def add_up(found: Traced) -> bool:
    items = itemise(found)
    held = {share: dict(census.told()) for share, census in found.ledger.shares if census}
    return not misses(items, found.ledger) and sums(items) == held


def items_of(html: str, after: str = "") -> tuple[Item, ...]:
    return itemise(traced_of(page(html, CLASSIC, after=after)))


@pytest.mark.parametrize("case", READ, ids=lambda case: case.name)
def test_items_of_each_fixture_add_up_to_its_ledger(case: Case) -> None:
    """In each share there is as much of each kind named as was counted."""
    assert add_up(traced_of(case.snapshot))


@pytest.mark.parametrize("dialect", ["a", "b", "c"])
def test_items_of_any_page_of_webnode2_add_up(dialect: str) -> None:
    """Whatever its blocks are."""

    @CALM
    @given(pages(dialect))
    def holds(generated: Generated) -> None:
        assert add_up(traced_of(generated.snapshot))

    holds()


@CALM
@given(PAGES)
def test_items_of_any_classic_page_add_up(generated: Generated) -> None:
    """Whatever its blocks are."""
    assert add_up(traced_of(generated.snapshot))


def test_tracing_reads_what_reading_reads() -> None:
    """The marks change nothing: body and ledger are the same."""
    for case in READ:
        found = read(case.snapshot)
        again = traced_of(case.snapshot)
        assert isinstance(found, Article | PhotoPage)
        assert again.ledger == found.ledger, case.name
        assert [replace(r, marks=()) for r in again.removals] == [
            replace(r, marks=()) for r in found.removed
        ], case.name


def test_each_thing_is_named_with_its_rule() -> None:
    """A paragraph and its link come over; the footer's text and link went by the footer's rule."""
    footer = '<div id="footer"><a href="/map/">Site map</a></div>'
    found = items_of('<p>Two <a href="/k/">words</a></p>', footer)

    assert Item(ItemKind.TEXT, "Two words", Share.ARTICLE, "", 8) in found
    assert Item(ItemKind.LINK, f"{BASE}/k/", Share.ARTICLE) in found
    assert Item(ItemKind.TEXT, "Site map", Share.RULE, "site-footer", 7) in found
    assert Item(ItemKind.LINK, f"{BASE}/map/", Share.RULE, "site-footer") in found


def test_of_two_rules_the_inner_one_came_first() -> None:
    """The button to answer goes by its own rule, the message around it into the comments."""
    case = next(case for case in READ if case.name == "classic/article-discussed")
    found = itemise(traced_of(case.snapshot))
    replies = [item for item in found if item.rule == "reply-link" and item.kind is ItemKind.LINK]

    assert replies
    assert all("/discussion/" in item.what for item in replies)


def test_link_that_only_enlarges_is_told_by_its_rule() -> None:
    """The picture comes over, the link around it went by a rule that takes no element off."""
    upload = "/_files/200000013-b8a1fb99c1/a.png"
    found = items_of(f'<p>x <a href="{upload}"><img src="{upload}"></a></p>')

    (image,) = [item for item in found if item.kind is ItemKind.IMAGE]
    (file,) = [item for item in found if item.kind is ItemKind.FILE]
    assert (image.share, image.rule) == (Share.ARTICLE, "")
    assert (file.share, file.rule) == (Share.RULE, "enlargement-link")


def test_marked_elements_tell_the_rule_that_took_them() -> None:
    """The mark of the title's heading leads to the rule that made it the title."""
    found = traced_of(next(case.snapshot for case in READ if case.name == "classic/article"))

    assert "title-heading" in found.removed.values()
    assert all(f'data-mark="{mark}"' in found.html for mark in found.removed)
    assert f'data-mark="{found.content}"' in found.html


def test_reading_alone_marks_nothing() -> None:
    """Only a page that is traced carries marks."""
    found = article(page("<p>x</p>", CLASSIC, after='<div id="footer">f</div>'))

    assert "data-mark" not in found.body
    assert not any(removal.marks for removal in found.removed)
