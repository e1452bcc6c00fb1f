"""Albums: the pages of single photos, and further pages of long ones, become one gallery."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from selectolax.lexbor import LexborHTMLParser

from migrator import urls
from migrator.dom import Node, above, attribute, fragment, plain
from migrator.html import figure
from migrator.models import Article, Fact, Kind, Merged, Note, Photo, PhotoPage, Reading

_NUMBERED = re.compile(r"(\d*)(\D*)")
_ALONE = "the album's own page was not there: it is made of the pages of its photos"


def merge(
    readings: Sequence[Reading],
) -> tuple[list[Article], tuple[Merged, ...]]:
    """The articles with their photo pages merged in, and what became of those pages."""
    articles = [reading for reading in readings if isinstance(reading, Article)]
    pages = [reading for reading in readings if isinstance(reading, PhotoPage)]
    merged: list[Merged] = []
    for album in dict.fromkeys(page.album for page in pages):
        own = _in_order([page for page in pages if page.album == album])
        home = _home_of(album, own, articles)
        if home is None:
            articles.append(_made_of(own))
            home = len(articles) - 1
        articles[home] = _with(articles[home], own)
        into = articles[home].url
        merged += [Merged(page.url, into, page.source) for page in own if page.url != into]
    return articles, tuple(merged)


def _in_order(pages: list[PhotoPage]) -> list[PhotoPage]:
    """As each page leads to the next one; where that does not tell, by their names."""
    pages = sorted(pages, key=_by_name)
    by_key = {urls.page_key(page.url): page for page in pages}
    chain: dict[str, PhotoPage] = {}
    key = urls.page_key(pages[0].url)
    while key in by_key and key not in chain:
        chain[key] = by_key[key]
        key = urls.page_key(chain[key].next) if chain[key].next else ""
    return [*chain.values(), *(page for key, page in by_key.items() if key not in chain)]


def _by_name(page: PhotoPage) -> tuple[int, list[tuple[int, str]]]:
    """The second photo comes before the tenth."""
    offset, name = page.position
    return offset, [(int(part or 0), rest) for part, rest in _NUMBERED.findall(name)]


def _home_of(album: str, pages: Sequence[PhotoPage], articles: Sequence[Article]) -> int | None:
    """Which article the album is: the page at its address, else one that shows its photos."""
    key = urls.page_key(album)
    for number, article in enumerate(articles):
        if key in urls.page_keys(article.url, article.old_path):
            return number
    photos = {urls.file_id(photo.url) for page in pages for photo in page.photos} - {""}
    for number, article in enumerate(articles):
        if any(name in article.body for name in photos):
            return number
    return None


def _made_of(pages: Sequence[PhotoPage]) -> Article:
    """An article at the address of its first page."""
    first = pages[0]
    slug = urls.slug_of(first.album)
    return Article(
        url=first.url,
        generation="classic",
        kind=Kind.ALBUM,
        slug=slug,
        title=Fact(first.name, "page") if first.name else Fact(slug, "address"),
        body="",
        source=first.source,
        old_path=urls.path_of(first.url) if urls.is_web(first.url) else "",
        notes=(Note("merge", _ALONE),),
    )


def _with(article: Article, pages: Iterable[PhotoPage]) -> Article:
    """Photos that the article has already gain what is said of them; the others are added."""
    tree = LexborHTMLParser(f"<div>{article.body}</div>")
    root = tree.body.first_child if tree.body is not None else None
    if root is None:
        return article
    for page in pages:
        for photo in page.photos:
            _place(photo, root)
    merged = (*article.merged, *(page.url for page in pages))
    return replace(article, body=root.inner_html or "", merged=merged)


def _place(photo: Photo, root: Node) -> None:
    there = next((image for image in root.css("img") if _same(image, photo)), None)
    if there is None:
        html = figure(photo.url, _caption(photo.caption, photo.text))
        new = fragment(html)
        if new is not None:
            root.insert_child(new)
        return
    shown = attribute(there, "alt")
    more = _caption("" if plain(photo.caption) == shown else photo.caption, photo.text)
    new = fragment(f"<div>{more}</div>") if plain(more) else None
    if new is not None:
        figures = [node for node in above(there) if node.tag in ("a", "figure")]
        (figures[-1] if figures else there).insert_after(new)


def _caption(caption: str, text: str) -> str:
    return "<br>".join(part for part in (caption, text) if plain(part))


def _same(image: Node, photo: Photo) -> bool:
    source = attribute(image, "src")
    return source == photo.url or (urls.file_id(source) or "-") == urls.file_id(photo.url)
