"""Lists: items with their marks, what belongs to an item indented below it."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise

from selectolax.lexbor import LexborNode

from migrator.dom import above, attribute, children
from migrator.markdown.block import LISTS, Block, between, marker
from migrator.markdown.runs import NONE
from migrator.markdown.style import RawHtml
from migrator.markdown.walk import Walk
from migrator.markdown.write import Position

_INDENT = 4  # what belongs to an item: Python-Markdown does not nest at less
_LAST = 999_999_999  # numbers of more digits begin no item


@dataclass(slots=True)
class _Item:
    number: int
    blocks: list[Block] = field(default_factory=list)


class ListWalk(Walk):
    """A walk through a list. What stands in it outside of its items becomes an item."""

    def __init__(self, around: Walk, start: int) -> None:
        super().__init__(around.kit, depth=around.depth + 1, link=around.link, embeds=around.embeds)
        self.steps = around.kit.items
        self.items: list[_Item] = []
        self.number = start

    def add(self, block: Block) -> None:
        """A block outside of any item; a list belongs to the item before it."""
        if not block.text:
            return
        if block.kind in LISTS and self.items:
            self.items[-1].blocks.append(block)
        else:
            self.add_item([block])

    def add_item(self, blocks: list[Block]) -> None:
        """The next item; one that shows nothing still counts."""
        if any(block.text for block in blocks):
            self.items.append(_Item(self.number, blocks))
        self.number += 1


def item(walk: Walk, node: LexborNode, marks: int) -> None:
    """An item of the list that is walked through."""
    walk.flush()
    if isinstance(walk, ListWalk):
        walk.add_item(walk.inner(Position.PARAGRAPH).finished(node, marks))


def list_block(around: Walk, node: LexborNode, marks: int = NONE) -> Block:
    """The list as a block, empty if it shows nothing."""
    kind = "ol" if node.tag == "ol" else "ul"
    walk = ListWalk(around, _start(node))
    walk.read(node, marks).flush()
    mark = "." if kind == "ol" else _bullet(node, walk.style.bullets)
    blocks = around.blocks
    if isinstance(around, ListWalk) and around.items:
        blocks = around.items[-1].blocks
    before = blocks[-1] if blocks else None
    is_bare = walk.style.raw_html is RawHtml.NONE  # a comment could not part the two
    if is_bare and before is not None and before.kind == kind and marker(before) == mark:
        mark = _other(mark)
    texts = [_spelt(item, mark) for item in walk.items]
    is_loose = any("\n\n" in text for text in texts)
    return Block(kind, ("\n\n" if is_loose else "\n").join(texts))


def _bullet(node: LexborNode, bullets: str) -> str:
    if len(bullets) == 1:
        return bullets
    depth = sum(parent.tag == "ul" for parent in above(node))
    return bullets[depth % len(bullets)]


def _start(node: LexborNode) -> int:
    """The number of the first item."""
    first = next((child for child in children(node) if child.tag == "li"), None)
    first = first if node.tag == "ol" else None
    told = (attribute(first, "value"), attribute(node, "start"))
    number = next((text for text in told if text.isascii() and text.isdigit()), "1")
    return int(number) if len(number) <= len(str(_LAST)) else 1


def _other(mark: str) -> str:
    """A mark by which renderers know that another list begins."""
    return {"-": "*", "*": "-", "+": "-", ".": ")", ")": "."}.get(mark, mark)


def _spelt(item: _Item, mark: str) -> str:
    first = item.blocks[0]
    if first.kind == "item":
        return first.text  # a hook has written it whole
    lead = f"{min(item.number, _LAST)}{mark} " if mark in ".)" else f"{mark} "
    if any(block.kind == "code" for block in item.blocks) or first.kind in LISTS:
        lead = lead.ljust(_INDENT)  # its first line must stand where the others do
    indent = " " * max(_INDENT, len(lead))
    text = first.text
    if first.kind == "rule":  # `- ---` would be a line, not an item
        text = "---" if mark == "*" else "***"
    for before, block in pairwise(item.blocks):
        text += (_near(before, block) or between(before, block)) + block.text
    lines = text.split("\n")
    return lead + "\n".join([lines[0], *(indent + line if line else "" for line in lines[1:])])


def _near(before: Block, block: Block) -> str:
    """A list right below the text of its item; one that begins at another number cannot be."""
    can_interrupt = block.kind == "ul" or block.text.startswith(("1. ", "1) "))
    return "\n" if before.kind == "p" and block.kind in LISTS and can_interrupt else ""
