"""Blotting e-mail addresses and telephone numbers out of what visitors wrote."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from migrator.dom import Node, parse, text_of, unwrap
from migrator.generations.classic_messages import MESSAGE
from migrator.models import Article, Comment, Note, Share

_EMAIL = re.compile(r"[\w.+-]+(?:@|\s?\(at\)\s?|\s?\[at\]\s?)[\w-]+(?:\.[\w-]+)+")
_PHONE = re.compile(r"(?<![\d/])\+?\(?\d(?:[ \u00a0./()-]{0,2}\d){7,14}(?!\d)")
_DATE = re.compile(
    r"(?:\d{1,2}[./-] ?\d{1,2}[./-] ?\d{4}|\d{4}-\d\d-\d\d)(?:\D{1,3}\d{1,2}\D?\d{0,2})?"
)
_SHORTEST = 9  # digits without any sign between them; fewer may be anything
_LINES = ["b", "strong", "i", "em", "u", "s", "span", "font"]
_EMAIL_BLOT, _PHONE_BLOT = "[e-mail removed]", "[telephone removed]"

Blot = Callable[[str], str]


def redact(article: Article) -> Article:
    """The article with its visitors' addresses and numbers removed; the owner's own text stays.

    `redacted` tells each text that was replaced and by what, so that it can be checked.
    """
    if not article.comments:
        return article
    found: dict[str, str] = {}
    comments = tuple(_comment(comment, found) for comment in article.comments)
    body = _messages(article.body, found)
    removed = tuple(
        replace(each, sample="") if each.share is Share.COMMENTS else each
        for each in article.removed
    )
    told = f"{len(found)} e-mail addresses and telephone numbers" if found else "nothing"
    note = Note("redact", f"{told} blotted out of the messages ({len(comments)})")
    return replace(
        article,
        comments=comments,
        body=body,
        removed=removed,
        redacted=tuple(found.items()),
        notes=(*article.notes, note),
    )


def _comment(comment: Comment, found: dict[str, str]) -> Comment:
    blot = _blot(found)
    author, title, text = map(blot, (comment.author, comment.title, comment.text))
    links = tuple(link for link in comment.links if not link.startswith(("mailto:", "tel:")))
    return replace(comment, author=author, title=title, text=text, links=links)


def _messages(body: str, found: dict[str, str]) -> str:
    """The same in the body, inside of messages."""
    tree = parse(body)
    if tree.body is None:
        return body
    blot = _blot(found)
    for message in tree.css(f"div.{MESSAGE}"):
        for link in message.css('a[href^="mailto:"], a[href^="tel:"]'):
            unwrap(link)
        if blot(text_of(message)) != text_of(message):
            message.unwrap_tags(_LINES)  # a number may be partly bold
            message.merge_text_nodes()
        for node in _texts(message):
            text = node.text_content or ""
            if blot(text) != text:
                node.replace_with(blot(text))
    return tree.body.inner_html or ""


def _texts(message: Node) -> list[Node]:
    return [node for node in message.traverse(include_text=True) if node.is_text_node]


def _blot(found: dict[str, str]) -> Blot:
    def replaced(match: re.Match[str], by: str) -> str:
        digits = re.sub(r"\D", "", match[0])
        is_plain = digits == match[0] and len(digits) < _SHORTEST
        if by == _PHONE_BLOT and (is_plain or _DATE.fullmatch(match[0])):
            return match[0]
        found.setdefault(match[0], by)
        return by

    def blot(text: str) -> str:
        text = _EMAIL.sub(lambda match: replaced(match, _EMAIL_BLOT), text)
        return _PHONE.sub(lambda match: replaced(match, _PHONE_BLOT), text)

    return blot
