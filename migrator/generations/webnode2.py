"""Webnode 2, from 2016 on: all three class vocabularies at once (pages mix them).

Facts come from the page's own JSON where it has one, since only that knows the time of day.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime

from migrator import urls
from migrator.dates import shown_date
from migrator.dom import classes, one_line, plain, text_of
from migrator.generations import webnode2_blocks
from migrator.generations.base import (
    Facts,
    Generation,
    ListItem,
    Locked,
    Mark,
    NoContent,
    Page,
    PartOf,
    author,
    document_title,
    first_fact,
    first_heading,
    is_locked,
    language,
    meta,
    title_fact,
    unread_date,
    without_site,
)
from migrator.generations.webnode2_check import disagreements
from migrator.generations.webnode2_json import Embedded, embedded, text
from migrator.models import Fact, Kind, Note
from migrator.texts import LABELS

_LOGO = ".logo-link, .logo-content, .logo-text-cell, .logo"
_TITLE = ".s-bdh-t, .blog-detail-title"
_DAY = ".s-bdh-d, .blog-detail-date"
_SYSTEM = re.compile(r"^/(?:[a-z]{2}(?:-[a-z]{2})?/)?(?:search|cart|checkout|servers)(?:/|$)")
_SYSTEM_LAYOUTS = frozenset(["search", "cart", "checkout"])
_SYSTEM_CLASSES = frozenset(["wt-search", "wt-cart", "wt-checkout"])
_PASSWORD = "input[type=password]"
_PAGER = re.compile(r"/p-[0-9a-z]+/\d+/?$")


def _kind(page: Page) -> Kind | NoContent | Locked | PartOf:
    path, json = urls.path_of(page.url), embedded(page)
    body = classes(page.tree.body)
    is_system = bool(_SYSTEM.match(path)) and not json.layout
    if is_system or json.layout in _SYSTEM_LAYOUTS or body & _SYSTEM_CLASSES:
        return NoContent("system-page", "a search, cart or checkout page of the platform")
    if _PAGER.search(path):
        reason = "a further page of a list: its posts are exported themselves"
        return NoContent("list-pager", reason)
    if is_locked(page, "main", _PASSWORD):
        return Locked()
    if "wt-blogpost" in body or json.is_post or page.first(_TITLE):
        return Kind.POST
    if json.is_product or "wt-product" in body:
        return Kind.PRODUCT
    is_home = body & {"wt-home", "wtf-homepage"} or json.layout == "homepage"
    return Kind.HOME if is_home else Kind.PAGE


def _facts(page: Page, kind: Kind) -> Facts:
    json = embedded(page)
    site = meta(page, "og:site_name") or text_of(page.first(_LOGO))
    title = _title(page, json, site)
    spoken = language(page, json.language)
    date, notes = _date(page, json, spoken) if kind is Kind.POST else (None, ())
    trouble = (Note("read", json.trouble),) if json.trouble else ()
    checked = disagreements(page, json) if kind is Kind.POST else ()
    return Facts(
        title=title,
        old_path=_old_path(page, json, kind),
        date=date,
        description=_description(page, json),
        author=author(page),
        language=spoken,
        cover=_cover(page, json) if kind is Kind.POST else None,
        list_page=first_fact((_list_address(page, json), "json")),
        site_name=site,
        notes=(*trouble, *_notes(page, json, title), *notes, *checked),
    )


def _title(page: Page, json: Embedded, site: str) -> Fact[str]:
    return (
        title_fact(
            (plain(json.name), "json"),
            (text_of(page.first(_TITLE)), "page"),
            (without_site(one_line(meta(page, "og:title")), site), "meta"),
            (without_site(document_title(page), site), "meta"),
        )
        or first_fact((first_heading(page, "main"), "page"))
        or Fact("", "default")
    )


def _old_path(page: Page, json: Embedded, kind: Kind) -> str:
    if urls.is_web(page.url):
        return urls.path_of(page.url)
    return "/" if kind is Kind.HOME else json.path


def _date(
    page: Page, json: Embedded, spoken: Fact[str] | None
) -> tuple[Fact[datetime] | None, tuple[Note, ...]]:
    """The JSON's local time with the offset of the same page; else what is left of the others."""
    published, shown = _published(page), text_of(page.first(_DAY))
    told = spoken.value if spoken is not None else ""
    day = shown_date(shown, json.date_mask, told, json.months)
    local = json.date
    if local is not None and published is not None:
        local = local.replace(tzinfo=published.tzinfo)
    read = first_fact((local, "json"), (published, "meta"), (day, "page"))
    if read is None:
        return None, (unread_date(shown),)
    others = tuple(c for c in read.others if c.value.date() != read.value.date())
    notes = [_two_days(read, claim.value, claim.origin) for claim in others]
    if shown and day is None:
        notes.append(unread_date(shown))
    return replace(read, others=others), tuple(notes)


