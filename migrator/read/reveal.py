"""Saying in text what the page says in attributes alone: icons that are links, maps of links."""

from __future__ import annotations

import re
from collections.abc import Iterator, Set
from html import escape

from migrator import urls
from migrator.dom import (
    ANY_MEDIA,
    Node,
    above,
    attribute,
    children,
    fragment,
    inner,
    one_line,
    parse,
    text_of,
    unwrap,
)
from migrator.names import names_of
from migrator.read.shown import free_links, settle_sources, show_backgrounds

_PICTURES = re.compile(
    r"""["']([^"'\s]*\d{9}-[0-9a-f]{6,10}(?:-public)?\\?/[^"'\s]+\.(?:jpe?g|png|gif|webp|bmp))["']""",
    re.IGNORECASE,
)
_NAMING = "[src], [href], [data-content], [data-src], [srcset]"
_LEADS = ("http:", "https:", "mailto:", "tel:", "//", "/")


def reveal(body: Node, content: Node, drawn: str, names: set[str]) -> set[str]:
    """Change the tree, so that everything a visitor sees or can follow is there as an element.

    `drawn` selects the boxes that a script would fill, `names` are those on the page.
    Returns the names that are there afterwards: a frame may hold a page of its own.
    """
    for form in body.css("form") if "form" in names else ():
        if any(each.mem_id == form.mem_id for each in above(content)):
            unwrap(form)  # some code puts all of a page into a form
    for script in content.css("script"):
        _show_pictures(script, body, content, drawn)
    frames = body.css("iframe[srcdoc]") if "iframe" in names else []
    for frame in frames:
        _replace(frame, f"<div>{inner(parse(attribute(frame, 'srcdoc')).body)}</div>")
    names = names_of(body) if frames else names
    settle_sources(content)
    show_backgrounds(content)
    free_links(content)
    _name_links(body, names)
    return names


def _name_links(body: Node, names: Set[str]) -> None:
    """Every link says where it leads, also where it is a part of a picture, or a drawing."""
    for areas in body.css("map") if "map" in names else ():
        if areas.css_first("area[href]") is not None:
            _replace(areas, f"<ul>{''.join(_items(areas))}</ul>")
    for link in body.css("a[href]"):
        if _is_icon(link):
            link.insert_child(f" {_label(link)} ")  # it is no part of the word beside it


def _show_pictures(script: Node, body: Node, content: Node, drawn: str) -> None:
    """The uploads that only a script of the content names: a gallery that it would draw."""
    found = [address.replace("\\/", "/") for address in _PICTURES.findall(script.text(deep=True))]
    if not found:
        return
    values = (v or "" for node in body.css(_NAMING) for v in node.attributes.values())
    named = " ".join(values)
    hidden = {urls.file_id(a): a for a in reversed(found) if urls.file_id(a) not in named}
    figures = "".join(
        f'<figure><img src="{escape(address)}" alt=""></figure>'
        for address in reversed(hidden.values())
    )
    new = fragment(f"<div>{figures}</div>")
    if hidden and new is not None:
        boxes = _empty_boxes(content, drawn)
        place = boxes[0] if boxes else script
        place.insert_after(new)
        if boxes:
            place.decompose()


def _empty_boxes(content: Node, drawn: str) -> list[Node]:
    """Boxes that are called galleries, and hold neither pictures nor data for them."""
    boxes = (
        box for box in (content.css(drawn) if drawn else []) if "data-content" not in box.attrs
    )
    named = (box for box in boxes if "gallery" in attribute(box, "class").lower())
    return [box for box in named if not text_of(box) and box.css_first(ANY_MEDIA) is None]


def _items(areas: Node) -> Iterator[str]:
    for area in areas.css("area[href]"):
        address = escape(attribute(area, "href"))
        yield f'<li><a href="{address}">{escape(_label(area))}</a></li>'


def _is_icon(link: Node) -> bool:
    """Does the link lead somewhere, and show something that is neither text nor a picture?"""
    first = link.first_child
    if first is None or (first.is_text_node and not (first.text_content or "").isspace()):
        return False
    if link.text(deep=True).strip() or not attribute(link, "href").lower().startswith(_LEADS):
        return False
    shows = any(child.is_element_node and child.tag != "br" for child in children(link))
    return shows and link.css_first(ANY_MEDIA) is None


def _label(link: Node) -> str:
    """What the page calls the link where no eye sees it, else its own address."""
    named = (attribute(link, name) for name in ("aria-label", "title", "alt"))
    address = urls.readable(attribute(link, "href"))
    return next(filter(None, map(one_line, named)), address)


def _replace(node: Node, html: str) -> None:
    new = fragment(html)
    if new is not None:
        node.replace_with(new)
