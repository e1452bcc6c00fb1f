"""Whole classic pages: articles with discussions, pages, products, albums, forums, questions."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from html import escape

from hypothesis import strategies as st

from migrator.models import Comment, Kind, Snapshot
from tests.conftest import FETCHED
from tests.generated.classic_blocks import (
    ALBUMS,
    ARTICLES,
    DETAILS,
    PRODUCTS,
    QUESTIONS,
    TEXTS,
)
from tests.generated.messages import FORM, comments, forum, html_of
from tests.generated.rich import CERTAIN
from tests.generated.texts import FOLDER, LABEL
from tests.generated.truth import Facts, Generated, Part, Truth, normal, put, stack_of, written
from tests.generated.webnode2 import DESCRIPTIONS, LANGUAGES, TITLES

PAGE = """<!DOCTYPE html>
<!--[if IE]><html class="ie" lang="{language}"><![endif]-->
<!--[if gt IE 9]><!--> <html lang="{language}"> <!--<![endif]-->
<head><base href="{folder}/"><meta charset="utf-8">
<meta name="description" content="{description}"><meta name="generator" content="Webnode">
<title>{title}qxsite</title>
<script>RS_CFG['systemName'] = 'Webnode';
RS_CFG['labels']['copyPasteSource'] = 'Více zde:';</script>
</head><body><div id="site">
<!-- HEADER --><div id="header"><span id="rbcSystemIdentifierLogo">qxsite</span>
<span id="rbcCompanySlogan">qxslogan</span>
<img src="/_files/200000019-04cbe06c02/qx.jpg" alt=""></div>
<!-- /HEADER --><div class="cleaner"><!-- / --></div>
<!-- CONTENT --><div id="content">
<!-- NAVIGATOR --><div id="pageNavigator" class="rbcContentBlock">{crumbs}</div><!-- /NAVIGATOR -->
{content}
</div><!-- /CONTENT -->
<!-- SIDEBAR --><div id="{sidebar}"><ul class="menu">
<li><a href="/qx/"><span>qxmenu</span></a></li></ul>
<iframe src="https://www.facebook.com/plugins/like.php?href=qx"></iframe></div><!-- /SIDEBAR -->
<table id="quickLinks"><tr><td><a href="/sitemap/">qxmap</a></td></tr></table>
<!-- FOOTER --><div id="footer"><span id="rbcFooterText">qxfooter</span>
<span class="rbcSignatureText">
<a href="https://www.webnode.cz/?utm_source=text&amp;utm_medium=footer">Tvorba webu</a></span></div>
<!-- /FOOTER --></div><div id="rbcFooterHtml">qxcode</div>
<div style="display: none;" id="c21g65f9a"><a href="https://www.webnode.cz/?utm_medium=footer">qx</a>
</div><script>var RubicusFrontendIns = window.RubicusFrontendIns;</script></body></html>
"""
CRUMBS = (
    '<a class="navFirstPage" href="/home/">qxhome</a><span> &gt; </span>'
    '<a href="/denik/">qxlist</a> <span id="navCurrentPage">{}</span>'
)
BOX = (
    '<div class="box{faq}">{title}<div class="boxContent"><div class="contentBox">\n{{}}\n</div>'
    '</div></div>\n<div class="cleaner"><!-- / --></div>'
)
DATES = (
    ('<div class="articleDetail"><ins>{date}</ins>', "</div>"),
    ('<div class="articleDetail"><p class="articleTime"><ins>{date}</ins></p>', "</div>"),
    ("<ins>{date}</ins>", ""),
)
TAGS = (
    ('<div class="rbcTags"><h4>qxtags:</h4><p class="tags">', "</p></div>"),
    ('<ol class="tags">', "</ol>"),
)
BELOW = (
    '<div class="rbcBookmarks"><div id="rbcBookmarks2">qxshare</div></div>'
    '<div class="back"><a href="/denik/">qxback</a></div>'
)
MASKS = ("%d.%m.%Y %H:%M", "%-d. %-m. %Y %H:%M")
SIDEBARS = ("sidebar", "navizone", "sidebarContent")
DAYS = st.datetimes(datetime(2008, 1, 1), datetime(2026, 1, 26)).map(
    lambda day: day.replace(second=0, microsecond=0)
)


def box(inner: Part, heading: str, level: int, faq: str = "") -> Part:
    """A box of content, perhaps with a title."""
    title = f'<div class="boxTitle"><h{level}>{written(heading)}</h{level}></div>'
    made = put(BOX.format(faq=faq, title=title if heading else ""), inner)
    if not heading:
        return made
    told = Truth(text=heading + "\n", headings=((level, heading),))
    return replace(made, truth=told.beside(inner.truth))


def named(inner: Part, title: str) -> Part:
    """The first box, under the page's own name, which is a fact."""
    return replace(box(inner, title, 1), truth=inner.truth)