def _two_days(read: Fact[datetime], other: datetime, origin: str) -> Note:
    where = {"json": "the JSON", "meta": "the head of the page", "page": "the page itself"}
    told = f"{where[read.origin]} dates the post {read.value.date()}"
    return Note("read", f"{told}, {where[origin]} {other.date()}")


def _published(page: Page) -> datetime | None:
    """Midnight of the post's day, with the server's offset."""
    try:
        return datetime.fromisoformat(meta(page, "og:article:published_time"))
    except ValueError:
        return None


def _description(page: Page, json: Embedded) -> Fact[str] | None:
    """The owner's own, else the perex; never the text that the platform cuts from the page."""
    if json.found:
        return first_fact((one_line(json.description), "json"), (plain(json.perex), "json"))
    return first_fact((one_line(meta(page, "description")), "meta"))


def _cover(page: Page, json: Embedded) -> Fact[str] | None:
    picture = urls.original(urls.absolute(page.base, meta(page, "og:image")))
    is_same = urls.file_id(picture) == urls.file_id(json.cover)
    return first_fact((json.cover, "json"), ("" if json.cover and is_same else picture, "meta"))


def _notes(page: Page, json: Embedded, title: Fact[str]) -> Iterator[Note]:
    shown = text_of(page.first(_TITLE))
    if shown and shown != title.value:
        told = f"the page shows the title “{shown}”, its data say “{title.value}”, which was taken"
        yield Note("read", told)
    if json.path and urls.is_web(page.url) and json.is_post:
        here, there = urls.page_key(page.url), urls.page_key(urls.absolute(page.url, json.path))
        if here != there and not here.endswith(there.partition("/")[2]):
            yield Note("read", f"the data call the page {json.path}, its address is another")


def _list_address(page: Page, json: Embedded) -> str:
    return urls.absolute(page.base, json.list_page) if json.list_page else ""


def _labels(page: Page) -> Mapping[str, str]:
    told = embedded(page).labels
    return {name: text(told[name]) for name in LABELS if name in told}


WEBNODE2 = Generation(
    name="webnode2",
    marks=(
        Mark("generator", selector='meta[name="generator"][content="Webnode 2"]'),
        Mark("page JSON", text="wnd.$system"),
        Mark("page frame", selector="div.wnd-page"),
        Mark("text block", selector="div.b-text, div.text-content"),
        Mark("section", selector="section.s, main section.section"),
        Mark("signature", selector='a[href*="webnode."][href*="utm_content=wnd2"]'),
    ),
    content=("main#main", "main.l-m", "main"),
    items=(
        ListItem(
            ".blog .item",
            ".item > a[href], .item-media a[href], .item-head a[href]",
            "h2, h3, .item-head h1",
            ".item-date",
            ".perex-content",
        ),
    ),
    kind=_kind,
    facts=_facts,
    blocks=webnode2_blocks.BLOCKS,
    drawn=webnode2_blocks.DRAWN,
    block_places=webnode2_blocks.PLACES,
    vocabulary=webnode2_blocks.VOCABULARY,
    labels=_labels,
)
