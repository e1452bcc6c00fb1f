"""The words around the texts: one table for all starters."""

from __future__ import annotations

import pytest

from migrator.targets.words import words


@pytest.mark.parametrize(
    ("language", "tags"),
    [
        ("cs", "Štítky"),
        ("cs-CZ", "Štítky"),
        ("DE_at", "Schlagwörter"),
        ("", "Tags"),
        ("xx", "Tags"),
    ],
)
def test_words_are_those_of_the_language(language: str, tags: str) -> None:
    """Whatever its region; English where it is unknown."""
    assert words(language)["tags"] == tags


@pytest.mark.parametrize("language", ["cs", "sk", "de", "pl", "hu", "en"])
def test_no_language_lacks_a_word(language: str) -> None:
    """A layout asks for each of them."""
    told = words(language)

    assert [*told] == ["posts", "pages", "categories", "tags", "comments"]
    assert all(told.values())
