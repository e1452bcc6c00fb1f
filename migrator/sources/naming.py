"""What the user means by a source: a site's address, or a path; and what its export is called."""

from __future__ import annotations

import re
from pathlib import Path

from migrator import urls
from migrator.errors import SourceMissing
from migrator.sources.base import exists

STDIN = "-"
_HOST = re.compile(r"[\w-]+(?:\.[\w-]+)+(?::\d+)?(?:/.*)?", re.ASCII)
_FILE_SUFFIX = re.compile(
    r"\.(?:html?|xhtml|xml|zip|warc|gz|har|wacz|txt|md|pdf|png|jpe?g)$", re.IGNORECASE
)


def default_folder(named: str) -> Path:
    """Where a source goes if the user names no folder: the site's name, or NAME-export."""
    address = address_of(named)
    if address:
        return Path(urls.host(address).replace(":", "-").strip(".") or "site-export")
    if named == STDIN:
        return Path("stdin-export")
    if not exists(Path(named)):
        return Path(f"{Path(named).name[:50]}-export")
    path = Path(named).resolve()
    return Path(f"{path.stem if path.is_file() else path.name}-export")


def label(named: str) -> str:
    """What a source is called in its export: the host of a site, or the name of a file."""
    address = address_of(named)
    return urls.host(address) if address else Path(named).resolve().name


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
