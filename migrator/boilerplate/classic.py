"""What the classic platform puts into the content."""

from __future__ import annotations

from migrator.boilerplate import finders
from migrator.boilerplate.rule import CLASSIC, Rule
from migrator.models import Kind, Share

_MESSAGE_LABELS = "div.post > .head .date, div.post > .head .user"
_PAGER = (
    ".paging:has(.selected), .paging:has(.left), .paging:has(.right), .pagingInfo,"
    ' .paging:has(a[href*="cbm_"]), #content div.archive:has(a[href*="/archive/"])'
)

_PHOTO_PAGER = ".pagination:has(.prev), .pagination:has(.next), #slideshowControl"

CLASSIC_RULES = (
    Rule(
        "photo-pager",
        "links to the photos around, and the slide show",
        _PHOTO_PAGER,
        "classic/photo-page",
        CLASSIC,
    ),
    Rule(
        "breadcrumb",
        "where the page stands in the menu",
        "#pageNavigator",
        "classic/page",
        CLASSIC,
    ),
    Rule("bookmarks", "share buttons", ".rbcBookmarks", "classic/product", CLASSIC),
    Rule("back-link", "a link back to the list", finders.back_links, "classic/product", CLASSIC),
    Rule(
        "pager",
        "links to older and newer articles",
        _PAGER,
        "classic/list-with-text",
        CLASSIC,
    ),
    Rule(
        "post-list",
        "articles are exported themselves",
        finders.listed_articles,
        "classic/list-with-text",
        CLASSIC,
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
    Rule(
        "article-tags",
        "facts of the post",
        finders.tags,
        "classic/article",
        CLASSIC,
        kind=Kind.POST,
        share=Share.FACT,
    ),
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
)
