"""The JSON in a Webnode 2 page: `wnd.$system = {…};`, and what it says of the page.

Written by PHP, so an empty object may stand as `[]`, and any key may be missing.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from urllib.parse import quote

from migrator.generations.base import Page

_MARK = "wnd.$system"
_MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
_MONTH_LABEL = "wnd.fe.ListingData.shortMonthName."
_LANGUAGES = {"cz": "cs"}  # the platform's own code, where it is not the web's


@dataclass(frozen=True, slots=True)
class Embedded:
    """What the JSON says; empty strings and None where it says nothing."""

    found: bool = False
    trouble: str = ""
    layout: str = ""
    is_post: bool = False
    is_product: bool = False
    name: str = ""  # HTML
    path: str = ""
    list_page: str = ""  # the path of the list that a post belongs to
    date: datetime | None = None  # local, without zone
    date_mask: str = ""
    months: Mapping[str, int] = field(default_factory=dict)
    language: str = ""
    description: str = ""
    perex: str = ""  # HTML
    cover: str = ""
    item: Mapping[str, Any] = field(default_factory=dict)
    labels: Mapping[str, Any] = field(default_factory=dict)


def embedded(page: Page) -> Embedded:
    """The page's JSON; broken or absent JSON never stops a page."""
    return page.once("embedded", _embedded)


def _embedded(page: Page) -> Embedded:
    start = page.text.find(_MARK)
    brace = page.text.find("{", start)
    if start < 0 or brace < 0:
        return Embedded()
    try:
        system, _ = json.JSONDecoder().raw_decode(page.text, brace)
    except (ValueError, RecursionError):
        return Embedded(trouble="the JSON in the page is broken; the visible page was read instead")
    return _read(mapping(system))


def _read(system: dict[str, Any]) -> Embedded:
    page, item = mapping(system.get("page")), mapping(system.get("listing_item"))
    is_post = bool(item) or system.get("isListingDetail") is True
    source = item or page
    labels = mapping(system.get("labels"))
    language = text(page.get("language"))
    return Embedded(
        found=bool(source),
        layout=text(page.get("layout")),
        is_post=is_post,
        is_product=system.get("isProductDetail") is True,
        name=text(source.get("name")),
        path="" if is_post and not item else _path(system, source, is_post),
        list_page=text(mapping(system.get("listing_page")).get("link")),
        date=_date(text(item.get("date"))),
        date_mask=text(dig(system, "format", "fe", "DATE", "mask")),
        months=_months(labels),
        language=_LANGUAGES.get(language, language),
        description=text(source.get("meta_description")),
        perex=_perex(item),
        cover=_cover(system, item),
        item=item,
        labels=labels,
    )


def _path(system: dict[str, Any], source: dict[str, Any], is_post: bool) -> str:
    slug = text(source.get("identifier"))
    prefix = (text(system.get("listingsPrefix")) or "/l/") if is_post else "/"
    return f"{prefix}{slug}/" if slug else ""


def _date(stamp: str) -> datetime | None:
    try:
        return datetime.strptime(stamp, "%Y%m%d%H%M%S")
    except ValueError:
        return None


def _months(labels: Mapping[str, Any]) -> dict[str, int]:
    """The names of months as the page's own language has them."""
    names = (
        (number, text(labels.get(_MONTH_LABEL + name))) for number, name in enumerate(_MONTHS, 1)
    )
    return {name: number for number, name in names if name}


def items_of(item: Mapping[str, Any], kind: str) -> list[dict[str, Any]]:
    """The blocks of one type, in the order of the JSON, which is not that of the page."""
    blocks = mapping(item.get("content_items")).values()
    return [b for b in map(mapping, blocks) if b.get("type") == f"wnd.pc.{kind}"]


def _perex(item: dict[str, Any]) -> str:
    return next((text(block.get("text")) for block in items_of(item, "PerexBlock")), "")


def _cover(system: dict[str, Any], item: dict[str, Any]) -> str:
    """The absolute address of the thumbnail's original; its path in the JSON is not escaped."""
    base = text(system.get("awsS3FilesPath")) or text(system.get("filesPath"))
    for block in items_of(item, "ThumbnailBlock"):
        picture = dig(block, "style", "backgroundSettings", "default", "default", "src")
        if base and text(picture):
            return base + quote(text(picture))
    return ""


def dig(value: Any, *keys: str) -> Any:
    """What stands at the end of a chain of keys; None if it breaks off."""
    for key in keys:
        value = mapping(value).get(key)
    return value


def mapping(value: Any) -> dict[str, Any]:
    """An object of the JSON; PHP writes an empty one as a list."""
    return value if isinstance(value, dict) else {}


def text(value: Any) -> str:
    """A text; half an emoji, which the platform may cut, becomes U+FFFD."""
    return value.encode("utf-8", "replace").decode() if isinstance(value, str) else ""


def linked(page: Page) -> Iterator[str]:
    """Where the data of a page lead: its list, and whatever its blocks link to."""
    found = embedded(page)
    if found.list_page:
        yield found.list_page
    waiting: list[Any] = [found.item]
    while waiting:
        value = waiting.pop()
        if isinstance(value, dict):
            if link := text(value.get("link")):
                yield link
            waiting.extend(reversed(value.values()))
        elif isinstance(value, list):
            waiting.extend(reversed(value))
