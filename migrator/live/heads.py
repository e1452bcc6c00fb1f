"""What a page tells search engines, and where it sends its visitors: old pages and new ones."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from warnings import catch_warnings, simplefilter

from bs4 import BeautifulSoup, Tag
from bs4.dammit import EncodingDetector
from bs4.exceptions import ParserRejectedMarkup

from migrator import urls
from migrator.depth import shallow
from migrator.verify.text import normal, visible

_REFRESH = re.compile(
    r"\s*+[\d.]*+\s*+[;,]\s*+url\s*+=\s*+['\"]?(.*?)['\"]?", re.IGNORECASE | re.DOTALL
)
_OF_NAMES = ("idna", "punycode")  # of hosts: newer Pythons make something of any bytes
_ROBOTS = ("robots", "googlebot")
_HIDES = frozenset(["noindex", "none"])
_MOMENTS = 'time[datetime], [itemprop="datePublished"], meta[property="article:published_time"]'


@dataclass(frozen=True, slots=True)
class Head:
    """The facts of a page as a program reads them; addresses are absolute."""

    title: str = ""
    description: str = ""
    canonical: str = ""
    headings: tuple[str, ...] = ()  # of the first level
    languages: tuple[tuple[str, str], ...] = ()  # pairs of a language and the address of its page
    language: str = ""
    moments: tuple[str, ...] = ()  # dates that a program can read
    is_hidden: bool = False  # from search engines
    leads_to: str = ""  # where its visitors are sent at once


def tree_of(body: bytes, charset: str = "") -> BeautifulSoup:
    """The page as a tree; what is no page is one without anything in it, and no warning."""
    with catch_warnings():
        simplefilter("ignore")
        try:
            return BeautifulSoup(shallow(_decoded(body, charset)), "html.parser")
        except (ParserRejectedMarkup, ValueError):
            return BeautifulSoup("", "html.parser")


def _decoded(body: bytes, charset: str) -> str:
    """By the header's word for its encoding, else the page's own, else as UTF-8."""
    name = charset or EncodingDetector.find_declared_encoding(body, is_html=True) or "utf-8"
    if name.lower() in _OF_NAMES:
        name = "utf-8"
    try:
        return body.decode(name, "replace")
    except (LookupError, ValueError):  # no encoding, or none of texts
        return body.decode("utf-8", "replace")


def head_of(tree: BeautifulSoup, url: str) -> Head:
    """What the page at this address tells."""
    title, page = tree.find("title"), tree.find("html")
    links = [link for link in tree.find_all("link", href=True) if isinstance(link, Tag)]
    canonical = (link for link in links if "canonical" in _words(link, "rel"))
    others = (link for link in links if link.get("hreflang") and "alternate" in _words(link, "rel"))
    return Head(
        title=normal(title.get_text()) if isinstance(title, Tag) else "",
        description=_said(tree, "description"),
        canonical=next((urls.absolute(url, str(link["href"])) for link in canonical), ""),
        headings=tuple(visible(heading) for heading in tree.find_all("h1")),
        languages=tuple((str(o["hreflang"]), urls.absolute(url, str(o["href"]))) for o in others),
        language=str(page.get("lang") or "") if isinstance(page, Tag) else "",
        moments=tuple(dict.fromkeys(_moments(tree))),
        is_hidden=any(_HIDES & set(hidden_by(_said(tree, name))) for name in _ROBOTS),
        leads_to=_leads_to(tree, url),
    )


def hidden_by(said: str) -> list[str]:
    """The words of a robots header or tag, in lower case."""
    return [word.strip().lower() for word in re.split("[,:]", said)]


def hides(said: str) -> bool:
    """Does such a header keep a page out of search engines?"""
    return bool(_HIDES & set(hidden_by(said)))


def _said(tree: BeautifulSoup, name: str) -> str:
    """The content of the first `<meta>` of this name, in whatever case."""
    for meta in tree.find_all("meta", attrs={"name": True}):
        if str(meta["name"]).lower() == name:
            return normal(str(meta.get("content") or ""))
    return ""


def _words(tag: Tag, name: str) -> list[str]:
    return [str(word).lower() for word in tag.get_attribute_list(name) if word]


def _leads_to(tree: BeautifulSoup, url: str) -> str:
    for meta in tree.find_all("meta", attrs={"http-equiv": True, "content": True}):
        found = _REFRESH.fullmatch(str(meta["content"]).rstrip())
        if found and str(meta["http-equiv"]).lower() == "refresh":
            return urls.absolute(url, found[1])
    return ""


def _moments(tree: BeautifulSoup) -> Iterator[str]:
    for tag in tree.select(_MOMENTS):
        yield str(tag.get("datetime") or tag.get("content") or "")
    for script in tree.find_all("script", type="application/ld+json"):
        try:
            yield from _published(json.loads(script.get_text()))
        except (ValueError, RecursionError):
            continue


def _published(data: object) -> Iterator[str]:
    """Every `datePublished` in the data, however deep."""
    waiting = [data]
    while waiting:
        match waiting.pop():
            case dict() as found:
                if isinstance(said := found.get("datePublished"), str):
                    yield said
                waiting += found.values()
            case list() as found:
                waiting += found
