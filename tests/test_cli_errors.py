"""What stops a command, in words for a person and as data for a program."""

from __future__ import annotations

import json

import pytest

from tests.test_cli import run


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
