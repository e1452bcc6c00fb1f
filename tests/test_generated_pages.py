"""Random pages of every dialect, built from known truth: reading and writing give it back."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import unquote

import pytest
from hypothesis import HealthCheck, given, settings

from migrator.assets import key, wanted
from migrator.boilerplate import ALL_RULES
from migrator.models import Article
from migrator.read import read
from migrator.urls import file_id
from migrator.verify import verify
from tests.generated.classic import PAGES
from tests.generated.disagreement import disagreeing
from tests.generated.seen import seen
from tests.generated.truth import PLATFORM, Facts, Generated, Truth, letters, words
from tests.generated.uploads import same_file
from tests.generated.webnode2 import pages
from tests.test_pages import rendered

CALM = settings(
    max_examples=80,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
FORM = "the fields of a form were dropped"
LEFT_OUT = tuple(rule.tells for rule in ALL_RULES if rule.tells)
"""Notes on what these pages hold on purpose."""


def article_of(page: Generated) -> Article:
    reading = read(page.snapshot)
    assert isinstance(reading, Article), reading
    return reading


def facts_of(article: Article) -> Facts:
    return Facts(
        kind=article.kind.place,
        title=article.title.value,
        language=article.language.value if article.language else "",
        date=article.date.value if article.date else None,
        description=article.description.value if article.description else "",
        cover=same_file(article.cover.value) if article.cover else "",
        tags=tuple(tag.value for tag in article.tags),
    )


def comparable(truth: Truth) -> dict[str, object]:
    """A truth without differences of spelling."""
    text, pairs = truth.text, truth.images
    return {
        "words": words(text),
        "letters": letters(text),
        "headings": lowered([(level, t) for level, t in truth.headings if t.strip()]),
        "images": [same_file(address) for address, _ in pairs],
        "captions": [letters(caption) for _, caption in pairs],
        "links": [(letters(t), same_file(address)) for t, address in truth.links],
        "embeds": [unquote(address) for address in truth.embeds],
        "cells": [letters(cell) for cell in truth.cells if letters(cell)],
        "items": [letters(item) for item in truth.items if letters(item)],
        "quotes": [letters(quote) for quote in truth.quotes if letters(quote)],
    }


def lowered(headings: list[tuple[int, str]]) -> list[tuple[int, str]]:
    """Where the first level is used, all go one down, since it is the title's."""
    step = int(any(level == 1 for level, _ in headings))
    return [(min(6, level + step), letters(text)) for level, text in headings if letters(text)]


def files_of(page: Generated) -> set[str]:
    """Every picture, and of the links those to uploads, each by its key."""
    shown = {address for address, _ in page.body.images} | {page.facts.cover}
    linked = {address for _, address in page.body.links if file_id(address)}
    return {key(address) for address in shown | linked if address}


def check(page: Generated) -> Article:
    """Everything that reading and writing owe to a page."""
    article = article_of(page)
    assert facts_of(article) == replace(page.facts, cover=same_file(page.facts.cover))
    assert article.unaccounted == ()
    assert not article.ledger.missing
    done = rendered(article)
    assert comparable(seen(done.markdown, page.body.embeds)) == comparable(page.body)
    assert PLATFORM not in done.markdown
    assert verify(page.snapshot, done.item.article, done.markdown, done.item.references) == ()
    assert {entry.url for entry in article.listed} == set(page.body.listed)
    assert set(map(key, wanted(article))) == files_of(page)
    assert not [note for note in article.notes if not note.detail.startswith((FORM, *LEFT_OUT))]
    assert sum(note.detail.startswith(FORM) for note in article.notes) == page.body.forms
    return article


@pytest.mark.parametrize("dialect", ["a", "b", "c", "mixed"])
def test_page_of_webnode2_gives_its_truth_back(dialect: str) -> None:
    """Whatever blocks a page holds, all that they say comes over, and nothing of the platform."""

    @CALM
    @given(pages(dialect))
    def told(page: Generated) -> None:
        check(page)

    told()


@CALM
@given(PAGES)
def test_classic_page_gives_its_truth_back(page: Generated) -> None:
    """Articles, pages, products, albums, questions and forums, with every message as data."""
    article = check(page)
    assert article.comments == page.comments


@pytest.mark.parametrize("dialect", ["a", "c"])
def test_json_that_says_something_else_is_noted(dialect: str) -> None:
    """A text, an upload or a block that only the JSON has gives a note that names it."""

    @CALM
    @given(disagreeing(dialect))
    def noted(made: tuple[Generated, str]) -> None:
        page, told = made
        article = article_of(page)
        assert [note for note in article.notes if told in note.detail]
        assert words(article.title.value) == words(page.facts.title)

    noted()
