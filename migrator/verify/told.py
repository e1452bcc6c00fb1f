"""What a raw page tells of itself beside its text: its names, its day, its head, its data."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bs4 import BeautifulSoup, Tag

from migrator.models import Article, Kind
from migrator.verify.classic import date_line, tag_lines
from migrator.verify.raw import Raw, data_of
from migrator.verify.text import names_of, normal, visible

_DAY = frozenset(["s-bdh-d", "blog-detail-date"])
_NAMES = frozenset(["s-bdh-t", "blog-detail-title"])
_CLOCK = re.compile(r"\d{1,2}:\d\d(?::\d\d)?")


@dataclass(frozen=True, slots=True)
class Told:
    """All that facts can be held against; `metas` by their names, `data` from the page's script."""

    titles: tuple[str, ...]
    day: str  # as shown
    clock: str
    metas: Mapping[str, str]
    language: str
    tags: frozenset[str]
    data: Mapping[str, Any]

    @property
    def own_data(self) -> Mapping[str, Any]:
        """What the data say of this very page."""
        return _mapping(self.data.get("listing_item")) or _mapping(self.data.get("page"))


def told_by(raw: Raw, article: Article) -> Told:
    """Read off the page while it is whole."""
    elements = [node for node in raw.soup.descendants if isinstance(node, Tag)]
    data = data_of([node for node in elements if node.name == "script"])
    root = raw.soup.find(id="content")
    content = root if article.generation == "classic" and isinstance(root, Tag) else None
    shown = _shown_day(elements, article.generation, content)
    lines = tag_lines(content) if content and article.kind is Kind.POST else []
    named = (visible(link) for line in lines for link in line.find_all("a", href=True))
    return Told(
        titles=tuple(dict.fromkeys(_titles(elements, data))),
        day=_CLOCK.sub("", shown),
        clock=next(iter(_CLOCK.findall(shown)), ""),
        metas=_metas(elements),
        language=next((str(n["lang"]).strip() for n in elements if _declares(n)), ""),
        tags=frozenset(filter(None, named)),
        data=data,
    )


def _declares(node: Tag) -> bool:
    return node.name == "html" and node.has_attr("lang")


def html_text(written: str) -> str:
    """A text that may hold HTML, as a reader would see it."""
    whole = written.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    is_html = "<" in whole or "&" in whole
    return visible(BeautifulSoup(whole, "html.parser")) if is_html else normal(whole)


def _titles(elements: Sequence[Tag], data: Mapping[str, Any]) -> Iterator[str]:
    """Every title that the page has, with and without the site's name behind it."""
    whole = [normal(node.get_text()) for node in elements if node.name == "title"]
    heads = (node for node in elements if node.get("property") == "og:title")
    whole += [normal(str(node.get("content"))) for node in heads]
    whole = [title for title in whole if not title.startswith("::")]  # the site's name alone
    for title in whole:
        yield title
        yield title.rpartition("::")[0].strip()
    yield from (visible(node) for node in elements if _names_the_page(node))
    for part in ("listing_item", "page"):
        yield html_text(str(_mapping(data.get(part)).get("name") or ""))
    if not any(whole):
        yield from (visible(node) for node in elements if node.name in ("h1", "h2", "h3"))


def _names_the_page(node: Tag) -> bool:
    if node.get("id") == "navCurrentPage" or names_of(node) & _NAMES:
        return True
    return node.name == "h1" and node.find_parent(class_="boxTitle") is not None


def _shown_day(elements: Sequence[Tag], generation: str, content: Tag | None) -> str:
    """When the page says that the post is of."""
    if generation == "classic":
        shown = date_line(content) if content is not None else None
    else:
        shown = next((node for node in elements if names_of(node) & _DAY), None)
    return visible(shown) if shown is not None else ""


def _metas(elements: Sequence[Tag]) -> dict[str, str]:
    metas: dict[str, str] = {}
    for node in (each for each in elements if each.name == "meta" and each.has_attr("content")):
        for name in (node.get("name"), node.get("property")):
            if name:
                metas.setdefault(str(name).lower(), normal(str(node["content"])))
    return metas


def _mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}
