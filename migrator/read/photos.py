"""Pages that belong into an album: one photo each, or the further pictures of a long one."""

from __future__ import annotations

from html import escape

from migrator import urls
from migrator.dom import ANY_MEDIA, Node, attribute, fragment, inner, text_of
from migrator.generations.base import Generation, Page, PartOf
from migrator.models import Failed, Kind, Photo, PhotoPage, Snapshot
from migrator.read.body import read_body
from migrator.texts import texts

_NEXT = ".pagination .next a[href], .pagination a.next[href]"


def photo_page(
    snapshot: Snapshot, page: Page, generation: Generation, part: PartOf
) -> PhotoPage | Failed:
    """The pictures of the page with their captions, and whatever else it says."""
    title = generation.facts(page, Kind.ALBUM).title.value
    name = text_of(next(iter(page.tree.css("#pageNavigator a")[1:][-1:]), None))
    following = urls.absolute(page.base, attribute(page.tree.css_first(_NEXT), "href"))
    body = read_body(page, generation, Kind.ALBUM, title, texts(generation.labels(page)))
    root = fragment(f"<div>{body.html}</div>") if body is not None else None
    if body is None or root is None or root.css_first("figure img") is None:
        return Failed(snapshot.url, "no picture was found on the page", snapshot.source)
    photos, rest = _photos(root)
    if part.is_photo:
        photos, rest = (_named(photos[0], title, rest), *photos[1:]), ""
    return PhotoPage(
        url=snapshot.url,
        album=urls.absolute(page.url, f"/{part.album.strip('/')}/"),
        position=part.position,
        photos=photos,
        source=snapshot.source,
        name=name,
        next=following,
        rest=rest,
        comments=body.comments,
        removed=body.removed,
        ledger=body.ledger,
        unaccounted=body.unaccounted,
        notes=body.notes,
    )


def _photos(root: Node) -> tuple[tuple[Photo, ...], str]:
    """The pictures, and the HTML of what stands beside them; titles are those of the album."""
    photos = []
    for figure in root.css("figure:has(img)"):
        source = attribute(figure.css_first("img"), "src")
        photos.append(Photo(source, inner(figure.css_first("figcaption"))))
        figure.decompose()
    for heading in root.css("h1, h2"):
        heading.decompose()
    says = text_of(root) or root.css_first(ANY_MEDIA) is not None
    return tuple(photos), inner(root).strip() if says else ""


def _named(photo: Photo, title: str, text: str) -> Photo:
    """A page of one photo is called like it, unless that is only the name of its file."""
    is_file_name = urls.slug_of(photo.url).startswith(urls.safe_slug(title))
    caption = photo.caption or ("" if is_file_name else escape(title))
    return Photo(photo.url, caption, text)
