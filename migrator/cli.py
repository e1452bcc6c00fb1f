"""The command line: options in, words out. Results go to stdout, talk and progress to stderr.

Everything heavy is imported by the command that needs it, so that `--help` is instant.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import tzinfo
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from migrator import __version__
from migrator.errors import MigratorError

if TYPE_CHECKING:
    from migrator.run import Result
    from migrator.sources.base import OnProgress, Progress

_TARGETS = ("markdown", "hugo")  # a test holds this against `targets.ALL`
_RAW_HTML = ("none", "few", "keep")  # the same for `markdown.RawHtml`
_INTERRUPTED = 130
Command = TypeVar("Command", bound=Callable[..., Any])

EXIT_CODES = """\b
Exit codes:
  0    everything is accounted for
  1    done, but something failed or differs: the report says what
  2    wrong usage, or an output folder that cannot be used
  3    nothing to export: no such site or file, or not Webnode
  130  interrupted: the same command goes on
"""


class _Stopped(click.ClickException):
    """A MigratorError in Click's words."""

    def __init__(self, error: MigratorError) -> None:
        super().__init__(str(error))
        self.exit_code = error.exit_code  # type: ignore[misc]  # Click declares it for the class
        self.hint = error.hint

    def show(self, file: Any = None) -> None:
        click.echo(f"Error: {self.message}", err=True)
        if self.hint:
            click.echo(f"Hint:  {self.hint}", err=True)


