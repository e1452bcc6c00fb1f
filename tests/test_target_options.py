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
    assert [path.name for path in (tmp_path / "redirects/markdown").iterdir()] == ["map.csv"]
    export(tmp_path, "--to", "markdown")
    assert not (tmp_path / "site/hugo").exists()
    assert not (tmp_path / "site/markdown").exists()
    assert (tmp_path / "site/pages/home/index.md").is_file()
