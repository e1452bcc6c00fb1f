"""A folder on disk: nothing is written outside of it, and each file is there whole or not at all.

Files are named by their path inside the folder, with `/`, as in the manifest.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from migrator.errors import OutputRefused, cannot_write


@dataclass(frozen=True, slots=True)
class Copy:
    """A file that is complete, but not in its place yet, and the hash of its bytes."""

    path: Path
    hash: str


class Folder:
    """The folder; it is made when the first file is written."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def hash(self, name: str) -> str:
        """The hash of the file of this name; empty if there is none."""
        path = self._inside(name)
        if not path.is_file():
            return ""
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()

    def names_below(self, name: str, suffix: str) -> Iterator[str]:
        """The files with this suffix below a folder of this name, in order."""
        path = self._inside(name)
        for found in sorted(path.rglob(f"*{suffix}")):
            if found.is_file():
                yield found.relative_to(self._root).as_posix()

    def read(self, name: str) -> bytes | None:
        """The content of the file of this name; None if there is none."""
        path = self._inside(name)
        return path.read_bytes() if path.is_file() else None

    @contextmanager
    def copied(self, name: str, chunks: Iterable[bytes]) -> Iterator[Copy]:
        """The chunks as a file near the place of this name; it is gone again unless it is put."""
        path = self._inside(name)
        partial = path.with_name(f".{path.name[:80]}.partial")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            yield Copy(partial, _copy(chunks, partial))
        except OSError as error:
            raise cannot_write(path, error) from error
        finally:
            with suppress(OSError):
                partial.unlink()

    def put(self, copy: Copy, name: str) -> None:
        """Put a copy in the place of this name; what lay there is gone."""
        os.replace(copy.path, self._inside(name))  # noqa: PTH105  # Path.replace has no name for what this is

    def write(self, name: str, chunks: Iterable[bytes]) -> None:
        """Write a file, whatever lay there."""
        with self.copied(name, chunks) as copy:
            self.put(copy, name)

    def remove(self, name: str) -> None:
        """Remove a file, and the folders that are empty without it."""
        path = self._inside(name)
        path.unlink(missing_ok=True)
        with suppress(OSError):
            for folder in path.parents:
                if folder == self._root:
                    break
                folder.rmdir()

    def path(self, name: str) -> Path:
        """Where a file lies that somebody else writes, such as the archive."""
        return self._inside(name)

    def _inside(self, name: str) -> Path:
        """The path below the folder; a name or a link that leads out of it is refused."""
        relative = PurePosixPath(name)
        path = self._root.joinpath(*relative.parts)
        if (
            ".." in relative.parts
            or relative.is_absolute()
            or not path.resolve().is_relative_to(self._root.resolve())
        ):
            hint = "Nothing was written there. Remove the link and run the command again."
            raise OutputRefused(f"{path} leads out of the output folder", hint)
        return path


def hash_of(content: bytes) -> str:
    """The hash that a file with this content has."""
    return hashlib.sha256(content).hexdigest()


def _copy(chunks: Iterable[bytes], path: Path) -> str:
    """Write the chunks, none of which is read twice, and return their hash."""
    digest = hashlib.sha256()
    path.unlink(missing_ok=True)  # it may be a link to anywhere
    with path.open("xb") as file:
        for chunk in chunks:
            file.write(chunk)
            digest.update(chunk)
    return digest.hexdigest()
