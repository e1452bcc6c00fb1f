"""What the lists on a page say of the posts that they name."""

from __future__ import annotations

from collections.abc import Iterator

from migrator import urls
from migrator.dates import shown_date
from migrator.dom import Node, attribute, inner, plain, text_of
from migrator.generations.base import Generation, ListItem, Page, language
from migrator.models import ListEntry


def listed(page: Page, generation: Generation) -> tuple[ListEntry, ...]:
    """The pages of this site that the lists on this page name, each once."""
    entries: dict[str, ListEntry] = {}
    spoken = language(page, "")
    for how in generation.items:
        for entry in _entries(page, how, spoken.value if spoken else ""):
            entries.setdefault(entry.url, entry)
    return tuple(entries.values())


def _entries(page: Page, how: ListItem, spoken: str) -> Iterator[ListEntry]:
    for item in page.tree.css(how.item):
        href = attribute(item.css_first(how.link), "href")
        url = urls.absolute(page.base, href) if not href.startswith("#") else ""
        if urls.is_page_of(page.base, url):
            shown = _text(item, how.date)
            yield ListEntry(
                url=url,
                title=_text(item, how.title),
                date=shown_date(shown, language=spoken) if shown else None,
                perex=plain(inner(item.css_first(how.perex))) if how.perex else "",
            )


def _text(item: Node, selector: str) -> str:
    return text_of(item.css_first(selector)) if selector else ""
