"""What a text holds, in a form in which two texts can be compared."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass, field, replace
from itertools import accumulate
from urllib.parse import unquote

from bs4 import Tag

from migrator.verify.addresses import same_embed
from migrator.verify.grids import (
    as_lines,
    depth_of,
    flatten_cells,
    is_cell_of,
    is_in,
    is_layout,
    loose_items,
    places_in,
    put_in_order,
    put_into_items,
    tables_around,
)
from migrator.verify.text import FRAMES, Text, normal, signs, words

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_LISTS = ("li", "ul", "ol")
_AROUND_ITEMS = ("ul", "ol", "menu", "dir", "map", "form")
_PARTS_OF_LINKS = (*_HEADINGS, "ul", "ol", "dl", "table", "pre", "blockquote", "hr", *FRAMES)
ANY = "*"
"""The note of a picture that anything may describe."""


@dataclass(frozen=True, slots=True)
class Thing:
    """Something at its place in the text: both its ends are counted in letters from the start.

    `note` says more of it: a picture's alternative text, a heading's level, an item's depth, the
    row and column of a cell.
    """

    kind: str
    what: str
    start: int
    end: int
    note: str = ""


@dataclass(slots=True)
class Inventory:
    """The text, its words in order, bags of what stands in it, and the place of each thing."""

    text: str = ""
    letters: str = ""
    sequence: list[str] = field(default_factory=list)
    signs: Counter[str] = field(default_factory=Counter)
    heading_signs: list[list[str]] = field(default_factory=list)
    headings: Counter[str] = field(default_factory=Counter)
    is_lowered: bool = False  # by a first heading without any word, or in a table
    mute: list[str] = field(default_factory=list)  # headings without any word
    images: Counter[str] = field(default_factory=Counter)
    links: Counter[str] = field(default_factory=Counter)
    embeds: Counter[str] = field(default_factory=Counter)
    cells: Counter[str] = field(default_factory=Counter)
    items: Counter[str] = field(default_factory=Counter)
    wide_links: set[str] = field(default_factory=set)  # around blocks: each may be one of its own
    ids: set[str] = field(default_factory=set)
    parts: set[str] = field(default_factory=set)  # of the page itself, to which its links lead
    code: list[str] = field(default_factory=list)
    breaks: set[int] = field(default_factory=set)  # letters before which a block or line begins
    bold: set[int] = field(default_factory=set)
    slanted: set[int] = field(default_factory=set)
    things: list[Thing] = field(default_factory=list)
    marked: list[tuple[Tag, str, str, str]] = field(default_factory=list)  # things before `count`

    @property
    def words(self) -> Counter[str]:
        """The words, whatever their order."""
        return Counter(self.sequence)

    @property
    def turns(self) -> dict[str, list[str]]:
        """By the name of a frame: what bears it, in order, be it a frame or a link to the same."""
        found: dict[str, list[str]] = {name: [] for name in self.embeds}
        for thing in self.things:
            name = thing.what if thing.kind == "embed" else same_embed(thing.what)
            if thing.kind in ("embed", "link") and name in found:
                found[name].append(thing.kind)
        return found

    def mark(self, node: Tag, kind: str, what: str, note: str = "") -> None:
        """An element is a picture, a link or an embed."""
        bags = {"image": self.images, "link": self.links, "embed": self.embeds}
        bags[kind][what] += 1
        if kind == "link" and node.find("img") is not None:
            note = "around a picture"
        if kind == "link" and _is_wide(node):
            self.wide_links.add(what)
        self.marked.append((node, kind, what, note))

    def count(self, root: Tag) -> None:
        """Fill in what a tree tells. What a table holds is told by its cells alone."""
        tables = root.find_all("table")
        for table in tables:
            put_in_order(table)
        grids = {id(table) for table in tables if not is_layout(table)}
        for table in (each for each in tables if id(each) in grids):
            flatten_cells(table)
        put_into_items(root)
        for lines in root.select("pre:has(a[href], img), a[href] pre"):
            as_lines(lines)
        for said in root.find_all("q"):
            said.insert(0, '"')
            said.append('"')
        text = Text(root)
        self.text, self.letters = normal(text.raw), text.letters
        self.sequence, self.signs = words(self.text), Counter(signs(self.text))
        self._count_headings(text, grids)
        self._count_cells(text, grids, tables)
        self._count_items(text, grids)
        for quote, _ in text.told(text.named("blockquote")):
            self.marked.append((quote, "quote", "", ""))
        self.code = [*filter(None, map(text.code, text.named("pre")))]
        self.marked.sort(key=lambda marked: text.order(marked[0]))
        self.things = [_placed(text, *marked) for marked in self.marked]
        self.marked.clear()

    def _count_headings(self, text: Text, grids: set[int]) -> None:
        """Headings, and what is emphasised: a heading within a table can only be that."""
        every = text.named(*_HEADINGS)
        apart = {id(node) for node in every if not tables_around(node, grids)}
        told = text.told(node for node in every if id(node) in apart)
        self.mute = [*filter(None, (normal(text.of(n)) for n in every if not words(text.of(n))))]
        named = {id(node) for node, _ in told}
        first = (node for node in every if node.name == "h1" and id(node) not in named)
        self.is_lowered = any(_shows(node, text) for node in first)
        self.headings = Counter(said for _, said in told)
        self.marked += [(node, "heading", said, node.name[1]) for node, said in told]
        self.heading_signs = [signs(text.of(node)) for node, _ in told]
        bold = [*text.named("b", "strong"), *(n for n in every if id(n) not in apart)]
        code = text.named("pre", "code")
        self.bold = text.emphasised(bold, code)
        self.slanted = text.emphasised(text.named("i", "em"), code)
        links = (link for link in text.named("a") if link.has_attr("href") and not _is_wide(link))
        self.breaks = text.breaks([*every, *links, *text.named("pre")])  # its lines are in `code`

    def _count_cells(self, text: Text, grids: set[int], tables: list[Tag]) -> None:
        cells = [cell for cell in text.named("td", "th") if is_cell_of(cell, grids)]
        told = text.told(cells)
        self.cells = Counter(said for _, said in told)
        columns = {key: column for table in tables for key, column in places_in(table).items()}
        self.marked += [(cell, "cell", said, columns.get(id(cell), "")) for cell, said in told]

    def _count_items(self, text: Text, grids: set[int]) -> None:
        apart = [node for node in text.named(*_LISTS) if not tables_around(node, grids)]
        told = text.told(node for node in apart if node.name == "li")
        items = [node for node, _ in told if is_in(node, _AROUND_ITEMS)]
        loose = sum(loose_items(node) for node in apart if node.name != "li")
        self.items = Counter({"list item": len(items) + loose})
        if not loose:
            self.marked += [(node, "item", "", depth_of(node)) for node in items]

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
        said = " ".join(told)
        self.headings -= Counter([said])
        headings = [each for each in self.things if each.kind == "heading"]
        at, gone = next((at, each) for at, each in enumerate(headings) if each.what == said)
        self.signs -= Counter(self.heading_signs.pop(at))
        self.things = [_earlier(each, gone) for each in self.things if each is not gone]
        self.letters = self.letters[: gone.start] + self.letters[gone.end :]
        inside, length = range(gone.start, gone.end), gone.end - gone.start
        for marks in (self.bold, self.slanted, self.breaks):
            moved = {at if at < gone.start else at - length for at in marks if at not in inside}
            marks.clear()
            marks.update(moved)
        self.breaks -= {0, len(self.letters)}
        ends = [*accumulate(map(len, self.sequence))]
        first = bisect_right(ends, gone.start)
        del self.sequence[first : first + len(told)]


def _shows(node: Tag, text: Text) -> bool:
    return bool(normal(text.of(node))) or node.find(["img", *FRAMES]) is not None


def _is_wide(link: Tag) -> bool:
    return link.find([*_PARTS_OF_LINKS]) is not None


def _placed(text: Text, node: Tag, kind: str, what: str, note: str) -> Thing:
    start, end = text.span(node)
    return Thing(kind, what, start, end, note)


def _earlier(thing: Thing, gone: Thing) -> Thing:
    """The same thing where a heading is gone; what stood in it stands where it began."""
    start, end = (at - max(0, min(at, gone.end) - gone.start) for at in (thing.start, thing.end))
    return replace(thing, start=start, end=end)
