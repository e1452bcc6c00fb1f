"""A disk that fails on purpose: everything that is done to a folder goes through it."""

from __future__ import annotations

import io
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest.mock import patch

from tests.faults.power import Power

Strikes = Callable[[str, Path, int], OSError | BaseException | None]
GROWS = frozenset(["create", "write", "mkdir"])


class Cut(BaseException):
    """The process is gone: nothing that comes after it happens, whatever the code says."""


class Disk:
    """Counts what is done below a folder, and lets `strikes` say what fails: kind, place, number.

    A write that is cut has written half.
    """

    def __init__(self, root: Path, strikes: Strikes = lambda kind, path, number: None) -> None:
        self._root = str(root)
        self._strikes = strikes
        self.is_cut = False
        self.done = 0
        self.power = Power()

    def fails(self, kind: str, path: Path) -> BaseException | None:
        """What comes of the next deed; None if it is done."""
        if self.is_cut:
            return Cut()
        error = self._strikes(kind, path, self.done)
        self.done += 1
        self.is_cut = isinstance(error, Cut)
        return error

    def must(self, kind: str, path: Path) -> None:
        """Raises what comes of the next deed, if it fails."""
        error = self.fails(kind, path)
        if error is not None:
            raise error

    def holds(self, path: Any) -> bool:
        """Does the place lie on this disk?"""
        return isinstance(path, str | os.PathLike) and str(path).startswith(self._root)


class _Raw(io.FileIO):
    """A file on the disk, open for writing."""

    def __init__(self, disk: Disk, path: Path, mode: str) -> None:
        self._disk, self._path = disk, path
        is_new = not path.exists()
        if is_new:
            disk.must("create", path)
        else:
            disk.power.seen(path)
        super().__init__(str(path), mode)
        if is_new:
            disk.power.created(path)

    def write(self, data: Any, /) -> int:
        """Write all, or nothing; of what is cut, half."""
        is_over = self._disk.is_cut
        error = self._disk.fails("write", self._path)
        if error is None:
            return super().write(data)
        if isinstance(error, Cut) and not is_over:
            super().write(bytes(data)[: len(data) // 2])
        raise error

    def truncate(self, size: int | None = None, /) -> int:
        """Cut the file."""
        self._disk.must("truncate", self._path)
        return super().truncate(size)


@contextmanager
def failing(disk: Disk) -> Iterator[Disk]:
    """Everything that is done below its folder goes through this disk."""
    with (
        patch("io.open", _opener(disk)),
        patch("os.replace", _replacer(disk)),
        patch("os.fsync", _syncer(disk)),
        patch("os.unlink", _simple(disk, "unlink", disk.power.unlinked)),
        patch("os.rmdir", _simple(disk, "rmdir", disk.power.emptied)),
        patch("os.mkdir", _simple(disk, "mkdir", disk.power.made)),
    ):
        yield disk


def _opener(disk: Disk) -> Callable[..., Any]:
    real = io.open

    def opened(
        file: Any,
        mode: str = "r",
        buffering: int = -1,
        encoding: str | None = None,
        errors: str | None = None,
        newline: str | None = None,
        **others: Any,
    ) -> Any:
        if not disk.holds(file) or not set(mode) & set("wax+"):
            return real(file, mode, buffering, encoding, errors, newline, **others)
        raw = io.BufferedWriter(_Raw(disk, Path(file), mode.replace("b", "")))
        return raw if "b" in mode else io.TextIOWrapper(raw, encoding, errors, newline)

    return opened


def _replacer(disk: Disk) -> Callable[..., None]:
    real = os.replace

    def replaced(source: Any, place: Any) -> None:
        if disk.holds(place):
            disk.must("replace", Path(place))
            disk.power.replaced(Path(source), Path(place))
        real(source, place)

    return replaced


def _syncer(disk: Disk) -> Callable[[int], None]:
    real = os.fsync

    def synced(number: int) -> None:
        path = Path(f"/proc/self/fd/{number}").resolve()
        if not disk.holds(path):
            real(number)
            return
        disk.must("fsync", path)
        disk.power.synced(path)

    return synced


def _simple(disk: Disk, kind: str, note: Callable[[Path], None]) -> Callable[..., None]:
    real = getattr(os, kind)

    def done(path: Any, *arguments: Any, **others: Any) -> None:
        if not disk.holds(path):
            real(path, *arguments, **others)
            return
        if kind == "mkdir" or os.path.lexists(path):
            disk.must(kind, Path(path))
        if kind == "unlink" and os.path.lexists(path):
            note(Path(path))  # while its bytes can still be read
        real(path, *arguments, **others)
        if kind != "unlink":
            note(Path(path))

    return done
