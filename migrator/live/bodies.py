"""The part of a page that holds an article, whatever theme put it there, and what stands in it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from itertools import accumulate

from bs4 import BeautifulSoup, Tag

from migrator.live.sheet import Finding
from migrator.verify.text import Text, normal, visible, words

_AROUND = 4  # words
_SHOWN = 12
_FRAME = ("nav", "aside", "footer")
_HEADINGS = ["h1", "h2", "h3", "h4", "h5", "h6"]


def main_of(tree: BeautifulSoup) -> Tag:
    """The main part of a page; what stands around the text on every page is taken off for good."""
    found = tree.find("main") or tree.find("body") or tree
    root = found if isinstance(found, Tag) else tree
    for frame in root.find_all([*_FRAME]):
        frame.extract()
    return root


def body_of(root: Tag, told: Sequence[str]) -> Tag:
    """The element that holds all of these words that are there, and as little else as may be."""
    text, wanted, best = _Words(root), Counter(folded(told)), root
    held = text.of(root)
    needed = (held & wanted).total()
    while needed and (parts := text.parts(best)):
        counted = ((part, text.of(part)) for part in parts[:-1] if text.size(part) >= needed)
        fitting = (pair for pair in counted if (pair[1] & wanted).total() == needed)
        if found := next(fitting, None):
            best, held = found
            continue
        around = text.around(parts[-1], best)
        if any(held[word] - number < min(held[word], wanted[word]) for word, number in around):
            break
        held.subtract(dict(around))
        best = parts[-1]
    return best


class _Words:
    """The words of a tree, read once, and which of them stand within each element.

    The longest part of an element is never counted, but is what is left without the others: however
    deep a text lies, each of its words is counted a few times.
    """

    def __init__(self, root: Tag) -> None:
        self._text = Text(root)
        told = words(self._text.raw)
        self._told = folded(told)
        self._ends = [*accumulate(map(len, told))]  # in letters
        self._starts = [0, *self._ends[:-1]]

    def of(self, node: Tag) -> Counter[str]:
        start, end = self._span(node)
        return Counter(self._told[start:end])

    def size(self, node: Tag) -> int:
        start, end = self._span(node)
        return end - start

    def parts(self, node: Tag) -> list[Tag]:
        """The elements right within one, the longest last."""
        return sorted(node.find_all(True, recursive=False), key=self.size)

    def around(self, part: Tag, node: Tag) -> list[tuple[str, int]]:
        """The words of an element that stand outside of one of its parts, and how often."""
        (start, end), (first, last) = self._span(node), self._span(part)
        return [*Counter([*self._told[start:first], *self._told[last:end]]).items()]

    def _span(self, node: Tag) -> tuple[int, int]:
        """A word of which a piece stands outside is none of the element."""
        start, end = self._text.span(node)
        return bisect_left(self._starts, start), bisect_right(self._ends, end)


def folded(told: Sequence[str]) -> list[str]:
    """The words, whatever their case."""
    return [word.casefold() for word in told]


def text_findings(body: Tag, told: Sequence[str]) -> list[Finding]:
    """Are all words there, and in their order?"""
    wanted, there = folded(told), folded(words(visible(body)))
    lost = Counter(wanted) - Counter(there)
    if lost:
        first = next(at for at, word in enumerate(wanted) if word in lost)
        shown = " ".join(list(lost.elements())[:_SHOWN])
        where = " ".join(told[max(0, first - _AROUND) : first + _AROUND])
        return [Finding("words", f"{lost.total()} not there: “{shown}”, around “{where}”")]
    at = _first_out_of_order(wanted, there)
    if at is None:
        return []
    where = " ".join(told[max(0, at - _AROUND) : at + _AROUND])
    return [Finding("order", f"the words stand in another order around “{where}”")]


def _first_out_of_order(wanted: Sequence[str], there: Sequence[str]) -> int | None:
    """The place of the first word that does not follow those before it."""
    waiting = iter(there)
    for at, word in enumerate(wanted):
        if not any(word == each for each in waiting):
            return at
    return None


def heading_findings(root: Tag, told: Sequence[str]) -> list[Finding]:
    """Is each heading of the export one here, whatever its level?"""
    there = Counter(_told(visible(heading)) for heading in root.find_all(_HEADINGS))
    lost = Counter(filter(None, map(_told, told))) - there
    shown = " | ".join(list(lost.elements())[:_SHOWN])
    return [Finding("headings", f"no longer headings: {shown}")] if lost else []


def _told(text: str) -> str:
    return " ".join(folded(words(text)))


def holds(text: str, told: str) -> bool:
    """Does the text hold these words one after the other?"""
    return f" {_told(told)} " in f" {_told(normal(text))} "
