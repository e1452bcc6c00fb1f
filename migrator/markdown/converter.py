"""The converter: markdownify's blocks, our text runs."""

from __future__ import annotations

import re
from typing import Any

from bs4 import BeautifulSoup, Tag
from markdownify import ATX, MarkdownConverter

from migrator.markdown.escape import escape_block_starts
from migrator.markdown.inline import runs_of
from migrator.markdown.prepare import RUN, prepare
from migrator.markdown.tables import table
from migrator.markdown.write import Position, write, write_paragraphs

_PARAGRAPHS = frozenset(["p", RUN, "dt", "summary"])
_OWN = {
    **{f"h{level}": "heading" for level in range(1, 7)},
    "table": "table",
    "pre": "code_block",
    "figure": "figure",
    "figcaption": "caption",
}
_INDENT = "    "  # what belongs to an item: Python-Markdown does not nest at less


# The library's type stub leaves out all that a subclass is made of.
_MarkdownConverter: Any = MarkdownConverter


class Converter(_MarkdownConverter):  # type: ignore[misc]
    """Writes ATX headings, `-` bullets, two-space breaks and four-space nesting."""

    class DefaultOptions(_MarkdownConverter.DefaultOptions):  # type: ignore[misc]
        """Markdownify's options with the defaults that all engines read alike."""

        heading_style = ATX
        bullets = "-"

    def convert_soup(self, soup: BeautifulSoup) -> str:
        """Convert a tree; it is changed in place."""
        prepare(soup)
        return str(super().convert_soup(soup))

    def process_tag(self, node: Tag, parent_tags: set[str] | None = None) -> str:
        """What holds only a run of text is written whole, the rest as markdownify does."""
        if node.name in _PARAGRAPHS:
            return self._paragraphs(node)
        if node.name in _OWN and self.should_convert_tag(node.name):
            return _own_paragraph(getattr(self, f"_{_OWN[node.name]}")(node))
        return str(super().process_tag(node, parent_tags=parent_tags))

    def _heading(self, node: Tag) -> str:
        text = write(runs_of(node, Position.LINE), Position.LINE)
        text = re.sub(r"(#+)$", r"\\\1", text)  # else Python-Markdown eats them
        return f"{'#' * int(node.name[1])} {text}" if text else ""

    def _caption(self, node: Tag) -> str:
        return escape_block_starts(write(runs_of(node, Position.LINE), Position.LINE))

    def _table(self, node: Tag) -> str:
        return table(node)

    def _code_block(self, node: Tag) -> str:
        """Fenced, with a fence that fits and the language if it is told."""
        for line_break in node.find_all("br"):
            line_break.replace_with("\n")
        text = node.get_text().strip("\n")
        names = [
            name for held in (node, *node.find_all("code")) for name in held.get("class") or ()
        ]
        languages = [n.partition("-")[2] for n in names if n.startswith(("language-", "lang-"))]
        fence = "`" * max(3, 1 + max(map(len, re.findall("`+", text)), default=0))
        return f"{fence}{''.join(languages[:1])}\n{text}\n{fence}" if text.strip() else ""

    def _paragraphs(self, node: Tag) -> str:
        text = "\n\n".join(write_paragraphs(runs_of(node, Position.PARAGRAPH)))
        if not text:
            return ""
        return f"\n{text}\n" if node.name == RUN else f"\n\n{text}\n\n"

    def _figure(self, node: Tag) -> str:
        """The picture, and its caption as a paragraph of its own."""
        caption = node.find("figcaption")
        legend = self._caption(caption.extract()) if isinstance(caption, Tag) else ""
        picture = "\n\n".join(write_paragraphs(runs_of(node, Position.PARAGRAPH)))
        return "\n\n".join(filter(None, (picture, legend)))

    def convert_li(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """One item; what belongs to it is indented by four."""
        text = text.strip()
        if not text:
            return "\n"
        first, *rest = text.split("\n")
        first = "***" if first == "---" else first  # `- ---` would be a line, not an item
        lines = [_INDENT + line if line.strip() else "" for line in rest]
        marker = f"{self._bullet(el)} "
        if el.find(True, recursive=False) is el.find(["ul", "ol", "pre"], recursive=False):
            marker = marker.ljust(len(_INDENT))  # its first line must stand where the others do
        return "\n".join([marker + first, *lines]) + "\n"

    def convert_list(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """A list, apart from what stands before it unless that is the text of its own item."""
        before = el.find_previous_sibling()
        can_interrupt = el.name == "ul" or text.lstrip().startswith("1. ")
        belongs = isinstance(before, Tag) and before.name == RUN and can_interrupt
        start = "\n" if belongs else "\n\n"
        end = "\n" if el.find_next_sibling() is None else "\n\n"
        return start + text.strip("\n") + end

    convert_ul = convert_list
    convert_ol = convert_list

    def convert_dd(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """A definition is a paragraph: CommonMark has no word for it."""
        return _own_paragraph(text.strip())

    def _bullet(self, el: Tag) -> str:
        parent = el.parent
        if parent is None or parent.name != "ol":
            return "-"
        start = str(parent.get("start") or "1")
        before = len(el.find_previous_siblings("li"))
        return f"{(int(start) if start.isdigit() else 1) + before}."


def _own_paragraph(text: str) -> str:
    return f"\n\n{text}\n\n" if text else ""
