"""What a document holds: its Markdown rendered, its rewritten addresses read backwards."""

from __future__ import annotations

import re
from collections.abc import Mapping

from bs4 import BeautifulSoup, Tag
from markdown_it import MarkdownIt

from migrator.verify.addresses import Rewrites
from migrator.verify.inventory import Inventory
from migrator.verify.text import FRAMES, normal

_SHORTCODE = re.compile(r"^\s*\{\{< youtube ([\w-]+) >\}\}\s*$")
_WATCH = "https://www.youtube.com/watch?v="
RENDERER = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])

Turns = Mapping[str, list[str]]
"""By the name of a frame, what bears it on the page, in order: `embed` or `link`."""

_HIDES = re.compile(r"\shidden\b|display\s*:\s*none", re.IGNORECASE)


def written_inventory(markdown: str, rewrites: Rewrites, turns: Turns) -> Inventory:
    """What a reader of the document sees and can follow.

    Each frame of the page may stand in the document as a link, with a label of ours that does not
    count as the page's words; `turns` tell which of the links to the same it is.
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
    for frame in [*root.find_all(FRAMES), *root.find_all("p", string=_SHORTCODE)]:
        _count_frame(found, frame, rewrites, turns)
    for link in root.find_all("a", href=True):
        _count_link(found, link, rewrites, turns)
    found.count(root)
    return found


def _is_hidden(node: Tag) -> bool:
    return node.has_attr("hidden") or bool(_HIDES.search(f" {node.get('style') or ''}"))


def _count_frame(found: Inventory, frame: Tag, rewrites: Rewrites, turns: Turns) -> None:
    """A frame that the document loads itself, as HTML or by a shortcode alone in its paragraph."""
    shortcode = _SHORTCODE.match(frame.get_text())
    source = f"{_WATCH}{shortcode[1]}" if shortcode else str(frame.get("src") or "")
    name = rewrites.written_embed(source)
    is_waited_for = "embed" in turns.get(name, ())
    if is_waited_for:
        turns[name].remove("embed")
    if frame.name != "p" or is_waited_for:
        found.mark(frame, "embed", name)
        _fall_silent(frame)


def _count_link(found: Inventory, link: Tag, rewrites: Rewrites, turns: Turns) -> None:
    target = str(link["href"])
    frame = rewrites.written_embed(target)
    turn = turns.get(frame)
    if turn and turn.pop(0) == "embed":
        found.mark(link, "embed", frame)
        _fall_silent(link)
    else:
        found.mark(link, "link", rewrites.written_link(target))


def _fall_silent(node: Tag) -> None:
    """What it says is a label of ours; a still picture in it stays."""
    for text in node.find_all(string=True):
        text.extract()
