"""Frames, players and maps. Markdown has no word for them but a link with a title."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

from bs4 import Tag

_PLAYLIST = re.compile(r"//(?:www\.)?youtube(?:-nocookie)?\.com/embed/videoseries\?list=([\w-]+)")
_YOUTUBE = re.compile(r"//(?:www\.)?youtube(?:-nocookie)?\.com/(?:embed|v)/([\w-]+)")
_VIMEO = re.compile(r"//player\.vimeo\.com/video/(\d+)(?:\?(?:.*&)?h=(\w+))?")
_MAP_WIDGET = re.compile(r"/widgets/googlemaps/")
_MAP = re.compile(r"//(?:www\.|maps\.)?google\.[a-z.]+/maps")
_NOTHING = re.compile(r"(?:about|data|javascript):", re.IGNORECASE)
_PLACE = re.compile(r"!2s([^!]+)")


def embed_link(node: Tag) -> tuple[str, str]:
    """(address, label) of what is embedded; the address is empty if there is nothing to link to."""
    source = _source(node)
    title = str(node.get("title") or "").strip()
    if found := _PLAYLIST.search(source):
        return f"https://www.youtube.com/playlist?list={found[1]}", title or "Videos"
    if found := _YOUTUBE.search(source):
        return f"https://www.youtube.com/watch?v={found[1]}", title or "Video"
    if found := _VIMEO.search(source):
        private = f"/{found[2]}" if found[2] else ""
        return f"https://vimeo.com/{found[1]}{private}", title or "Video"
    return source, title or _label(node, source)


def _source(node: Tag) -> str:
    """What the frame or player shows: its own address, or that of what stands inside it."""
    inner = node.find(["source", "embed"], src=True)
    movie = node.find("param", attrs={"name": re.compile("^(?:movie|src)$", re.IGNORECASE)})
    offered = [node.get("src"), node.get("data"), node.get("data-src")]
    offered += [inner["src"]] if isinstance(inner, Tag) else []
    offered += [movie.get("value")] if isinstance(movie, Tag) else []
    named = (str(source) for source in offered if source)
    return next((source for source in named if not _NOTHING.match(source)), "")


def _label(node: Tag, source: str) -> str:
    if _MAP_WIDGET.search(source) or _MAP.search(source):
        place = _place(source)
        return f"Map: {place}" if place else "Map"
    return {"video": "Video", "audio": "Audio"}.get(node.name, "Embedded content")


def _place(source: str) -> str:
    """The address that a map shows, from the query of the platform's widget or of a Google map."""
    try:
        query = parse_qs(urlsplit(source).query)
    except ValueError:
        return ""
    named = query.get("a") or query.get("q") or _PLACE.findall("".join(query.get("pb", [])))
    return str(named[0]).strip() if named else ""
