"""`--help` of each command: at once, complete, and no wider than a terminal."""

from __future__ import annotations

import ast
import shlex
import subprocess
import sys

import click
import pytest
from click.testing import CliRunner

from migrator.cli import cli

ALL = ["", *sorted(cli.commands)]
FOREIGN = {"click", "migrator"}  # all that `--help` may need beside the standard library
LARGE = {"asyncio", "concurrent", "email", "html", "http", "logging", "sqlite3", "ssl", "xml"}


def command(name: str) -> click.Command:
    return cli.commands[name] if name else cli


def told(name: str, width: int = 80) -> list[str]:
    """The lines of a command's help, in a terminal so wide."""
    arguments = [name, "--help"] if name else ["--help"]
    return CliRunner().invoke(cli, arguments, terminal_width=width).output.splitlines()


def examples(name: str) -> list[str]:
    lines = told(name)
    return [line.strip() for line in lines[lines.index("  Examples:") + 1 :]]


EXAMPLES = [example for name in ALL for example in examples(name)]


@pytest.mark.parametrize("name", ALL)
def test_help_ends_with_examples_of_the_command(name: str) -> None:
    """Behind the exit codes stand lines to copy, and nothing comes after them."""
    shown = examples(name)

    assert shown
    assert all(f"migrator {name}".strip() in line for line in shown)
    assert "  Exit codes:" in told(name)


@pytest.mark.parametrize("example", [line for line in EXAMPLES if line.startswith("migrator")])
def test_example_is_a_command_that_there_is(example: str) -> None:
    """Its options exist, and take the values that it gives them."""
    _, name, *arguments = shlex.split(example)
    with cli.make_context("migrator", [name, *arguments]) as ctx:
        if arguments != ["--help"]:
            assert cli.commands[name].make_context(name, arguments, parent=ctx)


def test_all_examples_but_one_are_calls() -> None:
    """The test above has left out the line for the shell alone."""
    (other,) = (line for line in EXAMPLES if not line.startswith("migrator"))

    assert other.startswith("eval ")


@pytest.mark.parametrize("name", ALL)
@pytest.mark.parametrize("width", [80, 100])
def test_help_fits_the_terminal(name: str, width: int) -> None:
    """No line is wider than the terminal."""
    assert [line for line in told(name, width) if len(line) > width] == []


@pytest.mark.parametrize("name", ALL)
def test_h_is_help(name: str) -> None:
    """`-h` says the same as `--help`."""
    runner, front = CliRunner(), [name] if name else []

    assert (
        runner.invoke(cli, [*front, "-h"]).output == runner.invoke(cli, [*front, "--help"]).output
    )


def test_list_of_commands_cuts_no_sentence_short() -> None:
    """Each command's line in the list is whole, in a narrow terminal too."""
    assert [line for line in told("")[1:] if line.endswith("...")] == []


@pytest.mark.parametrize("arguments", [["--version"], *([*n.split(), "--help"] for n in ALL)])
def test_help_imports_nothing_heavy(arguments: list[str]) -> None:
    """It is instant: of what others wrote only Click is imported, and none of our parsers."""
    imported = modules(f"from migrator.cli import cli; cli({arguments!r})")
    roots = {name.partition(".")[0] for name in imported}

    assert roots - set(sys.stdlib_module_names) - modules("") == FOREIGN
    assert roots & LARGE == set()
    assert [name for name in imported if "migrator." in name and "migrator.cli" not in name] == [
        "migrator.errors"
    ]


def modules(code: str) -> set[str]:
    """The names of the modules that are there when Python ends after this code."""
    tell = "import atexit, sys; atexit.register(lambda: print(f'\\n{sorted(sys.modules)}'))\n"
    done = subprocess.run([sys.executable, "-c", tell + code], capture_output=True, text=True)
    return set(ast.literal_eval(done.stdout.splitlines()[-1]))
