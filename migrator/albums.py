"""Albums: the pages of single photos, and further pages of long ones, become one gallery."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain

from migrator import urls
from migrator.dom import Node, above, attribute, fragment, inner, plain, text_of
from migrator.html import figure
from migrator.models import Article, Comment, Fact, Kind, Merged, Note, Photo, PhotoPage, Reading
from migrator.spool import Spool

_NUMBERED = re.compile(r"(\d*)(\D*)")
_ALONE = "the album's own page was not there: it is made of the pages of its photos"


def merge(readings: Sequence[Reading]) -> tuple[Sequence[Article], tuple[Merged, ...]]:
    """The articles with their photo pages merged in, and what became of those pages."""
    articles = Spool(reading for reading in readings if isinstance(reading, Article))
    albums: dict[str, list[PhotoPage]] = {}
    for page in readings:
        if isinstance(page, PhotoPage):
            albums.setdefault(page.album, []).append(page)
    if not albums:
        return articles, ()
    homes, merged = _Homes(articles), list[Merged]()
    for album, pages in albums.items():
        own = _in_order(pages)
        into = homes.put(album, own)
        merged += [Merged(page.url, into, page.source) for page in own if page.url != into]
    return Spool(homes), tuple(merged)


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


class _Homes:
    """The articles, of which some are albums: `_albums` has those as they are now, by number."""

    def __init__(self, articles: Sequence[Article]) -> None:
        self._articles, self._albums = articles, dict[int, Article]()
        self._numbers: dict[str, int] = {}
        for number, article in enumerate(articles):
            self._note(number, article)

    def __iter__(self) -> Iterator[Article]:
        """Those that were there before, then those that had to be made."""
        yield from (self._albums.get(n, article) for n, article in enumerate(self._articles))
        yield from (album for n, album in self._albums.items() if n >= len(self._articles))

    def put(self, album: str, pages: Sequence[PhotoPage]) -> str:
        """Merge the pages of an album into its article, whose address this gives."""
        number = self._home_of(album, pages)
        if number is None:
            number, article = len(self._articles) + len(self._albums), _made_of(pages)
            self._note(number, article)
        else:
            article = self._albums.get(number) or self._articles[number]
        self._albums[number] = _with(article, pages)
        return article.url

    def _home_of(self, album: str, pages: Sequence[PhotoPage]) -> int | None:
        """Which article it is: the page at its address, else one that shows its photos."""
        number = self._numbers.get(urls.page_key(album))
        photos = {urls.file_id(photo.url) for page in pages for photo in page.photos} - {""}
        if number is not None or not photos:
            return number
        made = (each for each in self._albums.items() if each[0] >= len(self._articles))
        there = ((n, self._albums.get(n, article)) for n, article in enumerate(self._articles))
        shows = (n for n, a in chain(there, made) if all(name in a.body for name in photos))
        return next(shows, None)

    def _note(self, number: int, article: Article) -> None:
        for key in urls.page_keys(article.url, article.old_path):
            self._numbers.setdefault(key, number)


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
