"""Body HTML → Markdown that says the same when it is rendered.

`to_markdown` is the only door. Blocks are written by markdownify's converter (its options and
`convert_*` hooks stay), runs of text by the inline layer: that is where converters go wrong.
"""

from __future__ import annotations

from migrator.markdown.converter import Converter


def to_markdown(html: str) -> str:
    """The Markdown of a body, with one newline at its end; empty if there is nothing to say.

    Raises RecursionError where elements are nested deeper than Python can follow.
    """
    text = Converter().convert(html).strip("\n")
    return f"{text}\n" if text else ""


__all__ = ["Converter", "to_markdown"]
