"""Which files a site's articles need, and what came of each."""

from __future__ import annotations

import hashlib
from base64 import b32encode, b64decode
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from urllib.parse import unquote, unquote_to_bytes

from migrator import urls
from migrator.assets.kinds import suffix
from migrator.assets.verdicts import examine
from migrator.dom import addresses, parse
from migrator.models import Article, Capture, Kept, Missing, StoredFile

_NEVER = datetime.fromtimestamp(0, UTC)


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
    return suffix(url) in (".html", ".htm")


def _is_needed(tag: str, url: str) -> bool:
    """Every picture; of links, frames and players only what lies among the site's own files."""
    if url.startswith("data:"):
        return tag == "img"
    if not urls.is_web(url) and not url.startswith("file:"):
        return False
    return tag == "img" or urls.is_upload(url)


class Needs:
    """The files that a site's articles need, each once, in the order in which they are needed."""

    def __init__(self) -> None:
        self._by_key: dict[str, tuple[str, datetime]] = {}

    def add(self, wanted: Iterable[str], seen_at: datetime | None) -> None:
        """What a page shows that was seen then."""
        for url in wanted:
            self._by_key.setdefault(key(url), (url, seen_at or _NEVER))

    def collect(
        self,
        fetch: Callable[[Sequence[str]], Iterable[tuple[str, Kept | Missing]]],
        keep: Callable[[Capture], None],
    ) -> tuple[dict[str, StoredFile], tuple[Missing, ...]]:
        """Have all files fetched and kept: by `key` what came, and what did not.

        They come in any order, and are given back in that in which they are needed.
        """
        needed = self._by_key.values()
        inlined = {url: seen_at for url, seen_at in needed if url.startswith("data:")}
        named = {key(url): _inlined(url, seen_at, keep) for url, seen_at in inlined.items()}
        fetched = fetch([url for url, _ in needed if url not in inlined])
        named |= {key(url): _examined(found, url) for url, found in fetched}
        files = [(name, named[name]) for name in self._by_key if name in named]
        stored = {name: file for name, file in files if isinstance(file, StoredFile)}
        return stored, tuple(file for _, file in files if isinstance(file, Missing))


def _inlined(url: str, seen_at: datetime, keep: Callable[[Capture], None]) -> StoredFile | Missing:
    """A picture whose bytes stand in the page itself; its address is made of a hash."""
    head, _, data = url.partition(",")
    try:
        body = b64decode(unquote(data)) if head.endswith(";base64") else unquote_to_bytes(data)
    except ValueError:
        return Missing(key(url), "the picture in the page cannot be decoded")
    media_type = head[5:].partition(";")[0]
    keep(Capture(key(url), BytesIO(body), seen_at, media_type=media_type))
    digest = f"sha1:{b32encode(hashlib.sha1(body).digest()).decode()}"  # as the archive notes it
    return _examined(Kept(key(url), 200, body, digest=digest), key(url))


def _examined(found: Kept | Missing, url: str) -> StoredFile | Missing:
    return replace(found, url=url) if isinstance(found, Missing) else examine(found, url)
