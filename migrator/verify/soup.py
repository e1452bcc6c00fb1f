"""Bytes → tree, by BeautifulSoup; torn letters and crossing tags are read as browsers do."""

from __future__ import annotations

import re
from html import unescape
from html.entities import html5
from typing import Any

from bs4 import BeautifulSoup, Tag
from bs4.dammit import EncodingDetector

from migrator.verify.text import APART

_FORMATS = frozenset("b big code em font i s small strike strong tt u".split())
_SCOPES = frozenset("td th caption button object table body html".split())
_WITHIN = frozenset(
    "br button caption legend optgroup option select tbody td textarea tfoot th thead tr".split()
)  # blocks that may stand in a paragraph, or in a table that does
_NOT_IN_P = APART - _WITHIN
_NAMED = re.compile(r"&[a-zA-Z][\w.-]*", re.ASCII)
_COMMENTS = 100
_MOST = 3  # of one kind that a browser keeps open
_CERTAIN = re.compile(r"utf-?8|windows-125\d", re.IGNORECASE)
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_BREAK = re.compile(rb"</br\s*/?>", re.IGNORECASE)
_NO_LETTER = re.compile(rb"&#(?!\d|x[0-9a-f])", re.IGNORECASE)  # at which the parser gives up
_NAME = re.compile(rb"&([a-zA-Z]\w*);")
_CLOSED = re.compile(  # a tag that ends in a slash, of an element that may hold something
    rb"""<(?!(?:area|br|col|embed|hr|iframe|img|input|link|meta|param|source|wbr)\b)
    ([a-z]\w*(?:\s(?:"[^"<]*"|'[^'<]*'|[^<>"'])*)?)/>""",
    re.IGNORECASE | re.VERBOSE,
)
_VALUE = re.compile(rb"=\s*[^\s\"'=]+$")


class _Soup(BeautifulSoup):
    """What formats a text goes on behind the end of what it began in; a block stays open."""

    def reset(self) -> None:
        """Begin anew."""
        super().reset()
        self._waiting: list[str] = []  # formats to be opened before what is seen next

    def handle_starttag(self, name: str, *told: Any, **more: Any) -> Tag | None:
        """A tag; what stands within a line bears the formats that go on."""
        if self._waiting and name not in APART:
            self._go_on()
        self._end_before(name)
        return super().handle_starttag(name, *told, **more)

    def handle_data(self, data: str) -> None:
        """A text."""
        if self._waiting and data.strip():
            self._go_on()
        super().handle_data(unescape(data) if _NAMED.fullmatch(data) else data)

    def handle_endtag(self, name: str, nsprefix: str | None = None) -> None:
        """An end; other elements may still be open in the one that ends."""
        inner = self._opened_in(name)
        if inner is None and name == "p":
            super().handle_starttag(name, None, None, {})
        if inner is None and name in self._waiting:
            self._waiting.remove(name)
        elif not inner or name in _SCOPES:
            super().handle_endtag(name, nsprefix)
        elif name in APART or not any(node.name in APART for node in inner):
            super().handle_endtag(name, nsprefix)
            formats = [*self._waiting, *(n.name for n in inner if n.name in _FORMATS)]
            self._waiting = [n for at, n in enumerate(formats) if formats[at:].count(n) <= _MOST]
        elif name in _FORMATS:
            self._end_format(name)
        elif name == "a":
            super().handle_endtag(name, nsprefix)

    def _end_before(self, name: str) -> None:
        """No link lies in another, and no block in a paragraph."""
        if name == "a":
            inner = self._opened_in(name)
            if inner is not None and not any(node.name in APART for node in inner):
                super().handle_endtag(name)
        elif name in _NOT_IN_P:
            inner = self._opened_in("p")
            if inner is not None and not any(node.name in _SCOPES for node in inner):
                self.handle_endtag("p")

    def _opened_in(self, name: str) -> list[Tag] | None:
        """What is open in the innermost element of this name; None if there is none."""
        for at in range(len(self.tagStack) - 1, 0, -1):
            if self.tagStack[at].name == name:
                return self.tagStack[at + 1 :]
        return None

    def _go_on(self) -> None:
        names, self._waiting = self._waiting, []
        for name in names:
            super().handle_starttag(name, None, None, {})

    def _end_format(self, name: str) -> None:
        """A format ends within a block that stays open: what it holds so far bears it alone."""
        self.endData()
        node = next(each for each in reversed(self.tagStack) if each.name == name)
        for text in node.find_all(string=True):
            if text.find_parent(name) is node:
                text.wrap(self.new_tag(name))
        node.name = "span"


def parsed(body: bytes, told: str | None) -> BeautifulSoup:
    """The tree, in the encoding that the header tells, else the page; letters may be torn.

    By itself the parser would take a page with one torn letter for one in another encoding.
    """
    body = _without_open_comments(body)
    body = _NO_LETTER.sub(b"&amp;#", _BREAK.sub(b"<br>", body))
    body = _NAME.sub(_semicolon_kept, body)
    body = _CLOSED.sub(_opened, body) if b"/>" in body else body
    name = told or EncodingDetector.find_declared_encoding(body, is_html=True) or "utf-8"
    if _CERTAIN.fullmatch(name) and not body.startswith(_UTF16):
        text = body.removeprefix(b"\xef\xbb\xbf").decode(name, errors="replace")
        return _Soup(text, "html.parser", on_duplicate_attribute="ignore")
    return _Soup(body, "html.parser", from_encoding=told, on_duplicate_attribute="ignore")


def _without_open_comments(body: bytes) -> bytes:
    """Without what lies in a comment that never ends, where there are many beginnings of one.

    A browser shows nothing behind the first; the parser would look for the end of each.
    """
    last = body.rfind(b"-->") + 1
    return body[: body.find(b"<!--", last)] if body.count(b"<!--", last) > _COMMENTS else body


def _semicolon_kept(found: re.Match[bytes]) -> bytes:
    """Behind a name that is none it belongs to the text."""
    return found[0] if f"{found[1].decode()};" in html5 else b"&%b&#59;" % found[1]


def _opened(tag: re.Match[bytes]) -> bytes:
    """The slash at the end says nothing, unless it belongs to a value without quotes."""
    return b"<%b%b>" % (tag[1], b"/ " if _VALUE.search(tag[1]) else b"")
