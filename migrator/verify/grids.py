"""Tables and lists: which of them are what they seem, and where in them something stands."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bs4 import BeautifulSoup, Tag
from bs4.element import PageElement, PreformattedString

from migrator.verify.text import APART, EDGE, FRAMES, visible

_ROWS = {"thead": 0, "tbody": 1, "tr": 1, "tfoot": 2}
_LISTS = ("ul", "ol")
_ENDED_BY = {"li": ("li",), "tr": ("tr",), "td": ("td", "th"), "th": ("td", "th")}
_AROUND = ("ul", "ol", "table")  # what begins within it ends nothing outside of it


def end_parts(root: Tag) -> None:
    """An item, a cell or a row ends where the next one begins, though no tag says so."""
    for node in root.find_all([*_ENDED_BY]):
        before = _unended(node)
        if before is not None:
            before.insert_after(*[part.extract() for part in [node, *node.next_siblings]])


def _unended(node: Tag) -> Tag | None:
    """The item, cell or row that was left open before this one began."""
    for around in node.parents:
        if around.name in _ENDED_BY[node.name]:
            return around
        if around.name in _AROUND:
            break
    return None


def put_into_items(root: Tag) -> None:
    """A list right within a list belongs to the item before it; without one it is an item."""
    for node in root.find_all([*_LISTS]):
        if node.parent is None or node.parent.name not in _LISTS or not _shows(node):
            continue
        before = next(filter(_shows, node.previous_siblings), None)
        if before is None:
            node.wrap(BeautifulSoup("", "html.parser").new_tag("li"))
        elif isinstance(before, Tag) and before.name == "li":
            before.append(node.extract())


def _shows(node: PageElement) -> bool:
    return _is_seen(node) or (isinstance(node, Tag) and node.find(["img", *FRAMES]) is not None)


def flatten_cells(table: Tag) -> None:
    """A cell holds lines: no quotation, no block of code, and items begin with a bullet."""
    for node in table.select(":is(td, th) :is(li, pre, blockquote)"):
        if node.name == "li":
            node.insert(0, "• ")
        as_lines(node)


def as_lines(node: Tag) -> None:
    """An element that is no block of code: its lines are those of a text."""
    for text in node.find_all(string=True) if node.name == "pre" else ():
        if not isinstance(text, PreformattedString):
            text.replace_with(str(text).replace("\n", EDGE))
    node.name = "div"


def depth_of(item: Tag) -> str:
    """How many lists an item lies in, and of which kind the innermost is."""
    lists = [around for around in item.parents if around.name in _LISTS]
    return f"{max(1, len(lists))} {lists[0].name if lists else 'ul'}"


def put_in_order(table: Tag) -> None:
    """Head first, foot last, as a browser shows them wherever they are written."""
    groups = [part for part in table.find_all(True, recursive=False) if part.name in _ROWS]
    ordered = sorted(groups, key=lambda part: _ROWS[part.name])
    for part in ordered if ordered != groups else ():
        table.append(part.extract())


def is_layout(table: Tag) -> bool:
    """One column without a head places what it holds, and is no table."""
    rows = [row for row in table.find_all("tr") if row.find_parent("table") is table]
    cells = [row.find_all(["td", "th"], recursive=False) for row in rows]
    heads = [all(cell.name == "th" for cell in row) for row in cells if row]
    has_head = any(heads) or any(row.find_parent("thead") for row in rows)
    return not has_head and all(len(row) <= 1 for row in cells)


def places_in(table: Tag) -> dict[int, str]:
    """In which column each cell of a table stands, by its `id`; what spans others holds theirs."""
    found: dict[int, str] = {}
    below: dict[int, int] = {}
    for row in (r for r in table.find_all("tr") if r.find_parent("table") is table):
        column = 0
        covered, below = below, {c: left - 1 for c, left in below.items() if left > 1}
        for cell in row.find_all(["td", "th"], recursive=False):
            while column in covered:
                column += 1
            found[id(cell)] = str(column + 1)
            across, down = _span(cell, "colspan"), _span(cell, "rowspan")
            below |= dict.fromkeys(range(column, column + across), down - 1) if down > 1 else {}
            column += across
    return found


def _span(cell: Tag, name: str) -> int:
    told = str(cell.get(name) or "")
    return max(1, min(100, int(told))) if re.fullmatch(r"[0-9]{1,5}", told) else 1


def is_in(node: Tag, names: Sequence[str]) -> bool:
    """Does it stand within an element of one of these names?"""
    return any(around.name in names for around in node.parents)


def is_cell_of(cell: Tag, grids: set[int]) -> bool:
    """Does it belong to one of these tables, and to no table around that?"""
    own = next((around for around in cell.parents if around.name == "table"), None)
    return id(own) in grids and tables_around(cell, grids) == 1


def tables_around(node: Tag, grids: set[int]) -> int:
    """In how many of these tables does it lie?"""
    return sum(id(parent) in grids for parent in node.parents)


def loose_items(node: Tag) -> int:
    """What stands in a list outside of its items: each run of it is written as an item."""
    number, is_open = 0, False
    for child in node.children:
        is_block = isinstance(child, Tag) and child.name in APART - {"br"}
        is_list = isinstance(child, Tag) and child.name in ("li", "ul", "ol")
        is_seen = not is_list and _is_seen(child)
        number += is_seen and (is_block or not is_open)
        is_open = not is_block and (is_open or is_seen)
    return number


def _is_seen(node: PageElement) -> bool:
    if isinstance(node, Tag):
        return bool(visible(node))
    return not isinstance(node, PreformattedString) and bool(str(node).strip())
