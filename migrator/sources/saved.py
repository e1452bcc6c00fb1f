"""Saved pages: one file, or a folder as wget, HTTrack or a browser leaves it. No network."""

from __future__ import annotations

import errno
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from mimetypes import guess_type
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

from migrator import assets, urls
from migrator.dom import attribute, text_of
from migrator.errors import NothingToExport, SourceMissing
from migrator.models import Capture, Kept, LeftOut, Missing, NamedBy, Snapshot, megabytes
from migrator.read.feed import is_feed, is_sitemap
from migrator.read.page import parse, refusal
from migrator.sources.address import address_of, site_of
from migrator.sources.base import Found, Progress, SourceOptions, Stage, exists
from migrator.sources.held import kept
from migrator.sources.neighbours import by_neighbours
from migrator.sources.ours import written_below

_PAGE_SUFFIXES = frozenset([".html", ".htm", ".xhtml", ".xml"])
_OTHER_SUFFIXES = frozenset(
    ".css .js .json .txt .md .log .pdf .png .jpg .jpeg .gif .webp .svg .ico .bmp .zip .gz .warc"
    " .mp3 .mp4 .woff .woff2 .ttf .eot .doc .docx .xls .xlsx .partial".split()
)
_BEGINS_A_PAGE = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<!--.*?-->\s*)*"
    rb"(?:<!doctype html|<html|<head|From: <Saved by|MIME-Version:)",
    re.IGNORECASE | re.DOTALL,
)
_TYPES = {".xml": "application/xml"}
_NO_PAGE = "application/octet-stream"
_HOST = re.compile(r"(?:[a-z0-9-]+\.)*webnode\.[a-z]{2,}|www(?:\.[a-z0-9-]+)+\.[a-z]{2,}")
_BEGINS = 1 << 16  # bytes of a file that tell what it is
_ABSENT = "was not saved"
_NOT_SAVED = "it is not among the saved files, and saved pages are read without the network"


