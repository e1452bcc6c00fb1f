"""Who does a stage's work, page by page: this process, and others where that pays.

Whoever does it, the results are the same and come in the order of the records. A process takes
about as long to start as fifty pages take, so a small site never has one.
"""

from __future__ import annotations

import os
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import AbstractContextManager, ExitStack
from functools import lru_cache
from itertools import islice
from multiprocessing import get_context, parent_process
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread
from typing import Protocol, TypeVar

from migrator.spool import packed, unpacked

T = TypeVar("T")
R = TypeVar("R")
_WORTH = 50  # records that are done here before others are asked to help
_AT_ONCE = 4  # records that a process is given
_AHEAD = 3  # such lots for each process: what waits is in memory


class Workers(Protocol):
    """Does the same work to each record."""

    def map(self, work: Callable[[T], R], records: Iterable[T]) -> Iterator[R]:
        """The results, in order. Where other processes help, the work is one that pickle knows."""


class Alone:
    """This process."""

    def map(self, work: Callable[[T], R], records: Iterable[T]) -> Iterator[R]:
        """As Python does it."""
        return map(work, records)


ALONE = Alone()


class Crew(AbstractContextManager["Crew"]):
    """So many processes, started when there is enough to do; at its end they are gone."""

    def __init__(self, jobs: int) -> None:
        self._jobs = jobs
        self._stack = ExitStack()
        self._pool: ProcessPoolExecutor | None = None
        self._folder: Path | None = None
        self._works = 0

    def __exit__(self, *problem: object) -> None:
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)
        self._stack.close()

    def map(self, work: Callable[[T], R], records: Iterable[T]) -> Iterator[R]:
        """The first ones are done here: there may be no more of them."""
        waiting = iter(records)
        if self._pool is None:
            yield from map(work, islice(waiting, _WORTH))
            more = [*islice(waiting, _WORTH)]
            if len(more) < _WORTH or self._jobs < 2:
                yield from map(work, more)
                yield from map(work, waiting)
                return
            yield from self._shared(work, more)
        yield from self._shared(work, waiting)

    def _shared(self, work: Callable[[T], R], records: Iterable[T]) -> Iterator[R]:
        pool, path, waiting = self._started(), self._noted(work), iter(records)
        given: deque[tuple[list[T], Future[bytes]]] = deque()
        while lot := [*islice(waiting, _AT_ONCE)]:
            given.append((lot, _asked(pool, path, lot)))
            if len(given) > _AHEAD * self._jobs:
                yield from _results(*given.popleft(), work)
        for lot, done in given:
            yield from _results(lot, done, work)

    def _started(self) -> ProcessPoolExecutor:
        if self._pool is None:
            folder = self._stack.enter_context(TemporaryDirectory(prefix="migrator-"))
            self._folder = Path(folder)
            ways = get_context("spawn")  # a fork would share the archive's open file
            self._pool = ProcessPoolExecutor(self._jobs, ways, initializer=_begin)
        return self._pool

    def _noted(self, work: Callable[[T], R]) -> Path:
        """The work with all that it knows, where every process reads it once."""
        assert self._folder is not None
        self._works += 1
        path = self._folder / str(self._works)
        path.write_bytes(packed(work))
        return path


def _asked(pool: ProcessPoolExecutor, path: Path, lot: Sequence[T]) -> Future[bytes]:
    try:
        return pool.submit(_done, path, packed(lot))
    except BrokenProcessPool as broken:
        refused: Future[bytes] = Future()
        refused.set_exception(broken)
        return refused


def _results(lot: Sequence[T], done: Future[bytes], work: Callable[[T], R]) -> Iterator[R]:
    """What a process has made of a lot; if somebody has ended it, this one does the work."""
    try:
        yield from unpacked(done.result())
    except BrokenProcessPool:
        yield from map(work, lot)


def _done(path: Path, lot: bytes) -> bytes:
    """In one of the processes."""
    return packed([*map(_work_at(path), unpacked(lot))])


@lru_cache(maxsize=1)
def _work_at(path: Path) -> Callable[[object], object]:
    found: Callable[[object], object] = unpacked(path.read_bytes())
    return found


def _begin() -> None:
    """Whoever presses Ctrl+C means the whole: this process ends when the first one does."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_end_with_the_first, daemon=True).start()


def _end_with_the_first() -> None:
    """Nobody would tell a process that waits for work that whoever gives it was killed."""
    first = parent_process()
    if first is not None:
        first.join()
        os._exit(1)
