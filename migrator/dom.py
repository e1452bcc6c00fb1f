"""Questions to a lexbor tree that more than one stage asks."""

from __future__ import annotations

from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

from migrator.elements import BLOCKS, MEDIA, SILENT

Node = LexborNode

_APART = BLOCKS | {"br"}
ANY_MEDIA = ", ".join(sorted(MEDIA))
_ADDRESSES = {
    "a": "href",
    "img": "src",
    "iframe": "src",
    "video": "src",
    "audio": "src",
    "embed": "src",
    "source": "src",
    "object": "data",
}


def one_line(text: str) -> str:
    """Blanks collapsed; word joiners and soft hyphens, which titles collect by pasting, removed."""
    return " ".join(text.replace("\u2060", "").replace("\u00ad", "").split())


def text_of(node: Node | None) -> str:
    """The visible text on one line, a blank between blocks; empty if there is no element."""
    return "" if node is None else one_line("".join(_pieces(node)))


def _pieces(root: Node) -> Iterator[str]:
    """Texts in order, and a blank at both edges of each block. A stack, since pages may be deep."""
    waiting: list[Node | str | None] = [root.first_child]
    if root.tag == "-text":
        yield root.text_content or ""
    while waiting:
        node = waiting.pop()
        if node is None or isinstance(node, str):
            yield node or ""
            continue
        waiting.append(node.next)
        if node.tag == "-text":
            yield node.text_content or ""
        elif node.tag not in SILENT:
            edge = " " if node.tag in _APART else ""
            yield edge
            waiting += [edge, node.first_child]


def addresses(root: Node) -> Iterator[tuple[Node, str, str]]:
    """Every link, picture, frame and player below `root`: the element, its attribute, the value."""
    for node in root.css(",".join(f"{tag}[{name}]" for tag, name in _ADDRESSES.items())):
        name = _ADDRESSES[node.tag or ""]
        yield node, name, attribute(node, name)


def opens(root: Node, node: Node) -> bool:
    """Is the element the first thing to be seen in `root`?"""
    for part in root.traverse(include_text=True):
        if part.mem_id == node.mem_id:
            return True
        if part.tag in MEDIA or (part.tag == "-text" and (part.text_content or "").strip()):
            return False
    return False


def image_source(image: Node | None) -> str:
    """The address of a picture, also of one that a script loads late; empty if there is none."""
    later = attribute(image, "data-src") or attribute(image, "data-original")
    source = later or attribute(image, "src")
    if source and not source.startswith("data:"):
        return source
    offered = [part.split()[0] for part in attribute(image, "srcset").split(",") if part.strip()]
    return offered[-1] if offered else ""


def plain(html: str) -> str:
    """The visible text of a piece of HTML on one line."""
    return text_of(LexborHTMLParser(html).body)


def attribute(node: Node | None, name: str) -> str:
    """An attribute without outer blanks; empty if it, or the element, is not there."""
    return "" if node is None else (node.attributes.get(name) or "").strip()


def classes(node: Node | None) -> frozenset[str]:
    """The class names of an element, as whole words."""
    return frozenset(attribute(node, "class").split())


def outermost(nodes: list[Node]) -> list[Node]:
    """Those of the nodes that lie in none of the others: to remove a node twice is an error."""
    unique = {node.mem_id: node for node in nodes}
    return [node for node in unique.values() if not _inside(node, unique)]


def _inside(node: Node, others: dict[int, Node]) -> bool:
    parent = node.parent
    while parent is not None:
        if parent.mem_id in others:
            return True
        parent = parent.parent
    return False
