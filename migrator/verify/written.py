"""What a document holds: its Markdown rendered, its rewritten addresses read backwards."""

from __future__ import annotations

import re
from collections import Counter

from bs4 import BeautifulSoup, Tag
from markdown_it import MarkdownIt

from migrator.verify.addresses import Rewrites
from migrator.verify.inventory import Inventory
from migrator.verify.text import FRAMES, normal

_SHORTCODE = re.compile(r"^\s*\{\{< youtube ([\w-]+) >\}\}\s*$")
_WATCH = "https://www.youtube.com/watch?v="
RENDERER = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])

_HIDES = re.compile(r"\shidden\b|display\s*:\s*none", re.IGNORECASE)


def written_inventory(markdown: str, rewrites: Rewrites, embeds: Counter[str]) -> Inventory:
    """What a reader of the document sees and can follow.

    `embeds` are the frames of the page: each may stand in the document as a link, with a label of
    ours that does not count as the page's words.
    """
    html = RENDERER.render(markdown)
    root = BeautifulSoup(html, "html.parser")
    for node in root.find_all(_is_hidden) if _HIDES.search(html) else []:
        node.extract()
    found = Inventory()
    found.count_anchors(root)
    for image in root.select("img, video[poster]"):
        source = image.get("poster") if image.name == "video" else image.get("src")
        alt = "" if image.name == "video" else normal(str(image.get("alt") or ""))
        found.mark(image, "image", rewrites.written_file(str(source or "")), alt)
    waiting = embeds.copy()
    for frame in [*root.find_all(FRAMES), *root.find_all("p", string=_SHORTCODE)]:
        _count_frame(found, frame, rewrites, waiting)
    for link in root.find_all("a", href=True):
        _count_link(found, link, rewrites, waiting)
    found.count(root)
    return found


def _is_hidden(node: Tag) -> bool:
    return node.has_attr("hidden") or bool(_HIDES.search(f" {node.get('style') or ''}"))


def _count_frame(found: Inventory, frame: Tag, rewrites: Rewrites, waiting: Counter[str]) -> None:
    """A frame that the document loads itself, as HTML or by a shortcode alone in its paragraph."""
    shortcode = _SHORTCODE.match(frame.get_text())
    source = f"{_WATCH}{shortcode[1]}" if shortcode else str(frame.get("src") or "")
    name = rewrites.written_embed(source)
    if frame.name != "p" or waiting[name] > 0:
        waiting[name] -= 1
        found.mark(frame, "embed", name)
        _fall_silent(frame)


def _count_link(found: Inventory, link: Tag, rewrites: Rewrites, waiting: Counter[str]) -> None:
    target = str(link["href"])
    frame = rewrites.written_embed(target)
    if waiting[frame] > 0:
        waiting[frame] -= 1
        found.mark(link, "embed", frame)
        _fall_silent(link)
    else:
        found.mark(link, "link", rewrites.written_link(target))


def _fall_silent(node: Tag) -> None:
    """What it says is a label of ours; a still picture in it stays."""
    for text in node.find_all(string=True):
        text.extract()
