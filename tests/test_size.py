"""Pages of any depth and size: read and written whole, in time that grows with their size."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType

import pytest

from migrator.depth import shallow, shallow_bytes
from migrator.markdown import to_markdown
from migrator.verify import verify
from tests.test_read import article, page

DEEP = 20_000


def nested(opening: str, closing: str, inner: str = "words", depth: int = DEEP) -> str:
    return opening * depth + inner + closing * depth


@pytest.mark.parametrize(
    "tag",
    "div span b a blockquote p section sub code q object font center details h2 dd".split(),
)
@pytest.mark.parametrize("closes", [True, False])
def test_no_depth_is_too_deep(tag: str, closes: bool) -> None:
    """However deep the words lie, and whether or not the elements are closed."""
    html = nested(f"<{tag}>", f"</{tag}>" if closes else "", "some words")

    assert "some words" in to_markdown(html)


@pytest.mark.parametrize(
    "tags", [("ul", "li"), ("table", "tr", "td"), ("em", "strong"), ("dl", "dd")]
)
def test_no_nest_is_too_deep(tags: tuple[str, ...]) -> None:
    """The same for what is nested in turns; each level's word is there."""
    opening = "".join(f"<{tag}>" for tag in tags)
    closing = "".join(f"</{tag}>" for tag in reversed(tags))
    written = to_markdown(nested(f"{opening}word ", closing, depth=3000))

    assert written.count("word ") + written.count("word\n") + written.count("word*") >= 3000


def test_levels_that_renderers_follow_are_kept() -> None:
    """Nine lists in each other are lists; a tenth is a paragraph of its item."""
    written = to_markdown(nested("<ul><li>w ", "</li></ul>", depth=12, inner=""))

    assert f"{' ' * 32}- w" in written
    assert f"{' ' * 36}- " not in written
    assert written.count("w") == 12


def test_page_as_deep_is_read_and_verified() -> None:
    """Neither reading is stopped, and what differs is told: wrappers were left out."""
    snapshot = page(nested("<div>", "</div>", "<p>deep words</p>"))
    found = article(snapshot)
    written = to_markdown(found.body)

    assert written == "deep words\n"
    assert [each.what for each in verify(snapshot, found, written, {})] == ["nesting"]


def test_only_what_is_too_deep_is_flattened() -> None:
    """Other pages stay as they are, however many tags they have."""
    many = "<p>a <b>b</b></p>" * 5000

    assert shallow(many) == many
    assert shallow(nested("<i>", "</i>", depth=100)) == nested("<i>", "</i>", depth=100)


@pytest.mark.parametrize("kind", ["li", "p", "td", "dd", "option"])
def test_elements_that_end_by_themselves_are_not_deep(kind: str) -> None:
    """A list whose items are never closed is no deeper than one whose items are."""
    many = f"<{kind}>a" * DEEP

    assert shallow(many) == many


OPEN = "<li><a href='/{0}'>{0}</a> <i>foo"
QUOTED = "<p title=it's class='x' y=\"\">words that don't go</p>"


def test_what_is_never_closed_is_not_deep() -> None:
    """Marks that are left open in items and paragraphs end with them, as in a browser."""
    items = "".join(OPEN.format(number) for number in range(3000))
    paragraphs = "<p><font><b>some <a href='/x'>words</a>" * 2000

    assert shallow(f"<ul>{items}</ul>") == f"<ul>{items}</ul>"
    assert shallow(paragraphs) == paragraphs
    assert to_markdown(f"<ul>{items}</ul>").count("](/") == 3000


def test_quotes_are_read_as_a_browser_does() -> None:
    """One that stands in a value without quotes takes no words with it."""
    assert "words that don't go" in shallow(nested("<div>", "</div>", QUOTED * 3))
    assert shallow(f"{QUOTED * 3}{'<br>' * DEEP}") == f"{QUOTED * 3}{'<br>' * DEEP}"


