"""What `migrator verify DIR` says at the terminal: of the files as they lie there."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from migrator.models import Missing
from migrator.output import Changes, Conflict
from migrator.report import Balance, verified
from migrator.report.summary import LINES, WIDTH
from tests.sheets import differs, failed, file, note, sheet, written
from tests.test_summary import troubled

GONE = Missing("a.png", "its copy site/posts/a/a.png is not there any more")


def test_verify_tells_what_lies_there() -> None:
    """What is wrong with the files comes first; of what verify does not write it does not speak."""
    changes = Changes(
        edited=("site/e.md",),
        lost=("site/l.md",),
        outdated=("site/o.md",),
        added=("site/x.md",),
        conflicts=(Conflict("site/c.md", "site/c.md.new"),),
    )
    pages = [
        written("a", differences=[differs("words", "a")], notes=[note("n")]),
        written("b", kind="page"),
        failed("f"),
    ]
    told = verified(sheet(pages, [file("a.png")], changes=changes), Path("my blog")).splitlines()

    assert told[:3] == [
        "Checked     1 post and 1 page, 1 picture or file",
        "            of the export in my blog",
        "Verified    1 page says what it said on the old site (second reading)",
    ]
    assert [line[:12].strip() for line in told[3::2]] == [
        "Differing",
        "Lost",
        "Conflict",
        "Edited",
        "Outdated",
        "Added",
        "Failed",
        "Next",
    ]
    assert told[14] == "            site/x.md"
    assert told[-1] == (
        'Next        migrator convert "my blog" writes it again; what you edited stays.'
    )


@pytest.mark.parametrize(
    ("balance", "told"),
    [
        (sheet([written()]), "Nothing to do."),
        (sheet([written()], changes=Changes(edited=("site/e.md",))), "Nothing to do."),
        (
            sheet([written()], changes=Changes(outdated=("site/o.md",))),
            "migrator convert out writes it again; what you edited stays.",
        ),
        (
            sheet([written()], changes=Changes(broken=(GONE,))),
            "migrator convert out writes it again; what you edited stays.",
        ),
        (
            sheet([written(differences=[differs("words", "a")])]),
            "Look at what differs: it may be what you edited.",
        ),
        (
            sheet([written(), failed("f")]),
            "The same migrator export again asks once more for what could not be had.",
        ),
        (
            sheet([written()], changes=Changes(conflicts=(Conflict("c", "c.new"),))),
            "Take over what you need from the .new files, and delete them.",
        ),
    ],
)
def test_verify_says_what_to_do(balance: Balance, told: str) -> None:
    """Only what a new conversion mends is left to one; report and preview may be old."""
    words = verified(balance, Path("out")).splitlines()

    assert words[-1] == f"Next        {told}"
    assert not [line for line in words if line.startswith(("Report", "Preview", "Written"))]


@pytest.mark.parametrize("number", [1, 12, 1000])
def test_verify_fits_one_screen(number: int) -> None:
    """The same limits as for an export, and where the rest can be had."""
    names = tuple(f"{'long-' * 30}{n}" for n in range(number))
    changes = Changes(edited=names, lost=names, outdated=names, added=names)
    told = verified(replace(troubled(number), changes=changes), Path("out")).splitlines()

    assert len(told) <= LINES
    assert max(map(len, told)) <= WIDTH
    assert [line for line in told if line.startswith("Added")]
