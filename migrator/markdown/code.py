"""Code: in a line, and in a block with a fence that fits."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborNode

from migrator.elements import BLOCKS, SILENT
from migrator.markdown.element import Element
from migrator.markdown.runs import squeeze
from migrator.markdown.style import Style

_SPECIAL = re.compile(r"[\\`*_~\[\]<>&|!]")
_BACKTICKS = re.compile("`+")
_SIGNS = {"q": ['"']}  # a browser adds them
_LANGUAGE = re.compile(r"(?:language|lang)-([^\s`]+)")


def code_in_cell(text: str) -> str:
    """Code that holds a pipe, in a cell: most engines would show the backslash before it."""
    return f"<code>{_SPECIAL.sub(lambda sign: f'&#{ord(sign[0])};', squeeze(text))}</code>"


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
    """What stands in the element, line by line: breaks and blocks begin a line."""
    parts: list[str] = []
    waiting: list[tuple[LexborNode | None, str]] = []
    part = node.first_child
    while part is not None or waiting:
        if part is None:
            part, left = waiting.pop()
            parts += _SIGNS.get(left, ())
            _begin_line(parts, is_block=left in BLOCKS)
            continue
        tag, following = part.tag or "", part.next
        if tag == "-text":
            parts.append((part.text_content or "").replace("\r\n", "\n").replace("\r", "\n"))
        elif tag == "br":
            parts.append("\n")
        elif tag not in SILENT:
            _begin_line(parts, is_block=tag in BLOCKS)
            parts += _SIGNS.get(tag, ())
            waiting.append((following, tag))
            following = part.first_child
        part = following
    return "".join(parts)


def _begin_line(parts: list[str], *, is_block: bool) -> None:
    if is_block and parts and not parts[-1].endswith("\n"):
        parts.append("\n")


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
