"""The messages of classic forums, and of discussions below articles and products."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

from migrator import urls
from migrator.dates import shown_date
from migrator.dom import (
    Node,
    above,
    addresses,
    attribute,
    classes,
    following,
    lines_of,
    plain,
    text_of,
)
from migrator.models import Comment

SELECTOR = "div.post:has(> .head):has(> .text)"
MESSAGE = "message"
"""The class by which a message is still known in the body of an article."""


def read(body: Node, base: str, language: str) -> tuple[Comment, ...]:
    """Every message in the order of the page; a reply answers the last one that is less deep."""
    found: list[Comment] = []
    for number, node in enumerate(body.css(SELECTOR), start=1):
        level = depth(node)
        before = [comment.number for comment in found if comment.depth < level]
        parent = before[-1] if before else 0
        found.append(_message(node, (number, parent, level), base, language))
    return tuple(found)


def _message(node: Node, place: tuple[int, int, int], base: str, language: str) -> Comment:
    number, parent, level = place
    date = text_of(node.css_first(".head ins"))
    day = shown_date(date, language=language)
    return Comment(
        number=number,
        parent=parent,
        depth=level,
        links=tuple(_targets(node, base)),
        author=_author(node.css_first(".head p")),
        date=date,
        day=day.date().isoformat() if day else "",
        title=text_of(node.css_first(".head h3")),
        text=lines_of(node.css_first("div.text")),
        message_id=_message_id(attribute(node.css_first(".reply a[href]"), "href")),
    )


def _targets(node: Node, base: str) -> Iterator[str]:
    """Where the links of a message lead, and its pictures: plain text cannot say it."""
    for part, _, address in addresses(node):
        if not any("reply" in classes(each) for each in above(part)):
            yield urls.absolute(base, address)


def _author(line: Node | None) -> str:
    """The bare text behind the label; where a skin has no label, what is not the date."""
    if line is None:
        return ""
    label = line.css_first(".user") or line.css_first("ins")
    behind = (node.html or "" for node in following(label)) if label is not None else ()
    told = plain("".join(behind)) if label is not None else text_of(line)
    return re.sub(r"^[\s|:]+", "", told).strip()


def _message_id(address: str) -> str:
    try:
        return parse_qs(urlsplit(address).query).get("mid", [""])[0]
    except ValueError:
        return ""


def depth(node: Node) -> int:
    """1 for a message that begins a thread, one more for each step of a reply."""
    levels = [name[6:] for name in classes(node) if name.startswith("level-")]
    return int(levels[0]) if levels and re.fullmatch(r"[1-9]\d?", levels[0]) else 1
