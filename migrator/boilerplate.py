"""What is not content, as data: each line names a rule, what it takes off, and why.

To add a rule, add a line, and a fixture on which it fires (a test asks for one). Rules run in
order, on the whole body, before the content is looked for; an element that is gone is not
counted twice.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from migrator.dom import Node, attribute, classes, opens, outermost, text_of
from migrator.models import Kind, Removal

Find = Callable[[Node], list[Node]]


@dataclass(frozen=True, slots=True)
class Rule:
    """One kind of boilerplate: `find` is a selector, or a function where no selector can say it."""

    name: str
    why: str
    find: str | Find
    generation: str = ""  # the only generation it is for; empty for all
    kind: Kind | None = None  # the only kind of page it is for; None for all


_DATE = re.compile(r"\d{1,2}[./]\s*\d{1,2}[./]\s*\d{4}(?:\s+\d{1,2}:\d{2}(?::\d{2})?)?")
CLASSIC, WEBNODE2 = "classic", "webnode2"  # as the generations are called
_ADVERT_LINK = 'a[href*="webnode."][href*="utm_medium=footer"]'
_POST_HEADER = "section.s-hm-bdh, section[class*=blog-detail-header]"
_ANNOUNCES = re.compile(r"\s*(?:\w+\s?){1,3}:\s*")  # “Více zde:”, “Read more:”, …
_NOT_SHOWN = re.compile(r"display\s*:\s*none")
_SAMPLE = 200
_TAGS = '.rbcTags, ol.tags:has(a[href*="/tags/"])'
_TEMPLATE = "[data-wnd_last_section] ~ section"


def _hidden_by_own_style(body: Node) -> list[Node]:
    """Pop-ups in an owner's HTML block that the block's own style sheet hides, and never shows.

    Tabs and folding boxes are hidden by one rule and shown by another: those are kept.
    """
    hidden: set[str] = set()
    shown: set[str] = set()
    for style in body.css(".b-html style, .html-embed style"):
        for selectors, rule in _style_rules(style.text()):
            if _NOT_SHOWN.search(rule):
                hidden.update(selectors)
            elif "display" in rule:
                shown.update(part for name in selectors for part in re.findall(r"[#.][\w-]+", name))
    return [node for name in sorted(hidden - shown) for node in body.css(name)]


def _style_rules(sheet: str) -> list[tuple[list[str], str]]:
    """The plain selectors (`#id`, `.class`, `.a.b`) of each rule outside of @media; its text."""
    sheet = re.sub(r"/\*.*?\*/", "", sheet, flags=re.DOTALL)
    sheet = re.sub(r"@[^{};]*(?:;|\{(?:[^{}]*\{[^{}]*\})*[^{}]*\})", "", sheet)
    rules = re.findall(r"([^{}]+)\{([^{}]*)\}", sheet)
    names = [([name.strip() for name in selector.split(",")], rule) for selector, rule in rules]
    return [
        ([n for n in each if re.fullmatch(r"(?:[#.][\w-]+)+", n)], rule) for each, rule in names
    ]


def _hidden(body: Node) -> list[Node]:
    """What is never shown; a folded answer is, once a reader asks for it."""
    styled = body.css("[style]")
    hidden = [node for node in styled if _NOT_SHOWN.search(attribute(node, "style").lower())]
    found = [*hidden, *body.css("[hidden]")]
    return [node for node in found if not classes(node) & {"mt-faq-text", "answerBlock"}]


def _listed_articles(body: Node) -> list[Node]:
    """The items of a list: a heading that links to the article, before anything else."""
    items = ((item, item.css_first("h3:has(> a[href])")) for item in body.css("div.article"))
    return [item for item, heading in items if heading is not None and opens(item, heading)]


def _leading_date(body: Node) -> list[Node]:
    """The date that an article begins with, under whatever name the skin gives it."""
    found = body.css("#content .articleTime")
    for box in body.css("#content .boxContent"):
        first = box.css_first("ins")
        if first is not None and opens(box, first) and _DATE.fullmatch(text_of(first)):
            found.append(first)
    return found


def _pasted_tail(body: Node) -> list[Node]:
    """The link that classic pages add to copied text, with the few words that announce it."""
    links = body.css('a[href*="utm_campaign=copypaste"]')
    before = [link.prev for link in links if link.prev is not None and link.prev.tag == "-text"]
    labels = [node for node in before if _ANNOUNCES.fullmatch(node.text_content or "")]
    return [*labels, *links]


RULES = (
    Rule("hidden-popup", "hidden by the block's own style sheet", _hidden_by_own_style),
    Rule("script-and-style", "code, not text", "script, style, noscript, template, svg"),
    Rule("site-header", "logo, slogan and menu", "header.l-h, header#header", WEBNODE2),
    Rule("site-header", "logo, slogan and picture", "#header", CLASSIC),
    Rule("site-footer", "copyright line and signature", "footer.l-f, footer#footer", WEBNODE2),
    Rule("site-footer", "footer text and signature", "#footer", CLASSIC),
    Rule("free-site-advert", "Webnode's advert on free plans", ".wnd-free-stripe, #fe_footer"),
    Rule("advert-link", "Webnode advertising itself", _ADVERT_LINK),
    Rule("cookie-bar", "the platform's cookie dialogue", "#cookiebar, section.cb", WEBNODE2),
    Rule("lightbox", "the empty frame of the picture viewer", "div.pswp", WEBNODE2),
    Rule("hidden", "never shown without a script", _hidden),
    Rule("background", "decoration behind a section", ".s-bg, .section-bg, .l-bg", WEBNODE2),
    Rule("post-header", "title and date are facts of the post", _POST_HEADER, WEBNODE2),
    Rule("template-section", "stands below every post, belongs to none", _TEMPLATE, WEBNODE2),
    Rule(
        "share-and-comments", "share buttons, comment box", ".s-bdf, .blog-detail-footer", WEBNODE2
    ),
    Rule("pager", "links to older and newer posts", "div.pager:has(.pager-container)", WEBNODE2),
    Rule("pager", "links to older and newer articles", ".paging, .pagingInfo", CLASSIC),
    Rule("post-list", "posts are exported themselves", "div.blog:has(.blog-container)", WEBNODE2),
    Rule("post-list", "articles are exported themselves", _listed_articles, CLASSIC),
    Rule("breadcrumb", "where the page stands in the menu", "#pageNavigator", CLASSIC),
    Rule("sidebar", "menu and boxes beside every page", "#sidebar, #menuzone, #navizone", CLASSIC),
    Rule("quick-links", "home, map, feed and print", "#quickLinks", CLASSIC),
    Rule("footer-code", "the owner's code for every page", "#rbcFooterHtml", CLASSIC),
    Rule("bookmarks", "share buttons", ".rbcBookmarks", CLASSIC),
    Rule("back-link", "a link back to the list", "#content div.back", CLASSIC),
    Rule("article-date", "a fact of the post", _leading_date, CLASSIC, Kind.POST),
    Rule("article-tags", "facts of the post", _TAGS, CLASSIC),
    Rule("reply-link", "opens a form to answer", "#content div.reply", CLASSIC),
    Rule("new-message-form", "a form, with one-time fields", "div.diskuze", CLASSIC),
    Rule("form", "its fields send to the old site", "form"),
    Rule("pasted-tail", "added by the platform to copied text", _pasted_tail),
)


def strip(body: Node, generation: str, kind: Kind) -> tuple[Removal, ...]:
    """Take off what the rules for such a page name, and say how much each took."""
    ours = (rule for rule in RULES if rule.generation in ("", generation))
    removals = (_apply(rule, body) for rule in ours if rule.kind in (None, kind))
    return tuple(removal for removal in removals if removal is not None)


def _apply(rule: Rule, body: Node) -> Removal | None:
    found = body.css(rule.find) if isinstance(rule.find, str) else rule.find(body)
    nodes = outermost(found)
    if not nodes:
        return None
    texts = [text_of(node) for node in nodes]
    for node in nodes:
        node.decompose()
    sample = next(filter(None, texts), "")[:_SAMPLE]
    return Removal(rule.name, len(nodes), sum(len(text.split()) for text in texts), sample)
