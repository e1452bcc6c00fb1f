"""Frames, players and maps. Markdown has no word for them but a link with a title."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

from bs4 import Tag

_YOUTUBE = re.compile(r"//(?:www\.)?youtube(?:-nocookie)?\.com/embed/([\w-]+)")
_VIMEO = re.compile(r"//player\.vimeo\.com/video/(\d+)")
_MAP_WIDGET = re.compile(r"/widgets/googlemaps/")
_MAP = re.compile(r"//(?:www\.|maps\.)?google\.[a-z.]+/maps")
_PLACE = re.compile(r"!2s([^!]+)")


def embed_link(node: Tag) -> tuple[str, str]:
    """(address, label) of what is embedded; the address is empty if there is nothing to link to."""
    source = _source(node)
    title = str(node.get("title") or "").strip()
    if found := _YOUTUBE.search(source):
        return f"https://www.youtube.com/watch?v={found[1]}", title or "Video"
    if found := _VIMEO.search(source):
        return f"https://vimeo.com/{found[1]}", title or "Video"
    return source, title or _label(node, source)


def _source(node: Tag) -> str:
    source = node.get("src") or node.get("data") or node.get("data-src") or ""
    inner = node.find("source", src=True)
    if not source and isinstance(inner, Tag):
        source = inner["src"]
    return "" if str(source).startswith(("about:", "data:", "javascript:")) else str(source)


def _label(node: Tag, source: str) -> str:
    if _MAP_WIDGET.search(source) or _MAP.search(source):
        place = _place(source)
        return f"Map: {place}" if place else "Map"
    return {"video": "Video", "audio": "Audio"}.get(node.name, "Embedded content")


def _place(source: str) -> str:
    """The address that a map shows, from the query of the platform's widget or of a Google map."""
    query = parse_qs(urlsplit(source).query)
    named = query.get("a") or query.get("q") or _PLACE.findall("".join(query.get("pb", [])))
    return str(named[0]).strip() if named else ""
