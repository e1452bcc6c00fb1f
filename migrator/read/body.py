"""The body: boilerplate off, blocks in plain HTML, addresses absolute, and everything counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from migrator import boilerplate
from migrator.boilerplate import Scope
from migrator.census import census
from migrator.dom import (
    ANY_MEDIA,
    BACKGROUND,
    Node,
    above,
    fragment,
    inner,
    one_line,
    opens,
    outermost,
    text_of,
)
from migrator.generations.base import Generation, Page, language
from migrator.models import Census, Comment, Kind, Ledger, Note, Removal, Share
from migrator.read.anchors import mark_anchors, rescue_anchors, settle_anchors
from migrator.read.blocks import rewrite, set_addresses
from migrator.read.content import content_of
from migrator.read.remainder import Remainder, remainder
from migrator.read.reveal import reveal
from migrator.read.shown import told_backgrounds
from migrator.texts import Texts

_HEADINGS = "h1, h2, h3, h4, h5, h6"
_EATEN = 7  # a post of which less than one part in seven is left is looked at by a person
_FEW_WORDS = 40
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
    scope, invisible = prepared(body, content, page, generation, texts)
    seen, comments, before = census(body), generation.comments(page, content), _words(content)
    removed = (*invisible, *boilerplate.strip(scope, generation.name, kind))
    left = _words(content)
    inside = _read_content(content, page, generation, kind, title, scope.names)
    outside = remainder(scope)
    removed += (*inside.removed, *outside.removed)
    ledger = _ledger(seen, inside, removed, outside)
    notes = (*boilerplate.notes(removed), *inside.notes)
    return Body(
        html=inside.html,
        comments=comments,
        removed=removed,
        ledger=ledger,
        unaccounted=(*inside.unread, *outside.lines, *_missing(ledger)),
        notes=(*notes, *_doubts(inside.text, texts, removed, left, before)),
        is_empty=inside.is_empty,
    )


def prepared(
    body: Node, content: Node, page: Page, generation: Generation, texts: Texts
) -> tuple[Scope, tuple[Removal, ...]]:
    """The page with all that a visitor sees, and nothing else, as elements; may be done twice."""
    names = reveal(body, content, generation.drawn, page.names)
    scope = boilerplate.scope_of(body, content, texts, _language(page), names)
    return scope, boilerplate.strip_invisible(scope)


def _language(page: Page) -> str:
    declared = language(page, "")
    return declared.value if declared is not None else ""


@dataclass(frozen=True, slots=True)
class _Inside:
    """The content alone: as HTML, as text on one line, counted; what it lost and what it lacks."""

    html: str
    text: str
    census: Census
    from_data: Census
    removed: tuple[Removal, ...]
    unread: tuple[str, ...]
    notes: tuple[Note, ...]
    is_empty: bool


def _read_content(
    content: Node, page: Page, generation: Generation, kind: Kind, title: str, names: set[str]
) -> _Inside:
    """Comments and title out, blocks in plain HTML; the content is gone from the tree then."""
    comments = _take_comments(content, generation, kind)
    has_anchors = mark_anchors(content, page)
    blocks = rewrite(content, generation, names)
    addressed = set_addresses(content, page.base)
    headings = (*_drop_title(content, title), *_lower_headings(content))
    if has_anchors:
        settle_anchors(content)
    text = one_line(content.text(deep=True, separator=" "))
    is_empty = not text and all(BACKGROUND in each.attributes for each in content.css(ANY_MEDIA))
    removed = (*comments, *blocks.removed, *addressed, *headings)
    backgrounds = tuple(told_backgrounds(content))
    inside = _Inside(
        html=content.inner_html or "",
        text=text,
        census=census(content),
        from_data=blocks.from_data,
        removed=removed,
        unread=blocks.unread,
        notes=(*blocks.notes, *backgrounds),
        is_empty=is_empty,
    )
    content.decompose()
    return inside


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
    rescue_anchors(first)
    taken = boilerplate.removed("title-heading", [first], Share.FACT)
    return (taken,) if taken else ()


def _lower_headings(content: Node) -> Iterator[Removal]:
    """The first level is the title's: where a body has one, all of its headings go one down."""
    if not any(text_of(node) or node.css_first(ANY_MEDIA) for node in content.css("h1")):
        return
    headings = content.css("h1, h2, h3, h4, h5")
    for node in reversed(headings):  # one may stand in another
        level = int((node.tag or "h1")[1]) + 1
        lower = fragment(f"<h{level}>{inner(node)}</h{level}>")
        if lower is not None:
            node.replace_with(lower)
    yield Removal("heading-level", len(headings), 0)


def _ledger(
    seen: Census, inside: _Inside, removed: Iterable[Removal], outside: Remainder
) -> Ledger:
    shares = dict.fromkeys(Share, Census())
    shares |= {Share.ARTICLE: inside.census, Share.UNACCOUNTED: outside.census}
    for removal in removed:
        shares[removal.share] += removal.census
    return Ledger(seen, inside.from_data, tuple(shares.items()))


def _missing(ledger: Ledger) -> Iterator[str]:
    """What the ledger cannot place: a fault of ours, but nothing that goes without a line."""
    for name, number in ledger.missing.told():
        yield f"[{number} of the page's {name} that no part of the ledger holds]"


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
