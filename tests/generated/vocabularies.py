"""All blocks of each dialect of Webnode 2, and of a page that mixes them."""

from __future__ import annotations

from hypothesis import strategies as st

from tests.generated.blocks import framed, simple, teasers
from tests.generated.galleries import GALLERIES_A, GALLERIES_C
from tests.generated.media import (
    AUDIO,
    BLOGS,
    LINES,
    QUESTIONS,
    SPACES,
    VIDEOS,
    maps,
    own_html,
)
from tests.generated.truth import Part

_ONLY = {
    "a": (GALLERIES_A,),
    "b": (teasers("b"), LINES, SPACES),
    "c": (GALLERIES_C, VIDEOS, AUDIO, LINES, SPACES, QUESTIONS, teasers("c")),
}


def _plain(dialect: str) -> st.SearchStrategy[Part]:
    return st.one_of(simple(dialect), maps(dialect), own_html(dialect), *_ONLY[dialect])


def _all(dialect: str) -> st.SearchStrategy[Part]:
    return st.one_of(_plain(dialect), framed(dialect, _plain(dialect)), BLOGS)


BLOCKS = {dialect: _all(dialect) for dialect in "abc"}
BLOCKS["mixed"] = st.one_of(*BLOCKS.values())
