"""A ZIP file, or a WACZ, which is one: what lies in it is laid out in a folder.

Whoever packed it is not trusted: no name leads out of the folder, and what comes out is counted,
whatever the file says of itself.
"""

from __future__ import annotations

import errno
import io
import os
import re
import stat
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from migrator.errors import SourceBroken, cannot_write
from migrator.models import Limits

_MIB = 1024 * 1024
_BEGINNINGS = (b"PK\x03\x04", b"PK\x05\x06")
_MEMBERS = 200_000
_LIST = 64 * _MIB  # bytes of the list of members, which is read in memory
_RATIO = 200  # times the size of the file: pages come to twenty, a bomb to a thousand
_HARMLESS = 64 * _MIB  # bytes that may come out of any file, however small
_LONGEST_PART = 255  # bytes, as most systems have it
_LONGEST_NAME = 1024
_DEEPEST = 100
_SHOWN = 50  # letters of a name, so that the reason has room beside it
_DRIVE = re.compile(r"[a-zA-Z]:")
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_ENCRYPTED = 0x1 | 0x40
_NO_ROOM = frozenset([errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO])
_HINT = "Pack it again, or unpack it with another program and name the folder."


class _PassedOver(Exception):
    """Why a member is not laid out."""


class _Full(_PassedOver):
    """Why neither this member is laid out, nor any behind it."""


def is_packed(path: Path) -> bool:
    """Is this a ZIP file, by its first bytes?"""
    try:
        with path.open("rb") as file:
            return file.read(4) in _BEGINNINGS
    except OSError:
        return False


def unpacked(path: Path, into: Path, limits: Limits) -> tuple[str, ...]:
    """A line for each member that was passed over, and why; all others now lie below `into`.

    Raises SourceBroken where the file is no ZIP file, OutputRefused where there is no room.
    """
    try:
        file = _File(path.open("rb", buffering=0))
    except OSError as error:
        raise SourceBroken(f"{path} cannot be read: {error.strerror}") from error
    with file, _listed(file, path) as archive:
        meter = _Meter(limits, path.stat().st_size)
        return tuple(_Unpacking(archive, into, meter).lines())


class _File(io.BufferedReader):
    """The packed file, whose list of members is not read if it is too long for memory."""

    def read(self, size: int | None = -1, /) -> bytes:
        if size is not None and size > _LIST:
            raise BadZipFile("it lists too many members")
        return super().read(size)


def _listed(file: _File, path: Path) -> ZipFile:
    try:
        return ZipFile(file)
    except Exception as error:  # zipfile has no error of its own for much that can be wrong
        raise SourceBroken(f"{path} cannot be read as a ZIP file: {error}", _HINT) from error


class _Meter:
    """Counts what really comes out, and stops where it is too much."""

    def __init__(self, limits: Limits, packed: int) -> None:
        self._limits = limits
        self._most = max(_HARMLESS, _RATIO * packed)
        self._members = self._total = 0

    def count(self) -> None:
        """One more member."""
        self._members += 1
        if self._members > _MEMBERS:
            raise _Full(f"there are more than {_MEMBERS} members")

    def metered(self, chunks: Iterator[bytes]) -> Iterator[bytes]:
        """The bytes of one member, as long as there is room for them."""
        size = 0
        for chunk in chunks:
            size += len(chunk)
            self._total += len(chunk)  # that of a member that is removed again is work all the same
            self._check(size)
            yield chunk

    def _check(self, size: int) -> None:
        if self._total > self._limits.unpacked:
            most = self._limits.unpacked
            raise _Full(f"more than {most} bytes come out (--max unpacked=… allows more)")
        if self._total > self._most:
            raise _Full(f"more than {_RATIO} times the file's size comes out, as from a trap")
        if size > self._limits.size:
            most = self._limits.size
            raise _PassedOver(f"it is larger than {most} bytes (--max size=… allows more)")


