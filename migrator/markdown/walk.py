"""One pass over what an element holds: text becomes runs, runs become paragraphs.

The walk keeps its own stack, so that depth costs nothing. What an element means is decided by
steps: functions by tag, which either deal with the element whole and return None, or return the
marks that are on inside it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Self

from selectolax.lexbor import LexborNode

from migrator.markdown.block import Block
from migrator.markdown.links import Link, linked
from migrator.markdown.runs import GAP, LINK, NONE, RAW, Run
from migrator.markdown.style import Style
from migrator.markdown.write import Position, write, write_paragraphs

Step = Callable[["Walk", LexborNode, int], int | None]
Leave = Callable[["Walk", LexborNode, int], None]
CellHook = Callable[[LexborNode, str], str]


@dataclass(frozen=True, slots=True)
class Kit:
    """All that a walk needs to know: the style, and the steps for each place it can be in.

    `flow` is for places where blocks can stand, `items` for lists, `line` for all others;
    `leave` says what happens behind an element; `cells` are hooks for cells of tables.
    """

    style: Style
    flow: Mapping[str, Step]
    items: Mapping[str, Step]
    line: Mapping[str, Step]
    leave: Mapping[str, Leave]
    cells: Mapping[str, CellHook]


class Walk:
    """What was read so far of one place: finished blocks, and the runs of an open paragraph."""

    def __init__(
        self,
        kit: Kit,
        position: Position = Position.PARAGRAPH,
        *,
        depth: int = 0,
        link: Link | None = None,
        in_cell: bool = False,
        embeds: list[str] | None = None,
    ) -> None:
        self.kit, self.style, self.position = kit, kit.style, position
        self.depth, self.link, self.in_cell = depth, link, in_cell
        self.is_flow = position is Position.PARAGRAPH
        self.steps = kit.flow if self.is_flow else kit.line
        self.runs: list[Run] = []
        self.blocks: list[Block] = []
        self.embeds = [] if embeds is None else embeds  # spelt by the target, wherever they stand
        self.in_code = self.keeps_lines = False
        self.behind: list[Run] = []  # what a link holds and cannot say

    def read(self, root: LexborNode, marks: int = NONE) -> Self:
        """Read everything below `root`."""
        steps, leave = self.steps, self.kit.leave
        waiting: list[tuple[LexborNode | None, int, str, LexborNode]] = []
        node = root.first_child
        while True:
            while node is None:
                if not waiting:
                    return self
                node, marks, tag, left = waiting.pop()
                if tag in leave:
                    leave[tag](self, left, marks)
            tag = node.tag or ""
            following = node.next
            inner = steps.get(tag, through)(self, node, marks)
            if inner is None:
                node = following
            else:
                waiting.append((following, marks, tag, node))
                marks, node = inner, node.first_child

    def inner(self, position: Position, *, in_cell: bool = False) -> Walk:
        """A walk for what cannot be read in this one: a line, a cell, a quotation, an item."""
        deeper = self.depth + (position is Position.PARAGRAPH)
        in_cell = in_cell or self.in_cell
        link = None if position is Position.LINK else self.link
        return Walk(
            self.kit, position, depth=deeper, link=link, in_cell=in_cell, embeds=self.embeds
        )

    def raw(self, text: str, marks: int) -> None:
        """Finished Markdown within a paragraph."""
        if text:
            self.runs.append(Run(marks, RAW, text))

    def add(self, block: Block) -> None:
        """A finished block."""
        if block.text:
            self.blocks.append(block)

    def edge(self, marks: int) -> None:
        """A block begins or ends here."""
        if self.is_flow:
            self.flush()
        elif self.runs:
            self.runs.append(Run(marks, GAP))

    def flush(self) -> None:
        """The paragraph ends here."""
        if self.runs:
            runs, self.runs = self._linked(), []
            for text in write_paragraphs(runs, self.style):
                self.add(Block("p", text))

    def finished(self, root: LexborNode, marks: int = NONE) -> list[Block]:
        """Everything below `root` as blocks."""
        self.read(root, marks).flush()
        return self.blocks

    def line(self) -> str:
        """What was read, as one piece of a line."""
        return write(self._linked(), self.position, self.style)

    def _linked(self) -> list[Run]:
        """The runs as the link that is around them, but for links of their own."""
        if self.link is None:
            return self.runs
        settled: list[Run] = []
        for is_link, group in groupby(self.runs, _is_link):
            runs = list(group)
            settled += runs if is_link else linked(runs, self.link, NONE, self.style)
        return settled


def _is_link(run: Run) -> bool:
    return run.kind is LINK


def through(walk: Walk, node: LexborNode, marks: int) -> int | None:
    """An element that only wraps what it holds."""
    return marks


def nothing(walk: Walk, node: LexborNode, marks: int) -> None:
    """An element that shows nothing."""


def wrapper(walk: Walk, node: LexborNode, marks: int) -> int | None:
    """An element that stands apart from what is before and behind it."""
    if walk.runs:
        walk.edge(marks)
    return marks


def leave_block(walk: Walk, node: LexborNode, marks: int) -> None:
    """Behind a block."""
    if walk.runs:
        walk.edge(marks)
