"""Code: in a line, and in a block with a fence that fits."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from selectolax.lexbor import LexborNode

from migrator.elements import SILENT
from migrator.markdown.element import Element
from migrator.markdown.runs import squeeze
from migrator.markdown.style import RawHtml, Style

_BACKTICKS = re.compile("`+")
_LANGUAGE = re.compile(r"(?:language|lang)-([^\s`]+)")


def code_in_cell(text: str, style: Style) -> str:
    """Code that holds a pipe, in a cell: most engines would show the backslash."""
    if style.raw_html is RawHtml.NONE:
        return code_span(text).replace("|", "\\|")
    return f"<code>{html.escape(squeeze(text), quote=False).replace('|', '&#124;')}</code>"


def code_span(text: str) -> str:
    """Code within a line; `text` holds something that is seen."""
    text = squeeze(text) if "\n" in text else text
    fence = _fence(text, 1)
    meets_fence = "`" in (text[0], text[-1])
    would_be_stripped = text[0] == text[-1] == " "
    padding = " " if meets_fence or would_be_stripped else ""
    return f"{fence}{padding}{text}{padding}{fence}"


def code_block(node: LexborNode, style: Style) -> str:
    """A fenced block with its language, if it is told; empty for one that shows nothing."""
    text = _stripped(code_text(node), style.strip_code)
    if not text.strip():
        return ""
    return fenced(text, _language(node, style))


def fenced(text: str, language: str) -> str:
    """The text between fences that fit it."""
    fence = _fence(text, 3)
    return f"{fence}{language}\n{text}\n{fence}"


def _stripped(text: str, how: str | None) -> str:
    if how is None:
        return text
    if how == "strip_one":
        return text.removeprefix("\n").removesuffix("\n")
    return text.strip("\n")


def code_text(node: LexborNode) -> str:
    """What stands in the element, line by line."""
    return "".join(_lines(node))


def _lines(node: LexborNode) -> Iterator[str]:
    for part in node.traverse(include_text=True):
        if part.tag == "-text" and (part.parent is None or part.parent.tag not in SILENT):
            yield (part.text_content or "").replace("\r\n", "\n").replace("\r", "\n")
        elif part.tag == "br":
            yield "\n"


def _language(node: LexborNode, style: Style) -> str:
    if style.code_language is not None and (told := style.code_language(Element(node))):
        return told
    inner = node.css_first("code")
    for holder in (node, inner) if inner is not None else (node,):
        if found := _LANGUAGE.search(holder.attributes.get("class") or ""):
            return found[1]
    return style.default_language


def _fence(text: str, least: int) -> str:
    """Backticks enough to hold the text."""
    longest = max(map(len, _BACKTICKS.findall(text)), default=0)
    return "`" * max(least, longest + 1)
