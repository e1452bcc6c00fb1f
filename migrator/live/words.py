"""The words for what can be found, with what each means and what to do: the worst stands first.

`docs/verify-live.md` has the same table.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal[
    "words", "wrong-page", "404", "soft-404", "error", "loop", "to-home", "old-host",
    "image-missing", "image-broken", "file-broken", "link-missing", "link-broken", "language-link",
    "noindex", "robots", "title", "date", "headings", "order", "language", "canonical", "moved",
    "feed", "sitemap", "two-hops", "temporary", "description", "image-changed", "file-changed",
    "meta-refresh", "no-canonical", "no-description",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Word:
    """What one or two kinds of findings mean, and what to do about them."""

    kinds: tuple[Kind, ...]
    means: str
    do: str


_ADDRESS = "set the address of the site in the builder's settings"
_THEME = "look what the theme shows in its place"

WORDS = (
    Word(
        ("words",),
        "words of the export are not in the text",
        "publish the whole text of the export",
    ),
    Word(("wrong-page",), "another page, or another site, answers", "look which rule comes first"),
    Word(
        ("404",),
        "nobody answers there",
        "put the redirects of redirects/ in place, or publish the page",
    ),
    Word(
        ("soft-404",),
        "it answers like an address that cannot be there, with the status of a page",
        "let the host answer 404, then publish the page",
    ),
    Word(("error",), "another status, no page, or no answer", "open the address in a browser"),
    Word(("loop",), "it leads in a circle", "remove one of the rules"),
    Word(
        ("to-home",),
        "it leads to the home page, which search engines take for a lost page",
        "use the redirects of redirects/, not one for all",
    ),
    Word(
        ("old-host",),
        "a redirect, a link or a picture leads to the old site",
        "take the rule away, or rewrite the address",
    ),
    Word(
        ("image-missing",),
        "the page does not show the picture",
        "put the picture back into the text, at the address of the export",
    ),
    Word(
        ("image-broken", "file-broken"),
        "the file does not answer, or not as a picture",
        "copy it to the address of the export",
    ),
    Word(
        ("link-missing",),
        "a link of the export is not on the page",
        "put the link back into the text, to the address of the export",
    ),
    Word(
        ("link-broken",),
        "a link of the page leads to nothing on the new site",
        "publish what it leads to, or take the link away",
    ),
    Word(
        ("language-link",),
        "the same for the link to another language",
        "publish the page in that language, or take the link away",
    ),
    Word(
        ("noindex",),
        "the page or its server asks search engines to leave it out",
        "take noindex out of the page, or out of the host's settings",
    ),
    Word(
        ("robots",),
        "robots.txt shuts search engines out",
        "take the line with Disallow out of robots.txt",
    ),
    Word(("title",), "the browser's title or the heading does not say the title", _THEME),
    Word(
        ("date",),
        "the page tells another date, or none",
        "look at the date and the time zone in the builder's settings",
    ),
    Word(("headings",), "a heading is none any more", _THEME),
    Word(("order",), "all words are there, in another order", _THEME),
    Word(
        ("language",),
        "the page says another language",
        "set the language of the site in the builder's settings",
    ),
    Word(("canonical",), "the page calls another address its own", _ADDRESS),
    Word(
        ("moved",),
        "a page leads on to another address",
        "publish it at the address of the export",
    ),
    Word(
        ("feed",),
        "it is not there, lacks posts, or gives them new ids",
        "publish the feed of the export at its address",
    ),
    Word(("sitemap",), "there is none, it lacks pages, or lists another site", _ADDRESS),
    Word(
        ("two-hops",),
        "the right page, by more than one redirect",
        "lead to the end at once, with the closing slash",
    ),
    Word(("temporary",), "the right page, by 302, 303 or 307", "use 301 or 308"),
    Word(("description",), "the page has another description", _THEME),
    Word(
        ("image-changed", "file-changed"),
        "its bytes are others",
        "some hosts make pictures smaller: switch that off, or take it as it is",
    ),
    Word(
        ("meta-refresh",),
        "advice: a page of the builder sends visitors on",
        "a real redirect is better, if the host can do it",
    ),
    Word(
        ("no-canonical",),
        "advice: the page names no address of its own",
        "let the theme name it, if it can",
    ),
    Word(
        ("no-description",),
        "advice: the description of the export is not on the page",
        "let the theme show it, if it can",
    ),
)

WORD_OF: dict[Kind, Word] = {kind: word for word in WORDS for kind in word.kinds}
"""The word for each kind, the worst first."""
