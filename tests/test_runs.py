"""Runs after runs: the same bytes, edits kept, one bad page, a folder that cannot be used."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from migrator.markdown.converter import Converter, Written
from migrator.models import Reading, Snapshot
from migrator.read import read
from tests.conftest import PAGES
from tests.test_cli import SAVED, files, run


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Every command runs in an empty folder of its own."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def save_classic(folder: Path, *names: str) -> None:
    for name in names:
        page = PAGES / "classic" / name / "source.html"
        (folder / f"{name}.html").write_bytes(page.read_bytes())


def test_same_export_twice_gives_the_same_bytes(folder: Path) -> None:
    """Two runs into two folders are equal in every file; so is a second run into the first.

    Only its report tells that nothing is new now.
    """
    run("export", SAVED, "--out", "one")
    run("export", SAVED, "--out", "two")
    once = files(folder / "one")

    assert once == files(folder / "two")

    run("export", SAVED, "--out", "one")
    again = files(folder / "one")
    first, second = (json.loads(found.pop("report.json")) for found in (once, again))
    written = first["delta"]["new"]

    assert again == once
    assert second.pop("delta") == {**first.pop("delta"), "new": 0, "unchanged": written}
    assert second == first


def test_another_target_replaces_the_last_one(folder: Path) -> None:
    """The same folder, exported for Hugo, holds nothing of the plain export any more."""
    run("export", SAVED, "--out", "out")
    run("export", SAVED, "--out", "out", "--to", "hugo")
    run("export", SAVED, "--out", "fresh", "--to", "hugo")

    assert files(folder / "out/site") == files(folder / "fresh/site")


def test_edited_file_survives_and_is_named(folder: Path) -> None:
    """A file changed by hand is left alone and named; that alone is no failure."""
    run("export", PAGES / "classic/page/source.html", "--out", "out")
    edited = folder / "out/site/pages/source/index.md"
    edited.write_text("mine")
    result = run("export", PAGES / "classic/page/source.html", "--out", "out")

    assert edited.read_text() == "mine"
    assert result.exit_code == 0, result.output
    assert "Edited      1 file changed by hand, left alone:\n" in result.output
    assert "            site/pages/source/index.md\n" in result.output


def test_edited_file_with_a_new_version_is_a_conflict(folder: Path) -> None:
    """The new version lies beside; the exit code is 1 until it is removed."""
    page = folder / "page.html"
    page.write_bytes((PAGES / "classic/page/source.html").read_bytes())
    run("export", page, "--out", "out")
    mine, new = (folder / "out/site/pages/page" / name for name in ("index.md", "index.md.new"))
    mine.write_text("mine")
    page.write_bytes(page.read_bytes().replace(b"a hat.", b"a warm hat."))
    codes = [run("export", page, "--out", "out").exit_code for _ in range(2)]
    report = json.loads((folder / "out/report.json").read_text())

    assert codes == [1, 1]
    assert (mine.read_text(), "a warm hat." in new.read_text()) == ("mine", True)
    path = "site/pages/page/index.md"
    assert report["conflicts"] == [{"path": path, "new_version": f"{path}.new"}]

    new.unlink()

    assert run("export", page, "--out", "out").exit_code == 0
    assert mine.read_text() == "mine"


def test_output_inside_the_source_is_not_read(folder: Path) -> None:
    """An export into the folder of saved pages itself does not feed on what it wrote before."""
    save_classic(folder, "forum")
    first = run("export", ".", "--out", "out")
    (folder / "out/site/extra.html").write_text("<html>mine</html>")

    assert run("export", ".", "--out", "out").output == first.output


def test_one_bad_page_does_not_cost_the_others(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A fault of ours in one page is told as such, with the page; the rest is exported."""
    save_classic(folder, "forum", "questions")
    real = read

    def faulty(snapshot: Snapshot) -> Reading:
        if snapshot.source == "forum.html":
            raise ValueError("seven")
        return real(snapshot)

    monkeypatch.setattr("migrator.survey.read", faulty)
    result = run("export", ".", "--out", "out")

    assert result.exit_code == 1
    assert "a fault of migrator, please report it: ValueError: seven" in result.output
    assert (folder / "out/site/pages/questions/index.md").exists()


def test_page_that_cannot_be_written_costs_only_itself(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A fault while writing or verifying one page is told with the page; the sums still add up."""
    save_classic(folder, "forum", "article")
    real = Converter.written

    def faulty(converter: Converter, html: str) -> Written:
        if "two flasks" in html:  # words of the article alone
            raise RecursionError
        return real(converter, html)

    monkeypatch.setattr(Converter, "written", faulty)
    result = run("export", ".", "--out", "out")
    report = json.loads((folder / "out/report.json").read_text())

    assert report["totals"]["pages"] == {
        "seen": 2,
        "written": 1,
        "merged": 0,
        "used": 0,
        "left_out": 0,
        "failed": 1,
    }
    assert (folder / "out/site/pages/forum/index.md").exists()
    assert "article.html" in result.output
    assert "do not add up" not in result.output


def test_unusable_output_folder_is_refused(folder: Path) -> None:
    """A folder with somebody's files, a file, and the source itself are no place to write."""
    (folder / "mine").mkdir()
    (folder / "mine/thesis.txt").write_text("x")
    page = PAGES / "classic/page/source.html"
    for out in ("mine", "mine/thesis.txt"):
        result = run("export", page, "--out", out)

        assert result.exit_code == 2
        assert result.output.startswith("Error: ")
    assert files(folder) == {"mine/thesis.txt": b"x"}
    assert run("export", SAVED, "--out", SAVED).exit_code == 2


@pytest.mark.parametrize("out", ["/proc/no/such", "a-file/out"])
def test_folder_that_cannot_be_made_is_an_error(out: str, folder: Path) -> None:
    """Where nothing can be written, one line says so."""
    (folder / "a-file").write_text("x")
    result = run("export", PAGES / "classic/forum/source.html", "--out", out)

    assert result.exit_code == 2
    assert result.output.startswith("Error: ")
    assert "Traceback" not in result.output
