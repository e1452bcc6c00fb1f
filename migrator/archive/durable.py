"""What must outlive a power cut: written bytes are only safe once the disk has said so."""

from __future__ import annotations

import os
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from errno import EINVAL, ENOSYS, ENOTSUP, EOPNOTSUPP
from itertools import islice
from pathlib import Path

_AT_ONCE = 16  # the disk does many in hardly more time than one
_BATCH = 256
_CANNOT = frozenset([EINVAL, ENOSYS, ENOTSUP, EOPNOTSUPP])  # some file systems know no such thing


def settle(path: Path) -> None:
    """Have the disk keep the bytes of a file, or the names in a folder. Raises OSError."""
    is_folder = path.is_dir()
    if is_folder and os.name == "nt":  # there, names are safe by themselves
        return
    opened = os.open(path, os.O_RDONLY if is_folder else os.O_RDWR)
    try:
        os.fsync(opened)
    except OSError as error:
        if error.errno not in _CANNOT:
            raise
    finally:
        os.close(opened)


def settle_all(paths: Iterable[Path]) -> None:
    """The same for many, several at once. Raises OSError."""
    waiting = iter(paths)
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        while batch := [*islice(waiting, _BATCH)]:
            for _ in pool.map(settle, batch):
                pass
