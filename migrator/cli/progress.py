"""Progress on stderr: for a person at a terminal, for a log, for a script, or for nobody."""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TextIO

from migrator.cli.pace import Meter, Shown, address, ended, headline, waiting
from migrator.sources.base import OnProgress, Progress

Clock = Callable[[], float]
_EVERY = 10.0  # seconds between two lines
_LONG_WAIT = 30.0  # seconds; who reads a log would think that nothing happens any more
_WIDEST = 200  # characters of an address in a line


class Lines:
    """Plain lines, few enough for a log: none for a short run."""

    def __init__(self, stream: TextIO, clock: Clock = time.monotonic) -> None:
        self._stream, self._clock = stream, clock
        self._meter = Meter()
        self._shown: Shown | None = None
        self._next = clock() + _EVERY
        self._has_spoken = False  # in this stage

    def __call__(self, progress: Progress) -> None:
        """A line, if it is time for one, or if nothing will happen for long."""
        if self._shown and self._shown.progress.stage is not progress.stage:
            self.end()
        shown = self._shown = self._meter.tell(progress, self._clock())
        if progress.wait >= _LONG_WAIT or shown.at >= self._next:
            self._say(_line(shown))
            self._has_spoken = True
            self._next = shown.at + _EVERY

    def end(self) -> None:
        """Close the stage: who read of it shall read that it is over."""
        if self._shown and self._has_spoken:
            self._say(ended(self._shown, self._clock()))
        self._has_spoken = False

    def _say(self, line: str) -> None:
        print(line, file=self._stream, flush=True)


class Events:
    """Every step as a JSON object on a line of its own."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def __call__(self, progress: Progress) -> None:
        """One line, always."""
        told = {
            "event": "step",
            "stage": progress.stage,
            "done": progress.done,
            "left": progress.left,
            "url": progress.url,
            "delay": progress.delay,
            "wait": progress.wait,
        }
        why = {"why": progress.why} if progress.why else {}
        print(json.dumps(told | why), file=self._stream, flush=True)


@contextmanager
def showing(quiet: bool, as_json: bool) -> Iterator[OnProgress]:
    """What to tell every step, so that it is shown as suits what stderr leads to."""
    stream: TextIO | None = sys.stderr
    if quiet or stream is None:  # None: the shell closed it
        yield lambda progress: None
    elif as_json:
        yield Events(stream)
    elif _can_redraw(stream):
        from migrator.cli.live import Live

        with Live() as live:
            yield live
    else:
        lines = Lines(stream)
        yield lines
        lines.end()  # not in a `finally`: what was broken off is not done


def _can_redraw(stream: TextIO) -> bool:
    return stream.isatty() and os.environ.get("TERM") not in ("dumb", "unknown")


def _line(shown: Shown) -> str:
    wait = waiting(shown, shown.at) if shown.progress.wait >= _LONG_WAIT else ""
    head = "; ".join(part for part in (headline(shown, shown.at), wait) if part)
    return f"{head}: {address(shown.progress.url, _WIDEST)}"
