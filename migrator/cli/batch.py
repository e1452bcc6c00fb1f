"""Many sites from one list."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from migrator.cli.options import (
    access_options,
    jobs_option,
    json_option,
    out_option,
    quiet_option,
    target_options,
    wishes_options,
)
from migrator.cli.place import Place
from migrator.cli.shown import ending, say

if TYPE_CHECKING:
    from pathlib import Path

    from migrator.batch import Line, Step
    from migrator.batch.planned import Listed
    from migrator.run import Access, Job
    from migrator.survey import Wishes

_SITES = 4
_YES, _NO = ("yes", "true", "1", "x"), ("no", "false", "0")


@click.command(add_help_option=False)
@click.argument("source")
@target_options
@out_option
@wishes_options
@access_options
@jobs_option
def site(
    source: str,
    targets: tuple[str, ...],
    fields: tuple[tuple[str, str], ...],
    out: Path | None,
    wishes: Wishes,
    access: Access,
    jobs: int,
) -> Job:
    """Make a job of a row: what it may say is what `export` takes."""
    from migrator.run import Job

    # several sites share the processors already
    return Job(source, targets, out, wishes, access, fields=fields, jobs=jobs or 1)


@click.command(
    epilog=ending(
        "migrator batch sites.csv --out blogs",
        "migrator batch sites.csv --out blogs --sites 8 --retry",
        "migrator batch sites.csv --out /shared/blogs --scheduler tcp://10.0.0.5:8786",
    ),
    short_help="Export many sites from one list.",
)
@click.argument("sites", metavar="SITES.csv", type=Place())
@click.option(
    "--out",
    type=Place(),
    required=True,
    metavar="DIR",
    help="The folder for all of it; each site gets a folder in it.",
)
@click.option(
    "--sites",
    "at_once",
    type=click.IntRange(1, 256),
    default=_SITES,
    show_default=True,
    metavar="N",
    help="So many sites at once; each host is asked one thing at a time all the same.",
)
@click.option(
    "--scheduler",
    default="",
    metavar="ADDRESS",
    help="Let a Dask cluster do it: tcp://…, or local for one on this computer.",
)
@click.option("--refresh", is_flag=True, help="Ask every site again for what its archive holds.")
@click.option(
    "--retry", is_flag=True, help="Do those sites again of which something could not be had."
)
@json_option
@quiet_option
def batch(
    sites: Path,
    out: Path,
    at_once: int,
    scheduler: str,
    refresh: bool,
    retry: bool,
    as_json: bool,
    quiet: bool,
) -> None:
    """Export all sites that SITES.csv lists, each into a folder of its own in DIR.

    The list has one site in each row: an address, or what else `export` takes. Further columns are
    called like the options of `export`, and hold for their row: source,to,timezone,… A list without
    them needs no first row. What is done is not done again: the same command goes on.
    """
    from migrator.batch import Way, lines, summary
    from migrator.batch import batch as done

    listed = _listed(lines(sites, [*_columns()]))
    way = Way(at_once, scheduler, refresh, retry)
    teller = _Teller(quiet, as_json)
    try:
        sheet = done(listed, out, way, teller)
    except KeyboardInterrupt:
        teller.stopped()
        raise
    say(sheet.as_json() if as_json else summary(sheet, out), as_json)
    sys.exit(sheet.exit_code)


def _columns() -> dict[str, click.Option]:
    """The options of a row, by the names that they have on the command line."""
    options = (each for each in site.params if isinstance(each, click.Option))
    return {_named(option).removeprefix("--"): option for option in options}


def _named(option: click.Option) -> str:
    return max(option.opts, key=len)


def _listed(rows: list[Line]) -> list[Listed]:
    """The jobs of all rows. Raises ListRefused with the number of each that is odd."""
    from migrator.batch.listed import refuse
    from migrator.batch.planned import Listed

    found, faults = list[Listed](), list[str]()
    for row in rows:
        try:
            job = site.main([*_arguments(row)], "batch", standalone_mode=False)
            found.append(Listed(row.number, job, row.cells.get("out", "")))
        except click.UsageError as error:
            faults.append(f"row {row.number}: {_told(error)}")
    refuse(faults)
    return found


def _arguments(row: Line) -> Iterator[str]:
    """The row as a command line."""
    for column, option in _columns().items():
        cell = row.cells.get(column, "")
        if not cell:
            continue
        if option.is_flag:
            yield from (_named(option),) if _is_yes(cell, column) else ()
        else:
            parts = cell.replace(",", " ").replace(";", " ").split() if option.multiple else [cell]
            yield from (f"{_named(option)}={part}" for part in parts)
    yield from ("--", row.cells["source"])


def _is_yes(cell: str, column: str) -> bool:
    if cell.lower() not in (*_YES, *_NO):
        raise click.UsageError(f"{column} is yes or no, and not {cell!r}")
    return cell.lower() in _YES


def _told(error: click.UsageError) -> str:
    """What is wrong, in one line, and with the name of the column."""
    from migrator.cli.pace import clean

    option = getattr(error, "param", None)
    column = _named(option).removeprefix("--") if isinstance(option, click.Option) else ""
    told = " ".join((error.message if column else error.format_message()).split()).rstrip(".")
    return clean(f"{column}: {told}" if column else told)


class _Teller:
    """Tells on stderr of each site that is begun or done, and in the end of those that are not."""

    def __init__(self, quiet: bool, as_json: bool) -> None:
        self._stream = None if quiet else sys.stderr  # None: the shell closed it
        self._as_json = as_json
        self._last: Step | None = None

    def __call__(self, step: Step) -> None:
        """One line."""
        self._last = step
        self._say(_event(step) if self._as_json else _line(step))

    def stopped(self) -> None:
        """One more, which says what is kept."""
        if self._last is None:
            return
        done, of = self._last.done, self._last.of
        event = json.dumps({"event": "stopped", "done": done, "of": of})
        are = "is" if done == 1 else "are"
        self._say(event if self._as_json else f"{done} of {of} sites {are} done and kept.")

    def _say(self, line: str) -> None:
        if self._stream is not None:
            print(line, file=self._stream, flush=True)


def _line(step: Step) -> str:
    from migrator.batch import told
    from migrator.cli.pace import clean

    name = clean(step.site.name)
    if step.site.is_open:
        return f"begun: {name}"
    return f"{step.done} of {step.of} done: {name}: {clean(told(step.site))}"


def _event(step: Step) -> str:
    site = step.site
    event: dict[str, Any] = {
        "event": "site",
        "state": "begun" if site.is_open else site.outcome.state,
        "row": site.task.number,
        "source": site.name,
        "folder": site.task.folder,
        "done": step.done,
        "of": step.of,
    }
    return json.dumps(event | ({"error": site.outcome.error} if site.outcome.error else {}))