class SavedSource:
    """One saved page, or a folder of them with whatever files lie beside them."""

    def __init__(self, path: Path, options: SourceOptions) -> None:
        if not exists(path):
            raise SourceMissing(f"{path}: no such file or folder", "Check the path.")
        self._root = path.parent if path.is_file() else path
        self._pages = [path] if path.is_file() else pages_below(path, options.leave_out)
        self._options = options
        self._addresses: dict[str, str] = {}  # file's name → address
        self._local: dict[str, Path] = {}  # address → file
        self._uploads: dict[str, list[Path]] = {}  # file id → its sizes
        self._folder = None if path.is_file() else path
        if not self._pages:
            hint = "A source holds saved pages, ending in .html or .htm."
            raise NothingToExport(f"{path}: no saved page in this folder", hint)

    def pages(self) -> Iterator[Found]:
        """The files, those on top first, each under the address it was saved from."""
        taken: dict[str, Snapshot] = {}
        self._find_addresses()
        for number, file in enumerate(self._pages):
            self._options.on_progress(
                Progress(Stage.PAGES, number, len(self._pages) - number, file.name)
            )
            try:
                yield self._kept(self._page(file, taken))
            except OSError as error:
                yield Missing(_own_url(self._name_of(file)), f"cannot be read: {error.strerror}")

    def _page(self, file: Path, taken: dict[str, Snapshot]) -> Snapshot | LeftOut:
        snapshot = self._snapshot(file)
        if _is_frame(file, self._root):
            reason = "a frame that a browser saved beside its page"
            return LeftOut(_own_url(snapshot.source), "saved-frame", reason, snapshot.source)
        first = taken.setdefault(urls.page_key(snapshot.url), snapshot)
        if first is not snapshot:
            if _says_the_same(first, snapshot):
                reason = f"the same page was saved as {first.source}"
                return LeftOut(snapshot.url, "saved-twice", reason, snapshot.source)
            snapshot = replace(snapshot, url=_own_url(snapshot.source))
        self._note_files(snapshot, file)
        return snapshot

    def files(self, wanted: Sequence[str]) -> Iterator[tuple[str, Kept | Missing]]:
        """From the folder: the largest that was saved of the same upload, and that decodes."""
        self._find_uploads()
        for number, url in enumerate(wanted):
            self._options.on_progress(Progress(Stage.FILES, number, len(wanted) - number, url))
            yield url, self._file(url)

    def named(self) -> Mapping[str, tuple[NamedBy, ...]]:
        """Nobody: saved pages are there because somebody saved them."""
        return {}

    def _kept(self, found: Snapshot | LeftOut) -> Snapshot | LeftOut:
        if isinstance(found, Snapshot):
            self._options.archive.keep(found.as_capture())
        return found

    def _file(self, url: str) -> Kept | Missing:
        places = [self._local.get(urls.normal(url)), self._mirrored(url)]
        places += self._uploads.get(urls.file_id(url), []) if urls.file_id(url) else []
        there = {self._name_of(place): place for place in places if place is not None}
        if not there:
            return Missing(url, _NOT_SAVED)
        try:
            found = [_begun(url, name, place) for name, place in there.items()]
            best = assets.largest(url, found, lambda file: _pieces(there[file.source]), _ABSENT)
            return best if isinstance(best, Missing) else self._taken(url, best, there[best.source])
        except OSError as error:
            return Missing(url, f"cannot be read: {error.strerror}")

    def _taken(self, url: str, best: Kept, place: Path) -> Kept | Missing:
        archive, when = self._options.archive, _saved_at(place)
        kind = guess_type(place.name)[0] or _NO_PAGE  # one without a type might be a page
        with place.open("rb") as file:
            archive.keep(Capture(urls.normal(url), file, when, media_type=kind, source=best.source))
        found = kept(archive, urls.normal(url), _NOT_SAVED)
        return replace(found, chosen=best.chosen) if isinstance(found, Kept) else found

    def _mirrored(self, url: str) -> Path | None:
        """Where wget and HTTrack put what they found at this address."""
        path = urls.path_of(url).lstrip("/")
        places = (f"/{urls.host(url)}/{path}", f"/www.{urls.host(url)}/{path}", f"/{path}")
        local = (_local_file(self._root, quote(place), self._root) for place in places)
        return next(filter(None, local), None)

    def _snapshot(self, file: Path) -> Snapshot:
        unnamed = self._unnamed(file)
        return replace(unnamed, url=self._addresses.get(unnamed.source) or _own_url(unnamed.source))

    def _unnamed(self, file: Path) -> Snapshot:
        most = self._options.limits.page
        if file.stat().st_size > most:
            raise OSError(errno.EFBIG, f"it is larger than {megabytes(most)} (--max page=…)")
        media_type = _TYPES.get(file.suffix.lower(), "text/html")
        name = self._name_of(file)
        return Snapshot("", file.read_bytes(), media_type, _saved_at(file), source=name)

    def _find_addresses(self) -> None:
        """What each file tells of its address; of one that tells nothing, what the others tell."""
        told: dict[str, str] = {}
        sites: set[str] = set()
        for file in self._pages:
            with suppress(OSError):
                unnamed = self._unnamed(file)
                told[unnamed.source] = address_of(unnamed) or _mirrored_url(file)
                sites |= set() if told[unnamed.source] else {site_of(unnamed)} - {""}
        self._addresses = {**told, **by_neighbours(told, sites)}

    def _name_of(self, file: Path) -> str:
        """The path within the folder; bytes of it that are no text become U+FFFD."""
        name = file.relative_to(self._root).as_posix()
        return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")

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

    def _find_uploads(self) -> None:
        """Sizes that no page shows may lie in the folder, too; copies keep the site's folders."""
        if self._folder is None:
            return
        for path in sorted(files_below(self._folder, self._options.leave_out)):
            file_id = urls.file_id(_own_url(self._name_of(path)))
            if file_id and path.suffix.lower() not in _PAGE_SUFFIXES:
                self._uploads.setdefault(file_id, []).append(path)

    def _remember(self, url: str, local: Path) -> None:
        self._local[urls.normal(url)] = local
        if urls.file_id(url):
            self._uploads.setdefault(urls.file_id(url), []).append(local)


def _own_url(source: str) -> str:
    """The address of a page that does not tell its own: its place in the folder."""
    return f"file:///{quote(source)}"


