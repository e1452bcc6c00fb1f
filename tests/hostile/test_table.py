"""The table in the documentation is that of the tests."""

from __future__ import annotations

import inspect

from tests.conftest import ROOT, Golden
from tests.hostile import (
    test_answers,
    test_archives,
    test_folders,
    test_markup,
    test_places,
    test_titles,
)
from tests.hostile.row import table
from tests.hostile.rows import FAMILIES

HEAD = """# Hostile and broken input, and what it gets

A blog that is moved was made by somebody, and so were the archives and folders that it comes from.
Any of it may be broken, or made to do harm. The tests give each of these to the whole tool, beside
two pages that are sound, and look at what came of it:

- The exit code is the one in the table, and the person is told what stands there: in a line, never
  with a traceback, and without any sign that would steer the terminal.
- The two sound pages are written, and the second reading finds nothing that differs. Where a source
  or an output folder cannot be used at all, nothing is written, and a hint says what to do.
- Nothing outside of the output folder is new, changed or gone, and no temporary file is left.
- It takes seconds, and less than 256 MB of memory more than without it.

The tests write this page, and fail where it is out of date: `pytest tests/hostile` runs every row,
`pytest tests/hostile/test_table.py --update-goldens` writes it anew.

Limits are those of `--max`; where a row is about one, a small limit is set. By default a page may
have 64 MB, a file 2 GB, and what comes out of an archive 20 GB.
"""


def test_page_on_hostile_input_is_up_to_date(golden: Golden) -> None:
    """Every row stands in the documentation, as it is tested."""
    golden.check(ROOT / "docs" / "hostile.md", HEAD + "".join(table(FAMILIES)))


def test_every_row_is_run() -> None:
    """Each family is given to a test, and no two rows have one name."""
    modules = (test_answers, test_archives, test_folders, test_markup, test_places, test_titles)
    marks = [
        mark
        for module in modules
        for _, test in inspect.getmembers(module, inspect.isfunction)
        for mark in getattr(test, "pytestmark", [])
        if mark.name == "parametrize"
    ]
    run = [row.name for mark in marks for row in mark.args[1]]
    rows = [row.name for family in FAMILIES.values() for row in family]

    assert sorted(run) == sorted(rows)
    assert len(set(rows)) == len(rows) >= 60
