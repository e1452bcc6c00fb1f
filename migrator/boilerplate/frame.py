"""The frame around the content: header, menu, columns, footer, adverts."""

from __future__ import annotations

from migrator.boilerplate import finders
from migrator.boilerplate.rule import CLASSIC, FRAME, WEBNODE2, Rule

_MENU = "ul.menu, #menuzone, #navizone"
_COLUMNS = "#sidebar, #leftSideContent, #sidebarContent, #right, #leftRow, #rightRow"
_LANGUAGES = "#languageSelect, #languageFlags"
_LOGO = "#header, #rbcSystemIdentifierLogo, #rbcCompanySlogan"
_FOOTER = "#footer, #rbcFooterText, .rbcSignatureText"
_FOOTER_BAR = ".wnd-free-stripe, .wnd-free-bar-fixed, #fe_footer"

FRAME_RULES = (
    Rule(
        "site-header",
        "logo, slogan and menu",
        "header.l-h, header#header",
        "webnode2/post-c",
        WEBNODE2,
        place=FRAME,
    ),
    Rule(
        "site-header",
        "logo, slogan and picture",
        _LOGO,
        "classic/without-comments",
        CLASSIC,
        place=FRAME,
    ),
    Rule(
        "site-footer",
        "copyright line and signature",
        "footer.l-f, footer#footer",
        "webnode2/post-c",
        WEBNODE2,
        place=FRAME,
    ),
    Rule(
        "site-footer",
        "footer text and signature",
        _FOOTER,
        "classic/without-comments",
        CLASSIC,
        place=FRAME,
    ),
    Rule(
        "free-site-advert",
        "Webnode's advert on free plans",
        _FOOTER_BAR,
        "webnode2/blocks-c",
        place=FRAME,
    ),
    Rule(
        "cookie-bar",
        "the platform's cookie dialogue",
        "#cookiebar, section.cb",
        "webnode2/blocks-c",
        WEBNODE2,
        place=FRAME,
    ),
    Rule(
        "lightbox",
        "the empty frame of the picture viewer",
        "div.pswp",
        "webnode2/blocks-c",
        WEBNODE2,
        place=FRAME,
    ),
    Rule("menu", "the site's menu", _MENU, "classic/without-comments", CLASSIC, place=FRAME),
    Rule(
        "sidebar",
        "menu and boxes beside every page",
        _COLUMNS,
        "classic/without-comments",
        CLASSIC,
        place=FRAME,
    ),
    Rule(
        "languages",
        "links to the other languages",
        _LANGUAGES,
        "classic/other-skin",
        CLASSIC,
        place=FRAME,
    ),
    Rule(
        "quick-links",
        "home, map, feed and print",
        "#quickLinks",
        "classic/without-comments",
        CLASSIC,
        place=FRAME,
    ),
    Rule(
        "footer-code",
        "the owner's code for every page",
        "#rbcFooterHtml",
        "classic/without-comments",
        CLASSIC,
        place=FRAME,
    ),
    Rule(
        "marked-frame",
        "a part that the skin marks as frame",
        finders.marked_frames,
        "classic/other-skin",
        CLASSIC,
    ),
    Rule(
        "hidden",
        "never shown without a script",
        finders.hidden,
        "classic/without-comments",
        place=FRAME,
    ),
)
