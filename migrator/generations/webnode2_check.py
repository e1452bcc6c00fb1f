"""The page's JSON held against what it shows: the blocks of a post, in their order."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from migrator import urls
from migrator.dom import Node, attribute, image_source, plain, text_of
from migrator.generations.base import Page
from migrator.generations.webnode2_json import Embedded, dig, mapping, text
from migrator.models import Note

_SAMPLE = 120  # characters
_MOST = 500  # blocks; more than that no post has, and deeper no call may go
_HEADER = "BlogDetailHeaderSection"


class Piece(NamedTuple):
    """What the JSON says of one block: its text, or the upload that it shows.

    What stands in a gallery may be only data on the page, too: it has no place in the order.
    """

    words: str = ""
    file_id: str = ""
    in_gallery: bool = False


def disagreements(page: Page, json: Embedded) -> tuple[Note, ...]:
    """What the JSON of a post says and the page does not, and where their order differs."""
    items = mapping(json.item.get("content_items"))
    main = page.tree.css_first("main")
    if not items or main is None:
        return ()
    said, broken = [], []
    for block in _in_order(items):
        if isinstance(block, str):
            broken.append(Note("read", f"the data name a block {block} that they do not hold"))
        else:
            said += [*_pieces(block)]
    return (*broken, *_texts(said, main), *_files(said, main))


def _in_order(items: Mapping[str, Any]) -> Iterator[dict[str, Any] | str]:
    """The blocks in visible order, from the wrapper down; of one that is not there, its id."""
    wrappers = (b for b in map(mapping, items.values()) if _kind(b) == "SectionWrapper")
    seen: set[str] = set()
    for wrapper in wrappers:
        yield from _below(wrapper, items, seen)


def _below(
    block: dict[str, Any], items: Mapping[str, Any], seen: set[str]
) -> Iterator[dict[str, Any] | str]:
    """Each block once, whatever circles the data run in."""
    for name in _children(block):
        if name in seen or len(seen) > _MOST:
            continue
        seen.add(name)
        if name not in items:
            yield name
        elif _kind(child := mapping(items[name])) != _HEADER:
            yield child
            yield from _below(child, items, seen)


def _children(block: dict[str, Any]) -> list[str]:
    """The ids below; a section holds one list for each of its variants."""
    content = block.get("content")
    if isinstance(content, dict):
        variant = text(dig(block, "variant", "default")) or "default"
        content = content.get(variant) or content.get("default")
    return [name for name in content if isinstance(name, str)] if isinstance(content, list) else []


def _kind(block: dict[str, Any]) -> str:
    return text(block.get("type")).removeprefix("wnd.pc.")


def _pieces(block: dict[str, Any]) -> Iterator[Piece]:
    """Texts, labels, captions and uploads; whatever else a block holds is its own affair."""
    kind = _kind(block)
    if kind in ("TextBlock", "ButtonBlock", "FileBlock"):
        yield Piece(words=plain(text(block.get("code"))))
    if kind in ("ImageBlock", "PhotoImageBlock"):
        apart = kind == "PhotoImageBlock"
        yield Piece(words=plain(text(block.get("description"))), in_gallery=apart)
        source = "/" + text(dig(block, "image", "src"))
        yield Piece(file_id=urls.file_id(source), in_gallery=apart)
    if kind == "FileBlock":
        yield Piece(file_id=urls.file_id("/" + text(dig(block, "file", "src"))))


def _texts(said: list[Piece], main: Node) -> Iterator[Note]:
    """Each text must stand on the page, after the one before it."""
    shown, data, at = _letters(text_of(main)), _letters(_in_attributes(main)), 0
    for piece in (piece for piece in said if piece.words):
        letters, told = _letters(piece.words), piece.words[:_SAMPLE]
        found = shown.find(letters, at)
        if found >= 0 and not piece.in_gallery:
            at = found + len(letters)
        elif letters not in shown and letters not in data:
            yield Note("read", f"the data have “{told}”, which the page does not show")
        elif found < 0 and not piece.in_gallery:
            yield Note("read", f"the data have “{told}” in another order than the page")


def _in_attributes(main: Node) -> str:
    """Captions that the page holds as data, for a script to show."""
    names = ("data-content", "data-litebox-text")
    nodes = main.css(", ".join(f"[{name}]" for name in names))
    return " ".join(plain(attribute(node, name)) for node in nodes for name in names)


def _files(said: list[Piece], main: Node) -> Iterator[Note]:
    """Each upload must be there; pictures outside of galleries in the order of the data."""
    html = main.html or ""
    for missing in (p.file_id for p in said if p.file_id and p.file_id not in html):
        yield Note("read", f"the data have the upload {missing}, which the page does not show")
    expected = [piece.file_id for piece in said if piece.file_id and not piece.in_gallery]
    blocks = main.css("div.b-img img, div.image-block img")
    shown = [urls.file_id(image_source(image)) for image in blocks]
    both, rest = [name for name in expected if name in shown], iter(shown)
    if not all(name in rest for name in both):  # each behind the one before it
        yield Note("read", "the data have the pictures in another order than the page")


def _letters(words: str) -> str:
    return re.sub(r"\W+", "", words)
