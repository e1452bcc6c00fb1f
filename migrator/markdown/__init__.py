"""Body HTML → Markdown that says the same when it is rendered.

`to_markdown` is the only door. Lists, quotations and what else holds blocks are written by
markdownify's converter and its `convert_*` hooks; runs of text, headings, tables and code by our
own, since that is where converters go wrong.
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
