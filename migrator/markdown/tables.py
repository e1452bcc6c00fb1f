"""Tables on a grid: what a span covers is left empty, so that no cell moves and none is lost."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from selectolax.lexbor import LexborNode

from migrator.dom import attribute, children
from migrator.markdown.block import Block
from migrator.markdown.escape import escape_block_starts, escape_pipes
from migrator.markdown.walk import Walk
from migrator.markdown.write import Position

_WIDEST = {"colspan": 100, "rowspan": 500}
_MOST_BLOWN = 100_000
_LARGEST = 200_000  # cells
_CELLS = ("td", "th")
_GROUPS = {"thead": 0, "tbody": 1, "tfoot": 2}


class _Row(NamedTuple):
    cells: list[LexborNode]
    is_head: bool


@dataclass(slots=True)
class _Grid:
    """Lays out rows of texts. `below` tells for a column how many more rows a span covers.

    `blown` counts the cells that are empty because of a span.
    """

    below: dict[int, int] = field(default_factory=dict)
    blown: int = 0

    def add(self, cells: list[LexborNode], texts: list[str]) -> list[str]:
        """The row with a text for each of its columns."""
        row: list[str] = []
        covers: dict[int, int] = {}
        for cell, text in zip(cells, texts, strict=True):
            self._fill(row)
            across, down = self._span(cell, "colspan"), self._span(cell, "rowspan")
            if down > 1:
                covers |= dict.fromkeys(range(len(row), len(row) + across), down - 1)
            row += [text, *[""] * (across - 1)]
            self.blown += across * down - 1
        self._fill(row)
        self.below = {column: left - 1 for column, left in self.below.items() if left > 1} | covers
        return row

    def _fill(self, row: list[str]) -> None:
        while len(row) in self.below:
            row.append("")

    def _span(self, cell: LexborNode, name: str) -> int:
        """A table that is blown up by its spans loses them."""
        value = attribute(cell, name)
        is_number = value.isascii() and value.isdigit() and self.blown < _MOST_BLOWN
        return max(1, min(_WIDEST[name], int(value[:5]))) if is_number else 1


def is_layout(node: LexborNode) -> bool:
    """Does the table only place what it holds? One column without a head says nothing else."""
    rows = list(_rows(node))
    return not any(row.is_head for row in rows) and all(len(row.cells) <= 1 for row in rows)


def table(walk: Walk, node: LexborNode, marks: int) -> Iterator[Block]:
    """The caption as a paragraph, and the table as GFM; with an empty head if it has none."""
    for child in children(node):
        if child.tag == "caption":
            text = _hooked(walk, child, walk.inner(Position.LINE).read(child, marks).line())
            yield Block("p", escape_block_starts(text))
    grid = _Grid()
    laid = [
        (grid.add(row.cells, [_cell(walk, cell, marks) for cell in row.cells]), row.is_head)
        for row in _rows(node)
    ]
    rows = [row for row, _ in laid if any(row)]
    if rows:
        is_head = next(is_head for row, is_head in laid if any(row))
        yield Block("table", _written(rows, has_head=is_head or walk.style.infer_header))


def _written(rows: list[list[str]], *, has_head: bool) -> str:
    width = max(map(len, rows))
    if len(rows) * width < _LARGEST:  # renderers fill up what is missing
        rows = [row + [""] * (width - len(row)) for row in rows]
    head = rows.pop(0) if has_head else []
    head += [""] * (width - len(head))
    return "\n".join([_line(head), _line(["---"] * width), *map(_line, rows)])


def _cell(walk: Walk, cell: LexborNode, marks: int) -> str:
    text = walk.inner(Position.CELL, in_cell=True).read(cell, marks).line()
    return escape_pipes(_hooked(walk, cell, text))


def _hooked(walk: Walk, node: LexborNode, text: str) -> str:
    hook = walk.kit.cells.get(node.tag or "")
    return text if hook is None else hook(node, text)


def _rows(node: LexborNode) -> Iterator[_Row]:
    """The rows of this table, not of one inside its cells; its head first, its foot last."""
    groups = [child for child in children(node) if child.tag in (*_GROUPS, "tr")]
    for child in sorted(groups, key=lambda group: _GROUPS.get(group.tag or "", 1)):
        if child.tag == "tr":
            cells = [cell for cell in children(child) if cell.tag in _CELLS]
            all_heads = bool(cells) and all(cell.tag == "th" for cell in cells)
            yield _Row(cells, all_heads or node.tag == "thead")
        else:
            yield from _rows(child)


def _line(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |".replace("|  |", "| |").replace("|  |", "| |")
