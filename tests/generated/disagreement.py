"""The JSON of a post, changed in one place, so that it says what the page does not."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import strategies as st

from tests.generated.system import content_items
from tests.generated.truth import Data, Generated, words
from tests.generated.uploads import Upload
from tests.generated.webnode2 import post_page, posts

OTHER = Upload(90, "jiny.jpg")
WORD = "jinak"
"""A word that no generated page holds."""

Items = dict[str, Data]


def of_kinds(items: Items, *kinds: str) -> list[str]:
    """The ids of the blocks of these types."""
    return [name for name, block in items.items() if block["type"][7:] in kinds]


def with_more_text(items: Items, name: str) -> Items:
    """One text of the JSON ends in a word that the page does not show."""
    return {**items, name: {**items[name], "code": items[name]["code"] + WORD}}


def with_other_text(items: Items, name: str) -> Items:
    """One text of the JSON is another altogether."""
    return {**items, name: {**items[name], "code": f"<p>{WORD}</p>"}}


def with_other_file(items: Items, name: str) -> Items:
    """One block of the JSON holds another upload."""
    key = "file" if items[name]["type"].endswith("FileBlock") else "image"
    return {**items, name: {**items[name], key: {"id": OTHER.number, "src": OTHER.src}}}


def without_block(items: Items, name: str) -> Items:
    """One block is named and not there."""
    return {key: block for key, block in items.items() if key != name}


@st.composite
def disagreeing(draw: st.DrawFn, dialect: str) -> tuple[Generated, str]:
    """A post whose JSON says something else, and what the note must name."""
    facts, shape, sections, template = draw(posts(dialect))
    items = content_items([list(part.data) for part in sections], shape)
    shape = replace(shape, is_there=True)
    texts, files = of_kinds(items, "TextBlock"), of_kinds(items, "ImageBlock", "FileBlock")
    changes = [
        *((with_more_text, name, WORD) for name in texts if _is_short(items[name])),
        *((with_other_text, name, WORD) for name in texts),
        *((with_other_file, name, OTHER.file_id) for name in files),
        *((without_block, name, name) for name in texts),
    ]
    change, name, told = draw(st.sampled_from(changes))
    page = post_page(dialect, (facts, shape, sections, template), change(items, name))
    return page, told


def _is_short(block: Data) -> bool:
    """Will a note that shows the beginning of the text show its end?"""
    return len("".join(words(block["code"]))) < 30
