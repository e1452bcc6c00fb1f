"""Counting what is visible in a part of a page, so that the parts can be held against the whole.

Every count is a sum over the elements of the part: what is split can be added up again.
"""

from __future__ import annotations

from migrator import urls
from migrator.dom import Node, attribute, image_source
from migrator.models import Census

_COUNTED = "img, a[href], area[href], iframe, video, audio, embed, object, table, form"
_FIELDS = {"a": "links", "area": "links", "table": "tables", "form": "forms"}


def census(root: Node) -> Census:
    """What stands in the element, itself included."""
    counts = dict.fromkeys(("images", "links", "files", "embeds", "tables", "forms"), 0)
    for node in root.css(_COUNTED):
        field = _field(node)
        if field:
            counts[field] += 1
    return Census(letters=len("".join(root.text(deep=True).split())), **counts)


def _field(node: Node) -> str:
    tag = node.tag or ""
    if tag == "img":
        return "images" if is_picture(node) else ""
    if tag == "a" and node.first_child is None:
        return ""  # nothing to be seen, and nothing to click on
    if tag in ("a", "area") and urls.is_upload(attribute(node, "href")):
        return "files"
    if tag == "embed" and is_icon(node):
        return "images"
    return _FIELDS.get(tag, "embeds")


def is_picture(image: Node) -> bool:
    """Does the element show anything? One without an address does not."""
    return bool(image_source(image)) or attribute(image, "src").startswith("data:")


def is_icon(embed: Node) -> bool:
    """Is this a picture that is written as an embedded object?"""
    return attribute(embed, "type").startswith("image/") or ".svg" in attribute(embed, "src")
