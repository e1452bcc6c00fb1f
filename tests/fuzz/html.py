"""Bytes → HTML as an owner's editor may leave it: each byte is a tag, an end, a word or a sign."""

from __future__ import annotations

_TAGS = (
    "p div blockquote ul ol li h1 h2 h3 h6 pre table tr td th dl dt dd figure figcaption section"
    " details summary center font span b i s strong em del u code sub sup q kbd button label"
).split()
_OPENING = [
    *(f"<{tag}>" for tag in _TAGS),
    '<a href="/x/">',
    '<a href="https://o.example/a b?x=1&amp;y=(2)">',
    '<a href="mailto:a@b.example">',
    '<a href="#part">',
    '<td colspan="2">',
    '<td rowspan="2">',
    '<ol start="7">',
    '<div style="text-align:center">',
    '<span style="font-weight:bold">',
]
_ENDING = [f"</{tag}>" for tag in (*_TAGS, "a")]
_LEAVES = [
    "<br>",
    "<hr>",
    '<img src="/a.png" alt="[x] *y*">',
    '<img src="https://o.example/b">',
    '<iframe src="https://www.youtube.com/embed/aB-1"></iframe>',
    "<!-- c -->",
    "&nbsp;",
    "&amp;lt;",
    "\n",
]
_WORDS = (
    "tea a kůň end. x 1986. # - + > * _x_ snake_case 3*4 [b] (c) &lt;i&gt; &amp; | ~~ ` `` ``` !"
    " € “q” C# a: 1) === --- \\ http://x.example/a_b 💚 … :: $ ^ &amp;amp; www.x.example"
).split()
_PIECES = [*_OPENING, *_ENDING, *_LEAVES, *_WORDS, *([" "] * 12)]
_LONGEST = 200  # pieces


def html_of(content: bytes) -> str:
    """The HTML that these bytes stand for; any bytes stand for some."""
    return "".join(_PIECES[byte % len(_PIECES)] for byte in content[:_LONGEST])


def bytes_of(*pieces: str) -> bytes:
    """The bytes that stand for these pieces."""
    return bytes(_PIECES.index(piece) for piece in pieces)
