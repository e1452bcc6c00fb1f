"""The part of a page that holds an article, whatever theme put it there, and what stands in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from bs4 import BeautifulSoup, Tag

from migrator.live.sheet import Finding
from migrator.verify.text import normal, visible, words

_AROUND = 4  # words
_DEEPEST = 40  # elements around the text of any theme; each costs one look at all words
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
    wanted, best = Counter(folded(told)), root
    held, _ = _held(root, wanted)
    for _ in range(_DEEPEST):
        parts = best.find_all(True, recursive=False)
        if not held or not parts:
            break
        shares = [_held(part, wanted) for part in parts]
        if max(shares)[0] < held:
            break
        best = parts[shares.index(max(shares))]
    return best


def _held(part: Tag, wanted: Counter[str]) -> tuple[int, int]:
    """How many of the words are there; and, below zero, how many there are in all."""
    there = Counter(folded(words(visible(part))))
    return (there & wanted).total(), -there.total()


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
