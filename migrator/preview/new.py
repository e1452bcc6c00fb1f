"""The new page as a builder would render its Markdown, with links between the previews."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import unquote

from migrator import urls
from migrator.dom import attribute
from migrator.language import Words
from migrator.models import Localised
from migrator.preview.copies import Copies
from migrator.preview.entries import Ways
from migrator.preview.side import Side

_WRITES = ("mailto:", "tel:")
_PART = "in-"  # before the names of parts, so that they are never those of the preview's own


@dataclass(frozen=True, slots=True)
class NewSide:
    """The document as HTML. `old` are the addresses of the old site by what replaced them."""

    side: Side
    old: Mapping[str, str]

    def before(self, address: str) -> str:
        """What an address of the document was on the old site."""
        return self.old.get(unquote(address), address)


def new_side(markdown: str, item: Localised) -> NewSide:
    """The new page, still without marks."""
    from migrator.verify.written import RENDERER

    old = {unquote(new): address for address, new in item.references.items()}
    return NewSide(Side(RENDERER.render(markdown)), old)


def new_html(new: NewSide, copies: Copies, ways: Ways, words: Words) -> str:
    """The new page as it may be shown within the preview."""
    side = new.side
    for node in side.select("[id]"):
        side.put(node, "id", _PART + attribute(node, "id"))
    side.frames(words("preview_embedded"), words("preview_field"))
    side.pictures(
        lambda source: copies.picture(new.before(source)),
        lambda source: copies.lost(new.before(source)),
        words("preview_picture"),
        words("preview_gone"),
    )
    side.links(lambda address: _target(address, new, copies, ways))
    return side.html()


def _target(address: str, new: NewSide, copies: Copies, ways: Ways) -> str:
    """Where a link of the document leads within the preview, or to another site by itself."""
    if address.startswith("#"):
        return f"#{_PART}{address[1:]}"
    before = new.before(address)
    if copies.asset(before) is not None:
        return copies.link(before)
    number = ways.number_of(before) if before != address else ""
    if number:
        return f"{number}.html"
    is_out = urls.leads_out(address) or address.lower().startswith(_WRITES)
    return address if is_out and before == address else ""
