"""Finished blocks, and how they are put together."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from typing import NamedTuple

LISTS = ("ul", "ol")
_APART = "\n\n<!-- -->\n\n"


class Block(NamedTuple):
    """A finished block. `kind` is p, h, ul, ol, quote, code, table, rule or html."""

    kind: str
    text: str


def joined(blocks: Iterable[Block]) -> str:
    """The blocks with an empty line between them."""
    blocks = list(blocks)
    parts = [block.text for block in blocks[:1]]
    for before, block in pairwise(blocks):
        parts += [between(before, block), block.text]
    return "".join(parts)


def between(before: Block, block: Block) -> str:
    """Two lists of one kind would grow together, if they are not marked otherwise."""
    grows = before.kind == block.kind and block.kind in LISTS
    return _APART if grows and marker(before) == marker(block) else "\n\n"


def marker(block: Block) -> str:
    """What marks the items of a list: its bullet, or what follows its numbers."""
    return block.text.lstrip("0123456789")[:1]
