"""The platform's own texts in its languages, from `data/texts.toml` and from a page's own data."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

_SIGNATURES = ("wnd.pc.SystemFooterBlock.poweredByWebnode", "wnd.fe.FreeBarBlock.longText")
_ADVERTS = ("wnd.fe.FeFooter.createWebsite", "wnd.fe.FreeBarBlock.buttonText")
_BUTTONS = (
    "wnd.pc.ProductAddToCartBlock.addToCart",
    "wnd.pc.BlogDetailPageZone.next",
    "wnd.pc.BlogDetailPageZone.previous",
)
_TAILS = ("copyPasteSource", "copyPasteBackLink")
_UNAVAILABLE = ("wnd.errorBandwidthStorage.heading",)

_SAMPLE = 60  # characters
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class Texts:
    """The platform's texts, each as `told` spells it."""

    signatures: frozenset[str]
    adverts: frozenset[str]
    tails: frozenset[str]
    placeholders: tuple[str, ...]  # in lower case
    unavailable: frozenset[str]
    buttons: frozenset[str] = frozenset()

    def is_advert(self, text: str) -> bool:
        """Is this a signature or an advert of the platform, and nothing else?"""
        key = told(text)
        if not key or len(key) > _LONGEST:
            return False
        for phrase in sorted(self.signatures | self.adverts, key=len, reverse=True):
            key = key.replace(phrase, "")
        return not key.strip(" .!|·-")

    def is_tail(self, text: str) -> bool:
        """Does this announce the link that is added to copied text?"""
        return told(text) in self.tails

    def is_button(self, text: str) -> bool:
        """Is this the label of a button of the shop, or of a link to the posts around?"""
        return told(text) in self.buttons

    def left_over(self, text: str) -> str:
        """How the first text begins that a template shows until its owner writes something."""
        lower = text.lower()
        if not any(phrase in lower for phrase in self.placeholders):
            return ""  # as nearly always: one expression for all of them takes its time
        found = _any_of(self.placeholders).search(text)
        return text[found.start() : found.start() + _SAMPLE] if found else ""


def told(text: str) -> str:
    """A text by which two spellings of one label are the same: case, blanks, last sign."""
    text = unicodedata.normalize("NFC", text).replace("\u00ad", "").replace("\u2060", "")
    return " ".join(text.split()).rstrip(" .!…").casefold()


LABELS = (*_SIGNATURES, *_ADVERTS, *_TAILS, *_UNAVAILABLE, *_BUTTONS)
"""The names under which a page's own data tell the platform's texts."""


def texts(labels: Mapping[str, str]) -> Texts:
    """The table's texts, and those that the page gives in its own data."""
    return _texts(tuple((name, labels[name]) for name in LABELS if name in labels))


@lru_cache(maxsize=64)  # the pages of a site tell the same
def _texts(told: tuple[tuple[str, str], ...]) -> Texts:
    table, labels = _table(), dict(told)
    if not labels:
        return table
    return Texts(
        signatures=table.signatures | _named(labels, _SIGNATURES),
        adverts=table.adverts | _named(labels, _ADVERTS),
        tails=table.tails | _named(labels, _TAILS),
        placeholders=table.placeholders,
        unavailable=table.unavailable | _named(labels, _UNAVAILABLE),
        buttons=_named(labels, _BUTTONS),
    )


def _named(labels: Mapping[str, str], names: Iterable[str]) -> frozenset[str]:
    """Labels without the markers of a link or of strong text."""
    plain = (labels.get(name, "") for name in names)
    marks = ("{START_LINK}", "{END_LINK}", "<strong>", "</strong>")
    return frozenset(told(_without(text, marks)) for text in plain if text) - {""}


def _without(text: str, marks: Iterable[str]) -> str:
    for mark in marks:
        text = text.replace(mark, "")
    return text


def _any_of(phrases: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, phrases)), re.IGNORECASE)


@cache
def _table() -> Texts:
    data = tomllib.loads(files("migrator").joinpath("data/texts.toml").read_text("utf-8"))

    def every(name: str) -> frozenset[str]:
        return frozenset(told(text) for row in data.values() for text in row.get(name, ()))

    return Texts(
        signatures=every("signature"),
        adverts=every("advert"),
        tails=every("tail"),
        placeholders=tuple(sorted(text.lower() for text in every("placeholder") | every("filler"))),
        unavailable=every("unavailable"),
    )
