"""What a text holds, in a form in which two texts can be compared."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from urllib.parse import unquote

from bs4 import Tag
from bs4.element import PageElement, PreformattedString

SILENT = frozenset(["script", "style", "noscript", "template", "svg", "title", "head"])
_OUTSIDE_CELLS = ["h1", "h2", "h3", "h4", "h5", "h6", "li", "ul", "ol"]
FRAMES = ("iframe", "video", "audio", "embed", "object")
_ROWS = {"thead": 0, "tbody": 1, "tr": 1, "tfoot": 2}
_APART = frozenset(
    "address article aside blockquote br button caption center dd details div dl dt fieldset"
    " figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr legend li main nav ol optgroup"
    " option p pre section select summary table tbody td textarea tfoot th thead tr ul".split()
)


@dataclass(slots=True)
class Inventory:
    """The text, its words in order, and bags of what stands in it."""

    text: str = ""
    sequence: list[str] = field(default_factory=list)
    headings: Counter[str] = field(default_factory=Counter)
    images: Counter[str] = field(default_factory=Counter)
    links: Counter[str] = field(default_factory=Counter)
    embeds: Counter[str] = field(default_factory=Counter)
    cells: Counter[str] = field(default_factory=Counter)
    items: Counter[str] = field(default_factory=Counter)
    ids: set[str] = field(default_factory=set)
    parts: set[str] = field(default_factory=set)  # of the page itself, to which its links lead
    titles: tuple[str, ...] = ()
    day: str = ""  # as shown

    @property
    def words(self) -> Counter[str]:
        """The words, whatever their order."""
        return Counter(self.sequence)

    def count(self, root: Tag) -> None:
        """Fill in what a tree tells. What a table holds is told by its cells alone."""
        for table in root.find_all("table"):
            _put_in_order(table)
        self.text = visible(root)
        self.sequence = words(self.text)
        grids = {id(table) for table in root.find_all("table") if not _is_layout(table)}
        cells = root.find_all(["td", "th"])
        self.cells = _bag(cell for cell in cells if _tables_around(cell, grids) == 1)
        apart = [n for n in root.find_all(_OUTSIDE_CELLS) if not _tables_around(n, grids)]
        self.headings = _bag([node for node in apart if re.fullmatch("h[1-6]", node.name)])
        items = sum(node.name == "li" and bool(visible(node)) for node in apart)
        loose = sum(_loose_items(node) for node in apart if node.name in ("ul", "ol"))
        self.items = Counter({"list item": items + loose})

    def count_anchors(self, root: Tag) -> None:
        """What links can lead to, and to which such places links on this page lead."""
        named = [*root.select("a[name]"), *root.find_all(id=True)]
        told = (str(node.get(key) or "") for node in named for key in ("id", "name"))
        self.ids |= {unquote(name.strip()) for name in told} - {""}
        links = (str(link["href"]) for link in root.find_all("a", href=True))
        self.parts |= {unquote(link[1:]) for link in links if link.startswith("#")} - {""}

    def forget_heading(self, text: str) -> None:
        """One heading of this text does not count: it was written as the title."""
        told = words(text)
        self.headings -= Counter([" ".join(told)])
        for at in range(len(self.sequence)):
            if self.sequence[at : at + len(told)] == told:
                del self.sequence[at : at + len(told)]
                return


def normal(text: str) -> str:
    """Composed, without invisible joiners, blanks collapsed."""
    text = unicodedata.normalize("NFC", text).replace("\u2060", "").replace("\u00ad", "")
    return " ".join(text.split())


def visible(node: Tag) -> str:
    """The text as a reader sees it; blocks and breaks stand apart."""
    parts: list[str] = []
    waiting: list[PageElement | str] = [*reversed(node.contents)]
    while waiting:
        part = waiting.pop()
        if isinstance(part, Tag):
            edge = " " if part.name in _APART else ""
            parts.append(edge)
            waiting += [] if part.name in SILENT else [edge, *reversed(part.contents)]
        elif not isinstance(part, PreformattedString):
            parts.append(str(part))
    return normal("".join(parts))


def names_of(node: Tag) -> set[str]:
    """The class names of an element."""
    return {str(name) for name in node.get_attribute_list("class") if name}


def words(text: str) -> list[str]:
    """The words of a text, without what stands between them."""
    return re.findall(r"\w+", text)


def _bag(nodes: Iterable[Tag]) -> Counter[str]:
    """The elements' texts by their words alone: a mark may have moved a comma, but no letter."""
    texts = (" ".join(words(visible(node))) for node in nodes)
    return Counter(filter(None, texts))


def _put_in_order(table: Tag) -> None:
    """Head first, foot last, as a browser shows them wherever they are written."""
    groups = [part for part in table.find_all(True, recursive=False) if part.name in _ROWS]
    ordered = sorted(groups, key=lambda part: _ROWS[part.name])
    for part in ordered if ordered != groups else ():
        table.append(part.extract())


def _is_layout(table: Tag) -> bool:
    """One column without a head places what it holds, and is no table."""
    rows = [row for row in table.find_all("tr") if row.find_parent("table") is table]
    cells = [row.find_all(["td", "th"], recursive=False) for row in rows]
    heads = [all(cell.name == "th" for cell in row) for row in cells if row]
    has_head = any(heads) or any(row.find_parent("thead") for row in rows)
    return not has_head and all(len(row) <= 1 for row in cells)


def _tables_around(node: Tag, grids: set[int]) -> int:
    return sum(id(parent) in grids for parent in node.parents)


def _loose_items(node: Tag) -> int:
    """What stands in a list outside of its items: each run of it is written as an item."""
    number, is_open = 0, False
    for child in node.children:
        is_block = isinstance(child, Tag) and child.name in _APART - {"br"}
        is_list = isinstance(child, Tag) and child.name in ("li", "ul", "ol")
        is_seen = not is_list and _is_seen(child)
        number += is_seen and (is_block or not is_open)
        is_open = not is_block and (is_open or is_seen)
    return number


def _is_seen(node: PageElement) -> bool:
    if isinstance(node, Tag):
        return bool(visible(node))
    return not isinstance(node, PreformattedString) and bool(str(node).strip())
