"""Steps for what stands on lines of its own, and how finished blocks are put together."""

from __future__ import annotations

from selectolax.lexbor import LexborNode

from migrator.elements import BLOCKS, EMBEDS
from migrator.markdown import embeds, inline
from migrator.markdown.block import Block, joined
from migrator.markdown.code import code_block
from migrator.markdown.escape import escape_block_starts
from migrator.markdown.lists import list_block
from migrator.markdown.runs import NONE
from migrator.markdown.style import Style
from migrator.markdown.tables import is_layout, table
from migrator.markdown.walk import Step, Walk, wrapper
from migrator.markdown.write import Position
from migrator.models import Embed

_DEEPEST = 18  # of lists and quotations; beyond it some renderers drop what they hold
_ASKS_FOR_LINES = "a[href], img"


def heading(walk: Walk, node: LexborNode, marks: int) -> None:
    """One line, whatever stands in it; an empty one is nothing."""
    walk.flush()
    inside = walk.inner(Position.LINE).read(node, marks)
    text = inside.line()
    if all(run.is_blank for run in inside.runs):
        walk.add(Block("p", text))  # what links lead to
    elif text:
        walk.add(Block("h", _spelt_heading(int((node.tag or "h1")[1]), text, walk.style)))


def _spelt_heading(level: int, text: str, style: Style) -> str:
    if style.heading == "underlined" and level <= 2:
        return f"{escape_block_starts(text)}\n{'=-'[level - 1] * max(3, len(text))}"
    hashes = len(text) - len(text.rstrip("#"))
    if hashes:  # Python-Markdown eats them
        text = f"{text[:-hashes]}\\{'#' * hashes}"
    end = f" {'#' * level}" if style.heading == "atx_closed" else ""
    return f"{'#' * level} {text}{end}"


def quotation(walk: Walk, node: LexborNode, marks: int) -> int | None:
    """What it holds, each line marked."""
    walk.flush()
    if walk.depth >= _DEEPEST:
        return marks
    text = joined(walk.inner(Position.PARAGRAPH).finished(node, marks))
    lines = (f"> {line}" if line else ">" for line in text.split("\n"))
    walk.add(Block("quote", "\n".join(lines) if text else ""))
    return None


def a_list(walk: Walk, node: LexborNode, marks: int) -> int | None:
    """A list; nested too deep for renderers, its items are paragraphs."""
    walk.flush()
    if walk.depth >= _DEEPEST:
        return marks
    walk.add(list_block(walk, node, marks))
    return None


def rule(walk: Walk, node: LexborNode, marks: int) -> None:
    """A line across the page."""
    walk.flush()
    walk.add(Block("rule", "---"))


def preformatted(walk: Walk, node: LexborNode, marks: int) -> int | None:
    """A block of code; where it holds links or pictures, lines that keep them."""
    if walk.link is not None or node.css_first(_ASKS_FOR_LINES) is not None:
        return inline.preformatted(walk, node, marks)
    walk.flush()
    walk.add(Block("code", code_block(node, walk.style)))
    return None


def a_table(walk: Walk, node: LexborNode, marks: int) -> int | None:
    """A table; one that only places things gives them back."""
    walk.flush()
    if is_layout(node):
        return marks
    for block in table(walk, node, marks):
        walk.add(block)
    return None


def embed(walk: Walk, node: LexborNode, marks: int) -> int | None:
    """A frame or player, as the target says it, or else a link."""
    found = embeds.embed_of(node)
    if found is None:
        return inline.embed(walk, node, marks)
    walk.flush()
    spelling = walk.style.embed(found) if isinstance(found, Embed) else None
    if spelling:
        walk.embeds.append(spelling)
        walk.add(Block("html", spelling))
    else:
        inline.embed(walk, node, NONE)
        walk.flush()
    return None


FLOW: dict[str, Step] = {
    **dict.fromkeys(BLOCKS, wrapper),
    **inline.INLINE,
    **dict.fromkeys(inline.HEADINGS, heading),
    **dict.fromkeys(EMBEDS, embed),
    "blockquote": quotation,
    "ul": a_list,
    "ol": a_list,
    "menu": a_list,
    "dir": a_list,
    "hr": rule,
    "pre": preformatted,
    "table": a_table,
}
