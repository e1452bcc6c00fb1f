"""Tables on a grid: what a span covers is left empty, so that no cell moves and none is lost."""

from __future__ import annotations

from dataclasses import dataclass, field

from bs4 import Tag

from migrator.markdown.inline import runs_of
from migrator.markdown.write import Position, write

_WIDEST, _DEEPEST = 100, 500


@dataclass(slots=True)
class _Grid:
    rows: list[list[str]] = field(default_factory=list)
    covered: set[tuple[int, int]] = field(default_factory=set)

    def add(self, cells: list[Tag]) -> None:
        row: list[str] = []
        self.rows.append(row)
        for cell in cells:
            self._fill(row)
            self._cover(cell, len(row))
            row.append(write(runs_of(cell, Position.CELL), Position.CELL))
            row.extend([""] * (_span(cell, "colspan", _WIDEST) - 1))
        self._fill(row)

    def _fill(self, row: list[str]) -> None:
        while (len(self.rows) - 1, len(row)) in self.covered:
            row.append("")

    def _cover(self, cell: Tag, column: int) -> None:
        top = len(self.rows) - 1
        for down in range(1, _span(cell, "rowspan", _DEEPEST)):
            for across in range(_span(cell, "colspan", _WIDEST)):
                self.covered.add((top + down, column + across))


def table(node: Tag) -> str:
    """The table as GFM, its caption above it; with an empty head if it has none."""
    grid, has_head = _Grid(), False
    for number, row in enumerate(_rows(node)):
        cells = list(row.find_all(["td", "th"], recursive=False))
        grid.add(cells)
        if number == 0:
            has_head = _is_head(row, cells)
    rows = [row for row in grid.rows if any(row)]
    if not rows:
        return ""
    width = max(map(len, rows))
    rows = [row + [""] * (width - len(row)) for row in rows]
    head = rows.pop(0) if has_head else [""] * width
    lines = [_line(head), _line(["---"] * width), *map(_line, rows)]
    return "\n".join([*_captions(node), *lines])


def _rows(node: Tag) -> list[Tag]:
    """The rows of this table, not of one inside its cells."""
    return [row for row in node.find_all("tr") if row.find_parent("table") is node]


def _is_head(row: Tag, cells: list[Tag]) -> bool:
    in_head = row.parent is not None and row.parent.name == "thead"
    return in_head or (bool(cells) and all(cell.name == "th" for cell in cells))


def _captions(node: Tag) -> list[str]:
    found = node.find_all("caption", recursive=False)
    texts = [write(runs_of(caption, Position.LINE), Position.LINE) for caption in found]
    return [f"{text}\n" for text in texts if text]


def _span(cell: Tag, name: str, most: int) -> int:
    value = str(cell.get(name) or "")
    return max(1, min(most, int(value))) if value.isdecimal() else 1


def _line(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |".replace("|  |", "| |").replace("|  |", "| |")
