"""What a power cut leaves of what was written: all that was flushed, and of the rest anything.

A file that was not flushed may have lost what was written since, in part or as a whole, or hold
zeros in its place; a name that was not flushed with its folder may be gone, or be back.
"""

from __future__ import annotations

import random
import shutil
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import Literal

Node = tuple[int, int]


@dataclass(frozen=True)
class Deed:
    """A change of the names in a folder that is not safe yet, and what it takes to undo it."""

    kind: Literal["created", "replaced", "unlinked", "made", "emptied"]
    path: Path
    was: bytes | None = None  # what lay there before
    source: Path | None = None  # where the file that replaced it came from


class Power:
    """Keeps account of what is safe."""

    def __init__(self) -> None:
        self._safe: dict[Node, bytes] = {}  # content of the files that were written to
        self._places: dict[Node, Path] = {}
        self._deeds: list[Deed] = []
        self._lock = Lock()

    def seen(self, path: Path) -> None:
        """A file is written to that was there before."""
        node = _node(path)
        self._places[node] = path
        self._safe.setdefault(node, path.read_bytes())

    def created(self, path: Path) -> None:
        """A file is new."""
        self._safe[_node(path)], self._places[_node(path)] = b"", path
        self._deeds.append(Deed("created", path))

    def replaced(self, source: Path, place: Path) -> None:
        """A file is about to take the place of another."""
        self._places[_node(source)] = place
        was = place.read_bytes() if place.exists() else None
        self._deeds.append(Deed("replaced", place, was, source))

    def unlinked(self, path: Path) -> None:
        """A file is about to go."""
        self._safe.pop(_node(path), None)
        self._deeds.append(Deed("unlinked", path, path.read_bytes()))

    def made(self, path: Path) -> None:
        """A folder is new."""
        self._deeds.append(Deed("made", path))

    def emptied(self, path: Path) -> None:
        """A folder has gone."""
        self._deeds.append(Deed("emptied", path))

    def synced(self, path: Path) -> None:
        """The bytes of a file are safe, or the names in a folder."""
        with self._lock:
            if path.is_dir():
                self._deeds = [deed for deed in self._deeds if deed.path.parent != path]
            else:
                self._safe[_node(path)] = path.read_bytes()

    def cut(self, chance: random.Random) -> None:
        """Lose of what is not safe as much as chance will have."""
        for node, safe in self._safe.items():
            path = self._places[node]
            if path.exists() and _node(path) == node:
                path.write_bytes(_torn(path.read_bytes(), safe, chance))
        folders = sorted({deed.path.parent for deed in self._deeds})
        last = {each: chance.choice([0, chance.randrange(len(self._deeds))]) for each in folders}
        for number, deed in reversed([*enumerate(self._deeds)]):
            if number >= last[deed.path.parent]:
                with suppress(FileNotFoundError):  # its folder has gone before
                    _undo(deed)


def _node(path: Path) -> Node:
    told = path.stat()
    return told.st_dev, told.st_ino


def _torn(now: bytes, safe: bytes, chance: random.Random) -> bytes:
    """The bytes of a file of which only some are safe."""
    if now == safe:
        return now
    sure = next(
        (at for at, both in enumerate(zip(now, safe, strict=False)) if both[0] != both[1]),
        min(len(now), len(safe)),
    )
    some = chance.randint(sure, len(now))
    zeros = bytes(len(now) - some)
    return chance.choice([now, safe, now[:some], now[:some] + zeros])


def _undo(deed: Deed) -> None:
    match deed.kind:
        case "created":
            deed.path.unlink()
        case "made":
            shutil.rmtree(deed.path)
        case "emptied":
            deed.path.mkdir()
        case "unlinked":
            deed.path.write_bytes(deed.was or b"")
        case "replaced" if deed.source is not None:
            deed.path.rename(deed.source)
            if deed.was is not None:
                deed.path.write_bytes(deed.was)
