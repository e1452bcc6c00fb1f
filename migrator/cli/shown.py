"""What all commands show alike: exit codes, progress, results."""

from __future__ import annotations

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


def tell(result: Result, as_json: bool) -> None:
    """The result on stdout: the report for a program, the summary for a person."""
    if not as_json:
        click.echo(result.summary)
    for piece in result.balance.json_pieces() if as_json else ():
        click.echo(piece, nl=False)


def showing(quiet: bool, as_json: bool) -> AbstractContextManager[OnProgress]:
    """Progress on stderr, in the form that fits."""
    from migrator.cli.progress import showing as shown

    return shown(quiet, as_json)
