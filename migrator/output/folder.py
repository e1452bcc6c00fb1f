"""A folder on disk: nothing is written outside of it, and each file is there whole or not at all.

Files are named by their path inside the folder, with `/`, as in the manifest. A new version waits
beside its place until all are here; what a power cut must not tear is safe before it is put there.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path, PurePosixPath

from migrator.archive.durable import settle_all
from migrator.errors import OutputRefused, cannot_write

_WAITING = ".migrator.partial"
_MANY = 256


class Folder:
    """The folder; it is made when the first file is written."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._changed: set[Path] = set()  # files and folders that a power cut might still undo

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

    def keep(self, name: str, chunks: Iterable[bytes]) -> str:
        """Write a new version of a file, which waits until it is placed; gives its hash."""
        waiting = self._waiting(name)
        try:
            with _told(self._inside(name)):
                waiting.parent.mkdir(parents=True, exist_ok=True)
                return _copy(chunks, waiting)
        except BaseException:
            self.drop(name)
            raise

    def drop(self, name: str) -> None:
        """Remove the version that waits for the place of this name, if there is one."""
        with suppress(OSError):
            self._unlink(self._waiting(name))

    def place(self, versions: Mapping[str, str]) -> None:
        """Put into each of these places the version that waits for the one of the other name.

        What lay there is gone. No power cut can undo it, or leave half a file.
        """
        with _told(self._root):
            settle_all(map(self._waiting, versions.values()))
        for place, name in versions.items():
            path = self._inside(place)
            with _told(path):
                os.replace(self._waiting(name), path)  # noqa: PTH105  # Path.replace has no name for what this is
            self._changed.update(self._folders_of(path))
        self.settle()

    def settle(self) -> None:
        """Have the disk keep what was placed and removed, as it is now."""
        with _told(self._root):
            settle_all(path for path in sorted(self._changed) if path.exists())
        self._changed.clear()

    def save(self, name: str, content: bytes) -> None:
        """Write a file, whatever lay there, for good."""
        self.keep(name, (content,))
        try:
            self.place({name: name})
        finally:
            self.drop(name)

    def write(self, name: str, chunks: Iterable[bytes]) -> None:
        """The same for a file that nobody misses until `settle` makes it safe."""
        path = self._inside(name)
        self.keep(name, chunks)
        try:
            with _told(path):
                os.replace(self._waiting(name), path)  # noqa: PTH105  # as above
        finally:
            self.drop(name)
        self._changed.update((path, *self._folders_of(path)))
        if len(self._changed) >= _MANY:
            self.settle()

    def remove(self, name: str) -> None:
        """Remove a file, and the folders that are empty without it."""
        with _told(path := self._inside(name)):
            self._unlink(path)
            self._changed.update(self._folders_of(path))

    def sweep(self) -> None:
        """Remove what waited for its place when a run was cut off."""
        for path in [*self._root.rglob(f".*{_WAITING}")]:
            with suppress(OSError):
                self._unlink(path)

    def _unlink(self, path: Path) -> None:
        path.unlink(missing_ok=True)
        with suppress(OSError):
            for folder in self._folders_of(path):
                if folder != self._root:
                    folder.rmdir()

    def _folders_of(self, path: Path) -> Iterator[Path]:
        """The folders that a file lies in, up to our own: any of them may be new."""
        for folder in path.parents:
            yield folder
            if folder == self._root:
                break

    def _waiting(self, name: str) -> Path:
        """Where a new version lies until it is placed: beside its place, so on the same disk."""
        return self._inside(name).with_name(f".{hash_of(name.encode())[:16]}{_WAITING}")

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


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """What the disk refuses is told as an error of ours."""
    try:
        yield
    except OSError as error:
        raise cannot_write(path, error) from error


def _copy(chunks: Iterable[bytes], path: Path) -> str:
    """Write the chunks, none of which is read twice, and return their hash."""
    digest = hashlib.sha256()
    path.unlink(missing_ok=True)  # it may be a link to anywhere
    with path.open("xb") as file:
        for chunk in chunks:
            file.write(chunk)
            digest.update(chunk)
    return digest.hexdigest()
