"""Which words only one side has, and where they stand."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from migrator.dom import Node
from migrator.elements import BLOCKS, SILENT

_WORD = re.compile(r"[\w\u00ad\u2060]+")
_JOINERS = str.maketrans("", "", "\u00ad\u2060")
_MOST_PAIRS = 600_000  # of equal words on both sides, beyond which the order is not asked for


@dataclass(frozen=True, slots=True)
class Wording:
    """The words of one side in their order. `places` are the ends of each in the whole text."""

    nodes: tuple[Node, ...]
    starts: tuple[int, ...]  # where the text of each node begins
    words: tuple[str, ...]
    places: tuple[tuple[int, int], ...]

    def mark(self, runs: Sequence[range], before: str, behind: str) -> None:
        """Put a mark before and behind each run of words, in every text that holds a part."""
        cuts: dict[int, list[tuple[int, int]]] = {}
        for run in runs:
            start, end = self.places[run[0]][0], self.places[run[-1]][1]
            for at, piece in self._pieces(start, end):
                cuts.setdefault(at, []).append(piece)
        for at, pieces in cuts.items():
            self.nodes[at].replace_with(_cut(_text(self.nodes[at]), pieces, before, behind))

    def _pieces(self, start: int, end: int) -> Iterator[tuple[int, tuple[int, int]]]:
        """Which parts of which nodes lie between two places."""
        at = bisect_right(self.starts, start) - 1
        while at < len(self.nodes) and self.starts[at] < end:
            begin, length = self.starts[at], len(_text(self.nodes[at]))
            piece = max(start - begin, 0), min(end - begin, length)
            if piece[0] < piece[1]:
                yield at, piece
            at += 1


def _cut(text: str, pieces: Sequence[tuple[int, int]], before: str, behind: str) -> str:
    parts, done = [], 0
    for start, end in sorted(pieces):
        parts += [text[done:start], before, text[start:end], behind]
        done = end
    return "".join([*parts, text[done:]])


def wording(root: Node | None, skipped: Collection[int] = ()) -> Wording:
    """The words of an element; `skipped` are the ids of those in it that do not count."""
    nodes, starts, parts, length = [], [], [], 0
    for node, text in _texts(root, skipped) if root is not None else ():
        if node is not None:
            nodes.append(node)
            starts.append(length)
        parts.append(text)
        length += len(text)
    found = [*_WORD.finditer("".join(parts))]
    return Wording(
        tuple(nodes),
        tuple(starts),
        tuple(key(each[0]) for each in found),
        tuple(each.span() for each in found),
    )


def key(word: str) -> str:
    """Equal for two spellings of one word."""
    return unicodedata.normalize("NFC", word.translate(_JOINERS))


def _text(node: Node) -> str:
    return node.text_content or ""


def _texts(root: Node, skipped: Collection[int]) -> Iterator[tuple[Node | None, str]]:
    """Texts with their nodes, and blanks for the edges of blocks. A stack: pages may be deep."""
    waiting: list[Node | None] = [root.first_child]
    while waiting:
        node = waiting.pop()
        if node is None:
            yield None, "\n"
            continue
        if node.next is not None:
            waiting.append(node.next)
        if node.tag == "-text":
            yield node, _text(node)
        elif node.tag not in SILENT and node.mem_id not in skipped:
            is_apart = node.tag in BLOCKS or node.tag == "br"
            waiting += [None] if is_apart else []
            waiting += [node.first_child] if node.first_child is not None else []
            yield None, "\n" if is_apart else ""


def changed(
    old: Sequence[str], new: Sequence[str], told: Collection[str] | None = None
) -> tuple[list[range], list[range]]:
    """The runs of words that only the old or only the new side has.

    If it is told which words differ, no others count.
    """
    head = _same(old, new)
    tail = _same(old[head:][::-1], new[head:][::-1])
    left, right = old[head : len(old) - tail], new[head : len(new) - tail]
    lost, added = _by_order(left, right) if _may_compare(left, right) else _by_number(left, right)
    return _runs(lost, left, head, told), _runs(added, right, head, told)


def _same(one: Sequence[str], other: Sequence[str]) -> int:
    """With how many equal words both begin."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (a, b) in pairs if a != b), min(len(one), len(other)))


def _may_compare(one: Sequence[str], other: Sequence[str]) -> bool:
    counts = Counter(other)
    return sum(number * counts[word] for word, number in Counter(one).items()) <= _MOST_PAIRS


def _by_order(old: Sequence[str], new: Sequence[str]) -> tuple[list[int], list[int]]:
    lost: list[int] = []
    added: list[int] = []
    codes = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    for code, old_start, old_end, new_start, new_end in codes:
        if code != "equal":
            lost += range(old_start, old_end)
            added += range(new_start, new_end)
    return lost, added


def _by_number(old: Sequence[str], new: Sequence[str]) -> tuple[list[int], list[int]]:
    """Of each word the last ones that the other side has not."""
    return _surplus(old, Counter(new)), _surplus(new, Counter(old))


def _surplus(words: Sequence[str], others: Counter[str]) -> list[int]:
    seen: Counter[str] = Counter()
    found = []
    for at, word in enumerate(words):
        seen[word] += 1
        if seen[word] > others[word]:
            found.append(at)
    return found


def _runs(
    places: Sequence[int], words: Sequence[str], head: int, told: Collection[str] | None
) -> list[range]:
    """Neighbours as one run."""
    runs: list[range] = []
    for at in places:
        if told is not None and words[at] not in told:
            continue
        if runs and runs[-1].stop == at + head:
            runs[-1] = range(runs[-1].start, at + head + 1)
        else:
            runs.append(range(at + head, at + head + 1))
    return runs
