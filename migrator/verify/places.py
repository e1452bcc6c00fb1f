"""Is each thing where it was: pictures, links, items, cells, breaks between the same letters?

Where words differ, letters cannot be counted: then only the order of things is told.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from migrator.models import Difference
from migrator.verify.inventory import ANY, Inventory, Thing
from migrator.verify.text import words

_AROUND = 24  # letters
_LOWEST = 6
_KINDS = {
    "image": "place of images",
    "link": "place of links",
    "embed": "place of embeds",
    "item": "list levels",
    "cell": "table columns",
    "quote": "quotes",
}


def place_differences(
    page: Inventory, written: Inventory, with_marks: bool
) -> Iterator[Difference]:
    """What is there and stands elsewhere; breaks and emphasis only where `with_marks` is set."""
    for kind, what in _KINDS.items():
        yield from _moved(kind, what, page, written)
    yield from _levels(page, written)
    yield from _alternatives(page, written)
    if page.code != written.code:
        yield Difference("code", "\n".join(page.code), "\n".join(written.code))
    if with_marks and page.letters == written.letters:
        free = set(_free_of_breaks(page))
        yield from _marks("breaks", page.letters, page.breaks - free, written.breaks - free)
        yield from _marks("emphasis", page.letters, page.bold, written.bold)
        yield from _marks("emphasis", page.letters, page.slanted, written.slanted)


def _free_of_breaks(page: Inventory) -> Iterator[int]:
    """Where a line may begin or not: at a frame, and in a link around blocks, taken apart."""
    for thing in page.things:
        if thing.kind == "embed":
            yield thing.start
        elif thing.kind == "link" and thing.what in page.wide_links:
            yield from range(thing.start, thing.end + 1)


def _moved(kind: str, what: str, page: Inventory, written: Inventory) -> Iterator[Difference]:
    """The first thing of a kind that stands elsewhere, where all of them are there."""
    is_same = page.letters == written.letters
    one, other = _of(kind, page), _of(kind, written)
    if kind == "quote" and len(one) != len(other):
        yield Difference(what, str(len(one)), str(len(other)))
    if Counter(each.what for each in one) == Counter(each.what for each in other):
        keys = [_key(t, is_same) for t in one], [_key(t, is_same) for t in other]
        at = _first(*keys)
        if at is not None:
            yield Difference(what, _told(one[at], page), _told(other[at], written))


def _of(kind: str, inventory: Inventory) -> list[Thing]:
    return [thing for thing in inventory.things if thing.kind == kind]


def _key(thing: Thing, with_place: bool) -> tuple[object, ...]:
    """What must be the same; a caption may stand in the link around its picture, or behind it."""
    note = thing.note if thing.kind in ("item", "cell") else ""
    has_end = not (thing.kind == "link" and thing.note)
    place = (thing.start, *((thing.end,) if has_end else ()))
    return (thing.what, note, *(place if with_place else ()))


def _first(one: Sequence[object], other: Sequence[object]) -> int | None:
    pairs = enumerate(zip(one, other, strict=True))
    return next((at for at, (here, there) in pairs if here != there), None)


def _told(thing: Thing, inventory: Inventory) -> str:
    before = inventory.letters[max(0, thing.start - _AROUND) : thing.start]
    within = inventory.letters[thing.start : thing.end][:_AROUND]
    named = f"{thing.what} {thing.note}".strip()
    return f"{named} behind “{before}”" + (f" at “{within}”" if within else "")


def _levels(page: Inventory, written: Inventory) -> Iterator[Difference]:
    """Where the first level, the title's, is used, all headings are one lower."""
    one, other = _of("heading", page), _of("heading", written)
    step = page.is_lowered or any(heading.note == "1" for heading in one)
    levels = [min(_LOWEST, int(heading.note) + step) for heading in one]
    if Counter(each.what for each in one) == Counter(each.what for each in other):
        for heading, level, found in zip(one, levels, other, strict=True):
            if heading.what == found.what and level != int(found.note):
                yield Difference(
                    "heading levels", f"{level} {heading.what}", f"{found.note} {found.what}"
                )


def _alternatives(page: Inventory, written: Inventory) -> Iterator[Difference]:
    """Each picture is described as on the page; one without words of its own, by its caption."""
    one, other = _of("image", page), _of("image", written)
    if [each.what for each in one] != [each.what for each in other]:
        return
    ends = [*(image.start for image in one), len(page.letters)]
    for at, (image, found) in enumerate(zip(one, other, strict=True)):
        caption = page.letters[image.start : ends[at + 1]]
        is_caption = not image.note and caption.startswith("".join(words(found.note)))
        if image.note not in (found.note, ANY) and not is_caption:
            yield Difference("alternative text", image.note, found.note)


def _marks(what: str, letters: str, page: set[int], written: set[int]) -> Iterator[Difference]:
    """The first letter at which one has a mark and the other has none."""
    at = min(page ^ written, default=None)
    if at is not None:
        said = f"{letters[max(0, at - _AROUND) : at]} | {letters[at : at + _AROUND]}"
        yield Difference(what, said if at in page else "", said if at in written else "")
