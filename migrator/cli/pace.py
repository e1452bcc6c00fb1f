"""How fast a source goes, and the words for it. Nothing here writes, sleeps or looks at a clock."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from math import ceil

from migrator.sources.base import Progress, Stage

_WINDOW = 60.0  # seconds that a rate looks back
_SHORTEST = 2.0  # seconds that must have passed before there is a rate at all
_WORTH_TELLING = 2.0  # seconds; a shorter wait would only flicker
_HOURS_FROM = 90  # minutes


@dataclass(frozen=True, slots=True)
class Shown:
    """A step as it is shown: told `at`, in a stage that `began`, at a `rate` in steps a second."""

    progress: Progress
    at: float
    began: float
    rate: float | None


class Meter:
    """Measures the steps of one stage after the other."""

    def __init__(self) -> None:
        self._stage: Stage | None = None
        self._began = 0.0
        self._marks: deque[tuple[float, int]] = deque()  # when, and how many were done then

    def tell(self, progress: Progress, now: float) -> Shown:
        """The step with the rate at which those before it were taken."""
        if progress.stage is not self._stage:
            self._stage, self._began = progress.stage, now
            self._marks.clear()
        self._marks.append((now, progress.done))
        while self._marks[0][0] < now - _WINDOW and len(self._marks) > 2:
            self._marks.popleft()
        return Shown(progress, now, self._began, self._rate(progress))

    def _rate(self, progress: Progress) -> float | None:
        (first, before), (last, done) = self._marks[0], self._marks[-1]
        if last - first < _SHORTEST or done <= before:
            return None
        measured = (done - before) / (last - first)
        # what came out of the archive at once says nothing of what has to be waited for
        return min(measured, 1 / progress.delay) if progress.wait and progress.delay else measured


def headline(shown: Shown, now: float) -> str:
    """Stage, count, rate and time left: `pages  12 of 340 or more, 6/min, about 55 min left`."""
    parts = (_count(shown.progress), _speed(shown.rate), _time_left(shown, now))
    return f"{shown.progress.stage}  {', '.join(part for part in parts if part)}"


def waiting(shown: Shown, now: float) -> str:
    """How long the step still has to wait, and why; empty if it does not, or not worth telling."""
    wait, why = shown.progress.wait, shown.progress.why
    left = ceil(shown.at + wait - now)
    if left <= 0 or wait < _WORTH_TELLING:
        return ""
    return f"{clean(why)}, waiting {left} s" if why else f"waiting {left} s as the site asks"


def ended(shown: Shown, now: float) -> str:
    """What to say when the step shown was the last of its stage: `pages  340 done in 57 min`."""
    return f"{shown.progress.stage}  {shown.progress.done + 1} done in {_span(now - shown.began)}"


def address(url: str, width: int) -> str:
    """The address in so many characters at most: its end tells more than its front."""
    cleaned = clean(url)
    return cleaned if len(cleaned) <= width else f"…{cleaned[len(cleaned) - max(width, 1) + 1 :]}"


def clean(text: str) -> str:
    """Text without anything that could steer a terminal."""
    return "".join(character for character in text if character.isprintable())


def _count(progress: Progress) -> str:
    if not progress.left:
        return str(progress.done)
    more = " or more" if progress.stage is Stage.PAGES else ""  # every page may name others
    return f"{progress.done} of {progress.done + progress.left}{more}"


def _speed(rate: float | None) -> str:
    if rate is None:
        return ""
    number, unit = (rate, "s") if rate >= 1 else (rate * 60, "min")
    digits = f"{number:.0f}" if number >= 5 else f"{number:.1f}".removesuffix(".0")
    return f"{digits}/{unit}"


def _time_left(shown: Shown, now: float) -> str:
    each = 1 / shown.rate if shown.rate else shown.progress.delay
    seconds = shown.progress.left * each - (now - shown.at)
    return f"about {_span(seconds)} left" if seconds >= 1 else ""


def _span(seconds: float) -> str:
    minutes = round(seconds / 60)
    if seconds < 59.5:
        return f"{max(round(seconds), 1)} s"
    if minutes < _HOURS_FROM:
        return f"{minutes} min"
    return f"{minutes // 60} h {minutes % 60} min"
