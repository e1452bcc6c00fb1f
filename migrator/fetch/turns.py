"""Whose turn it is: one request at a time to a host, over all runs that share a folder of turns.

Each host has a file there. Who has locked it may ask the host; when it is free again, it says
from when on the host may be asked. A lock is gone with the process that held it.
"""

from __future__ import annotations

import hashlib
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from typing import IO

from migrator.fetch.pauses import LONGEST

_GLANCE = 0.02  # seconds between two attempts, where a lock cannot be waited for
Pause = Callable[[float, str], None]


class Turns:
    """The turns of all hosts; without a folder everybody may always ask."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder
        self._own: dict[str, Lock] = {}  # some file systems know no locks between threads

    @contextmanager
    def taken(self, host: str, delay: float, pause: Pause) -> Iterator[None]:
        """For as long as the block runs nobody else asks this host, nor for the delay after it."""
        if self._folder is None:
            yield
            return
        name = hashlib.sha256(host.encode()).hexdigest()[:32]
        with self._own.setdefault(name, Lock()), _opened(self._folder / name) as file:
            lock(file, waits=True)
            pause(_left(file), "")
            try:
                yield
            finally:
                _note(file, time.time() + delay)


def lock(file: IO[bytes], *, waits: bool) -> bool:
    """Lock an open file until it is closed; False if somebody else holds it and nobody waits."""
    if sys.platform == "win32":
        return _lock_there(file, waits)
    import fcntl

    try:
        fcntl.flock(file, fcntl.LOCK_EX if waits else fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _lock_there(file: IO[bytes], waits: bool) -> bool:
    """The same where a lock is of bytes, and cannot be waited for."""
    if sys.platform != "win32":
        return False
    import msvcrt

    while True:
        try:
            file.seek(1 << 20)  # a byte that is never written: what is locked cannot be read
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            if not waits:
                return False
            time.sleep(_GLANCE)
        else:
            return True


@contextmanager
def _opened(path: Path) -> Iterator[IO[bytes]]:
    path.parent.mkdir(parents=True, exist_ok=True)
    number = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
    with os.fdopen(number, "r+b", buffering=0) as file:
        yield file


def _left(file: IO[bytes]) -> float:
    """Seconds until the host may be asked; a clock that was set back does not make them more."""
    file.seek(0)
    said = file.read(32).strip()
    try:
        left = float(said) - time.time() if said else 0.0
    except ValueError:
        return 0.0
    return min(left, LONGEST) if left > 0 else 0.0


def _note(file: IO[bytes], moment: float) -> None:
    file.seek(0)
    file.write(f"{moment:<31.3f}\n".encode())
