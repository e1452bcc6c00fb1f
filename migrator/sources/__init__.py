"""Where snapshots come from: a site on the network, saved pages, or somebody's archive of them."""

from __future__ import annotations

import re
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING
from urllib.parse import quote

from migrator import urls
from migrator.errors import NothingToExport, SourceMissing
from migrator.models import LeftOut, Missing
from migrator.sources.base import Noted, Source, SourceOptions, Wayback, exists

if TYPE_CHECKING:
    from migrator.fetch import Fetcher
    from migrator.sources.wayback import Taker

STDIN = "-"
_HOST = re.compile(r"[\w-]+(?:\.[\w-]+)+(?::\d+)?(?:/.*)?", re.ASCII)
_FILE_SUFFIX = re.compile(
    r"\.(?:html?|xhtml|xml|zip|warc|gz|har|wacz|txt|md|pdf|png|jpe?g)$", re.IGNORECASE
)
_OWN = ("archive", "site.warc.gz")
_CAPTURES = re.compile(r"\.(?:warc|warc\.gz|har)$", re.IGNORECASE)


@contextmanager
def open_source(named: str, options: SourceOptions) -> Iterator[Source]:
    """The source that the user means: an address, a path, or `-` for what comes over stdin.

    Raises SourceMissing where there is nothing, SourceBroken where it cannot be read,
    NothingToExport where a folder holds no page.
    """
    if address := address_of(named):
        yield _on_the_network(address, options)
        return
    with TemporaryDirectory(prefix="migrator-") as folder:
        path = _from_stdin(Path(folder)) if named == STDIN else Path(named)
        if not exists(path):
            raise SourceMissing(f"{named}: no such file or folder", "Check the path.")
        yield _in_files(path, Path(folder), options)


def default_folder(named: str) -> Path:
    """Where a source goes if the user names no folder: the site's name, or NAME-export."""
    address = address_of(named)
    if address:
        return Path(urls.host(address).replace(":", "-"))
    if named == STDIN:
        return Path("stdin-export")
    if not exists(Path(named)):
        return Path(f"{Path(named).name[:50]}-export")
    path = Path(named).resolve()
    return Path(f"{path.stem if path.is_file() else path.name}-export")


def label(named: str) -> str:
    """What a source is called in its export: the host of a site, or the name of a file."""
    address = address_of(named)
    return urls.host(address).partition(":")[0] if address else Path(named).resolve().name


def address_of(named: str) -> str:
    """The site's address that the user means; empty if it is a path."""
    if "://" in named:
        if not urls.is_web(named) and named.lower().startswith("http"):
            raise SourceMissing(f"{named}: this is no address", "Did you mean https://…?")
        if not named.lower().startswith(("http://", "https://")):
            raise SourceMissing(f"{named}: only http and https addresses can be fetched")
        return named
    if not named:
        raise SourceMissing("no source is named", "Name a site's address, a page or a folder.")
    if exists(Path(named)) or _FILE_SUFFIX.search(named) or not _HOST.fullmatch(named):
        return ""
    return f"https://{named}"


def _on_the_network(address: str, options: SourceOptions) -> Source:
    from migrator.sources.live import LiveSource  # takes a tenth of a second, needed only here
    from migrator.sources.wayback import Rescued, WaybackSource

    if options.wayback is None:
        return LiveSource(address, _fetcher(address, options), options)
    taker = _taker(options.wayback, options)
    if not options.wayback.only_missing:
        return WaybackSource(address, taker, options)
    return Rescued(LiveSource(address, _fetcher(address, options), options), taker)


def _taker(wayback: Wayback, options: SourceOptions) -> Taker:
    from migrator.sources.wayback import Taker
    from migrator.sources.web_archive import WebArchive

    return Taker(WebArchive(wayback, _fetcher(wayback.endpoint, options)), options)


def _fetcher(address: str, options: SourceOptions) -> Fetcher:
    from migrator.fetch import Fetcher

    return Fetcher(
        address,
        options.delay,
        own_site=options.own_site,
        limits=options.limits,
        spool=options.archive.path.parent,
    )


def _in_files(path: Path, folder: Path, options: SourceOptions) -> Source:
    from migrator.sources.packed import is_packed, unpacked

    if not path.is_file() or not is_packed(path):
        return _on_disk(path, options)
    inside = folder / "unpacked"
    told = unpacked(path, inside, options.limits)
    lost = [Missing(f"file:///{quote(path.name)}#{n}", line) for n, line in enumerate(told, 1)]
    try:
        return Noted(lost, _on_disk(inside, options))
    except NothingToExport as nothing:
        why = f": {told[0]}" if told else ""
        raise NothingToExport(f"{path}: nothing in it can be read{why}", nothing.hint) from nothing


def _on_disk(path: Path, options: SourceOptions) -> Source:
    """Archives, if there are any: they hold more than the pages that lie beside them."""
    from migrator.sources import har, warc
    from migrator.sources.saved import SavedSource, pages_below
    from migrator.sources.stored import StoredSource

    archive, limits = options.archive, options.limits
    files = [path] if path.is_file() else _captures_below(path, options.leave_out)
    warcs = [file for file in files if warc.is_warc(file)]
    hars = [file for file in files if har.is_har(file)]
    if not warcs and not hars:
        return SavedSource(path, options)
    found = (capture for file in hars for capture in har.captures(file, limits))
    captures = chain(warc.captures(warcs, limits, archive.packed), found)
    aside = [] if path.is_file() else pages_below(path, options.leave_out)
    return Noted([_beside(path, page) for page in aside], StoredSource(captures, options))


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


def _from_stdin(folder: Path) -> Path:
    path = folder / "stdin.html"
    with path.open("wb") as file:
        shutil.copyfileobj(sys.stdin.buffer, file)
    if not path.stat().st_size:
        raise SourceMissing("nothing came over stdin", "Pipe a saved page or an archive into it.")
    return path


__all__ = ["Source", "SourceOptions", "Wayback", "address_of", "default_folder", "open_source"]
