"""Which addresses a click may lead to: those of the web, not those of this computer."""

from __future__ import annotations

from ipaddress import ip_address
from urllib.parse import urlsplit

from migrator import urls

_WRITES = ("mailto:", "tel:")
_WEB = ("http:", "https:")


def leads_out(address: str) -> bool:
    """Does a link lead to another site, or to a person?

    >>> leads_out("https://a.example/x"), leads_out("http://127.0.0.1:80/"), leads_out("file:///x")
    (True, False, False)
    """
    read = urls.as_browsers_read(address).lower()
    return read.startswith(_WRITES) or (read.startswith(_WEB) and not _is_here(read))


def _is_here(address: str) -> bool:
    """Is this an address of the computer that the preview is read on, or none at all?"""
    try:
        host = urlsplit(address).hostname or "localhost"
    except ValueError:
        return True
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
