"""HTML that more than one room writes or has to tell."""

from __future__ import annotations

from html import escape

from migrator.dom import plain

_OPENINGS = (b"<!doctype html", b"<html", b"<head", b"<body")


def begins_a_page(body: bytes) -> bool:
    """Do these bytes begin like a web page, whatever they are called?"""
    start = body[:2048].lstrip().lower()
    return start.startswith(_OPENINGS) or (start.startswith(b"<!--") and b"<html" in start)


def figure(source: str, caption: str = "", link: str = "", alt: str = "") -> str:
    """One picture as a figure; `caption` is HTML, all else is text."""
    image = f'<img src="{escape(source)}" alt="{escape(alt or plain(caption))}">'
    if link:
        image = f'<a href="{escape(link)}">{image}</a>'
    legend = f"<figcaption>{caption}</figcaption>" if plain(caption) else ""
    return f"<figure>{image}{legend}</figure>"
