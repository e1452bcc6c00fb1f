"""Steps for what stands within a line: marks, links, pictures, code, breaks."""

from __future__ import annotations

import html
from functools import partial

from selectolax.lexbor import LexborNode

from migrator.dom import attribute, image_source
from migrator.elements import BLOCKS, EMBEDS, SILENT
from migrator.markdown import embeds
from migrator.markdown.code import code_in_cell, code_text
from migrator.markdown.links import Link, anchored, leads_nowhere, linked, picture, spelt
from migrator.markdown.runs import (
    ANCHOR,
    BREAK,
    CODE,
    EMPHASIS,
    LINK,
    RAW,
    STRIKE,
    STRONG,
    TEXT,
    Run,
)
from migrator.markdown.style import RawHtml
from migrator.markdown.walk import Leave, Step, Walk, leave_block, nothing, wrapper
from migrator.markdown.write import Position

MARKS = {
    **dict.fromkeys(("strong", "b"), STRONG),
    **dict.fromkeys(("em", "i"), EMPHASIS),
    **dict.fromkeys(("del", "s", "strike"), STRIKE),
}
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_LISTS = ("ul", "ol", "dl")
_STRUCTURE = ",".join([*HEADINGS, *_LISTS, "table", "pre", "blockquote", "hr", *sorted(EMBEDS)])
_ENDS_A_LINE = ",".join(["br", *sorted(BLOCKS | EMBEDS)])
_CONTROLS = ("button", "select", "textarea")
_IN_CODE = ",".join(["a[href]", "img", "br", *MARKS])


def mark(bit: int, walk: Walk, node: LexborNode, marks: int) -> int:
    """Strong, emphasis, strike."""
    return marks | bit


def line_break(walk: Walk, node: LexborNode, marks: int) -> None:
    """A hard break."""
    walk.runs.append(Run(marks, BREAK))


def tagged(walk: Walk, node: LexborNode, marks: int) -> int:
    """An element that Markdown has no mark for, said in HTML or by a sign of the user's."""
    if _shows(node):
        opening = walk.style.tags[node.tag or ""][0]
        title = " ".join(attribute(node, "title").split())
        if title and opening.startswith("<"):
            opening = f'{opening[:-1]} title="{html.escape(title)}">'
        walk.raw(opening, marks)
    return marks


def leave_tagged(walk: Walk, node: LexborNode, marks: int) -> None:
    """The other end of the same; breaks at the end of what it holds stand behind it."""
    if _shows(node):
        at = len(walk.runs)
        while at and walk.runs[at - 1].is_blank:
            at -= 1
        walk.runs.insert(at, Run(marks, RAW, walk.style.tags[node.tag or ""][1]))


def _shows(node: LexborNode) -> bool:
    """Is there anything in it, on one line? Its two ends must stand in one paragraph."""
    ended = node.css_first(_ENDS_A_LINE)
    if "\n\n" in node.text(deep=True) or (ended is not None and not _breaks_last(node)):
        return False
    return bool(node.text(deep=True).strip()) or node.css_first("img") is not None


def _breaks_last(node: LexborNode) -> bool:
    """Is there nothing that ends a line but breaks, and nothing to be seen behind them?"""
    is_over = False
    for part in node.traverse(include_text=True):
        if part.tag in BLOCKS | EMBEDS or (is_over and part.tag == "img"):
            return False
        if is_over and part.tag == "-text" and (part.text_content or "").strip():
            return False
        is_over = is_over or part.tag == "br"
    return is_over


def quote(walk: Walk, node: LexborNode, marks: int) -> int:
    """A quotation within a line; a browser adds the signs."""
    walk.runs.append(Run(marks, TEXT, '"'))
    return marks


def leave_quote(walk: Walk, node: LexborNode, marks: int) -> None:
    """The other end of the same."""
    walk.runs.append(Run(marks, TEXT, '"'))


def control(walk: Walk, node: LexborNode, marks: int) -> int:
    """A field or button with text: it stands apart from the words around it."""
    walk.runs.append(Run(marks, TEXT, " "))
    return marks


def leave_control(walk: Walk, node: LexborNode, marks: int) -> None:
    """The other end of the same."""
    walk.runs.append(Run(marks, TEXT, " "))


def code(walk: Walk, node: LexborNode, marks: int) -> int | None:
    """Code; links, pictures and marks in it break it into pieces, since code says nothing else."""
    if node.css_first(_IN_CODE) is not None:
        walk.in_code = True
        return marks
    _put_code(walk, code_text(node), marks)
    return None


def leave_code(walk: Walk, node: LexborNode, marks: int) -> None:
    """Behind code that was in pieces."""
    walk.in_code = False


def _put_code(walk: Walk, content: str, marks: int) -> None:
    if not content.strip():
        walk.runs.append(Run(marks, TEXT, content))
    elif walk.in_cell and "|" in content and walk.style.raw_html is not RawHtml.NONE:
        walk.raw(code_in_cell(content), marks)
    elif walk.in_cell and "\\|" in content:
        walk.runs.append(Run(marks, TEXT, content))  # a backslash there cannot be said as code
    else:
        walk.runs.append(Run(marks, CODE, content))


