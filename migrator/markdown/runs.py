"""Runs of text with the marks on them, and what must happen before they can be written.

A paragraph is a list of runs. Marks (strong, emphasis, strike) are a bit mask on each run, so
that overlapping, touching and empty marks cannot make bad Markdown: the delimiters are set
afterwards, by `write`.
"""

from __future__ import annotations

import re
import unicodedata
from enum import Enum
from itertools import groupby
from typing import NamedTuple

BLANKS = " \t\r\n\f\xa0\u1680\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B)))
NONE, STRONG, EMPHASIS, STRIKE = 0, 1, 2, 4
_WHITE_SPACE = re.compile(r"[ \t\r\n\f]+")


class RunKind(Enum):
    """What a run is made of."""

    TEXT = "text"  # to be escaped
    CODE = "code"  # text that is shown as code
    LINK = "link"  # a finished link
    RAW = "raw"  # other finished Markdown: an image, a tag
    BREAK = "break"  # a hard break
    GAP = "gap"  # the edge of a block, where a block cannot stand
    ANCHOR = "anchor"  # what links lead to: HTML that shows nothing


TEXT, CODE, LINK, RAW = RunKind.TEXT, RunKind.CODE, RunKind.LINK, RunKind.RAW
BREAK, GAP, ANCHOR = RunKind.BREAK, RunKind.GAP, RunKind.ANCHOR
_UNSEEN = frozenset([BREAK, GAP, ANCHOR])


class Run(NamedTuple):
    """A piece of a paragraph."""

    marks: int
    kind: RunKind
    text: str = ""

    @property
    def is_blank(self) -> bool:
        """Is there nothing to see here?"""
        return self.kind in _UNSEEN or not self.text.strip(BLANKS)


def squeeze(text: str) -> str:
    """White space collapsed as a browser does it; a no-break space stays."""
    if "  " in text or "\n" in text or "\t" in text or "\r" in text or "\f" in text:
        return _WHITE_SPACE.sub(" ", text)
    return text


def is_punctuation(character: str) -> bool:
    """Punctuation in the sense of CommonMark 0.31: also symbols, such as the euro sign."""
    return bool(character) and unicodedata.category(character)[0] in "PS"


def is_word(character: str) -> bool:
    """Neither blank nor punctuation, nor the edge of the text."""
    return bool(character) and not character.isspace() and not is_punctuation(character)


def marks_of_text(runs: list[Run]) -> int | None:
    """The marks on all of it, if it is text alone, as most paragraphs are; None if it is not.

    Where they are strikes, or there is no run, nothing is told either.
    """
    marks = runs[0].marks if runs else STRIKE
    if marks & STRIKE:
        return None
    for run in runs:
        if run.kind is not TEXT or run.marks != marks:
            return None
    return marks


def settle(runs: list[Run]) -> list[Run]:
    """The same text in as few runs as can be, with every mark on an edge where it can act."""
    merged = _merge(runs)
    if not any(run.marks for run in merged):
        return [Run(NONE, TEXT, squeeze(run.text)) if run.kind is TEXT else run for run in merged]
    released = _release_punctuation(_merge(_hoist_blanks(merged)))
    settled = _merge(_hoist_blanks(released))  # punctuation may have taken a blank along
    return [part for run in settled for part in _without_first_blank(run)]


def _without_first_blank(run: Run) -> tuple[Run, ...]:
    """A mark may open behind a blank, never before one."""
    rest = run.text.lstrip(BLANKS) if run.kind is TEXT and run.marks else run.text
    if len(rest) in (0, len(run.text)):
        return (run,)
    blank = run.text[: len(run.text) - len(rest)]
    return Run(run.marks, TEXT, blank), Run(run.marks, TEXT, rest)


def _merge(runs: list[Run]) -> list[Run]:
    """Join neighbouring text that bears the same marks."""
    merged: list[Run] = []
    for (marks, kind), group in groupby(runs, _sort_of):
        if kind is not TEXT and kind is not CODE:
            merged += group
        elif text := "".join([run.text for run in group]):
            merged.append(Run(marks, kind, text))
    return merged


def _sort_of(run: Run) -> tuple[int, RunKind]:
    return run.marks, run.kind


def _hoist_blanks(runs: list[Run]) -> list[Run]:
    """Take blanks and breaks out of the marks, unless the marks go on behind them."""
    pieces: list[Run] = []
    for run in runs:
        pieces += _split_blanks(run)
    blank = [piece.is_blank for piece in pieces]
    if not any(blank):
        return pieces
    before = _marks_seen(pieces, blank)
    after = _marks_seen(pieces[::-1], blank[::-1])[::-1]
    return [
        Run(before[index] & after[index], run.kind, run.text) if blank[index] else run
        for index, run in enumerate(pieces)
    ]


def _marks_seen(pieces: list[Run], blank: list[bool]) -> list[int]:
    """For each piece the marks of the last one up to it that is not blank."""
    seen, marks = [], NONE
    for piece, is_blank in zip(pieces, blank, strict=True):
        marks = marks if is_blank else piece.marks
        seen.append(marks)
    return seen


def _split_blanks(run: Run) -> tuple[Run, ...]:
    if run.kind is not TEXT:
        return (run,)
    marks, text = run.marks, squeeze(run.text)
    if not marks:
        return (Run(marks, TEXT, text),)
    body = text.strip(BLANKS)
    if body == text:
        return (Run(marks, TEXT, text),)
    start = text.find(body) if body else len(text)
    parts = (text[:start], body, text[start + len(body) :])
    return tuple(Run(marks, TEXT, part) for part in parts if part)


def _release_punctuation(runs: list[Run]) -> list[Run]:
    """Take punctuation out of a mark where a letter follows: `**Note:**text` would not close."""
    for index, run in enumerate(runs):
        if run.kind is not TEXT or not run.marks:
            continue
        if index and _touches(runs[index - 1], run, -1):
            head = len(run.text) - len(_after_punctuation(run.text))
            runs[index - 1] = _longer(runs[index - 1], after=run.text[:head])
            run = runs[index] = Run(run.marks, TEXT, run.text[head:])
        if run.text and index + 1 < len(runs) and _touches(runs[index + 1], run, 0):
            kept = _before_punctuation(run.text)
            runs[index + 1] = _longer(runs[index + 1], before=run.text[len(kept) :])
            runs[index] = Run(run.marks, TEXT, kept)
    return _merge(runs)


def _touches(neighbour: Run, run: Run, edge: int) -> bool:
    """Does the neighbour, under fewer marks, touch the run with a letter?"""
    if neighbour.kind is not TEXT or not run.marks & ~neighbour.marks:
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
    return Run(run.marks, run.kind, before + run.text + after)
