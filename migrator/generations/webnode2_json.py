"""The JSON in a Webnode 2 page: `wnd.$system = {…};`, and what it says of the page.

Written by PHP, so an empty object may stand as `[]`, and any key may be missing.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import quote

from migrator.generations.base import Page

_MARK = "wnd.$system"


@dataclass(frozen=True, slots=True)
class Embedded:
    """What the JSON says; empty strings and None where it says nothing."""

    found: bool = False
    trouble: str = ""
    is_post: bool = False
    name: str = ""  # HTML
    path: str = ""
    date: datetime | None = None  # local, without zone
    date_mask: str = ""
    description: str = ""
    perex: str = ""  # HTML
    cover: str = ""


def embedded(page: Page) -> Embedded:
    """Read the page's JSON; broken or absent JSON never stops a page."""
    start = page.text.find(_MARK)
    brace = page.text.find("{", start)
    if start < 0 or brace < 0:
        return Embedded()
    try:
        system, _ = json.JSONDecoder().raw_decode(page.text, brace)
    except (ValueError, RecursionError):
        return Embedded(trouble="the JSON in the page is broken; the visible page was read instead")
    return _read(_mapping(system))


def _read(system: dict[str, Any]) -> Embedded:
    page, item = _mapping(system.get("page")), _mapping(system.get("listing_item"))
    is_post = bool(item) or system.get("isListingDetail") is True
    source = item or page
    return Embedded(
        found=bool(source),
        is_post=is_post,
        name=_text(source.get("name")),
        path=_path(system, source, is_post),
        date=_date(_text(item.get("date"))),
        date_mask=_text(_dig(system, "format", "fe", "DATE", "mask")),
        description=_text(source.get("meta_description")),
        perex=_perex(item),
        cover=_cover(system, item),
    )


def _path(system: dict[str, Any], source: dict[str, Any], is_post: bool) -> str:
    slug = _text(source.get("identifier"))
    prefix = (_text(system.get("listingsPrefix")) or "/l/") if is_post else "/"
    return f"{prefix}{slug}/" if slug else ""


def _date(stamp: str) -> datetime | None:
    try:
        return datetime.strptime(stamp, "%Y%m%d%H%M%S")
    except ValueError:
        return None


def _items(item: dict[str, Any], kind: str) -> list[dict[str, Any]]:
    blocks = _mapping(item.get("content_items")).values()
    return [b for b in map(_mapping, blocks) if b.get("type") == f"wnd.pc.{kind}"]


def _perex(item: dict[str, Any]) -> str:
    return next((_text(block.get("text")) for block in _items(item, "PerexBlock")), "")


def _cover(system: dict[str, Any], item: dict[str, Any]) -> str:
    """The absolute address of the thumbnail's original; its path in the JSON is not escaped."""
    base = _text(system.get("awsS3FilesPath")) or _text(system.get("filesPath"))
    for block in _items(item, "ThumbnailBlock"):
        picture = _dig(block, "style", "backgroundSettings", "default", "default", "src")
        if base and _text(picture):
            return base + quote(_text(picture))
    return ""


def _dig(value: Any, *keys: str) -> Any:
    for key in keys:
        value = _mapping(value).get(key)
    return value


def _mapping(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _text(value: Any) -> str:
    """A text; half an emoji, which the platform may cut, becomes U+FFFD."""
    return value.encode("utf-8", "replace").decode() if isinstance(value, str) else ""
