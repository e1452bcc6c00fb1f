"""HTML that more than one room writes."""

from __future__ import annotations

from html import escape

from migrator.dom import plain


def figure(source: str, caption: str = "", link: str = "", alt: str = "") -> str:
    """One picture as a figure; `caption` is HTML, all else is text."""
    image = f'<img src="{escape(source)}" alt="{escape(alt or plain(caption))}">'
    if link:
        image = f'<a href="{escape(link)}">{image}</a>'
    legend = f"<figcaption>{caption}</figcaption>" if plain(caption) else ""
    return f"<figure>{image}{legend}</figure>"
