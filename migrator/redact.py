"""Blotting e-mail addresses and telephone numbers out of what visitors wrote."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from selectolax.lexbor import LexborHTMLParser

from migrator.dom import Node, unwrap
from migrator.generations.classic_messages import MESSAGE
from migrator.models import Article, Comment, Note

_EMAIL = re.compile(r"[\w.+-]+(?:@|\s?\(at\)\s?|\s?\[at\]\s?)[\w-]+(?:\.[\w-]+)+")
_PHONE = re.compile(r"(?<![\w.,/])\+?\(?\d(?:[ \u00a0./()-]{0,2}\d){8,14}(?![\w/])")
_DATE = re.compile(r"\d{1,2}[./-] ?\d{1,2}[./-] ?\d{4}|\d{4}-\d\d-\d\d")
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
    told = f"{len(found)} e-mail addresses and telephone numbers" if found else "nothing"
    note = Note("redact", f"{told} blotted out of {len(comments)} messages")
    return replace(
        article,
        comments=comments,
        body=body,
        redacted=tuple(found.items()),
        notes=(*article.notes, note),
    )


def _comment(comment: Comment, found: dict[str, str]) -> Comment:
    blot = _blot(found)
    author, title, text = map(blot, (comment.author, comment.title, comment.text))
    return replace(comment, author=author, title=title, text=text)


def _messages(body: str, found: dict[str, str]) -> str:
    """The same in the body, inside of messages."""
    tree = LexborHTMLParser(body)
    if tree.body is None:
        return body
    blot = _blot(found)
    for message in tree.css(f"div.{MESSAGE}"):
        for link in message.css('a[href^="mailto:"], a[href^="tel:"]'):
            unwrap(link)
        for node in [*_texts(message)]:
            text = node.text_content or ""
            if blot(text) != text:
                node.replace_with(blot(text))
    return tree.body.inner_html or ""


def _texts(message: Node) -> list[Node]:
    return [node for node in message.traverse(include_text=True) if node.is_text_node]


def _blot(found: dict[str, str]) -> Blot:
    def replaced(match: re.Match[str], by: str) -> str:
        if _DATE.search(match[0]):
            return match[0]
        found.setdefault(match[0], by)
        return by

    def blot(text: str) -> str:
        text = _EMAIL.sub(lambda match: replaced(match, _EMAIL_BLOT), text)
        return _PHONE.sub(lambda match: replaced(match, _PHONE_BLOT), text)

    return blot
