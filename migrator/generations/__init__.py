"""Which generation wrote a page: exactly one must claim it, or it is refused with the reason."""

from __future__ import annotations

from dataclasses import dataclass

from migrator.dom import text_of
from migrator.generations.base import Block, Generation, Page, document_title
from migrator.generations.classic import CLASSIC
from migrator.generations.webnode2 import WEBNODE2
from migrator.texts import texts, told

ALL = (CLASSIC, WEBNODE2)
BY_NAME = {generation.name: generation for generation in ALL}
_ERROR_TITLE = "Webnode Error Page"
_ERROR = (f"<title>{_ERROR_TITLE}</title>", "text-heading1")
_LONGEST = 80  # words of such a page; an owner may quote it


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why no generation is sure of a page, and how many marks of each stand on it."""

    reason: str
    marks: tuple[tuple[str, int], ...] = ()


def is_error_page(body: bytes) -> bool:
    """Is this the page that Webnode's servers show for their own faults, with any status?"""
    return _says_error(body.decode("utf-8", "replace"))


def _says_error(text: str) -> bool:
    return all(mark in text for mark in _ERROR)


def unavailable(page: Page) -> str:
    """Why the platform shows a page of its own in place of the owner's; empty if it does not."""
    if document_title(page) == _ERROR_TITLE and _says_error(page.text):
        return "this is Webnode's own error page, not a page of the site"
    root = page.tree.css_first("main, #content") or page.tree.body
    if root is None or _is_long(root.text(deep=True, separator=" ")):
        return ""
    headings = {told(text_of(node)) for node in page.tree.css("h1, title")}
    labels = next(filter(None, (generation.labels(page) for generation in ALL)), {})
    shown = texts(labels).unavailable & headings
    if not shown or _is_long(text_of(page.tree.body)):
        return ""
    return f"the site is switched off, perhaps over its quota: “{next(iter(shown))}”"


def _is_long(text: str) -> bool:
    return len(text.split(None, _LONGEST)) > _LONGEST


def recognise(page: Page) -> Generation | Refusal:
    """The one generation that claims the page, or why there is none."""
    if reason := unavailable(page):
        return Refusal(reason)
    marks = tuple((generation.name, generation.marks_on(page)) for generation in ALL)
    claims = [name for name, number in marks if number >= 2]
    if len(claims) == 1:
        return BY_NAME[claims[0]]
    if claims:
        return Refusal(f"the page bears the marks of {' and '.join(claims)} at once")
    reason = "no Webnode generation claims this page: it bears fewer than two of their marks"
    return Refusal(reason, marks)


__all__ = ["ALL", "BY_NAME", "Block", "Refusal", "is_error_page", "recognise", "unavailable"]
