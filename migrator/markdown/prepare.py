"""Before writing: every run of text gets an element of its own, and marks go inside blocks."""

from __future__ import annotations

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString, PageElement, PreformattedString

from migrator.markdown.inline import BLOCKS, MARKS, SILENT

RUN = "text-run"
"""A made-up element around the text of a list item, which may stand beside a nested list."""

_HOLDS_BLOCKS = frozenset(
    "[document] article aside blockquote body center details div dd fieldset footer form header"
    " html main nav section".split()
)


def prepare(soup: BeautifulSoup) -> None:
    """Change the tree in place, without changing what it says."""
    for node in soup.find_all(list(SILENT)):
        node.decompose()
    _push_marks_inside(soup)
    for node in [soup, *soup.find_all(_wraps_runs)]:
        _wrap_runs(soup, node)


def _has_block(node: Tag) -> bool:
    return node.find(list(BLOCKS)) is not None


def _wraps_runs(node: Tag) -> bool:
    return node.name in _HOLDS_BLOCKS or node.name == "li"


def _push_marks_inside(soup: BeautifulSoup) -> None:
    """A mark around blocks becomes a mark inside each; any other wrapper around blocks goes."""
    while wrapper := soup.find(_is_inline_around_blocks):
        if wrapper.name in MARKS:
            for child in list(wrapper.children):
                _mark(soup, child, wrapper.name)
        wrapper.unwrap()


def _is_inline_around_blocks(node: Tag) -> bool:
    return node.name not in BLOCKS | _HOLDS_BLOCKS | {"a"} and _has_block(node)


def _mark(soup: BeautifulSoup, node: PageElement, name: str) -> None:
    if isinstance(node, Tag) and (node.name in BLOCKS or _has_block(node)):
        for child in list(node.children):
            _mark(soup, child, name)
    elif str(node).strip():
        node.wrap(soup.new_tag(name))


def _wrap_runs(soup: BeautifulSoup, node: Tag) -> None:
    """Put neighbouring inline children into one paragraph (in a list item: one text run)."""
    run: Tag | None = None
    for child in list(node.children):
        if isinstance(child, Tag) and child.name in BLOCKS:
            run = None
        elif run is not None:
            run.append(child)
        elif _is_seen(child):
            run = soup.new_tag(RUN if node.name == "li" else "p")
            child.wrap(run)


def _is_seen(node: PageElement) -> bool:
    if isinstance(node, PreformattedString):
        return False
    return bool(str(node).strip()) if isinstance(node, NavigableString) else True
