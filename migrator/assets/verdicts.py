"""Whether an answer is the file that a page meant, and what it is."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from migrator import urls
from migrator.assets.kinds import extension, is_page, may_be_a_picture, suffix, told_by_bytes
from migrator.assets.pictures import decodes, is_known, pixels
from migrator.models import Kept, Missing, StoredFile

_FEW = 32  # bytes: no picture is that small

Read = Callable[[Kept], Iterable[bytes]]


def examine(file: Kept, url: str) -> StoredFile | Missing:
    """What the file behind an address is; or why it cannot be what the page meant."""
    if file.status != 200:
        return Missing(url, f"the server answered {file.status}")
    if not file.begins:
        return Missing(url, "the file is empty")
    if _is_page_instead(file, url):
        return Missing(url, "a web page came in place of the file")
    width, height = pixels(file.begins) or (0, 0)
    return StoredFile(
        url=url,
        extension=extension(file.begins, url),
        is_reduced=urls.size(place_of(file)) < urls.size(url),
        kept_at=file.url,
        retrieved_from=file.retrieved_from,
        digest=file.digest,
        chosen=file.chosen,
        width=width,
        height=height,
    )


def place_of(file: Kept) -> str:
    """Where a file came from: its address, or its place among saved files."""
    return f"file:///{file.source}" if file.source else file.url


def fault(found: Kept | Missing, url: str) -> str:
    """What the address of a wanted file did instead of sending it; empty if it seems to be it."""
    if isinstance(found, Missing):
        return "could not be had"
    if found.status != 200:
        return f"answered {found.status}"
    if not found.begins:
        return "sent nothing"
    return "sent a web page" if _is_page_instead(found, url) else ""


def damage(file: Kept, url: str, read: Read) -> str:
    """What is wrong with all the bytes of a wanted file; empty if nothing can be said."""
    if is_known(file.begins):
        return "" if decodes(read(file)) else "sent a picture that cannot be decoded"
    length = len(file.begins)
    if length < _FEW and may_be_a_picture(url) and not told_by_bytes(file.begins):
        return f"sent only {length} bytes"
    return ""


def _is_page_instead(found: Kept, url: str) -> bool:
    return is_page(found.begins) and suffix(url) not in (".html", ".htm")
