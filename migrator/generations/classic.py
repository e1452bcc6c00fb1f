"""Classic Webnode, from before 2016. Skins differ; ids with `rbc` and `div.box` are constant.

Its pages carry no structured facts: what they lack, the site's feed and lists complete later.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime

from migrator import urls
from migrator.dates import shown_date
from migrator.dom import Node, above, attribute, classes, text_of
from migrator.generations import classic_article, classic_blocks, classic_messages
from migrator.generations.base import (
    Facts,
    Generation,
    ListItem,
    Locked,
    Mark,
    NoContent,
    Page,
    PartOf,
    author,
    document_title,
    first_fact,
    first_heading,
    is_locked,
    language,
    meta,
    title_fact,
    twin,
    unread_date,
    without_site,
)
from migrator.models import Comment, Fact, Kind, Note

_PREFIX = r"^/(?:[a-z]{2}(?:-[a-z]{2})?/)?"
_SYSTEM = re.compile(_PREFIX + r"(?:sitemap|rss|search)(?:/|$)")
_PERHAPS = re.compile(_PREFIX + r"(?:archive|tags)/.")
_MADE = "#content div.article, #content .paging, #content .archive, #content div.item"
_REPLY = re.compile(_PREFIX + r"discussion/")
_PAGER = re.compile(r"/(?P<kind>newscbm|photogallerycbm)_[0-9a-z]+/(?P<offset>\d+)/?$")
_PHOTO = re.compile(_PREFIX + r"(?P<part>album/[^/]+)/(?P<photo>[^/]+)/?$")
_LABEL = re.compile(r"RS_CFG\['labels'\]\['(\w+)'\]\s*=\s*'((?:[^'\\]|\\.)*)'")


def _kind(page: Page) -> Kind | NoContent | Locked | PartOf:
    path = urls.path_of(page.url)
    if never := _never(page, path):
        return never
    if pager := _PAGER.search(path):
        if pager["kind"] == "newscbm":
            reason = "a further page of a list: its articles are exported themselves"
            return NoContent("list-pager", reason)
        return PartOf(path[: pager.start()], (int(pager["offset"]), ""))
    photo = _PHOTO.search(path)
    if photo and page.tree.css_first(classic_blocks.PHOTO):
        return PartOf(photo["part"], (0, photo["photo"]), is_photo=True)
    if is_locked(page, "#content", ".privateAccessForm"):
        return Locked()
    return _told_by_blocks(page, path)


def _never(page: Page, path: str) -> NoContent | None:
    """What the platform makes by itself, by its blocks and its address."""
    css = page.tree.css_first
    if _REPLY.search(path) and css("div.diskuze") and not css(classic_messages.SELECTOR):
        return NoContent("reply-form", "a form to answer one message")
    is_made = _SYSTEM.search(path) or (_PERHAPS.search(path) and css(_MADE))
    if is_made or css("ul.ServerMap, div.item > div.uri"):
        reason = "a map, feed list, search, archive or tag page of the platform"
        return NoContent("system-page", reason)
    return None


def _told_by_blocks(page: Page, path: str) -> Kind:
    css = page.tree.css_first
    if re.search(r"/news/[^/]+/?$", path) or _is_article(page):
        return Kind.POST
    if css("div.productDetail"):
        return Kind.PRODUCT
    if path in ("/", "/home") or (not urls.is_web(page.url) and _stands_at_the_top(page)):
        return Kind.HOME
    if css(classic_messages.SELECTOR):
        return Kind.FORUM
    if css("div.box.faq"):
        return Kind.QUESTIONS
    return Kind.ALBUM if css(classic_blocks.PHOTO) else Kind.PAGE


def _is_article(page: Page) -> bool:
    """An article's own marks, not those of an item in a list; a copy may have lost its address."""
    marks = page.tree.css(".articleDetail, .articleTime")
    if any(not any("article" in classes(each) for each in above(mark)) for mark in marks):
        return True
    if urls.is_web(page.url) or page.tree.css_first("div.article, .post"):
        return False
    return (
        bool(shown_date(_shown_date(page))) and page.tree.css_first("#content div.back") is not None
    )


