"""The body: boilerplate off, blocks in plain HTML, addresses absolute, and everything counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from migrator import boilerplate, urls
from migrator.census import census
from migrator.dom import (
    ANY_MEDIA,
    Node,
    above,
    addresses,
    attribute,
    children,
    image_source,
    one_line,
    opens,
    outermost,
    text_of,
)
from migrator.elements import EMBEDS
from migrator.generations.base import Generation, Page, language
from migrator.models import Census, Comment, Kind, Ledger, Note, Removal, Share
from migrator.read.blocks import rewrite, set_addresses
from migrator.read.content import content_of
from migrator.read.reveal import reveal
from migrator.texts import Texts

_HEADINGS = "h1, h2, h3, h4, h5, h6"
_EATEN = 7  # a post of which less than one part in seven is left is looked at by a person
_FEW_WORDS = 40
_SHOWN_FIELDS = ("letters", "images", "links", "files", "embeds")
_LISTS = ("post-list", "pager", "form", "new-message-form")


@dataclass(frozen=True, slots=True)
class Body:
    """The content of a page as HTML, what was taken off it, and what was left over."""

    html: str
    comments: tuple[Comment, ...]
    removed: tuple[Removal, ...]
    ledger: Ledger
    unaccounted: tuple[str, ...]
    notes: tuple[Note, ...]
    is_empty: bool

    @property
    def has_list(self) -> bool:
        """Did a list of posts stand on the page?"""
        return any(removal.rule == "post-list" for removal in self.removed)


def read_body(
    page: Page, generation: Generation, kind: Kind, title: str, texts: Texts
) -> Body | None:
    """The content of the page; None if the generation's selectors find none.

    The page's tree is used up: nothing else can be read from it afterwards.
    """
    body, content = page.tree.body, content_of(page.tree.body, generation)
    if body is None or content is None:
        return None
    declared = language(page, "")
    spoken = declared.value if declared is not None else ""
    reveal(body, content, generation.drawn)
    scope = boilerplate.Scope(body, content, texts, spoken)
    removed = boilerplate.strip_invisible(scope)
    seen, comments, before = census(body), generation.comments(page, content), _words(content)
    removed += boilerplate.strip(scope, generation.name, kind)
    left = _words(content)
    removed += _take_comments(content, generation, kind)
    blocks = rewrite(content, generation)
    removed += (*blocks.removed, *set_addresses(content, page.base), *_drop_title(content, title))
    html, article = content.inner_html or "", census(content)
    text = one_line(content.text(deep=True, separator=" "))
    empty = not text and content.css_first(ANY_MEDIA) is None
    content.decompose()
    removed += boilerplate.strip_outside(scope)
    left_over = census(body)
    if not left_over.only(_SHOWN_FIELDS):  # tables and forms that only place what was taken out
        removed += (Removal("empty-frame", 0, 0, census=left_over),) if left_over else ()
        left_over = Census()
    ledger = _ledger(seen, blocks.from_data, article, removed, left_over)
    unaccounted = (*blocks.unread, *_left_over(body), *_missing(ledger))
    notes = (*boilerplate.notes(removed), *blocks.notes)
    notes += tuple(_doubts(text, texts, removed, left, before))
    return Body(html, comments, removed, ledger, unaccounted, notes, empty)


def _words(content: Node) -> int:
    return len(content.text(deep=True, separator=" ").split())


def _take_comments(content: Node, generation: Generation, kind: Kind) -> tuple[Removal, ...]:
    """Below an article they are data beside it; on a page of their own they are what it says."""
    if kind is Kind.FORUM or not generation.messages:
        return ()
    messages = content.css(generation.messages)
    boxes = [box for box in content.css(generation.boxes) if _only_holds(box, messages)]
    taken = boilerplate.removed("comments", [*boxes, *messages], Share.COMMENTS)
    return (taken,) if taken else ()


def _only_holds(box: Node, messages: list[Node]) -> bool:
    """Does nothing but titles stand in the box beside the messages?"""
    inside = [each for each in messages if any(a.mem_id == box.mem_id for a in above(each))]
    known = {message.mem_id for message in inside}
    titles = outermost(box.css(f".boxTitle, {_HEADINGS}"))
    own = [t for t in titles if not any(each.mem_id in known for each in above(t))]
    rest = Counter(text_of(box).split())
    for part in (*inside, *own):
        rest -= Counter(text_of(part).split())
    return bool(inside) and not rest


def _drop_title(content: Node, title: str) -> tuple[Removal, ...]:
    """The first heading, if it says the title again and nothing stands before it."""
    first = next((node for node in content.css(_HEADINGS) if text_of(node)), None)
    if first is None or first.css_first(ANY_MEDIA) or text_of(first) != one_line(title):
        return ()
    if not opens(content, first):
        return ()
    taken = boilerplate.removed("title-heading", [first], Share.FACT)
    return (taken,) if taken else ()


def _ledger(
    seen: Census, from_data: Census, article: Census, removed: Iterable[Removal], left: Census
) -> Ledger:
    shares = dict.fromkeys(Share, Census())
    shares |= {Share.ARTICLE: article, Share.UNACCOUNTED: left}
    for removal in removed:
        shares[removal.share] += removal.census
    return Ledger(seen, from_data, tuple(shares.items()))


def _missing(ledger: Ledger) -> Iterator[str]:
    """What the ledger cannot place: a fault of ours, but nothing that goes without a line."""
    for name, number in ledger.missing.told():
        yield f"[{number} of the page's {name} that no part of the ledger holds]"


def _left_over(body: Node) -> Iterator[str]:
    """What stands outside the content and no rule names: most likely something of the owner's."""
    for part in children(body):
        shown = [] if not part.is_element_node else _shown(part)
        yield from dict.fromkeys(filter(None, [text_of(part), *shown]))
    for link in body.css("a[href]"):
        if not text_of(link) and link.css_first(ANY_MEDIA) is None:
            yield f"[a link without any text: {attribute(link, 'href')}]"


def _shown(part: Node) -> list[str]:
    found = addresses(part)
    pictures = [image_source(image) for image in part.css("img")]
    return pictures + [u for node, _, u in found if node.tag in EMBEDS or urls.is_upload(u)]


def _doubts(
    text: str, texts: Texts, removed: Iterable[Removal], left: int, before: int
) -> Iterator[Note]:
    """What a person should look at."""
    if sample := texts.left_over(text):
        yield Note("read", f"text of the template is still there: “{sample}”")
    listed = sum(removal.words for removal in removed if removal.rule in _LISTS)
    before -= listed
    if before >= _FEW_WORDS and left * _EATEN < before:
        told = f"only {left} of the {before} words in the content are left: look at this page"
        yield Note("read", told)
