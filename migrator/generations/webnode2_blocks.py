"""The blocks of Webnode 2 in plain HTML: images, galleries, buttons.

Text, columns, teasers, questions, maps and lines need no rewriting: their own markup says it.
"""

from __future__ import annotations

import json
from html import escape
from typing import Any

from migrator.dom import Node, attribute, classes, image_source, plain, text_of
from migrator.generations.base import Block
from migrator.urls import original


def figure(source: str, caption: str = "", link: str = "", alt: str = "") -> str:
    """One picture as a figure; `caption` is HTML, all else is text."""
    image = f'<img src="{escape(source)}" alt="{escape(alt or plain(caption))}">'
    if link:
        image = f'<a href="{escape(link)}">{image}</a>'
    legend = f"<figcaption>{caption}</figcaption>" if plain(caption) else ""
    return f"<figure>{image}{legend}</figure>"


def _image(node: Node) -> str | None:
    """Image block: the original, its caption, its link. Icons come as an embedded SVG."""
    picture = node.css_first("img") or node.css_first("embed[src]")
    source = image_source(picture)
    if not source:
        return None
    link = attribute(node.css_first("a.b-img-a, a:has(img)"), "href")
    title = node.css_first(".b-img-t, .image-title")
    caption = (title.inner_html or "") if title is not None else ""
    if "litebox" in classes(node.css_first("a[href]")):
        source, link = link, ""  # the link only enlarges the picture
    return figure(original(source), caption, link, attribute(picture, "alt"))


def _gallery(node: Node) -> str | None:
    """Gallery: from its JSON, else from the links that enlarge each picture."""
    told = _json_items(attribute(node, "data-content"))
    items = told or _dom_items(node)
    html = "".join(figure(source, escape(caption)) for source, caption in items)
    return html or (None if told is None else "")


def _json_items(content: str) -> list[tuple[str, str]] | None:
    """(source, caption) of each picture, None if unreadable; PHP may write a list as an object."""
    try:
        items = json.loads(content)["items"]
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    listed = items.values() if isinstance(items, dict) else items if isinstance(items, list) else ()
    pictures = [item for item in listed if isinstance(item, dict)]
    return [(_source(p), str(p.get("title") or "")) for p in pictures if _source(p)]


def _source(item: dict[str, Any]) -> str:
    image = item.get("img")
    return str(image.get("src") or "") if isinstance(image, dict) else ""


def _dom_items(node: Node) -> list[tuple[str, str]]:
    """Pictures of a drawn gallery; a slideshow repeats some of them as clones."""
    links = [link for link in node.css("a.litebox[href]") if not _is_clone(link, node)]
    return [(attribute(link, "href"), _caption(link)) for link in links]


def _is_clone(link: Node, root: Node) -> bool:
    node: Node | None = link
    while node is not None and node.mem_id != root.mem_id:
        if "clone" in classes(node):
            return True
        node = node.parent
    return False


def _caption(link: Node) -> str:
    return attribute(link, "data-litebox-text") or text_of(link.css_first(".gallery-title"))


def _button(node: Node) -> str | None:
    """Button or file: one link with the owner's label, whatever boxes stand inside it."""
    link = node.css_first("a[href]")
    label = text_of(link)
    if link is None or not label:
        return None
    return f'<p><a href="{escape(attribute(link, "href"))}">{escape(label)}</a></p>'


BLOCKS = (
    Block("image", "div.b-img, div.image-block", _image),
    Block("gallery", "div.b-gal, div.gal-app, div.gallery:has(.gallery-photo)", _gallery),
    Block("button", "div.b-btn, div.button.block", _button),
)
