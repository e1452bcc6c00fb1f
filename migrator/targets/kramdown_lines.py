"""A line of Markdown as kramdown reads it: marks, links, code, and text in which nothing acts."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode as Node

PARSER = MarkdownIt("commonmark", {"html": True, "maxNesting": 100}).enable(
    ["table", "strikethrough"]
)

_AN_ENTITY = r"&(?=[\w:\#][\w:.\#-]*;)"
_ACTS = rf"""\\(?=[\\.*_+`<>()\[\]{{}}#!:|"'$=~\n-]|$)
    |(?<!\s)\*|\*(?!\s)
    |(?<![^\W\d_])_|_(?![^\W_])       # kramdown knows words of letters, not of digits
    |(?<=\])[(:]                       # would make a link, or the address of a reference
    |<(?![\s=])
    |{_AN_ENTITY}
    |~(?=~|$)|(?<=~)~|^~
    |\$(?=\$|$)|(?<=\$)\$|^\$          # formulas
    |\{{(?=[{{%:\#])                   # Liquid, and attributes
    |[`|]"""
_IN_TEXT = re.compile(_ACTS, re.VERBOSE)
_IN_LINK = re.compile(rf"{_ACTS}|[\[\]]|^\^", re.VERBOSE)
_IN_ALT = re.compile(rf"{_ACTS}|[\\*\[\]<>~$!]|^\^", re.VERBOSE)
_SIGNS = "\\`*_~[]<>&|!"
_ENTITY = re.compile(_AN_ENTITY)
_AUTOLINK = re.compile(r"(?:mailto|https?|ftps?):[^\s<>&]+|[\w.-]+@[\w.-]+")
_TAG = re.compile(r"<(/?)([A-Za-z][\w-]*)")
_PARSED = frozenset(  # in these, and in no others, kramdown reads Markdown
    "a abbr acronym b bdo big button cite del dfn em i ins label q rb rbc rp rt rtc ruby select"
    " small span strong sub sup tt".split()
)
_EMPTY = frozenset("area br col embed hr img input link param source track wbr".split())


@dataclass(frozen=True, slots=True)
class Within:
    """What a piece of a line stands in; `marks` are those around it."""

    cell: bool = False
    link: bool = False
    marks: frozenset[str] = frozenset()


def line(node: Node, within: Within) -> str:
    """What stands in a block, in a mark or in a link."""
    parts: list[str] = []
    raw = 0  # elements around, in which kramdown reads no Markdown
    for piece in _pieces(node):
        if piece.type == "html_inline":
            raw += _depth(piece.content)
            parts.append(piece.content)
        elif raw > 0:
            parts.append(as_html(piece))
        else:
            if piece.type == "link" and parts and parts[-1].endswith("!"):
                parts[-1] = f"{parts[-1][:-1]}\\!"  # the two would make a picture
            parts.append(_piece(piece, within))
    return "".join(parts)


def as_html(node: Node) -> str:
    """The same as HTML, in which nothing acts that stands there."""
    told = str(PARSER.renderer.render(node.to_tokens(), PARSER.options, {}))
    return _as_entities(told, "|`]")


def fence(text: str, least: int) -> str:
    """Backticks enough to hold the text."""
    longest = max(map(len, re.findall("`+", text)), default=0)
    return "`" * max(least, longest + 1)


def _pieces(node: Node) -> list[Node]:
    if node.children and node.children[0].type == "inline":
        node = node.children[0]
    return [child for child in node.children if child.type != "text" or child.content]


def _depth(tag: str) -> int:
    found = _TAG.match(tag)
    if not found or found[2].lower() in _PARSED | _EMPTY:
        return 0
    return -1 if found[1] else 1


def _piece(node: Node, within: Within) -> str:
    match node.type:
        case "text":
            return (_IN_LINK if within.link else _IN_TEXT).sub(_escaped, node.content)
        case "code_inline":
            return _code(node.content, within)
        case "strong" | "em" | "s":
            return _marked(node, within)
        case "link":
            return _link(node, within)
        case "image":
            return f"![{_alt(node)}]({_target(node, 'src')})"
        case "hardbreak":
            return "<br>" if within.cell else "  \n"
    return "\n"


def _escaped(found: re.Match[str]) -> str:
    """An entity where kramdown knows no backslash, or something else would read it before."""
    sign, behind = found[0], found.string[found.end() : found.end() + 1]
    ends_line = sign == "\\" and behind in ("", "\n")
    is_entity = sign in "<&^`" or ends_line or (sign == "{" and behind in "{%")
    return _entity(sign) if is_entity else f"\\{sign}"


def _entity(sign: str) -> str:
    return html.escape(sign) if sign in "<&" else f"&#{ord(sign)};"


def _as_entities(text: str, signs: str) -> str:
    return "".join(_entity(sign) if sign in signs else sign for sign in text)


def _code(text: str, within: Within) -> str:
    ends = {text[:1], text[-1:]}
    if within.cell and (" " in ends or "|" in text or "`" in text):
        return f"<code>{_as_entities(text, _SIGNS)}</code>"
    if " " in ends or "`" in ends:  # more than one backtick lets a blank stand beside them
        marks = fence(text, 2)
        return f"{marks} {text} {marks}"
    marks = fence(text, 1)
    return f"{marks}{text}{marks}"


def _marked(node: Node, within: Within) -> str:
    inner = line(node, replace(within, marks=within.marks | {node.type}))
    if not inner or node.type in within.marks:
        return inner
    match node.type:
        case "strong":
            return f"**{inner}**"
        case "s":
            works = "~~" not in inner and not {inner[0], inner[-1]} & {" ", "~"}
            return f"~~{inner}~~" if works else f"<del>{inner}</del>"
    pieces = _pieces(node)
    if pieces[0].type == "strong" and len(pieces) > 1:
        return f"<em>{inner}</em>"  # `***a** b*` would begin with the strong one
    return f"*{inner}*"


def _link(node: Node, within: Within) -> str:
    told = "".join(child.content for child in node.children)
    if node.info == "auto" and _AUTOLINK.fullmatch(told):
        return f"<{told}>"
    return f"[{line(node, replace(within, link=True))}]({_target(node, 'href')})"


def _target(node: Node, name: str) -> str:
    address = _ENTITY.sub("&amp;", str(node.attrs.get(name, "")))
    if not _is_balanced(address):
        address = address.replace("(", "%28").replace(")", "%29")
    title = _ENTITY.sub("&amp;", str(node.attrs.get("title", "")))
    title = _as_entities(title, '"|`]')
    return f'{address} "{title}"' if title.strip() else address


def _is_balanced(address: str) -> bool:
    depth = 0
    for sign in address:
        depth += (sign == "(") - (sign == ")")
        if depth < 0:
            return False
    return depth == 0


def _alt(node: Node) -> str:
    told = " ".join(" ".join(_texts(node)).split())
    return _IN_ALT.sub(lambda found: _entity(found[0]), told)


def _texts(node: Node) -> Iterator[str]:
    for child in node.children:
        if child.type == "text":
            yield child.content
        else:
            yield from _texts(child)
