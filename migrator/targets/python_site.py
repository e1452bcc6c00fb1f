"""What Pelican and MkDocs share: both are Python, and read their texts with Python-Markdown.

It reads what `migrator` writes as CommonMark does with the extension that lies in both starters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import PurePosixPath

from migrator.frontmatter import Value, title
from migrator.markdown import RawHtml, frame
from migrator.models import Document, Embed, Localised, Moved, Site
from migrator.targets.base import starter

_ENTITY = re.compile(r"&(?=[#\w])")


def shared(folder: str) -> Iterator[Document]:
    """The modules that the starters of both have, in the folder where each wants them."""
    for document in starter("python"):
        yield replace(document, path=PurePosixPath(folder) / document.path)


def framed(embed: Embed, raw_html: RawHtml) -> str | None:
    """What is embedded, in a frame: neither has a spelling of its own."""
    return None if raw_html is RawHtml.NONE else frame(embed)


def as_html(text: str) -> str:
    """Text for where their themes put what they are given into the page as it is."""
    return _ENTITY.sub("&amp;", text).replace("<", "&lt;")


def title_as_html(item: Localised) -> Value:
    """The title as their themes want it: with entities, where a sign would act."""
    return as_html(str(title(item)))


def moved_lists(site: Site) -> Mapping[str, str]:
    """Where lists of the old site are answered, by their paths; a page can say no more."""
    return {
        move.old: move.new for move in site.moves if move.moved is Moved.LIST and move.fits_a_page
    }
