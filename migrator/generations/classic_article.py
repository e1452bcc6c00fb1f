"""What the platform writes around an article's own text: its date, its tags, its list."""

from __future__ import annotations

import re

from migrator.dom import Node, above, attribute, classes, text_of

ARTICLE_ITEM = (
    "div.article:has(ins), div.article:has(.articleContent),"
    ' div.article:has(> h2 > a[href*="/news/"]), div.article:has(> h3 > a[href*="/news/"])'
)
"""An item of a list of articles: owners call their own boxes articles, too."""
_ANNOUNCES = re.compile(r"\s*(?:\w+\s?){1,3}:\s*")  # “Datum:”
_LABEL_WORDS = 2


def date_line(body: Node) -> Node | None:
    """The date of an article with its label; None if there is none.

    It stands in the title of the box or opens the first box; one within a sentence is text.
    """
    own = (node for node in body.css("#content .articleTime") if not _in_list(node))
    named = next(own, None) or body.css_first("#content .boxTitle ins")
    return named if named is not None else _opening(body)


def _opening(body: Node) -> Node | None:
    boxes = (b for b in body.css("#content .boxContent:has(ins)") if b.css_first(".post") is None)
    box = next((box for box in boxes if box.css_first(ARTICLE_ITEM) is None), None)
    first = box.css_first("ins") if box is not None else None
    if box is None or first is None:
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
    return any("article" in classes(each) for each in above(node))


def tag_lines(body: Node) -> list[Node]:
    """Each line of links to tags, with the word that announces it."""
    found = body.css('.rbcTags, ol.tags:has(a[href*="/tags/"])')
    for link in body.css('#content p > a[href*="/tags/"], #content div > a[href*="/tags/"]'):
        line = link.parent
        if line is not None and _is_tag_line(line):
            found.append(line)
    return found


def _is_tag_line(line: Node) -> bool:
    links = line.css("a[href]")
    if not all("/tags/" in attribute(link, "href") for link in links):
        return False
    linked = sum(len(text_of(link).split()) for link in links)
    words = re.findall(r"\w+", text_of(line))
    return len(words) - linked <= _LABEL_WORDS
