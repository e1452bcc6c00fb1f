"""The blocks of Webnode 2 in plain HTML: images, galleries, buttons, players.

Text, columns, teasers, questions, maps and lines need no rewriting: their own markup says it.
"""

from __future__ import annotations

import json
from html import escape
from typing import Any

from migrator.dom import ANY_MEDIA, Node, attribute, classes, image_source, inner, plain, text_of
from migrator.generations.base import ENLARGEMENT, Block
from migrator.html import figure
from migrator.urls import original

DRAWN = "[data-content], div.b-video, div.b-map, div.b-audio"
PLACES = ".ez-c > div, .c-c > div, .content > div:not([class]) > div, .column-content > div > div"
VOCABULARY = frozenset(
    "b-text b-img b-btn b-hr-line b-html b-map b-video b-audio b-sp b-gal gal-app cw column-wrapper"
    " mt blog pager text image-block button gallery map html-embed hr-line line form b-form spacing"
    " video audio b-tb c-c ez ez-c".split()
)
_LINKS = frozenset(["links", "files"])


def _image(node: Node) -> str | None:
    """Image block: the original, its caption, its link. Icons come as an embedded SVG."""
    picture = node.css_first("img") or node.css_first("embed")
    source = image_source(picture)
    if not source:
        return None
    link = attribute(node.css_first("a.b-img-a, a:has(img), a:has(embed)"), "href")
    caption = inner(node.css_first(".b-img-t, .image-title"))
    if "litebox" in classes(enlarged := node.css_first("a[href]")):
        source, link = link, ""  # the link only enlarges the picture
        caption = caption if plain(caption) else escape(_caption_of(enlarged))
    return figure(original(source), caption, link, attribute(picture, "alt"))


def _gallery(node: Node) -> str | None:
    """Gallery: from its JSON, else from the links that enlarge each picture."""
    told = _json_items(attribute(node, "data-content"))
    items = told or _dom_items(node)
    figures = "".join(figure(source, escape(caption), "", alt) for source, caption, alt in items)
    return None if told is None and not items else f"<div>{figures}</div>"


def _json_items(content: str) -> list[tuple[str, str, str]] | None:
    """(source, caption, alternative text) of each picture, None if unreadable.

    PHP may write a list as an object.
    """
    try:
        items = json.loads(content)["items"]
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    listed = items.values() if isinstance(items, dict) else items if isinstance(items, list) else ()
    pictures = [item for item in listed if isinstance(item, dict)]
    return [(_source(p), plain(str(p.get("title") or "")), "") for p in pictures if _source(p)]


def _source(item: dict[str, Any]) -> str:
    image = item.get("img")
    return str(image.get("src") or "") if isinstance(image, dict) else ""


def _dom_items(node: Node) -> list[tuple[str, str, str]]:
    """Pictures of a drawn gallery, in the same way."""
    links = [(link, link.css_first("img")) for link in node.css("a.litebox[href]")]
    return [(attribute(a, "href"), _caption(a), attribute(image, "alt")) for a, image in links]


def _caption(link: Node) -> str:
    return text_of(link.css_first(".gallery-title")) or _caption_of(link)


def _caption_of(link: Node | None) -> str:
    """The caption in the picture viewer as text; it may be written in HTML."""
    return plain(attribute(link, "data-litebox-text"))


def _button(node: Node) -> str | None:
    """Button or file: one link with the owner's label, whatever boxes stand inside it."""
    link = node.css_first("a[href]")
    label = text_of(link)
    if link is None or not label:
        return None
    return f'<p><a href="{escape(attribute(link, "href"))}">{escape(label)}</a></p>'


def _player(node: Node) -> str | None:
    """A player or map that a script draws: whatever address its data name."""
    if text_of(node) or node.css_first(ANY_MEDIA):
        return None
    values = (value or "" for part in node.css("*") for value in part.attributes.values())
    source = next((v for v in values if v.startswith(("https://", "http://", "//"))), "")
    return f'<div><iframe src="{escape(source)}"></iframe></div>' if source else None


BLOCKS = (
    Block(
        "image",
        "div.b-img, div.image-block",
        _image,
        adds=frozenset(["letters"]),
        drops=_LINKS,
        drops_by=ENLARGEMENT,
    ),
    Block(
        "gallery",
        "div.b-gal, div.gal-app, div.gallery:has(.gallery-photo)",
        _gallery,
        adds=frozenset(["images", "letters"]),
        drops=_LINKS,
        drops_by=ENLARGEMENT,
    ),
    Block("button", "div.b-btn, div.button.block", _button),
    Block("player", "div.b-video, div.b-map, div.b-audio", _player, adds=frozenset(["embeds"])),
)
