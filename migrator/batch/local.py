"""Processes of this computer, one for each site: one that is killed takes no other with it."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryFile
from threading import Event, Lock
from typing import IO, Any

from migrator.batch.pool import ATTEMPTS, LOST
from migrator.batch.records import Outcome, State, Task

_PATIENCE = 15.0  # seconds until a process that was told to end is killed
_HOME = Path(__file__).parents[2]
_START = "import sys; sys.path.append(sys.argv[1]); from migrator.batch.worker import main; main()"
_LONGEST = 200


@contextmanager
def processes(sites: int) -> Iterator[Processes]:
    """A pool of so many processes; none is left when the block ends."""
    pool = Processes(sites)
    try:
        yield pool
    finally:
        pool.stop()


class Processes:
    """Starts a process for each site, and starts it again where one is killed."""

    def __init__(self, sites: int) -> None:
        self._threads = ThreadPoolExecutor(sites)
        self._running: set[subprocess.Popen[bytes]] = set()
        self._stops, self._lock = Event(), Lock()

    def submit(self, task: Task) -> Future[Outcome]:
        """Let a process do it."""
        return self._threads.submit(self._insisted, task)

    def stop(self) -> None:
        """Close the stdin of each: it ends then, and leaves nothing torn."""
        self._stops.set()
        with self._lock:
            running = [*self._running]
        for process in running:
            _tell(process, b"", closes=True)
        self._threads.shutdown(cancel_futures=True)

    def _insisted(self, task: Task) -> Outcome:
        told = ""
        for _ in range(ATTEMPTS):
            if self._stops.is_set():
                return Outcome(State.OPEN)
            outcome, told = self._once(task)
            if outcome is not None:
                return outcome
        open_ = Outcome(State.OPEN)
        return open_ if self._stops.is_set() else Outcome(State.FAILED, 1, f"{LOST} ({told})")

    def _once(self, task: Task) -> tuple[Outcome | None, str]:
        """What came of it; if nothing did, the last words of the process."""
        with TemporaryFile() as words, self._started(words) as process:
            _tell(process, json.dumps(task.as_dict()).encode() + b"\n")
            assert process.stdout is not None
            told = process.stdout.read()
            process.wait()
            with suppress(ValueError, KeyError, TypeError):
                return Outcome.of(json.loads(told)), ""
            return None, _last_words(words) or f"it ended with {process.returncode}"

    @contextmanager
    def _started(self, words: IO[bytes]) -> Iterator[subprocess.Popen[bytes]]:
        command = [sys.executable, "-P", "-c", _START, str(_HOME)]
        pipe = subprocess.PIPE
        with subprocess.Popen(
            command, stdin=pipe, stdout=pipe, stderr=words, **_apart()
        ) as process:
            with self._lock:
                self._running.add(process)
            if self._stops.is_set():
                _tell(process, b"", closes=True)
            try:
                yield process
            finally:
                self._end(process)

    def _end(self, process: subprocess.Popen[bytes]) -> None:
        _tell(process, b"", closes=True)
        try:
            process.wait(_PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
        with self._lock:
            self._running.discard(process)


def _apart() -> dict[str, Any]:
    """Ctrl-C is for us: we tell the others."""
    if sys.platform == "win32":
        return {"creationflags": subprocess.CREATE_NEW_PROCESS_GROUP}
    return {"process_group": 0}


def _tell(process: subprocess.Popen[bytes], words: bytes, *, closes: bool = False) -> None:
    """Write to a process, which may have ended."""
    assert process.stdin is not None
    with suppress(OSError, ValueError):
        if words:
            process.stdin.write(words)
            process.stdin.flush()
        if closes:
            process.stdin.close()


def _last_words(file: IO[bytes]) -> str:
    file.seek(0)
    said = file.read().decode("utf-8", "replace").split("\n")
    last = next((line.strip() for line in reversed(said) if line.strip()), "")
    return "".join(c for c in last if c.isprintable())[:_LONGEST]
