"""Body HTML → Markdown that says the same when it is rendered.

`to_markdown` is the door, `Converter` the same for users who bring options and hooks of their
own. One pass over the tree: steps (inline, blocks, lists, tables) read it, `write` spells runs of
text, `block` puts together what is finished.
"""

from __future__ import annotations

from typing import Any

from migrator.markdown.converter import Converter
from migrator.markdown.element import Element
from migrator.markdown.embeds import frame
from migrator.markdown.style import RawHtml


def to_markdown(html: str, **options: Any) -> str:
    """The Markdown of a body, with one newline at its end; empty if there is nothing to say.

    `options` are those of `Converter`. Every word that the page shows is in it, however deep.
    """
    return (Converter(**options) if options else _PLAIN).written(html).document


_PLAIN = Converter()

__all__ = ["Converter", "Element", "RawHtml", "frame", "to_markdown"]
