"""Progress as it is told to a person at a terminal, to a log, to a script, and to nobody."""

from __future__ import annotations

import io
import json
import re
import sys
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner
from rich.console import Console

from migrator.cli import cli
from migrator.cli.live import Live
from migrator.cli.progress import Events, Lines, showing
from migrator.sources.base import OnProgress, Progress, Stage
from tests.conftest import ROOT

URL = "https://slow-paths.webnode.example/news/a-kettle/"
STEP = Progress(Stage.PAGES, 12, 328, URL, delay=10.0, wait=10.0)


class Clock:
    """A clock that is set by hand."""

    now = 1000.0

    def __call__(self) -> float:
        return self.now


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        """It is."""
        return True


@pytest.fixture
def clock() -> Clock:
    """A clock of the test's own."""
    return Clock()


def taking(tell: OnProgress, clock: Clock, steps: int, seconds: float) -> None:
    """Tell of so many pages and take so long for each."""
    for done in range(steps):
        tell(replace(STEP, done=done, left=steps - done))
        clock.now += seconds


def test_short_run_has_no_lines(clock: Clock) -> None:
    """Where nobody watches, a run of less than ten seconds says nothing, not even at its end."""
    stream = io.StringIO()
    lines = Lines(stream, clock)
    taking(lines, clock, 9, 1.0)
    lines.end()

    assert stream.getvalue() == ""


def test_long_run_has_a_line_each_ten_seconds(clock: Clock) -> None:
    """A log gets plain lines, one in ten seconds, and one when a stage is over."""
    stream = io.StringIO()
    lines = Lines(stream, clock)
    taking(lines, clock, 25, 1.0)
    lines(Progress(Stage.FILES, 0, 2, URL))
    lines.end()

    assert stream.getvalue().splitlines() == [
        f"pages  10 of 25 or more, 6/min, about 2 min left: {URL}",
        f"pages  20 of 25 or more, 6/min, about 50 s left: {URL}",
        "pages  25 done in 25 s",
    ]


def test_long_wait_is_told_at_once(clock: Clock) -> None:
    """Before a log falls silent for half a minute it says so, even in the first second."""
    stream = io.StringIO()
    lines = Lines(stream, clock)
    lines(replace(STEP, wait=29.0))
    lines(replace(STEP, wait=30.0))
    lines(replace(STEP, wait=120.0, why="the server is busy"))
    head = "pages  12 of 340 or more, about 55 min left"

    assert stream.getvalue().splitlines() == [
        f"{head}; waiting 30 s as the site asks: {URL}",
        f"{head}; the server is busy, waiting 120 s: {URL}",
    ]


def test_script_gets_every_step() -> None:
    """Each step is one JSON object on a line of its own; only an odd wait has a reason."""
    stream = io.StringIO()
    events = Events(stream)
    events(STEP)
    events(replace(STEP, url="a\nb", why="the server is busy"))
    first, second = stream.getvalue().splitlines()

    assert first == (
        '{"event": "step", "stage": "pages", "done": 12, "left": 328, '
        f'"url": "{URL}", "delay": 10.0, "wait": 10.0}}'
    )
    assert json.loads(second)["why"] == "the server is busy"
    assert json.loads(second)["url"] == "a\nb"


def drawn(live: Live, width: int = 80) -> list[str]:
    console = Console(file=io.StringIO(), width=width, force_terminal=True, color_system=None)
    with console.capture() as capture:
        console.print(live)
    return [line.rstrip() for line in capture.get().splitlines()]


def test_terminal_shows_two_lines_that_fit(clock: Clock) -> None:
    """Count and time stand in the first line, wait and end of the address in the second."""
    live = Live(Console(file=io.StringIO(), force_terminal=True), clock)
    live(replace(STEP, url=f"{URL}[bold]x[/bold]/" + "long/" * 20))
    clock.now += 3
    first, second = drawn(live)

    assert first[2:] == "pages  12 of 340 or more, about 55 min left"
    assert second.startswith("  waiting 7 s as the site asks: …g/long/")
    assert second.endswith("/long/")
    assert len(second) == 80
    assert [line[1:] for line in drawn(live, 30)] == [
        " pages  12 of 340 or more, a…",
        " waiting 7 s as the site ask…",
    ]


def test_terminal_takes_no_address_for_markup(clock: Clock) -> None:
    """An address stands there as it is, brackets and all."""
    live = Live(Console(file=io.StringIO(), force_terminal=True), clock)
    live(Progress(Stage.FILES, 0, 1, "/[bold]x[/] :smile: [/nope]"))

    assert drawn(live)[1] == "  /[bold]x[/] :smile: [/nope]"


