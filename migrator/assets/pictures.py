"""What Pillow says of a picture: how large it is, and whether it decodes.

It is asked of the kinds that web pages show. Of any other, and of one that would fill the memory,
nothing can be said.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from io import BytesIO
from threading import Lock
from typing import TYPE_CHECKING
from warnings import catch_warnings, simplefilter

from migrator.assets.kinds import told_by_bytes

if TYPE_CHECKING:
    from PIL.Image import Image

_FORMATS = {
    ".jpg": "JPEG",
    ".png": "PNG",
    ".gif": "GIF",
    ".webp": "WEBP",
    ".bmp": "BMP",
    ".tiff": "TIFF",
}
_LARGEST = 1 << 26  # bytes of a file that is decoded
_MOST = 50_000_000  # pixels in memory
_SHRUNK = 8  # a JPEG is decoded that much smaller, which takes a third of the time
_ONE_AT_A_TIME = Lock()  # what silences warnings does so for all threads


class _Unknown(Exception):
    """Nothing can be said of this picture."""


def is_known(begins: bytes) -> bool:
    """Is this of a kind of which anything can be said?"""
    return told_by_bytes(begins) in _FORMATS


def pixels(begins: bytes) -> tuple[int, int] | None:
    """Width and height, as the first bytes of a picture tell them; None if they do not."""
    try:
        with _opened(begins) as image:
            return image.size
    except Exception:  # each kind has errors of its own
        return None


def decodes(pieces: Iterable[bytes]) -> bool:
    """Can these bytes be shown as the picture that they begin like? What is unknown can."""
    try:
        with _opened(joined(pieces)) as image:
            image.draft(None, (image.width // _SHRUNK, image.height // _SHRUNK))
            if image.width * image.height <= _MOST:
                image.load()
    except _Unknown:
        return True
    except Exception:  # each kind has errors of its own
        return False
    return True


def joined(pieces: Iterable[bytes]) -> bytes:
    """All bytes, as long as nobody has to be afraid of so many."""
    body = bytearray()
    for piece in pieces:
        body += piece
        if len(body) > _LARGEST:
            break
    return bytes(body)


@contextmanager
def _opened(body: bytes) -> Iterator[Image]:
    kind = _FORMATS.get(told_by_bytes(body[:4096]))
    if kind is None or len(body) > _LARGEST:
        raise _Unknown
    from PIL import Image, TiffImagePlugin, WebPImagePlugin, features  # noqa: F401  # registers

    if kind == "WEBP" and not features.check("webp"):
        raise _Unknown
    with _ONE_AT_A_TIME, catch_warnings():
        simplefilter("ignore")
        try:
            with Image.open(BytesIO(body), formats=[kind]) as image:
                yield image
        except Image.DecompressionBombError as error:
            raise _Unknown from error
