"""Bodies as servers pack them: unpacked piece by piece, so that no bomb fills the memory."""

from __future__ import annotations

import base64
import hashlib
import zlib
from collections.abc import Callable, Iterator
from itertools import chain
from typing import Any, BinaryIO

from warcio.bufferedreaders import ChunkedDataReader

_PIECE = 1 << 16
_ZLIB, _GZIP, _RAW = 15, 31, -15

Headers = tuple[tuple[str, str], ...]


class BodyBroken(ValueError):
    """The body cannot be unpacked; the message says why."""


class Checked:
    """A stream that must end with the digest that was noted when it was written."""

    def __init__(self, stream: BinaryIO, digest: str) -> None:
        self._stream, self._digest, self._sum = stream, digest, Digest()

    def read(self, size: int = -1) -> bytes:
        """As any stream; raises BodyBroken at its end if that is not what it was."""
        piece = self._stream.read(size)
        self._sum.update(piece)
        if not piece and self._digest and str(self._sum) != self._digest:
            raise BodyBroken("its record in the archive is damaged")
        return piece


class Digest:
    """As the WARC standard's examples spell it."""

    def __init__(self) -> None:
        self._sum = hashlib.sha1(usedforsecurity=False)
        self.update = self._sum.update

    def __str__(self) -> str:
        return f"sha1:{base64.b32encode(self._sum.digest()).decode()}"


def pieces(stream: BinaryIO) -> Iterator[bytes]:
    """The rest of a stream, piece by piece."""
    while piece := stream.read(_PIECE):
        yield piece


def unpacked(stream: BinaryIO, headers: Headers) -> Iterator[bytes]:
    """The body as its reader wants it, piece by piece. Raises BodyBroken."""
    if "chunked" in _said(headers, "transfer-encoding"):
        stream = ChunkedDataReader(stream)  # passes over to plain bytes where they are not chunked
    found = pieces(stream)
    for name in reversed(_said(headers, "content-encoding")):
        if name not in ("", "identity"):
            found = _undone(found, name)
    return found


def _said(headers: Headers, name: str) -> list[str]:
    values = [value for key, value in headers if key.lower() == name]
    return [word.strip().lower() for value in values for word in value.split(",")]


def _undone(packed: Iterator[bytes], name: str) -> Iterator[bytes]:
    first = next(packed, b"")
    unpacker = _unpacker(name, first)
    if unpacker is None:  # copiers unpack bodies, and leave the header as it was
        yield first
        yield from packed
        return
    for piece in chain([first], packed):
        yield from unpacker(piece)


def _unpacker(name: str, first: bytes) -> Callable[[bytes], Iterator[bytes]] | None:
    """What unpacks the pieces; None where the bytes are not packed at all."""
    if name in ("gzip", "x-gzip"):
        return _Inflated(_GZIP) if first.startswith(b"\x1f\x8b") else None
    if name == "deflate":
        return next((_Inflated(bits) for bits in (_ZLIB, _RAW) if _inflates(first, bits)), None)
    if name == "br":
        return _Brotli() if _is_brotli(first) else None
    raise BodyBroken(f"it is packed in a way that cannot be undone here: {name}")


def _inflates(first: bytes, bits: int) -> bool:
    try:
        zlib.decompressobj(bits).decompress(first, _PIECE)
    except zlib.error:
        return False
    return True


class _Inflated:
    """gzip and deflate, one member after another."""

    def __init__(self, bits: int) -> None:
        self._bits = bits
        self._unpacker = zlib.decompressobj(bits)

    def __call__(self, piece: bytes) -> Iterator[bytes]:
        """What comes out of a piece, never more than a piece at once."""
        while piece:
            try:
                yield self._unpacker.decompress(piece, _PIECE)
            except zlib.error as error:
                raise BodyBroken("its packing is broken") from error
            piece = self._unpacker.unconsumed_tail
            if self._unpacker.eof:
                piece, self._unpacker = self._unpacker.unused_data, zlib.decompressobj(self._bits)
                piece = piece if piece.startswith(b"\x1f\x8b") else b""


class _Brotli:
    """Brotli; a kilobyte of it may hold gigabytes."""

    def __init__(self) -> None:
        self._unpacker = _brotli().Decompressor()

    def __call__(self, piece: bytes) -> Iterator[bytes]:
        """What comes out of a piece, little by little."""
        try:
            yield self._unpacker.process(piece, output_buffer_limit=_PIECE)
            while not self._unpacker.can_accept_more_data():
                yield self._unpacker.process(b"", output_buffer_limit=_PIECE)
        except _brotli().error as error:
            raise BodyBroken("its packing is broken") from error


def _is_brotli(first: bytes) -> bool:
    try:
        _brotli().Decompressor().process(first, output_buffer_limit=_PIECE)
    except _brotli().error:
        return False
    return True


def _brotli() -> Any:
    import brotli  # few answers need it

    return brotli
