"""The options that several commands share."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta, tzinfo
from functools import wraps
from typing import TYPE_CHECKING, Any, TypeVar

import click

from migrator.cli import completion
from migrator.cli.place import Place

if TYPE_CHECKING:
    from migrator.models.limits import Limits

_RAW_HTML = ("none", "few", "keep")  # the same for `markdown.RawHtml`
_NUMBER = re.compile(r"(?P<number>[1-9]\d{0,11})(?P<unit>[kKmMgG]?)")
_UNITS = {"": 1, "K": 1024, "M": 1024**2, "G": 1024**3}
_TARGETS = tuple(  # a test holds this against `targets.ALL`
    "markdown hugo jekyll eleventy astro pelican mkdocs zola wordpress ghost".split()
)
_FACTS = tuple(  # and this against `frontmatter.FACTS`
    "title slug date draft description author language cover categories tags original_url guid"
    " aliases".split()
)
_NAME = re.compile(r"[A-Za-z_][\w.-]*", re.ASCII)
AS_JSON = "migrator.as_json"
Command = TypeVar("Command", bound=Callable[..., Any])


def target_options(command: Command) -> Command:
    """For what to write, and with which front matter, as `targets` and `fields`."""
    return _with(_TARGET, command)


def wishes_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """What the user says of the site's pages, all of it as `wishes`."""

    @wraps(command)
    def collected(
        timezone: tzinfo | None,
        author: str,
        redact: bool,
        raw_html: str,
        drafts: bool,
        **rest: Any,
    ) -> Any:
        from migrator.markdown import RawHtml
        from migrator.survey import Wishes

        wishes = Wishes(timezone, author, redact, RawHtml(raw_html), drafts)
        return command(wishes=wishes, **rest)

    options = (
        timezone_option,
        click.option(
            "--raw-html",
            type=click.Choice(_RAW_HTML),
            default="few",
            show_default=True,
            help="HTML in the Markdown: none; few, where nothing else says it; keep all it"
            " cannot say.",
        ),
        click.option("--author", default="", metavar="NAME", help="The author of all without one."),
        click.option(
            "--drafts",
            is_flag=True,
            help="Write every post as a draft, to be published when you have looked at it.",
        ),
        click.option(
            "--redact",
            is_flag=True,
            help="Blot e-mail addresses and telephones out of visitors' messages.",
        ),
    )
    return _with(options, collected)


def access_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """How the source is to be asked, all of it as `access`."""

    @wraps(command)
    def collected(
        delay: float | None,
        own_site: bool,
        refresh: bool,
        limits: Limits,
        wayback: bool,
        wayback_missing: bool,
        wayback_endpoint: str,
        at: datetime | None,
        **rest: Any,
    ) -> Any:
        from migrator.run import Access
        from migrator.sources import Wayback

        _must_fit(wayback, wayback_missing, at)
        asked = wayback or wayback_missing
        web_archive = Wayback(wayback_endpoint, at, not wayback) if asked else None
        access = Access(delay, own_site, refresh, limits, web_archive)
        return command(access=access, **rest)

    return _with(_ACCESS, collected)


def timezone_option(command: Command) -> Command:
    """`--timezone`, as a zone or None."""
    return click.option(
        "--timezone",
        metavar="ZONE",
        shell_complete=completion.zones,
        callback=lambda _ctx, _parameter, value: _zone(value),
        help="The zone of dates that tell none, e.g. Europe/Prague.  [default: UTC, with a note]",
    )(command)


def source_argument(command: Command) -> Command:
    """SOURCE, as `source`: of files and addresses a shell can complete the files."""
    return click.argument("source", shell_complete=completion.files)(command)


def out_option(command: Command) -> Command:
    """`--out`, as a path or None."""
    return click.option(
        "--out",
        type=Place(),
        help="The output folder.  [default: the site's name; for saved pages NAME-export]",
    )(command)


def jobs_option(command: Command) -> Command:
    """`--jobs`, as a number; 0 for as many as there are processors."""
    help_ = "Processes that share the work of a large site; 0 for one on each processor."
    return click.option("--jobs", type=click.IntRange(0), default=0, metavar="N", help=help_)(
        command
    )


def quiet_option(command: Command) -> Command:
    """`--quiet`."""
    return click.option("-q", "--quiet", is_flag=True, help="No progress on stderr.")(command)


def json_option(command: Command) -> Command:
    """`--json`, as `as_json`."""
    help_ = "Print all of it as JSON, and progress and errors as JSON lines on stderr."
    return click.option("--json", "as_json", is_flag=True, callback=_noted, help=help_)(command)


def _noted(ctx: click.Context, parameter: click.Parameter, value: bool) -> bool:
    """Whoever tells of an error must know whether a program reads it."""
    ctx.meta[AS_JSON] = value
    return value


def _with(options: Iterable[Callable[[Command], Command]], command: Command) -> Command:
    for option in reversed([*options]):
        command = option(command)
    return command


