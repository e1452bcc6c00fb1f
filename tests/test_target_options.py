"""For what to write, and with which fields: `--to` and `--front-matter`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from migrator.cli import cli
from tests.conftest import ROOT

SAVED = ROOT / "fixtures" / "site" / "saved"


def export(folder: Path, *options: str) -> Result:
    return CliRunner().invoke(cli, ["export", str(SAVED), "--out", str(folder), *options])


@pytest.mark.parametrize(
    "fields", ["title,title", "title:a,title:b", "title:date,date", "tags:štítky", "tags:a b", "x"]
)
def test_fields_that_cannot_be_written_are_wrong_usage(fields: str, tmp_path: Path) -> None:
    """Two values under one name, or a name that some builder cannot read, are refused at once."""
    assert export(tmp_path / "out", "--front-matter", fields).exit_code == 2
    assert not (tmp_path / "out").exists()


def test_target_that_is_named_twice_is_one(tmp_path: Path) -> None:
    """One target has the site folder for itself, however often it is asked for."""
    export(tmp_path, "--to", "hugo", "--to", "hugo")

    assert (tmp_path / "site/hugo.toml").is_file()
    assert (tmp_path / "redirects/map.csv").is_file()
    assert json.loads((tmp_path / "report.json").read_text())["target"] == "hugo"


def test_several_targets_have_folders_of_their_own(tmp_path: Path) -> None:
    """Neither takes a file of the other, and going back to one leaves nothing of the other."""
    export(tmp_path, "--to", "hugo", "--to", "markdown")

    assert (tmp_path / "site/hugo/hugo.toml").is_file()
    assert (tmp_path / "site/markdown/pages/home/index.md").is_file()
    assert {path.name for path in (tmp_path / "redirects/markdown").iterdir()} == {
        "README.md",
        "map.csv",
    }
    export(tmp_path, "--to", "markdown")
    assert not (tmp_path / "site/hugo").exists()
    assert not (tmp_path / "site/markdown").exists()
    assert (tmp_path / "site/pages/home/index.md").is_file()


def test_name_that_the_builder_needs_cannot_be_given_to_another_field(tmp_path: Path) -> None:
    """Tags under the name of the title would break every page: it is refused before anything."""
    found = export(tmp_path / "out", "--to", "eleventy", "--front-matter", "tags:permalink")

    assert found.exit_code == 2
    assert "permalink is the name of another field in eleventy" in found.output
    assert not (tmp_path / "out" / "site").exists()


def test_without_a_target_it_is_the_one_of_the_last_time(tmp_path: Path) -> None:
    """A folder that was written for Hugo is written for Hugo again, also from its archive."""
    export(tmp_path / "out", "--to", "hugo")
    again = CliRunner().invoke(cli, ["convert", str(tmp_path / "out")])

    assert again.exit_code == 1, again.output  # one page and two pictures are not there
    assert "Removed" not in again.output
    assert (tmp_path / "out/site/hugo.toml").is_file()


def test_another_target_is_no_news_of_the_site(tmp_path: Path) -> None:
    """Nothing is told as new or changed since the last run because of where it is to go."""
    export(tmp_path / "out", "--to", "hugo")
    found = export(tmp_path / "out", "--to", "markdown")

    assert "Since then" not in found.output
    assert json.loads((tmp_path / "out" / "report.json").read_text())["delta"] is None


def test_order_of_targets_does_not_matter(tmp_path: Path) -> None:
    """Two targets are the same two in any order: nothing is removed, nothing is new."""
    export(tmp_path / "out", "--to", "hugo", "--to", "markdown")
    found = export(tmp_path / "out", "--to", "markdown", "--to", "hugo")

    assert "Since then  nothing has changed" in found.output
