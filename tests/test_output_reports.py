"""Reports are ours alone: the newest replace the last."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from migrator.errors import OutputRefused
from migrator.models import Document
from migrator.output import Output
from tests.test_output import document


def test_report_is_always_the_newest(tmp_path: Path) -> None:
    """The report of the last run does not survive the next one."""
    output = Output(tmp_path)
    output.write_reports([document("report.json", "one")])
    output.write_reports([document("report.json", "two")])

    assert (tmp_path / "report.json").read_text() == "two"


def test_report_of_what_is_gone_goes(tmp_path: Path) -> None:
    """Of the last run's reports what this one does not have is removed, and nothing else."""
    output = Output(tmp_path)
    output.write_reports([document("preview/1.html", "one"), document("preview/2.html", "two")])
    (tmp_path / "preview/mine.txt").write_text("mine")
    Output(tmp_path).write_reports([document("preview/1.html", "one")])

    assert sorted(path.name for path in (tmp_path / "preview").iterdir()) == ["1.html", "mine.txt"]


def test_reports_that_broke_off_are_known_to_the_next_run(tmp_path: Path) -> None:
    """What was written before the disk was full is removed when it is not wanted any more."""

    def broken() -> Iterator[Document]:
        yield document("preview/1.html", "one")
        raise OutputRefused("the disk is full")

    with pytest.raises(OutputRefused):
        Output(tmp_path).write_reports(broken())
    Output(tmp_path).write_reports([document("report.json", "two")])

    assert not (tmp_path / "preview").exists()
