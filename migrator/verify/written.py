"""What a document says: its Markdown rendered, its rewritten addresses read backwards."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from urllib.parse import unquote

from bs4 import BeautifulSoup, Tag
from markdown_it import MarkdownIt

from migrator.verify.says import (
    Says,
    bag,
    count_structure,
    normal,
    same_embed,
    same_file,
    same_link,
    words,
)

_RENDERER = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
_LABELS = re.compile(r"^(?:Map|Map: .*|Video|Audio|Embedded content)$", re.DOTALL)


def written_says(document: str, references: Mapping[str, str]) -> Says:
    """What a reader of the document sees and can follow."""
    head, _, markdown = document.removeprefix("---\n").partition("\n---\n")
    root = BeautifulSoup(_RENDERER.render(markdown), "html.parser")
    says = Says(title=normal(_field(head, "title")), day=_day(head))
    back = {unquote(written): original for written, original in references.items()}
    for image in root.find_all("img"):
        source = unquote(str(image.get("src") or ""))
        says.images[same_file(back.get(source, source))] += 1
    for link in root.find_all("a", href=True):
        _count_link(says, link, back)
    count_structure(says, root)
    if says.headings[" ".join(words(says.title))]:
        says.headings -= bag([says.title])
        says.words.subtract(words(says.title))
        says.words = +says.words
    return says


def _count_link(says: Says, link: Tag, back: Mapping[str, str]) -> None:
    """A link, or what stands for a frame: then its label is ours and not the page's."""
    target = unquote(str(link["href"]))
    target = back.get(target, target)
    if _LABELS.match(link.get_text()) or link.get("title") == "embed":
        says.embeds[same_embed(target)] += 1
        link.extract()
    else:
        says.links[same_link(target)] += 1


def _field(head: str, name: str) -> str:
    found = re.search(rf'^{name}: (".*")$', head, re.MULTILINE)
    return str(json.loads(found[1])) if found else ""


def _day(head: str) -> frozenset[str]:
    found = re.search(r"^date: (\d{4})-(\d{2})-(\d{2})T", head, re.MULTILINE)
    return frozenset(str(int(figure)) for figure in found.groups()) if found else frozenset()
