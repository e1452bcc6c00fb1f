"""What a page did not say and the feed, a list or the user knows: dates, authors, categories."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, tzinfo

from migrator import urls
from migrator.models import (
    Article,
    Claim,
    Fact,
    Failed,
    Feed,
    FeedEntry,
    Kind,
    LeftOut,
    ListEntry,
    Note,
    Other,
)

_NO_ZONE = "no time zone is known for the date, so it is taken as UTC (see --timezone)"
_IN_FEED = "the feed names this article, but its page was not there"
_IN_LIST = "its page was not there, but it is named by the list on"


@dataclass(frozen=True, slots=True)
class Listed:
    """What the list on a page says of a post; `page` is that page's address, `name` its title."""

    entry: ListEntry
    page: str
    name: str


@dataclass(frozen=True, slots=True)
class Known:
    """What feeds and lists say of each post, and what pages are called, by `page_key`."""

    feeds: Mapping[str, FeedEntry]
    lists: Mapping[str, Listed]
    names: Mapping[str, str]

    @staticmethod
    def of(articles: Iterable[Article], others: Iterable[Other]) -> Known:
        """The first feed and the first list that name a post win; of lists, pages before others."""
        feeds: dict[str, FeedEntry] = {}
        lists: dict[str, Listed] = {}
        names: dict[str, str] = {}
        for entry in (e for other in others if isinstance(other, Feed) for e in other.entries):
            feeds.setdefault(urls.page_key(entry.url), entry)
        pages: list[Article | LeftOut] = [*articles]
        pages += [other for other in others if isinstance(other, LeftOut)]
        for page in sorted(pages, key=lambda page: not _name(page)):
            names.setdefault(urls.page_key(page.url), _name(page))
            for item in page.listed:
                listed = Listed(item, page.source or page.url, _name(page))
                lists.setdefault(urls.page_key(item.url), listed)
        return Known(feeds, lists, names)


def _name(page: Article | LeftOut) -> str:
    """What a page calls its list; a home page and a post show those of other pages."""
    if isinstance(page, LeftOut):
        return page.title
    return "" if page.kind in (Kind.HOME, Kind.POST) else page.title.value


def complete(article: Article, known: Known, zone: tzinfo | None, author: str) -> Article:
    """The article with all that is known of it, and a date with an offset if it has one at all."""
    keys = urls.page_keys(article.url, article.old_path)
    feed = next(filter(None, map(known.feeds.get, keys)), None)
    listed = next(filter(None, map(known.lists.get, keys)), None)
    date, notes = _dated(article, feed, listed, zone)
    notes += _ahead(article, date)
    return replace(
        article,
        date=date,
        description=article.description or _perex(article, listed),
        author=article.author or _author(feed, author),
        guid=Fact(feed.guid, "feed") if feed is not None and feed.guid else None,
        categories=_categories(article, feed, listed, known),
        notes=(*article.notes, *notes),
    )


def _dated(
    article: Article, feed: FeedEntry | None, listed: Listed | None, zone: tzinfo | None
) -> tuple[Fact[datetime] | None, tuple[Note, ...]]:
    """The page's instant; else the feed's, which alone has an offset; else the day of the list."""
    read = article.date
    claims = [Claim(read.value, read.origin)] if read is not None else []
    if feed is not None and feed.published is not None:
        claims.append(Claim(feed.published, "feed"))
    if listed is not None and listed.entry.date is not None and article.kind is Kind.POST:
        claims.append(Claim(listed.entry.date, "list"))
    if not claims:
        return None, ()
    best = next((claim for claim in claims if claim.value.tzinfo is not None), claims[0])
    others = (*(read.others if read else ()), *(c for c in claims if _differ(c.value, best.value)))
    notes = tuple(_two_days(best, claim) for claim in claims if _differ(claim.value, best.value))
    if best.value.tzinfo is not None:
        return Fact(best.value, best.origin, others), notes
    aware = best.value.replace(tzinfo=zone or UTC)
    unknown = () if zone else (Note("complete", _NO_ZONE),)
    return Fact(aware, best.origin, others), (*notes, *unknown)


def _ahead(article: Article, date: Fact[datetime] | None) -> tuple[Note, ...]:
    if date is None or article.fetched_at is None or date.value.date() <= article.fetched_at.date():
        return ()
    return (Note("complete", "its date lies after the day on which it was fetched"),)


def _differ(one: datetime, other: datetime) -> bool:
    """Another day; another time of day is no more than a less exact source."""
    return one.date() != other.date()


def _two_days(best: Claim[datetime], other: Claim[datetime]) -> Note:
    told = (
        f"the {best.origin} dates it {best.value.date()}, the {other.origin} {other.value.date()}"
    )
    return Note("complete", told)


def _perex(article: Article, listed: Listed | None) -> Fact[str] | None:
    """What the list shows of a post, where the post has no description of its own."""
    told = listed.entry.perex if listed is not None and article.kind is Kind.POST else ""
    return Fact(told, "list") if told else None


def _author(feed: FeedEntry | None, said: str) -> Fact[str] | None:
    """Whom the feed names, else the user; the page itself goes before both."""
    if feed is not None and feed.author:
        return Fact(feed.author, "feed")
    return Fact(said, "option") if said else None


def _categories(
    article: Article, feed: FeedEntry | None, listed: Listed | None, known: Known
) -> tuple[Fact[str], ...]:
    """The page whose list a post belongs to: by the feed, its own data, or the list itself."""
    if article.kind is not Kind.POST:
        return ()
    if feed is not None and feed.categories:
        return tuple(Fact(name, "feed") for name in feed.categories)
    if article.list_page is not None:
        address, origin = article.list_page.value, article.list_page.origin
        name = known.names.get(urls.page_key(address), "")
        return (Fact(name or urls.slug_of(address), origin),)
    return (Fact(listed.name, "list"),) if listed is not None and listed.name else ()


def not_had(
    articles: Sequence[Article], others: Sequence[Other], known: Known
) -> tuple[Failed, ...]:
    """The posts that a feed or a list names and whose page is not there."""
    named = {key: Failed(e.url, _IN_FEED, title=e.title) for key, e in known.feeds.items()}
    for key, listed in known.lists.items():
        entry = listed.entry
        title = f"{entry.title}, {entry.date.date()}" if entry.date else entry.title
        named.setdefault(key, Failed(entry.url, f"{_IN_LIST} {listed.page}", title=title))
    seen = {key for article in articles for key in urls.page_keys(article.url, article.old_path)}
    seen |= {urls.page_key(other.url) for other in others}
    return tuple(failed for key, failed in named.items() if key not in seen)
