"""What a reader sees of a tree, in a form in which two texts can be compared."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Iterator

from bs4 import Tag
from bs4.element import PageElement, PreformattedString

SILENT = frozenset(["script", "style", "noscript", "template", "svg", "title", "head"])
FRAMES = ("iframe", "video", "audio", "embed", "object")
APART = frozenset(
    "address article aside blockquote br button caption center dd details div dl dt fieldset"
    " figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr legend li main nav ol optgroup"
    " option p pre section select summary table tbody td textarea tfoot th thead tr ul".split()
).union(FRAMES)

EDGE = "\x1e"
"""Of a block, or a break: a blank to all readers."""
_CONTROLS = frozenset(["button", "select", "textarea"])  # apart from the words, on their line


def signs(text: str) -> list[str]:
    """All but the words of a text, and the blanks."""
    return re.findall(r"[^\w\s]", text)


class Text:
    """What a reader sees of a tree, and where in it each element begins and ends."""

    def __init__(self, root: Tag) -> None:
        self._spans: dict[int, tuple[int, int]] = {}
        self._order: dict[int, int] = {}
        self._named: dict[str, list[Tag]] = {}
        self.raw = "".join(self._walk(root))
        self._places = [found.start() for found in re.finditer(r"\w", self.raw)]
        self.letters = "".join(self.raw[at] for at in self._places)

    def _walk(self, root: Tag) -> Iterator[str]:
        """The pieces of the text; blocks and breaks stand apart."""
        at = 0
        starts: list[int] = []
        waiting: list[PageElement | None] = [root]
        opened: list[Tag] = []
        while waiting:
            part = waiting.pop()
            if isinstance(part, Tag):
                piece = _edge(part)
                if part.name not in SILENT:
                    opened.append(part)
                    self._order[id(part)] = len(self._order)
                    self._named.setdefault(part.name, []).append(part)
                    starts.append(at + len(piece))
                    waiting += [None, *reversed(part.contents)]
            elif part is None:
                node = opened.pop()
                self._spans[id(node)] = starts.pop(), at
                piece = _edge(node)
            else:
                piece = "" if isinstance(part, PreformattedString) else _composed(str(part))
            at += len(piece)
            yield piece

    def named(self, *names: str) -> list[Tag]:
        """The elements of these names, as they stand."""
        return sorted((n for name in names for n in self._named.get(name, ())), key=self.order)

    def of(self, node: Tag) -> str:
        """What an element says, as it is written."""
        return self.raw[slice(*self._span(node))]

    def told(self, nodes: Iterable[Tag]) -> list[tuple[Tag, str]]:
        """Those that say anything, by their words alone: a mark may have moved a comma."""
        said = ((node, " ".join(words(self.of(node)))) for node in nodes)
        return [(node, text) for node, text in said if text]

    def code(self, node: Tag) -> str:
        """The lines of an element, with all their blanks."""
        lines = (line.rstrip() for line in re.split(r"\r\n?|\n|\x1e", self.of(node)))
        return "\n".join(filter(None, lines))

    def breaks(self, lines: Iterable[Tag]) -> set[int]:
        """Before which letters a block or a line begins; `lines` are elements that have but one."""
        edges = (found.start() for found in re.finditer(EDGE, self.raw))
        found = {bisect_left(self._places, edge) for edge in edges}
        for node in lines:
            start, end = self.span(node)
            found.difference_update(range(start + 1, end))
        return found - {0, len(self._places)}

    def emphasised(self, nodes: Iterable[Tag], plain: Iterable[Tag]) -> set[int]:
        """Which letters these elements emphasise; in `plain` ones nothing is emphasised."""
        found = {letter for node in nodes for letter in range(*self.span(node))}
        return found.difference(*(range(*self.span(node)) for node in plain))

    def span(self, node: Tag) -> tuple[int, int]:
        """How many letters stand before an element, and before its end."""
        start, end = self._span(node)
        return bisect_left(self._places, start), bisect_left(self._places, end)

    def order(self, node: Tag) -> int:
        """How many elements begin before it."""
        return self._order.get(id(node), 0)

    def _span(self, node: Tag) -> tuple[int, int]:
        return self._spans.get(id(node), (0, 0))


def _edge(node: Tag) -> str:
    return " " if node.name in _CONTROLS else EDGE if node.name in APART else ""


def _composed(text: str) -> str:
    return unicodedata.normalize("NFC", text).replace("\u2060", "").replace("\u00ad", "")


def normal(text: str) -> str:
    """Composed, without invisible joiners, blanks collapsed."""
    return " ".join(_composed(text).split())


def visible(node: Tag) -> str:
    """The text as a reader sees it; blocks and breaks stand apart."""
    parts: list[str] = []
    waiting: list[PageElement | str] = [*reversed(node.contents)]
    while waiting:
        part = waiting.pop()
        if isinstance(part, Tag):
            edge = " " if part.name in APART else ""
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
