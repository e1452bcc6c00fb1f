"""The files an article needs, and what their bytes say they are."""

from __future__ import annotations

import hashlib
import re
from base64 import b64decode
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import UTC, datetime
from urllib.parse import unquote, unquote_to_bytes

import puremagic

from migrator import urls
from migrator.dom import addresses, parse
from migrator.models import Article, Missing, Snapshot, StoredFile

_PICTURES = frozenset([".jpg", ".png", ".gif", ".webp", ".bmp", ".svg", ".ico", ".tiff", ".avif"])
_SPELLINGS = {".jpeg": ".jpg", ".jfif": ".jpg", ".jpe": ".jpg", ".tif": ".tiff"}
_NEVER = datetime.fromtimestamp(0, UTC)
_SUFFIX = re.compile(r"\.[a-z0-9]{1,5}$")


def key(url: str) -> str:
    """Equal for all sizes of one upload, and for all spellings of one address."""
    if url.startswith("data:"):
        return f"urn:sha256:{hashlib.sha256(url.encode()).hexdigest()}"
    return urls.file_id(url) or urls.normal(url)


def wanted(article: Article) -> tuple[str, ...]:
    """The addresses of the pictures and files that the article shows or links to, each once."""
    body = parse(article.body).body
    found = [] if body is None else list(addresses(body))
    needed = [url for node, _, url in found if _is_needed(node.tag or "", url)]
    if article.cover is not None:
        needed.append(article.cover.value)
    needed.sort(key=_is_pop_up)  # a pop-up page may stand in for its picture, never before it
    return tuple({key(url): url for url in reversed(needed)}.values())[::-1]


def _is_pop_up(url: str) -> bool:
    return _suffix(url) in (".html", ".htm")


def _is_needed(tag: str, url: str) -> bool:
    """Every picture; of links, frames and players only what lies among the site's own files."""
    if url.startswith("data:"):
        return tag == "img"
    if not url.startswith(("http:", "https:", "file:")):
        return False
    return tag == "img" or urls.is_upload(url)


def collect(
    articles: Iterable[Article],
    fetch: Callable[[str], Snapshot | Missing],
    keep: Callable[[Snapshot], None],
) -> tuple[dict[str, StoredFile], tuple[Missing, ...]]:
    """Have the files of all articles fetched and kept: by `key` what came, and what did not."""
    needed: dict[str, tuple[str, datetime]] = {}
    for article in articles:
        for url in wanted(article):
            needed.setdefault(key(url), (url, article.fetched_at or _NEVER))
    stored, missing = {}, []
    for name, (url, seen_at) in needed.items():
        found = _inlined(url, seen_at) if url.startswith("data:") else fetch(url)
        if isinstance(found, Snapshot):
            keep(found)
        file = examine(found) if isinstance(found, Snapshot) else found
        if isinstance(file, StoredFile):
            stored[name] = file
        else:
            missing.append(replace(file, url=name if url.startswith("data:") else url))
    return stored, tuple(missing)


def _inlined(url: str, seen_at: datetime) -> Snapshot | Missing:
    """A picture whose bytes stand in the page itself; its address is made of a hash."""
    head, _, data = url.partition(",")
    try:
        body = b64decode(unquote(data)) if head.endswith(";base64") else unquote_to_bytes(data)
    except ValueError:
        return Missing(key(url), "the picture in the page cannot be decoded")
    return Snapshot(key(url), body, head[5:].partition(";")[0], seen_at)


def examine(file: Snapshot) -> StoredFile | Missing:
    """The file and its extension; or why these bytes cannot be what the page meant."""
    if file.status != 200:
        return Missing(file.url, f"the server answered {file.status}")
    if not file.body:
        return Missing(file.url, "the file is empty")
    if _is_web_page(file.body) and _suffix(file.url) not in (".html", ".htm"):
        return Missing(file.url, "a web page came in place of the file")
    reduced = (
        bool(file.source) and urls.original(f"file:///{file.source}") != f"file:///{file.source}"
    )
    return StoredFile(file.url, _extension(file), reduced)


def _is_web_page(body: bytes) -> bool:
    start = body[:2048].lstrip().lower()
    openings = (b"<!doctype html", b"<html", b"<head", b"<body")
    return start.startswith(openings) or (start.startswith(b"<!--") and b"<html" in start)


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
