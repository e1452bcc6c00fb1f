"""What stands around the blocks of a Webnode 2 page: head, header, sections, footer, adverts."""

from __future__ import annotations

from html import escape

from tests.generated.truth import Facts, written

SITE = "qxsite"
SIGNED = "https://www.webnode.cz/?utm_source=text&utm_medium=footer&utm_content=wnd2"
HEAD = """<!DOCTYPE html>
<html class="no-js" prefix="og: https://ogp.me/ns#" lang="{language}">
<head><meta charset="utf-8"><title>{title} :: {site}</title>
<meta name="description" content="{description}"><meta name="generator" content="Webnode 2">
<meta property="og:url" content="{url}"><meta property="og:title" content="{title} :: {site}">
<meta property="og:type" content="article"><meta property="og:site_name" content="{site}">
<meta property="og:article:published_time" content="{published}"></head>
"""
BODY = {"a": "wt-{kind} wt-blog-sidebar", "b": "l l-01 wt-{kind}", "c": "l wt-{kind} wnd-fe"}
MENU = (
    '<nav id="menu"><a href="#" class="menu-close">qxclose</a><ul class="level-1"><li>'
    '<a href="/qx/"><span>qxmenu</span></a></li></ul><span class="more-text">qxmore</span></nav>'
)
TOP = {
    "a": '<div class="wnd-page"><div id="wrapper"><header id="header"><div class="section header">'
    f'<div class="logo-text"><span class="logo-text-cell">{SITE}</span></div>{MENU}</div></header>'
    '<div id="content"><main id="main"><div class="section-wrapper">',
    "b": '<div class="wnd-page"><div id="wrapper" class="l-w"><header id="header" class="l-h">'
    f'<span class="text-content"><font>{SITE}</font></span>{MENU}</header>'
    '<main id="main" class="l-m cf"><div class="section-wrapper">',
    "c": '<noscript><iframe src="https://www.googletagmanager.com/ns.html?id=qx"></iframe></noscript>'
    '<div class="wnd-page"><div class="l-w"><div class="l-bg"></div><header class="l-h cf">'
    f'<div class="logo-block"><a href="/home/">{SITE}</a></div>{MENU}<div id="menu-mobile">'
    '<a href="#" id="menu-submit">qxmenu</a></div></header><main class="l-m cf"><div class="sw cf">'
    '<div class="sw-c cf">',
}
SIGNATURE = f'<div class="sf">Powered by <a href="{SIGNED}" rel="nofollow">Webnode</a></div>'
ADVERT = (
    f'<a href="{SIGNED}"><span>Create your website for free!</span> <svg><path d="M1 1"/></svg></a>'
)
BOTTOM = {
    "a": '</main><footer id="footer" class="section header header-01"><div class="lang-select">'
    f"qxlanguage</div>{SIGNATURE}</footer></div></div></div>"
    f'<div id="fe_footer"><style>#fe_footer{{display:block}}</style>{ADVERT}</div>',
    "b": '</main><footer id="footer" class="l-f cf"><div class="copyright">qxcopyright</div>'
    f'{SIGNATURE}</footer></div></div><div id="fe_footer">{ADVERT}</div>'
    '<div class="pswp"><div class="pswp__bg"></div></div>',
    "c": f'</main><footer class="l-f cf"><div class="s-f-cr">qxcopyright</div>{SIGNATURE}'
    '<span class="sf-cbr"><a href="#">Cookies</a></span></footer></div>'
    f'<div class="wnd-free-stripe">{ADVERT}</div></div><section class="cb" id="cookiebar"'
    ' style="display:none;" id="cookiebar"><div class="cb-bar-text">qxcookies</div></section>',
}
SECTIONS = {
    "a": '<section class="section default-01"{last}><div class="section-bg"><img'
    ' src="/_files/qx.jpg"></div><div class="section-inner"><div class="content cf"><div>{{}}</div>'
    "</div></div></section>",
    "b": '<section class="s section default-01"{last}><div class="section-bg s-bg"></div><div'
    ' class="section-inner"><div class="content ez cf"><div class="ez-c">{{}}</div></div></div>'
    "</section>",
    "c": '<section class="s s-basic cf"{last}>\n<div class="s-w cf"><div class="s-o">'
    '<div class="s-bg"><div class="s-bg-l"><picture><img src="/qx.jpg"></picture></div></div>'
    '<div class="s-c"><div class="ez cf"><div class="ez-c">{{}}</div></div></div></div></div>'
    "</section>",
}
EMPTY_HERO = {
    "a": '<section class="section heading-02"><div class="section-bg"></div>'
    '<h1 class="heading-claim"><span></span></h1></section>',
    "b": "",
    "c": '<section class="s s-hm s-hm-hidden cf"><div class="s-w cf"><div class="s-o cf"><div'
    ' class="s-bg cf"></div></div></div></section>',
}
_HEADER_C = (
    '<section class="s s-hm s-hm-bdh s-bdh cf"><div class="s-w"><div class="s-bg"></div><h1'
    ' class="s-bdh-t"><div class="ld">\n<span class="ld-c">{title}</span>\n</div></h1><span'
    ' class="s-bdh-d"><div class="ld"><span class="ld-c">{day}</span></div></span></div></section>'
)
POST_HEADER = {
    "a": '<section class="section blog-detail-header-01"><div class="section-bg"></div><div'
    ' class="blog-detail-head"><h1 class="blog-detail-title"><div class="listing-data">'
    '<span>{title}</span></div></h1><h3 class="blog-detail-date"><div class="listing-data">'
    "<span>{day}</span></div></h3></div></section>",
    "b": _HEADER_C,
    "c": _HEADER_C,
}
_SHARE = (
    '<a class="fb-xfbml-parse-ignore" href="https://www.facebook.com/sharer/sharer.php?u=qx">Share</a>'
    '<a href="https://twitter.com/share" class="twitter-share-button">Tweet</a>'
)
SHARE = {
    "a": f'<div class="blog-detail-footer content"><div class="blog-detail-share">{_SHARE}</div>'
    '<div class="blog-detail-comments"><div class="fb-comments"></div></div></div>',
    "c": f'<div class="s-bdf b-s"><div class="s-bdf-share">{_SHARE}</div>'
    '<div class="s-bdf-comments"></div><div class="s-bdf-html">qxbelow</div></div>',
}
SHARE["b"] = SHARE["c"]
TEMPLATE = {
    "a": '<div class="text cf"><div class="text-content"><p>qxtemplate</p></div></div>',
    "b": '<div class="b b-text"><div class="b-c b-text-c"><p>qxtemplate</p></div></div>',
    "c": '<div class="b b-text"><div class="b-c b-text-c"><h2>qxtemplate</h2></div></div>',
}
LAST = " data-wnd_last_section"


