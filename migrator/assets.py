"""The files an article needs, and what their bytes say they are."""

from __future__ import annotations

import re

import puremagic
from selectolax.lexbor import LexborHTMLParser

from migrator import urls
from migrator.dom import addresses
from migrator.models import Article, Missing, Snapshot, StoredFile

_WEB_PAGE = re.compile(rb"\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)", re.I | re.S)
_PICTURES = frozenset([".jpg", ".png", ".gif", ".webp", ".bmp", ".svg", ".ico", ".tiff", ".avif"])
_SPELLINGS = {".jpeg": ".jpg", ".jfif": ".jpg", ".jpe": ".jpg", ".tif": ".tiff"}
_SUFFIX = re.compile(r"\.[a-z0-9]{1,5}$")


def key(url: str) -> str:
    """Equal for all sizes of one upload, and for all spellings of one address."""
    return urls.file_id(url) or urls.normal(url)


def wanted(article: Article) -> tuple[str, ...]:
    """The addresses of the pictures and files that the article shows or links to, each once."""
    body = LexborHTMLParser(article.body).body
    found = [] if body is None else list(addresses(body))
    needed = [url for node, _, url in found if _is_needed(node.tag or "", url)]
    if article.cover is not None:
        needed.append(article.cover.value)
    return tuple({key(url): url for url in reversed(needed)}.values())[::-1]


def _is_needed(tag: str, url: str) -> bool:
    """Every picture; of links and players only what lies among the site's own files."""
    if not url.startswith(("http:", "https:", "file:")):
        return False
    return tag == "img" or (tag != "iframe" and urls.is_upload(url))


def examine(file: Snapshot) -> StoredFile | Missing:
    """The file and its extension; or why these bytes cannot be what the page meant."""
    if not file.body:
        return Missing(file.url, "the file is empty")
    if _WEB_PAGE.match(file.body[:4096]) and _suffix(file.url) not in (".html", ".htm"):
        return Missing(file.url, "a web page came in place of the file")
    return StoredFile(file.url, _extension(file))


def _extension(file: Snapshot) -> str:
    """By the bytes where they tell a picture, or where the name tells nothing."""
    told, named = _told_by_bytes(file.body), _suffix(file.url)
    return told if told in _PICTURES or not named else named


def _told_by_bytes(body: bytes) -> str:
    try:
        told = str(puremagic.from_string(body)).lower()
    except (puremagic.PureError, ValueError):
        return ""
    return _SPELLINGS.get(told, told)


def _suffix(url: str) -> str:
    found = _SUFFIX.search(urls.path_of(url).lower())
    return _SPELLINGS.get(found[0], found[0]) if found else ""
