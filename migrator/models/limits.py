"""How much of anything a run takes before it says so and goes on."""

from __future__ import annotations

from dataclasses import dataclass

_MIB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """What no site of a person exceeds, and no trap may."""

    size: int = 2048 * _MIB  # bytes of one answer, or of one member of an archive
    page: int = 64 * _MIB  # bytes of one page, unpacked: it is read in memory
    unpacked: int = 20_480 * _MIB  # bytes of all that comes out of one archive
    redirects: int = 10  # one after another
    seconds: int = 1800  # for one answer, from the first to the last byte
    addresses: int = 50_000  # pages asked for


def megabytes(number: int) -> str:
    """A number of bytes as people say it.

    >>> megabytes(2 * 1024**3), megabytes(1024)
    ('2048 MB', '0.001 MB')
    """
    return f"{number / _MIB:.4g} MB" if number >= _MIB else f"{number / _MIB:.3f} MB"