def text(walk: Walk, node: LexborNode, marks: int) -> None:
    """Text; blanks between blocks are nothing."""
    content = node.text_content or ""
    if walk.keeps_lines:
        _put_lines(walk, content, marks)
    elif walk.in_code:
        _put_code(walk, content, marks)
    elif walk.runs or not walk.is_flow or not content.isspace():
        walk.runs.append(Run(marks, TEXT, content))


def _put_lines(walk: Walk, content: str, marks: int) -> None:
    first, *rest = content.split("\n")
    walk.runs.append(Run(marks, TEXT, first))
    for line in rest:
        walk.runs += [Run(marks, BREAK), Run(marks, TEXT, line)]


def source_of(image: LexborNode) -> str:
    """The address of a picture: its own, or that which the element around it offers."""
    source, around = image_source(image), image.parent
    if not source and around is not None and around.tag == "picture":
        source = image_source(around.css_first("source[srcset]"))
    return source


def image(walk: Walk, node: LexborNode, marks: int) -> None:
    """A picture, also one that a script loads late, or that is offered in many sizes."""
    told = node.attributes
    walk.raw(picture(source_of(node), told.get("alt") or "", told.get("title") or ""), marks)


def link(walk: Walk, node: LexborNode, marks: int) -> int | None:
    """A link on one line. Without a target, or with a script for one, only its text is kept."""
    there = Link(attribute(node, "href"), attribute(node, "title"))
    if node.first_child is None and "href" not in node.attributes:
        anchor(walk, node, marks)
        return None
    if leads_nowhere(there.target) or walk.position is Position.LINK:
        return marks
    if walk.is_flow and walk.link is None and _holds_structure(node):
        walk.flush()
        walk.link = there
        return marks
    inside = walk.inner(Position.LINK)
    inside.in_code = walk.in_code and not walk.keeps_lines
    inside.read(node)
    walk.runs += linked(inside.runs, there, marks, walk.style)
    if inside.behind:
        walk.runs += [run._replace(marks=marks) for run in inside.behind]
    return None


def anchor(walk: Walk, node: LexborNode, marks: int) -> None:
    """What links lead to: HTML, since Markdown has no word for it."""
    name = attribute(node, "id")
    if name and walk.style.raw_html is not RawHtml.NONE:
        walk.runs.append(Run(marks, ANCHOR, anchored(name)))


def _holds_structure(node: LexborNode) -> bool:
    first = node.first_child
    is_simple = first is None or (first.next is None and first.is_text_node)
    return not is_simple and node.css_first(_STRUCTURE) is not None


def leave_link(walk: Walk, node: LexborNode, marks: int) -> None:
    """Behind a link that was put into each of its blocks."""
    if walk.link is not None and walk.is_flow:
        walk.flush()
        walk.link = None


def embed(walk: Walk, node: LexborNode, marks: int) -> int | None:
    """A frame within a line is a link; within a link, it stands behind it."""
    found = embeds.embed_of(node)
    if found is None:
        return marks if node.tag != "iframe" else None
    if isinstance(found, str):
        walk.raw(picture(found, ""), marks)
        return None
    label = walk.style.escape(found.label)
    if isinstance(found, embeds.Film):
        label = picture(found.poster, found.label)
    link = Run(marks, LINK, spelt(label, Link(found.address), walk.style))
    if walk.position is Position.LINK:
        walk.behind += [Run(marks, TEXT, " "), link]
    else:
        walk.runs.append(link)
    return None


def gap(walk: Walk, node: LexborNode, marks: int) -> None:
    """What only sets apart, where a block cannot stand."""
    walk.edge(marks)


def item(walk: Walk, node: LexborNode, marks: int) -> int:
    """An item where a list cannot stand."""
    walk.edge(marks)
    if walk.position is Position.CELL:
        walk.raw("• ", marks)
    return marks


def heading(walk: Walk, node: LexborNode, marks: int) -> int:
    """A heading where none can stand: in a cell it is strong."""
    walk.edge(marks)
    return marks | STRONG if walk.position is Position.CELL else marks


def preformatted(walk: Walk, node: LexborNode, marks: int) -> int:
    """Lines where no block of code can stand."""
    walk.edge(marks)
    walk.keeps_lines = True
    return marks


def leave_preformatted(walk: Walk, node: LexborNode, marks: int) -> None:
    """Behind such lines."""
    walk.keeps_lines = False
    walk.edge(marks)


INLINE: dict[str, Step] = {
    "-text": text,
    **dict.fromkeys(("-comment", "!--", "!doctype", *SILENT), nothing),
    **{name: partial(mark, bit) for name, bit in MARKS.items()},
    **dict.fromkeys(EMBEDS, embed),
    "br": line_break,
    "a": link,
    "img": image,
    "q": quote,
    **dict.fromkeys(_CONTROLS, control),
    "code": code,
    "tt": code,
}
LINE: dict[str, Step] = {
    **dict.fromkeys(BLOCKS, wrapper),
    **dict.fromkeys(HEADINGS, heading),
    **INLINE,
    "hr": gap,
    "li": item,
    "pre": preformatted,
}
LEAVE: dict[str, Leave] = {
    **dict.fromkeys(BLOCKS, leave_block),
    "pre": leave_preformatted,
    "q": leave_quote,
    **dict.fromkeys(_CONTROLS, leave_control),
    "a": leave_link,
    "code": leave_code,
    "tt": leave_code,
}
