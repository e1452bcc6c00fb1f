"""Plain Markdown: folders that read well anywhere, with links that work between the files."""

from __future__ import annotations

import posixpath
from collections.abc import Sequence

from migrator.markdown import RawHtml, frame
from migrator.models import Document, Embed, Kind, Localised, Place
from migrator.targets.base import Layout, Target


def _link(here: Place, there: Place) -> str:
    return posixpath.relpath(str(there.path), str(here.path.parent))


def _embed(embed: Embed, raw_html: RawHtml) -> str | None:
    return frame(embed) if raw_html is RawHtml.KEEP else None


def _as_it_is(markdown: str, embeds: Sequence[str]) -> str:
    return markdown


def _no_settings(items: Sequence[Localised]) -> Sequence[Document]:
    return ()


MARKDOWN = Target(
    name="markdown",
    next_step="Copy site/ wherever Markdown is read.",
    layouts={
        Kind.POST: Layout("posts/{slug}/index.md", ""),
        Kind.PAGE: Layout("pages/{slug}/index.md", ""),
        Kind.HOME: Layout("pages/{slug}/index.md", ""),
    },
    link=_link,
    embed=_embed,
    escape=_as_it_is,
    settings=_no_settings,
)
