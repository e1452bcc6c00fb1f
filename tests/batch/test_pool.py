"""Sites at once: as many as allowed, and never two of one host."""

from __future__ import annotations

import time
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Event, Lock

from migrator import urls
from migrator.batch.pool import Queue
from migrator.batch.records import Outcome, State, Task

ROOT = "/batch"


def task(number: int, source: str, *, is_offline: bool = False) -> Task:
    return Task(number, source, ROOT, str(number), is_offline=is_offline)


class Threads:
    """A pool that notes what is done at once."""

    def __init__(self, until: Event | None = None) -> None:
        self._threads, self._lock = ThreadPoolExecutor(8), Lock()
        self._until = until
        self._now: list[str] = []
        self.seen: list[list[str]] = []

    def submit(self, task: Task) -> Future[Outcome]:
        """Let a thread sleep over it."""
        return self._threads.submit(self._work, task)

    def stop(self) -> None:
        """Let all end."""
        if self._until:
            self._until.set()
        self._threads.shutdown()

    def _work(self, task: Task) -> Outcome:
        with self._lock:
            self._now.append(task.source)
            self.seen.append([*self._now])
        if self._until and task.number > 1:
            self._until.wait()
            return Outcome(State.OPEN)
        time.sleep(0.02)
        with self._lock:
            self._now.remove(task.source)
        return Outcome(State.COMPLETE, 0)


def test_no_more_sites_at_once_than_allowed() -> None:
    """All get done; never more than so many are in hand."""
    pool = Threads()
    tasks = [task(number, f"https://s{number}.example/") for number in range(12)]
    begun: list[int] = []
    done = [each.number for each, _ in Queue(tasks, pool, 3).done(lambda t: begun.append(t.number))]

    assert sorted(done) == begun == [*range(12)]
    assert max(map(len, pool.seen)) == 3


def test_two_sites_of_one_host_are_done_one_after_the_other() -> None:
    """Neither would be done sooner; the others need not wait for that."""
    pool = Threads()
    sources = [
        "https://a.example/x",
        "https://www.a.example/y",
        "a.example:443",
        "https://b.example",
    ]
    tasks = [task(number, source) for number, source in enumerate(sources)]
    done = [*Queue(tasks, pool, 4).done(lambda task: None)]
    hosts = [[urls.host(f"https://{s.removeprefix('https://')}") for s in at] for at in pool.seen]

    assert len(done) == 4
    assert max(at.count("a.example") for at in hosts) == 1
    assert any(len(at) == 2 for at in hosts)


def test_files_and_archives_wait_for_no_host() -> None:
    """What asks nobody for anything may be done at any time."""
    pool = Threads()
    tasks = [task(n, "https://a.example/", is_offline=n > 0) for n in range(3)]
    tasks += [task(n, "/saved/pages") for n in (3, 4)]
    assert len([*Queue(tasks, pool, 5).done(lambda task: None)]) == 5

    assert max(map(len, pool.seen)) == 5


def test_what_was_stopped_stays_open() -> None:
    """What got done until then is told, and nothing else."""
    pool = Threads(Event())
    queue = Queue([task(n, f"https://s{n}.example/") for n in range(1, 9)], pool, 3)
    first, _ = next(queue.done(lambda task: None))
    rest = [*queue.stopped()]

    assert (first.number, rest) == (1, [])
    assert len(pool.seen) <= 4
