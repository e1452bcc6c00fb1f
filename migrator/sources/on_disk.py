"""Sources that are files: saved pages, somebody's archives, and ZIP files of either."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path
from urllib.parse import quote

from migrator.errors import NothingToExport, SourceBroken
from migrator.models import Capture, Kept, LeftOut, Missing, NamedBy
from migrator.sources import har, warc
from migrator.sources.base import Found, Source, SourceOptions
from migrator.sources.packed import is_packed, unpacked
from migrator.sources.saved import SavedSource, pages_below
from migrator.sources.stored import StoredSource

_CAPTURES = re.compile(r"\.(?:warc|warc\.gz|har|wacz)$", re.IGNORECASE)
_ARCHIVES = re.compile(r"\.(?:warc|gz|har|wacz|zip)$", re.IGNORECASE)
_OWN = ("archive", "site.warc.gz")


class Noted:
    """A source before which something was passed over: that is told with its pages."""

    def __init__(self, lost: Sequence[Found], source: Source) -> None:
        self._lost, self._source = lost, source

    def pages(self) -> Iterator[Found]:
        """What was passed over, then the pages."""
        yield from self._lost
        yield from self._source.pages()

    def files(self, wanted: Sequence[str]) -> Iterator[tuple[str, Kept | Missing]]:
        """The source's."""
        return self._source.files(wanted)

    def named(self) -> Mapping[str, tuple[NamedBy, ...]]:
        """The source's."""
        return self._source.named()


def in_files(path: Path, folder: Path, options: SourceOptions) -> Source:
    """The source at a path. `folder` is empty, for what has to be unpacked.

    Raises SourceBroken where a file cannot be read, NothingToExport where there is no page.
    """
    if not path.is_file() or not is_packed(path):
        return _on_disk(path, folder, options)
    inside, lost = _laid_out(path, folder / "0", options)
    try:
        return Noted(lost, _on_disk(inside, folder, options))
    except NothingToExport as nothing:
        why = f": {lost[0].reason}" if lost else ""
        raise NothingToExport(f"{path}: nothing in it can be read{why}", nothing.hint) from nothing


def _on_disk(path: Path, folder: Path, options: SourceOptions) -> Source:
    """Archives, if there are any: they hold more than the pages that lie beside them."""
    files = [path] if path.is_file() else _captures_below(path, options.leave_out)
    lost: list[Found] = []
    for number, packed in enumerate(filter(is_packed, files[:]), 1):
        inside, passed_over = _laid_out(packed, folder / str(number), options)
        files += _captures_below(inside, None)
        lost += passed_over
    captures = _captures(files, options, named=path)
    if captures is None and path.is_file() and _ARCHIVES.search(path.name):
        hint = "Perhaps it was cut short: copy it again. A saved page must end in .html."
        raise SourceBroken(f"{path}: this is no WARC, HAR or ZIP file", hint)
    if captures is None:
        return Noted(lost, SavedSource(path, options))
    aside = [] if path.is_file() else pages_below(path, options.leave_out)
    trouble, captures = _begun(captures)
    if captures is None and aside:  # then the pages are all that there is
        return Noted([*lost, *trouble], SavedSource(path, options))
    lost += [_beside(path, page) for page in aside]
    return Noted(lost, StoredSource(chain(trouble, captures or ()), options))


def _begun(
    captures: Iterator[Capture | Missing],
) -> tuple[list[Missing], Iterator[Capture | Missing] | None]:
    """What is told before the first answer, and the answers; None if there is not one."""
    trouble: list[Missing] = []
    for capture in captures:
        if not isinstance(capture, Missing):
            return trouble, chain([capture], captures)
        trouble.append(capture)
    return trouble, None


def _captures(
    files: Sequence[Path], options: SourceOptions, named: Path
) -> Iterator[Capture | Missing] | None:
    """What the archives among the files hold; None if there are none.

    One that cannot be read costs no other, unless it is what the user has `named`.
    """
    warcs = [file for file in files if warc.is_warc(file)]
    hars = [file for file in files if har.is_har(file)]
    if not warcs and not hars:
        return None
    found = (c for file in hars for c in _in_har(file, options, is_named=file == named))
    return chain(warc.captures(warcs, options.limits, options.archive.packed), found)


def _in_har(file: Path, options: SourceOptions, *, is_named: bool) -> Iterator[Capture | Missing]:
    """What a HAR file holds; browsers also save it without what was answered."""
    told = "it holds no answer with its content: save it again as “HAR with content”"
    try:
        for capture in har.captures(file, options.limits):
            told = ""
            yield capture
    except SourceBroken as broken:
        if is_named:
            raise
        told = str(broken).replace(str(file), "it")
    if told:
        yield Missing(f"file:///{quote(file.name)}", told)


def _laid_out(path: Path, into: Path, options: SourceOptions) -> tuple[Path, list[Missing]]:
    """A ZIP file as a folder, and what of it was passed over."""
    told = unpacked(path, into, options.limits)
    place = f"file:///{quote(path.name)}"
    return into, [Missing(f"{place}#{n}", line) for n, line in enumerate(told, 1)]


def _beside(folder: Path, page: Path) -> LeftOut:
    name = page.relative_to(folder).as_posix()
    told = "the archive in the same folder was read instead"
    return LeftOut(f"file:///{quote(name)}", "beside-an-archive", told, name)


def _captures_below(folder: Path, leave_out: Path | None) -> list[Path]:
    """Somebody's archives; those of exports that lie in the folder are none of its pages."""
    outside = leave_out.resolve() if leave_out is not None else None
    return sorted(
        path
        for path in folder.rglob("*")
        if _CAPTURES.search(path.name)
        and path.is_file()
        and not (outside and path.resolve().is_relative_to(outside))
        and not _is_of_export_below(path, folder)
    )


def _is_of_export_below(path: Path, folder: Path) -> bool:
    export = path.parent.parent
    return path.parts[-2:] == _OWN and (export / "manifest.json").exists() and export != folder
