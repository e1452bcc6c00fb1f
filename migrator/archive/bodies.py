"""Bodies as servers pack them: unpacked piece by piece, so that no bomb fills the memory."""

from __future__ import annotations

import base64
import hashlib
import re
import zlib
from collections.abc import Iterator
from itertools import chain
from typing import Any, BinaryIO

_PIECE = 1 << 16
_ZLIB, _GZIP, _RAW = 15, 31, -15
_GZIPPED = b"\x1f\x8b"
_LONGEST_LINE = 1 << 12
_DEEPEST = 8  # packings of one body within one another
_CHUNK = re.compile(rb"[ \t]*([0-9a-fA-F]{1,16})[ \t]*(?:;.*)?\r\n")

Headers = tuple[tuple[str, str], ...]


class BodyBroken(ValueError):
    """The body cannot be unpacked; the message says why."""


class Checked:
    """A stream that must end with the digest that was noted when it was written."""

    def __init__(self, stream: BinaryIO, digest: str) -> None:
        self._stream, self._digest, self._sum = stream, digest, Digest()

    def read(self, size: int = -1) -> bytes:
        """As any stream; raises BodyBroken at its end if that is not what it was."""
        return self._seen(self._stream.read(size))

    def readline(self, size: int = -1) -> bytes:
        """The same for a line."""
        return self._seen(self._stream.readline(size))

    def _seen(self, piece: bytes) -> bytes:
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
    is_chunked = "chunked" in _said(headers, "transfer-encoding")
    found = _full(_joined(stream)) if is_chunked else pieces(stream)
    names = [n for n in _said(headers, "content-encoding") if n not in ("", "identity")]
    if len(names) > _DEEPEST:
        raise BodyBroken(f"it is packed {len(names)} times over, as in a trap")
    for name in reversed(names):
        found = _full(_undone(found, name))
    return found


def _said(headers: Headers, name: str) -> list[str]:
    values = [value for key, value in headers if key.lower() == name]
    return [word.strip().lower() for value in values for word in value.split(",")]


def _full(found: Iterator[bytes]) -> Iterator[bytes]:
    """The same in full pieces, so that the first of them tells what it is."""
    waiting = bytearray()
    for piece in found:
        waiting += piece
        while len(waiting) >= _PIECE:
            yield bytes(waiting[:_PIECE])
            del waiting[:_PIECE]
    if waiting:
        yield bytes(waiting)


def _joined(stream: BinaryIO) -> Iterator[bytes]:
    """What was sent in chunks; copiers join them, and leave the header as it was."""
    line = stream.readline(_LONGEST_LINE)
    if not _CHUNK.fullmatch(line):
        yield line
        yield from pieces(stream)
        return
    while left := _length(line):
        while left and (piece := stream.read(min(left, _PIECE))):
            left -= len(piece)
            yield piece
        end, line = stream.readline(_LONGEST_LINE), stream.readline(_LONGEST_LINE)
        if end != b"\r\n":
            line = b""
    for _ in pieces(stream):
        pass  # nothing of it is the body, but the stream ends where it should


def _length(line: bytes) -> int:
    said = _CHUNK.fullmatch(line)
    if said is None:
        raise BodyBroken("its chunks are broken, or cut short")
    return int(said[1], 16)


def _undone(packed: Iterator[bytes], name: str) -> Iterator[bytes]:
    first = next(packed, b"")
    unpacker = _unpacker(name, first) if first else None
    if unpacker is None:  # copiers unpack bodies, and leave the header as it was
        yield first
        yield from packed
        return
    for piece in chain([first], packed):
        yield from unpacker(piece)
    yield from unpacker.end()


def _unpacker(name: str, first: bytes) -> _Inflated | _Brotli | None:
    """What unpacks the pieces; None where the bytes are not packed at all: nothing comes out."""
    if name in ("gzip", "x-gzip"):
        return _Inflated(_GZIP) if first.startswith(_GZIPPED) else None
    if name == "deflate":
        return next((_Inflated(bits) for bits in (_ZLIB, _RAW) if _inflates(first, bits)), None)
    if name == "br":
        return _Brotli() if _is_brotli(first) else None
    raise BodyBroken(f"it is packed in a way that cannot be undone here: {name}")


def _inflates(first: bytes, bits: int) -> bool:
    unpacker = zlib.decompressobj(bits)
    try:
        return bool(unpacker.decompress(first, _PIECE)) or unpacker.eof
    except zlib.error:
        return False


class _Inflated:
    """gzip, one member after another, and deflate; what stands behind is passed over."""

    def __init__(self, bits: int) -> None:
        self._bits = bits
        self._unpacker = zlib.decompressobj(bits)
        self._behind = b""  # too little to tell whether it is another member

    def __call__(self, piece: bytes) -> Iterator[bytes]:
        """What comes out of a piece, never more than a piece at once."""
        piece = self._behind + piece
        while piece and self._goes_on(piece):
            yield self._out(piece)
            piece = self._unpacker.unconsumed_tail or self._unpacker.unused_data

    def end(self) -> Iterator[bytes]:
        """What is still inside. Raises BodyBroken if that is not all."""
        while out := self._out(b""):
            yield out
        if not self._unpacker.eof:
            raise BodyBroken("its packing is cut short")

    def _goes_on(self, piece: bytes) -> bool:
        self._behind = b""
        if not self._unpacker.eof:
            return True
        if self._bits == _GZIP and piece.startswith(_GZIPPED):
            self._unpacker = zlib.decompressobj(self._bits)
            return True
        self._behind = piece if piece == _GZIPPED[:1] else b""
        return False

    def _out(self, piece: bytes) -> bytes:
        try:
            return self._unpacker.decompress(piece, _PIECE)
        except zlib.error as error:
            raise BodyBroken("its packing is broken") from error


class _Brotli:
    """Brotli; a kilobyte of it may hold gigabytes."""

    def __init__(self) -> None:
        self._unpacker = _brotli().Decompressor()

    def __call__(self, piece: bytes) -> Iterator[bytes]:
        """What comes out of a piece, little by little."""
        try:
            out = self._unpacker.process(piece, output_buffer_limit=_PIECE)
            # it holds output back even where it says that it can accept more
            while out or not self._unpacker.can_accept_more_data():
                yield out
                out = self._unpacker.process(b"", output_buffer_limit=_PIECE)
        except _brotli().error as error:
            raise BodyBroken("its packing is broken") from error

    def end(self) -> Iterator[bytes]:
        """Nothing more. Raises BodyBroken if that is not all."""
        yield from ()
        if not self._unpacker.is_finished():
            raise BodyBroken("its packing is cut short")


def _is_brotli(first: bytes) -> bool:
    unpacker = _brotli().Decompressor()
    try:
        out = unpacker.process(first, output_buffer_limit=_PIECE)
    except _brotli().error:
        return False
    return bool(out) or bool(unpacker.is_finished())


def _brotli() -> Any:
    import brotli  # few answers need it

    return brotli
