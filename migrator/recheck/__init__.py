"""What lies in the output folder, held against what the archive says should lie there.

A document that is not as we wrote it is read a second time as it lies: what was lost, added or
moved since is told as if it were a fault of ours.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath

from migrator.archive import Archive, BodyBroken
from migrator.models import Asset, Difference, Document, Missing, Written
from migrator.output import Changes, Output, sound, zipped
from migrator.pipeline import Export
from migrator.recheck.document import differences, lines

_GONE = "the file is not there any more"
_MOVED = "the file lies at {path} now"
_SUFFIX = ".md"
_NO_COPY = "its copy {path} is not there any more"
_OTHER = "its copy {path} holds other bytes than were fetched"

Found = Mapping[PurePosixPath, tuple[Difference, ...]]


@dataclass(frozen=True, slots=True)
class Rechecked:
    """An export with what its documents say as they lie, and what has changed in the folder."""

    export: Export
    changes: Changes


@dataclass(slots=True)
class _Folder:
    """What is found out about the files in the folder, by path."""

    output: Output
    lost: list[str] = field(default_factory=list)
    edited: list[str] = field(default_factory=list)
    outdated: list[str] = field(default_factory=list)

    def changed(self, document: Document) -> bytes | None:
        """What lies there instead of the document; None if it is the same."""
        name = str(document.path)
        there = self.output.read(name)
        if there == document.content:
            return None
        self.note(name, self.output.hash(name))
        return there or b""

    def note(self, name: str, digest: str) -> None:
        """Remember that another file than ours lies there; or none, without a hash."""
        is_ours = self.output.is_as_written(name, digest)
        kind = self.lost if not digest else self.outdated if is_ours else self.edited
        kind.append(name)


def recheck(
    export: Export, documents: Iterable[Document], output: Output, archive: Archive
) -> Rechecked:
    """The export as it lies in the folder; `documents` are all that should lie there."""
    documents = [*documents]
    folder = _Folder(output)
    added = [*_added(documents, export, output)]
    told = _Told(export, archive, {output.hash(name): name for name in added})
    found: dict[PurePosixPath, tuple[Difference, ...]] = {}
    for document in documents:
        there = folder.changed(document)
        if there is not None:
            is_lost = str(document.path) in folder.lost
            page, more = told.of(document, there, is_lost)
            found[page] = (*found.get(page, ()), *more)
    damaged = [*_note_package(export, folder, archive), *_broken(export.assets, output, archive)]
    outcomes = tuple(_with(o, found) if isinstance(o, Written) else o for o in export.outcomes)
    changes = Changes(
        broken=tuple(damaged),
        lost=tuple(folder.lost),
        added=tuple(added),
        edited=tuple(folder.edited),
        outdated=tuple(folder.outdated),
    )
    return Rechecked(replace(export, outcomes=outcomes), changes)


class _Told:
    """What a document that is not as it should be means for its page."""

    def __init__(self, export: Export, archive: Archive, added: Mapping[str, str]) -> None:
        self._form, self._archive, self._added = export.target.form, archive, added
        self._pages = {page.item.place.path: page for page in export.pages}
        beside = ((export.target.comments(page.item), page) for page in export.pages)
        self._comments = {c.path: page.item.place.path for c, page in beside if c is not None}

    def of(
        self, document: Document, there: bytes, is_lost: bool
    ) -> tuple[PurePosixPath, tuple[Difference, ...]]:
        """The document of the page, and the differences; none for what says nothing of a page."""
        path = self._comments.get(document.path, document.path)
        if path not in self._pages:
            return path, ()
        if is_lost:
            return path, (Difference("file", str(document.path), self._fate(document)),)
        if path != document.path:
            return path, lines(document.content, there)
        return path, differences(
            self._pages[path], document.content, there, self._form, self._archive
        )

    def _fate(self, document: Document) -> str:
        """Somebody may have given the file another name."""
        place = self._added.get(hashlib.sha256(document.content).hexdigest())
        return _MOVED.format(path=place) if place else _GONE


def _added(documents: Iterable[Document], export: Export, output: Output) -> Iterator[str]:
    """Documents of somebody else in the folders of ours; what a builder makes lies elsewhere."""
    ours = {str(document.path) for document in documents}
    depth = len(export.target.root.parts) + 1
    places = {page.item.place.path.parts[:depth] for page in export.pages}
    for place in sorted(str(PurePosixPath(*parts)) for parts in places):
        yield from (n for n in output.names_below(place, _SUFFIX) if n not in ours)


def together(changes: Sequence[Changes]) -> Changes:
    """What was found in the folders of several targets."""

    def all_of(told: Callable[[Changes], tuple[str, ...]]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(path for each in changes for path in told(each)))

    return Changes(
        edited=all_of(lambda each: each.edited),
        lost=all_of(lambda each: each.lost),
        added=all_of(lambda each: each.added),
        outdated=all_of(lambda each: each.outdated),
        broken=tuple({file.url: file for each in changes for file in each.broken}.values()),
    )


def _with(written: Written, found: Found) -> Written:
    more = found.get(written.item.place.path, ())
    return replace(written, differences=tuple(dict.fromkeys([*written.differences, *more])))


def _note_package(export: Export, folder: _Folder, archive: Archive) -> Iterator[Missing]:
    """A package is one file, which is made again to be compared; and what cannot be in it."""
    if export.package is None:
        return
    name, (package, damaged) = str(export.package.path), sound(export.package, archive)
    there = folder.output.hash(name)
    if there != _digest(zipped(package, archive)):
        folder.note(name, there)
    yield from damaged


def _broken(assets: Iterable[Asset], output: Output, archive: Archive) -> Iterator[Missing]:
    """The pictures and files of which the copy is gone, or is something else."""
    for asset in {asset.path: asset for asset in assets}.values():
        there = output.hash(str(asset.path))
        try:
            expected = _digest(archive.chunks(asset.kept_at or asset.url))
        except BodyBroken as broken:
            yield Missing(asset.url, str(broken))
            continue
        if there != expected:
            told = _OTHER if there else _NO_COPY
            yield Missing(asset.url, told.format(path=asset.path))


def _digest(chunks: Iterable[bytes]) -> str:
    digest = hashlib.sha256()
    for chunk in chunks:
        digest.update(chunk)
    return digest.hexdigest()
