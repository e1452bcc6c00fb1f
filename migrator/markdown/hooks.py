"""A user's `convert_*` hooks: which there are, and the steps that call them.

Signature and promises are markdownify's: `hook(el, text, parent_tags)` with what the element
holds as Markdown; the names of the elements around it, with `_inline` where no block can stand
and `_noformat` in code. What it returns takes the element's place.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial

from selectolax.lexbor import LexborNode

from migrator.dom import above
from migrator.elements import BLOCKS
from migrator.markdown.block import Block, joined
from migrator.markdown.code import code_text
from migrator.markdown.element import Element
from migrator.markdown.lists import ListWalk
from migrator.markdown.runs import NONE, TEXT, Run, squeeze
from migrator.markdown.walk import CellHook, Step, Walk
from migrator.markdown.write import Position

Hook = Callable[..., str]
_LINES = frozenset(["h1", "h2", "h3", "h4", "h5", "h6", "td", "th"])
_CODE = frozenset(["pre", "code", "kbd", "samp"])
_WRITTEN = ("table", "ul", "ol")
_ANY_BLOCK = ",".join(sorted(BLOCKS))


def step(hook: Hook, native: Step | None) -> Step:
    """The step that calls a hook wherever its element stands; `native` is what is done without."""
    return partial(_hooked, hook, native)


def item_step(hook: Hook) -> Step:
    """The same for an item of a list: the result is the item with its mark."""

    def call(walk: Walk, node: LexborNode, marks: int) -> None:
        walk.flush()
        text = joined(walk.inner(Position.PARAGRAPH).finished(node, marks))
        if isinstance(walk, ListWalk):
            walk.add_item([Block("item", _called(hook, node, text).strip("\n"))])

    return call


def cell_hook(hook: Hook) -> CellHook:
    """The same for a cell: blanks and the bar that markdownify's own hooks add are taken off."""

    def call(cell: LexborNode, text: str) -> str:
        result = hook(Element(cell), text, parent_tags=_parent_tags(cell))
        return re.sub(r"(?:\s*(?<!\\)\|)+$", "", result.replace("\n", " ").strip())

    return call


def _hooked(hook: Hook, native: Step | None, walk: Walk, node: LexborNode, marks: int) -> None:
    is_block = node.tag in BLOCKS or (node.tag != "a" and node.css_first(_ANY_BLOCK) is not None)
    if walk.is_flow and is_block:
        walk.flush()
        text = _block_text(native, walk, node, marks)
        walk.add(Block("p", _called(hook, node, text).strip("\n")))
        return
    _put_inline(walk, _called(hook, node, _inside(walk, node)), marks)


def _block_text(native: Step | None, walk: Walk, node: LexborNode, marks: int) -> str:
    """What a block holds; a table or a list is told as it would be written."""
    inside = walk.inner(Position.PARAGRAPH)
    if node.tag in _WRITTEN and native is not None:
        native(inside, node, marks)
        return joined(inside.blocks)
    if node.tag in _LINES:
        return walk.inner(Position.LINE).read(node, marks).line()
    if node.tag == "pre":
        return code_text(node)
    return joined(inside.finished(node, marks))


def _called(hook: Hook, node: LexborNode, text: str) -> str:
    return str(hook(Element(node), text, parent_tags=_parent_tags(node)) or "")


def _inside(walk: Walk, node: LexborNode) -> str:
    """What the element holds as Markdown, with one blank at each end where there is any."""
    if node.tag in _CODE:
        return squeeze(node.text(deep=True))
    position = Position.LINE if walk.is_flow else walk.position
    position = Position.LINK if node.tag == "a" else position
    inside = walk.inner(position).read(node)
    text, raw = inside.line(), squeeze(node.text(deep=True))
    return f"{' ' if raw[:1] == ' ' else ''}{text}{' ' if raw[-1:] == ' ' and text else ''}"


def _put_inline(walk: Walk, result: str, marks: int) -> None:
    """A result that ends in newlines asks for a block of its own."""
    text = result.strip("\n")
    if walk.is_flow and result.startswith("\n\n"):
        walk.flush()
    blank = [Run(NONE, TEXT, " ")]
    walk.runs += blank if text[:1] == " " else []
    walk.raw(text.strip(" ") if walk.is_flow else " ".join(text.split()), marks)
    walk.runs += blank if text[-1:] == " " else []
    if walk.is_flow and result.endswith("\n\n"):
        walk.flush()


def _parent_tags(node: LexborNode) -> set[str]:
    names = {parent.tag or "" for parent in above(node)} - {"html", "-document", ""}
    inline = {"_inline"} if names & _LINES else set()
    verbatim = {"_noformat"} if names & _CODE else set()
    return names | inline | verbatim
