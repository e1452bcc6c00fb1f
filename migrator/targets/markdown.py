"""Plain Markdown: folders that read well anywhere, with links that work between the files."""

from __future__ import annotations

import posixpath
from pathlib import PurePosixPath

from migrator.markdown import RawHtml, frame
from migrator.models import Embed, Kind, Place, Spot
from migrator.targets.base import Layout, Target

_SHARED = "files"


def _link(here: Place, there: Place) -> str:
    return posixpath.relpath(str(there.path), str(here.path.parent))


def _keep(root: PurePosixPath, here: Place, name: str, is_shared: bool) -> Spot:
    path = root / _SHARED / name if is_shared else here.path.with_name(name)
    return Spot(path, posixpath.relpath(str(path), str(here.path.parent)))


def _embed(embed: Embed, raw_html: RawHtml) -> str | None:
    return frame(embed) if raw_html is RawHtml.KEEP else None


MARKDOWN = Target(
    name="markdown",
    summary="plain Markdown",
    next_step="Copy {site}/ wherever Markdown is read.",
    layouts={
        Kind.POST: Layout("posts/{slug}/index.md", "", draft="drafts/{slug}/index.md"),
        Kind.PAGE: Layout("pages/{slug}/index.md", ""),
        Kind.HOME: Layout("pages/{slug}/index.md", ""),
    },
    link=_link,
    keep=_keep,
    embed=_embed,
    pack=frozenset(["map.csv"]),
)
