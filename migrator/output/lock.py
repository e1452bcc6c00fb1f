"""One run at a time in an output folder: a lock of the system, which ends with whoever holds it.

A crash may leave the file behind, but never the lock. On a file system that has no locks, the
only guard left is the archive's own, which sees that another run has written to it.
"""

from __future__ import annotations

import json
import os
import platform
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from datetime import datetime
from errno import EACCES, EAGAIN, EINVAL, ENOLCK, ENOSYS, ENOTSUP, EOPNOTSUPP
from pathlib import Path
from typing import BinaryIO

from migrator.errors import OutputRefused, cannot_write
from migrator.output.manifest import LOCK, read_manifest

_TAKEN = frozenset([EACCES, EAGAIN])
_NO_LOCKS = frozenset([EINVAL, ENOLCK, ENOSYS, ENOTSUP, EOPNOTSUPP])
_ATTEMPTS = 100  # to open the file before another run removes it

if sys.platform == "win32":
    import msvcrt

    _FAR = 1 << 30  # what is locked there cannot be read either: the note must stay readable

    def _lock(file: BinaryIO, *, shared: bool = False) -> None:
        file.seek(_FAR)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        file.seek(0)
else:
    import fcntl

    def _lock(file: BinaryIO, *, shared: bool = False) -> None:
        kind = fcntl.LOCK_SH if shared else fcntl.LOCK_EX
        fcntl.flock(file.fileno(), kind | fcntl.LOCK_NB)


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """The folder for this run alone. Raises OutputRefused at once if another run has it.

    It is made if need be, and gone again if the run has left it empty.
    """
    read_manifest(folder, "")  # into a folder that is not ours not even a lock is put
    path = folder / LOCK
    made = [each for each in (folder, *folder.parents) if not each.exists()]
    with ExitStack() as stack:
        stack.callback(_remove_empty, made)
        try:
            file = _taken(path)
        except OSError as error:
            raise cannot_write(path, error) from error
        stack.callback(_give_back, file, path)
        yield


def must_not_be_busy(folder: Path) -> None:
    """Raises OutputRefused while a run is writing to the folder; nothing is written for it."""
    path = folder / LOCK
    try:
        file = path.open("rb")
    except OSError:
        return
    with file:
        _try(file, path, shared=True)


def _taken(path: Path) -> BinaryIO:
    """The file, locked: the very one that lies there, and none that somebody has just removed."""
    for _ in range(_ATTEMPTS):
        path.parent.mkdir(parents=True, exist_ok=True)
        with suppress(FileNotFoundError), ExitStack() as stack:
            file = stack.enter_context(_opened(path))
            _try(file, path)
            if os.path.samestat(os.fstat(file.fileno()), path.stat()):
                _note(file)
                stack.pop_all()
                return file
    raise OutputRefused(*_busy(path, ""))


def _opened(path: Path) -> BinaryIO:
    """The file, made if need be; a link in its place is not followed."""
    flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
    file = os.fdopen(os.open(path, flags, 0o666), "r+b", buffering=0)
    if hasattr(os, "register_at_fork"):  # a helper that outlives its run must not keep the lock
        os.register_at_fork(after_in_child=file.close)
    return file


def _try(file: BinaryIO, path: Path, *, shared: bool = False) -> None:
    try:
        _lock(file, shared=shared)
    except OSError as error:
        if error.errno in _TAKEN:
            raise OutputRefused(*_busy(path, _holder(file))) from error
        if error.errno not in _NO_LOCKS:
            raise


def _note(file: BinaryIO) -> None:
    """Say who it is; where the disk has no room for that, the lock holds all the same."""
    since = datetime.now().astimezone().isoformat(timespec="seconds")
    told = {"process": os.getpid(), "computer": platform.node(), "since": since}
    with suppress(OSError):
        file.truncate(0)
        file.write(json.dumps(told).encode() + b"\n")


def _holder(file: BinaryIO) -> str:
    """Who has it; empty if it has not been noted yet."""
    try:
        file.seek(0)
        told = json.loads(file.read())
        since = datetime.fromisoformat(told["since"])
        place = "" if told["computer"] == platform.node() else f" on {told['computer']}"
        return f": process {told['process']}{place}, since {since:%Y-%m-%d %H:%M:%S}"
    except (OSError, ValueError, KeyError, TypeError):
        return ""


def _busy(path: Path, holder: str) -> tuple[str, str]:
    hint = "Wait until it is done, or end it, and run this again; or name another folder."
    return f"another run is at work in {path.parent}{holder}", hint


def _give_back(file: BinaryIO, path: Path) -> None:
    """Remove the file while it is still ours; Windows only removes what is closed."""
    if sys.platform == "win32":
        file.close()
    try:
        with suppress(OSError):
            path.unlink()
    finally:
        file.close()


def _remove_empty(folders: Sequence[Path]) -> None:
    for folder in folders:
        with suppress(OSError):
            folder.rmdir()
