"""Plain Markdown: folders that read well anywhere, with links that work between the files."""

from __future__ import annotations

import posixpath
from collections.abc import Sequence

from migrator.models import Document, Kind, Localised, Place
from migrator.targets.base import Layout, Target


def _link(here: Place, there: Place) -> str:
    return posixpath.relpath(str(there.path), str(here.path.parent))


def _as_it_is(markdown: str) -> str:
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
    escape=_as_it_is,
    settings=_no_settings,
)
