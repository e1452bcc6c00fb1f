"""How addresses are written: as the platform does, and as owners' links do."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from urllib.parse import quote, unquote

_ESCAPE = re.compile(r"%[0-9A-F]{2}")


def href(path: str) -> str:
    """A decoded path as the platform writes it: escaped, in lower case."""
    return _ESCAPE.sub(lambda found: found[0].lower(), quote(path))


def decoded(path: str) -> str:
    """An escaped path as the server understands it: without escapes, composed."""
    return unicodedata.normalize("NFC", unquote(path))


def slug(title: str, *, accents: bool) -> str:
    """A title as the last part of an address, with or without its accents."""
    if not accents:
        title = unicodedata.normalize("NFD", title).encode("ascii", "ignore").decode()
    return "-".join(re.findall(r"\w+", title.lower()))


ODD: Mapping[str, Callable[[str, str], str]] = {
    "plain": lambda site, path: href(path),
    "absolute": lambda site, path: site + href(path),
    "without scheme": lambda site, path: site.partition(":")[2] + href(path),
    "loud scheme": lambda site, path: site.replace("http", "HTTP", 1) + href(path),
    "upper-case escapes": lambda site, path: quote(path),
    "without slash": lambda site, path: href(path).rstrip("/"),
    "decomposed": lambda site, path: href(unicodedata.normalize("NFD", path)),
    "without escapes": lambda site, path: path.replace(" ", "%20"),
    "from above": lambda site, path: "../.." + href(path),
    "with a part": lambda site, path: href(path) + "#part",
    "tracked": lambda site, path: href(path) + "?utm_source=letter&utm_medium=email",
}
"""Each spelling of one post's address: the server's name and a decoded path make it."""

NEEDS_ACCENTS = frozenset(["upper-case escapes", "decomposed", "without escapes"])
"""The spellings that are odd only for a path with accents."""
