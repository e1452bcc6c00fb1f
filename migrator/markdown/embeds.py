"""Frames, players and maps: what they show, and how it can be said."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from html import escape
from urllib.parse import parse_qs, urlsplit

from selectolax.lexbor import LexborNode

from migrator import urls
from migrator.dom import attribute
from migrator.models import Embed

_HOST = r"(?:https?:)?//(?:www\.)?"
_PLAYLIST = re.compile(
    _HOST + r"youtube(?:-nocookie)?\.com/embed/videoseries/?\?(?:[^#]*&)?list=([\w-]+)"
)
_YOUTUBE = re.compile(
    _HOST + r"youtube(?:-nocookie)?\.com/(?:embed|v)/(?!videoseries|live_stream)([\w-]+)"
)
_VIMEO = re.compile(_HOST + r"player\.vimeo\.com/video/(\d+)(?:\?(?:[^#]*&)?h=(\w+))?")
_SPOTIFY = re.compile(
    _HOST + r"open\.spotify\.com/embed/((?:track|album|playlist|artist|episode|show)/\w+)"
)
_SOUNDCLOUD = re.compile(_HOST + r"w\.soundcloud\.com/player/")
_FACEBOOK = re.compile(_HOST + r"facebook\.com/plugins/(?:video|post|page)\.php")
_MAPS = re.compile(
    r"(?:(?:https?:)?//[^/?#]+)?/widgets/googlemaps/|" + _HOST + r"(?:maps\.)?google\.[a-z.]+/maps"
)
_PLACE = re.compile(r"!2s([^!]+)")
_OF_SOUNDCLOUD = re.compile(r"https?://(?:www\.)?soundcloud\.com/")
_WEB = re.compile(r"https?://")


@dataclass(frozen=True, slots=True)
class Film(Embed):
    """A video with the picture that stands for it until it is played."""

    poster: str = ""


def poster_of(node: LexborNode) -> str:
    """The picture that stands for a video; empty if none does, or none with an address."""
    poster = urls.as_browsers_read(attribute(node, "poster")) if node.tag == "video" else ""
    return "" if urls.runs(poster) else poster


def embed_of(node: LexborNode) -> Embed | str | None:
    """What a frame or player shows; the address alone if it is a picture; None for nothing."""
    source, poster = next(_sources(node), ""), poster_of(node)
    if not source:
        return poster or None
    if node.tag in ("embed", "object") and attribute(node, "type").startswith("image/"):
        return source
    provider, key, address = _provided(source)
    provider = provider or {"video": "video", "audio": "audio"}.get(node.tag or "", "frame")
    found = Embed(
        provider=provider,
        source=source,
        address=address or source,
        label=" ".join(attribute(node, "title").split()) or _label(provider, key, source),
        key=key,
        width=attribute(node, "width"),
        height=attribute(node, "height"),
    )
    return Film(**asdict(found), poster=poster) if poster else found


def frame(embed: Embed) -> str:
    """The same as HTML that loads it."""
    title, source = escape(embed.label), escape(embed.source)
    if embed.provider in ("video", "audio"):
        still = f' poster="{escape(embed.poster)}"' if isinstance(embed, Film) else ""
        return (
            f'<{embed.provider} src="{source}"{still} title="{title}" controls></{embed.provider}>'
        )
    named = (("width", embed.width), ("height", embed.height))
    size = "".join(f' {name}="{value}"' for name, value in named if value.isdigit())
    return f'<iframe src="{source}" title="{title}"{size} allowfullscreen></iframe>'


def _sources(node: LexborNode) -> Iterator[str]:
    """The addresses that are offered: its own, or that of what stands inside it."""
    offered = [attribute(node, name) for name in ("src", "data", "data-src")]
    offered += [attribute(inner, "src") for inner in node.css("source[src], embed[src]")]
    for param in node.css("param[value]"):
        if attribute(param, "name").lower() in ("movie", "src"):
            offered.append(attribute(param, "value"))
    addresses = map(urls.as_browsers_read, offered)
    return (source for source in addresses if source and not _shows_nothing(source))


def _shows_nothing(source: str) -> bool:
    return urls.runs(source) or source.lower().startswith("about:")


def _provided(source: str) -> tuple[str, str, str]:
    """(provider, its name for the thing, the address that a reader opens), as far as known."""
    if found := _PLAYLIST.match(source):
        return "youtube", "", f"https://www.youtube.com/playlist?list={found[1]}"
    if found := _YOUTUBE.match(source):
        return "youtube", found[1], f"https://www.youtube.com/watch?v={found[1]}"
    if found := _VIMEO.match(source):
        private = f"/{found[2]}" if found[2] else ""
        return "vimeo", found[1], f"https://vimeo.com/{found[1]}{private}"
    if found := _SPOTIFY.match(source):
        return "spotify", found[1], f"https://open.spotify.com/{found[1]}"
    if _SOUNDCLOUD.match(source):
        return "soundcloud", "", _asked(source, "url", _OF_SOUNDCLOUD)
    if _FACEBOOK.match(source):
        return "facebook", "", _asked(source, "href", _WEB)
    return ("maps" if _MAPS.match(source) else ""), "", ""


def _asked(source: str, name: str, form: re.Pattern[str]) -> str:
    """What the query of a player names, if it is an address to be opened."""
    found = next(iter(_query(source).get(name, [])), "")
    return found if form.match(found) else ""


def _label(provider: str, key: str, source: str) -> str:
    if provider == "maps":
        place = _place(source)
        return f"Map: {place}" if place else "Map"
    if provider == "youtube" and not key:
        return "Videos"
    named = {"audio": "Audio", "soundcloud": "SoundCloud", "spotify": "Spotify"}
    named |= {"facebook": "Facebook", "frame": "Embedded content"}
    return named.get(provider, "Video")


def _place(source: str) -> str:
    """The address that a map shows, from the query of the platform's widget or of a Google map."""
    query = _query(source)
    named = query.get("a") or query.get("q") or _PLACE.findall("".join(query.get("pb", [])))
    return " ".join(str(named[0]).split()) if named else ""


def _query(source: str) -> dict[str, list[str]]:
    try:
        return parse_qs(urlsplit(source).query)
    except ValueError:
        return {}
