"""Whatever the HTML: it converts, and every visible word is there when it is rendered."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from bs4.element import NavigableString, PreformattedString, Tag
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from migrator.dom import parse
from migrator.markdown import RawHtml, to_markdown
from tests.conftest import CASES

RENDERER = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
UNSEEN = {"script", "style", "noscript", "template", "svg", "title", "iframe", "video", "audio"}
UNSEEN |= {"object"}
GOLDEN = Path(__file__).parent.parent / "fixtures"
WIDE = settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])

MARKS = ["b", "i", "s", "strong", "em", "del", "u", "code", "sub", "sup", "q", "span", "kbd", "a"]
BOXES = (
    "p div blockquote ul ol li h1 h3 h6 pre table tr td th dl dt dd figure figcaption section"
    " details summary center font button label"
).split()
ATTRIBUTES = ["", ' href="/x"', ' href="javascript:x"', ' colspan="2"', ' start="7"', ' title="t"']
LEAVES = [
    "<br>",
    "<hr>",
    '<img src="/a b.png" alt="*x*">',
    "<!-- c -->",
    "&nbsp;",
    "\n",
    "&amp;lt;",
]
WORDS = st.text("abcXYZ 019.,:;!?-_*#+=~`|[]()<>&\\/\"'€“„\u00a0ěšč", min_size=1, max_size=8)


def escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def element(tag: str, attributes: str, inner: list[str]) -> str:
    return f"<{tag}{attributes}>{''.join(inner)}</{tag}>"


TREES = st.recursive(
    st.one_of(WORDS.map(escaped), st.sampled_from(LEAVES)),
    lambda inner: st.builds(
        element,
        st.sampled_from(MARKS + BOXES),
        st.sampled_from(ATTRIBUTES),
        st.lists(inner, min_size=1, max_size=4),
    ),
    max_leaves=12,
)
FRAGMENTS = st.lists(TREES, max_size=5).map("".join)
SOUP = st.lists(
    st.one_of(
        WORDS,
        st.sampled_from(LEAVES),
        st.builds("<{}{}>".format, st.sampled_from(MARKS + BOXES), st.sampled_from(ATTRIBUTES)),
        st.builds("</{}>".format, st.sampled_from(MARKS + BOXES)),
    ),
    max_size=14,
).map("".join)


def tree(html: str) -> BeautifulSoup:
    """What a browser makes of the HTML."""
    body = parse(f"<body>{html}").body
    return BeautifulSoup("" if body is None else body.html or "", "html.parser")


def targets(page: BeautifulSoup) -> set[str]:
    """Where links lead that show anything."""
    links = page.find_all("a", href=re.compile("^/"))
    return {str(link["href"]) for link in links if link.get_text(strip=True) or link.find("img")}


def letters(html: str) -> Counter[str]:
    """The visible letters of what a browser makes of the HTML."""
    texts = [
        str(text)
        for text in tree(html).find_all(string=True)
        if not isinstance(text, PreformattedString) and not _is_unseen(text)
    ]
    return Counter(re.findall(r"\w", " ".join(texts)))


def _is_unseen(text: NavigableString) -> bool:
    return any(isinstance(parent, Tag) and parent.name in UNSEEN for parent in text.parents)


@WIDE
@given(FRAGMENTS, st.sampled_from(RawHtml))
def test_every_visible_letter_survives(html: str, raw_html: RawHtml) -> None:
    """Rendering the Markdown shows the same letters and figures, none more and none less."""
    assert letters(RENDERER.render(to_markdown(html, raw_html=raw_html))) == letters(html)


@WIDE
@given(FRAGMENTS, st.sampled_from(RawHtml))
def test_every_picture_and_link_survives(html: str, raw_html: RawHtml) -> None:
    """As many pictures, and no address that a word or picture was linked to is missing."""
    page, shown = tree(html), tree(RENDERER.render(to_markdown(html, raw_html=raw_html)))

    assert len(shown.find_all("img")) == len(page.find_all("img"))
    assert targets(shown) == targets(page)


@WIDE
@given(SOUP)
def test_tag_soup_loses_nothing(html: str) -> None:
    """The same where elements are left open, closed twice, and crossed."""
    assert letters(RENDERER.render(to_markdown(html))) == letters(html)


@WIDE
@given(st.text(st.characters(codec="utf-8")))
def test_any_text_at_all_converts(text: str) -> None:
    """Control characters, lone brackets, half a tag: there is an answer."""
    assert isinstance(to_markdown(text), str)


@WIDE
@given(FRAGMENTS)
def test_same_input_same_bytes(html: str) -> None:
    """What was converted before leaves no trace."""
    first = to_markdown(html)
    to_markdown("<pre><code>x</code><a href='/y'>z</a></pre><ul><li>x")

    assert to_markdown(html) == first


@WIDE
@given(FRAGMENTS)
def test_no_two_empty_lines_outside_code(html: str) -> None:
    """Blocks are set apart by one empty line, whatever stands between them."""
    if "<pre" not in html:
        assert "\n\n\n" not in to_markdown(html)


EXPECTED = [  # Hugo's files hold what its own templates read
    file for file in sorted(GOLDEN.rglob("*.md")) if "hugo" not in file.parts
]


@pytest.mark.parametrize("file", EXPECTED, ids=lambda path: str(path.relative_to(GOLDEN)))
def test_markdown_is_a_fixed_point(file: Path) -> None:
    """Rendered and converted again, every expected document is what it was."""
    body = file.read_text().partition("\n---\n")[2].lstrip("\n")

    assert to_markdown(RENDERER.render(body)) == body


def test_there_are_expected_documents() -> None:
    """The test above is about something."""
    assert len(EXPECTED) >= len([case for case in CASES if (case.folder / "expected.md").exists()])
