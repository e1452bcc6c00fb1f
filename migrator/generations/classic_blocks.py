"""The blocks of classic pages in plain HTML: messages, products, photos, questions."""

from __future__ import annotations

from html import escape

from migrator import urls
from migrator.dom import Node, attribute, image_source, inner, text_of
from migrator.generations import classic_messages
from migrator.generations.base import ENLARGEMENT, Block
from migrator.html import figure

PHOTO = "a.photo:has(img), .photofull .image:has(img), li.photo:has(img)"
DRAWN = ".widgetPhotogallery, .photogallery"
_DEEPEST = 6  # quotes within quotes


def _message(node: Node) -> str | None:
    """One message: its title, when and who, and its text; replies are quoted by depth."""
    message = inner(node.css_first("div.head")) + inner(node.css_first("div.text"))
    depth = min(classic_messages.depth(node), _DEEPEST) - 1
    quoted = "<blockquote>" * depth + message + "</blockquote>" * depth
    return f'<div class="{classic_messages.MESSAGE}">{quoted}</div>'


def _product_image(node: Node) -> str | None:
    """A product's picture: the upload itself instead of its preview and its pop-up page."""
    image, link = node.css_first("img[src]"), attribute(node.css_first("a[href]"), "href")
    if image is None or text_of(node):
        return None
    source, alt = urls.original(attribute(image, "src")), attribute(image, "alt")
    html = f'<img src="{escape(source)}" alt="{escape(alt)}">'
    shown = html if not link or urls.file_id(link) else f'<a href="{escape(link)}">{html}</a>'
    return f"<p>{shown}</p>"


def _photo(node: Node) -> str | None:
    """A photo of an album: the upload instead of its preview; its link only leads to it alone."""
    source = image_source(node.css_first("img"))
    if not source:
        return None
    name = node.css_first(".name, .imgTitle")
    caption = inner(name) if name is not None else escape(text_of(node))
    html = figure(urls.original(source), caption)
    return f"<li>{html}</li>" if node.tag == "li" else html


BLOCKS = (
    Block("forum message", classic_messages.SELECTOR, _message),
    Block(
        "product picture",
        ".productDetail > .image, .product > .image",
        _product_image,
        drops=frozenset(["links", "files"]),
        drops_by=ENLARGEMENT,
    ),
    Block("photo", PHOTO, _photo, drops=frozenset(["links", "files"]), drops_by="photo-link"),
)
