"""A ZIP file as a stream: the same members give the same bytes, whatever their size."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from io import RawIOBase
from typing import Protocol
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from migrator.models import Asset, Document, Package

_MODE = 0o644 << 16


class Bodies(Protocol):
    """Where the files of the old site lie, any of which may be larger than the memory."""

    def chunks(self, url: str) -> Iterator[bytes]:
        """The bytes behind an address, piece by piece."""


class _Pieces(RawIOBase):
    """What was written since it was last asked."""

    def __init__(self) -> None:
        self._written: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, data: object) -> int:
        piece = bytes(data)  # type: ignore[call-overload]
        self._written.append(piece)
        return len(piece)

    def taken(self) -> Iterator[bytes]:
        """The pieces, once."""
        yield from self._written
        self._written.clear()


def zipped(package: Package, bodies: Bodies) -> Iterator[bytes]:
    """The ZIP file, piece by piece; each member is read twice, since its size goes before it."""
    out = _Pieces()
    with ZipFile(out, "w") as file:
        for member in package.members:
            info = _entry(str(member.path.relative_to(package.path)), member)
            info.file_size = sum(map(len, _chunks(member, bodies)))
            with file.open(info, "w") as entry:
                for chunk in _chunks(member, bodies):
                    entry.write(chunk)
                    yield from out.taken()
    yield from out.taken()


def _entry(name: str, member: Document | Asset) -> ZipInfo:
    """Pictures are packed already."""
    info = ZipInfo(name)  # dated with the first moment that a ZIP file can tell
    info.external_attr = _MODE
    info.create_system = 3
    info.compress_type = ZIP_DEFLATED if isinstance(member, Document) else ZIP_STORED
    return info


def _chunks(member: Document | Asset, bodies: Bodies) -> Iterable[bytes]:
    if isinstance(member, Document):
        return (member.content,)
    return bodies.chunks(member.kept_at or member.url)
