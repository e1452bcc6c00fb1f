"""The second reading: the raw page, read again by another parser, against the Markdown as rendered.

Nothing here is shared with `read/`, `boilerplate` or `markdown/`: the check must not have the
fault that it looks for. Beside the order of the words it compares bags, not trees, since two
parsers may nest tag soup differently without either being wrong.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bs4 import BeautifulSoup

from migrator.models import Article, Difference, Snapshot
from migrator.verify.addresses import Rewrites
from migrator.verify.facts import fact_differences
from migrator.verify.inventory import Inventory
from migrator.verify.messages import comment_difference, messages_on
from migrator.verify.page import album_inventory, page_inventory
from migrator.verify.places import place_differences
from migrator.verify.raw import Raw, raw_page
from migrator.verify.text import normal, signs, words
from migrator.verify.told import told_by
from migrator.verify.written import written_inventory

_SHOWN = 12  # of each kind; the rest is counted
_AROUND = 4  # words on both sides of a place


def verify(
    snapshot: Snapshot,
    article: Article,
    markdown: str,
    references: Mapping[str, str],
    merged: Sequence[Snapshot] = (),
) -> tuple[Difference, ...]:
    """Every difference between what the page says and what was written; empty if there is none.

    `references` maps the addresses that were rewritten to what now stands in their place;
    `merged` are further pages whose content the article holds.
    """
    pages = _Pages.of(snapshot, article, merged)
    messages = [messages_on(raw) for raw in pages.all]
    told = None if pages.is_made else told_by(pages.first, article)
    found = [*_body(pages, article, markdown, references), comment_difference(messages, article)]
    found += fact_differences(pages.first, told, article) if told is not None else ()
    found += [_left_over(article), _nesting(pages.first)]
    return tuple(difference for difference in found if difference is not None)


def body_differences(
    snapshot: Snapshot,
    article: Article,
    markdown: str,
    references: Mapping[str, str],
    merged: Sequence[Snapshot] = (),
) -> tuple[Difference, ...]:
    """The same for the text alone, without the facts and the comments of the article."""
    pages = _Pages.of(snapshot, article, merged)
    found = _body(pages, article, markdown, references)
    return tuple(difference for difference in found if difference is not None)


@dataclass(frozen=True, slots=True)
class _Pages:
    """The raw pages that an article holds, each parsed once."""

    first: Raw
    merged: tuple[Raw, ...]

    @staticmethod
    def of(snapshot: Snapshot, article: Article, merged: Sequence[Snapshot]) -> _Pages:
        further = tuple(raw_page(each, article) for each in merged)
        same = (raw for raw in further if raw.url == snapshot.url)
        return _Pages(next(same, None) or raw_page(snapshot, article), further)

    @property
    def is_made(self) -> bool:
        """Was the article put together of further pages, without one of its own?"""
        return any(raw is self.first for raw in self.merged)

    @property
    def all(self) -> list[Raw]:
        return [*{raw.url: raw for raw in (self.first, *self.merged)}.values()]


def _body(
    pages: _Pages, article: Article, markdown: str, references: Mapping[str, str]
) -> Iterator[Difference | None]:
    title = normal(article.title.value)
    rewrites = Rewrites(pages.first.url, references)
    page = Inventory() if pages.is_made else page_inventory(pages.first, article, rewrites)
    more = album_inventory(pages.merged, article, rewrites, page)
    page.images += more.images
    turns = page.turns
    for name, number in (more.embeds - page.embeds).items():
        turns[name] = [*turns.get(name, ()), *["embed"] * number]
    written = written_inventory(markdown, rewrites, turns)
    for link in page.wide_links & {*written.links}:
        written.links[link] = min(written.links[link], page.links[link])
    told = " ".join(words(title))
    if told and page.headings[told] == written.headings[told] + 1:
        page.forget_heading(title)
    if not told and page.mute.count(title) == written.mute.count(title) + 1:
        page.signs -= Counter(signs(title))
    yield from _bags(page, written, more if pages.merged else None)
    yield from (_anchors(page, written, article), _order(page, written), _stray(page, written))
    if not pages.merged and page.sequence == written.sequence:
        yield _difference("signs", page.signs, written.signs)
    if not pages.merged:
        yield from place_differences(page, written, with_marks=not article.redacted)


def _bags(
    page: Inventory, written: Inventory, more: Inventory | None
) -> Iterator[Difference | None]:
    """Each kind of thing, held against each other whatever its order."""
    kinds = [
        ("words", page.words, written.words),
        ("headings", page.headings, written.headings),
        ("images", page.images, written.images),
        ("links", page.links, written.links),
        ("embeds", page.embeds, written.embeds),
        ("table cells", page.cells, written.cells),
        ("list items", page.items, written.items),
    ]
    for kind in kinds:
        yield _difference(*(kind if more is None else _with_album(*kind, more)))


def _with_album(
    what: str, page: Counter[str], written: Counter[str], more: Inventory
) -> tuple[str, Counter[str], Counter[str]]:
    """One kind of thing, where further pages may say more: each of it must be written once."""
    said = {"words": more.words, "links": more.links, "embeds": more.embeds}.get(what)
    if said is None:
        return what, page, written
    added = Counter(words(more.text)) if what == "words" else said
    expected = page | Counter(dict.fromkeys(said, 1))
    allowed = {key: max(min(n, expected[key]), n - added[key]) for key, n in written.items()}
    return what, expected, Counter(allowed)


def _difference(what: str, page: Counter[str], written: Counter[str]) -> Difference | None:
    lost, added = page - written, written - page
    if not lost and not added:
        return None
    return Difference(what, _listed(lost), _listed(added))


def _listed(bag: Counter[str]) -> str:
    texts = sorted(bag.elements())
    more = f" … and {len(texts) - _SHOWN} more" if len(texts) > _SHOWN else ""
    return " | ".join(texts[:_SHOWN]) + more


def _order(page: Inventory, written: Inventory) -> Difference | None:
    """All words are there, and stand in another order."""
    if page.words != written.words or page.sequence == written.sequence:
        return None
    pairs = enumerate(zip(page.sequence, written.sequence, strict=True))
    place = next(index for index, (one, other) in pairs if one != other)
    around = slice(max(0, place - _AROUND), place + _AROUND)
    return Difference("order", " ".join(page.sequence[around]), " ".join(written.sequence[around]))


def _anchors(page: Inventory, written: Inventory, article: Article) -> Difference | None:
    """Each link to a part of this page must find it, if it did on the old one.

    In a document in which no HTML may stand, which is noted, it is enough that the first reading
    has kept the place.
    """
    lost = (written.parts & page.ids) - written.ids
    if any(note.stage == "render" for note in article.notes):
        kept = Inventory()
        kept.count_anchors(BeautifulSoup(article.body, "html.parser"))
        lost -= kept.ids
    return _difference("anchors", Counter(lost), Counter())


def _stray(page: Inventory, written: Inventory) -> Difference | None:
    """Markdown's own signs, seen in the rendered text and not in the page's."""
    stray = [
        sign for sign in ("**", "~~", "](") if written.text.count(sign) > page.text.count(sign)
    ]
    return Difference("stray markup", "", " ".join(stray)) if stray else None


def _nesting(page: Raw) -> Difference | None:
    """Neither reading has seen all elements of a page that is nested beyond all measure."""
    if not page.is_shallow:
        return None
    return Difference(
        "nesting", "elements lie more than a thousand deep: wrappers were left out", ""
    )


def _left_over(article: Article) -> Difference | None:
    """What the first reading found outside the content, and no rule accounts for."""
    if not article.unaccounted:
        return None
    return Difference("unaccounted", " | ".join(article.unaccounted)[:500], "")
