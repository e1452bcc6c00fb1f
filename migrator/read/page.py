"""Bytes → text → tree, and which bytes are no page at all."""

from __future__ import annotations

import re

import puremagic
from selectolax.lexbor import LexborHTMLParser

from migrator import dom, urls
from migrator.dom import attribute
from migrator.generations.base import Page
from migrator.models import Snapshot

_CHARSET = re.compile(rb"""<meta[^>]+charset\s*=\s*["']?\s*([\w-]+)""", re.IGNORECASE)
_IN_HEADER = re.compile(r"charset\s*=\s*[\"']?([\w-]+)", re.IGNORECASE)
_OF_THE_WEB = re.compile(
    r"(?:utf-?8|iso-?8859|windows-|cp\d|latin|us-ascii|koi8|mac|gb|big5|shift|euc)",
    re.IGNORECASE,
)
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_MHTML = re.compile(rb"(?:From: <Saved by|MIME-Version:)", re.IGNORECASE)
_LOOKS_LIKE_HTML = re.compile(rb"<(?:!doctype|html|head|body|div|meta|title|p|!--)", re.IGNORECASE)


def refusal(snapshot: Snapshot) -> str:
    """Why these bytes are no page; empty if they may be one."""
    if not snapshot.body.strip():
        return "the file is empty"
    if _MHTML.match(snapshot.body.lstrip()[:200]):
        return "this is a page in one file (.mht): open it, and save it as a complete page"
    if snapshot.body.startswith(_UTF16):
        return ""
    if not _LOOKS_LIKE_HTML.search(snapshot.body.lstrip()[:4096]):
        return f"this is no HTML page but {_kind_of(snapshot.body)}"
    return ""


def _kind_of(body: bytes) -> str:
    try:
        kind = puremagic.from_string(body, mime=True)
    except (puremagic.PureError, ValueError):
        kind = ""
    return f"a file of type {kind}" if kind else "something else"


def decode(snapshot: Snapshot) -> str:
    """The text: by the header's word for its encoding, else the page's own, else as UTF-8.

    Bytes that the encoding does not know become U+FFFD.
    """
    if snapshot.body.startswith(_UTF16):
        return snapshot.body.decode("utf-16", errors="replace")
    in_header = _IN_HEADER.search(snapshot.header("Content-Type"))
    in_page = _CHARSET.search(snapshot.body[:4096])
    said = [in_header[1] if in_header else "", in_page[1].decode() if in_page else ""]
    name = next((name for name in said if _OF_THE_WEB.match(name)), "utf-8")
    if name.lower() in ("iso-8859-1", "latin1", "us-ascii"):
        name = "windows-1252"  # as browsers read it
    body = snapshot.body.removeprefix(b"\xef\xbb\xbf")
    try:
        return body.decode(name, errors="replace")
    except LookupError:
        return body.decode("utf-8", errors="replace")


def parse(snapshot: Snapshot) -> Page:
    """The page, ready to be asked. A copy's emptied `<base>` counts as none."""
    text = decode(snapshot)
    tree = dom.parse(text)
    source = _viewed_source(tree)
    if source:
        text, tree = source, dom.parse(source)
    base = attribute(tree.css_first("base[href]"), "href")
    lost = text.count("\ufffd") - snapshot.body.count("\ufffd".encode())
    return Page(
        url=snapshot.url,
        base=urls.absolute(snapshot.url, base) or snapshot.url,
        text=text,
        tree=tree,
        unreadable=max(lost, 0),
        trouble="it was saved from a browser's view of its source" if source else "",
    )


def _viewed_source(tree: LexborHTMLParser) -> str:
    """The source of a page that was saved from a browser's view of it; empty if it was not.

    One browser numbers the lines in a table, the other puts them into one block.
    """
    body = tree.body
    if body is None or (body.id != "viewsource" and body.css_first("table > tbody") is None):
        return ""
    lines = tree.css("td.line-content") or tree.css("body#viewsource > pre")
    text = "\n".join(line.text(deep=True) for line in lines)
    return text if "<body" in text.lower() else ""


def redirect_target(snapshot: Snapshot) -> str:
    """Where a redirect leads; empty for anything else."""
    location = snapshot.header("Location")
    if not 300 <= snapshot.status < 400 or not location:
        return ""
    return urls.located(snapshot.url, location)
