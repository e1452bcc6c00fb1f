"""Before writing: every run of text gets an element of its own, and marks go inside blocks."""

from __future__ import annotations

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString, PageElement, PreformattedString

from migrator.elements import BLOCKS, SILENT
from migrator.markdown.inline import MARKS

RUN = "text-run"
"""A made-up element around the text of a list item, which may stand beside a nested list."""

_HOLDS_BLOCKS = frozenset(
    "[document] article aside blockquote body center dd details div fieldset footer form header"
    " html main nav section".split()
)


def prepare(soup: BeautifulSoup) -> None:
    """Change the tree in place, without changing what it says."""
    for node in soup.find_all(list(SILENT)):
        node.decompose()
    _push_marks_inside(soup)
    for node in soup.find_all(["ul", "ol"]):
        _tidy_list(soup, node)
    for node in [soup, *soup.find_all(_wraps_runs)]:
        _wrap_runs(soup, node)


def _wraps_runs(node: Tag) -> bool:
    return node.name in _HOLDS_BLOCKS or node.name == "li"


def _push_marks_inside(soup: BeautifulSoup) -> None:
    """A mark around blocks becomes a mark inside each; any other wrapper around blocks goes."""
    around = _ancestors_of_blocks(soup)
    for wrapper in soup.find_all(lambda node: id(node) in around and _is_inline(node)):
        if wrapper.name in MARKS:
            for child in list(wrapper.children):
                _mark(soup, child, wrapper.name, around)
        wrapper.unwrap()


def _is_inline(node: Tag) -> bool:
    return node.name not in BLOCKS and node.name not in _HOLDS_BLOCKS and node.name != "a"


def _ancestors_of_blocks(soup: BeautifulSoup) -> set[int]:
    """The identities of all elements that hold a block, found by climbing once from each."""
    around: set[int] = set()
    for block in soup.find_all(list(BLOCKS)):
        parent = block.parent
        while parent is not None and id(parent) not in around:
            around.add(id(parent))
            parent = parent.parent
    return around


def _mark(soup: BeautifulSoup, node: PageElement, name: str, around: set[int]) -> None:
    if isinstance(node, Tag) and (node.name in BLOCKS or id(node) in around):
        for child in list(node.children):
            _mark(soup, child, name, around)
    elif str(node).strip():
        node.wrap(soup.new_tag(name))


def _tidy_list(soup: BeautifulSoup, node: Tag) -> None:
    """What stands in a list outside of its items: a list belongs to the item before it."""
    item: Tag | None = None
    for child in list(node.children):
        if isinstance(child, Tag) and child.name == "li":
            item = child
        elif isinstance(child, Tag) and child.name in ("ul", "ol") and item is not None:
            item.append(child)
        elif _is_seen(child):
            item = child.wrap(soup.new_tag("li"))


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
