"""Does each old address lead a visitor, by one hop at most, to the page that it is meant for?"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from migrator.live.old import OldAddress
from migrator.live.place import NewSite
from migrator.live.sheet import Finding, Row
from migrator.live.visitor import Answer, Visitor
from migrator.models import Moved
from migrator.redirects.rule import page

_MOST = 10  # hops
_PASSING = frozenset([302, 303, 307])
_GONE = frozenset([404, 410])
_USE_REDIRECTS = "the builder's page sends visitors on; a real redirect (see redirects/) is better"

Ended = Literal["", "loop", "old-host", "elsewhere"]


@dataclass(frozen=True, slots=True)
class Way:
    """The answers from an address to where it ends; `ended` says what is odd about the end."""

    answers: tuple[Answer, ...]
    ended: Ended = ""

    @property
    def hops(self) -> int:
        """How often a visitor is sent on."""
        return len(self.answers) - 1 + bool(self.ended)

    @property
    def end(self) -> Answer:
        """The last answer."""
        return self.answers[-1]


def way(visitor: Visitor, url: str) -> Way:
    """Follow redirects, and pages that send their visitors on, within the new site."""
    answers = [visitor.ask(url)]
    while there := answers[-1].leads_to:
        if ended := _odd(visitor.site, there, len(answers)):
            return Way(tuple(answers), ended)
        answers.append(visitor.ask(visitor.site.own(there)))
    return Way(tuple(answers))


def _odd(site: NewSite, there: str, hops: int) -> Ended:
    if not site.own(there):
        return "old-host" if site.is_old(there) else "elsewhere"
    return "loop" if hops > _MOST else ""


def row_of(old: OldAddress, visitor: Visitor) -> Row:
    """What became of an old address."""
    found = way(visitor, visitor.site.base + old.asked)
    row = Row(old.moved.value, old.asked, old.new)
    if found.end.unasked:
        return replace(row, unchecked=found.end.unasked)
    finding = _finding(found, old, visitor)
    return replace(row, findings=(finding,)) if finding else row


def _finding(found: Way, old: OldAddress, visitor: Visitor) -> Finding | None:
    if trouble := _ended(found) or _status(found, old):
        return trouble
    if not _is_meant(found, old, visitor.site):
        return _elsewhere(found, old, visitor)
    if is_soft(found.end, visitor) and found.hops == 0:
        return Finding("soft-404", "it answers like an address that cannot be there")
    return _how(found)


def _ended(found: Way) -> Finding | None:
    """A way without an end within the site."""
    there = found.end.leads_to
    match found.ended:
        case "loop":
            return Finding("loop", f"it leads in a circle, by {there}")
        case "old-host":
            return Finding("old-host", f"it leads to the old site: {there}")
        case "elsewhere":
            return Finding("wrong-page", f"it leads to another site: {there}")
    return None


def _status(found: Way, old: OldAddress) -> Finding | None:
    end = found.end
    if end.trouble:
        return Finding("error", end.trouble)
    if end.status == 200:
        return None
    way = f"it leads to {end.url}: " if found.hops else ""
    told = f"{way}{end.status}, {old.new} is meant"
    return Finding("404" if end.status in _GONE else "error", told)


def _is_meant(found: Way, old: OldAddress, site: NewSite) -> bool:
    """Is the end the page that is meant, by its address or by what it calls its own?"""
    own = site.own(found.end.head.canonical)
    keys = {site.key(found.end.url), *([site.key(own)] if own else [])}
    meant = {page(old.new), ""} if old.moved is Moved.HOME else {page(old.new)}
    return bool(meant & keys)


def _elsewhere(found: Way, old: OldAddress, visitor: Visitor) -> Finding:
    if found.hops == 0 and is_soft(found.end, visitor):
        return Finding("soft-404", "it answers like an address that cannot be there")
    if found.hops and visitor.site.key(found.end.url) == "":
        return Finding("to-home", f"it leads to the home page, not to {old.new}")
    if found.hops:
        return Finding("wrong-page", f"it leads to {found.end.url}, not to {old.new}")
    return Finding("wrong-page", f"another page stands there, and {old.new} is meant")


def is_soft(end: Answer, visitor: Visitor) -> bool:
    """Is this what the site answers where nothing can be, though with the status of a page?"""
    nobody = visitor.nobody()
    if nobody.status != 200 or end.url == nobody.url or nobody.leads_to:
        return False
    is_page = "html" in end.media_type and "html" in nobody.media_type
    return end.digest == nobody.digest or (is_page and _told(end) == _told(nobody))


def _told(answer: Answer) -> tuple[str, tuple[str, ...]]:
    return answer.head.title, answer.head.headings


def _how(found: Way) -> Finding | None:
    """The right page, and how one gets there."""
    passing = [answer for answer in found.answers if answer.status in _PASSING]
    if passing:
        told = f"it answers {passing[0].status}: search engines keep the old address"
        return Finding("temporary", told)
    if found.hops > 1:
        ways = " → ".join(answer.url for answer in found.answers[1:])
        return Finding("two-hops", f"it leads to {ways}")
    if found.hops and found.answers[0].status == 200:
        return Finding("meta-refresh", _USE_REDIRECTS, is_fault=False)
    return None
