"""Albums: the pages of single photos, and further pages of long ones, become one gallery."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from migrator import urls
from migrator.dom import Node, above, attribute, fragment, inner, plain, text_of
from migrator.html import figure
from migrator.models import Article, Comment, Fact, Kind, Merged, Note, Photo, PhotoPage, Reading

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
        if photos and all(name in article.body for name in photos):
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


def _with(article: Article, pages: Sequence[PhotoPage]) -> Article:
    """Photos that the article has already gain what is said of them; the others are added."""
    root = fragment(f"<div>{article.body}</div>")
    if root is None:
        return article
    there = {_key(attribute(image, "src")): image for image in reversed(root.css("img"))}
    for photo in (photo for page in pages for photo in page.photos):
        _place(photo, root, there)
    for page in pages:
        _add_rest(page.rest, root)
    others = [page for page in pages if page.url != article.url]
    return replace(
        article,
        body=inner(root),
        merged=(*article.merged, *(page.url for page in pages)),
        comments=_renumbered([article.comments, *(page.comments for page in pages)]),
        ledger=sum((page.ledger for page in pages), article.ledger),
        unaccounted=(*article.unaccounted, *(u for page in pages for u in page.unaccounted)),
        notes=(*article.notes, *(note for page in others for note in page.notes)),
    )


def _place(photo: Photo, root: Node, there: dict[str, Node]) -> None:
    image = there.get(_key(photo.url))
    if image is None:
        new = fragment(figure(photo.url, _caption(photo.caption, photo.text)))
        picture = new.css_first("img") if new is not None else None
        if new is not None and picture is not None:
            root.insert_child(new)
            there[_key(photo.url)] = picture
        return
    shown = attribute(image, "alt")
    more = _caption("" if plain(photo.caption) == shown else photo.caption, photo.text)
    new = fragment(f"<div>{more}</div>") if plain(more) else None
    if new is not None:
        figures = [node for node in above(image) if node.tag in ("a", "figure")]
        (figures[-1] if figures else image).insert_after(new)


def _add_rest(rest: str, root: Node) -> None:
    """What a further page says beside its pictures, unless the album says it already."""
    new = fragment(f"<div>{rest}</div>") if rest else None
    if new is not None and Counter(text_of(new).split()) - Counter(text_of(root).split()):
        root.insert_child(new)


def _renumbered(threads: Iterable[tuple[Comment, ...]]) -> tuple[Comment, ...]:
    """The messages of several pages, counted on."""
    found: list[Comment] = []
    for comments in threads:
        start = len(found)
        for each in comments:
            parent = each.parent + start if each.parent else 0
            found.append(replace(each, number=each.number + start, parent=parent))
    return tuple(found)


def _key(source: str) -> str:
    return urls.file_id(source) or source


def _caption(caption: str, text: str) -> str:
    return "<br>".join(part for part in (caption, text) if plain(part))
