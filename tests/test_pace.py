"""How fast a source goes, how long it still takes, and the words for it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from migrator.cli.pace import Meter, Shown, address, ended, headline, waiting
from migrator.sources.base import Progress, Stage

URL = "https://slow-paths.webnode.example/news/a-kettle/"
STEP = Progress(Stage.PAGES, 12, 328, URL, delay=10.0, wait=10.0)


def after(steps: int, seconds: float, step: Progress = STEP) -> Shown:
    """What is shown of a step before which so many were taken, each in so many seconds."""
    meter = Meter()
    for number in range(steps):
        meter.tell(replace(step, done=step.done - steps + number), number * seconds)
    return meter.tell(step, steps * seconds)


@pytest.mark.parametrize(
    ("stage", "left", "told"),
    [
        (Stage.CAPTURES, 28, "captures  12 of 40"),
        (Stage.PAGES, 328, "pages  12 of 340 or more"),
        (Stage.FILES, 28, "files  12 of 40"),
        (Stage.FILES, 0, "files  12"),
    ],
)
def test_only_the_pages_may_become_more(stage: Stage, left: int, told: str) -> None:
    """Files and captures are counted before the first is fetched, pages are found on the way."""
    shown = after(0, 0, replace(STEP, stage=stage, left=left, delay=0))

    assert headline(shown, shown.at) == told


@pytest.mark.parametrize(
    ("steps", "seconds", "told"),
    [
        (0, 10, "about 55 min left"),  # 328 times the delay
        (5, 10, "6/min, about 55 min left"),
        (5, 20, "3/min, about 1 h 49 min left"),
        (2, 300, "0.2/min, about 27 h 20 min left"),
    ],
)
def test_time_left_is_measured_as_soon_as_it_can_be(steps: int, seconds: float, told: str) -> None:
    """Until there is a rate, the time left is what the delay alone takes."""
    shown = after(steps, seconds)

    assert headline(shown, shown.at) == f"pages  12 of 340 or more, {told}"


@pytest.mark.parametrize(
    ("seconds", "told"),
    [
        (0.02, "50/s, about 7 s left"),
        (0.4, "2.5/s, about 2 min left"),
        (1, "1/s, about 5 min left"),
    ],
)
def test_fast_steps_are_counted_by_the_second(seconds: float, told: str) -> None:
    """Whoever takes more than one step a second has a rate a second."""
    shown = after(500, seconds, replace(STEP, done=500, delay=0, wait=0))

    assert headline(shown, shown.at) == f"pages  500 of 828 or more, {told}"


def test_rate_is_that_of_the_last_minute() -> None:
    """A site that has become slow is slow, however fast it was an hour ago."""
    meter = Meter()
    for done in range(100):
        meter.tell(replace(STEP, done=done, delay=1, wait=1), done)
    for done in range(100, 105):
        shown = meter.tell(replace(STEP, done=done, delay=1, wait=1), 99 + (done - 99) * 30)

    assert shown.rate == pytest.approx(1 / 30)


def test_next_stage_begins_with_a_rate_of_its_own() -> None:
    """What the pages took says nothing of the files."""
    meter = Meter()
    meter.tell(STEP, 0)
    meter.tell(replace(STEP, done=13), 10)

    assert meter.tell(replace(STEP, stage=Stage.FILES, done=20), 20).rate is None


def test_first_moments_make_no_rate() -> None:
    """Two steps in the first second are no measure yet."""
    assert after(2, 0.5).rate is None
    assert after(2, 1.0).rate is not None


def test_what_the_archive_had_promises_no_speed() -> None:
    """When a run goes on, a hundred known pages at once do not make the unknown ones faster."""
    meter = Meter()
    meter.tell(replace(STEP, done=0, left=440, delay=10, wait=0), 0)
    shown = meter.tell(replace(STEP, done=100, left=340), 3)

    assert headline(shown, 3) == "pages  100 of 440 or more, 6/min, about 57 min left"


def test_wait_counts_down_to_nothing() -> None:
    """The wait says how long it still is, and when it is over it is gone."""
    shown = after(0, 0)

    assert waiting(shown, 0.0) == "waiting 10 s as the site asks"
    assert waiting(shown, 6.5) == "waiting 4 s as the site asks"
    assert waiting(shown, 10.0) == ""


def test_odd_wait_says_why_and_a_short_one_nothing() -> None:
    """A busy server is named; a wait of a second would only flicker."""
    busy = after(0, 0, replace(STEP, wait=120.0, why="the server is\x1b[2J busy"))

    assert waiting(busy, 1.0) == "the server is[2J busy, waiting 119 s"
    assert waiting(after(0, 0, replace(STEP, wait=1.0)), 0.0) == ""


@pytest.mark.parametrize(
    ("seconds", "told"), [(0.2, "1 s"), (59.0, "59 s"), (3420.0, "57 min"), (7500.0, "2 h 5 min")]
)
def test_end_of_a_stage_counts_its_last_step(seconds: float, told: str) -> None:
    """The step that was told last was taken, too."""
    assert ended(after(0, 0, replace(STEP, done=339)), seconds) == f"pages  340 done in {told}"


def test_address_loses_its_front_and_what_steers_a_terminal() -> None:
    """An address is never longer than there is room, and draws nothing but itself."""
    assert address(URL, 80) == URL
    assert address(URL, 10) == "…a-kettle/"
    assert address("a\x1b[31m\r\n\u202eb\udcff", 80) == "a[31mb"
