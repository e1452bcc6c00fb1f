"""Pages that belong into an album: one photo each, or the further pictures of a long one."""

from __future__ import annotations

from html import escape

from selectolax.lexbor import LexborHTMLParser

from migrator import boilerplate, urls
from migrator.dom import Node, attribute, inner, text_of
from migrator.generations.base import Generation, Page, PartOf
from migrator.models import Failed, Kind, Photo, PhotoPage, Snapshot
from migrator.read.blocks import rewrite, set_addresses
from migrator.read.content import content_of
from migrator.texts import texts

_NEXT = ".pagination .next a[href], .pagination a.next[href]"
_BEHIND = ".pagination, #slideshowControl"


def photo_page(
    snapshot: Snapshot, page: Page, generation: Generation, part: PartOf
) -> PhotoPage | Failed:
    """The pictures of the page, each with its caption; what else it says stands by the last one."""
    body = page.tree.body
    if body is None:
        return Failed(snapshot.url, "no picture was found on the page", snapshot.source)
    words, title = texts(generation.labels(page)), generation.facts(page, Kind.ALBUM).title.value
    name = text_of(next(iter(page.tree.css("#pageNavigator a")[1:][-1:]), None))
    following = urls.absolute(page.base, attribute(page.tree.css_first(_NEXT), "href"))
    content = content_of(body, generation)
    if content is None:
        return Failed(snapshot.url, "no content was found on the page", snapshot.source)
    scope = boilerplate.Scope(body, content, words)
    boilerplate.strip_invisible(scope)
    boilerplate.strip(scope, generation.name, Kind.ALBUM)
    for node in content.css(_BEHIND):
        node.decompose()
    rewrite(content, generation)
    set_addresses(content, page.base)
    photos = tuple(_photo(figure) for figure in content.css("figure:has(img)"))
    if not photos:
        return Failed(snapshot.url, "no picture was found on the page", snapshot.source)
    if part.is_photo:
        photos = (_with_text(photos[0], content, title), *photos[1:])
    album = urls.absolute(page.url, f"/{part.album.strip('/')}/")
    return PhotoPage(snapshot.url, album, part.position, photos, snapshot.source, name, following)


def _photo(figure: Node) -> Photo:
    source = attribute(figure.css_first("img"), "src")
    return Photo(source, inner(figure.css_first("figcaption")))


def _with_text(photo: Photo, content: Node, title: str) -> Photo:
    """A page of one photo may say more of it than its name, which is its title."""
    copy = LexborHTMLParser(content.html or "").body
    if copy is None:
        return photo
    for node in copy.css("figure, h1, h2"):
        node.decompose()
    text = copy.css_first("div.text")
    whole = text if text is not None and text_of(text) == text_of(copy) else copy
    is_name = urls.slug_of(photo.url).startswith(urls.safe_slug(title))
    caption = photo.caption or ("" if is_name else escape(title))
    return Photo(photo.url, caption, inner(whole).strip() if text_of(whole) else "")
