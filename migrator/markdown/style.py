"""How Markdown is spelt: the options of a converter, checked once and frozen."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from migrator.markdown.escape import escape
from migrator.markdown.runs import EMPHASIS, STRIKE, STRONG
from migrator.models import Embed

INLINE_TAGS = ("sub", "sup", "u", "mark", "kbd", "ins", "small", "abbr")
"""Elements that Markdown has no mark for: their text, or the element itself."""

_MARK_TAGS = {STRONG: "strong", EMPHASIS: "em", STRIKE: "del"}


class RawHtml(StrEnum):
    """How much HTML may stand in the Markdown.

    NONE: no tag at all, whatever is lost by it. FEW: where a thing cannot be said otherwise and
    is told by every renderer: a break in a cell, sub and sup, a mark inside a word. KEEP: also
    underlines, keys, folds, definition lists, tables with spans, and players, sanitised.
    """

    NONE = "none"
    FEW = "few"
    KEEP = "keep"


def link_to(embed: Embed) -> str | None:
    """The spelling of an embed where nothing but Markdown is known: none of its own."""
    return None


@dataclass(frozen=True, slots=True)
class Style:
    """One way to spell Markdown. The defaults are what all engines read alike.

    `tags` holds what opens and closes an element that is not said by a mark; `embed` spells what
    is embedded and stands alone, or returns None where a link is all that can be said.
    """

    strong: str = "**"
    emphasis: str = "*"
    line_break: str = "  \n"
    cell_break: str = "<br>"
    heading: str = "atx"
    bullets: str = "-"
    autolinks: bool = True
    default_title: bool = False
    infer_header: bool = False
    code_language: Callable[[object], str] | None = None
    default_language: str = ""
    strip_code: str | None = "strip"
    raw_html: RawHtml = RawHtml.FEW
    tags: Mapping[str, tuple[str, str]] = field(
        default_factory=lambda: MappingProxyType(
            {"sub": ("<sub>", "</sub>"), "sup": ("<sup>", "</sup>")}
        )
    )
    escape: Callable[[str], str] = escape
    embed: Callable[[Embed], str | None] = link_to

    def delimiter(self, mark: int) -> str:
        """What opens and closes a mark."""
        if mark == STRIKE:
            return "~~"
        return self.strong if mark == STRONG else self.emphasis

    def tag_pair(self, mark: int) -> tuple[str, str]:
        """The same mark as HTML; nothing if there may be none."""
        name = _MARK_TAGS[mark]
        return ("", "") if self.raw_html is RawHtml.NONE else (f"<{name}>", f"</{name}>")