@st.composite
def boxes(draw: st.DrawFn) -> list[Part]:
    """Boxes of texts, products, photos, questions, lists; at least one says something."""
    said = [draw(st.one_of(st.just(""), LABEL)) for _ in range(5)]
    made = [box(draw(CERTAIN), said[0], 2)]
    for heading in said[1 : draw(st.integers(1, 4))]:
        kind = draw(st.sampled_from([TEXTS, TEXTS, PRODUCTS, ALBUMS, QUESTIONS, ARTICLES]))
        faq = " faq" if kind is QUESTIONS else ""
        made.append(box(draw(kind), heading, draw(st.integers(1, 3)), faq))
    return made


@st.composite
def articles(draw: st.DrawFn) -> Generated:
    """An article: its date, text and tags, and perhaps a discussion below it."""
    title, date = normal(draw(TITLES)), draw(DAYS)
    tags = tuple(draw(st.lists(LABEL, max_size=2, unique=True)))
    told = draw(st.one_of(st.just(()), comments()))
    start, end = draw(st.sampled_from(DATES))
    shown = Part(start.format(date=date.strftime(draw(st.sampled_from(MASKS)))))
    text = stack_of([draw(TEXTS), draw(CERTAIN), draw(TEXTS)])
    below = Part(_tags(tags, draw(st.sampled_from(TAGS))) + BELOW + end)
    content = named(stack_of([shown, text, below]), title)
    discussion = box(Part("".join(map(html_of, told)) + FORM), "", 2)
    facts = Facts(Kind.POST, title, draw(LANGUAGES), date, draw(DESCRIPTIONS), tags=tags)
    parts = [content, discussion] if told else [content]
    return whole("/news/vylet/", facts, parts, told, draw(st.sampled_from(SIDEBARS)))


def _tags(tags: tuple[str, ...], template: tuple[str, str]) -> str:
    links = " | ".join(f'<a href="/tags/qx/">{written(tag)}</a>' for tag in tags)
    if template[0].startswith("<ol"):
        links = "".join(f'<li><a href="/tags/qx/">{written(tag)}</a></li>' for tag in tags)
    return f"{template[0]}{links}{template[1]}" if tags else ""


@st.composite
def ordinary_pages(draw: st.DrawFn) -> Generated:
    """A page of boxes, or the home page."""
    title, is_home = normal(draw(TITLES)), draw(st.integers(0, 5)) == 0
    parts = draw(boxes())
    language, description = draw(LANGUAGES), draw(DESCRIPTIONS)
    sidebar = draw(st.sampled_from(SIDEBARS))
    if is_home:
        facts = Facts(Kind.HOME, "qxsite", language, description=description)
        parts = [part for part in parts if "<h1>" not in part.html]
        return whole("/", facts, parts, (), sidebar)
    if draw(st.booleans()):
        parts[0] = named(draw(CERTAIN), title)
    facts = Facts(Kind.PAGE, title, language, description=description)
    return whole("/kniha/", facts, parts, (), sidebar)


@st.composite
def forums(draw: st.DrawFn) -> Generated:
    """A forum, perhaps with boxes of text before it."""
    title, told = normal(draw(TITLES)), draw(comments())
    parts = [*draw(st.lists(TEXTS, max_size=1)), forum(told), Part(FORM)]
    facts = Facts(Kind.PAGE, title, draw(LANGUAGES))
    made = [box(stack_of(parts), draw(st.one_of(st.just(""), LABEL)), 2)]
    return whole("/navstevni-kniha/", facts, made, told, "sidebar")


@st.composite
def products(draw: st.DrawFn) -> Generated:
    """The page of one product, perhaps with a discussion."""
    title, told = normal(draw(TITLES)), draw(st.one_of(st.just(()), comments()))
    facts = Facts(Kind.PAGE, title, draw(LANGUAGES))
    below = Part("".join(map(html_of, told)) + FORM) if told else Part("")
    return whole("/products/vec/", facts, [named(draw(DETAILS), title), below], told, "sidebar")


def whole(
    path: str, facts: Facts, parts: list[Part], told: tuple[Comment, ...], sidebar: str
) -> Generated:
    """The whole document."""
    is_home = facts.kind is Kind.HOME
    content = stack_of(parts)
    html = PAGE.format(
        language=facts.language,
        folder=FOLDER,
        description=escape(facts.description),
        title="" if is_home else f"{escape(facts.title)} :: ",
        crumbs="" if is_home else CRUMBS.format(written(facts.title)),
        content=content.html,
        sidebar=sidebar,
    )
    url = FOLDER + path
    snapshot = Snapshot(url, html.encode(), "text/html", FETCHED)
    return Generated(snapshot, facts, content.truth, told)


PAGES = st.one_of(articles(), ordinary_pages(), forums(), products())
