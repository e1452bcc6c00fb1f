"""Saved pages: one file, or a folder as wget, HTTrack or a browser leaves it. No network."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import unquote, urlsplit

from migrator import urls
from migrator.dom import attribute
from migrator.errors import NothingToExport, SourceMissing
from migrator.models import LeftOut, Missing, Snapshot
from migrator.read.feed import is_feed, is_sitemap
from migrator.read.page import parse, refusal
from migrator.sources.address import address_of
from migrator.sources.base import Progress, Terms

_PAGE_SUFFIXES = frozenset([".html", ".htm", ".xhtml", ".xml"])
_TYPES = {".xml": "application/xml"}
_NOT_SAVED = "it is not among the saved files, and saved pages are read without the network"


class SavedSource:
    """One saved page, or a folder of them with whatever files lie beside them."""

    def __init__(self, path: Path, terms: Terms) -> None:
        if not path.exists():
            raise SourceMissing(f"{path}: no such file or folder", "Check the path.")
        self._root = path.parent if path.is_file() else path
        self._pages = [path] if path.is_file() else _pages_below(path, terms.leave_out)
        self._watch = terms.watch
        self._local: dict[str, Path] = {}  # address → file
        self._uploads: dict[str, list[Path]] = {}  # file id → its sizes
        if not self._pages:
            hint = "A source holds saved pages, ending in .html or .htm."
            raise NothingToExport(f"{path}: no saved page in this folder", hint)

    def pages(self) -> Iterator[Snapshot | Missing | LeftOut]:
        """The files, those on top first, each under the address it was saved from."""
        taken: dict[str, str] = {}
        for number, file in enumerate(self._pages):
            self._watch(Progress(number, len(self._pages) - number, file.name))
            snapshot = self._snapshot(file)
            first = taken.setdefault(urls.page_key(snapshot.url), snapshot.source)
            if _is_frame(file, self._root):
                reason = "a frame that a browser saved beside its page"
                yield LeftOut(snapshot.url, "saved-frame", reason, snapshot.source)
            elif first != snapshot.source:
                reason = f"the same page was saved as {first}"
                yield LeftOut(snapshot.url, "saved-twice", reason, snapshot.source)
            else:
                self._note_files(snapshot, file)
                yield snapshot

    def file(self, url: str) -> Snapshot | Missing:
        """A file from the folder: the very one, or the largest saved size of the same upload."""
        found = self._local.get(urls.normal(url)) or self._largest(urls.file_id(url))
        if found is None:
            return Missing(url, _NOT_SAVED)
        return Snapshot(url, found.read_bytes(), "", _saved_at(found), source=self._name_of(found))

    def _largest(self, file_id: str) -> Path | None:
        sizes = self._uploads.get(file_id, []) if file_id else []
        return max(sizes, key=lambda path: (path.stat().st_size, str(path)), default=None)

    def _snapshot(self, file: Path) -> Snapshot:
        source = self._name_of(file)
        media_type = _TYPES.get(file.suffix.lower(), "text/html")
        unnamed = Snapshot("", file.read_bytes(), media_type, _saved_at(file), source=source)
        url = address_of(unnamed) or urls.normal(f"file:///{source}")
        return Snapshot(url, unnamed.body, media_type, unnamed.fetched_at, source=source)

    def _name_of(self, file: Path) -> str:
        return file.relative_to(self._root).as_posix()

    def _note_files(self, snapshot: Snapshot, file: Path) -> None:
        """Remember which of the page's relative references are files in the folder."""
        if refusal(snapshot) or is_feed(snapshot) or is_sitemap(snapshot):
            return
        page = parse(snapshot)
        for node in page.tree.css("[src], [href], [data-src]"):
            for name in ("src", "href", "data-src"):
                reference = attribute(node, name)
                local = _local_file(file, reference, self._root) if reference else None
                if local is not None:
                    self._remember(urls.absolute(page.base, reference), local)

    def _remember(self, url: str, local: Path) -> None:
        self._local[urls.normal(url)] = local
        if urls.file_id(url):
            self._uploads.setdefault(urls.file_id(url), []).append(local)


def _pages_below(folder: Path, leave_out: Path | None) -> list[Path]:
    outside = leave_out.resolve() if leave_out is not None else None
    found = [
        path
        for path in folder.rglob("*")
        if path.suffix.lower() in _PAGE_SUFFIXES
        and path.is_file()
        and (outside is None or not path.resolve().is_relative_to(outside))
    ]
    return sorted(found, key=lambda path: (len(path.parts), path.as_posix()))


def _is_frame(file: Path, root: Path) -> bool:
    """Browsers put the frames of `page.html` into `page_files/`."""
    parts = file.relative_to(root).parts[:-1]
    return any(part.endswith(("_files", ".files")) and part != "_files" for part in parts)


def _local_file(page: Path, reference: str, root: Path) -> Path | None:
    """The file that a relative reference means; never one outside the folder."""
    try:
        parts = urlsplit(reference)
    except ValueError:
        return None
    if parts.scheme or parts.netloc or not parts.path:
        return None
    start = root if parts.path.startswith("/") else page.parent
    try:
        found = (start / unquote(parts.path).lstrip("/")).resolve()
        is_there = found.is_relative_to(root.resolve()) and found.is_file()
    except (OSError, ValueError):
        return None
    is_page = found.suffix.lower() in _PAGE_SUFFIXES
    return root / found.relative_to(root.resolve()) if is_there and not is_page else None


def _saved_at(file: Path) -> datetime:
    return datetime.fromtimestamp(int(file.stat().st_mtime), UTC)
