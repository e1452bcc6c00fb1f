"""Gzip members in a file that a crash may have torn, or a disk damaged."""

from __future__ import annotations

import mmap
import zlib
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

_GZIP = b"\x1f\x8b\x08"
_PIECE = 1 << 16


class Member(NamedTuple):
    """A whole member that holds a WARC record: where it lies, and how the record begins."""

    start: int
    end: int
    begins: bytes


def members(path: Path, start: int = 0) -> Iterator[Member]:
    """Each whole member from `start` on; what is torn or damaged is passed over."""
    with path.open("rb") as file:
        if file.seek(0, 2) <= start:  # nothing there: an empty file cannot be mapped
            return
        with closing(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)) as content:
            yield from _found(content, start)


def begins_as_ours(path: Path) -> bool:
    """Is this the first record of an archive, torn before its end?"""
    with path.open("rb") as file:
        begins = file.read(_PIECE)
    try:
        return zlib.decompressobj(wbits=31).decompress(begins, 5) in (b"", b"WARC/")
    except zlib.error:
        return False


def _found(content: mmap.mmap, start: int) -> Iterator[Member]:
    start = content.find(_GZIP, start)
    while start >= 0:
        end, begins = _unpacked(content, start)
        if begins.startswith(b"WARC/"):
            yield Member(start, end, begins)
        start = content.find(_GZIP, end)


def _unpacked(content: mmap.mmap, start: int) -> tuple[int, bytes]:
    """(end, first bytes) of the gzip member at `start`; no bytes if it is torn or damaged."""
    member, begins, at = zlib.decompressobj(wbits=31), b"", start
    while not member.eof:
        piece = member.unconsumed_tail or content[at : at + _PIECE]
        at += 0 if member.unconsumed_tail else len(piece)
        try:
            out = member.decompress(piece, _PIECE)
        except zlib.error:
            return start + 1, b""
        begins += out[: _PIECE - len(begins)]
        if not piece:
            return start + 1, b""
    return at - len(member.unused_data), begins
