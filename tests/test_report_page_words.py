"""The report speaks the owner's language, and says the same each time."""

from __future__ import annotations

import pytest

from migrator.language import LANGUAGES, words_for
from migrator.report.page import language_of, page
from tests.sheets import facts, failed, file, left_out, note, redirects, sheet, written
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

    assert page(GOOD, "out", {}, words) == page(GOOD, "out", {}, words)
