"""What earlier exports have written below a folder: it is none of anybody's saved pages."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

_MANIFEST = "manifest.json"
_ARCHIVE = Path("archive", "site.warc.gz")


def written_below(folder: Path) -> frozenset[Path]:
    """The files that the manifests of exports below the folder name, resolved."""
    manifests = (path for path in folder.rglob(_MANIFEST) if (path.parent / _ARCHIVE).is_file())
    return frozenset(path for manifest in manifests for path in _named(manifest))


def _named(manifest: Path) -> Iterator[Path]:
    try:
        told = json.loads(manifest.read_bytes())
        names = [*told.get("files", ()), *told.get("reports", ())]
    except (OSError, ValueError, AttributeError, TypeError):
        return
    for name in names:
        yield (manifest.parent / str(name)).resolve()
