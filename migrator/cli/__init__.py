"""The command line: options in, words out. Results go to stdout, talk and progress to stderr.

Everything heavy is imported by the command that needs it, so that `--help` is instant.
"""

from __future__ import annotations

import sys
from datetime import tzinfo
from typing import TYPE_CHECKING

import click

from migrator import __version__
from migrator.cli import after, batch
from migrator.cli.errors import Group
from migrator.cli.options import (
    access_options,
    jobs_option,
    json_option,
    out_option,
    quiet_option,
    source_argument,
    target_options,
    timezone_option,
    wishes_options,
)
from migrator.cli.place import Place
from migrator.cli.shown import ending, say, showing, tell

if TYPE_CHECKING:
    from pathlib import Path

    from migrator.run import Access
    from migrator.survey import Wishes

Fields = tuple[tuple[str, str], ...]


@click.group(
    cls=Group,
    epilog=ending(
        "migrator demo",
        "migrator export https://my-blog.webnode.page",
        "migrator export --help",
        'eval "$(_MIGRATOR_COMPLETE=bash_source migrator)"  # or zsh_, fish_source',
    ),
    context_settings={"max_content_width": 100, "help_option_names": ["-h", "--help"]},
)
@click.version_option(__version__, prog_name="migrator")
def cli() -> None:
    """Move a legacy Webnode blog to clean Markdown, and account for everything that was seen."""


@cli.command(
    epilog=ending(
        "migrator export https://my-blog.webnode.page",
        "migrator export my-blog.webnode.page --to hugo --out new-blog",
        "migrator export saved-pages/ --timezone Europe/Prague",
        "migrator export crawl.wacz",
        "migrator export my-blog.webnode.page --wayback --at 2019-12-31",
    ),
)
@source_argument
@target_options
@out_option
@wishes_options
@access_options
@jobs_option
@json_option
@quiet_option
def export(
    source: str,
    targets: tuple[str, ...],
    fields: Fields,
    out: Path | None,
    wishes: Wishes,
    access: Access,
    jobs: int,
    as_json: bool,
    quiet: bool,
) -> None:
    """Export SOURCE: fetch, read, write, verify, report.

    SOURCE is the address of a Webnode site; a saved page (.html), a folder of saved pages as wget,
    HTTrack or a browser leaves it; an archive of them (.warc, .warc.gz, .wacz, .har, .zip); or -
    for any of these files over stdin.
    """
    from migrator.run import Job, run

    with showing(quiet, as_json) as on_progress:
        job = Job(source, targets, out, wishes, access, fields=fields, jobs=jobs)
        result = run(job, on_progress)
    tell(result, as_json)
    sys.exit(result.balance.exit_code)


@cli.command(
    epilog=ending(
        "migrator fetch https://my-blog.webnode.page",
        "migrator fetch my-blog.webnode.page --own-site --delay 0.5",
    ),
)
@source_argument
@out_option
@access_options
@json_option
@quiet_option
def fetch(source: str, out: Path | None, access: Access, as_json: bool, quiet: bool) -> None:
    """Fetch SOURCE into an archive, and leave the rest for later.

    Everything that an export needs is in DIR/archive then: `migrator convert DIR` does the rest
    without the network, as often as you like.
    """
    from migrator.run import Job
    from migrator.run import fetch as fetched

    with showing(quiet, as_json) as on_progress:
        found = fetched(Job(source, out=out, access=access), on_progress)
    say(found.as_json() if as_json else found.as_text(), as_json)
    sys.exit(found.exit_code)


@cli.command(epilog=ending("migrator convert my-blog.webnode.page --to hugo"))
@click.argument("folder", metavar="DIR", type=Place())
@target_options
@wishes_options
@jobs_option
@json_option
@quiet_option
def convert(
    folder: Path,
    targets: tuple[str, ...],
    fields: Fields,
    wishes: Wishes,
    jobs: int,
    as_json: bool,
    quiet: bool,
) -> None:
    """Export again from the archive in DIR, without the network."""
    from migrator.run import Job
    from migrator.run import convert as converted

    with showing(quiet, as_json) as on_progress:
        job = Job("", targets, folder, wishes, fields=fields, jobs=jobs)
        result = converted(job, on_progress)
    tell(result, as_json)
    sys.exit(result.balance.exit_code)


@cli.command(
    epilog=ending(
        "migrator inspect https://my-blog.webnode.page",
        "migrator inspect saved-page.html",
    ),
)
@source_argument
@timezone_option
@access_options
@json_option
@quiet_option
def inspect(
    source: str, timezone: tzinfo | None, access: Access, as_json: bool, quiet: bool
) -> None:
    """Tell what is at SOURCE, and write nothing.

    Generation, kinds of pages, dates, languages, comments, files, and everything doubtful; of a
    single page also where each fact was read, and where everything on it went. A live site is
    fetched for it, but for what an export into the usual folder already has.
    """
    from migrator.run import Job
    from migrator.run import inspect as inspected
    from migrator.survey import Wishes

    with showing(quiet, as_json) as on_progress:
        found = inspected(Job(source, wishes=Wishes(timezone), access=access), on_progress)
    say(found.as_json() if as_json else found.as_text(), as_json)
    sys.exit(found.exit_code)


@cli.command(
    epilog=ending(
        "migrator demo --to hugo",
    ),
    short_help="Export a small blog that comes with migrator.",
)
@target_options
@click.option(
    "--out",
    type=Place(),
    default="migrator-demo",
    show_default=True,
    help="The output folder.",
)
@json_option
@quiet_option
def demo(targets: tuple[str, ...], fields: Fields, out: Path, as_json: bool, quiet: bool) -> None:
    """Export a small blog that comes with migrator, from a server on this computer.

    It needs no network. One picture of the blog is missing on purpose, so that you see what a
    loss looks like: the report names it, and it alone does not count as a failure here.
    """
    from migrator.demo import serve
    from migrator.run import Access, Job, run

    with serve() as address, showing(quiet, as_json) as on_progress:
        access = Access(refresh=True)
        job = Job(address, targets, out, access=access, name="demo", fields=fields)
        result = run(job, on_progress)
    tell(result, as_json)
    sys.exit(int(not result.balance.is_complete_but(1)))


for command in (batch.batch, after.verify, after.preview, after.why):
    cli.add_command(command)