@pytest.mark.parametrize(("seconds", "kept"), [(1.0, []), (4.0, ["pages  3 done in 12 s"])])
def test_terminal_keeps_what_a_long_stage_took(
    seconds: float, kept: list[str], clock: Clock
) -> None:
    """Of a stage of ten seconds or more a line stays when the next begins, or when all is over."""
    stream = io.StringIO()
    console = Console(file=stream, width=80, force_terminal=True, color_system=None)
    with Live(console, clock) as live:
        taking(live, clock, 3, seconds)
        live(Progress(Stage.FILES, 0, 1, URL))
        clock.now += 20

    lines = re.findall(r"(?:pages|files)  \d+ done in \d+ s", stream.getvalue())
    assert lines == [*kept, "files  1 done in 20 s"]


def test_terminal_is_left_as_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    """The display erases itself at the end, and never takes hold of stdout."""
    stream = Terminal()
    monkeypatch.setattr(sys, "stdout", Terminal())
    stdout = sys.stdout
    with Live(Console(file=stream, width=80, force_terminal=True)) as live:
        live(STEP)
        assert sys.stdout is stdout

    assert stream.getvalue().endswith("\x1b[1A\x1b[2K")  # up, and erase the line


def test_what_was_broken_off_is_not_done(monkeypatch: pytest.MonkeyPatch, clock: Clock) -> None:
    """An interrupted stage has no line that says it is over, neither in a log nor on a screen."""
    stream = io.StringIO()
    monkeypatch.setattr(sys, "stderr", stream)
    with suppress(KeyboardInterrupt), showing(False, False) as tell:
        tell(replace(STEP, wait=30.0))
        raise KeyboardInterrupt
    console = Console(file=stream, width=80, force_terminal=True)
    with suppress(KeyboardInterrupt), Live(console, clock) as live:
        taking(live, clock, 3, 10)
        raise KeyboardInterrupt

    assert "waiting 30 s" in stream.getvalue()
    assert "done in" not in stream.getvalue()


@pytest.mark.parametrize(
    ("stream", "quiet", "as_json", "term", "kind"),
    [
        (Terminal(), False, False, "xterm", Live),
        (Terminal(), False, False, "dumb", Lines),
        (Terminal(), False, True, "xterm", Events),
        (io.StringIO(), False, False, "xterm", Lines),
        (io.StringIO(), False, True, "xterm", Events),
    ],
)
def test_each_watcher_has_a_display(
    stream: io.StringIO,
    quiet: bool,
    as_json: bool,
    term: str,
    kind: type,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A terminal is drawn on, a log gets lines, a script gets events wherever they go."""
    monkeypatch.setattr(sys, "stderr", stream)
    monkeypatch.setenv("TERM", term)
    monkeypatch.setenv("FORCE_COLOR", "1")  # asks for colours, not for a display in a log

    with showing(quiet, as_json) as tell:
        assert isinstance(tell, kind)


def test_log_reads_that_the_last_stage_is_over(monkeypatch: pytest.MonkeyPatch) -> None:
    """When the command has all it needs, a stage that was told of is closed."""
    stream = io.StringIO()
    monkeypatch.setattr(sys, "stderr", stream)
    with showing(False, False) as tell:
        tell(replace(STEP, wait=30.0))

    assert stream.getvalue().splitlines()[1:] == ["pages  13 done in 1 s"]


@pytest.mark.parametrize("as_json", [False, True])
@pytest.mark.parametrize("stream", [Terminal(), io.StringIO(), None])
def test_quiet_says_nothing_to_anybody(
    stream: io.StringIO | None, as_json: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With -q there is no progress, whoever watches, and however long the wait."""
    monkeypatch.setattr(sys, "stderr", stream)
    with showing(True, as_json) as tell:
        tell(replace(STEP, wait=300.0))

    assert stream is None or stream.getvalue() == ""


def test_closed_stderr_is_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    """A shell that closed stderr gets its export all the same."""
    monkeypatch.setattr(sys, "stderr", None)
    with showing(False, False) as tell:
        tell(replace(STEP, wait=300.0))


@pytest.mark.parametrize("command", ["export", "inspect"])
def test_command_tells_scripts_of_every_page(
    command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """--json of a command is the result on stdout and the steps on stderr; -q leaves the result."""
    monkeypatch.chdir(tmp_path)
    saved = str(ROOT / "fixtures" / "site" / "saved")
    loud = CliRunner().invoke(cli, [command, saved, "--json"])
    quiet = CliRunner().invoke(cli, [command, saved, "--json", "-q"])
    events = [json.loads(line) for line in loud.stderr.splitlines()]
    pages = [event["done"] for event in events if event["stage"] == "pages"]

    assert pages == list(range(len(pages)))
    assert len(pages) > 1
    assert json.loads(loud.stdout)
    assert quiet.stderr == ""
    assert json.loads(quiet.stdout)


@pytest.mark.loopback
def test_demo_tells_scripts_of_every_step(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The demo tells of its pages and files like any export."""
    monkeypatch.chdir(tmp_path)
    told = CliRunner().invoke(cli, ["demo", "--json"]).stderr.splitlines()

    assert {json.loads(line)["stage"] for line in told} == {"pages", "files"}