def test_links_and_headings_stay_however_deep() -> None:
    """Only what wraps them goes."""
    written = to_markdown(nested("<div>", "</div>", "<h2>T <a href='/x'>l</a></h2><ul><li>i</ul>"))

    assert written == "## T [l](/x)\n\ni\n"


@pytest.mark.parametrize("part", ["<a ", "<a x='>' ", '<a x="', "<!--", "<script>", "</", "<a b=c"])
def test_broken_tags_take_no_time_to_speak_of(part: str) -> None:
    """What never ends is looked at once: a square of this would take minutes."""
    assert len(shallow(part * 40_000)) <= len(part) * 40_000


def test_what_only_looks_like_tags_is_not_counted() -> None:
    """In comments and scripts nothing is nested, and nothing is taken out of them."""
    quiet = f"<!-- {'<div>' * DEEP} --><script>{'<div>' * DEEP}</script><p>x</p>"

    assert shallow(quiet) == quiet
    endless = f"<script>{'<div>' * DEEP}"
    assert shallow(endless) == endless
    assert shallow(f"</script>{nested('<b>', '</b>')}").count("<b>") == 256
    assert shallow(f"<p>{'<b>' * 10}<!-- {'<i>' * DEEP}") == f"<p>{'<b>' * 10}<!-- {'<i>' * DEEP}"


def test_words_stay_apart_where_a_block_goes() -> None:
    """The edge of a block that is left out is a blank; that of another element is nothing."""
    deep = nested("<div>", "</div>", "a<div>b</div>c<i>d</i>e<br>f<img src='g.png'>")

    assert to_markdown(deep) == "a b cde  \nf![](g.png)\n"


def test_bytes_of_any_encoding_are_kept() -> None:
    """Only tags are taken out."""
    deep = nested("<div>", "</div>", "ěšč €").encode()

    assert b"".join(shallow_bytes(deep).replace(b"<div>", b"").replace(b"</div>", b"").split()) == (
        "ěšč€".encode()
    )


SIZES: dict[str, Callable[[int], str]] = {
    "paragraphs": lambda n: "<p>some words</p>" * n,
    "one paragraph": lambda n: f"<p>{'word ' * n}</p>",
    "items": lambda n: f"<ul>{'<li>word</li>' * n}</ul>",
    "numbers": lambda n: f"<ol>{'<li>word</li>' * n}</ol>",
    "rows": lambda n: f"<table>{'<tr><td>a</td><td>b</td></tr>' * n}</table>",
    "marks": lambda n: f"<p>{'<b>a</b> <i>b</i>' * n}</p>",
    "breaks": lambda n: f"<p>{'word<br>' * n}</p>",
    "links": lambda n: f"<p>{'<a href=/x>a</a> ' * n}</p>",
    "brackets": lambda n: f"<p>{'[a<br>' * n}</p>",
    "depth": lambda n: nested("<div>word ", "</div>", depth=n),
}


def calls(html: str) -> int:
    """How many functions are called to convert it."""
    number = 0

    def count(frame: FrameType, event: str, argument: object) -> None:
        nonlocal number
        number += event in ("call", "c_call")

    sys.setprofile(count)
    try:
        to_markdown(html)
    finally:
        sys.setprofile(None)
    return number


@pytest.mark.parametrize("kind", SIZES)
def test_work_grows_with_the_size_alone(kind: str) -> None:
    """Four times as much is not sixteen times the work: nothing looks at all for each part."""
    small, large = calls(SIZES[kind](3000)), calls(SIZES[kind](12_000))

    assert large < 6 * small


def test_spans_do_not_blow_a_table_up() -> None:
    """A few bytes that ask for millions of cells do not get them; every word is there."""
    wide = f"<tr>{'<td colspan=1000 rowspan=9999>word</td>' * 2000}</tr>"
    written = to_markdown(f"<table>{wide}{'<tr><td>word</td></tr>' * 2000}</table>")

    assert written.count("word") == 4000
    assert len(written) < 20_000_000
