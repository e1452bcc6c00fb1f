"""Which page deserves a look most."""

from __future__ import annotations

from typing import Any

import pytest

from migrator.language import words_for
from migrator.report.doubts import LEAST, WEIGHTS, reasons, score, worst_first
from tests.sheets import LOST_PICTURE, SITE, differs, facts, failed, left_out, note, written

TWO_TITLES = {"value": "A", "origin": "page", "others": [{"value": "B", "origin": "meta"}]}
TWO_DATES = {**facts()["date"], "others": [{"value": "2010-01-01", "origin": "list"}]}
LEFT = {"address": f"{SITE}/b/", "why": "the page was not exported"}
NO_COPY = {"address": f"{SITE}/c.png", "why": "the file could not be had: there is no copy"}
BARE = {"seen": {"letters": 900}, "article": {"letters": 3}, "rule": {"letters": 897}}


@pytest.mark.parametrize(
    ("told", "found"),
    [
        ({}, []),
        ({"differences": [differs("words", "one | two", "three")]}, [("words", 3)]),
        ({"differences": [differs("words", "a | b … and 40 more")]}, [("words", 42)]),
        ({"differences": [differs("order", "a | b", "b | a")]}, [("order", 1)]),
        ({"differences": [differs("table cells", "a")]}, [("cells", 1)]),
        ({"differences": [differs("stray markup", "", "**")]}, [("markup", 1)]),
        ({"differences": [differs("second reading", "", "it broke")]}, [("unread", 1)]),
        ({"differences": [differs("nesting", "deep")]}, [("other", 1)]),
        ({"unaccounted": ["x", "y"], "differences": [differs("unaccounted", "x | y")]},
         [("unaccounted", 2)]),
        ({"old_host": [LEFT]}, [("old_host", 1)]),
        ({"old_host": [LEFT], "differences": [differs("old host", LEFT["address"])]},
         [("host_fault", 1)]),
        ({"old_host": [NO_COPY]}, [("missing", 1)]),
        ({"old_host": [NO_COPY], "items": [LOST_PICTURE]}, [("missing", 1)]),
        ({"items": [{**LOST_PICTURE, "state": "written"}]}, []),
        ({"items": [{**LOST_PICTURE, "kind": "text"}]}, []),
        ({"reduced": ["p"]}, [("reduced", 1)]),
        ({"conflict": "site/a.md.new"}, [("conflict", 1)]),
        ({"notes": [note("n"), note("m")]}, [("notes", 2)]),
        ({"notes": [note("no time zone is known for the date, so …")]}, [("zone", 1)]),
        ({"facts": facts(title="")}, [("no_title", 1)]),
        ({"facts": facts(date="")}, [("no_date", 1)]),
        ({"facts": facts(date=""), "kind": "page"}, []),
        ({"facts": {**facts(), "title": TWO_TITLES}}, [("titles", 1)]),
        ({"facts": {**facts(), "title": TWO_TITLES}, "kind": "home"}, []),
        ({"facts": {**facts(), "date": TWO_DATES}}, [("dates", 1)]),
        ({"ledger": BARE}, [("few_words", 1)]),
        ({"ledger": {**BARE, "article": {"letters": 3, "images": 1}}}, []),
        ({"ledger": {"seen": {}}}, []),
        ({"without_alt": ["p", "q"]}, [("without_alt", 2)]),
    ],
)  # fmt: skip
def test_page_is_doubtful_for_these_reasons(told: Any, found: list[tuple[str, int]]) -> None:
    """Each thing that a careful person would look at is a reason, counted once."""
    row = written(**told)

    assert [(reason.name, reason.number) for reason in reasons(row)] == found
    assert (score(row) > 0) == bool(found)


def test_reasons_tell_what_they_are_about() -> None:
    """Both sides of a difference, the notes, the claims that say something else."""
    row = written(differences=[differs("title", "Old", "New")], notes=[note("look here")])
    title, notes = reasons(row)

    assert (title.old, title.new, title.details) == ("Old", "New", ())
    assert notes.details == ("look here",)
    (claims,) = reasons(written(facts={**facts(), "title": TWO_TITLES}))
    assert claims.details == ("A", "B")
    assert reasons(failed("x", "gone"))[0].details == ("gone",)


def test_worst_page_comes_first() -> None:
    """A failed page before a lost picture, that before a note; what hardly counts is not told."""
    noted, lost = written("noted", notes=[note("n")]), written("lost", items=[LOST_PICTURE])
    silent = written("silent", without_alt=["p"] * 9)
    rows = [noted, silent, written("good"), left_out("l", "bare-list"), failed("f"), lost]

    assert worst_first(rows) == [failed("f"), lost, noted]
    assert 0 < score(silent) < LEAST


def test_much_of_a_small_thing_does_not_outweigh_a_great_one() -> None:
    """A hundred notes count as much as ten, and less than one lost piece of text."""
    assert score(written(notes=[note(str(n)) for n in range(100)])) == WEIGHTS["notes"][1]
    assert WEIGHTS["notes"][1] < WEIGHTS["unaccounted"][0]


def test_every_reason_has_its_text() -> None:
    """What weighs something can be told to the owner."""
    texts = words_for("en").texts

    assert [name for name in WEIGHTS if f"doubt_{name}" not in texts] == []


def test_a_difference_is_as_great_as_what_differs() -> None:
    """The signs that show a place, and those between the parts of a message, count for nothing."""
    (place,) = reasons(written(differences=[differs("breaks", "before | behind", "")]))
    (lost,) = reasons(written(differences=[differs("comments", "1 -0 | Re | 1.2. | Eva | Hi | ")]))
    (two,) = reasons(written(differences=[differs("comments", "1 | Eva | a ¶ 1 | Jan | b")]))

    assert [place.number, lost.number, two.number] == [1, 1, 2]
