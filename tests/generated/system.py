"""The JSON of a Webnode 2 page, as PHP writes it."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from tests.generated.texts import FOLDER
from tests.generated.truth import Data, Facts
from tests.generated.uploads import CDN, Upload

LANGUAGES = {"cs": "cz"}
"""The platform's own codes, where they differ from those of the page."""


@dataclass(frozen=True)
class Shape:
    """How the JSON of a page is written, where pages differ."""

    is_there: bool = True
    lists_as_objects: bool = True
    has_list_page: bool = False
    backwards: bool = False
    mask: str = "%d.%m.%Y"
    name: str = ""  # HTML
    slug: str = ""
    perex: str = ""  # HTML
    cover: Upload | None = None
    labels: dict[str, str] = field(default_factory=dict)


def content_items(sections: list[list[Data]], shape: Shape) -> dict[str, Data]:
    """The blocks of a post by their ids; a wrapper holds the sections, and they the blocks."""
    found: dict[str, Data] = {}
    numbers = count(1)
    header = {"type": "wnd.pc.BlogDetailHeaderSection", "content": {"default": ["wnd_LDB_1"]}}
    header_id = _add(header, found, numbers)
    ids = [header_id, *(_section(blocks, found, numbers) for blocks in sections)]
    _add({"type": "wnd.pc.SectionWrapper", "context": "page", "content": ids}, found, numbers)
    _add({"type": "wnd.pc.PerexBlock", "context": "page", "text": shape.perex}, found, numbers)
    if shape.cover:
        _add(_thumbnail(shape.cover), found, numbers)
    items = list(found.items())
    return dict(reversed(items) if shape.backwards else items)


def _section(blocks: list[Data], found: dict[str, Data], numbers: count[int]) -> str:
    ids = [_add(block, found, numbers) for block in blocks]
    zone = _add({"type": "wnd.pc.EditZone", "context": "page", "content": ids}, found, numbers)
    section = {
        "type": "wnd.pc.Section",
        "content": {"default": [zone], "default_box": ["wnd_none"]},
        "variant": {"default": "default"},
        "contentMap": {"wnd.pc.EditZone": {"master-01": zone}},
    }
    return _add(section, found, numbers)


def _add(block: Data, found: dict[str, Data], numbers: count[int]) -> str:
    """Put a block in, after those within it; its id."""
    content = block.get("content")
    if isinstance(content, list):
        within = [b if isinstance(b, str) else _add(b, found, numbers) for b in content]
        block = {**block, "content": within}
    name = f"wnd_{block['type'].removeprefix('wnd.pc.')}_{next(numbers)}"
    found[name] = {**block, "id": name}
    return name


def _thumbnail(file: Upload) -> Data:
    picture = {"id": file.number, "src": file.src, "mime": "", "width": 1200, "height": 800}
    style = {"backgroundSettings": {"default": {"default": picture}}}
    return {"type": "wnd.pc.ThumbnailBlock", "context": "page", "style": style, "refs": {}}


def scripts(facts: Facts, shape: Shape, items: dict[str, Data] | None, dialect: str) -> str:
    """The two scripts near the end; without `items` the page is no post."""
    if not shape.is_there:
        return ""
    empty: Any = {} if shape.lists_as_objects else []
    path = shape.slug if items is None else "l"
    page = {
        "id": 50000001,
        "identifier": path,
        "layout": "default" if items is None else "blog_detail",
        "name": shape.name,
        "html_title": None,
        "language": LANGUAGES.get(facts.language, facts.language),
        "meta_description": facts.description if items is None else None,
    }
    files = {"filesPath": f"{FOLDER}/_files/", "awsS3FilesPath": None}
    system = {
        "page": page,
        "listingsPrefix": "/l/",
        "isListingDetail": items is not None,
        "listing_page": {"id": 2, "link": "/denik/"} if shape.has_list_page else empty,
        "listing_item": None if items is None else _item(facts, shape, items),
        **(files if dialect == "a" else {"awsS3FilesPath": f"{CDN}/"}),
        "format": {"fe": {"DATE": {"mask": shape.mask}}},
        "labels": shape.labels or empty,
    }
    return (
        "<script>var wnd = wnd || {};wnd.$data = {};</script>"
        f"<script>wnd.$system = {_php(system)};</script>"
    )


def _item(facts: Facts, shape: Shape, items: dict[str, Data]) -> Data:
    stamp = facts.date.strftime("%Y%m%d%H%M%S") if facts.date else ""
    described = None if shape.perex else facts.description or None
    told = {"id": 34, "name": shape.name, "identifier": shape.slug, "date": stamp}
    return {**told, "meta_description": described, "styles": None, "content_items": items}


def _php(value: Data) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text.replace("/", "\\/").replace("<", "\\u003C").replace(">", "\\u003E")
