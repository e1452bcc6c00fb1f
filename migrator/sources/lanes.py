"""Several requests at once, their answers handed over one by one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from queue import Queue
from threading import Event, Thread
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
    waiting: Queue[Task] = Queue()
    done: Queue[tuple[Task, Result | BaseException]] = Queue(maxsize=lanes)
    stop = Event()
    for task in tasks:
        waiting.put(task)

    def lane() -> None:
        while not waiting.empty() and not stop.is_set():
            task = waiting.get()
            try:
                done.put((task, work(task)))
            except BaseException as error:
                done.put((task, error))

    for _ in range(min(lanes, len(tasks))):
        Thread(target=lane, daemon=True).start()
    try:
        for _ in tasks:
            task, result = done.get()
            if isinstance(result, BaseException):
                raise result
            yield task, result
    finally:
        stop.set()
