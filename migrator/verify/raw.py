"""A raw page, parsed once: its tree, where its addresses start from, and its data."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from bs4 import BeautifulSoup, Tag

from migrator.depth import shallow_bytes
from migrator.models import Article, Snapshot
from migrator.verify.addresses import joined
from migrator.verify.classic import comments_of
from migrator.verify.grids import end_parts
from migrator.verify.soup import parsed
from migrator.verify.text import normal, visible
from migrator.verify.unfold import source_of

_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w-]+)", re.IGNORECASE)
_DATA = "wnd.$system"
_VIEWED = (b"line-content", b"viewsource", b"\0")  # perhaps a browser's view of a source


@dataclass(frozen=True, slots=True)
class Raw:
    """What the parser made of the bytes; `is_shallow` where it left out wrappers of wrappers."""

    url: str
    soup: BeautifulSoup
    address: str
    is_shallow: bool = False


def raw_page(snapshot: Snapshot, article: Article) -> Raw:
    """The page as it came; what was blotted out of its messages on purpose is not lost."""
    said = _CHARSET.search(snapshot.header("Content-Type"))
    body = shallow_bytes(snapshot.body)
    soup = parsed(body, said[1] if said else None)
    soup = source_of(soup) if any(mark in body for mark in _VIEWED) else soup
    end_parts(soup)
    _blot(soup, article)
    base = soup.find("base", href=True)
    there = joined(snapshot.url, str(base["href"])) if isinstance(base, Tag) else snapshot.url
    return Raw(snapshot.url, soup, there, body != snapshot.body)


def data_of(scripts: Iterable[Tag]) -> dict[str, Any]:
    """The data that a page holds in a script; empty if there are none, or they are broken."""
    texts = (script.get_text() for script in scripts)
    text = next((text for text in texts if _DATA in text), "")
    try:
        found, _ = json.JSONDecoder().raw_decode(text[text.index("{", text.index(_DATA)) :])
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _blot(root: Tag, article: Article) -> None:
    for message in comments_of(root) if article.redacted else []:
        for link in message.find_all("a", href=re.compile("^(?:mailto|tel):")):
            link.unwrap()
        for part in message.select(".head h3, .head p, .text"):
            said = visible(part)
            blotted = said
            for old, new in article.redacted:
                blotted = blotted.replace(normal(old), new)
            if blotted != said and not part.select(".user, .date, a, img"):
                part.string = blotted
            elif blotted != said:
                _blot_texts(part, article)


def _blot_texts(part: Tag, article: Article) -> None:
    for text in part.find_all(string=True):
        blotted = str(text)
        for old, new in article.redacted:
            blotted = blotted.replace(old, new)
        if blotted != str(text):
            text.replace_with(blotted)
