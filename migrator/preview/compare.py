"""What differs between the two sides, marked in both."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence

from migrator import assets
from migrator.dom import Node, attribute, image_source
from migrator.models import Difference
from migrator.preview.new import NewSide
from migrator.preview.old import OldSide
from migrator.preview.side import Side
from migrator.preview.wording import changed, key, wording
from migrator.verify.addresses import same_link
from migrator.verify.text import words

_OF_WORDS = frozenset(
    ["words", "order", "headings", "table cells", "list items", "stray markup", "unaccounted"]
)
_CUT_SHORT = " … and "


def mark(old: OldSide, new: NewSide, differences: Sequence[Difference]) -> None:
    """Mark in both sides what the second reading found; nothing where it found nothing."""
    kinds = {difference.what for difference in differences}
    if kinds & _OF_WORDS:
        _mark_words(old, new, _told(differences))
    if "images" in kinds:
        _mark_pictures(old, new)
    if "links" in kinds:
        _mark_links(old, new)


def _told(differences: Sequence[Difference]) -> Collection[str] | None:
    """The words that differ, if they are all told; None where any may."""
    if [each.what for each in differences if each.what in _OF_WORDS] != ["words"]:
        return None
    found = next(each for each in differences if each.what == "words")
    sides = (found.source, found.written)
    if any(_CUT_SHORT in side for side in sides):
        return None
    return {key(word) for side in sides for word in words(side)}


def _mark_words(old: OldSide, new: NewSide, told: Collection[str] | None) -> None:
    one, other = wording(old.content, old.removed), wording(new.side.body)
    lost, added = changed(one.words, other.words, told)
    one.mark(lost, old.side.mark("lost"), old.side.mark("endlost"))
    other.mark(added, new.side.mark("added"), new.side.mark("endadded"))


def _mark_pictures(old: OldSide, new: NewSide) -> None:
    def here(node: Node) -> str:
        return assets.key(old.absolute(image_source(node) or attribute(node, "src")))

    def there(node: Node) -> str:
        return assets.key(new.before(attribute(node, "src")))

    _mark_either(old, new, "img", here, there)


def _mark_links(old: OldSide, new: NewSide) -> None:
    def here(node: Node) -> str:
        return same_link(old.absolute(attribute(node, "href")))

    def there(node: Node) -> str:
        return same_link(new.before(attribute(node, "href")))

    _mark_either(old, new, "a[href]", here, there)


def _mark_either(
    old: OldSide,
    new: NewSide,
    selector: str,
    here: Callable[[Node], str],
    there: Callable[[Node], str],
) -> None:
    """Mark the elements that only one side has, by what each of them leads to."""
    left = [node for node in _in(old.content, selector) if not _is_removed(node, old.removed)]
    right = new.side.select(selector)
    _mark_others(old.side, left, here, {there(node) for node in right}, "lost")
    _mark_others(new.side, right, there, {here(node) for node in left}, "added")


def _mark_others(
    side: Side,
    nodes: Iterable[Node],
    told: Callable[[Node], str],
    others: Collection[str],
    name: str,
) -> None:
    for node in nodes:
        if told(node) not in others:
            side.add_class(node, name)


def _in(node: Node | None, selector: str) -> list[Node]:
    return [] if node is None else node.css(selector)


def _is_removed(node: Node, removed: Collection[int]) -> bool:
    here: Node | None = node
    while here is not None and here.mem_id not in removed:
        here = here.parent
    return here is not None