def _stands_at_the_top(page: Page) -> bool:
    """Only the home page has nothing in its breadcrumb."""
    crumbs = page.tree.css_first("#pageNavigator")
    return crumbs is not None and not text_of(crumbs)


def _facts(page: Page, kind: Kind) -> Facts:
    site = text_of(page.tree.css_first("#rbcSystemIdentifierLogo"))
    date, notes = _date(page) if kind is Kind.POST else (None, ())
    return Facts(
        title=_title(page, site),
        old_path=urls.path_of(page.url) if urls.is_web(page.url) else "",
        date=date,
        description=first_fact((meta(page, "description"), "meta")),
        author=author(page),
        language=language(page, ""),
        tags=_tags(page) if kind is Kind.POST else (),
        list_page=_list_page(page) if kind is Kind.POST else None,
        site_name=site,
        twin=twin(page),
        notes=notes,
    )


def _title(page: Page, site: str) -> Fact[str]:
    return (
        title_fact(
            (text_of(page.tree.css_first("#navCurrentPage")), "page"),
            (text_of(page.tree.css_first(".boxTitle h1")), "page"),
            (without_site(document_title(page), site), "meta"),
        )
        or first_fact((first_heading(page, "#content"), "page"))
        or Fact("", "default")
    )


def _date(page: Page) -> tuple[Fact[datetime] | None, tuple[Note, ...]]:
    """The day as printed, where day and month are told apart; else only the feed can tell."""
    shown = _shown_date(page)
    spoken = language(page, "")
    date = shown_date(shown, language=spoken.value if spoken else "")
    if date is not None:
        return Fact(date, "page"), ()
    return None, (unread_date(shown),)


def _tags(page: Page) -> tuple[Fact[str], ...]:
    """The names in the lines of tags, each once."""
    lines = classic_article.tag_lines(page.tree.body) if page.tree.body is not None else []
    names = [text_of(link) for line in lines for link in line.css('a[href*="tags/"]')]
    return tuple(Fact(name, "page") for name in dict.fromkeys(filter(None, names)))


def _shown_date(page: Page) -> str:
    line = classic_article.date_line(page.tree.body) if page.tree.body is not None else None
    return text_of(line)


def _list_page(page: Page) -> Fact[str] | None:
    """The page that an article belongs to: the last link of its breadcrumb, but the first."""
    crumbs = page.tree.css("#pageNavigator a[href]")[1:]
    return Fact(urls.absolute(page.base, attribute(crumbs[-1], "href")), "page") if crumbs else None


def _labels(page: Page) -> Mapping[str, str]:
    return page.once("labels", _told_labels)


def _told_labels(page: Page) -> Mapping[str, str]:
    return {name: value.replace("\\'", "'") for name, value in _LABEL.findall(page.text)}


def _comments(page: Page, content: Node) -> tuple[Comment, ...]:
    spoken = language(page, "")
    return classic_messages.read(content, page.base, spoken.value if spoken else "")


CLASSIC = Generation(
    name="classic",
    marks=(
        Mark("generator", selector='meta[name="generator"][content="Webnode"]'),
        Mark("system name", text="RS_CFG['systemName'] = 'Webnode'"),
        Mark("logo", selector="#rbcSystemIdentifierLogo"),
        Mark("footer text", selector="#rbcFooterText"),
        Mark("signature", selector=".rbcSignatureText"),
        Mark("script", text="RubicusFrontendIns"),
        Mark("tracker", text="platform:'WND1'"),
    ),
    content=("#content",),
    content_mark="CONTENT",
    items=(
        ListItem(
            classic_article.ARTICLE_ITEM,
            "h2 > a[href], h3 > a[href]",
            "h2, h3",
            "ins",
            ".articleContent",
        ),
    ),
    kind=_kind,
    facts=_facts,
    blocks=classic_blocks.BLOCKS,
    drawn=classic_blocks.DRAWN,
    messages=classic_messages.SELECTOR,
    boxes="div.box",
    comments=_comments,
    labels=_labels,
)
