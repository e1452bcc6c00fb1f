"""Questions to a lexbor tree that more than one stage asks."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

from migrator.depth import shallow
from migrator.elements import BLOCKS, MEDIA, SILENT

Node = LexborNode
_CANDIDATE = re.compile(r"(\S+)(?:\s+([\d.]+)[wxh])?\s*(?:,|$)")

ANY_MEDIA = ", ".join(sorted(MEDIA))
MARK = "data-mark"
"""Numbers the elements of a page, where it is to be told what became of each."""
BACKGROUND = "data-behind"
"""Set on a picture that stood behind a block: it comes before the text, and opens nothing."""
_ADDRESSES = {
    "a": ("href",),
    "img": ("src",),
    "iframe": ("src",),
    "video": ("src", "poster"),
    "audio": ("src",),
    "embed": ("src",),
    "source": ("src",),
    "object": ("data",),
}
_ADDRESSED = ",".join(f"{tag}:is([{'],['.join(names)}])" for tag, names in _ADDRESSES.items())


def parse(html: str) -> LexborHTMLParser:
    """The tree of a page or a piece of one, however deep it is nested."""
    return LexborHTMLParser(shallow(html))


def one_line(text: str) -> str:
    """Composed (NFC), blanks collapsed; joiners and soft hyphens, which pasting leaves, removed."""
    text = unicodedata.normalize("NFC", text).replace("\u2060", "").replace("\u00ad", "")
    return " ".join(text.split())


def text_of(node: Node | None) -> str:
    """The visible text on one line, a blank between blocks; empty if there is no element."""
    return "" if node is None else one_line("".join(_pieces(node)))


def _pieces(root: Node, line: str = " ", block: str = " ") -> list[str]:
    """Texts in order, and what stands for the edges of blocks. A stack: pages may be deep.

    Line breaks in the source are blanks.
    """
    if root.tag == "-text":
        return [root.text_content or ""]
    pieces: list[str] = []
    waiting: list[tuple[Node | None, str]] = []
    node = root.first_child
    while True:
        while node is None:
            if not waiting:
                return pieces
            node, edge = waiting.pop()
            pieces.append(edge)
        tag, after = node.tag, node.next
        if tag == "-text":
            pieces.append((node.text_content or "").replace("\n", " "))
        elif tag not in SILENT:
            edge = block if tag in BLOCKS else line if tag == "br" else ""
            pieces.append(edge)
            waiting.append((after, "" if tag == "br" else edge))
            after = node.first_child
        node = after


def addresses(root: Node) -> Iterator[tuple[Node, str, str]]:
    """Every link, picture, frame and player below `root`: the element, its attribute, the value.

    A player may have two: its own, and that of the picture that stands for it.
    """
    for node in root.css(_ADDRESSED):
        for name in _ADDRESSES[node.tag or ""]:
            if name in node.attributes:
                yield node, name, attribute(node, name)


def children(node: Node) -> Iterator[Node]:
    """The nodes right below, texts and comments too."""
    child = node.first_child
    while child is not None:
        yield child
        child = child.next


def above(node: Node) -> Iterator[Node]:
    """The elements around this one, the nearest first."""
    parent = node.parent
    while parent is not None:
        yield parent
        parent = parent.parent


def following(node: Node) -> Iterator[Node]:
    """The nodes behind this one, with the same parent."""
    after = node.next
    while after is not None:
        yield after
        after = after.next


def inner(node: Node | None) -> str:
    """The HTML within an element; empty if it is not there."""
    return "" if node is None else node.inner_html or ""


def lines_of(node: Node | None) -> str:
    """The visible text with its lines: a break is a line, a block stands apart."""
    if node is None:
        return ""
    pieces = "".join(_pieces(node, line="\n", block="\n\n"))
    lines = [one_line(line) for line in pieces.split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def opens(root: Node, node: Node) -> bool:
    """Is the element the first thing to be seen in `root`?"""
    for part in root.traverse(include_text=True):
        if part.mem_id == node.mem_id:
            return True
        if part.tag in MEDIA and BACKGROUND not in part.attributes:
            return False
        if part.tag == "-text" and (part.text_content or "").strip():
            return False
    return False


def image_source(image: Node | None) -> str:
    """The address of a picture, also of one that a script loads late; empty if there is none."""
    told = {} if image is None else image.attributes
    for name in ("data-src", "data-original", "data-lazy-src", "src"):
        if source := (told.get(name) or "").strip():
            break
    if source and not source.startswith("data:"):
        return source
    return _largest((told.get("data-srcset") or told.get("srcset") or "").strip())


def _largest(srcset: str) -> str:
    """The address with the largest width or density; addresses may hold commas."""
    offered = [(float(size or 1), url) for url, size in _CANDIDATE.findall(srcset)]
    named = [(size, url) for size, url in offered if not url.startswith("data:")]
    return max(named, key=lambda each: each[0])[1].rstrip(",") if named else ""


def fragment(html: str) -> Node | None:
    """The one element that a piece of HTML makes, to be put into another tree."""
    body = parse(html).body
    return None if body is None else body.first_child


def plain(html: str) -> str:
    """The visible text of a piece of HTML on one line."""
    if "<" not in html and "&" not in html:
        return one_line(html)
    return text_of(parse(html).body)


def attribute(node: Node | None, name: str) -> str:
    """An attribute without outer blanks; empty if it, or the element, is not there."""
    return "" if node is None else (node.attributes.get(name) or "").strip()


def classes(node: Node | None) -> frozenset[str]:
    """The class names of an element, as whole words."""
    return frozenset(attribute(node, "class").split())


def marks_of(nodes: list[Node]) -> tuple[str, ...]:
    """The marks of the elements; none on a page whose elements were not marked."""
    return tuple(filter(None, (node.attributes.get(MARK) for node in nodes)))


def unwrap(node: Node) -> None:
    """Put what an element holds in its place; an empty one goes."""
    if node.first_child is None:
        node.decompose()
    else:
        node.unwrap()


def outermost(nodes: list[Node]) -> list[Node]:
    """Those of the nodes that lie in none of the others: to remove a node twice is an error."""
    if len(nodes) < 2:
        return nodes
    unique = {node.mem_id: node for node in nodes}
    return [node for node in unique.values() if not _inside(node, unique)]


def _inside(node: Node, others: dict[int, Node]) -> bool:
    parent = node.parent
    while parent is not None and parent.mem_id not in others:
        parent = parent.parent
    return parent is not None
