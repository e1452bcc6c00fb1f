"""Which old address is answered where on the new site: all that was seen, and what may be asked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from migrator import urls
from migrator.models import Article, Asset, Feed, Kind, Move, Moved, Other, Place
from migrator.plan import Plan
from migrator.plan.standins import path_and_part
from migrator.targets import Target

_KINDS = {Kind.POST: Moved.POST, Kind.HOME: Moved.HOME, Kind.PAGE: Moved.PAGE}
_UPLOADS = "/_files/{}"
_OF_CLASSIC = (
    "/_files/system_preview_detail_{}",
    "/_files/system_preview_small_{}",
    "/images/{}",
)


def moves(planned: Plan, others: Sequence[Other], target: Target) -> Iterator[Move]:
    """Every old address with where it is answered, the most important first.

    A builder without addresses of its own has the documents' paths in their place.
    """
    yield from _articles(planned, others, target)
    yield from _made(planned, others)
    yield from _files(planned, target)


def served(planned: Plan, target: Target) -> frozenset[str]:
    """The paths that the new site answers itself: a builder of lists has a first page, too."""
    pages = {address_of(place, target) for _, place in planned.placed}
    copies = {address_of(a, target) for a, _ in planned.copies.values()}
    offers = target.offers
    names = {tag.value for article, _ in planned.placed for tag in article.tags}
    tags = {path_and_part(offers.tag(name))[0] for name in names}
    lists = {offers.posts, offers.feed_for(planned.old_feed), "/" if offers.posts else ""}
    return frozenset({*pages, *copies, *tags, *lists} - {""})


def aliases(known: Iterable[Move]) -> dict[str, tuple[str, ...]]:
    """The old paths that a builder may answer by pages of its own, by the address they lead to."""
    found: dict[str, tuple[str, ...]] = {}
    for move in known:
        if move.fits_a_page:
            found[move.new] = (*found.get(move.new, ()), move.old)
    return found


def _articles(planned: Plan, others: Sequence[Other], target: Target) -> Iterator[Move]:
    """The pages, under all addresses that they were known by."""
    for article, place in planned.placed:
        new = address_of(place, target)
        for old in dict.fromkeys(_known_by(article)):
            yield from _move(old, new, _KINDS[article.kind.place])
    kinds = {place.path: _KINDS[article.kind.place] for article, place in planned.placed}
    led = {urls.page_key(other.url): other.url for other in others}
    for key, url in led.items():
        if key in planned.by_page and _is_ours(url, planned):
            place = planned.by_page[key]
            yield from _move(_path(url), address_of(place, target), kinds[place.path])


def _known_by(article: Article) -> Iterator[str]:
    """The old paths of an article; menus call the home page `/home/`."""
    if not article.url.startswith("file:"):
        yield _path(article.url)
    if article.old_path:
        yield article.old_path
    yield from (_path(url) for url in article.merged if urls.is_web(url))
    if article.kind is Kind.HOME:
        yield "/home/"


def _made(planned: Plan, others: Iterable[Other]) -> Iterator[Move]:
    """What the platform made by itself: lists, tags, archives, feeds."""
    for other in others:
        new, _ = path_and_part(planned.standins.get(urls.page_key(other.url), ""))
        if new and _is_ours(other.url, planned):
            moved = Moved.FEED if isinstance(other, Feed) else Moved.LIST
            yield from _move(_path(other.url), new, moved)


def _files(planned: Plan, target: Target) -> Iterator[Move]:
    """Uploads that lay on the site itself, in every size and as pop-up pages."""
    is_classic = any(article.generation == "classic" for article, _ in planned.placed)
    patterns = (_UPLOADS, *(_OF_CLASSIC if is_classic else ()))
    for asset in dict.fromkeys(asset for asset, _ in planned.copies.values()):
        upload = urls.file_id(asset.url)
        if upload and urls.host(asset.url) in planned.hosts:
            new = address_of(asset, target)
            for pattern in patterns:
                yield Move(pattern.format(upload), new, Moved.FILE, covers_below=True)


def _move(old: str, new: str, moved: Moved) -> Iterator[Move]:
    if old.rstrip("/") != new.rstrip("/"):
        yield Move(old, new, moved)


def _is_ours(url: str, planned: Plan) -> bool:
    """Was this an address of the old site? That of a saved page tells only where it was saved."""
    return urls.is_web(url) and urls.host(url) in planned.hosts


def _path(url: str) -> str:
    """The path, decoded, with the query that tells pages apart."""
    query = urls.query_of(url)
    return urls.path_of(url) + (f"?{query}" if query else "")


def address_of(there: Place | Asset, target: Target) -> str:
    """The address on the new site; where that has none of its own, the path of the file."""
    return there.permalink or f"/{there.path.relative_to(target.root)}"
