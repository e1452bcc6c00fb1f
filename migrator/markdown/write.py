"""Runs → one piece of Markdown: delimiters where they work, HTML tags where they cannot."""

from __future__ import annotations

import re
from enum import Enum

from migrator.markdown.escape import escape, escape_block_starts
from migrator.markdown.runs import BLANKS, Marks, Run, RunKind, is_punctuation, settle

_DELIMITERS = {Marks.STRONG: "**", Marks.EMPHASIS: "*", Marks.STRIKE: "~~"}
_TAGS = {Marks.STRONG: "strong", Marks.EMPHASIS: "em", Marks.STRIKE: "del"}


class Position(Enum):
    """Where a run stands: it decides what a break can be, and which brackets act."""

    PARAGRAPH = "paragraph"
    LINE = "line"
    LINK = "link"
    CELL = "cell"


_BREAKS = {Position.PARAGRAPH: "  \n", Position.CELL: "<br>"}


def write(runs: list[Run], position: Position) -> str:
    """The runs as one piece of Markdown, without blanks at its ends."""
    return _Writer(settle(runs), position).text()


def write_paragraphs(runs: list[Run]) -> list[str]:
    """The runs as paragraphs: two breaks in a row part them."""
    parts: list[list[Run]] = [[]]
    seen_break = False
    for run in runs:
        if run.kind is RunKind.BREAK and seen_break:
            parts.append([])
        seen_break = run.kind is RunKind.BREAK or (seen_break and run.is_blank)
        parts[-1].append(run)
    written = (write(part, Position.PARAGRAPH) for part in parts)
    return [escape_block_starts(text) for text in written if text]


class _Writer:
    """Writes settled runs from left to right, keeping the open marks as a stack."""

    def __init__(self, runs: list[Run], position: Position) -> None:
        self.runs, self.position = runs, position
        self.parts: list[str] = []
        self.open: list[tuple[Marks, str]] = []  # each with what closes it

    def text(self) -> str:
        for index, run in enumerate(self.runs):
            self._close_until(run.marks)
            if not run.is_blank:  # a mark that begins with a blank would not be one
                self._open_for(index)
            self._put_run(index, run)
        self._close_until(Marks.NONE)
        text = "".join(self.parts).strip(BLANKS)
        return _without_outer_breaks(text) if self.position is Position.CELL else text

    @property
    def last(self) -> str:
        return self.parts[-1][-1] if self.parts else ""

    def _put(self, text: str) -> None:
        if text:
            self.parts.append(text)

    def _put_run(self, index: int, run: Run) -> None:
        if run.kind is RunKind.TEXT:
            self._put_text(index, run.text)
        elif run.kind is RunKind.RAW:
            self._put(run.text)
        elif run.kind is RunKind.BREAK or self.position is Position.CELL:
            self._put_break()
        else:
            self._put_text(index, " ")

    def _put_text(self, index: int, text: str) -> None:
        if self.last in ("\n", ""):
            text = text.lstrip(BLANKS)
        elif self.last == " ":
            text = text.lstrip(" ")
        text = escape(text)
        if self.position is Position.LINK:  # a bracket would end the link's text
            text = re.sub(r"(?<!\\)[\[\]]", r"\\\g<0>", text)
        following = self.runs[index + 1] if index + 1 < len(self.runs) else None
        makes_image = following is not None and following.text.startswith("[")
        if text.endswith("!") and makes_image and following and following.kind is RunKind.RAW:
            text = text[:-1] + "\\!"
        self._put(text)

    def _put_break(self) -> None:
        """A break; blanks before it go, and in a cell a second one in a row does too."""
        while self.parts and not self.parts[-1].strip(BLANKS):
            self.parts.pop()
        if self.parts:
            self.parts[-1] = self.parts[-1].rstrip(BLANKS)
        if self.parts and not (self.position is Position.CELL and self.parts[-1] == "<br>"):
            self.parts.append(_BREAKS.get(self.position, " "))

    def _close_until(self, marks: Marks) -> None:
        while any(mark & ~marks for mark, _ in self.open):
            self._put(self.open.pop()[1])

    def _open_for(self, index: int) -> None:
        already = {mark for mark, _ in self.open}
        wanted = [m for m in _DELIMITERS if m & self.runs[index].marks and m not in already]
        wanted.sort(key=lambda mark: -self._span(index, mark))
        for place, mark in enumerate(wanted):
            # only a star mark opened right before makes one run of stars with this one
            joins = place > 0 and wanted[place - 1] is not Marks.STRIKE
            opening, closing = self._pair(index, mark, joins)
            self._put(opening)
            self.open.append((mark, closing))

    def _span(self, index: int, mark: Marks) -> int:
        end = index
        while end < len(self.runs) and self.runs[end].marks & mark:
            end += 1
        return end - index

    def _pair(self, index: int, mark: Marks, nested: bool) -> tuple[str, str]:
        if self._works(index, mark, nested):
            return _DELIMITERS[mark], _DELIMITERS[mark]
        return f"<{_TAGS[mark]}>", f"</{_TAGS[mark]}>"

    def _is_inside_stars(self, mark: Marks) -> bool:
        stars = Marks.STRONG | Marks.EMPHASIS
        return bool(mark & stars) and any(outer & stars for outer, _ in self.open)

    def _works(self, index: int, mark: Marks, nested: bool) -> bool:
        """Would Markdown's delimiters open and close here?"""
        if self.last == "*" and not nested and mark is not Marks.STRIKE:
            return False
        end = index + self._span(index, mark)
        before = self.runs[index - 1].marks if index else Marks.NONE
        behind = self.runs[end].marks if end < len(self.runs) else Marks.NONE
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
            closes = closes and _opens_only(after, last)
        only_delimiters = end - index == 1 and not self.runs[index].text.strip("-*_+=~#")
        return opens and closes and not only_delimiters


def _edge(run: Run, index: int, mark: Marks, outside: Marks) -> str:
    """What stands next to a delimiter, inside: another kind of delimiter, or the run's own edge."""
    others = run.marks & ~outside & ~mark
    if others and Marks.STRIKE in (others | mark):
        return "*"
    return run.text[index] if run.text else ""


def _opens_only(outside: str, inside: str) -> bool:
    """Can a delimiter between these two characters act in one direction only?"""
    if not outside or outside.isspace():
        return True
    return is_punctuation(outside) and not is_punctuation(inside)


def _is_boundary(character: str) -> bool:
    return not character or character.isspace() or is_punctuation(character)


def _without_outer_breaks(text: str) -> str:
    while text.startswith("<br>"):
        text = text.removeprefix("<br>").lstrip(BLANKS)
    while text.endswith("<br>"):
        text = text.removesuffix("<br>").rstrip(BLANKS)
    return text