def head(facts: Facts, url: str) -> str:
    """Everything before the body."""
    day = facts.date or None
    published = day.strftime("%Y-%m-%dT00:00:00%z") if day else "2026-01-02T00:00:00+0100"
    return HEAD.format(
        language=facts.language,
        title=escape(facts.title),
        site=SITE,
        description=escape(facts.description),
        url=url,
        published=published,
    )


def section(dialect: str, inner: str, is_last: bool = False) -> str:
    """One section; `is_last` marks the post's own last one."""
    return SECTIONS[dialect].format(last=LAST if is_last else "").replace("{}", inner)


def post(dialect: str, title: str, day: str, sections: list[str], template: bool) -> str:
    """The inside of `main` on a post: its header, its sections, and what the template adds."""
    *first, last = sections
    made = [POST_HEADER[dialect].format(title=title, day=day)]
    made += [section(dialect, inner) for inner in first]
    made.append(section(dialect, last, is_last=True))
    made += [section(dialect, TEMPLATE[dialect])] if template else []
    return "\n".join(made) + CLOSE[dialect] + SHARE[dialect]


CLOSE = {"a": "</div>", "b": "</div>", "c": "</div></div>"}


def page(dialect: str, hero: str, sections: list[str]) -> str:
    """The inside of `main` on an ordinary page: perhaps a claim, and its sections."""
    made = [HERO[dialect].format(claim=written(hero)) if hero else EMPTY_HERO[dialect]]
    made += [section(dialect, inner) for inner in sections]
    return "\n".join(made) + CLOSE[dialect]


HERO = {
    "a": '<section class="section heading-02"><div class="section-bg"></div>'
    '<h1 class="heading-claim"><span>{claim}</span></h1></section>',
    "c": '<section class="s s-hm s-hm-claims cf"><div class="s-w"><div class="s-bg"></div><div'
    ' class="s-c"><h1 class="claim"><span class="it b">{claim}</span></h1></div></div></section>',
}
HERO["b"] = HERO["c"]


def whole(dialect: str, facts: Facts, url: str, kind: str, main: str, data: str) -> str:
    """The whole document."""
    body = f'<body class="{BODY[dialect].format(kind=kind)}">'
    return "".join(
        [head(facts, url), body, TOP[dialect], main, BOTTOM[dialect], data, "</body></html>"]
    )
