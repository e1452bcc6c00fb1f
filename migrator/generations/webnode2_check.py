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

_SAMPLE = 40  # characters
_DEEPEST = 12
_HEADER = "BlogDetailHeaderSection"


class Piece(NamedTuple):
    """What the JSON says of one block: its text, or the upload that it shows."""

    words: str = ""
    file_id: str = ""


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
    for wrapper in wrappers:
        yield from _below(wrapper, items, _DEEPEST)


def _below(
    block: dict[str, Any], items: Mapping[str, Any], depth: int
) -> Iterator[dict[str, Any] | str]:
    for name in _children(block) if depth else ():
        if name not in items:
            yield name
            continue
        child = mapping(items[name])
        if _kind(child) != _HEADER:
            yield child
            yield from _below(child, items, depth - 1)


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
        yield Piece(words=plain(text(block.get("description"))))
        yield Piece(file_id=urls.file_id("/" + text(dig(block, "image", "src"))))
    if kind == "FileBlock":
        yield Piece(file_id=urls.file_id("/" + text(dig(block, "file", "src"))))


def _texts(said: list[Piece], main: Node) -> Iterator[Note]:
    """Each text must stand on the page, after the one before it."""
    galleries = " ".join(attribute(node, "data-content") for node in main.css("[data-content]"))
    shown, at = _letters(text_of(main)), 0
    for words in (piece.words for piece in said if piece.words):
        letters = _letters(words)
        found = shown.find(letters, at)
        if found >= 0:
            at = found + len(letters)
        elif letters in shown:
            yield Note("read", f"the data have “{words[:_SAMPLE]}” in another order than the page")
        elif letters not in _letters(plain(galleries)):
            yield Note("read", f"the data have “{words[:_SAMPLE]}”, which the page does not show")


def _files(said: list[Piece], main: Node) -> Iterator[Note]:
    """Each upload must be there, pictures in the order of the data."""
    expected = [piece.file_id for piece in said if piece.file_id]
    html = main.html or ""
    for missing in (name for name in expected if name not in html):
        yield Note("read", f"the data have the upload {missing}, which the page does not show")
    shown = [urls.file_id(image_source(image)) for image in main.css("img")]
    both = [name for name in dict.fromkeys(expected) if name in shown]
    if both != [name for name in dict.fromkeys(shown) if name in both]:
        yield Note("read", "the data have the pictures in another order than the page")


def _letters(words: str) -> str:
    return re.sub(r"\W+", "", words)
