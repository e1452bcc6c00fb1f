"""HTML for Ghost's importer, which makes its editor's blocks of it and drops what they cannot say.

A block that would lose something stands as it is, between two marks: the editor shows it as an
HTML card.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from migrator.dom import Node, attribute, children, parse

_INLINE = frozenset("-text a b br code del em i img s strong sub sup u".split())
_HEADINGS = frozenset("h1 h2 h3 h4 h5 h6".split())
_LISTS = frozenset(["ol", "ul"])
_BEGIN, _END = "<!--kg-card-begin: html-->", "<!--kg-card-end: html-->"


def with_cards(html: str) -> str:
    """The same blocks, those in cards that Ghost has no words for."""
    body = parse(html).body
    return (
        "" if body is None else "\n".join(line for node in children(body) for line in _block(node))
    )


def _block(node: Node) -> Iterator[str]:
    """A block; the marks in it that links name stand before it, since Ghost drops them."""
    if not _is_said(node):
        if html := _html(node):
            yield _card(html)
        return
    for mark in node.css("a[id]:not([href])"):
        yield _card(f'<a id="{escape(attribute(mark, "id"))}"></a>')
        mark.unwrap() if mark.first_child is not None else mark.decompose()
    yield _html(node)


def _html(node: Node) -> str:
    return (node.html or "").strip()


def _card(html: str) -> str:
    return f"{_BEGIN}\n{html}\n{_END}"


def _is_said(node: Node) -> bool:
    """Has Ghost's editor a block for it?"""
    match node.tag:
        case "p":
            return _is_inline(node)
        case "hr":
            return True
        case "pre":
            return all(each.tag in ("-text", "code") for each in _within(node))
        case "ol" | "ul":
            return all(map(_is_item, _elements(node)))
        case "blockquote":
            return all(each.tag == "p" and _is_text(each) for each in _elements(node))
        case tag:
            return tag in _HEADINGS and _is_text(node)


def _is_item(node: Node) -> bool:
    """Text, and perhaps lists behind it: a second paragraph would stick to the first."""
    if node.tag != "li":
        return False
    inside = [each for each in children(node) if _html(each)]
    lists = [each for each in inside if each.tag in _LISTS]
    text = inside[: len(inside) - len(lists)]
    if any(each.tag in _LISTS for each in text):
        return False
    is_paragraph = len(text) == 1 and text[0].tag == "p" and _is_text(text[0])
    return (is_paragraph or all(map(_is_plain, text))) and all(map(_is_said, lists))


def _is_inline(node: Node) -> bool:
    return all(each.tag in _INLINE for each in _within(node))


def _is_text(node: Node) -> bool:
    """Without pictures: those would be blocks of their own."""
    return _is_inline(node) and node.css_first("img") is None


def _is_plain(node: Node) -> bool:
    return node.tag in _INLINE and node.tag != "img" and _is_text(node)


def _within(node: Node) -> Iterator[Node]:
    return (each for each in node.traverse(include_text=True) if each != node)


def _elements(node: Node) -> Iterator[Node]:
    return (each for each in children(node) if each.tag != "-text")
