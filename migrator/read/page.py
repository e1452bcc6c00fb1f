"""Bytes → text → tree, and which bytes are no page at all."""

from __future__ import annotations

import re

import puremagic
from selectolax.lexbor import LexborHTMLParser

from migrator import urls
from migrator.dom import attribute
from migrator.generations.base import Page
from migrator.models import Snapshot

_CHARSET = re.compile(rb"""<meta[^>]+charset\s*=\s*["']?\s*([\w-]+)""", re.IGNORECASE)
_LOOKS_LIKE_HTML = re.compile(rb"<(?:!doctype|html|head|body|div|meta|title|p|!--)", re.IGNORECASE)


def refusal(snapshot: Snapshot) -> str:
    """Why these bytes are no page; empty if they may be one."""
    if not snapshot.body.strip():
        return "the file is empty"
    if not _LOOKS_LIKE_HTML.search(snapshot.body[:4096]):
        return f"this is no HTML page but {_kind_of(snapshot.body)}"
    return ""


def _kind_of(body: bytes) -> str:
    try:
        kind = puremagic.from_string(body, mime=True)
    except (puremagic.PureError, ValueError):
        kind = ""
    return f"a file of type {kind}" if kind else "something else"


def decode(snapshot: Snapshot) -> str:
    """The text, by the page's own word for its encoding, else UTF-8; bad bytes become U+FFFD."""
    said = _CHARSET.search(snapshot.body[:4096])
    body = snapshot.body.removeprefix(b"\xef\xbb\xbf")
    try:
        return body.decode(said[1].decode() if said else "utf-8", errors="replace")
    except LookupError:
        return body.decode("utf-8", errors="replace")


def parse(snapshot: Snapshot) -> Page:
    """The page, ready to be asked. A copy's emptied `<base>` counts as none."""
    text = decode(snapshot)
    tree = LexborHTMLParser(text)
    base = attribute(tree.css_first("base[href]"), "href")
    return Page(snapshot.url, urls.absolute(snapshot.url, base) or snapshot.url, text, tree)
