"""The report speaks the owner's language, and says the same each time."""

from __future__ import annotations

import pytest

from migrator.language import LANGUAGES, words_for
from migrator.report.page import language_of, page
from tests.sheets import (
    LOST_PICTURE,
    facts,
    failed,
    file,
    left_out,
    note,
    redirects,
    sheet,
    written,
)
from tests.test_report_page import GOOD, shown, text


@pytest.mark.parametrize("code", LANGUAGES)
def test_report_speaks_every_language(code: str) -> None:
    """Nothing is missing in it, and the page says which language it is."""
    balance = sheet(
        [written(notes=[note("n")], comments=1), failed("b"), left_out("c", "dead-link")],
        [file("a.png", reduced=True, note="small")],
        redirects=(redirects(),),
        rules={"menu": 2},
    )
    found = shown(balance, code=code)

    assert found.html is not None
    assert found.html["lang"] == code
    assert text(found.find(id="next-title")) == words_for(code)("next_title")


def test_language_is_the_one_that_most_pages_tell() -> None:
    """A page that tells none does not count; of none there is none."""
    czech = {**facts(), "language": {"value": "cs", "origin": "page"}}
    silent = {"title": facts()["title"]}
    pages = [written(facts=czech), written("b", facts=czech), written("c"), failed("d")]

    assert language_of(sheet([*pages, *(written(n, facts=silent) for n in "xyz")])) == "cs"
    assert language_of(sheet([failed("d")])) == ""


def test_same_balance_gives_the_same_bytes() -> None:
    """Nothing in it depends on when or where it is made."""
    words = words_for("en")

    one, two = (page(GOOD, "out", {}, words).content for _ in range(2))

    assert one == two


@pytest.mark.parametrize("code", LANGUAGES)
def test_what_is_translated_is_not_called_english(code: str) -> None:
    """Nor is a colon set as in English: French has a narrow blank before it."""
    merged = {"url": "m", "state": "merged", "into": "x", "reason": "r"}
    pages = [
        written(notes=[note("n")], items=[LOST_PICTURE]),
        merged,
        *map(written, "bcd"),
        left_out("l", "bare-list"),
    ]
    delta = {"pages": {"new": ["a"], "changed": [], "unchanged": [], "gone": []}, "files": {}}
    links = ({"url": "u", "linked_from": ["x"]},)
    words = words_for(code)
    found = shown(sheet(pages, rules={"menu": 1}, delta=delta, not_exported=links), code=code)

    english = [text(each) for each in found.select("body [lang=en]")]
    for told in (words.rule("menu"), words("lost_linked"), words("since_new", n=1)):
        assert told in text(found)
        assert not [each for each in english if told in each]
    label = words("page_label", name=words("doubt_notes", n=1))
    assert label in str(found)
    assert (label[-2] == "\N{NARROW NO-BREAK SPACE}") == (code == "fr")
    assert all(
        str(a["aria-label"]).startswith(words("page_label", name=words("page_old")))
        for a in found.select("a[aria-label]")
    )


@pytest.mark.parametrize("code", LANGUAGES)
def test_much_that_is_missing_is_the_first_thing_said(code: str) -> None:
    """In every language, with both numbers, and not as an exception to a success."""
    words = words_for(code)
    lost = sheet([written(), *(failed(str(n)) for n in range(26))])
    told = text(shown(lost, code=code).select_one(".verdict"))

    assert told == " ".join(words("verdict_much", n=26, of=27).split())
    assert "26" in told
    assert "27" in told
