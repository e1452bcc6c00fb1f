"""What is left of a page once its content is out: it must be nothing, or be told."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from migrator import boilerplate, urls
from migrator.boilerplate import Scope
from migrator.census import census
from migrator.dom import ANY_MEDIA, Node, addresses, attribute, children, image_source, text_of
from migrator.elements import EMBEDS
from migrator.models import Census, Removal

_SHOWN = ("letters", "images", "links", "files", "embeds")


@dataclass(frozen=True, slots=True)
class Remainder:
    """What rules took off it, how much no rule names, and a line for each piece of that."""

    removed: tuple[Removal, ...]
    census: Census
    lines: tuple[str, ...]


def remainder(scope: Scope) -> Remainder:
    """Account for a page without its content; changes the tree."""
    removed = boilerplate.strip_outside(scope)
    left = census(scope.body)
    if left.only(_SHOWN):
        return Remainder(removed, left, tuple(_lines(scope.body)))
    # tables and forms that only placed what was taken out
    frame = (Removal("empty-frame", 0, 0, census=left),) if left else ()
    return Remainder((*removed, *frame), Census(), ())


def _lines(body: Node) -> Iterator[str]:
    """Most likely something of the owner's."""
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
