"""What the archive holds of an address, with what there is to say of it."""

from __future__ import annotations

from dataclasses import replace

from migrator.archive import Archive, BodyBroken
from migrator.models import Kept, Missing, Snapshot

GONE = (404, 410)


def marked(archive: Archive, best: Snapshot) -> Snapshot:
    """An answer from before the newest one says why it stands in its place."""
    newest = archive.entry(best.url)
    if newest is None or newest.fetched_at <= best.fetched_at:
        return best
    if newest.status in GONE:
        told = f"the site no longer has it: this is its copy of {best.fetched_at.date()}"
        return replace(best, note=told, is_gone=True)
    told = "the site did not show it when it was asked again; the archive's copy was used"
    return replace(best, note=told)


def kept(archive: Archive, url: str, why_not: str) -> Kept | Missing:
    """The file at an address of the archive; or why there is none."""
    try:
        return archive.file(url) or Missing(url, why_not)
    except BodyBroken as broken:
        return Missing(url, str(broken))
