"""Where snapshots come from: a live site, a saved page, a folder of saved pages."""

from __future__ import annotations

import re
from pathlib import Path

from migrator import urls
from migrator.errors import SourceMissing
from migrator.sources.base import Source, SourceOptions, exists

_HOST = re.compile(r"[\w-]+(?:\.[\w-]+)+(?::\d+)?(?:/.*)?", re.ASCII)
_FILE_SUFFIX = re.compile(
    r"\.(?:html?|xhtml|xml|zip|warc|gz|har|wacz|txt|md|pdf|png|jpe?g)$", re.IGNORECASE
)


def open_source(named: str, options: SourceOptions) -> Source:
    """The source that the user means: an address, or a path.

    Raises SourceMissing where there is nothing, NothingToExport where a folder holds no page.
    """
    address = _address(named)
    if address:
        from migrator.fetch import Fetcher  # takes a tenth of a second, needed only here
        from migrator.sources.live import LiveSource

        return LiveSource(address, Fetcher(address, options.delay), options)
    from migrator.sources.saved import SavedSource

    return SavedSource(Path(named), options)


def default_folder(named: str) -> Path:
    """Where a source goes if the user names no folder: the site's name, or NAME-export."""
    address = _address(named)
    if address:
        return Path(urls.host(address).replace(":", "-"))
    if not exists(Path(named)):
        return Path(f"{Path(named).name[:50]}-export")
    path = Path(named).resolve()
    return Path(f"{path.stem if path.is_file() else path.name}-export")


def _address(named: str) -> str:
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


__all__ = ["Source", "SourceOptions", "default_folder", "open_source"]