class _Group(click.Group):
    """The one place where our errors become Click's."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except MigratorError as error:
            raise _Stopped(error) from error
        except KeyboardInterrupt:
            click.echo("Interrupted. Run the same command again to go on.", err=True)
            ctx.exit(_INTERRUPTED)


@click.group(cls=_Group, epilog=EXIT_CODES, context_settings={"max_content_width": 100})
@click.version_option(__version__, prog_name="migrator")
def cli() -> None:
    """Move a legacy Webnode blog to clean Markdown, and account for everything that was seen."""


def _target_option(command: Command) -> Command:
    return click.option(
        "--to",
        "target",
        type=click.Choice(_TARGETS),
        default="markdown",
        show_default=True,
        help="What to write: plain Markdown, or the content of a Hugo site.",
    )(command)


def _timezone_option(command: Command) -> Command:
    return click.option(
        "--timezone",
        metavar="ZONE",
        callback=lambda _ctx, _parameter, value: _zone(value),
        help="The zone of dates that tell none, e.g. Europe/Prague.  [default: UTC, with a note]",
    )(command)


def _delay_option(command: Command) -> Command:
    return click.option(
        "--delay",
        type=click.FloatRange(0),
        default=0.0,
        metavar="SECONDS",
        help="Wait at least this long between requests; the site's robots.txt may ask for longer.",
    )(command)


def _quiet_option(command: Command) -> Command:
    return click.option("-q", "--quiet", is_flag=True, help="No progress on stderr.")(command)


def _json_option(command: Command) -> Command:
    help_ = "Print all of it as JSON instead of the summary."
    return click.option("--json", "as_json", is_flag=True, help=help_)(command)


@cli.command(epilog=EXIT_CODES)
@click.argument("source")
@_target_option
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    help="The output folder.  [default: the site's name; for saved pages NAME-export]",
)
@_timezone_option
@_delay_option
@click.option(
    "--raw-html",
    type=click.Choice(_RAW_HTML),
    default="few",
    show_default=True,
    help="HTML in the Markdown: none; few, where nothing else says it; keep all it cannot say.",
)
@click.option("--author", default="", metavar="NAME", help="The author of all that name none.")
@click.option(
    "--redact", is_flag=True, help="Blot e-mail addresses and telephones out of visitors' messages."
)
@click.option("--refresh", is_flag=True, help="Fetch again what the archive already holds.")
@_json_option
@_quiet_option
def export(
    source: str,
    target: str,
    out: Path | None,
    timezone: tzinfo | None,
    delay: float,
    author: str,
    redact: bool,
    raw_html: str,
    refresh: bool,
    as_json: bool,
    quiet: bool,
) -> None:
    """Export SOURCE: fetch, read, write, verify, report.

    SOURCE is the address of a Webnode site, a saved page (.html), or a folder of saved pages as
    wget, HTTrack or a browser leaves it.

    \b
    Examples:
      migrator export https://my-blog.webnode.page
      migrator export my-blog.webnode.page --to hugo --out new-blog
      migrator export saved-pages/ --timezone Europe/Prague
    """
    from migrator.markdown import RawHtml
    from migrator.run import Job, run
    from migrator.survey import Wishes

    wishes = Wishes(timezone, author, redact, RawHtml(raw_html))
    with _progress(quiet) as on_progress:
        result = run(Job(source, target, out, wishes, delay, refresh), on_progress)
    _tell(result, as_json)
    sys.exit(result.balance.exit_code)


@cli.command(epilog=EXIT_CODES)
@click.argument("source")
@_timezone_option
@_delay_option
@_json_option
@_quiet_option
def inspect(source: str, timezone: tzinfo | None, delay: float, as_json: bool, quiet: bool) -> None:
    """Tell what is at SOURCE, and write nothing.

    Generation, kinds of pages, dates, languages, comments, files, and everything doubtful; of a
    single page also where each fact was read, and where everything on it went. A live site is
    fetched for it, but for what an export into the usual folder already has.

    \b
    Examples:
      migrator inspect https://my-blog.webnode.page
      migrator inspect saved-page.html
    """
    from migrator.run import Job
    from migrator.run import inspect as inspected
    from migrator.survey import Wishes

    with _progress(quiet) as on_progress:
        found = inspected(Job(source, wishes=Wishes(timezone), delay=delay), on_progress)
    click.echo(found.as_json() if as_json else found.as_text(), nl=not as_json)
    sys.exit(found.exit_code)


@cli.command(epilog=EXIT_CODES, short_help="Export a small blog that comes with migrator.")
@_target_option
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    default="migrator-demo",
    show_default=True,
    help="The output folder.",
)
@_json_option
@_quiet_option
def demo(target: str, out: Path, as_json: bool, quiet: bool) -> None:
    """Export a small blog that comes with migrator, from a server on this computer.

    It needs no network. One picture of the blog is missing on purpose, so that you see what a
    loss looks like: the report names it, and it alone does not count as a failure here.

    \b
    Example:
      migrator demo --to hugo
    """
    from migrator.demo import serve
    from migrator.run import Job, run

    with serve() as address, _progress(quiet) as on_progress:
        result = run(Job(address, target, out, refresh=True), on_progress)
    _tell(result, as_json)
    sys.exit(int(not result.balance.is_complete_but(1)))


def _tell(result: Result, as_json: bool) -> None:
    click.echo(result.balance.as_json() if as_json else result.summary, nl=not as_json)


def _zone(name: str | None) -> tzinfo | None:
    from zoneinfo import ZoneInfo

    try:
        return ZoneInfo(name) if name else None
    except (ValueError, OSError, KeyError) as error:
        told = f"{name!r} is not a zone; they are named like Europe/Prague"
        raise click.BadParameter(told) from error


@contextmanager
def _progress(quiet: bool) -> Iterator[OnProgress]:
    """A line on stderr that says what is being fetched; nothing where nobody watches."""
    from rich.console import Console

    console = Console(stderr=True)
    if quiet or not console.is_terminal:
        yield lambda progress: None
        return
    with console.status("Starting") as status:
        yield lambda progress: status.update(_told(progress))


def _told(progress: Progress) -> str:
    from rich.markup import escape

    left = f" of {progress.done + 1 + progress.left} or more" if progress.left else ""
    seconds = progress.left * progress.delay
    time = f", about {seconds / 60:.0f} min" if seconds >= 60 else ""
    return escape(f"{progress.done + 1}{left}{time}: {progress.url[-60:]}")
