"""Runs → one piece of Markdown: delimiters where they work, HTML tags where they cannot."""

from __future__ import annotations

from enum import Enum

from migrator.markdown.escape import escape, escape_block_starts
from migrator.markdown.runs import BLANKS, Kind, Marks, Run, is_punctuation, settle

_DELIMITERS = {Marks.STRONG: "**", Marks.EMPHASIS: "*", Marks.STRIKE: "~~"}
_TAGS = {Marks.STRONG: "strong", Marks.EMPHASIS: "em", Marks.STRIKE: "del"}


class Place(Enum):
    """Where a run stands: it decides what a break can be."""

    PARAGRAPH = "  \n"
    LINE = " "
    CELL = "<br>"


def write(runs: list[Run], place: Place) -> str:
    """The runs as one piece of Markdown, without blanks at its ends."""
    return _Writer(settle(runs), place).text()


def write_paragraphs(runs: list[Run]) -> list[str]:
    """The runs as paragraphs: two breaks in a row part them."""
    parts: list[list[Run]] = [[]]
    seen_break = False
    for run in runs:
        if run.kind is Kind.BREAK and seen_break:
            parts.append([])
        seen_break = run.kind is Kind.BREAK or (seen_break and run.is_blank)
        parts[-1].append(run)
    written = (write(part, Place.PARAGRAPH) for part in parts)
    return [escape_block_starts(text) for text in written if text]


class _Writer:
    """Writes settled runs from left to right, keeping the open marks as a stack."""

    def __init__(self, runs: list[Run], place: Place) -> None:
        self.runs, self.place = runs, place
        self.parts: list[str] = []
        self.open: list[tuple[Marks, str]] = []  # each with what closes it

    def text(self) -> str:
        for index, run in enumerate(self.runs):
            self._close_until(run.marks)
            self._open_for(index)
            self._put_run(index, run)
        self._close_until(Marks.NONE)
        text = "".join(self.parts).strip(BLANKS)
        return _without_outer_breaks(text) if self.place is Place.CELL else text

    @property
    def last(self) -> str:
        return self.parts[-1][-1] if self.parts else ""

    def _put(self, text: str) -> None:
        if text:
            self.parts.append(text)

    def _put_run(self, index: int, run: Run) -> None:
        if run.kind is Kind.TEXT:
            self._put_text(index, run.text)
        elif run.kind is Kind.RAW:
            self._put(run.text)
        elif run.kind is Kind.BREAK or self.place is Place.CELL:
            self._put_break()
        else:
            self._put_text(index, " ")

    def _put_text(self, index: int, text: str) -> None:
        if self.last in ("\n", ""):
            text = text.lstrip(BLANKS)
        elif self.last == " ":
            text = text.lstrip(" ")
        text = escape(text)
        following = self.runs[index + 1] if index + 1 < len(self.runs) else None
        makes_image = following is not None and following.text.startswith("[")
        if text.endswith("!") and makes_image and following and following.kind is Kind.RAW:
            text = text[:-1] + "\\!"
        self._put(text)

    def _put_break(self) -> None:
        """A break; blanks before it go, and in a cell a second one in a row does too."""
        while self.parts and not self.parts[-1].strip(BLANKS):
            self.parts.pop()
        if self.parts:
            self.parts[-1] = self.parts[-1].rstrip(BLANKS)
        if self.parts and not (self.place is Place.CELL and self.parts[-1] == "<br>"):
            self.parts.append(self.place.value)

    def _close_until(self, marks: Marks) -> None:
        while any(mark & ~marks for mark, _ in self.open):
            self._put(self.open.pop()[1])

    def _open_for(self, index: int) -> None:
        already = {mark for mark, _ in self.open}
        wanted = [m for m in _DELIMITERS if m & self.runs[index].marks and m not in already]
        wanted.sort(key=lambda mark: -self._span(index, mark))
        for nested, mark in enumerate(wanted):
            opening, closing = self._pair(index, mark, nested > 0)
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

    def _works(self, index: int, mark: Marks, nested: bool) -> bool:
        """Would Markdown's delimiters open and close here?"""
        if self.last == "*" and not nested and mark is not Marks.STRIKE:
            return False
        end = index + self._span(index, mark)
        first, last = _edge(self.runs[index], 0), _edge(self.runs[end - 1], -1)
        after = _edge(self.runs[end], 0) if end < len(self.runs) else ""
        opens = not is_punctuation(first) or _is_boundary("" if nested else self.last)
        closes = not is_punctuation(last) or _is_boundary(after)
        only_delimiters = end - index == 1 and not self.runs[index].text.strip("-*_+=~#")
        return opens and closes and not only_delimiters


def _edge(run: Run, index: int) -> str:
    return run.text[index] if run.text else ""


def _is_boundary(character: str) -> bool:
    return not character or character.isspace() or is_punctuation(character)


def _without_outer_breaks(text: str) -> str:
    while text.startswith("<br>"):
        text = text.removeprefix("<br>").lstrip(BLANKS)
    while text.endswith("<br>"):
        text = text.removesuffix("<br>").rstrip(BLANKS)
    return text
