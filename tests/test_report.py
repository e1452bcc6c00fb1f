"""The balance sheet: sums, exit codes, words."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path, PurePosixPath

import pytest

from migrator.models import (
    Article,
    Asset,
    Difference,
    Fact,
    Failed,
    Feed,
    Kind,
    LeftOut,
    Localised,
    Missing,
    Place,
    StoredFile,
    Written,
)
from migrator.output import Changes, Conflict
from migrator.pipeline import Export
from migrator.report import balance, summary
from migrator.targets import ALL

NO_CHANGES = Changes()
CONFLICT = Conflict("site/c.md", "site/c.md.new")
PICTURE = Asset("https://x.example/a.png", PurePosixPath("site/posts/a/a.png"))


def written(*differences: Difference) -> Written:
    article = Article("https://x.example/a/", "classic", Kind.POST, "a", Fact("A", "page"), "")
    place = Place("a", PurePosixPath("site/posts/a/index.md"), "")
    return Written(Localised(article, place, assets=(PICTURE,)), differences)


STORED = StoredFile("https://x.example/a.png", ".png")
GOOD = Export(ALL["markdown"], (), (PICTURE,), (written(),), (STORED,), (), pages_seen=1)
LOST = Failed("https://x.example/b/", "the server answered 500")
MORE = replace(
    GOOD, outcomes=(written(), LeftOut("u", "bare-list", "r"), Feed("f", ())), pages_seen=3
)


@pytest.mark.parametrize(
    ("export", "changes", "code"),
    [
        (GOOD, NO_CHANGES, 0),
        (MORE, NO_CHANGES, 0),
        (GOOD, Changes(removed=("site/old.md",)), 0),
        (GOOD, Changes(edited=("site/a.md",)), 0),
        (replace(GOOD, outcomes=(written(), LOST), pages_seen=2), NO_CHANGES, 1),
        (replace(GOOD, missing_files=(Missing("u", "r"),)), NO_CHANGES, 1),
        (replace(GOOD, outcomes=(written(Difference("words", "a", "")),)), NO_CHANGES, 1),
        (GOOD, Changes(conflicts=(CONFLICT,)), 1),
        (replace(GOOD, pages_seen=2), NO_CHANGES, 1),
        (replace(GOOD, stored_files=(STORED, replace(STORED, url="u"))), NO_CHANGES, 1),
        (replace(GOOD, outcomes=(written(), written()), pages_seen=2), NO_CHANGES, 1),
    ],
)
def test_exit_code_is_zero_only_if_all_is_accounted_for(
    export: Export, changes: Changes, code: int
) -> None:
    """A failure, a difference, a conflict, a page that vanished or stands twice: each is 1."""
    assert balance(export, changes).exit_code == code


def test_summary_says_everything_that_makes_the_exit_code_one() -> None:
    """Failure, missing file, difference, conflict and wrong sums each have a line."""
    export = replace(
        GOOD,
        outcomes=(written(Difference("words", "lost", "")), LOST),
        missing_files=(Missing("https://x.example/c.png", "the server answered 404"),),
        pages_seen=9,
    )
    changes = Changes(("site/e.md",), ("site/r.md",), (CONFLICT,))
    words = summary(balance(export, changes), Path("out"), "Go.")

    for line in (
        "Failed      1: the server answered 500\n            https://x.example/b/",
        "Missing     1: the server answered 404\n            https://x.example/c.png",
        "Differing   1 of 1 do not say quite what their pages say:\n"
        "            site/posts/a/index.md: words",
        "Conflict    1 file changed by you and on the site: the new version lies beside as .new\n"
        "            site/c.md",
        "Edited      1 file changed by hand, left alone:\n            site/e.md",
        "Removed     1 file of the last export that this one does not have",
        "Balance     the sums do not add up",
        f"Report      {Path('out') / 'report.json'}",
        "Next        Go.",
    ):
        assert line in words


def test_report_tells_conflicts_and_the_delta() -> None:
    """The report names both files of a conflict, and counts what the site has done since."""
    changes = Changes(
        ("site/e.md",), ("site/r.md",), (CONFLICT,), ("n", "m"), ("site/c.md",), ("site/e.md",)
    )
    told = json.loads(balance(GOOD, changes).as_json())

    assert told["edited_and_left_alone"] == ["site/e.md"]
    assert told["conflicts"] == [{"path": "site/c.md", "new_version": "site/c.md.new"}]
    assert told["delta"] == {"new": 2, "changed": 1, "unchanged": 1, "removed": 1}


def test_summary_does_not_list_every_conflict() -> None:
    """Ten paths are shown; all of them stand in the report."""
    conflicts = tuple(Conflict(f"site/{number}.md", "") for number in range(11))
    words = summary(balance(GOOD, Changes(conflicts=conflicts)), Path("out"), "")

    assert "Conflict    11 files changed by you and on the site" in words
    assert words.count("            site/") == 10


def test_reduced_copy_is_named() -> None:
    """A picture of which only a small copy was to be had is not passed off as the original."""
    export = replace(GOOD, stored_files=(replace(STORED, is_reduced=True),))
    sheet = balance(export, NO_CHANGES)

    assert sheet.files[0]["note"] == "only a reduced copy was to be had"
    assert "Reduced     1: only a reduced copy was to be had" in summary(sheet, Path("o"), "")
