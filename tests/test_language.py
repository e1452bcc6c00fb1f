"""The texts of the report and the preview, in every language that we have."""

from __future__ import annotations

import re
from datetime import date
from string import Formatter

import pytest
from babel import Locale

from migrator.boilerplate import ALL_RULES
from migrator.language import LANGUAGES, Text, Words, words_for
from tests.conftest import ROOT

SOURCE = words_for("en").texts
OTHERS = LANGUAGES[1:]
COUNTED = range(100_000)  # no site has more; Spanish and others have a form from a million on


def forms(code: str) -> set[str]:
    rule = Locale.parse(code).plural_form
    return {str(rule(number)) for number in COUNTED}


def texts(text: Text) -> list[str]:
    return [text] if isinstance(text, str) else list(text.values())


def names(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


@pytest.mark.parametrize("code", OTHERS)
def test_language_has_every_text_and_no_other(code: str) -> None:
    """The same names as the English source, in the same order, so that none is forgotten."""
    assert list(words_for(code).texts) == list(SOURCE)


@pytest.mark.parametrize("code", LANGUAGES)
def test_language_has_every_plural_form(code: str) -> None:
    """Each text that counts has a line for each form that a number of pages can take."""
    needed = forms(code)
    wrong = {
        key: set(text)
        for key, text in words_for(code).texts.items()
        if not isinstance(text, str) and set(text) - {"other"} != needed - {"other"}
    }

    assert wrong == {}
    told = words_for(code).texts
    assert all("other" in text for text in told.values() if not isinstance(text, str))
    assert [isinstance(t, str) for t in told.values()] == [
        isinstance(t, str) for t in SOURCE.values()
    ]


@pytest.mark.parametrize("code", OTHERS)
def test_language_has_the_same_placeholders(code: str) -> None:
    """What is filled into the English text is filled into every other one; only `n` may be said."""
    wrong = {}
    for key, text in words_for(code).texts.items():
        source = set.union(*map(names, texts(SOURCE[key])))
        for form in texts(text):
            if names(form) | {"n"} != source | {"n"} or (
                isinstance(text, str) and names(form) != source
            ):
                wrong[key] = form

    assert wrong == {}


def test_every_rule_is_told() -> None:
    """Whatever rule a report can name has its text, and no text is left of a rule that is gone."""
    rules = {rule.name for rule in ALL_RULES} | documented_rules()
    told = {key for key in SOURCE if key.startswith("rule_")}

    assert rules >= {"pager", "heading-level", "bare-list"}
    assert told == {f"rule_{rule.replace('-', '_')}" for rule in rules}
    assert all(words_for(code).rule(rule) for code in LANGUAGES for rule in rules)


def documented_rules() -> set[str]:
    """The names in the tables of the rules; a test of the schema says that none is missing."""
    rules = (ROOT / "docs" / "rules.md").read_text("utf-8")
    report = (ROOT / "docs" / "report.md").read_text("utf-8")
    report = report.partition("## Rules by which a page is left out")[2].partition("\n## ")[0]
    return {*re.findall(r"^\| `([a-z-]+)` \|", f"{rules}\n{report}", re.MULTILINE)}


def test_rule_that_nobody_knows_has_no_text() -> None:
    """A report of a later version may name one: that is no fault."""
    assert words_for("de").rule("menu") == "das Menü der Website"
    assert words_for("de").rule("of-a-later-version") == ""


@pytest.mark.parametrize("code", LANGUAGES)
def test_rules_are_told_as_phrases(code: str) -> None:
    """They stand in tables and behind a colon: no full stop, and no two of them are the same."""
    told = [text for key, text in words_for(code).texts.items() if key.startswith("rule_")]

    assert len({*map(str, told)}) == len(told)
    assert not [text for text in told if not isinstance(text, str) or text.endswith(".")]


@pytest.mark.parametrize("code", LANGUAGES)
def test_no_text_is_empty_or_loose(code: str) -> None:
    """Nothing is left untold, and nothing has blanks at its ends or two in a row."""
    for text in (form for each in words_for(code).texts.values() for form in texts(each)):
        assert text
        assert " ".join(text.split(" ")) == text.strip()
        assert "  " not in text


@pytest.mark.parametrize("code", OTHERS)
def test_nothing_is_left_in_english(code: str) -> None:
    """A sentence of the source does not stand in another language as it is."""
    same = {
        form
        for key, text in words_for(code).texts.items()
        for form, said in zip(texts(text), texts(SOURCE[key]), strict=False)
        if form == said and len(form.split()) > 3
    }

    assert same == set()


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("cs", "cs"),
        ("pt-BR", "pt"),
        ("de_AT", "de"),
        ("SK", "sk"),
        ("xx", "en"),
        ("", "en"),
        ("../en", "en"),
    ],
)
def test_language_is_found(code: str, found: str) -> None:
    """A variant speaks its language, and whatever we do not have speaks English."""
    assert words_for(code).code == found


@pytest.mark.parametrize(
    ("code", "number", "text"),
    [
        ("en", 1, "1 page"),
        ("en", 1234, "1,234 pages"),
        ("cs", 1, "1 stránka"),
        ("cs", 3, "3 stránky"),
        ("cs", 5, "5 stránek"),
        ("pl", 22, "22 strony"),
        ("pl", 25, "25 stron"),
        ("fr", 0, "0 page"),
        ("de", 1234, "1.234 Seiten"),
        ("es", 1_000_000, "1.000.000 páginas"),
    ],
)
def test_number_takes_its_plural_form(code: str, number: int, text: str) -> None:
    """As the language counts, and as it writes numbers; a form that we lack is the usual one."""
    assert words_for(code)("lost_pages", n=number) == text


def test_values_are_filled_in_as_they_are() -> None:
    """A day is written as the language does; braces of a name are no placeholders."""
    words = Words("de", {"a": "{name} am {day}"})

    assert words("a", name="{n} {0}", day=date(2026, 11, 3)) == "{n} {0} am 3. November 2026"


def test_texts_are_listed() -> None:
    """Several names make one phrase."""
    assert words_for("de").listed(["A", "B", "C"]) == "A, B und C"
