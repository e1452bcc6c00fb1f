"""All addresses of one upload: those that pages name, and those that Webnode's rules promise."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import unescape
from typing import NamedTuple, TypeVar
from urllib.parse import urlsplit, urlunsplit

from migrator import urls
from migrator.assets.kinds import may_be_a_picture
from migrator.models import Snapshot

T = TypeVar("T")
_MOST = 8  # addresses of one file that are asked for
_FULL = 1_000_000  # the size of an original
_HASH = re.compile(r"-[0-9a-f]{6,10}(?:-public)?/")  # found ten times as fast as with the number
_NUMBER = 9  # digits
_FAR = 300  # letters before and behind an id in which its address begins and ends
_BEFORE = re.compile(r"[^\s\"'()<>=,;]*")  # in letters read backwards
_BEHIND = re.compile(r"[^\"'<>]*")
_NEXT = re.compile(r"&quot;|&#0?3[49];|\s+[\d.]+[wx]\s*(?:,|$)|,\s+(?=\S*\d{9}-[0-9a-f]{6})")
_BLANK = re.compile(r"\s|\)")
_LETTER = re.compile(r"\\u([0-9a-fA-F]{4})")
_BASE = re.compile(r"""<base\s[^>]*?href=["']?([^"'\s>]+)""", re.IGNORECASE)
_FOLDER = re.compile(r"""ilesPath['"\]]*\s*[:=]\s*['"]([^'"]+/)['"]""")  # of three names
# what the rules promise, the likeliest first
_SIZES = (700, 450, 200)
_PREVIEWS = ("detail", "small")
_RARE_SIZES = (1000, 100, 50)


class Candidate(NamedTuple):
    """An address at which an upload may lie; `is_named` if a page says so, else by the rules."""

    url: str
    is_named: bool


def same_upload(url: str) -> str:
    """Equal for all addresses of one upload, whatever host, route and size; empty for no upload."""
    if found := urls.file_id(url):
        return found
    return urls.path_of(urls.original(url)) if urls.is_upload(url) else ""


def place(url: str) -> str:
    """The address without what makes no other place of it: scheme, `www.`, spelling."""
    return urls.normal(url).partition("://")[2].removeprefix("www.")


class Uploads:
    """What the pages of a site say of its uploads."""

    def __init__(self) -> None:
        self._named: dict[str, dict[str, None]] = {}
        self._folders: dict[str, None] = {}

    def note(self, page: Snapshot) -> None:
        """Remember the addresses of uploads in a page: of pictures, of links, and in its data."""
        if page.status != 200:
            return
        text = page.body.decode("utf-8", errors="replace").replace("\\/", "/")
        base = _BASE.search(text)
        for folder in _FOLDER.findall(text):
            self._folders.setdefault(urls.absolute(page.url, folder))
        for found in _addresses(text, urls.absolute(page.url, base[1] if base else "/")):
            self._named.setdefault(urls.file_id(found), {}).setdefault(found)

    def noted(self, pages: Iterable[T]) -> Iterator[T]:
        """The same, each page noted as it passes."""
        for page in pages:
            if isinstance(page, Snapshot):
                self.note(page)
            yield page

    def names_another(self, url: str) -> bool:
        """Does any page name another address of the same upload?"""
        named = self._named.get(urls.file_id(url), {})
        return any(place(other) != place(url) for other in named)

    def others(self, url: str, site: str) -> tuple[Candidate, ...]:
        """Where else the upload may lie, in the order in which to ask: the largest first."""
        if not urls.file_id(url):
            return ()
        named = [*self._named.get(urls.file_id(url), {})]
        wanted = (*_likely(url, named, self._routes(url, site)),)
        chosen = {place(each.url): each for each in reversed(wanted)}
        chosen.pop(place(url), None)
        first = [*reversed(chosen.values())][: _MOST - 1]
        return tuple(sorted(first, key=lambda each: (-_size(each.url), not each.is_named)))

    def _routes(self, url: str, site: str) -> Iterator[str]:
        """Where the rules have originals: the site's own route, and the files host."""
        told = [folder for folder in self._folders if urls.is_web(folder)]
        yield urls.absolute(site, "/_files/")
        yield from told[:2]
        host = urlsplit(site).hostname or ""
        if not told and re.search(r"[a-z]$", host) and "." in host:
            yield f"http://files.{host.removeprefix('www.')}/"


def _addresses(text: str, base: str) -> Iterator[str]:
    """Every address of an upload, wherever in the text of a page it stands."""
    for found in _HASH.finditer(text):
        start = found.start() - _NUMBER
        if text[max(0, start) : found.start()].isdecimal():
            url = urls.absolute(base, unescape(_around(text, start, found.end())).strip())
            if urls.is_web(url) and urls.file_id(url):
                yield url


def _around(text: str, start: int, end: int) -> str:
    """The address around an upload's id: how it ends depends on what it begins with."""
    before = _BEFORE.match(text[max(0, start - _FAR) : start][::-1])
    left = before[0][::-1] if before else ""
    if not left:  # in the data some are told as beginning with the id
        return ""
    opening = text[start - len(left) - 1 : start - len(left)]
    behind = _BEHIND.match(text, end, end + _FAR)
    right = behind[0] if behind else ""
    ends = (_NEXT if opening in "\"';" else _BLANK).search(right)
    right = right[: ends.start()] if ends else right
    return left + text[start:end] + _LETTER.sub(lambda code: chr(int(code[1], 16)), right)


def _likely(url: str, named: Iterable[str], routes: Iterable[str]) -> Iterator[Candidate]:
    """The likeliest first, whatever its size."""
    seen = sorted(named, key=_size, reverse=True)
    yield from (Candidate(each, True) for each in seen if _size(each) == _FULL)
    yield from (Candidate(_below(route, url), False) for route in routes)
    yield from (Candidate(each, True) for each in seen if _size(each) < _FULL)
    if may_be_a_picture(url):
        yield from (Candidate(each, False) for each in _smaller(url))


def _smaller(url: str) -> Iterator[str]:
    yield from (_changed(url, f"/{size}/") for size in _SIZES)
    if "/_files/" in url:
        yield from (_preview(url, kind) for kind in _PREVIEWS)
    yield from (_changed(url, f"/{size}/") for size in _RARE_SIZES)


def _size(url: str) -> int:
    """As `urls.size`, but the page that shows a picture comes behind all originals."""
    return _FULL - 1 if urls.is_pop_up(url) else urls.size(url)


def _below(folder: str, url: str) -> str:
    parts = urlsplit(urls.original(url))
    name = parts.path.rpartition("/")[2]
    return urls.absolute(
        folder, urlunsplit(("", "", f"{urls.file_id(url)}/{name}", parts.query, ""))
    )


def _changed(url: str, between: str) -> str:
    parts = urlsplit(urls.original(url))
    folder, _, name = parts.path.rpartition("/")
    return urlunsplit(parts._replace(path=f"{folder}{between}{name}", fragment=""))


def _preview(url: str, kind: str) -> str:
    return urls.original(url).replace("/_files/", f"/_files/system_preview_{kind}_", 1)
