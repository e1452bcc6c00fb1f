"""Many sites at once, but not too many, and never two of one host."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from typing import Protocol

from migrator import urls
from migrator.batch.records import Outcome, State, Task
from migrator.sources.naming import address_of

ATTEMPTS = 3  # of a site whose worker is lost
LOST = f"the process that did it was lost {ATTEMPTS} times"
_GLANCE = 1.0  # seconds; some systems tell of Ctrl-C only between two waits
OnStart = Callable[[Task], None]


class Pool(Protocol):
    """Whoever does the work. What was stopped before it was done stays open."""

    def submit(self, task: Task) -> Future[Outcome]:
        """Let a task be done; a worker that is lost costs no more than doing it again."""
        ...

    def stop(self) -> None:
        """Let everything that is being done end soon, and wait for it."""
        ...


class Queue:
    """The tasks that wait, and those that are being done."""

    def __init__(self, tasks: Sequence[Task], pool: Pool, sites: int) -> None:
        self._waiting, self._pool, self._sites = [*tasks], pool, sites
        self._running: dict[Future[Outcome], Task] = {}

    def done(self, on_start: OnStart) -> Iterator[tuple[Task, Outcome]]:
        """Each task with what came of it, as they get done."""
        while self._waiting or self._running:
            for task in self._next():
                on_start(task)
                self._running[self._pool.submit(task)] = task
            wait(self._running, timeout=_GLANCE, return_when=FIRST_COMPLETED)
            yield from self._ended()

    def stopped(self) -> Iterator[tuple[Task, Outcome]]:
        """Stop; what got done all the same."""
        self._waiting.clear()
        self._pool.stop()
        yield from self._ended()

    def _ended(self) -> Iterator[tuple[Task, Outcome]]:
        for future in [future for future in self._running if future.done()]:
            task, outcome = self._running.pop(future), future.result()
            if outcome.state is not State.OPEN:
                yield task, outcome

    def _next(self) -> list[Task]:
        """As many as there is room for; a host that is busy with one would only let it wait."""
        found, busy = list[Task](), {_host(task) for task in self._running.values()}
        for task in self._waiting:
            if len(self._running) + len(found) == self._sites:
                break
            host = _host(task)
            if not host or host not in busy:
                busy.add(host)
                found.append(task)
        self._waiting = [task for task in self._waiting if task not in found]
        return found


def _host(task: Task) -> str:
    """The host that is asked for the site; empty if none is."""
    return "" if task.is_offline else urls.host(address_of(task.source))
