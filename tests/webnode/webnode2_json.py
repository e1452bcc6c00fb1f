"""The JSON of a Webnode 2 page: its blocks, and the zones that hold them."""

from __future__ import annotations

from html import escape
from typing import Any

from tests.webnode.uploads import Upload


def wrapped(order: list[str]) -> dict[str, dict[str, Any]]:
    """The zones around the blocks, which tell the order."""
    header = block("BlogDetailHeaderSection", "wnd_Header_1", content={"default": []})
    section = block("Section", "wnd_Section_1", content={"default": ["wnd_EditZone_1"]})
    parts = (
        block("SectionWrapper", "wnd_Wrapper_1", content=["wnd_Header_1", "wnd_Section_1"]),
        header,
        section,
        block("EditZone", "wnd_EditZone_1", content=order),
    )
    return {part["id"]: part for part in parts}


def block(kind: str, name: str, **facts: Any) -> dict[str, Any]:
    """A block, with what it says beside its name."""
    return {"type": f"wnd.pc.{kind}", "id": name, "context": "page", **facts}


def file_of(upload: Upload) -> dict[str, Any]:
    """A file, with its place below the folder of the site."""
    found = {"id": 200000100 + upload.number, "src": f"{upload.id}/{upload.name}"}
    size = {"width": 24, "height": 24}
    return {**found, **size, "size": size, "mime": upload.media_type}


def page_facts(title: str, identifier: str, layout: str) -> dict[str, Any]:
    """What the data say of a page; a post stands on a template's."""
    return {
        "id": 50000001,
        "identifier": identifier,
        "layout": layout,
        "name": escape(title, quote=False),
        "html_title": None,
        "language": "en",
        "meta_description": None,
    }
