"""The summary at the terminal: one screen, whatever has happened."""

from __future__ import annotations

from pathlib import Path

import pytest

from migrator.output import Changes, Conflict
from migrator.report import Balance, summary
from migrator.report.summary import LINES, WIDTH
from tests.sheets import (
    SITE,
    differs,
    failed,
    file,
    left_out,
    note,
    redirects,
    sheet,
    written,
)

FAULT = {"old": "/b/", "check": "loop", "detail": "it leads to itself"}
DELTA = {"new": ["a"], "changed": ["b"], "unchanged": ["c", "d"], "gone": ["e"]}
LEFT = {"address": f"{SITE}/old/", "why": "the page was not exported"}
LONG = "a very long reason that nobody would ever want to read to its very end " * 3


def lines(balance: Balance, next_step: str = "Go.") -> list[str]:
    return summary(balance, Path("out"), next_step).splitlines()


def troubled(number: int) -> Balance:
    """A site of so many posts, with every kind of trouble there is."""
    names = [f"{'long-' * 9}{n}" for n in range(number)]
    told = {"notes": [note(LONG)], "differences": [differs("words", "a")], "old_host": [LEFT]}
    posts = [written(name, **told) for name in names]
    posts += [written(f"note-{n}", notes=[note(f"{n} {LONG}")]) for n in range(number)]
    lost = [failed(name, f"{n} {LONG}") for n, name in enumerate(names)]
    dead = [left_out(f"d{name}", "dead-link", LONG) for name in names]
    dead += [left_out(f"r{n}", f"rule-{n}") for n in range(30)]
    files = [file(name, state="failed", reason=f"{n % 7} {LONG}") for n, name in enumerate(names)]
    files += [file(name, reduced=True, note=LONG, retrieved_from="w") for name in names]
    once = [{"url": n, "kind": "feed", "named_by": "f"} for n in names]
    once += [{"url": n, "kind": "pages", "named_by": "p"} for n in names]
    paths = tuple(names)
    return sheet(
        [*posts, *lost, *dead, {"url": "m", "state": "merged", "into": "x", "reason": "r"}],
        files,
        redirects=tuple(redirects(f"t{n}", faults=[FAULT] * number) for n in range(10)),
        not_exported=tuple({"url": n, "linked_from": ["x"]} for n in names),
        not_carried=tuple(
            {"target": "t", "field": "author", "pages": 3, "reason": LONG} for _ in range(9)
        ),
        named_once=tuple(once),
        delta={"pages": DELTA, "files": {}},
        changes=Changes(
            edited=paths,
            removed=paths,
            kept=paths,
            conflicts=tuple(Conflict(n, f"{n}.new") for n in names),
        ),
        pages_seen=1,
    )


@pytest.mark.parametrize("number", [1, 12, 1000])
def test_summary_fits_one_screen(number: int) -> None:
    """24 lines of 100 signs, with every kind of trouble, ten targets and a thousand posts."""
    steps = "\n            ".join(f"Run builder {n}." for n in range(10))
    told = lines(troubled(number), steps)

    assert told[-2:] == ["            Run builder 2.", "            … and 7 more"]
    assert len(told) == LINES == 24
    assert max(map(len, told)) <= WIDTH == 100


def test_what_came_over_is_first_and_what_to_do_last() -> None:
    """In between the worst comes first, and what has no room is counted."""
    told = lines(troubled(12), "Go.\n            Go on.")
    labels = [line[:12].strip() for line in told]

    assert [label for label in labels if label][:7] == [
        "Written",
        "Verified",
        "Left out",
        "Merged",
        "Redirects",
        "Since then",
        "Balance",
    ]
    assert [label for label in labels if label][7:15] == [
        "Failed",
        "Failed",
        "Missing",
        "Missing",
        "Differing",
        "Conflict",
        "Look at",
        "Edited",
    ]
    assert told[-5] == "            … and 31 more: see report.html"
    assert told[3].endswith("rule-0 1, rule-1 1, rule-10 1, … and 27 more")
    assert told[-4:] == [
        f"Report      {Path('out') / 'report.html'}",
        "Preview     migrator preview out",
        "Next        Go.",
        "            Go on.",
    ]


def test_quiet_site_has_a_short_summary() -> None:
    """Where nothing needs a look, nothing else is said."""
    quiet = sheet([written(), written("b", kind="page")], [file("a.png")])

    assert lines(quiet) == [
        "Written     1 post and 1 page, 1 picture or file",
        f"            to {Path('out') / 'site'}",
        "Verified    2 pages say what they said on the old site (second reading)",
        f"Report      {Path('out') / 'report.html'}",
        "Preview     migrator preview out",
        "Next        Go.",
    ]


