"""Pictures and players that a page shows in ways of its own, said by the elements made for them.

Backgrounds of blocks become pictures at the blocks' starts; a picture or player that is offered
in many forms gets the one address that comes over.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape

from migrator import urls
from migrator.dom import (
    BACKGROUND,
    Node,
    above,
    attribute,
    classes,
    fragment,
    image_source,
    outermost,
)
from migrator.elements import BLOCKS
from migrator.models import Note

_PLAYERS = "video, audio, object"
_NAMED = re.compile(r"background(?:-image)?\s*:[^;]*?url\(\s*([\"']?)(.+?)\1\s*\)", re.IGNORECASE)
_LAYERS = frozenset(["s-bg", "section-bg"])  # in which Webnode 2 keeps what is behind a section
_LAYERED = ", ".join(f".{name} img" for name in sorted(_LAYERS))
_HOLDS_BLOCKS = frozenset(
    "article aside blockquote center dd div fieldset figure footer form header li main nav section"
    " td th".split()
)


def show_backgrounds(content: Node) -> None:
    """The owner's own pictures behind blocks and sections, each once; the template's stay out."""
    layered = content.css(_LAYERED)
    if not layered and content.css_first('[style*="background" i]') is None:
        return
    behind = {image.mem_id for image in layered}
    before = [image for image in content.css("img") if image.mem_id not in behind]
    shown = {"", *(urls.file_id(image_source(image)) for image in before)}
    for node, address, alt in [*_pictured(layered), *_styled(content)]:
        name = urls.file_id(address)
        if name not in shown:
            shown.add(name)
            _open_with(node, f'<img src="{escape(address)}" alt="{escape(alt)}" {BACKGROUND}="">')
    for image in layered:
        if urls.file_id(image_source(image)):
            image.decompose()


def _layer(node: Node) -> Node | None:
    """The outermost element around this one that lies behind a section, or is one itself."""
    around = [each for each in (node, *above(node)) if _LAYERS & classes(each)]
    return around[-1] if around else None


def _styled(content: Node) -> Iterator[tuple[Node, str, str]]:
    """Each element with a background, its address, and no words."""
    for node in content.css('[style*="background" i]'):
        if found := _NAMED.search(attribute(node, "style")):
            yield node, found[2], ""


def _pictured(layered: list[Node]) -> Iterator[tuple[Node, str, str]]:
    for image in layered:
        yield image, image_source(image), attribute(image, "alt")


def _open_with(node: Node, html: str) -> None:
    """Put a picture at the start of a block, or before what cannot hold one; apart from text."""
    layer, is_apart = _layer(node), node.tag in BLOCKS
    new = fragment(f"<p>{html}</p>" if is_apart else html)
    if new is None:
        return
    if layer is not None or node.tag not in _HOLDS_BLOCKS:
        (layer or node).insert_before(new)
    elif node.first_child is not None:
        node.first_child.insert_before(new)
    else:
        node.insert_child(new)


def told_backgrounds(content: Node) -> Iterator[Note]:
    """What to tell of the backgrounds that have become pictures, and are told apart no longer."""
    for image in content.css(f"img[{BACKGROUND}]"):
        name = urls.path_of(attribute(image, "src")).rpartition("/")[2]
        del image.attrs[BACKGROUND]
        yield Note("read", f"a picture that stood behind text is shown before it: {name}")


def settle_sources(content: Node) -> None:
    """One address for each picture and player that is offered in several forms: the first."""
    for picture in content.css("picture:has(source)"):
        image, offered = picture.css_first("img"), map(image_source, picture.css("source"))
        if (
            image is not None
            and not image_source(image)
            and (first := next(filter(None, offered), ""))
        ):
            image.attrs["src"] = first
    for player in content.css(_PLAYERS):
        name = "data" if player.tag == "object" else "src"
        if not attribute(player, name) and (first := next(_offered(player), "")):
            player.attrs[name] = first
        for source in player.css("source"):
            source.decompose()


def _offered(player: Node) -> Iterator[str]:
    """The addresses that a player names other than as its own, the first one first."""
    if later := attribute(player, "data-src"):
        yield later
    for part in player.css("source[src], embed[src]"):
        yield attribute(part, "src")
    for part in player.css("param[value]"):
        if attribute(part, "name").lower() in ("movie", "src"):
            yield attribute(part, "value")


def free_links(content: Node) -> None:
    """Links that only those see who cannot play a thing stand behind it."""
    for player in outermost(content.css(_PLAYERS)):
        for link in reversed(player.css("a[href]")):
            player.insert_after(link)
            player.insert_after(" ")
            link.decompose()
