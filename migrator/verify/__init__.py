"""The second reading: the raw page, read again by another parser, against the Markdown as rendered.

Nothing here is shared with `read/`, `boilerplate` or `markdown/`: the check must not have the
fault that it looks for. Beside the order of the words it compares bags, not trees, since two
parsers may nest tag soup differently without either being wrong.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from bs4 import BeautifulSoup

from migrator.depth import shallow_bytes
from migrator.models import Article, Difference, Kind, Snapshot
from migrator.verify.addresses import Rewrites
from migrator.verify.inventory import Inventory, normal, words
from migrator.verify.page import album_inventory, comment_words, page_inventory
from migrator.verify.written import written_inventory

_SHOWN = 12  # of each kind; the rest is counted
_DOTTED = re.compile(r"(\d{1,2})\.\s*(\d{1,2})\.\s*(\d{4})")
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
    rewrites = Rewrites(snapshot.url, references)
    title = normal(article.title.value)
    is_made = any(snapshot.url == each.url for each in merged)
    page = Inventory(titles=(title,)) if is_made else page_inventory(snapshot, article, rewrites)
    more = album_inventory(merged, article, rewrites, page)
    page.images += more.images
    written = written_inventory(markdown, rewrites, page.embeds | more.embeds)
    told = " ".join(words(title))
    if told and page.headings[told] == written.headings[told] + 1:
        page.forget_heading(title)
    found = [*_bags(page, written, more if merged else None)]
    found += [_anchors(page, written, article)]
    found += [_order(page, written), _stray(page, written), _comments([snapshot, *merged], article)]
    found += [_title(page, title), _date(page, article), _left_over(article), _nesting(snapshot)]
    return tuple(difference for difference in found if difference is not None)


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

    A document without any anchor is one in which no HTML may stand: then it is enough that the
    first reading has kept the place.
    """
    lost = (written.parts & page.ids) - written.ids
    if lost and not written.ids:
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


def _title(page: Inventory, title: str) -> Difference | None:
    """The title must be one that the page tells: as heading, in its head, or in its data."""
    if title and any(title == said or words(title) == words(said) != [] for said in page.titles):
        return None
    return Difference("title", page.titles[0] if page.titles else "", title)


def _date(page: Inventory, article: Article) -> Difference | None:
    """Where the page shows the day of a post, the date must be made of its figures."""
    figures = re.findall(r"\d+", page.day)[:3]
    if not figures or article.kind is not Kind.POST:
        return None
    date = article.date.value.date() if article.date else None
    dotted = _DOTTED.match(page.day)
    if date is not None and dotted is not None:
        same = tuple(map(int, dotted.groups())) == (date.day, date.month, date.year)
    else:
        said = (date.year, date.year % 100, date.month, date.day) if date is not None else ()
        same = all(int(figure) in said for figure in figures)
    return None if same else Difference("date", page.day, date.isoformat() if date else "")


def _comments(snapshots: Sequence[Snapshot], article: Article) -> Difference | None:
    """Every word and link of every message must be in the comments, and nothing else."""
    if not article.comments and not any(b'class="post' in each.body for each in snapshots):
        return None
    pages = {snapshot.url: snapshot for snapshot in snapshots}.values()
    said = sum((comment_words(page, article) for page in pages), Counter[str]())
    parts = (part for c in article.comments for part in (c.title, c.date, c.author, c.text))
    written = Counter(word for part in parts for word in words(normal(part)))
    written.update(address for comment in article.comments for address in comment.links)
    return _difference("comments", said, written)


def _nesting(snapshot: Snapshot) -> Difference | None:
    """Neither reading has seen all elements of a page that is nested beyond all measure."""
    if shallow_bytes(snapshot.body) == snapshot.body:
        return None
    return Difference(
        "nesting", "elements lie more than a thousand deep: wrappers were left out", ""
    )


def _left_over(article: Article) -> Difference | None:
    """What the first reading found outside the content, and no rule accounts for."""
    if not article.unaccounted:
        return None
    return Difference("unaccounted", " | ".join(article.unaccounted)[:500], "")
