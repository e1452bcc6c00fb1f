"""Classic Webnode, from before 2016. Skins differ; ids with `rbc` and `div.box` are constant.

Its pages carry no structured facts: what they lack, the site's feed completes later.
"""

from __future__ import annotations

import re
from datetime import datetime
from html import escape

from migrator import urls
from migrator.dom import Node, attribute, classes, text_of
from migrator.generations.base import (
    Block,
    Facts,
    Generation,
    Mark,
    NoContent,
    Page,
    document_title,
    dotted_date,
    first_fact,
    first_heading,
    meta,
    unread_date,
    without_site,
)
from migrator.models import Fact, Kind, Note

_DATE = ".articleTime ins, .articleDetail ins, #content .boxContent ins"
_TAGS = '.rbcTags a, ol.tags a[href*="/tags/"]'
_NEVER = (
    (
        re.compile(
            r"^/(?:[a-z]{2}/)?(?:(?:sitemap|rss|search)(?:/|$)|(?:discussion|archive|tags)/.)"
        ),
        "system-page",
    ),
    (re.compile(r"/(?:newscbm|photogallerycbm)_[0-9a-z]+/\d+/?$"), "list-pager"),
)
_REASON = {
    "system-page": "a map, feed list, search, archive or reply page of the platform",
    "list-pager": "a further page of a list: its articles are exported themselves",
}


def _kind(page: Page) -> Kind | NoContent:
    path = urls.path_of(page.url)
    rule = next((rule for pattern, rule in _NEVER if pattern.search(path)), "")
    if page.tree.css_first("ul.ServerMap"):
        rule = "system-page"
    if rule:
        return NoContent(rule, _REASON[rule])
    if re.search(r"/news/[^/]+/?$", path) or page.tree.css_first(".articleDetail, .articleTime"):
        return Kind.POST
    return Kind.HOME if path in ("/", "/home", "/home/") else Kind.PAGE


def _facts(page: Page, kind: Kind) -> Facts:
    site = text_of(page.tree.css_first("#rbcSystemIdentifierLogo"))
    date, notes = _date(page) if kind is Kind.POST else (None, ())
    return Facts(
        title=_title(page, site),
        old_path=urls.path_of(page.url) if urls.is_web(page.url) else "",
        date=date,
        description=first_fact((meta(page, "description"), "meta")),
        language=first_fact((attribute(page.tree.css_first("html[lang]"), "lang"), "page")),
        tags=tuple(Fact(text_of(tag), "page") for tag in page.tree.css(_TAGS) if text_of(tag)),
        site_name=site,
        notes=notes,
    )


def _title(page: Page, site: str) -> Fact[str]:
    return first_fact(
        (text_of(page.tree.css_first("#navCurrentPage")), "page"),
        (text_of(page.tree.css_first(".boxTitle h1")), "page"),
        (without_site(document_title(page), site), "meta"),
        (first_heading(page, "#content"), "page"),
    ) or Fact("", "default")


def _date(page: Page) -> tuple[Fact[datetime] | None, tuple[Note, ...]]:
    """The day as printed: with dots it is day, month, year; else only the feed can tell."""
    shown = text_of(page.tree.css_first(_DATE))
    date = dotted_date(shown)
    if date is not None:
        return Fact(date, "page"), ()
    return None, (unread_date(shown),)


def _post(node: Node) -> str | None:
    """One forum message: its title, when and who, and its text; replies are quoted by depth."""
    head, text = node.css_first("div.head"), node.css_first("div.text")
    if head is None:
        return None
    told = " · ".join(filter(None, (escape(text_of(head.css_first("ins"))), _author(head))))
    inner = (text.inner_html or "") if text is not None else ""
    title = escape(text_of(head.css_first("h3")))
    message = f"<h3>{title}</h3><p><em>{told}</em></p>{inner}"
    depth = _depth(node) - 1
    return "<blockquote>" * depth + message + "</blockquote>" * depth


def _author(head: Node) -> str:
    """Who wrote a message, as HTML: what stands beside the labels and the date."""
    line = head.css_first("p")
    if line is None:
        return ""
    for label in line.css(".date, .user, ins"):
        label.decompose()
    return re.sub(r"^[\s|]+", "", (line.inner_html or "").strip())


def _depth(node: Node) -> int:
    levels = [name[6:] for name in classes(node) if name.startswith("level-")]
    return min(int(levels[0]), 6) if levels and levels[0].isdigit() and int(levels[0]) else 1


def _product_image(node: Node) -> str | None:
    """A product's picture: the upload itself instead of its preview and its pop-up page."""
    image, link = node.css_first("img[src]"), attribute(node.css_first("a[href]"), "href")
    if image is None:
        return None
    source, alt = urls.original(attribute(image, "src")), attribute(image, "alt")
    html = f'<img src="{escape(source)}" alt="{escape(alt)}">'
    return html if not link or urls.file_id(link) else f'<a href="{escape(link)}">{html}</a>'


CLASSIC = Generation(
    name="classic",
    marks=(
        Mark("generator", selector='meta[name="generator"][content="Webnode"]'),
        Mark("system name", text="RS_CFG['systemName'] = 'Webnode'"),
        Mark("logo", selector="#rbcSystemIdentifierLogo"),
        Mark("footer text", selector="#rbcFooterText"),
        Mark("signature", selector=".rbcSignatureText"),
        Mark("script", text="RubicusFrontendIns"),
    ),
    content=("#content",),
    lists="div.article > h3 > a[href]",
    kind=_kind,
    facts=_facts,
    blocks=(
        Block("forum message", "div.post:has(> .head)", _post),
        Block("product picture", ".productDetail > .image, .product > .image", _product_image),
    ),
)
