"""Facts of an article, held against what its page tells of itself.

A fact from a feed, a list, an option or the address is not on this page: it cannot be checked here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from urllib.parse import unquote, urlsplit

from migrator.models import Article, Difference, Fact, Kind
from migrator.verify.addresses import joined, same_file
from migrator.verify.raw import Raw
from migrator.verify.text import normal, words
from migrator.verify.told import Told, html_text

_DOTTED = re.compile(r"(\d{1,2})\.\s*(\d{1,2})\.\s*(\d{4})")
_HALF = re.compile(r"\b([ap])\.?m\b", re.IGNORECASE)
_HERE = ("json", "meta", "page")


def fact_differences(raw: Raw, told: Told, article: Article) -> Iterator[Difference | None]:
    """Each fact that the page says otherwise, or not at all, or that the article has lost."""
    yield _title(told, article.title)
    yield _date(told, article)
    yield _clock(told, article)
    yield _text("description", article.description, _description(told))
    named = told.metas.get("author", "")
    author = "" if "webnode" in named.lower() else named
    yield _text("author", article.author, author)
    yield _language(told, article)
    yield _tags(told, article)
    yield _cover(raw, told, article)
    yield _address(raw, told, article)


def _title(told: Told, fact: Fact[str]) -> Difference | None:
    """The title must be one that the page tells, if any: as heading, in its head, in its data."""
    title = normal(fact.value)
    if fact.origin not in _HERE and title and not any(told.titles):
        return None
    if title and any(title == said or words(title) == words(said) != [] for said in told.titles):
        return None
    return Difference("title", told.titles[0] if told.titles else "", title)


def _date(told: Told, article: Article) -> Difference | None:
    """Where the page shows the day of a post, the date must be made of its figures."""
    figures = re.findall(r"\d+", told.day)[:3]
    if not figures or article.kind is not Kind.POST:
        return None
    date = article.date.value.date() if article.date else None
    dotted = _DOTTED.match(told.day)
    if date is not None and dotted is not None:
        same = tuple(map(int, dotted.groups())) == (date.day, date.month, date.year)
    else:
        said = (date.year, date.year % 100, date.month, date.day) if date is not None else ()
        same = all(int(figure) in said for figure in figures)
    return None if same else Difference("date", told.day, date.isoformat() if date else "")


def _clock(told: Told, article: Article) -> Difference | None:
    """A date that is said to be of this page must be there, to the minute if it tells it."""
    date = article.date
    stamp = str(told.own_data.get("date") or "")
    published = told.metas.get("og:article:published_time", "")
    if date is None:
        is_told = re.fullmatch("[0-9]{14}", stamp) or _is_date(published)
        is_lost = is_told and article.kind is Kind.POST
        return Difference("date", stamp or published, "") if is_lost else None
    told_here = {"json": stamp, "meta": published, "page": f"{told.day} {told.clock}".strip()}
    said = told_here.get(date.origin)
    if said is None or _says(said, date.value, date.origin):
        return None
    return Difference("date", said, date.value.isoformat())


def _is_date(text: str) -> bool:
    try:
        return bool(datetime.fromisoformat(text))
    except ValueError:
        return False


def _says(said: str, date: datetime, origin: str) -> bool:
    if origin == "json":
        return said == date.strftime("%Y%m%d%H%M%S")
    if origin == "meta":
        return _is_date(said) and datetime.fromisoformat(said).date() == date.date()
    clock = re.search(r"(\d{1,2}):(\d\d)", said)
    return bool(said) and (not clock or _is_at(date, int(clock[1]), int(clock[2]), said))


def _is_at(date: datetime, hour: int, minute: int, said: str) -> bool:
    """Is it the same time of day, by a clock of 24 hours or of 12?"""
    half = _HALF.search(said)
    hour = hour % 12 + 12 * (half[1].lower() == "p") if half else hour
    return (hour, minute) == (date.hour, date.minute)


def _description(told: Told) -> str:
    """What must come over: where the page has data, its head holds what the platform cut."""
    if not told.own_data:
        return told.metas.get("description", "")
    perex = (html_text(each) for each in _texts_of(told, "PerexBlock", "text"))
    return normal(str(told.own_data.get("meta_description") or "")) or next(perex, "")


def _texts_of(told: Told, kind: str, name: str) -> Iterator[str]:
    """The texts of this name anywhere in the blocks of a kind."""
    blocks = told.own_data.get("content_items")
    for block in blocks.values() if isinstance(blocks, dict) else ():
        if isinstance(block, dict) and block.get("type") == f"wnd.pc.{kind}":
            waiting = [block]
            while waiting:
                value = waiting.pop()
                waiting += [v for v in value.values() if isinstance(v, dict)]
                yield from (v for k, v in value.items() if k == name and isinstance(v, str))


def _text(what: str, fact: Fact[str] | None, said: str) -> Difference | None:
    """A fact in words: nothing but what the page says, and not lost if it says it."""
    if fact is None:
        return Difference(what, said, "") if said else None
    value = normal(fact.value)
    if fact.origin not in _HERE or value == said or words(value) == words(said) != []:
        return None
    return Difference(what, said, fact.value)


def _language(told: Told, article: Article) -> Difference | None:
    fact = article.language
    page = told.data.get("page")
    in_data = str(page.get("language") or "") if isinstance(page, dict) else ""
    if fact is None:
        return Difference("language", told.language, "") if told.language else None
    said = {"page": told.language, "json": in_data.replace("cz", "cs")}.get(fact.origin)
    if said is None or said.lower() == fact.value.lower():
        return None
    return Difference("language", said, fact.value)


def _tags(told: Told, article: Article) -> Difference | None:
    has = {normal(tag.value) for tag in article.tags if tag.origin in _HERE}
    if has == told.tags:
        return None
    lost, added = sorted(told.tags - has), sorted(has - told.tags)
    return Difference("tags", " | ".join(lost), " | ".join(added))


def _cover(raw: Raw, told: Told, article: Article) -> Difference | None:
    """The picture that stands for a post in its list, or in what others share of it."""
    if article.kind is not Kind.POST or article.generation == "classic":
        return Difference("cover", "", article.cover.value) if article.cover else None
    in_head, in_data = told.metas.get("og:image", ""), [*_texts_of(told, "ThumbnailBlock", "src")]
    said = [same_file(joined(raw.address, each)) for each in [*in_data, in_head] if each]
    if article.cover is None:
        return Difference("cover", said[0], "") if said and said[0] else None
    if same_file(article.cover.value) in said:
        return None
    return Difference("cover", " | ".join(said), article.cover.value)


def _address(raw: Raw, told: Told, article: Article) -> Difference | None:
    """Where the page was: in its own address, or, where a copy has lost that, in its data."""
    said = unquote(urlsplit(raw.url).path)
    if article.url != raw.url:
        return Difference("address", raw.url, article.url)
    if raw.url.startswith("http"):
        same = not article.old_path or article.old_path.rstrip("/") == said.rstrip("/")
    else:
        name = article.old_path.rstrip("/").rpartition("/")[2]
        said = str(told.own_data.get("identifier") or "")
        same = name in ("", said)
    return None if same else Difference("address", said, article.old_path)
