"""Writing into the output folder: never outside it, never over a file that somebody edited.

Only one run at a time: `locked` holds the folder for it.

`manifest.json` holds the hash of every file written. A file whose hash has changed since is left
alone, and a new version of it is put beside it; one that is no longer exported is removed, if it
is still as we wrote it.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

from migrator.archive import BodyBroken
from migrator.models import Asset, Document, Missing, Package, Stream
from migrator.output.folder import Folder
from migrator.output.lock import locked, must_not_be_busy
from migrator.output.manifest import ARCHIVE, MANIFEST, read_manifest
from migrator.output.merge import Changes, Conflict, Merge
from migrator.output.package import Bodies, zipped

__all__ = [
    "ARCHIVE",
    "MANIFEST",
    "Bodies",
    "Changes",
    "Conflict",
    "Output",
    "locked",
    "must_not_be_busy",
    "sound",
    "zipped",
]

NOTHING: Mapping[str, Any] = MappingProxyType({})


class Output:
    """The output folder; it is made when the first file is written.

    `source` is what is exported; a folder that holds the export of another one is refused.
    `target` is for what it is written, if it is to be.
    """

    def __init__(self, folder: Path, source: str = "", target: str = "") -> None:
        self.folder = folder
        self._folder = Folder(folder)
        self._manifest = read_manifest(folder, source)
        self._target = target or self._manifest.target
        self._made_with = self._manifest.made_with
        self._commit: Callable[[], None] = self.claim

    @property
    def target(self) -> str:
        """For what the folder is or was written; empty if for nothing yet."""
        return self._target

    @property
    def archive_path(self) -> Path:
        """Where the archive of this folder lies. Raises OutputRefused if a link leads out of it."""
        self._folder.path(str(ARCHIVE.with_name("index.jsonl")))
        return self._folder.path(str(ARCHIVE))

    def read(self, name: str) -> bytes | None:
        """What lies there under this name; None if nothing does."""
        return self._folder.read(name)

    def names_below(self, name: str, suffix: str) -> Iterator[str]:
        """The files with this suffix below a folder of this name, in order."""
        return self._folder.names_below(name, suffix)

    def hash(self, name: str) -> str:
        """The hash of the file of this name; empty if there is none."""
        return self._folder.hash(name)

    def is_as_written(self, name: str, digest: str) -> bool:
        """Has nobody changed the file since a run of ours wrote it?"""
        return digest in self._manifest.ours(name)

    @property
    def made_with(self) -> Mapping[str, Any]:
        """What the user had asked for when it was written."""
        return self._manifest.made_with

    def claim(self) -> None:
        """Note whose folder this is, though nothing is written yet."""
        self._manifest.save(self._folder)

    def write(
        self,
        documents: Iterable[Document],
        assets: Iterable[Asset],
        archive: Bodies,
        *,
        packages: Iterable[Package] = (),
        lacks: bool = False,
        made_with: Mapping[str, Any] = NOTHING,
        reports_follow: bool = False,
    ) -> Changes:
        """Write all, and tell what was left alone and what was removed. Each is walked once.

        If the site `lacks` pages this time, those of the last run stay. `made_with` is what the
        user asked for, to be noted. If `reports_follow`, the run ends with these.

        A run that is cut off can be run again, and tells the same; until all is there, the last
        export stays whole.
        """
        self._folder.sweep()
        self.claim()
        before = self._manifest.target
        is_same = before == self._target
        merge = Merge(self._folder, self._manifest)
        try:
            for document in documents:
                merge.put(str(document.path), (document.content,))
            broken = [*_put(assets, archive, merge)]
            for each in packages:
                whole, damaged = sound(each, archive)
                merge.put(str(each.path), zipped(whole, archive))
                broken += damaged
            changes = merge.finish(keeps=lacks and is_same)
            self._made_with, self._commit = dict(made_with), merge.commit
            if not reports_follow:
                self._end()
        finally:
            merge.give_up()
        is_other = bool(before) and not is_same
        return replace(changes, broken=tuple(broken), is_other_target=is_other)

    def write_reports(self, documents: Iterable[Document | Stream]) -> None:
        """Write reports; they are ours alone, so the newest always replace the last.

        Of the last run's what this one does not have is removed.
        """
        stale, written = {*self._manifest.reports}, set[str]()
        try:
            for document in documents:
                written.add(name := str(document.path))
                self._folder.write(name, document.chunks)
            for name in sorted(stale - written):
                self._folder.remove(name)
                stale.remove(name)
            self._folder.settle()
        except BaseException:
            self._manifest.reports = sorted(written | stale)
            self.claim()
            raise
        self._manifest.reports = sorted(written)
        self._end()

    def _end(self) -> None:
        """Have the manifest say that the run is over, and what it was for."""
        self._manifest.target, self._manifest.made_with = self._target, self._made_with
        self._commit()
        self._commit = self.claim


def sound(package: Package, archive: Bodies) -> tuple[Package, list[Missing]]:
    """The package without the files that are damaged in the archive; and why they are not in.

    What is damaged shows only when it is read to its end, so all of it is read before.
    """
    members: list[Document | Asset] = []
    damaged: list[Missing] = []
    for member in package.members:
        broken = _damage(member, archive) if isinstance(member, Asset) else None
        if broken is None:
            members.append(member)
        else:
            damaged.append(broken)
    return replace(package, members=tuple(members)), damaged


def _damage(asset: Asset, archive: Bodies) -> Missing | None:
    try:
        deque(archive.chunks(asset.kept_at or asset.url), maxlen=0)
    except BodyBroken as broken:
        return Missing(asset.url, str(broken))
    return None


def _put(assets: Iterable[Asset], archive: Bodies, merge: Merge) -> Iterator[Missing]:
    """Take the files; of those that are damaged in the archive nothing, but why."""
    for asset in assets:
        if str(asset.path) in merge:  # equal files are one
            continue
        try:
            merge.put(str(asset.path), archive.chunks(asset.kept_at or asset.url))
        except BodyBroken as broken:
            yield Missing(asset.url, str(broken))
