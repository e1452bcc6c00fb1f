"""What Webnode 2 puts into the content."""

from __future__ import annotations

from migrator.boilerplate import finders
from migrator.boilerplate.rule import WEBNODE2, Rule
from migrator.models import Share

_POST_HEADER = "section.s-hm-bdh, section[class*=blog-detail-header]"
_LAST = "[data-wnd_last_section]"
_TEMPLATE = f"{_LAST} ~ section, {_LAST} ~ :not(section) section"  # in a <b> that nobody closed
_CLONES = ".b-gal .clone, .gal-app .clone"

WEBNODE2_RULES = (
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
        "share-buttons",
        "share buttons",
        ".s-bdf-share, .blog-detail-share",
        "webnode2/post-c",
        WEBNODE2,
    ),
    Rule(
        "post-comments",
        "comments that live at Facebook",
        ".s-bdf-comments, .blog-detail-comments",
        "webnode2/post-footer",
        WEBNODE2,
        tells="comments below the post could not be read and were left out",
    ),
    Rule(
        "post-code",
        "the owner's code below every post",
        ".s-bdf-html, .blog-detail-footer-html",
        "webnode2/post-footer",
        WEBNODE2,
        tells="what the owner put below every post was left out",
    ),
    Rule(
        "pager",
        "links to older and newer posts",
        "div.pager:has(.pager-container)",
        "webnode2/blocks-c",
        WEBNODE2,
    ),
    Rule(
        "post-list",
        "posts are exported themselves",
        "div.blog:has(.blog-container)",
        "webnode2/list-with-text",
        WEBNODE2,
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
        "platform-link",
        "orders on the old site, or leads to older posts",
        finders.platform_links,
        "webnode2/product",
        WEBNODE2,
    ),
)
