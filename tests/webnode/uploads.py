"""Pictures and documents: small, valid, each with bytes of its own."""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass
from random import Random

FOLDER = "5f0c7a91d2e84b36a7c1e09d4b82f613"
"""The folder of the site on the asset host."""
_SIDE = 24  # pixels


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as the owner uploaded it; two of the same `content` have the same bytes."""

    number: int
    name: str
    content: int
    on_assets: bool

    @property
    def id(self) -> str:
        """`<file id>-<hash>`."""
        return f"{200000100 + self.number}-{Random(f'id {self.number}').randrange(16**10):010x}"

    @property
    def path(self) -> str:
        """The decoded path of the original."""
        folder = FOLDER if self.on_assets else "_files"
        return f"/{folder}/{self.id}/{self.name}"

    @property
    def is_picture(self) -> bool:
        """Is it a picture, not a document?"""
        return self.name.endswith(".png")

    @property
    def media_type(self) -> str:
        """What the server calls it."""
        return "image/png" if self.is_picture else "application/pdf"

    def body(self, variant: str = "") -> bytes:
        """The bytes; those of a smaller variant are others."""
        make = _png if self.is_picture else _pdf
        return make(f"{self.content} {variant}")


def _png(seed: str) -> bytes:
    rng = Random(f"png {seed}")
    rows = b"".join(b"\0" + rng.randbytes(3 * _SIDE) for _ in range(_SIDE))
    header = struct.pack(">IIBBBBB", _SIDE, _SIDE, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(rows, 1)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(*chunk) for chunk in chunks)


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def _pdf(seed: str) -> bytes:
    """A document of one empty page, with a table of its objects."""
    parts = [
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>",
    ]
    text, places = f"%PDF-1.4\n%{Random(f'pdf {seed}').randrange(16**32):032x}\n", []
    for number, part in enumerate(parts, 1):
        places.append(len(text))
        text += f"{number} 0 obj{part}endobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    end = f"trailer<</Size 4/Root 1 0 R>>\nstartxref\n{len(text)}\n%%EOF\n"
    return f"{text}xref\n0 4\n0000000000 65535 f \n{table}{end}".encode("ascii")
