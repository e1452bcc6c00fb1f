"""What somebody means who writes an address: it need not be spelled as the report has it."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection
from dataclasses import dataclass, replace
from pathlib import Path

from migrator import urls
from migrator.assets import same_upload
from migrator.redirects.rule import page, query_key


@dataclass(frozen=True, slots=True)
class Asked:
    """An address as `given`, and all that it may mean.

    `keys` are the page keys, `upload` is the same for all addresses of one upload, `path` and
    `query` are what a redirect looks at, `file` is the path within a folder. Without a host, every
    host of the old site may be meant; `is_ours` is false for a host that is none of them.
    """

    given: str
    keys: frozenset[str]
    upload: str
    path: str
    query: str
    file: str
    is_ours: bool

    def means(self, url: str) -> bool:
        """Is this another spelling of the address?"""
        return urls.page_key(url) in self.keys or bool(self.upload and self.upload == upload(url))

    def without_query(self) -> Asked:
        """The same without the query: pages are answered whatever somebody adds to them."""
        keys = frozenset(key.partition("?")[0] for key in self.keys)
        return replace(self, keys=keys, query="")


def asked(given: str, hosts: Collection[str], folder: Path) -> Asked:
    """Read an address, or the path of a file in the folder, as it was written."""
    text = urls.as_browsers_read(given)
    url = _absolute(text, hosts)
    meant = [url] if url else [_on(host, text) for host in hosts]
    first = meant[0] if meant else _on("", text)
    is_ours = not url or (urls.is_web(url) and urls.host(url) in hosts)
    return Asked(
        given=given,
        keys=frozenset(map(urls.page_key, meant)),
        upload=upload(first),
        path=page(urls.path_of(first)),
        query=query_key(urls.query_of(first)),
        file="" if url else _file(text, folder),
        is_ours=is_ours,
    )


def upload(url: str) -> str:
    """Equal for all addresses of one upload, also without the file's name; empty for no upload."""
    return same_upload(url) or same_upload(f"{url.rstrip('/')}/")


def identity(url: str) -> str:
    """Equal for two addresses of one page, or of one file in whatever size."""
    return upload(url) or urls.page_key(url)


def _absolute(text: str, hosts: Collection[str]) -> str:
    """The address with scheme and host; empty if it is a path alone."""
    if urls.is_web(text) or text[:5].lower() == "file:":
        return text
    if text.startswith("//"):
        return f"https:{text}"
    host = urls.host(f"https://{text}") if text[:1] not in ("", "/") else ""
    return f"https://{text}" if host and host in hosts else ""


def _on(host: str, path: str) -> str:
    return f"{f'https://{host}' if host else 'file://'}/{path.lstrip('/')}"


def _file(text: str, folder: Path) -> str:
    """The path within the folder, for one that leads through it or begins there."""
    path = unicodedata.normalize("NFC", text.replace("\\", "/")).removeprefix("./")
    for root in (folder, folder.absolute()):
        path = path.removeprefix(f"{root.as_posix()}/")
    return path.strip("/")
