"""What answers for the pages that an old site made by itself: lists, archives, tags, feeds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from slugify import slugify

from migrator import urls
from migrator.models import Article, Feed, LeftOut, Other
from migrator.targets.base import Offers

_LISTS = ("bare-list", "list-pager")


def feed_of(others: Sequence[Other]) -> str:
    """The path of the old feed that names most posts; empty if there was none, or none tells it."""
    told = (other for other in others if isinstance(other, Feed) and urls.is_web(other.url))
    feeds = [feed for feed in told if feed.entries]
    largest = max(feeds, key=lambda feed: len(feed.entries), default=None)
    path = urls.path_of(largest.url) if largest is not None else ""
    return path if path.endswith(".xml") and "?" not in urls.page_key(path) else ""


def standins(
    articles: Iterable[Article], others: Iterable[Other], offers: Offers, old_feed: str
) -> dict[str, str]:
    """The address on the new site for each old list, tag and feed, by `urls.page_key`."""
    tags = _names(articles)
    feed = offers.feed_for(old_feed)
    told = ((urls.page_key(other.url), _standin(other, tags, offers, feed)) for other in others)
    return {key: address for key, address in told if address}


def path_and_part(address: str) -> tuple[str, str]:
    """The path of what stands in, decoded, and the part of that page, if it is one.

    >>> path_and_part("/tags/#tea"), path_and_part("/tags/c#/")
    (('/tags/', 'tea'), ('/tags/c#/', ''))
    """
    path, _, part = address.rpartition("#")
    return (path, part) if path.endswith("/") and "/" not in part else (address, "")


def _names(articles: Iterable[Article]) -> dict[str, str]:
    """Each tag by how its address may call it; what is the name of one is not short for another."""
    tags = dict.fromkeys(tag.value for article in articles for tag in article.tags)
    full = [(tag.casefold(), tag) for tag in tags]
    short = [(spelling, tag) for tag in tags for spelling in _spellings(tag)]
    return dict(reversed([*full, *short]))


def _spellings(name: str) -> Iterator[str]:
    yield name.casefold()
    yield str(slugify(name)) or name.casefold()


def _standin(other: Other, tags: dict[str, str], offers: Offers, feed: str) -> str:
    match other:
        case Feed():
            return feed
        case LeftOut(rule=rule, url=url) if rule in _LISTS:
            is_home = urls.page_key(url) == urls.host(url)
            return "/" if is_home and offers.posts else offers.posts
        case LeftOut(rule="system-page", url=url):
            return _of_system(urls.path_of(url), tags, offers)
    return ""


def _of_system(path: str, tags: dict[str, str], offers: Offers) -> str:
    """Archives are lists of posts, tags have lists of their own; nothing stands for a search."""
    parts = path.strip("/").split("/")
    if "tags" in parts[:-1]:
        named = (tags.get(spelling) for spelling in _spellings(parts[-1]))
        tag = next(filter(None, named), "")
        return (offers.tag(tag) if tag else "") or offers.posts
    return offers.posts if parts[0] in ("archive", "rss") or "archive" in parts[:2] else ""
