"""Writing into the output folder: never outside it, never over a file that somebody edited.

`manifest.json` holds the hash of every file written. A file whose hash has changed since is left
alone; one that is no longer exported is removed, if it is still as we wrote it.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from migrator.archive import Archive
from migrator.errors import OutputRefused, cannot_write
from migrator.models import Asset, Document

MANIFEST = "manifest.json"
ARCHIVE = PurePosixPath("archive/site.warc.gz")


@dataclass(frozen=True, slots=True)
class Changes:
    """What a run did not write because somebody edited it, and what it removed, by path."""

    edited: tuple[str, ...]
    removed: tuple[str, ...]


class Output:
    """The output folder; it is made when the first file is written."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._before: dict[str, str] = {}  # what the last run wrote, by path
        self._intended: dict[str, list[str]] = {}  # what a run that was cut off meant to write
        self._written: dict[str, str] = {}
        self._read_manifest()

    @property
    def archive_path(self) -> Path:
        """Where the archive of this folder lies."""
        return self.folder / ARCHIVE

    def write(
        self, documents: Sequence[Document], assets: Iterable[Asset], archive: Archive
    ) -> Changes:
        """Write all, and tell what was left alone and what was removed.

        The manifest is written first with what is intended, so that a run that is cut off can be
        run again.
        """
        for document in documents:
            self._intended.setdefault(str(document.path), []).append(_hash(document.content))
        self._write_manifest()
        edited = [str(d.path) for d in _with_assets(documents, assets, archive) if not self._put(d)]
        stale = [n for n in {**self._before, **self._intended} if n not in self._written]
        removed = [name for name in stale if self._remove(name)]
        forgotten = [name for name in stale if name not in removed and self._is_there(name)]
        self._written.update({n: self._before[n] for n in forgotten if n in self._before})
        self._before, self._intended = self._written, {}
        self._write_manifest()
        return Changes(tuple(dict.fromkeys([*edited, *forgotten])), tuple(removed))

    def write_report(self, document: Document) -> None:
        """Write a report; it is ours alone, so the newest always replaces the last."""
        self._replace(self._inside(document.path), document.content)

    def _put(self, document: Document) -> bool:
        path, name = self._inside(document.path), str(document.path)
        new = _hash(document.content)
        there = _hash(path.read_bytes()) if path.is_file() else ""
        if there not in ("", new, *self._ours(name)):
            if name in self._before:
                self._written[name] = self._before[name]
            return False
        self._written[name] = new
        if there != new:
            self._replace(path, document.content)
        return True

    def _ours(self, name: str) -> tuple[str, ...]:
        """The hashes of what we wrote to this path, or meant to when a run was cut off."""
        return (self._before.get(name, ""), *self._intended.get(name, ()))

    def _write_manifest(self) -> None:
        told = {"schema": 1, "files": self._before, "intended": self._intended}
        text = json.dumps(told, indent=1, sort_keys=True) + "\n"
        self._replace(self.folder / MANIFEST, text.encode())

    def _inside(self, relative: PurePosixPath) -> Path:
        """The path below the folder; a name or a link that leads out of it is refused."""
        path = self.folder.joinpath(*relative.parts)
        root = self.folder.resolve()
        if (
            ".." in relative.parts
            or relative.is_absolute()
            or not path.resolve().is_relative_to(root)
        ):
            hint = "Nothing was written there. Remove the link and run the command again."
            raise OutputRefused(f"{path} leads out of the output folder", hint)
        return path

    def _replace(self, path: Path, content: bytes) -> None:
        """All of the file or none of it."""
        partial = path.with_name(f".{path.name[:80]}.partial")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            partial.write_bytes(content)
            os.replace(partial, path)  # noqa: PTH105  # Path.replace has no name for what this is
        except OSError as error:
            with suppress(OSError):
                partial.unlink()
            raise cannot_write(path, error) from error

    def _remove(self, name: str) -> bool:
        """Remove a file of the last run, if it is still as we wrote it."""
        path = self._inside(PurePosixPath(name))
        if not path.is_file() or _hash(path.read_bytes()) not in self._ours(name):
            return False
        path.unlink()
        self._remove_empty(path.parent)
        return True

    def _is_there(self, name: str) -> bool:
        return self._inside(PurePosixPath(name)).is_file()

    def _remove_empty(self, folder: Path) -> None:
        with suppress(OSError):
            while folder != self.folder:
                folder.rmdir()
                folder = folder.parent

    def _read_manifest(self) -> None:
        """The hashes of the last run; a folder that is not ours is refused right away."""
        path = self.folder / MANIFEST
        try:
            if self.folder.exists() and not self.folder.is_dir():
                raise OutputRefused(f"{self.folder} is a file", "Name a folder with --out.")
            if not path.exists():
                self._must_be_free()
                return
            told = json.loads(path.read_bytes())
            self._before = {str(path): str(known) for path, known in told["files"].items()}
            intended = told.get("intended", {}).items()
            self._intended = {str(path): [*map(str, hashes)] for path, hashes in intended}
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            hint = "It was not written by migrator. Choose another folder with --out."
            raise OutputRefused(f"{path} cannot be read", hint) from error

    def _must_be_free(self) -> None:
        """Without a manifest, only an empty folder or an interrupted export of ours will do."""
        if not self.folder.exists():
            return
        found = [path for path in self.folder.iterdir() if not path.name.endswith(".partial")]
        strange = [path for path in found if path.name != ARCHIVE.parts[0]]
        if strange or (found and not self.archive_path.exists()):
            hint = "Choose a new or an empty folder with --out."
            raise OutputRefused(f"{self.folder} holds files that migrator did not write", hint)


def _with_assets(
    documents: Iterable[Document], assets: Iterable[Asset], archive: Archive
) -> Iterator[Document]:
    yield from documents
    for asset in assets:
        yield Document(asset.path, archive.body(asset.url))


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
