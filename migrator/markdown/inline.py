"""Elements → runs: what each inline element means, whatever boxes stand around it."""

from __future__ import annotations

import html
import re

from bs4 import Tag
from bs4.element import NavigableString, PreformattedString

from migrator.elements import BLOCKS, EMBEDS, SILENT
from migrator.markdown.embeds import embed_link
from migrator.markdown.escape import alternative_text, escape, link_target
from migrator.markdown.runs import Marks, Run, RunKind, squeeze
from migrator.markdown.write import Position, write

MARKS = {
    **dict.fromkeys(("strong", "b"), Marks.STRONG),
    **dict.fromkeys(("em", "i"), Marks.EMPHASIS),
    **dict.fromkeys(("del", "s", "strike"), Marks.STRIKE),
}
_CODE = frozenset(["code", "kbd", "samp", "tt"])
_NO_ADDRESS = re.compile(r"\s*(?:javascript|vbscript|data):", re.IGNORECASE)


def runs_of(node: Tag, position: Position, marks: Marks = Marks.NONE) -> list[Run]:
    """The children of an element as runs. A block among them is only a gap."""
    runs: list[Run] = []
    for child in node.children:
        if isinstance(child, Tag):
            runs += _element(child, position, marks)
        elif isinstance(child, NavigableString) and not isinstance(child, PreformattedString):
            runs.append(Run(marks, RunKind.TEXT, str(child)))
    return runs


def _element(node: Tag, position: Position, marks: Marks) -> list[Run]:
    name = node.name
    if name in SILENT:
        return []
    if name in MARKS:
        return runs_of(node, position, marks | MARKS[name])
    if name == "br":
        return [Run(marks, RunKind.BREAK)]
    if name == "a":
        return _link(node, position, marks)
    if name in BLOCKS:
        gap = Run(marks, RunKind.GAP)
        return [gap, *runs_of(node, position, marks), gap]
    raw = _raw(node, position)
    return runs_of(node, position, marks) if raw is None else [Run(marks, RunKind.RAW, raw)]


def _raw(node: Tag, position: Position) -> str | None:
    """Finished Markdown for what is no text; None for an element that only wraps text."""
    if node.name == "img":
        return image(node)
    if node.name in EMBEDS:
        return embed(node)
    if node.name in _CODE and node.get_text().strip():
        return _code(node.get_text(), position)
    if node.name in ("sub", "sup") and node.get_text().strip():
        return f"<{node.name}>{write(runs_of(node, position), Position.LINE)}</{node.name}>"
    return None


def image(node: Tag) -> str:
    """`![alt](source)`; nothing for a picture without a source."""
    source = str(node.get("src") or "")
    if not source or source.startswith("data:"):
        return ""
    return f"![{alternative_text(str(node.get('alt') or ''))}]({link_target(source)})"


def embed(node: Tag) -> str:
    """A link to what is embedded, with a label that says what it is."""
    address, label = embed_link(node)
    return f"[{escape(squeeze(label))}]({link_target(address)})" if address else ""


def _link(node: Tag, position: Position, marks: Marks) -> list[Run]:
    """A link on one line. Without a target, or with a script for one, only its text is kept."""
    inner = runs_of(node, position)
    target = str(node.get("href") or "").strip()
    if not target or _NO_ADDRESS.match(target):
        return [run._replace(marks=run.marks | marks) for run in inner]
    start, end = _outer_blanks(inner)
    text = write(inner[start:end], Position.LINK)
    if not text:
        return [run._replace(marks=marks) for run in inner]
    blank = Run(marks, RunKind.TEXT, " ")
    first, last = inner[start].text, inner[end - 1].text
    return [
        *(run._replace(marks=marks) for run in inner[:start]),
        *([blank] if first[:1].isspace() else []),
        Run(marks, RunKind.RAW, _spelt(text, target)),
        *([blank] if last[-1:].isspace() else []),
        *(run._replace(marks=marks) for run in inner[end:]),
    ]


def _outer_blanks(runs: list[Run]) -> tuple[int, int]:
    start, end = 0, len(runs)
    while start < end and runs[start].is_blank:
        start += 1
    while end > start and runs[end - 1].is_blank:
        end -= 1
    return start, end


def _spelt(text: str, target: str) -> str:
    if text == target and re.fullmatch(r"https?://[^\s<>]+", target):
        return f"<{target}>"
    if f"mailto:{text}" == target and re.fullmatch(r"[^\s<>@]+@[\w.-]+", text):
        return f"<{text}>"
    return f"[{text}]({link_target(target)})"


def _code(text: str, position: Position) -> str:
    text = squeeze(text).strip()
    if position is Position.CELL and "|" in text:  # a backslash would be shown
        return f"<code>{html.escape(text, quote=False).replace('|', '&#124;')}</code>"
    fence = "`" * (1 + max(map(len, re.findall("`+", text)), default=0))
    padding = " " if "`" in (text[0], text[-1]) else ""
    return f"{fence}{padding}{text}{padding}{fence}"
