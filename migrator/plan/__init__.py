"""Where everything goes: permalinks without collisions, copies of files, and what stands for lists.

places      where each article goes, and which old pages it answers
files       where each picture and file is copied to
standins    what answers for the lists, tags and feeds of the old site
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from migrator import urls
from migrator.models import Article, LeftOut, Other, Place, StoredFile, most_told
from migrator.plan.files import Copies, Shown, copies, shown
from migrator.plan.places import Placed, places
from migrator.plan.standins import feed_of, standins
from migrator.spool import Spool
from migrator.targets.base import Target

__all__ = ["Plan", "plan"]


@dataclass(frozen=True, slots=True)
class Plan:
    """Each article with its place, and where everything else is to be found.

    By `urls.page_key`: `by_page` are the places that answer old pages, `standins` the addresses of
    the new site for old lists, tags and feeds, `dead` what the old site itself did not answer.
    By the path of a document: `copies`, and `anchors`, the parts of it that links name.
    """

    placed: Placed
    by_page: Mapping[str, Place]
    hosts: frozenset[str]
    copies: Copies
    anchors: frozenset[tuple[PurePosixPath, str]]
    standins: Mapping[str, str]
    dead: frozenset[str]
    old_feed: str  # the path of the old feed of all posts

    @property
    def alone(self) -> Plan:
        """The plan without the articles: all that one of them needs of the others."""
        return replace(self, placed=())

    @property
    def host(self) -> str:
        """The host of most pages; empty if none tells it."""
        return most_told(urls.host(article.url) for article, _ in self.placed)


def plan(
    articles: Sequence[Article],
    target: Target,
    others: Sequence[Other] = (),
    files: Mapping[str, StoredFile] | None = None,
) -> Plan:
    """Give everything a place of its own.

    `others` are the pages that are no articles; `files` is what was received, by `assets.key`.
    """
    placed, by_page = places(articles, target, others)
    seen = Spool(shown(article) for article, _ in placed)
    pages = Spool((place, each.files) for (_, place), each in zip(placed, seen, strict=True))
    old_feed = feed_of(others)
    return Plan(
        placed=placed,
        by_page=by_page,
        hosts=frozenset(urls.host(article.url) for article in articles),
        copies=copies(pages, files or {}, target),
        anchors=frozenset(_anchors(seen, by_page)),
        standins=standins(articles, others, target.offers, old_feed),
        dead=frozenset(urls.page_key(other.url) for other in others if _is_dead(other)),
        old_feed=old_feed,
    )


def _anchors(seen: Sequence[Shown], by_page: Mapping[str, Place]) -> set[tuple[PurePosixPath, str]]:
    parts = (part for each in seen for part in each.parts)
    return {(by_page[key].path, name) for key, name in parts if key in by_page}


def _is_dead(other: Other) -> bool:
    return isinstance(other, LeftOut) and other.rule == "dead-link"