def _mirrored_url(file: Path) -> str:
    """wget and HTTrack put the pages of a site below a folder with the name of its host."""
    if file.name != "index.html":
        return ""
    folders = file.resolve().parent.parts
    host = next((n for n, name in enumerate(folders) if _HOST.fullmatch(name)), None)
    if host is None:
        return ""
    return urls.normal(f"https://{folders[host]}/{'/'.join([*folders[host + 1 :], ''])}")


def _says_the_same(one: Snapshot, other: Snapshot) -> bool:
    """Do two copies of a page show the same text? Their bytes differ by what the copier wrote."""
    return one.body == other.body or _text(one) == _text(other)


def _text(snapshot: Snapshot) -> str:
    return "" if refusal(snapshot) else text_of(parse(snapshot).tree.body)


def pages_below(folder: Path, leave_out: Path | None) -> list[Path]:
    """The files in a folder that may be pages, those on top first, but for those in `leave_out`."""
    found = filter(_may_be_a_page, files_below(folder, leave_out))
    return sorted(found, key=lambda path: (len(path.parts), path.as_posix()))


def files_below(folder: Path, leave_out: Path | None) -> Iterator[Path]:
    """The files that lie in a folder, but for those in `leave_out`, in any order.

    What earlier exports have written there is none of them.
    """
    outside = leave_out.resolve() if leave_out is not None else None
    inside, ours = folder.resolve(), written_below(folder)
    for path in filter(Path.is_file, folder.rglob("*")):
        real = path.resolve()
        is_left_out = outside is not None and real.is_relative_to(outside)
        if real.is_relative_to(inside) and not is_left_out and real not in ours:
            yield path


def _may_be_a_page(path: Path) -> bool:
    """By its name, else by how it begins: copiers keep queries and odd suffixes in names."""
    if path.suffix.lower() in _PAGE_SUFFIXES:
        return True
    if path.suffix.lower() in _OTHER_SUFFIXES or path.name.startswith("."):
        return False
    try:
        with path.open("rb") as file:
            return bool(_BEGINS_A_PAGE.match(file.read(512)))
    except OSError:
        return False


def _is_frame(file: Path, root: Path) -> bool:
    """Browsers put the frames of `page.html` into `page_files/`."""
    folders = [path for path in file.parents if path.is_relative_to(root) and path != root]
    names = [(folder, re.sub(r"(?:_files|\.files)$", "", folder.name)) for folder in folders]
    return any(
        folder.name != name
        and any((folder.parent / f"{name}{s}").is_file() for s in (".html", ".htm"))
        for folder, name in names
    )


def _local_file(page: Path, reference: str, root: Path) -> Path | None:
    """The file that a relative reference means; never one outside the folder."""
    try:
        parts = urlsplit(reference)
    except ValueError:
        return None
    if parts.scheme or parts.netloc or not parts.path:
        return None
    start = root if parts.path.startswith("/") else page.parent
    names = [unquote(parts.path), f"{unquote(parts.path)}?{parts.query}"]
    found = (_inside(start / name.lstrip("/"), root) for name in names)
    return next(filter(None, found), None)


def _inside(path: Path, root: Path) -> Path | None:
    """The file itself, if it is one, lies in the folder, and is no page."""
    try:
        found = path.resolve()
        is_there = found.is_relative_to(root.resolve()) and found.is_file()
    except (OSError, ValueError):
        return None
    is_page = found.suffix.lower() in _PAGE_SUFFIXES
    return root / found.relative_to(root.resolve()) if is_there and not is_page else None


def _saved_at(file: Path) -> datetime:
    return datetime.fromtimestamp(int(file.stat().st_mtime), UTC)


def _begun(url: str, name: str, place: Path) -> tuple[str, Kept]:
    """A saved file as it begins, and which address of the upload it was saved from."""
    with place.open("rb") as file:
        found = Kept(_own_url(name), 200, file.read(_BEGINS), source=name)
    is_whole = urls.size(found.url) >= urls.size(url)
    return (url if is_whole else found.url), found


def _pieces(place: Path) -> Iterator[bytes]:
    with place.open("rb") as file:
        while piece := file.read(_BEGINS):
            yield piece
