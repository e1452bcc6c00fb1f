"""The digest of a file's bytes as a browser gets them, in the spelling of the archive."""

from __future__ import annotations

from collections.abc import Iterable

from migrator.archive import Archive, BodyBroken
from migrator.archive.bodies import Digest
from migrator.errors import MigratorError
from migrator.models import Asset, StoredFile

_PACKED = frozenset(["content-encoding", "transfer-encoding"])


def digest(pieces: Iterable[bytes]) -> str:
    """That of these bytes."""
    found = Digest()
    for piece in pieces:
        found.update(piece)
    return str(found)


def digest_of(archive: Archive, asset: Asset, stored: StoredFile | None) -> str:
    """That of a copy; empty if the archive cannot tell. What came packed is unpacked for it."""
    url = asset.kept_at or asset.url
    try:
        if stored is not None and stored.digest and not _is_packed(archive, url, stored.digest):
            return stored.digest
        return digest(archive.chunks(url))
    except (BodyBroken, MigratorError):
        return ""


def _is_packed(archive: Archive, url: str, noted: str) -> bool:
    """Was it packed on its way, so that the archive has noted the digest of something else?"""
    entry = archive.entry(url)
    if entry is None or entry.digest != noted:
        return True
    return bool(_PACKED & {name.lower() for name, _ in archive.headers(entry)})
