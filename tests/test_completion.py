"""The shell completes commands, options, and what they take."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from migrator.targets import ALL

MAIN = "from migrator.cli import cli; cli(prog_name='migrator')"
ASK = """
eval "$(_MIGRATOR_COMPLETE=bash_source migrator)"
COMP_WORDS=({words}) COMP_CWORD={at} COMPREPLY=()
$(complete -p migrator | sed 's/.*-F \\([^ ]*\\).*/\\1/') migrator
compgen() {{ builtin compgen "$@"; }}
printf '%s\\n' "${{COMPREPLY[@]}}"
complete -p migrator
"""


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """One in which `migrator` is on the path."""
    file = tmp_path / "bin" / "migrator"
    file.parent.mkdir()
    file.write_text(f"#!{sys.executable}\n{MAIN}\n")
    file.chmod(0o755)
    path = os.pathsep.join(map(str, [file.parent, os.environ["PATH"]]))
    return {**os.environ, "PATH": path}


def bash(environment: dict[str, str], *words: str) -> list[str]:
    """What bash offers for the last of the words."""
    quoted = " ".join(f"'{word}'" for word in words)
    script = ASK.format(words=quoted, at=len(words) - 1)
    done = subprocess.run(
        ["bash", "--norc", "-c", script], env=environment, capture_output=True, text=True
    )
    *offered, wiring = done.stdout.splitlines()

    assert wiring.startswith("complete "), done.stderr
    return offered


@pytest.mark.skipif(sys.platform == "win32", reason="there is no bash")
@pytest.mark.parametrize(
    ("words", "offered"),
    [
        (["ex"], ["export"]),
        (["pre"], ["preview"]),
        (["export", "--wayback-"], ["--wayback-missing", "--wayback-endpoint"]),
        (["export", "--to", ""], list(ALL)),
        (["convert", "blog", "--raw-html", "k"], ["keep"]),
        (["inspect", "--timezone", "Europe/Prag"], ["Europe/Prague"]),
    ],
)
def test_bash_completes(environment: dict[str, str], words: list[str], offered: list[str]) -> None:
    """A real bash offers exactly what fits."""
    assert bash(environment, "migrator", *words) == offered


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_there_is_a_script_for_each_shell(environment: dict[str, str], shell: str) -> None:
    """It is printed where the variable asks for it, and names the function that completes."""
    asked = environment | {"_MIGRATOR_COMPLETE": f"{shell}_source"}
    done = subprocess.run(["migrator"], env=asked, capture_output=True, text=True)

    assert "_migrator_completion" in done.stdout
    assert f"_MIGRATOR_COMPLETE={shell}_complete" in done.stdout


@pytest.mark.parametrize("command", ["export", "fetch", "inspect", "convert", "verify"])
def test_files_are_offered_where_one_may_be_named(
    environment: dict[str, str], command: str
) -> None:
    """The shell is told to look for files itself."""
    asked = environment | {
        "_MIGRATOR_COMPLETE": "zsh_complete",
        "COMP_WORDS": f"migrator {command} sav",
        "COMP_CWORD": "2",
    }
    done = subprocess.run(["migrator"], env=asked, capture_output=True, text=True)

    assert done.stdout.splitlines()[0] == "file"
