"""Faults that these pages have shown: each is avoided by its constant until it is mended."""

from __future__ import annotations

from tests.generated.truth import Part, words

AVOID_ENTITIES_IN_ALT = True
"""A caption that says `&amp;` with its letters loses them in the alternative text."""

AVOID_DRAWN_WITHOUT_THUMBS = True
"""The second reading misses the pictures of a drawn gallery that has no `<img>`."""

AVOID_EMPTY_FIRST_ITEMS = True
"""A numbered list below an item, whose first item is empty, is written into the line before it."""

AVOID_CAPTIONS_IN_GALLERY_DATA = True
"""Captions of galleries in a post's JSON give notes, though the page shows them."""

AVOID_LEADING_CLONES = True
"""A clone of the last picture before the first one gives a note on the order of pictures."""

AVOID_PHOTO_LINKS = True
"""The second reading counts `li.photo > a.photoLink`, which leads to the photo alone."""

AVOID_INNER_MARKS_AT_END = True
"""`<b>x<em>y</em></b>z` is written with stars that do not close."""

AVOID_PICTURES_TWICE = True
"""A picture in a gallery's JSON that stands again further down gives a note on the order."""

AVOID_MARKUP_IN_VIEWER = True
"""Captions of galleries are read as HTML, and by the second reading as text."""


def may_be_in_viewer(text: str) -> bool:
    """May this be the caption of a picture in a gallery?"""
    return not AVOID_MARKUP_IN_VIEWER or not set(text) & set("<&")


def may_be_nested(part: Part) -> bool:
    """May this be an item of a list within another?"""
    return bool(words(part.truth.text)) or not AVOID_EMPTY_FIRST_ITEMS


def may_be_caption(text: str) -> bool:
    """May this be the caption of a picture?"""
    return "&amp;" not in text or not AVOID_ENTITIES_IN_ALT
