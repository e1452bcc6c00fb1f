"""What stands in one text block: paragraphs, headings, lists, quotes, tables, lines."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import strategies as st

from tests.generated.texts import INLINE, LINE
from tests.generated.truth import Part, Truth, letters, put, run_of, stack_of

PARAGRAPHS = (
    "<p>{}</p>",
    '<p class="wnd-align-center">{}</p>',
    '<p style="text-align: justify;">{}</p>',
    "<div>{}</div>",
)
NOTHING = (
    "<p><br></p>",
    "<p>&nbsp;</p>",
    "<p></p>",
    "<h2></h2>",
    "<strong>\n\n</strong>",
    "<p><strong>\n\n</strong></p>",
    "\n",
    "<p>&nbsp; &nbsp; </p>",
    "<h1><br></h1>",
)


def paragraph(inner: Part, template: str) -> Part:
    """A paragraph in one of the ways in which the editors write it."""
    return put(template, inner)


def heading(inner: Part, level: int, align: str) -> Part:
    """A heading, perhaps aligned."""
    truth = inner.truth.beside(Truth(headings=((level, inner.truth.text),)))
    return Part(f"<h{level}{align}>{inner.html}</h{level}>", truth)


def item(inner: Part, below: Part | None) -> Part:
    """A list item, and the list within it."""
    own = inner.truth.beside(Truth(items=(inner.truth.text,)))
    if below is None:
        return Part(f"<li>{inner.html}</li>", own)
    return Part(f"<li>{inner.html}{below.html}</li>", own.beside(below.truth, "\n"))


def listing(items: list[Part], template: str) -> Part:
    """A list, bulleted or numbered."""
    return put(template, stack_of(items))


def quote(inner: list[Part]) -> Part:
    """A quotation of whole paragraphs."""
    part = put("<blockquote>{}</blockquote>", stack_of(inner))
    return replace(part, truth=part.truth.beside(Truth(quotes=(part.truth.text,))))


def table(rows: list[list[tuple[Part, str]]], head: bool, template: str) -> Part:
    """A table, some of whose cells span others; one column without a head only places things."""
    made = []
    for number, row in enumerate(rows):
        tag = "th" if head and number == 0 else "td"
        is_layout = not head and all(len(each) == 1 for each in rows)
        cells = [_cell(inner, tag, span, is_counted=not is_layout) for inner, span in row]
        made.append(put("<tr>{}</tr>", stack_of(cells)))
    return put(template, stack_of(made))


def _cell(inner: Part, tag: str, span: str, *, is_counted: bool) -> Part:
    cells = (inner.truth.text,) if is_counted else ()
    truth = inner.truth.beside(Truth(cells=cells))
    return Part(f"<{tag}{span}>{inner.html}</{tag}>", truth)


ALIGNS = st.sampled_from(["", ' class="wnd-align-right"', ' style="text-align: center;"'])
SPANS = st.sampled_from(["", "", "", ' colspan="2"', ' rowspan="2"', ' style="width: 20%"'])
LISTS = st.sampled_from(["<ul>{}</ul>", "<ol>{}</ol>", "<div><ul>{}</ul></div>"])
TABLES = st.sampled_from(
    ["<table>{}</table>", '<table class="modernTable" style="width:100%"><tbody>{}</tbody></table>']
)
EMPTY = st.sampled_from([Part(html, Truth(text=" ")) for html in NOTHING])
LINE_ACROSS = st.just(Part("<hr>"))


def rich(inline: st.SearchStrategy[Part], line: st.SearchStrategy[Part]) -> st.SearchStrategy[Part]:
    """One thing that may stand in a text, made of these runs and lines."""
    paragraphs = st.builds(paragraph, inline, st.sampled_from(PARAGRAPHS))
    flat = st.builds(item, inline, st.none())
    inner_list = st.builds(listing, st.lists(flat, min_size=1, max_size=2), LISTS)
    items = st.builds(item, inline, st.one_of(st.none(), st.none(), inner_list))
    cells = st.one_of(line, inline, st.builds(paragraph, inline, st.just("<p>{}</p>")))
    rows = st.lists(st.tuples(cells, SPANS), min_size=1, max_size=3)
    return st.one_of(
        paragraphs,
        st.builds(heading, line, st.integers(1, 6), ALIGNS),
        st.builds(listing, st.lists(items, min_size=1, max_size=3), LISTS),
        st.builds(quote, st.lists(paragraphs, min_size=1, max_size=2)),
        st.builds(table, st.lists(rows, min_size=1, max_size=3), st.booleans(), TABLES),
        EMPTY,
        LINE_ACROSS,
    )


def text_of(one: st.SearchStrategy[Part]) -> st.SearchStrategy[Part]:
    """The whole of a text block: nothing, or several things."""
    return st.lists(one, max_size=4).map(stack_of)


RICH = text_of(rich(INLINE, LINE))
CERTAIN = st.builds(
    paragraph, INLINE.filter(lambda inner: bool(letters(inner.truth.text))), st.just("<p>{}</p>")
)
"""A paragraph that surely says something."""

CAPTION = st.one_of(st.just(run_of([])), LINE)
