"""What is not content, as data: each line names a rule, what it takes off, why, and an example.

To add a rule, add a line, and the fixture on which it fires: a test holds the two together.
Structure decides; texts are asked only where they stand in a link to Webnode, or outside of
the content. Rules run in order, and an element that is gone is not counted twice.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from migrator.boilerplate import finders
from migrator.dom import Node
from migrator.models import Kind, Share
from migrator.texts import Texts

Find = Callable[[Node, Texts], list[Node]]
CLASSIC, WEBNODE2 = "classic", "webnode2"  # as the generations are called


@dataclass(frozen=True, slots=True)
class Rule:
    """One kind of boilerplate: `find` is a selector, or a function where no selector can say it.

    `example` is the fixture that shows it, `share` where what it takes off goes.
    """

    name: str
    why: str
    find: str | Find
    example: str
    generation: str = ""  # the only generation it is for; empty for all
    kind: Kind | None = None  # the only kind of page it is for; None for all
    share: Share = Share.RULE


_POST_HEADER = "section.s-hm-bdh, section[class*=blog-detail-header]"
_TAGS = '.rbcTags, ol.tags:has(a[href*="/tags/"])'
_TEMPLATE = "[data-wnd_last_section] ~ section"
_COLUMNS = (
    "#sidebar, #menuzone, #navizone, #leftSideContent, #sidebarContent, #right, #leftRow, #rightRow"
)
_LANGUAGES = "#languageSelect, #languageFlags"
_SOCIAL = (
    'iframe[src*="facebook.com/plugins/like"], iframe[src*="facebook.com/plugins/share_button"],'
    ' iframe[src*="platform.twitter.com/widgets/tweet_button"], .fb-like, .fb-share-button,'
    " .fb-send, .twitter-share-button, .g-plusone, .addthis_toolbox,"
    ' a[href*="facebook.com/sharer"], a[href*="twitter.com/intent/tweet"],'
    ' a[href*="twitter.com/share"]'
)
_COMMENT_BOX = '.fb-comments, #disqus_thread, iframe[src*="facebook.com/plugins/comments"]'
_MESSAGE_LABELS = "div.post > .head .date, div.post > .head .user"
_CLONES = ".b-gal .clone, .gal-app .clone"
_FOOTER_BAR = ".wnd-free-stripe, .wnd-free-bar-fixed, #fe_footer"

BEFORE = (Rule("script-and-style", "code", "script, style, noscript, template", "webnode2/post-c"),)
"""For what nobody ever sees: it is taken off before anything is counted."""

RULES = (
    Rule("hidden-popup", "hidden by its own style sheet", f"[{finders.POP_UP}]", "webnode2/home-c"),
    Rule(
        "site-header",
        "logo, slogan and menu",
        "header.l-h, header#header",
        "webnode2/post-c",
        WEBNODE2,
    ),
    Rule("site-header", "logo, slogan and picture", "#header", "classic/without-comments", CLASSIC),
    Rule(
        "site-footer",
        "copyright line and signature",
        "footer.l-f, footer#footer",
        "webnode2/post-c",
        WEBNODE2,
    ),
    Rule(
        "site-footer", "footer text and signature", "#footer", "classic/without-comments", CLASSIC
    ),
    Rule("free-site-advert", "Webnode's advert on free plans", _FOOTER_BAR, "webnode2/blocks-c"),
    Rule(
        "cookie-bar",
        "the platform's cookie dialogue",
        "#cookiebar, section.cb",
        "webnode2/blocks-c",
        WEBNODE2,
    ),
    Rule(
        "lightbox",
        "the empty frame of the picture viewer",
        "div.pswp",
        "webnode2/blocks-c",
        WEBNODE2,
    ),
    Rule(
        "sidebar", "menu and boxes beside every page", _COLUMNS, "classic/without-comments", CLASSIC
    ),
    Rule("languages", "links to the other languages", _LANGUAGES, "classic/other-skin", CLASSIC),
    Rule(
        "quick-links",
        "home, map, feed and print",
        "#quickLinks",
        "classic/without-comments",
        CLASSIC,
    ),
    Rule(
        "footer-code",
        "the owner's code for every page",
        "#rbcFooterHtml",
        "classic/without-comments",
        CLASSIC,
    ),
    Rule(
        "breadcrumb",
        "where the page stands in the menu",
        "#pageNavigator",
        "classic/page",
        CLASSIC,
    ),
    Rule(
        "marked-frame",
        "a part that the skin marks as frame",
        finders.marked_frames,
        "classic/other-skin",
        CLASSIC,
    ),
    Rule("hidden", "never shown without a script", finders.hidden, "webnode2/home-c"),
    Rule("drawing", "an icon drawn by the template", "svg", "webnode2/blocks-c"),
    Rule(
        "background",
        "decoration behind a section",
        ".s-bg, .section-bg, .l-bg",
        "webnode2/post-c",
        WEBNODE2,
    ),
    Rule(
        "post-header",
        "title and date are facts of the post",
        _POST_HEADER,
        "webnode2/post-c",
        WEBNODE2,
        share=Share.FACT,
    ),
    Rule(
        "template-section",
        "stands below every post, belongs to none",
        _TEMPLATE,
        "webnode2/post-c",
        WEBNODE2,
    ),
    Rule(
        "share-and-comments",
        "share buttons, comment box",
        ".s-bdf, .blog-detail-footer",
        "webnode2/post-c",
        WEBNODE2,
    ),
    Rule("bookmarks", "share buttons", ".rbcBookmarks", "classic/product", CLASSIC),
    Rule("back-link", "a link back to the list", "#content div.back", "classic/product", CLASSIC),
    Rule(
        "pager",
        "links to older and newer posts",
        "div.pager:has(.pager-container)",
        "webnode2/blocks-c",
        WEBNODE2,
    ),
    Rule(
        "pager",
        "links to older and newer articles",
        ".paging, .pagingInfo",
        "classic/list-with-text",
        CLASSIC,
    ),
    Rule(
        "post-list",
        "posts are exported themselves",
        "div.blog:has(.blog-container)",
        "webnode2/list-with-text",
        WEBNODE2,
    ),
    Rule(
        "post-list",
        "articles are exported themselves",
        finders.listed_articles,
        "classic/list-with-text",
        CLASSIC,
    ),
    Rule(
        "empty-list",
        "says that a list has no posts",
        ".blog-empty-listing",
        "webnode2/blocks-c",
        WEBNODE2,
    ),
    Rule(
        "gallery-clone",
        "a slideshow repeats its pictures",
        _CLONES,
        "webnode2/blocks-c",
        WEBNODE2,
    ),
    Rule(
        "article-date",
        "a fact of the post",
        finders.leading_date,
        "classic/article",
        CLASSIC,
        Kind.POST,
        Share.FACT,
    ),
    Rule("article-tags", "facts of the post", _TAGS, "classic/article", CLASSIC, share=Share.FACT),
    Rule("message-labels", "“Date:”, “By:”", _MESSAGE_LABELS, "classic/forum", CLASSIC),
    Rule(
        "reply-link",
        "opens a form to answer",
        "div.post > div.reply",
        "classic/forum",
        CLASSIC,
    ),
    Rule(
        "new-message-form", "a form, with one-time fields", "div.diskuze", "classic/forum", CLASSIC
    ),
    Rule("advert", "Webnode advertising itself", finders.adverts, "classic/other-skin"),
    Rule(
        "pasted-tail",
        "added by the platform to copied text",
        finders.pasted_tails,
        "classic/article",
    ),
    Rule("social-buttons", "share and like buttons", _SOCIAL, "webnode2/blocks-c"),
    Rule("comment-box", "comments that live elsewhere", _COMMENT_BOX, "webnode2/blocks-c"),
    Rule(
        "shop-button",
        "orders on the old site",
        finders.platform_buttons,
        "webnode2/product",
        WEBNODE2,
    ),
)

OUTSIDE = (
    Rule(
        "platform-text",
        "words of the platform outside of the content",
        finders.adverts_outside,
        "classic/other-skin",
    ),
)
"""For what is left of a page once its content is out."""
