"""What is done with an export once it is there: check it, look at it, ask it, check the move."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from migrator.cli.options import json_option, quiet_option, seconds
from migrator.cli.place import Place
from migrator.cli.shown import ending, say, showing, tell

if TYPE_CHECKING:
    from pathlib import Path

_GLANCE = 1.0  # seconds; some systems tell of Ctrl-C only between two waits
_FOLDER = click.argument("folder", metavar="DIR", type=Place())


@click.command(
    epilog=ending(
        "migrator verify my-blog.webnode.page",
        "migrator verify my-blog.webnode.page --live https://my-blog.example",
    ),
    short_help="Tell whether the export, or the new site, says what the old one did.",
)
@_FOLDER
@click.option(
    "--live",
    metavar="URL",
    default="",
    help="Check the new site at this address instead, page by page and old address by address.",
)
@click.option(
    "--to",
    "target",
    default="",
    metavar="TARGET",
    help="With --live: which of several targets is there.  [default: the first]",
)
@click.option(
    "--delay",
    type=click.FloatRange(0, 86400),
    metavar="SECONDS",
    callback=lambda _ctx, _parameter, value: seconds(value),
    help="With --live: wait so long between requests; never shorter than robots.txt asks for.",
)
@click.option(
    "--own-site",
    is_flag=True,
    help="With --live: the site is yours, so --delay may be shorter than its robots.txt asks for.",
)
@json_option
@quiet_option
def verify(
    folder: Path,
    live: str,
    target: str,
    delay: float | None,
    own_site: bool,
    as_json: bool,
    quiet: bool,
) -> None:
    """Tell whether what lies in DIR says what the old site said; or whether the new site does.

    Everything is read once more from the archive, without the network, and held against the files
    as they lie there now: what somebody has changed, lost or added since is told, and how it
    differs from the old page. Nothing is written.

    With --live, the new site is asked for every old address and every page. The old one is not
    asked for anything.
    """
    from migrator.run import Access, Job
    from migrator.run import verify as verified
    from migrator.run import verify_live as verified_live

    if (target or delay is not None or own_site) and not live:
        raise click.UsageError("--to, --delay and --own-site are for --live URL")
    job = Job("", out=folder, access=Access(delay, own_site))
    with showing(quiet, as_json) as on_progress:
        if live:
            found = verified_live(job, live, target, on_progress)
        else:
            result = verified(job, on_progress)
    if live:
        say(found.as_json() if as_json else found.as_text(), as_json)
        sys.exit(found.exit_code)
    tell(result, as_json)
    sys.exit(result.balance.exit_code)


@click.command(epilog=ending("migrator preview my-blog.webnode.page"))
@_FOLDER
@click.option(
    "--port", type=click.IntRange(0, 65535), default=0, help="The port.  [default: a free one]"
)
@click.option("--no-open", is_flag=True, help="Only serve it, and do not open the browser.")
def preview(folder: Path, port: int, no_open: bool) -> None:
    """Show each old page beside the new one, in the browser.

    The preview in DIR is served on this computer alone, until you press Ctrl-C. It can be opened
    without this command, too: DIR/preview/index.html.
    """
    from migrator.run import previewed

    with previewed(folder, port) as address:
        click.echo(address)
        click.echo("Press Ctrl-C to end.", err=True)
        if not no_open:
            click.launch(address)
        _until_interrupted()


@click.command(
    epilog=ending(
        "migrator why my-blog.webnode.page https://my-blog.webnode.page/l/frost/",
        "migrator why my-blog.webnode.page /l/first-frost",
        "migrator why my-blog.webnode.page site/posts/first-frost/index.md",
    ),
)
@_FOLDER
@click.argument("address", metavar="URL")
@json_option
def why(folder: Path, address: str, as_json: bool) -> None:
    """Tell what became of an address, by the export in DIR.

    URL is an address of the old site in any spelling, or its path alone; a picture or file in any
    size; an address of the new site; a file of the export; or anything that a page links to or
    shows. Nothing is fetched.
    """
    from migrator.why import why as asked

    answer = asked(folder, address)
    say(answer.as_json() if as_json else answer.as_text(), as_json)
    sys.exit(answer.exit_code)


def _until_interrupted() -> None:
    """Wait; to be interrupted is how this command ends, and no failure."""
    from threading import Event

    try:
        while not Event().wait(_GLANCE):
            pass
    except KeyboardInterrupt:
        click.echo("Ended.", err=True)
