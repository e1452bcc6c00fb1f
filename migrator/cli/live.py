"""The display for a person at a terminal: two lines that are drawn again and again."""

from __future__ import annotations

import time
from collections.abc import Callable
from types import TracebackType

from rich.console import Console, ConsoleOptions, RenderResult
from rich.live import Live as Screen
from rich.spinner import Spinner
from rich.table import Table
from rich.text import Text

from migrator.cli.pace import Meter, Shown, address, ended, headline, waiting
from migrator.sources.base import Progress

_WORTH_KEEPING = 10.0  # seconds; of a shorter stage nothing stays on the screen
_MARGIN = 2  # the spinner and a space


class Live:
    """Shows the present step, and counts its wait down; at the end the two lines are gone.

    Rich draws from a thread of its own, which only ever reads the one frozen record.
    """

    def __init__(
        self, console: Console | None = None, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._clock = clock
        self._meter = Meter()
        self._shown: Shown | None = None
        self._spinner = Spinner("dots")
        # Rich would lead stdout to stderr, too: but there the results go
        self._screen = Screen(
            self,
            console=console or Console(stderr=True),
            transient=True,
            redirect_stdout=False,
            refresh_per_second=8,
        )

    def __enter__(self) -> Live:
        self._screen.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if error is None:  # what was broken off is not done
            self._end_stage()
        self._screen.stop()

    def __call__(self, progress: Progress) -> None:
        """Show this step from now on."""
        if self._shown and self._shown.progress.stage is not progress.stage:
            self._end_stage()
        self._shown = self._meter.tell(progress, self._clock())

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        shown, now, room = self._shown, self._clock(), options.max_width - _MARGIN
        grid = Table.grid(padding=(0, 1, 0, 0))
        grid.add_column(width=1)
        grid.add_column(max_width=room, no_wrap=True)
        grid.add_row(self._spinner, Text(headline(shown, now) if shown else "Starting"))
        if shown:
            grid.add_row("", _second_line(shown, now, room))
        yield grid

    def _end_stage(self) -> None:
        now = self._clock()
        if self._shown and now - self._shown.began >= _WORTH_KEEPING:
            self._screen.console.print(Text(ended(self._shown, now)))


def _second_line(shown: Shown, now: float, width: int) -> Text:
    wait = waiting(shown, now)
    head = f"{wait}: " if wait else ""
    return Text.assemble(head, (address(shown.progress.url, width - len(head)), "dim"))
