"""Albums: the pages of single photos, and further pages of long ones, become one gallery."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from selectolax.lexbor import LexborHTMLParser

from migrator import urls
from migrator.dom import Node, above, attribute, fragment, plain
from migrator.html import figure
from migrator.models import Article, Fact, Kind, Merged, Note, Photo, PhotoPage, Reading

_ALONE = "the album's own page was not there: it is made of the pages of its photos"


def merge(
    readings: Sequence[Reading],
) -> tuple[list[Article], tuple[Merged, ...]]:
    """The articles with their photo pages merged in, and what became of those pages."""
    articles = [reading for reading in readings if isinstance(reading, Article)]
    pages = [reading for reading in readings if isinstance(reading, PhotoPage)]
    merged: list[Merged] = []
    for album in dict.fromkeys(page.album for page in pages):
        own = sorted((p for p in pages if p.album == album), key=lambda page: page.position)
        home = _home_of(album, own, articles)
        if home is None:
            articles.append(_made_of(album, own))
            home = len(articles) - 1
        articles[home] = _with(articles[home], own)
        merged += [Merged(page.url, articles[home].url, page.source) for page in own]
    return articles, tuple(merged)


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


def _made_of(album: str, pages: Sequence[PhotoPage]) -> Article:
    slug = urls.slug_of(album)
    return Article(
        url=album,
        generation="classic",
        kind=Kind.ALBUM,
        slug=slug,
        title=Fact(slug, "address"),
        body="",
        old_path=urls.path_of(album),
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
