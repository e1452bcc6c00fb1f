"""What the platform writes around an article's own text: its date, its tags, its list."""

from __future__ import annotations

import re

from migrator import urls
from migrator.dom import Node, above, attribute, classes, text_of

ARTICLE_ITEM = (
    "div.article:has(ins), div.article:has(.articleContent),"
    ' div.article:has(> h2 > a[href*="/news/"]), div.article:has(> h3 > a[href*="/news/"])'
)
"""An item of a list of articles: owners call their own boxes articles, too."""
_ANNOUNCES = re.compile(r"\s*(?:\w+\s?){1,3}:\s*")  # “Datum:”
_TAG = re.compile(r"(?:\.\.?/)*/?(?:[a-z]{2}(?:-[a-z]{2})?/)?tags/[^/]+/?")
_WORD = re.compile(r"\w+")
_LINES = ("ol", "ul", "p", "div")
_LABEL_WORDS = 2
_LONGEST_DATE = 60  # letters


def date_line(body: Node) -> Node | None:
    """The date of an article with its label; None if there is none.

    It stands in the title of the box or opens the first box; one within a sentence is text.
    """
    own = (node for node in body.css("#content .articleTime") if not _in_list(node))
    named = next(own, None)
    if named is not None:
        return _of_a_name(named)
    return body.css_first("#content .boxTitle ins") or _opening(body)


def _of_a_name(node: Node) -> Node | None:
    """The whole line, if it says nothing but the date; else the date in it alone."""
    date = node.css_first("ins") or node
    rest = text_of(node).replace(text_of(date), "", 1).strip()
    if not rest or _ANNOUNCES.fullmatch(rest):
        return node if len(text_of(node)) <= _LONGEST_DATE else None
    return date


def _opening(body: Node) -> Node | None:
    box = body.css_first("#content .boxContent:has(ins)")
    first = box.css_first("ins") if box is not None else None
    if box is None or first is None or _in_list(first):
        return None
    line = _whole_line(first)
    is_first = line is not None and text_of(box).startswith(text_of(line))
    return line if is_first else None


def _whole_line(first: Node) -> Node | None:
    """The date, and the paragraph that holds nothing else; None if it stands in a sentence."""
    parent = first.parent
    if parent is None or parent.tag not in ("p", "span"):
        return first
    rest = text_of(parent).replace(text_of(first), "", 1).strip()
    return parent if not rest or _ANNOUNCES.fullmatch(rest) else None


def _in_list(node: Node) -> bool:
    """Does the date belong to an item of a list, or to a message?"""
    return any(classes(each) & {"article", "post"} for each in above(node))


def tag_lines(body: Node) -> list[Node]:
    """Each line of links to tags, with the word that announces it."""
    found = {node.mem_id: node for node in body.css(".rbcTags")}
    for link in body.css('#content a[href*="tags/"]'):
        line = next((each for each in above(link) if each.tag in _LINES), None)
        if line is not None and line.mem_id not in found and _is_tag_line(line):
            found[line.mem_id] = line
    return [*found.values()]


def _is_tag_line(line: Node) -> bool:
    links = line.css("a[href]")
    if not all(is_tag(attribute(link, "href")) for link in links):
        return False
    linked = sum(len(_WORD.findall(text_of(link))) for link in links)
    return len(_WORD.findall(text_of(line))) - linked <= _LABEL_WORDS


def is_tag(href: str) -> bool:
    """Does the address lead to the platform's page of a tag, and not to somebody else's?"""
    return bool(_TAG.fullmatch(urls.path_of(href)))
