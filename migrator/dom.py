"""Questions to a lexbor tree that more than one stage asks."""

from __future__ import annotations

from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

Node = LexborNode

SILENT = frozenset(["script", "style", "noscript", "template", "svg", "head", "title"])
BLOCKS = frozenset(
    "address article aside blockquote body br caption dd div dl dt fieldset figcaption"
    " figure footer form h1 h2 h3 h4 h5 h6 header hr html li main nav ol p pre section table"
    " tbody td tfoot th thead tr ul".split()
)
MEDIA = "img, iframe, video, audio, embed, object"
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
    if node is None:
        return ""
    parts: list[str] = []
    for part in node.traverse(include_text=True):
        if part.tag in BLOCKS or (part.prev is not None and part.prev.tag in BLOCKS):
            parts.append(" ")
        if part.tag == "-text" and not is_silent(part, node):
            parts.append(part.text_content or "")
    return one_line("".join(parts))


def is_silent(node: Node, root: Node) -> bool:
    """Is this text inside an element that a browser does not show?"""
    parent = node.parent
    while parent is not None and parent != root:
        if parent.tag in SILENT:
            return True
        parent = parent.parent
    return root.tag in SILENT


def addresses(root: Node) -> Iterator[tuple[Node, str, str]]:
    """Every link, picture, frame and player below `root`: the element, its attribute, the value."""
    for node in root.css(",".join(f"{tag}[{name}]" for tag, name in _ADDRESSES.items())):
        name = _ADDRESSES[node.tag or ""]
        yield node, name, attribute(node, name)


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
