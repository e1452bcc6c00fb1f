"""What all commands show alike: exit codes, progress, results."""

from __future__ import annotations

import re
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


# all but the ends of lines; and what turns the order of letters round
_STEERING = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")


def tell(result: Result, as_json: bool) -> None:
    """The result on stdout: the report for a program, the summary for a person."""
    for piece in result.balance.json_pieces() if as_json else [result.summary]:
        say(piece, as_json)


def say(text: str, as_json: bool = False, *, err: bool = False) -> None:
    """Lines for a person, or JSON. Whatever a page said, nothing in it steers the terminal."""
    safe = _STEERING.sub(lambda found: f"\\u{ord(found[0]):04x}" if as_json else "", text)
    click.echo(safe, nl=err or not as_json, err=err)


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
