"""Whose an output folder is, and what stays in it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.test_cli import run
from tests.test_runs import save_classic


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Every command runs in an empty folder of its own."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_page_that_cannot_be_read_any_more_keeps_its_file(folder: Path) -> None:
    """What an earlier run wrote of it is not taken away; once all can be read again, it may go."""
    save_classic(folder, "forum", "questions")
    run("export", ".", "--out", "out")
    (folder / "questions.html").write_text("damaged")
    result = run("export", ".", "--out", "out")

    assert result.exit_code == 1
    assert (folder / "out/site/pages/questions/index.md").exists()
    assert "of pages that could not be had this time stay as they were" in result.output

    (folder / "questions.html").unlink()
    run("export", ".", "--out", "out")
    assert not (folder / "out/site/pages/questions").exists()


def test_folder_that_one_site_was_fetched_into_is_not_for_another(folder: Path) -> None:
    """Two sites in one archive could not be told apart any more."""
    save_classic(folder, "forum", "questions")
    run("fetch", "forum.html", "--out", "out")
    result = run("fetch", "questions.html", "--out", "out")

    assert result.exit_code == 2
    assert "out holds the export of forum.html" in result.output
    assert run("convert", "out").exit_code == 0


def test_fetching_again_does_not_forget_what_was_written(folder: Path) -> None:
    """A `fetch` between two exports changes nothing of what the second one may remove."""
    save_classic(folder, "forum", "questions")
    run("export", ".", "--out", "out")
    run("fetch", ".", "--out", "out")
    (folder / "questions.html").write_text("damaged")
    run("export", ".", "--out", "out")

    assert (folder / "out/site/pages/questions/index.md").exists()
