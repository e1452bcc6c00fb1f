"""The batch on one screen: what failed, what lacks something, and what to do next."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from migrator.batch.records import State
from migrator.batch.sheet import Sheet
from migrator.batch.summary import summary, told
from migrator.report.summary import LINES, WIDTH
from tests.batch.sheets import sheet, site

GOOD, LACKS, FAILED, OPEN = State.COMPLETE, State.LACKING, State.FAILED, State.OPEN


def test_summary_says_what_matters(tmp_path: Path) -> None:
    """Numbers first, then what failed and why, what lacks something, and what is open."""
    found = sheet(tmp_path, GOOD, LACKS, FAILED, OPEN)
    first, *others = found.sites
    kept = Sheet((replace(first, is_kept=True), *others))

    assert summary(kept, Path("out")).splitlines() == [
        "Sites       4: 1 complete, 1 lacks something, 1 failed, 1 not done yet",
        "Written     8 posts and 4 pages, 10 pictures and files",
        "Missing     1 page",
        "Kept        1 site was done by an earlier run",
        "Failed      https://s4.example/: the server could not be reached",
        "Lacking     https://s3.example/: 1 page failed",
        "Open        https://s5.example/",
        f"Report      {Path('out') / 'batch.html'}",
        "Next        The same command again does what is not done; what is done stays.",
    ]


@pytest.mark.parametrize(
    ("states", "next_step"),
    [
        ((GOOD, GOOD), "Open the report: it leads to that of each site, and to each preview."),
        ((GOOD, LACKS), "--retry asks once more for what could not be had; the report says what"),
        ((LACKS, FAILED), "The same command again does what is not done; what is done stays."),
    ],
)
def test_next_step_fits_what_happened(
    tmp_path: Path, states: tuple[State, ...], next_step: str
) -> None:
    """Nobody is told to do again what is done."""
    assert f"Next        {next_step}" in summary(sheet(tmp_path, *states), Path("out"))


@pytest.mark.parametrize("number", [1, 7, 8, 30, 500])
@pytest.mark.parametrize("states", [(FAILED,), (LACKS,), (FAILED, LACKS, OPEN), (GOOD, OPEN)])
def test_summary_fits_a_screen(tmp_path: Path, states: tuple[State, ...], number: int) -> None:
    """However many sites there are; what is not shown is counted."""
    sites = sheet(tmp_path, *(states * number))
    lines = summary(sites, Path("out")).splitlines()
    shown = sum(": " in line or ".example/" in line for line in lines if "https://" in line)
    more = sum(int(line.split("… and ")[1].split()[0]) for line in lines if "… and " in line)

    assert len(lines) <= LINES
    assert max(map(len, lines)) <= WIDTH
    assert shown + more == sum(state is not GOOD for state in states) * number


def test_long_name_leaves_room_for_what_is_wrong(tmp_path: Path) -> None:
    """Its end tells more than its front."""
    name = f"/home/somebody/{'very-' * 20}long/saved-pages"
    (line,) = (
        line
        for line in summary(Sheet((site(tmp_path, 2, FAILED, name),)), Path("out")).splitlines()
        if line.startswith("Failed")
    )

    assert line.endswith("long/saved-pages: the server could not be reached")


def test_line_of_a_site_says_what_came_over(tmp_path: Path) -> None:
    """And what did not."""
    lacking = site(tmp_path, 2, LACKS, differing=2, conflicts=1)

    assert told(site(tmp_path, 2, GOOD)) == "4 posts, 2 pages, 5 files"
    assert told(site(tmp_path, 2, FAILED)) == "failed: the server could not be reached"
    assert told(lacking) == (
        "4 posts, 2 pages, 5 files; but 1 page failed, 2 pages differ,"
        " 1 edited file with a new version beside it"
    )
