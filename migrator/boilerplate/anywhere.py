"""What stands on pages of any generation, and is nobody's text."""

from __future__ import annotations

from migrator.boilerplate import finders
from migrator.boilerplate.rule import CONTENT, Rule

_SOCIAL = (
    'iframe[src*="facebook.com/plugins/like.php"],'
    ' iframe[src*="facebook.com/plugins/share_button"],'
    ' iframe[src*="platform.twitter.com/widgets/tweet_button"], .fb-like, .fb-share-button,'
    " .fb-send, .twitter-share-button, .g-plusone, .addthis_toolbox"
)
_COMMENT_BOX = '.fb-comments, #disqus_thread, iframe[src*="facebook.com/plugins/comments.php"]'
_HIDDEN_TEXT = "text that is hidden until a script shows it was left out"

ANYWHERE_RULES = (
    Rule(
        "hidden-popup",
        "hidden by its own style sheet",
        f"[{finders.POP_UP}]",
        "webnode2/home-c",
        tells=_HIDDEN_TEXT,
    ),
    Rule(
        "hidden-text",
        "hidden, and shown by no click",
        finders.hidden,
        "webnode2/home-c",
        place=CONTENT,
        tells=_HIDDEN_TEXT,
    ),
    Rule("drawing", "an icon drawn by the template", "svg", "webnode2/blocks-c"),
    Rule("advert", "Webnode advertising itself", finders.adverts, "classic/other-skin"),
    Rule(
        "pasted-tail",
        "added by the platform to copied text",
        finders.pasted_tails,
        "classic/article",
    ),
    Rule("social-buttons", "share and like buttons", _SOCIAL, "webnode2/blocks-c"),
    Rule("social-links", "links that share", finders.social_links, "webnode2/blocks-c"),
    Rule("comment-box", "comments that live elsewhere", _COMMENT_BOX, "webnode2/blocks-c"),
)