def test_many_reasons_are_two_lines() -> None:
    """The most frequent with its examples, the others together; two are told one by one."""
    rows = [failed("a", "x"), failed("b", "y"), failed("c", "x"), failed("d", "z")]
    three = lines(sheet([written("w"), *rows]))
    two = lines(sheet([written("w"), *rows[:3]]))

    assert three[3:8] == [
        "Failed      2: x",
        f"            {SITE}/a/",
        f"            {SITE}/c/",
        "Failed      2 more, for 2 other reasons",
        f"            {SITE}/b/: y",
    ]
    assert two[6] == "Failed      1: y"


def test_examples_are_three_at_most() -> None:
    """The number is told; the report has all of them."""
    told = lines(sheet([written(), *(failed(str(n)) for n in range(9))]))

    at = told.index("Failed      9: the server answered 500")
    assert told[at + 1 : at + 5] == [
        f"            {SITE}/0/",
        f"            {SITE}/1/",
        f"            {SITE}/2/",
        "            … and 6 more",
    ]


def test_long_address_keeps_both_ends() -> None:
    """The site and the name of the file are what one knows it by."""
    (told,) = (
        line for line in lines(sheet([failed("x" * 200 + "/end")])) if "www.slow-paths" in line
    )

    assert len(told) == WIDTH
    assert told.startswith(f"            {SITE}/xxx")
    assert told.endswith("xxx/end/")
    assert "…" in told


def test_folder_with_a_blank_can_be_typed() -> None:
    """The command for the preview can be copied as it stands."""
    assert 'Preview     migrator preview "my blog"' in summary(sheet([]), Path("my blog"), "Go.")


def test_doubtful_pages_are_named_with_the_worst_reason() -> None:
    """The most doubtful one first."""
    few = written("few", notes=[note("n")], facts={"title": {"value": "T", "origin": "page"}})
    told = lines(sheet([written("b", notes=[note("n")]), few]))
    at = told.index("Look at     2 pages deserve a look, worst first")

    assert told[at + 1] == "            site/posts/few/index.md: The post has no date"
    assert told[at + 2] == "            site/posts/b/index.md: 1 note"


def test_posts_that_one_place_alone_led_to_are_told_plainly() -> None:
    """By links, by the feed, or by the sitemap: whoever trusts the others misses them."""
    once = [{"url": str(n), "kind": "pages", "named_by": "p"} for n in range(3)]
    once += [{"url": "f", "kind": "feed", "named_by": "f"}]
    told = lines(sheet([written()], named_once=tuple(once)))

    line = "Found once  3 posts that only links on pages led to, 1 post that only the feed led to"
    assert line in told


def test_rescue_is_told_where_the_site_itself_was_exported() -> None:
    """Of a site that comes from a web archive as a whole there is nothing to be rescued."""
    old = file("a.png", retrieved_from="http://w/a.png")

    assert "Rescued     1 picture or file that the site has lost, from a web archive" in lines(
        sheet([written()], [old])
    )
    assert "Rescued" not in "".join(lines(sheet([written(retrieved_from="w")], [old])))


def test_what_matters_has_an_example_before_notes_have_a_line() -> None:
    """Fifteen doubtful pages and twenty kinds of notes: the worst pages are named."""
    pages = [written(str(n), notes=[note(f"kind {n}"), note(f"kind {n + 20}")]) for n in range(15)]
    told = lines(sheet(pages, changes=Changes(edited=("site/a.md", "site/b.md"))))
    at = told.index("Look at     15 pages deserve a look, worst first")

    assert told[at + 1] == "            site/posts/0/index.md: 2 notes"
    assert told[at + 2] == "            … and 14 more"
    edited = (
        "Edited      2 files changed by hand, left alone and not compared: migrator verify does"
    )
    assert told[at + 3] == f"{edited} that"
    assert told[at + 4 : at + 6] == ["            site/a.md", "            site/b.md"]
    assert len(told) == LINES


def test_cut_list_says_so() -> None:
    """Of every list that does not show all, the rest is counted; nothing ends with a colon."""
    told = lines(troubled(3)) + lines(
        sheet([written(), *(left_out(n, "dead-link") for n in "abcde")])
    )

    assert "            … and 2 more" in told
    assert not [line for line in told if line.endswith(":")]


def test_edited_files_are_not_said_to_be_compared() -> None:
    """An export reads what it would have written; what lies there instead is another thing."""
    told = lines(sheet([written()], changes=Changes(edited=("site/posts/a/index.md",))))

    line = "Verified    1 page would say what it said on the old site (second reading)"
    assert line in told
