"""Runs of text with the marks on them, and what must happen before they can be written.

A paragraph is a list of runs. Marks (strong, emphasis, strike) are a bit mask on each run, so
that overlapping, touching and empty marks cannot make bad Markdown: the delimiters are set
afterwards, by `write`.
"""

from __future__ import annotations

import re
import unicodedata
from enum import Enum, IntFlag
from typing import NamedTuple

BLANKS = " \t\r\n\xa0"


class Marks(IntFlag):
    """Which marks are on a run."""

    NONE = 0
    STRONG = 1
    EMPHASIS = 2
    STRIKE = 4


class RunKind(Enum):
    """What a run is made of."""

    TEXT = "text"  # to be escaped
    RAW = "raw"  # finished Markdown: a link, an image, a code span
    BREAK = "break"  # a hard break
    GAP = "gap"  # the edge of a block, where a block cannot stand


class Run(NamedTuple):
    """A piece of a paragraph."""

    marks: Marks
    kind: RunKind
    text: str = ""

    @property
    def is_blank(self) -> bool:
        """Is there nothing to see here?"""
        return self.kind in (RunKind.BREAK, RunKind.GAP) or not self.text.strip(BLANKS)


def squeeze(text: str) -> str:
    """White space collapsed as a browser does it; a no-break space stays."""
    return re.sub(r"[ \t\r\n\f]+", " ", text)


def is_punctuation(character: str) -> bool:
    """Punctuation in the sense of CommonMark 0.31: also symbols, such as the euro sign."""
    return bool(character) and unicodedata.category(character)[0] in "PS"


def is_word(character: str) -> bool:
    """Neither blank nor punctuation, nor the edge of the text."""
    return bool(character) and not character.isspace() and not is_punctuation(character)


def settle(runs: list[Run]) -> list[Run]:
    """The same text in as few runs as can be, with every mark on an edge where it can act."""
    released = _release_punctuation(_merge(_hoist_blanks(_merge(runs))))
    return _merge(_hoist_blanks(released))  # punctuation may have taken a blank along


def _merge(runs: list[Run]) -> list[Run]:
    """Join neighbouring text that bears the same marks."""
    merged: list[Run] = []
    for run in runs:
        last = merged[-1] if merged else None
        both_text = last is not None and last.kind is RunKind.TEXT is run.kind
        if last is not None and both_text and last.marks == run.marks:
            merged[-1] = last._replace(text=last.text + run.text)
        elif run.text or run.kind is not RunKind.TEXT:
            merged.append(run)
    return merged


def _hoist_blanks(runs: list[Run]) -> list[Run]:
    """Take blanks and breaks out of the marks, unless the marks go on behind them."""
    pieces = [piece for run in runs for piece in _split_blanks(run)]
    settled: list[Run] = []
    for index, run in enumerate(pieces):
        if run.is_blank:
            before = _marks_beside(pieces, index, -1)
            after = _marks_beside(pieces, index, 1)
            run = run._replace(marks=before & after)
        settled.append(run)
    return settled


def _split_blanks(run: Run) -> list[Run]:
    if run.kind is not RunKind.TEXT:
        return [run]
    text = squeeze(run.text)
    body = text.strip(BLANKS)
    start = text.find(body) if body else len(text)
    parts = (text[:start], body, text[start + len(body) :])
    return [run._replace(text=part) for part in parts if part]


def _marks_beside(runs: list[Run], index: int, step: int) -> Marks:
    index += step
    while 0 <= index < len(runs) and runs[index].is_blank:
        index += step
    return runs[index].marks if 0 <= index < len(runs) else Marks.NONE


def _release_punctuation(runs: list[Run]) -> list[Run]:
    """Take punctuation out of a mark where a letter follows: `**Note:**text` would not close."""
    runs = list(runs)
    for index, run in enumerate(runs):
        if run.kind is not RunKind.TEXT or not run.marks:
            continue
        if index and _touches(runs[index - 1], run, -1):
            head = len(run.text) - len(_after_punctuation(run.text))
            runs[index - 1] = _longer(runs[index - 1], after=run.text[:head])
            run = runs[index] = run._replace(text=run.text[head:])
        if run.text and index + 1 < len(runs) and _touches(runs[index + 1], run, 0):
            kept = _before_punctuation(run.text)
            runs[index + 1] = _longer(runs[index + 1], before=run.text[len(kept) :])
            runs[index] = run._replace(text=kept)
    return _merge(runs)


def _touches(neighbour: Run, run: Run, edge: int) -> bool:
    """Does the neighbour, under fewer marks, touch the run with a letter?"""
    if neighbour.kind is not RunKind.TEXT or not run.marks & ~neighbour.marks:
        return False
    return bool(neighbour.text) and is_word(neighbour.text[edge])


def _after_punctuation(text: str) -> str:
    start = 0
    while start < len(text) and not is_word(text[start]):
        start += 1
    return text[start:]


def _before_punctuation(text: str) -> str:
    end = len(text)
    while end and not is_word(text[end - 1]):
        end -= 1
    return text[:end]


def _longer(run: Run, *, before: str = "", after: str = "") -> Run:
    return run._replace(text=before + run.text + after)
