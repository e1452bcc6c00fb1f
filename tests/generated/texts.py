"""Texts, marks and links as an owner may write them; all of it is invented."""

from __future__ import annotations

from hypothesis import strategies as st

from tests.generated.truth import Part, Truth, put, run_of, written

SIGNS = (
    "1986. # - + > * _x_ snake_case 3*4 [b] (c) <i> & &amp; | ~~ ` ! € “q” C# a: 1) 2. == **"
    " http://x.example/a_b … \u2013 💚 \\ \\* 50% $5 ![ ]( --- '' @ ^ {x}"
).split()
PLAIN = "tea a kůň end. Pozor: walked, Řeka slowly; bench? pan coat! zkouška été".split()
WORDS = st.sampled_from([*PLAIN, *PLAIN, *SIGNS])
GAPS = st.sampled_from([" ", " ", " ", "\u00a0", " \u00a0 ", "\u2060", "\n"])
MARKS = (
    "<strong>{}</strong>",
    "<em>{}</em>",
    "<b>{}</b>",
    "<i>{}</i>",
    "<u>{}</u>",
    "<s>{}</s>",
    '<font class="wnd-font-size-110">{}</font>',
    '<font class="wsw-21">{}</font>',
    '<font style="font-size:110%">{}</font>',
    '<span style="letter-spacing: 0px; color: rgb(0, 0, 0);">{}</span>',
    '<span style="color: #333; font-family: arial;">{}</span>',
)
FOLDER = "https://toulky.webnode.example"
HREFS = {
    "/kontakt/": FOLDER + "/kontakt/",
    "/l/jiny-vylet/#mapa": FOLDER + "/l/jiny-vylet/#mapa",
    "https://o.example/a%20b?x=1&y=(2)": "https://o.example/a%20b?x=1&y=(2)",
    "http://o.example/cesta_na_horu_/": "http://o.example/cesta_na_horu_/",
    "//p.example/x": "https://p.example/x",
    "mailto:pise@o.example": "mailto:pise@o.example",
    "tel:+420555014236": "tel:+420555014236",
    "https://o.example/žluť": "https://o.example/žluť",
}


def _joined(pieces: list[tuple[str, str]]) -> str:
    return "".join(word + gap for word, gap in pieces)[: -len(pieces[-1][1])]


TEXT = st.lists(st.tuples(WORDS, GAPS), min_size=1, max_size=4).map(_joined)
"""A few words; never blank."""

LABEL = st.lists(WORDS, min_size=1, max_size=3).map(" ".join)
"""A text on one line."""

SAID = TEXT.map(lambda text: Part(written(text), Truth(text=text)))
BREAK = st.just(Part("<br>", Truth(text="\n")))
BLANK = st.sampled_from([Part(" ", Truth(text=" ")), Part("&nbsp;", Truth(text="\u00a0"))])
_MARKED_TEXT = st.builds(put, st.sampled_from(MARKS), SAID)


def link(label: Part, href: str) -> Part:
    """A link around what it shows."""
    truth = label.truth.beside(Truth(links=((label.truth.text, HREFS[href]),)))
    return Part(f'<a href="{written(href)}" target="_blank">{label.html}</a>', truth)


_LINKED = st.one_of(SAID, _MARKED_TEXT)
LINK = st.builds(link, _LINKED, st.sampled_from(list(HREFS)))
DEAD_LINK = SAID.map(lambda said: put('<a href="javascript:void(0)">{}</a>', said))


def marked(inner: st.SearchStrategy[Part]) -> st.SearchStrategy[Part]:
    """Whatever stands inside, within a mark."""
    return st.builds(put, st.sampled_from(MARKS), inner)


def line_of(*pieces: st.SearchStrategy[Part]) -> st.SearchStrategy[Part]:
    """A run of text with marks, made of these pieces."""
    simple = st.one_of(SAID, *pieces)
    twice = st.lists(st.one_of(simple, marked(simple)), min_size=1, max_size=2).map(run_of)
    piece = st.one_of(simple, BLANK, marked(twice))
    return st.lists(piece, min_size=1, max_size=4).map(run_of)


LINE = line_of(LINK, DEAD_LINK)
"""For headings, cells and captions."""

INLINE = line_of(LINK, BREAK, DEAD_LINK)
"""For paragraphs and items."""
