"""Where snapshots come from: a site on the network, saved pages, or somebody's archive of them."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from migrator.errors import SourceMissing
from migrator.sources.base import Source, SourceOptions, Wayback, exists
from migrator.sources.naming import STDIN, address_of, default_folder, label

if TYPE_CHECKING:
    from migrator.fetch import Fetcher
    from migrator.sources.wayback import Taker


@contextmanager
def open_source(named: str, options: SourceOptions) -> Iterator[Source]:
    """The source that the user means: an address, a path, or `-` for what comes over stdin.

    Raises SourceMissing where there is nothing, SourceBroken where it cannot be read,
    NothingToExport where a folder holds no page.
    """
    if address := address_of(named):
        yield _on_the_network(address, options)
        return
    from migrator.sources.on_disk import in_files

    if options.wayback is not None:
        raise SourceMissing(f"{named}: a web archive is asked for a site's address, not for a file")
    with TemporaryDirectory(prefix="migrator-") as folder:
        path = _from_stdin(Path(folder)) if named == STDIN else Path(named)
        if not exists(path):
            raise SourceMissing(f"{named}: no such file or folder", "Check the path.")
        yield in_files(path, Path(folder), options)


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
    from migrator.sources.web_archive import WebArchive, is_public

    if is_public(wayback.endpoint):  # it is nobody's own site, whosever the old one was
        options = replace(options, own_site=False)
    return Taker(WebArchive(wayback, _fetcher(wayback.endpoint, options)), options)


def _fetcher(address: str, options: SourceOptions) -> Fetcher:
    from migrator.fetch import Fetcher

    return Fetcher(
        address,
        options.delay,
        own_site=options.own_site,
        limits=options.limits,
        spool=options.archive.path.parent,
        turns=options.turns,
    )


def _from_stdin(folder: Path) -> Path:
    path = folder / "stdin.html"
    with path.open("wb") as file:
        shutil.copyfileobj(sys.stdin.buffer, file)
    if not path.stat().st_size:
        raise SourceMissing("nothing came over stdin", "Pipe a saved page or an archive into it.")
    return path


__all__ = ["Source", "SourceOptions", "Wayback", "default_folder", "label", "open_source"]
