"""The old page as archived: its own pictures, what the rules took off marked with their names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from migrator import urls
from migrator.dom import MARK, Node, attribute, parse
from migrator.language import Words
from migrator.models import Removal, Share
from migrator.preview.copies import Copies
from migrator.preview.side import Side
from migrator.read.traced import Traced

_KEPT = {Share.FACT: "preview_kept_fact", Share.COMMENTS: "preview_kept_comments"}
_SEEN = "img, iframe, video, audio, object, embed, input, select, textarea, hr"


@dataclass(frozen=True, slots=True)
class OldSide:
    """The page and its parts. `removed` tells of what the rules took off, by its ids."""

    side: Side
    base: str
    content: Node | None
    removed: Mapping[int, Removal]

    def absolute(self, address: str) -> str:
        """What an address on the page means; a picture in the page itself has none."""
        return address if address.startswith("data:") else urls.absolute(self.base, address)


def old_side(url: str, found: Traced) -> OldSide:
    """The old page, still without marks."""
    side = Side(found.shown or found.html)
    marked = side.select(f"[{MARK}]")
    taken = {mark: removal for removal in found.removals for mark in removal.marks}
    there = ((node.mem_id, taken.get(attribute(node, MARK))) for node in marked)
    content = next((node for node in marked if attribute(node, MARK) == found.content), None)
    removed = {number: removal for number, removal in there if removal is not None}
    return OldSide(side, _base(url, found.html), content or side.body, removed)


def old_html(old: OldSide, copies: Copies, words: Words) -> str:
    """The old page as it may be shown: it loads nothing but copies, and leads nowhere."""
    side = old.side
    _label(old, words)
    if old.content is not None and old.content is not side.body:
        side.add_class(old.content, "content")
        _top(side, old.content)
    side.frames(words("preview_embedded"), words("preview_field"))
    side.pictures(
        lambda source: copies.picture(old.absolute(source)),
        lambda source: copies.lost(old.absolute(source)),
        words("preview_picture"),
        words("preview_gone"),
    )
    side.links(lambda address: "")
    return side.html()


def _top(side: Side, content: Node) -> None:
    """A mark where the content begins, to which the frame is scrolled."""
    if content.first_child is not None:
        content.first_child.insert_before(side.mark("top"))


def _label(old: OldSide, words: Words) -> None:
    for node in old.side.select(f"[{MARK}]"):
        removal = old.removed.get(node.mem_id)
        if removal is not None and _is_seen(node):
            is_kept = removal.share in _KEPT
            old.side.add_class(node, "kept" if is_kept else "removed")
            told = words(_KEPT.get(removal.share, "preview_removed_by"), rule=removal.rule)
            old.side.label(node, told, "keeps" if is_kept else "rule")


def _is_seen(node: Node) -> bool:
    """Is there anything in it to be seen?"""
    if node.text(deep=True).strip() or node.css_matches(_SEEN):
        return True
    return node.css_first(_SEEN) is not None


def _base(url: str, html: str) -> str:
    """What the addresses of a page are relative to."""
    if "<base" not in html.lower():
        return url
    base = attribute(parse(html).css_first("base[href]"), "href")
    return urls.absolute(url, base) or url
