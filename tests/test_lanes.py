"""Several requests at once: so many and no more, each once, and nothing goes on unseen."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator

import pytest

from migrator.sources.lanes import in_lanes


@pytest.fixture(autouse=True)
def no_thread_is_left() -> Iterator[None]:
    """Whatever becomes of the iterator, its threads end with it."""
    before = {*threading.enumerate()}
    yield
    deadline = time.monotonic() + 5
    while (left := {*threading.enumerate()} - before) and time.monotonic() < deadline:
        time.sleep(0.001)
    assert left == set()


@pytest.mark.parametrize("lanes", [1, 4, 100])
@pytest.mark.parametrize("number", [0, 1, 50])
def test_every_task_is_done_once(number: int, lanes: int) -> None:
    """Each comes back with what came of it, however many lanes there are."""
    done: list[int] = []

    def work(task: int) -> int:
        done.append(task)
        return -task

    found = [*in_lanes(range(number), work, lanes)]
    assert sorted(found) == [(task, -task) for task in range(number)]
    assert sorted(done) == [*range(number)]


def test_so_many_at_once_and_no_more() -> None:
    """Three tasks that wait for each other get done in three lanes; a fourth never begins."""
    together, lock = threading.Barrier(3, timeout=5), threading.Lock()
    now, most = 0, 0

    def work(task: int) -> None:
        nonlocal now, most
        with lock:
            now += 1
            most = max(most, now)
        together.wait()
        with lock:
            now -= 1

    assert len([*in_lanes(range(30), work, 3)]) == 30
    assert most == 3


def test_result_is_handed_over_as_soon_as_it_is_there() -> None:
    """A task that takes long does not keep back those behind it."""
    others_are_taken = threading.Event()

    def work(task: int) -> bool:
        return task > 0 or others_are_taken.wait(timeout=5)

    found = in_lanes(range(4), work, 2)
    assert sorted(next(found) for _ in range(3)) == [(1, True), (2, True), (3, True)]
    others_are_taken.set()
    assert [*found] == [(0, True)]


@pytest.mark.parametrize("error", [ValueError("seven"), KeyboardInterrupt()])
def test_what_a_task_raises_is_raised_to_the_caller(error: BaseException) -> None:
    """A fault in a lane is not lost, and ends all of them."""

    def work(task: int) -> int:
        if task == 7:
            raise error
        return task

    found = in_lanes(range(1000), work, 4)
    with pytest.raises(type(error)) as raised:
        list(found)
    assert raised.value is error
    assert [*found] == []


@pytest.mark.parametrize("taken", [1, 3])
def test_closing_stops(taken: int) -> None:
    """Whoever breaks off asks for nothing more than what is under way."""
    done: list[int] = []
    found = in_lanes(range(1000), done.append, 4)
    for _ in range(taken):
        next(found)
    found.close()  # type: ignore[attr-defined]  # an Iterator that is a generator
    time.sleep(0.02)
    number = len(done)
    time.sleep(0.02)

    assert len(done) == number < 20


def test_tasks_wait_for_whoever_takes_the_results() -> None:
    """A slow taker does not find all answers of a site heaped up in memory."""
    done: list[int] = []
    found = in_lanes(range(1000), done.append, 4)
    next(found)
    time.sleep(0.05)

    assert len(done) <= 8
    assert len([*found]) == 999
