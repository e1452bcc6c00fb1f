"""Webnode 2, from 2016 on: all three class vocabularies at once (pages mix them).

Facts come from the page's own JSON where it has one, since only that knows the time of day.
"""

from __future__ import annotations

import re
from datetime import datetime

from migrator import urls
from migrator.dom import attribute, classes, one_line, plain, text_of
from migrator.generations import webnode2_blocks
from migrator.generations.base import (
    Facts,
    Generation,
    Mark,
    NoContent,
    Page,
    document_title,
    dotted_date,
    first_fact,
    first_heading,
    meta,
    unread_date,
    without_site,
)
from migrator.generations.webnode2_json import Embedded, embedded
from migrator.models import Fact, Kind, Note

_TITLE = ".s-bdh-t, .blog-detail-title"
_DAY = ".s-bdh-d, .blog-detail-date"
_SYSTEM = re.compile(r"^/(?:[a-z]{2}/)?(?:search|cart|checkout|servers)(?:/|$)")
_PAGER = re.compile(r"/p-[0-9a-z]+/\d+/?$")


def _kind(page: Page) -> Kind | NoContent:
    path = urls.path_of(page.url)
    if _SYSTEM.match(path):
        return NoContent("system-page", "a search, cart or checkout page of the platform")
    if _PAGER.search(path):
        return NoContent(
            "list-pager", "a further page of a list: its posts are exported themselves"
        )
    body = classes(page.tree.body)
    if "wt-blogpost" in body or embedded(page).is_post or page.tree.css_first(_TITLE):
        return Kind.POST
    return Kind.HOME if "wt-home" in body or "wtf-homepage" in body else Kind.PAGE


def _facts(page: Page, kind: Kind) -> Facts:
    json = embedded(page)
    site = meta(page, "og:site_name")
    title = _title(page, json, site)
    date, notes = _date(page, json) if kind is Kind.POST else (None, ())
    return Facts(
        title=title,
        old_path=_old_path(page, json, kind),
        date=date,
        description=_description(page, json),
        language=first_fact((attribute(page.tree.css_first("html[lang]"), "lang"), "page")),
        cover=_cover(page, json) if kind is Kind.POST else None,
        site_name=site,
        notes=_notes(page, json, title) + notes,
    )


def _title(page: Page, json: Embedded, site: str) -> Fact[str]:
    return first_fact(
        (plain(json.name), "json"),
        (text_of(page.tree.css_first(_TITLE)), "page"),
        (without_site(one_line(meta(page, "og:title")), site), "meta"),
        (without_site(document_title(page), site), "meta"),
        (first_heading(page, "main"), "page"),
    ) or Fact("", "default")


def _old_path(page: Page, json: Embedded, kind: Kind) -> str:
    if urls.is_web(page.url):
        return urls.path_of(page.url)
    return "/" if kind is Kind.HOME else json.path


def _date(page: Page, json: Embedded) -> tuple[Fact[datetime] | None, tuple[Note, ...]]:
    """The JSON's local time with the offset of the same page; else what is left of the two."""
    published = _published(page)
    if json.date is None:
        shown = text_of(page.tree.css_first(_DAY))
        read = first_fact((published, "meta"), (_shown_day(shown, json.date_mask), "page"))
        return read, () if read is not None else (unread_date(shown),)
    date = json.date.replace(tzinfo=published.tzinfo if published is not None else None)
    if published is None or published.date() == date.date():
        return Fact(date, "json"), ()
    told = f"the JSON dates the post {date.date()}, the head of the page {published.date()}"
    return Fact(date, "json"), (Note("read", told),)


def _published(page: Page) -> datetime | None:
    """Midnight of the post's day, with the server's offset."""
    try:
        return datetime.fromisoformat(meta(page, "og:article:published_time"))
    except ValueError:
        return None


def _shown_day(shown: str, mask: str) -> datetime | None:
    try:
        return datetime.strptime(shown, mask) if mask else dotted_date(shown)
    except ValueError:
        return None


def _description(page: Page, json: Embedded) -> Fact[str] | None:
    """The owner's own, else the perex; never the text that the platform cuts from the page."""
    if json.found:
        return first_fact((one_line(json.description), "json"), (plain(json.perex), "json"))
    return first_fact((one_line(meta(page, "description")), "meta"))


def _cover(page: Page, json: Embedded) -> Fact[str] | None:
    picture = urls.absolute(page.base, meta(page, "og:image"))
    return first_fact((json.cover, "json"), (urls.original(picture), "meta"))


def _notes(page: Page, json: Embedded, title: Fact[str]) -> tuple[Note, ...]:
    shown = text_of(page.tree.css_first(_TITLE))
    notes = [Note("read", json.trouble)] if json.trouble else []
    if shown and shown != title.value:
        told = f"the page shows the title “{shown}”, its data say “{title.value}”, which was taken"
        notes.append(Note("read", told))
    return tuple(notes)


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
    lists=".item > a[href], .item .item-media a[href], .item .item-head a[href]",
    kind=_kind,
    facts=_facts,
    blocks=webnode2_blocks.BLOCKS,
)
