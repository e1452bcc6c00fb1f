"""Whatever an owner may have written, the whole way from page to Markdown loses nothing."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from migrator.models import Article
from migrator.read import read
from migrator.verify import verify
from tests.conftest import CASES
from tests.test_pages import rendered

(PAGE,) = [case for case in CASES if case.name == "webnode2/post-free-plan"]
(CLASSIC,) = [case for case in CASES if case.name == "classic/page"]

SIGNS = "1986. # - + > * _x_ snake_case 3*4 [b] (c) <i> & &amp; | ~~ ` ` ! € “q” C# a:"
WORDS = st.sampled_from(
    ["tea", "a", "kůň", "end.", *SIGNS.split(), " ", "\u00a0", "…", "💚", "http://x.example/a_b"]
)
TEXT = st.lists(WORDS, min_size=1, max_size=6).map(" ".join)


def escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")


def wrapped(tag: str) -> st.SearchStrategy[str]:
    return INLINE.map(lambda inner: f"<{tag}>{inner}</{tag}>")


LINKS = st.sampled_from(
    ["/blog/", "https://o.example/a b?x=1&amp;y=(2)", "mailto:a@b.example", "#part", "//p.example/"]
)
IMAGES = st.sampled_from(
    ["/a.png", "/_files/200000016-8cb178db6b/450/r.jpg", "https://o.example/b"]
)
INLINE: st.SearchStrategy[str] = st.deferred(
    lambda: st.lists(
        st.one_of(
            TEXT.map(escaped),
            st.just("<br>"),
            *map(wrapped, ("strong", "em", "b", "font", "span", "u", "s")),
            st.builds(lambda href, text: f'<a href="{href}">{escaped(text)}</a>', LINKS, TEXT),
            st.builds(lambda source: f'<img src="{source}" alt="[x] *y*">', IMAGES),
        ),
        max_size=3,
    ).map("".join)
)
ITEM = st.deferred(lambda: st.one_of(INLINE, BLOCKS))
BLOCK: st.SearchStrategy[str] = st.deferred(
    lambda: st.one_of(
        *map(wrapped, ("p", "h2", "div")),
        st.lists(ITEM, min_size=1, max_size=3).map(
            lambda items: "<ul>" + "".join(f"<li>{item}</li>" for item in items) + "</ul>"
        ),
        st.lists(INLINE, min_size=1, max_size=3).map(
            lambda items: '<ol start="7">' + "".join(f"<li>{item}</li>" for item in items) + "</ol>"
        ),
        BLOCKS.map(lambda inner: f"<blockquote>{inner}</blockquote>"),
        st.lists(st.lists(INLINE, min_size=1, max_size=3), min_size=1, max_size=3).map(
            lambda rows: (
                "<table>"
                + "".join("<tr>" + "".join(f"<td>{c}</td>" for c in row) + "</tr>" for row in rows)
                + "</table>"
            )
        ),
        st.just("<hr>"),
        st.just('<iframe src="https://www.youtube.com/embed/aB-1"></iframe>'),
    )
)
BLOCKS: st.SearchStrategy[str] = st.lists(BLOCK, max_size=3).map("".join)


CALM = settings(
    max_examples=80, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)


def differences(case_marker: bytes, html: str, classic: bool) -> object:
    case = CLASSIC if classic else PAGE
    body = case.snapshot.body.replace(case_marker, html.encode(), 1)
    snapshot = replace(case.snapshot, body=body)
    reading = read(snapshot)
    assert isinstance(reading, Article)
    page = rendered(reading)
    return verify(snapshot, page.item.article, page.markdown, page.item.references)


@CALM
@given(BLOCKS)
def test_whatever_stands_in_a_text_block_survives(html: str) -> None:
    """Text, marks, links, pictures, lists, tables, quotes and frames in any mixture come over."""
    assert differences(b"<h2>Shin pain in walkers</h2>", html, classic=False) == ()


@CALM
@given(BLOCKS)
def test_whatever_stands_in_a_classic_box_survives(html: str) -> None:
    """The same on the older platform."""
    assert differences(b"<p>&nbsp;</p>", html, classic=True) == ()
