"""Places that links can lead to: each becomes an empty `<a id="…"></a>` at what is seen there.

While a page is read, a comment marks the place: no selector and no count sees it, whatever
becomes of the elements around it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Set
from html import escape
from urllib.parse import quote, unquote

from migrator import urls
from migrator.dom import Node, above, attribute, fragment, unwrap
from migrator.elements import EMBEDS, MEDIA
from migrator.generations.base import Page

_MARK = "anchor:"
_OF_THE_PLATFORM = re.compile(r"wnd[_-].*|rbc[A-Z].*|cms.*|fb-root|nav[A-Z].*|\W*\d[\d\W]*")
_FIELDS = frozenset(["input", "select", "textarea", "button", "label", "option", "fieldset"])
_NO_PLACE = EMBEDS | frozenset(
    "a button code kbd option picture pre samp select svg textarea tt".split()
)


def mark_anchors(content: Node, page: Page) -> bool:
    """Put a mark before everything in the content that a link may name; changes the tree.

    What only the platform calls by a name is marked where a link on the page leads to it.
    Returns whether there is anything of the kind.
    """
    named = [(node, [*_names(node)]) for node in content.css("[id], a[name]")]
    _lead_here(content, page.url, {name for _, names in named for name in names})
    linked = _linked(page) if named else frozenset[str]()
    marked: set[str] = set()
    for node, names in named:
        for name in names:
            is_owners = node.tag not in _FIELDS and not _OF_THE_PLATFORM.fullmatch(name)
            if name not in marked and (is_owners or name in linked):
                marked.add(name)
                _put_before(node, f"<!--{_MARK}{quote(name, safe='')}-->")
        if node.tag == "a" and "href" not in node.attributes:
            unwrap(node)
    return bool(marked)


def rescue_anchors(node: Node, new: Node | None = None) -> None:
    """Before an element goes: the marks in it that its successor lacks are put before it."""
    kept = {each.comment_content for each in _marks(new)} if new is not None else set()
    for mark in [each for each in _marks(node) if each.comment_content not in kept]:
        node.insert_before(mark)


def settle_anchors(content: Node) -> None:
    """Put an empty anchor before what is first seen behind each mark; the marks go."""
    marks = list(_marks(content))
    for mark, place in [*_placed(content)]:
        _put_before(place, _anchor(mark))
    for mark in marks:
        mark.decompose()


def _placed(content: Node) -> Iterator[tuple[Node, Node]]:
    """Each mark, with the node before which its anchor belongs; those at the end stay there."""
    waiting: list[Node] = []
    for node in content.traverse(include_text=True):
        if _is_mark(node):
            waiting.append(node)
        elif waiting and _is_seen(node):
            place = _outside(node, content)
            yield from ((mark, place) for mark in waiting)
            waiting = []
    yield from ((mark, _outside(mark, content)) for mark in waiting)


def _names(node: Node) -> Iterator[str]:
    """What an element is called; it is called so no longer, since its mark is."""
    for key in ("id", "name") if node.tag == "a" else ("id",):
        if key in node.attributes:
            name = attribute(node, key)
            del node.attrs[key]
            if name:
                yield name


def _lead_here(content: Node, url: str, names: Set[str]) -> None:
    """A link to a part that this page has is meant for this page, whatever its `<base>` says."""
    for link in content.css('a[href^="#"]'):
        href = attribute(link, "href")
        if {href[1:], unquote(href[1:])} & names:
            link.attrs["href"] = urls.absolute(url, href)


def _linked(page: Page) -> Set[str]:
    """The parts of this page that its links lead to."""
    here = urls.page_key(page.url)
    found: set[str] = set()
    for link in page.tree.css('a[href*="#"]'):
        href = attribute(link, "href")
        target = urls.absolute(page.base, href)
        if href.startswith("#") or urls.page_key(target) == here:
            part = href.partition("#")[2]
            found |= {part, unquote(part)}
    return found


def _anchor(mark: Node) -> str:
    name = unquote((mark.comment_content or "").removeprefix(_MARK))
    return f'<a id="{escape(name)}"></a>'


def _put_before(node: Node, html: str) -> None:
    new = fragment(f"<body>{html}")
    if new is not None:
        node.insert_before(new)


def _marks(root: Node) -> Iterator[Node]:
    return filter(_is_mark, list(root.traverse()))


def _is_mark(node: Node) -> bool:
    return node.is_comment_node and (node.comment_content or "").startswith(_MARK)


def _is_seen(node: Node) -> bool:
    if node.tag == "-text":
        return bool((node.text_content or "").strip())
    return node.tag in MEDIA


def _outside(node: Node, content: Node) -> Node:
    """The outermost of the elements around it that cannot hold an anchor, else itself."""
    place = node
    for parent in above(node):
        if parent.mem_id == content.mem_id:
            break
        if parent.tag in _NO_PLACE:
            place = parent
    return place
