"""Writing into the output folder: never outside it, never over a file that somebody edited.

`manifest.json` holds the hash of every file written. A file whose hash has changed since is left
alone, and a new version of it is put beside it; one that is no longer exported is removed, if it
is still as we wrote it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import Protocol

from migrator.archive import BodyBroken
from migrator.models import Asset, Document, Missing
from migrator.output.folder import Folder
from migrator.output.manifest import ARCHIVE, MANIFEST, read_manifest
from migrator.output.merge import Changes, Conflict, Merge

__all__ = ["ARCHIVE", "MANIFEST", "Bodies", "Changes", "Conflict", "Output"]


class Bodies(Protocol):
    """Where the files of the old site lie, any of which may be larger than the memory."""

    def chunks(self, url: str) -> Iterator[bytes]:
        """The bytes behind an address, piece by piece."""


class Output:
    """The output folder; it is made when the first file is written.

    `source` is what is exported; a folder that holds the export of another one is refused.
    `target` is for what it is written, if it is to be.
    """

    def __init__(self, folder: Path, source: str = "", target: str = "") -> None:
        self.folder = folder
        self._folder = Folder(folder)
        self._manifest = read_manifest(folder, source)
        self._is_same_target = target in ("", self._manifest.target)
        self._manifest.target = target or self._manifest.target

    @property
    def archive_path(self) -> Path:
        """Where the archive of this folder lies."""
        return self.folder / ARCHIVE

    def claim(self) -> None:
        """Note whose folder this is, though nothing is written yet."""
        self._manifest.save(self._folder)

    def write(
        self,
        documents: Sequence[Document],
        assets: Iterable[Asset],
        archive: Bodies,
        *,
        lacks: bool = False,
    ) -> Changes:
        """Write all, and tell what was left alone and what was removed.

        If the site `lacks` pages this time, those of the last run stay.

        The manifest is written first with what is intended, so that a run that is cut off can be
        run again.
        """
        files = tuple(assets)
        paths = chain((document.path for document in documents), (file.path for file in files))
        keeps = lacks and self._is_same_target
        merge = Merge(self._folder, self._manifest, frozenset(map(str, paths)))
        merge.begin(documents)
        try:
            for document in documents:
                merge.put(str(document.path), (document.content,))
            broken = [*_put(files, archive, merge)]
        finally:
            self._manifest.save(self._folder)  # what a run that is cut off wrote is known as ours
        return replace(merge.finish(keeps=keeps), broken=tuple(broken))

    def write_report(self, document: Document) -> None:
        """Write a report; it is ours alone, so the newest always replaces the last."""
        self._folder.write(str(document.path), document.content)


def _put(files: Iterable[Asset], archive: Bodies, merge: Merge) -> Iterator[Missing]:
    """Write the files; of those that are damaged in the archive nothing, but why."""
    for asset in files:
        try:
            merge.put(str(asset.path), archive.chunks(asset.kept_at or asset.url))
        except BodyBroken as broken:
            yield Missing(asset.url, str(broken))
