"""Several requests at once, their answers handed over one by one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from queue import Empty, SimpleQueue
from threading import Event, Semaphore, Thread
from typing import TypeVar

Task = TypeVar("Task")
Result = TypeVar("Result")


def in_lanes(
    tasks: Sequence[Task], work: Callable[[Task], Result], lanes: int
) -> Iterator[tuple[Task, Result]]:
    """Each task with what came of it, as they get done, so many at once.

    The threads wait for whoever takes the results, and end with the program or with the iterator,
    whichever is first. What a task raises is raised here.
    """
    waiting: SimpleQueue[Task] = SimpleQueue()
    done: SimpleQueue[tuple[Task, Result | BaseException]] = SimpleQueue()
    room, stop = Semaphore(2 * lanes), Event()  # for what is worked on, and what is not yet taken
    for task in tasks:
        waiting.put(task)

    def lane() -> None:
        with suppress(Empty):
            while room.acquire() and not stop.is_set():
                done.put(_outcome(waiting.get_nowait(), work))

    for _ in range(min(lanes, len(tasks))):
        Thread(target=lane, daemon=True).start()
    try:
        for _ in tasks:
            task, result = done.get()
            if isinstance(result, BaseException):
                raise result
            yield task, result
            room.release()
    finally:
        stop.set()
        room.release(lanes)


def _outcome(task: Task, work: Callable[[Task], Result]) -> tuple[Task, Result | BaseException]:
    try:
        return task, work(task)
    except BaseException as error:
        return task, error
