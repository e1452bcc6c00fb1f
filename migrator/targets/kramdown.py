"""CommonMark, spelt as kramdown reads it: Jekyll's Markdown, with Liquid run over it before.

kramdown makes tables of pipes in running text, lists of what follows a colon, formulas of dollars
and attributes of braces. So the Markdown is parsed, and each piece is written again with nothing
in it that acts; what is ordinary comes out as it was. `_config.yml` has to switch off what is no
syntax but taste: curled quotes, and dashes and dots that become others.
"""

from __future__ import annotations

import html
import re
from collections.abc import Sequence

from markdown_it.tree import SyntaxTreeNode as Node

from migrator.targets.kramdown_lines import PARSER, Within, as_html, fence, line

_INDENT = 4
_LIQUID = re.compile(r"\{(?:\{|%)")
_LINE_START = re.compile(
    r"""^(?:
      (\d+)(?=\.[\t ])
    | (?=[-+:][\t ]|\#{1,6}[\t ]|>|[-=]+[\t ]*$|\[[ xX]\][\t ])
    )""",
    re.MULTILINE | re.VERBOSE,
)
_END_OF_BLOCK = re.compile(r"^\^(?=[\t ]*$)", re.MULTILINE)
_ONLY_RULES = re.compile(r"[-+:=\s]+")
_ITEM = re.compile(r"^ {0,3}(?:[-+*]|\d+\.)[\t| ]", re.MULTILINE)
_LISTS = ("bullet_list", "ordered_list")
_CODE = ("fence", "code_block")
_AT_MARGIN = ("heading", *_CODE)  # a blank before them would count
_COLONS = {"left": ":---", "center": ":---:", "right": "---:"}


def as_kramdown_reads(markdown: str) -> str:
    """Markdown of which Jekyll makes what other engines make of the given one."""
    text = _joined(Node(PARSER.parse(markdown)).children)
    return _LIQUID.sub(r'{{ "\g<0>" }}', f"{text}\n") if text else ""


def _joined(nodes: Sequence[Node]) -> str:
    texts: list[str] = []
    for index, node in enumerate(nodes):
        if index and node.type in _LISTS and node.type == nodes[index - 1].type:
            texts.append("<!-- -->")  # else the two would be one list
        texts.append(_block(node))
    return "\n\n".join(filter(None, texts))


def _block(node: Node) -> str:
    match node.type:
        case "paragraph":
            return _paragraph(node)
        case "heading":
            return _heading(node)
        case "bullet_list" | "ordered_list":
            return _list(node)
        case "blockquote":
            lines = _joined(node.children).split("\n")
            return "\n".join(f"> {line}" if line else ">" for line in lines)
        case "fence" | "code_block":
            return _code(node)
        case "table":
            return _table(node)
        case "hr":
            return "***" if _begins_item(node) else "---"
    return _html(node.content)


def _paragraph(node: Node) -> str:
    text = _LINE_START.sub(lambda found: f"{found[1] or ''}\\", line(node, Within()))
    return _END_OF_BLOCK.sub("&#94;", text)


def _heading(node: Node) -> str:
    text = line(node, Within())
    closing = len(text) - len(text.rstrip("#"))
    if closing:
        text = f"{text[:-closing]}\\{'#' * closing}"
    return f"{'#' * int(node.tag[1])} {text}" if text else ""


def _code(node: Node) -> str:
    marks = fence(node.content, 3)
    language = (node.info.split() or [""])[0]
    return f"{marks}{language}\n{_without_end(node.content)}\n{marks}"


def _html(content: str) -> str:
    """HTML as it is, but at the margin."""
    lines = _without_end(content).split("\n")
    indent = _indent(lines[0])
    return "\n".join(line[min(indent, _indent(line)) :] for line in lines)


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _without_end(text: str) -> str:
    return text.removesuffix("\n")


def _begins_item(node: Node) -> bool:
    """`- ---` would be a line, not an item."""
    item = node.parent
    if item is None or item.type != "list_item" or item.markup != "-":
        return False
    return node.previous_sibling is None


def _list(node: Node) -> str:
    blocks = [block for item in node.children for block in item.children]
    is_loose = any(block.type == "paragraph" and not block.hidden for block in blocks)
    text = ("\n\n" if is_loose else "\n").join(map(_item, node.children))
    start = node.attrs.get("start", 1)
    return text if start == 1 else f'{text}\n{{: start="{start}"}}'


def _item(node: Node) -> str:
    lead = f"{node.info}. " if node.info else f"{node.markup} "
    blocks = node.children
    if not blocks:
        return lead
    if blocks[0].type in _LISTS or any(block.type in _AT_MARGIN for block in blocks):
        lead = lead.ljust(_INDENT)  # its first line must stand where the others do
    indent = " " * max(_INDENT, len(lead))
    first, *rest = _within_item(blocks).split("\n")
    return lead + "\n".join([first, *(indent + line if line.strip() else line for line in rest)])


def _within_item(blocks: Sequence[Node]) -> str:
    first, rest = blocks[0], blocks[1:]
    if first.hidden and rest and rest[0].type in _LISTS:
        return f"{_paragraph(first)}\n{_joined(rest)}"
    if first.type in _CODE and _ITEM.search(first.content):  # kramdown would see an item in it
        told = html.escape(first.content, quote=False).replace("\n", "&#10;")
        return "\n\n".join(filter(None, [f"<pre><code>{told}</code></pre>", _joined(rest)]))
    return _joined(blocks)


def _table(node: Node) -> str:
    head, *bodies = node.children
    if not bodies:  # kramdown knows no table of a head alone
        return as_html(node).strip()
    rows = [map(_cell, row.children) for body in bodies for row in body.children]
    first = head.children[0].children
    return "\n".join(map(_row, [map(_cell, first), map(_rule, first), *rows]))


def _row(cells: map[str]) -> str:
    return f"| {' | '.join(cells)} |".replace("|  |", "| |").replace("|  |", "| |")


def _cell(node: Node) -> str:
    text = line(node, Within(cell=True))
    return f"\\{text}" if _ONLY_RULES.fullmatch(text) else text


def _rule(node: Node) -> str:
    aligned = str(node.attrs.get("style", "")).removeprefix("text-align:")
    return _COLONS.get(aligned, "---")
