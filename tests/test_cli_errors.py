"""What stops a command, in words for a person and as data for a program."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.test_cli import run
from tests.test_warc import record


@pytest.mark.parametrize("command", ["convert", "verify", "preview"])
def test_what_the_disk_refuses_is_told_in_a_line(command: str) -> None:
    """A name that no disk takes is no reason for a traceback."""
    result = run(command, "x" * 300)

    assert result.exit_code == 2
    assert "File name too long" in result.output


def test_error_is_a_line_of_json_for_a_program() -> None:
    """With `--json`, what stopped the run is told with its hint and exit code, on stderr."""
    result = run("verify", "nowhere", "--json")

    assert (result.exit_code, result.stdout) == (3, "")
    assert json.loads(result.stderr) == {
        "error": "nowhere holds no export",
        "hint": "Name the folder that an earlier `migrator export` made.",
        "exit_code": 3,
    }


def test_nothing_of_an_archive_steers_the_terminal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a library would log of a hostile address is not shown."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "any.warc").write_bytes(record("https://x.webnode.example/ \x1b[2J"))
    command = [sys.executable, "-m", "migrator", "export", "any.warc", "--out", "out"]
    done = subprocess.run(command, capture_output=True, text=True, env=here())

    assert "\x1b" not in done.stderr + done.stdout
    assert "Replacing" not in done.stderr
    assert done.returncode in (1, 3)


def here() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
