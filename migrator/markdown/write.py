"""Runs → one piece of Markdown: delimiters where they work, HTML tags where they cannot."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum

from migrator.markdown.code import code_span
from migrator.markdown.escape import escape_block_starts
from migrator.markdown.runs import (
    ANCHOR,
    BLANKS,
    BREAK,
    CODE,
    EMPHASIS,
    LINK,
    NONE,
    RAW,
    STRIKE,
    STRONG,
    TEXT,
    Run,
    is_punctuation,
    marks_of_text,
    settle,
    squeeze,
)
from migrator.markdown.style import Style

_MARKS = (STRONG, EMPHASIS, STRIKE)
_STARS = STRONG | EMPHASIS
_SIGNS = "-*_+=~#"  # a text of nothing else would join the delimiters around it
_BRACKET = re.compile(r"(\\.)|([\[\]])", re.DOTALL)


class Position(Enum):
    """Where a run stands: it decides what a break can be, and which brackets act."""

    PARAGRAPH = "paragraph"
    LINE = "line"
    LINK = "link"
    CELL = "cell"


def write(runs: list[Run], position: Position, style: Style) -> str:
    """The runs as one piece of Markdown, without blanks at its ends."""
    marks = marks_of_text(runs)
    if marks is None:
        return _Writer(settle(runs), position, style).text()
    text = squeeze("".join([run.text for run in runs])).strip(BLANKS)
    if marks and not text.strip(_SIGNS):
        return _Writer(settle(runs), position, style).text()
    text = style.escape(text)
    text = _escape_brackets(text) if position is Position.LINK else text
    for mark in _MARKS if marks and text else ():
        text = f"{style.delimiter(mark)}{text}{style.delimiter(mark)}" if marks & mark else text
    return text


def write_paragraphs(runs: list[Run], style: Style) -> list[str]:
    """The runs as paragraphs: two breaks in a row part them."""
    parts = [runs] if len(runs) == 1 else _parted(runs)
    written = [write(part, Position.PARAGRAPH, style) for part in parts]
    return [escape_block_starts(text) for text in written if text]


def _parted(runs: list[Run]) -> Iterator[list[Run]]:
    start, seen_break = 0, False
    for index, run in enumerate(runs):
        if run.kind is BREAK and seen_break:
            yield runs[start:index]
            start = index
        seen_break = run.kind is BREAK or (seen_break and run.is_blank)
    yield runs[start:] if start else runs


class _Writer:
    """Writes settled runs from left to right, keeping the open marks as a stack."""

    def __init__(self, runs: list[Run], position: Position, style: Style) -> None:
        self.runs, self.position, self.style = [*map(_spelt, runs)], position, style
        self.parts: list[str] = []
        self.pending = ""  # text that is not escaped yet, since more may follow
        self._break = {
            Position.PARAGRAPH: style.line_break,
            Position.CELL: style.cell_break,
        }.get(position, " ")
        self.open: list[tuple[int, str]] = []  # each with what closes it
        self.anchors = ""  # to be put before what is seen next

    def text(self) -> str:
        for index, run in enumerate(self.runs):
            if self.open:
                self._close_until(run.marks)
            run = self._anchored(run) if self.anchors and not run.is_blank else run
            if run.marks and not run.is_blank:  # a mark that begins with a blank would not be one
                self._open_for(index)
            self._put_run(run)
        self._close_until(NONE)
        self._end_line()
        text = "".join([*self.parts, self.anchors]).strip(BLANKS)
        in_cell = self.position is Position.CELL and self._break.strip()
        return self._without_outer_breaks(text) if in_cell else text

    def _without_outer_breaks(self, text: str) -> str:
        while text.startswith(self._break):
            text = text.removeprefix(self._break).lstrip(BLANKS)
        while text.endswith(self._break):
            text = text.removesuffix(self._break).rstrip(BLANKS)
        return text

    @property
    def last(self) -> str:
        if self.pending:
            return self.pending[-1]
        return self.parts[-1][-1] if self.parts else ""

    def _put(self, markup: str) -> None:
        """What is no text: text before it is complete, and can be escaped."""
        if not markup:
            return
        self._flush()
        if markup[0] == "[" and self.last == "!":  # the two would make a picture
            self.parts[-1] = self.parts[-1][:-1] + "\\!"
        if markup[0] == self.last == "`":  # the two would be one piece of code
            self.parts.append(" ")
        self.parts.append(markup)

    def _anchored(self, run: Run) -> Run:
        """Put what links lead to right before what is seen; returns what is left of the run."""
        text = run.text.lstrip(BLANKS) if run.kind is TEXT else run.text
        if len(text) < len(run.text):
            self._put_text(run.text[: len(run.text) - len(text)])
        self._put(self.anchors)
        self.anchors = ""
        return run._replace(text=text)

    def _put_run(self, run: Run) -> None:
        if run.kind is TEXT:
            self._put_text(run.text)
        elif run.kind is ANCHOR:
            self.anchors += run.text
        elif run.kind is RAW or run.kind is LINK:
            self._put(run.text)
        elif run.kind is BREAK or self.position is Position.CELL:
            self._put_break()
        else:
            self._put_text(" ")

    def _put_text(self, text: str) -> None:
        if self.last in ("\n", ""):
            text = text.lstrip(BLANKS)
        elif self.last == " ":
            text = text.lstrip(" ")
        self.pending += text

    def _flush(self) -> None:
        if self.pending:
            text, self.pending = self.style.escape(self.pending), ""
            self.parts.append(_escape_brackets(text) if self.position is Position.LINK else text)

    def _put_break(self) -> None:
        """A break; blanks before it go, and in a cell a second one in a row does too."""
        self._end_line()
        if self.parts and not (self.position is Position.CELL and self.parts[-1] == self._break):
            self.parts.append(self._break)

    def _end_line(self) -> None:
        """Take off blanks and breaks; before text is escaped, since its last sign may act then."""
        self.pending = self.pending.rstrip(BLANKS)
        self._flush()
        if self.position is Position.CELL:
            return
        while self.parts and (self.parts[-1] == self._break or not self.parts[-1].strip(BLANKS)):
            self.parts.pop()

    def _close_until(self, marks: int) -> None:
        while any(mark & ~marks for mark, _ in self.open):
            self._put(self.open.pop()[1])

    def _open_for(self, index: int) -> None:
        already = {mark for mark, _ in self.open}
        wanted = [m for m in _MARKS if m & self.runs[index].marks and m not in already]
        wanted.sort(key=lambda mark: -self._span(index, mark))
        for place, mark in enumerate(wanted):
            # only a star mark opened right before makes one run of stars with this one
            joins = place > 0 and wanted[place - 1] != STRIKE and bool(self.open[-1][1])
            opening, closing = self._pair(index, mark, joins)
            self._put(opening)
            self.open.append((mark, closing))

    def _span(self, index: int, mark: int) -> int:
        end = index
        while end < len(self.runs) and self.runs[end].marks & mark:
            end += 1
        return end - index

    def _pair(self, index: int, mark: int, nested: bool) -> tuple[str, str]:
        if self._works(index, mark, nested):
            delimiter = self.style.delimiter(mark)
            return delimiter, delimiter
        return self.style.tag_pair(mark)

    def _is_inside_stars(self, mark: int) -> bool:
        return bool(mark & _STARS) and any(outer & _STARS for outer, _ in self.open)

    def _works(self, index: int, mark: int, nested: bool) -> bool:
        """Would Markdown's delimiters open and close here?"""
        symbol = self.style.emphasis[0]
        if self.last == symbol and not nested and mark != STRIKE:
            return False
        end = index + self._span(index, mark)
        before = self.runs[index - 1].marks if index else NONE
        behind = self.runs[end].marks if end < len(self.runs) else NONE
        first = _edge(self.runs[index], 0, mark, before)
        after = self.runs[end].text[:1] if end < len(self.runs) else ""
        last = _edge(self.runs[end - 1], -1, mark, behind)
        if not _is_boundary(after) and self.runs[end - 1].marks & ~behind & ~mark:
            last = ">"  # a mark that ends here, too, becomes a tag between two letters
        opens = not is_punctuation(first) or _is_boundary("" if nested else self.last)
        closes = not is_punctuation(last) or _is_boundary(after)
        if self._is_inside_stars(mark) and not nested:
            # between two letters, or two signs, a star could as well end the mark outside
            opens = opens and _opens_only(self.last, first)
        if symbol == "_" and mark != STRIKE:  # it never acts inside a word
            opens, closes = opens and _is_boundary(self.last), closes and _is_boundary(after)
        only_delimiters = end - index == 1 and not self.runs[index].text.strip(_SIGNS)
        return opens and closes and not only_delimiters


def _escape_brackets(text: str) -> str:
    """Escaped text in which no bracket ends a link that is around it."""
    return _BRACKET.sub(lambda found: found[1] or f"\\{found[2]}", text)


def _spelt(run: Run) -> Run:
    if run.kind is not CODE:
        return run
    return (
        Run(run.marks, TEXT, run.text)
        if run.is_blank
        else run._replace(kind=RAW, text=code_span(run.text))
    )


def _edge(run: Run, index: int, mark: int, outside: int) -> str:
    """What stands next to a delimiter, inside: another kind of delimiter, or the run's own edge."""
    others = run.marks & ~outside & ~mark
    if others and (others | mark) & STRIKE:
        return "*"
    return run.text[index] if run.text else ""


def _opens_only(outside: str, inside: str) -> bool:
    """Can a delimiter between these two characters act in one direction only?"""
    if not outside or outside.isspace():
        return True
    return is_punctuation(outside) and not is_punctuation(inside)


def _is_boundary(character: str) -> bool:
    return not character or character.isspace() or is_punctuation(character)
