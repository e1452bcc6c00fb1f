"""Counting what is visible in a part of a page, so that the parts can be held against the whole.

Every count is a sum over the elements of the part: what is split can be added up again.
"""

from __future__ import annotations

from migrator import urls
from migrator.dom import Node, attribute, image_source
from migrator.models import Census

_FIELDS = {
    **dict.fromkeys(("iframe", "video", "audio", "embed", "object"), "embeds"),
    **{"img": "images", "a": "links", "area": "links", "table": "tables", "form": "forms"},
}


def census(root: Node) -> Census:
    """What stands in the element, itself included."""
    counts = dict.fromkeys(("images", "links", "files", "embeds", "tables", "forms"), 0)
    for node in root.traverse():
        if node.tag in _FIELDS and (field := field_of(node)):
            counts[field] += 1
    letters = sum(map(len, root.text(deep=True).split()))
    return Census(letters=letters, **counts)


def field_of(node: Node) -> str:
    """As what an element counts; empty for one that counts as nothing."""
    tag = node.tag or ""
    if tag not in _FIELDS:
        return ""
    if tag == "img":
        return "images" if is_picture(node) else ""
    if tag in ("a", "area"):
        return _of_link(node, tag)
    if tag == "embed" and is_icon(node):
        return "images"
    return _FIELDS[tag]


def _of_link(node: Node, tag: str) -> str:
    """A link without anything in it shows nothing, and there is nothing to click on."""
    href = node.attributes.get("href")
    if href is None and "href" not in node.attributes:
        return ""
    if tag == "a" and node.first_child is None:
        return ""
    return "files" if urls.is_upload((href or "").strip()) else "links"


def is_picture(image: Node) -> bool:
    """Does the element show anything? One without an address does not."""
    return bool(image_source(image)) or attribute(image, "src").startswith("data:")


def is_icon(embed: Node) -> bool:
    """Is this a picture that is written as an embedded object?"""
    return attribute(embed, "type").startswith("image/") or ".svg" in attribute(embed, "src")