def seconds(value: float | None) -> float | None:
    """A number of seconds that can be waited."""
    if value is not None and not math.isfinite(value):
        raise click.BadParameter("this is no number of seconds")
    return value


def _limits(told: tuple[str, ...]) -> Limits:
    """The limits, with those that the user names set otherwise."""
    from dataclasses import fields, replace

    from migrator.models.limits import Limits

    known = [field.name for field in fields(Limits)]
    limits = Limits()
    for each in told:
        name, _, value = each.partition("=")
        found = _NUMBER.fullmatch(value.strip())
        if name.strip() not in known or found is None:
            names = ", ".join(known)
            wanted = f"{each!r}: write NAME=NUMBER, the number above 0 and perhaps with K, M or G"
            raise click.BadParameter(f"{wanted}; the names are {names}")
        number = int(found["number"]) * _UNITS[found["unit"].upper()]
        limits = replace(limits, **{name.strip(): number})
    return limits


def _must_fit(wayback: bool, wayback_missing: bool, at: datetime | None) -> None:
    if wayback and wayback_missing:
        raise click.UsageError("--wayback takes all from a web archive: leave --wayback-missing")
    if at is not None and not (wayback or wayback_missing):
        raise click.UsageError("--at says of which day a web archive is asked: add --wayback")


def _day(value: datetime | None) -> datetime | None:
    """The end of the day that is named, or the second."""
    if value is None:
        return None
    whole_day = (value.hour, value.minute, value.second) == (0, 0, 0)
    last = timedelta(days=1, seconds=-1) if whole_day else timedelta()
    return value.replace(tzinfo=UTC) + last


def _fields(told: str) -> tuple[tuple[str, str], ...]:
    """Pairs of a fact and what the user wants it to be called, as `field` or `field:name`."""
    pairs = [part.strip().partition(":") for part in told.split(",") if part.strip()]
    for fact, _, name in pairs:
        if fact not in _FACTS:
            raise click.BadParameter(f"{fact!r} is no field; they are {', '.join(_FACTS)}")
        if name and not _NAME.fullmatch(name):
            raise click.BadParameter(f"{name!r} cannot be the name of a field")
    _must_differ([fact for fact, _, _ in pairs])
    _must_differ([name or fact for fact, _, name in pairs])
    return tuple((fact, name) for fact, _, name in pairs)


def _must_differ(names: list[str]) -> None:
    for name in names:
        if names.count(name) > 1:
            raise click.BadParameter(f"{name!r} is named twice")


def _zone(name: str | None) -> tzinfo | None:
    from zoneinfo import ZoneInfo

    try:
        return ZoneInfo(name) if name else None
    except (ValueError, OSError, KeyError) as error:
        told = f"{name!r} is not a zone; they are named like Europe/Prague"
        raise click.BadParameter(told) from error


_TARGET = (
    click.option(
        "--to",
        "targets",
        type=click.Choice(_TARGETS),
        multiple=True,
        help="What to write; may be given more than once.  [default: what the folder was written"
        " for, else markdown]",
    ),
    click.option(
        "--front-matter",
        "fields",
        default="",
        metavar="FIELD[:NAME],…",
        callback=lambda _ctx, _parameter, value: _fields(value),
        help="Only these fields, and what to call them, e.g. title,date,tags:keywords.",
    ),
)
_ACCESS = (
    click.option(
        "--delay",
        type=click.FloatRange(0, 86400),
        metavar="SECONDS",
        callback=lambda _ctx, _parameter, value: seconds(value),
        help="Wait so long between requests; never shorter than the site's robots.txt asks for.",
    ),
    click.option(
        "--own-site",
        is_flag=True,
        help="The site is yours: --delay may be shorter than its robots.txt asks for.",
    ),
    click.option("--refresh", is_flag=True, help="Ask again for what the archive already holds."),
    click.option(
        "--max",
        "limits",
        multiple=True,
        metavar="NAME=NUMBER",
        callback=lambda _ctx, _parameter, value: _limits(value),
        help="Another limit, e.g. size=4G: size and page (of one answer), unpacked (of a ZIP file),"
        " redirects, seconds (for one answer), addresses.",
    ),
    click.option("--wayback", is_flag=True, help="The site is gone: take it from a web archive."),
    click.option(
        "--wayback-missing",
        is_flag=True,
        help="Take pictures and files that the site has lost from a web archive.",
    ),
    click.option(
        "--wayback-endpoint",
        metavar="URL",
        default="https://web.archive.org/web",
        show_default=True,
        help="The web archive's collection.",
    ),
    click.option(
        "--at",
        type=click.DateTime(["%Y-%m-%d", "%Y-%m-%dT%H:%M:%S"]),
        metavar="DATE",
        callback=lambda _ctx, _parameter, value: _day(value),
        help="With --wayback: as it was on this day, not later.",
    ),
)