class _Unpacking:
    """The members of one file on their way into a folder."""

    def __init__(self, archive: ZipFile, into: Path, meter: _Meter) -> None:
        self._archive, self._into, self._meter = archive, into, meter
        self._taken: set[str] = set()

    def lines(self) -> Iterator[str]:
        """Lay out each member; give a line for each that is passed over."""
        _make(self._into)
        members = self._archive.infolist()
        for behind, member in zip(reversed(range(len(members))), members, strict=True):
            try:
                self._meter.count()
                self._lay_out(member)
            except _Full as reason:
                rest = f" and {behind} more" if behind else ""
                yield f"{_shown(member)}{rest}: {reason}"
                return
            except _PassedOver as reason:
                yield f"{_shown(member)}: {reason}"

    def _lay_out(self, member: ZipInfo) -> None:
        place = _place(member)
        target = self._into / place
        with _refusals(target):
            if _is_folder(member):
                target.mkdir(parents=True, exist_ok=True)
                return
            key = self._free(place)
            target.parent.mkdir(parents=True, exist_ok=True)
            _fill(target, self._meter.metered(_chunks(self._archive, member)))
        self._taken.add(key)
        _set_time(target, member)

    def _free(self, place: str) -> str:
        """The name as systems compare it that know no case, if no member has it yet."""
        key = unicodedata.normalize("NFC", place).casefold()
        if key in self._taken:
            raise _PassedOver("another member has this name")
        return key


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise cannot_write(folder, error) from error


def _place(member: ZipInfo) -> str:
    """Where a member goes within the folder, if it may be laid out at all."""
    if member.flag_bits & _ENCRYPTED:
        raise _PassedOver("it is encrypted")
    kind = stat.S_IFMT(member.external_attr >> 16)
    if kind not in (0, stat.S_IFREG, stat.S_IFDIR):
        raise _PassedOver("it is a link" if kind == stat.S_IFLNK else "it is no ordinary file")
    _parts(member.orig_filename)  # zipfile cuts a name short where it holds a NUL
    parts = _parts(member.filename)
    if not parts and not _is_folder(member):
        raise _PassedOver("it has no name")
    return "/".join(parts)


def _parts(name: str) -> list[str]:
    """The folders in a name, and the name proper, if it is safe to use."""
    parts = [part for part in name.split("/") if part not in ("", ".")]
    if name.startswith("/") or "\\" in name or ".." in parts or any(map(_DRIVE.match, parts)):
        raise _PassedOver("its name may lead out of the folder")
    if "\0" in name:
        raise _PassedOver("its name holds a NUL")
    if _CONTROLS.search(name):
        raise _PassedOver("its name holds control characters")
    longest = max((_length(part) for part in parts), default=0)
    if longest > _LONGEST_PART or _length(name) > _LONGEST_NAME or len(parts) > _DEEPEST:
        raise _PassedOver("its name is too long")
    return parts


def _length(name: str) -> int:
    return len(name.encode("utf-8", errors="replace"))


def _is_folder(member: ZipInfo) -> bool:
    return member.filename.endswith("/") or stat.S_ISDIR(member.external_attr >> 16)


def _shown(member: ZipInfo) -> str:
    """The name as it may be printed: it could hold anything, and be of any length."""
    begins = member.orig_filename[: _SHOWN + 1]
    shown = "".join(c if c.isprintable() else ascii(c)[1:-1] for c in begins)
    return shown if len(shown) <= _SHOWN else f"{shown[: _SHOWN - 1]}…"


@contextmanager
def _refusals(target: Path) -> Iterator[None]:
    """What the system refuses costs one member, unless it would refuse all others, too."""
    try:
        yield
    except OSError as error:
        if error.errno in _NO_ROOM:
            raise cannot_write(target, error) from error
        raise _PassedOver(f"it cannot be written: {error.strerror}") from error
    except ValueError as error:
        raise _PassedOver("its name cannot be written on this system") from error


def _chunks(archive: ZipFile, member: ZipInfo) -> Iterator[bytes]:
    # of other packings zipfile unpacks at once whatever so many bytes hold
    at_once = _MIB if member.compress_type in (ZIP_STORED, ZIP_DEFLATED) else 4096
    try:
        with archive.open(member) as file:
            while chunk := file.read(at_once):
                yield chunk
    except NotImplementedError as error:
        raise _PassedOver(f"it is packed in a way that is not known: {error}") from error
    except Exception as error:  # each packing has errors of its own
        raise _PassedOver(f"it is damaged: {str(error) or type(error).__name__}") from error


def _fill(target: Path, chunks: Iterator[bytes]) -> None:
    """Write a new file, or none: what was there before is neither changed nor removed."""
    file = target.open("xb")
    try:
        with file:
            file.writelines(chunks)
    except BaseException:
        target.unlink()
        raise


def _set_time(target: Path, member: ZipInfo) -> None:
    """Give the file the time of its member, which names no zone; one that is none is left."""
    with suppress(ValueError, OverflowError, OSError):
        when = datetime(*member.date_time, tzinfo=UTC).timestamp()
        os.utime(target, (when, when))
