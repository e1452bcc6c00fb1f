"""What all commands show alike: exit codes, progress, results."""

from __future__ import annotations

from contextlib import contextmanager
from textwrap import fill
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Iterator

    from migrator.run import Result
    from migrator.sources.base import OnProgress

CODES = {
    0: "everything is accounted for",
    1: "done, but something failed or differs: the report says what",
    2: "wrong usage, or an output folder that cannot be used",
    3: "nothing to export: no such site or file, or not Webnode; for `why`, an unknown address",
    130: "interrupted: the same command goes on",
}
_WIDTH = 78  # so that it stands in the narrowest terminal as it is written here
_INDENT = " " * 7


def _exit_codes() -> str:
    lines = [f"  {code:<5}{says}" for code, says in CODES.items()]
    filled = [fill(line, _WIDTH, subsequent_indent=_INDENT) for line in lines]
    return "\n".join(["\b", "Exit codes:", *filled])


EXIT_CODES = _exit_codes()


def ending(*examples: str) -> str:
    """What the help of a command ends with: the exit codes, and how it is called."""
    return "\n".join([EXIT_CODES, "", "\b", "Examples:", *(f"  {each}" for each in examples)])


def tell(result: Result, as_json: bool) -> None:
    """The result on stdout: the report for a program, the summary for a person."""
    if not as_json:
        click.echo(result.summary)
    for piece in result.balance.json_pieces() if as_json else ():
        click.echo(piece, nl=False)


@contextmanager
def showing(quiet: bool, as_json: bool) -> Iterator[OnProgress]:
    """Progress on stderr, in the form that fits; what libraries log is not led there."""
    import logging

    from migrator.cli.progress import showing as shown

    logging.disable()
    try:
        with shown(quiet, as_json) as on_progress:
            yield on_progress
    finally:
        logging.disable(logging.NOTSET)
