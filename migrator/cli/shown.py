"""What all commands show alike: exit codes, progress, results."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from migrator.run import Result
    from migrator.sources.base import OnProgress

EXIT_CODES = """\b
Exit codes:
  0    everything is accounted for
  1    done, but something failed or differs: the report says what
  2    wrong usage, or an output folder that cannot be used
  3    nothing to export: no such site or file, or not Webnode; for `why`, an unknown address
  130  interrupted: the same command goes on
"""


# all but the ends of lines; and what turns the order of letters round
_STEERING = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")


def tell(result: Result, as_json: bool) -> None:
    """The result on stdout: the report for a program, the summary for a person."""
    say(result.balance.as_json() if as_json else result.summary, as_json)


def say(text: str, as_json: bool = False, *, err: bool = False) -> None:
    """Lines for a person, or JSON. Whatever a page said, nothing in it steers the terminal."""
    safe = _STEERING.sub(lambda found: f"\\u{ord(found[0]):04x}" if as_json else "", text)
    click.echo(safe, nl=err or not as_json, err=err)


def showing(quiet: bool, as_json: bool) -> AbstractContextManager[OnProgress]:
    """Progress on stderr, in the form that fits."""
    from migrator.cli.progress import showing as shown

    return shown(quiet, as_json)
