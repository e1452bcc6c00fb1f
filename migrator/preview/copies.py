"""Where the preview finds the copy of a picture: nothing is ever loaded from anywhere else."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from urllib.parse import quote

from migrator import assets
from migrator.archive import Archive, BodyBroken
from migrator.archive.reader import within
from migrator.models import Asset, Document, Missing, Written
from migrator.pipeline import Export

ROOT = PurePosixPath("preview")
_TO_OUTPUT = "../../"
PICTURES = frozenset(".avif .bmp .gif .ico .jpeg .jpg .png .svg .webp".split())


@dataclass(frozen=True, slots=True)
class Copies:
    """The copy of each file, by `assets.key`: where it lies in the output folder.

    `packed` are those that lie in no file of their own, and are written for the preview.
    `missing` are those that could not be had, with the reason.
    """

    assets: Mapping[str, Asset]
    paths: Mapping[str, PurePosixPath]
    packed: tuple[tuple[Asset, PurePosixPath], ...] = ()
    missing: Mapping[str, str] = field(default_factory=dict)

    def asset(self, url: str) -> Asset | None:
        """The copy of what lay at an old address, in whatever size or spelling."""
        return self.assets.get(assets.key(url))

    def picture(self, url: str) -> str:
        """Where a document of the preview finds a picture of the old site; empty if it cannot."""
        path = self.paths.get(assets.key(url))
        if path is None or path.suffix.lower() not in PICTURES:
            return ""
        return _TO_OUTPUT + quote(str(path))

    def lost(self, url: str) -> str:
        """Why a picture could not be had; empty if it is not known to be lost."""
        return self.missing.get(assets.key(url), "")

    def link(self, url: str) -> str:
        """The same for a link: a drawing opened by itself could run scripts, and has none."""
        found = self.picture(url)
        return "" if found.lower().endswith(".svg") else found

    def documents(self, archive: Archive) -> Iterator[Document]:
        """The pictures that are in a package alone, one at a time."""
        for asset, path in self.packed:
            body = body_of(asset, archive)
            if body:
                yield Document(path, body)


def body_of(asset: Asset, archive: Archive, most: int = sys.maxsize) -> bytes:
    """The bytes of a file; none if it is damaged in the archive, or has more than `most`."""
    try:
        return b"".join(within(archive.chunks(asset.kept_at or asset.url), most, "size"))
    except BodyBroken:
        return b""


def copies(export: Export, broken: Sequence[Missing]) -> Copies:
    """The copies of an export; files of which the archive holds damaged bytes have none."""
    lost = (*export.gathered.missing_files, *broken)
    missing = {assets.key(each.url): each.reason for each in lost}
    items = (each.item for each in export.outcomes if isinstance(each, Written))
    damaged = {assets.key(each.url) for each in broken}
    found = {assets.key(asset.url): asset for item in items for asset in item.assets}
    found = {key: asset for key, asset in found.items() if key not in damaged}
    if export.package is None:
        own = {key: asset.path for key, asset in found.items()}
        return Copies(found, own, missing=missing)
    shown = {key: each for key, each in found.items() if each.path.suffix.lower() in PICTURES}
    paths = {
        key: ROOT / "files" / f"{number:04}{asset.path.suffix.lower()}"
        for number, (key, asset) in enumerate(shown.items(), 1)
    }
    packed = tuple((shown[key], path) for key, path in paths.items())
    return Copies(found, paths, packed, missing)
