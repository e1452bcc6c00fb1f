"""When two addresses are the same to a reader: an upload in any size, a link in any spelling."""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import unquote, urljoin, urlsplit

_UPLOAD = re.compile(r"\d{9}-[0-9a-f]{6,10}")
_VIDEO = re.compile(
    r"(?:youtube(?:-nocookie)?\.com/(?:embed/videoseries/?\?(?:[^#]*&)?list=|playlist\?list=|embed/|v/|watch\?v=)"
    r"|vimeo\.com/(?:video/)?|open\.spotify\.com/(?:embed/)?\w+/)([\w-]+)"
)
_SHOWN_BY = re.compile(
    r"facebook\.com/plugins/(?:video|post|page)\.php\?(?:[^#]*&)?href=(https?[^&#]+)"
    r"|w\.soundcloud\.com/player/\?(?:[^#]*&)?url=(https?(?::|%3[aA])(?:/|%2[fF]){2}(?:www\.)?soundcloud\.com[^&#]+)"
)


def joined(base: str, reference: str) -> str:
    """The absolute address; what is no address stays as it is."""
    try:
        return urljoin(base, reference.strip())
    except ValueError:
        return reference


def same_file(address: str) -> str:
    """An upload by its id, whatever its size and host; any other file by its name.

    A picture that stands in the page itself goes by its letters.
    """
    if address.startswith("data:"):
        return re.sub(r"\s", "", address)
    found = _UPLOAD.search(unquote(address))
    try:
        path = urlsplit(address).path
    except ValueError:
        path = address
    return found[0] if found else unquote(path).rpartition("/")[2]


def same_link(address: str) -> str:
    """An address in which scheme, escapes and a copier's `index.html` make no difference."""
    found = _UPLOAD.search(unquote(address))
    if found:
        return found[0]
    address = re.sub(r"^(?:https?|file):", "", address.strip(), flags=re.IGNORECASE)
    address = re.sub(r"^//([^/?#]+)", lambda host: f"//{_ascii(host[1])}", address)
    return re.sub(r"(?<=/)index\.html?(?=$|#)", "", re.sub(r"\s+", "", unquote(address)))


def _ascii(host: str) -> str:
    """A host in the form that name servers know: renderers write it so."""
    try:
        return unquote(host).encode("idna").decode().lower()
    except UnicodeError:
        return host.lower()


def same_embed(address: str) -> str:
    """A video or song by its id, a post by its address, any other frame by its own."""
    found = _VIDEO.search(address)
    if found:
        return found[1]
    shown = _SHOWN_BY.search(address)
    return same_link(unquote(shown[1] or shown[2]) if shown else address)


class Rewrites:
    """Which old address became which new one, and back."""

    def __init__(self, page: str, references: Mapping[str, str]) -> None:
        self.page = page
        self._new = {same_link(old): new for old, new in references.items()}
        self._old = {unquote(new): old for old, new in references.items()}

    def link(self, old: str) -> str:
        """What a link of the page must be in the document."""
        key = same_link(old)
        new = self._new.get(key, "")
        return key if not new or _UPLOAD.fullmatch(key) else same_link(new)

    def written_link(self, new: str) -> str:
        """The same for a link of the document: uploads go by their id."""
        old = self._old.get(unquote(new), new)
        return same_link(old) if _UPLOAD.search(unquote(old)) else same_link(new)

    def written_file(self, new: str) -> str:
        """The file that a picture of the document shows."""
        return same_file(self._old.get(unquote(new), unquote(new)))

    def written_embed(self, new: str) -> str:
        """The frame that a link of the document may stand for."""
        return same_embed(self._old.get(unquote(new), new))
