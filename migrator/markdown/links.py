"""Links and pictures: how they are spelt, and what is around and inside them."""

from __future__ import annotations

import html
import re
from typing import NamedTuple
from urllib.parse import quote

from migrator import urls
from migrator.markdown.escape import alternative_text, link_target, link_title
from migrator.markdown.runs import ANCHOR, LINK, TEXT, Run
from migrator.markdown.style import Style
from migrator.markdown.write import Position, write

_WEB = re.compile(r"https?://(?:(?!&#?\w+;)[^\s<>|])+")
_NOT_IN_A_NAME = re.compile(r"[\s\"<>`|]")
_MAIL = re.compile(r"[\w.!#$%&'*+/=?^`{|}~-]+@[\w.-]+", re.ASCII)


class Link(NamedTuple):
    """Where a link leads, and its title."""

    target: str
    title: str = ""


def leads_nowhere(target: str) -> bool:
    """Is there no address, or a script in place of one?"""
    return not urls.as_browsers_read(target) or urls.runs(target)


def linked(runs: list[Run], link: Link, marks: int, style: Style) -> list[Run]:
    """The runs as one link on one line. Blanks stay outside; marks are those around the link.

    Anchors go before it: in HTML, no link may stand in another.
    """
    anchors = [run._replace(marks=marks) for run in runs if run.kind is ANCHOR]
    if anchors:
        rest = [run for run in runs if run.kind is not ANCHOR]
        return [*anchors, *linked(rest, link, marks, style)]
    start, end = _outer_blanks(runs)
    text = write(runs[start:end], Position.LINK, style)
    if not text:
        return [run._replace(marks=marks) for run in runs]
    blank = Run(marks, TEXT, " ")
    first, last = runs[start], runs[end - 1]
    plain = first.text.strip() if end - start == 1 and first.kind is TEXT else ""
    return [
        *(run._replace(marks=marks) for run in runs[:start]),
        *([blank] if first.text[:1].isspace() else []),
        Run(marks, LINK, spelt(text, link, style, plain)),
        *([blank] if last.text[-1:].isspace() else []),
        *(run._replace(marks=marks) for run in runs[end:]),
    ]


def _outer_blanks(runs: list[Run]) -> tuple[int, int]:
    start, end = 0, len(runs)
    while start < end and runs[start].is_blank:
        start += 1
    while end > start and runs[end - 1].is_blank:
        end -= 1
    return start, end


def spelt(text: str, link: Link, style: Style, plain: str = "") -> str:
    """`[text](target "title")`, or the address alone where it is its own text."""
    title = link.title or (link.target if style.default_title else "")
    if plain and style.autolinks and not title:
        if plain == link.target and _WEB.fullmatch(plain):
            return f"<{plain}>"
        if f"mailto:{plain}" == link.target and _MAIL.fullmatch(plain):
            return f"<{plain}>"
    return f"[{text}]({link_target(link.target)}{_quoted(title)})"


def anchored(name: str) -> str:
    """`<a id="name"></a>`, with the name as a link to it is written."""
    return f'<a id="{html.escape(_NOT_IN_A_NAME.sub(lambda found: quote(found[0]), name))}"></a>'


def picture(source: str, alt: str, title: str = "") -> str:
    """`![alt](source "title")`; nothing for a picture without an address of its own."""
    if leads_nowhere(source):
        return ""
    return f"![{alternative_text(alt)}]({link_target(source)}{_quoted(title)})"


def _quoted(title: str) -> str:
    return f' "{link_title(title)}"' if title.strip() else ""
