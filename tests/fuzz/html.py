"""Bytes → HTML: each byte is a tag, an end, a word or a sign, so that few of them say much."""

from __future__ import annotations

from collections.abc import Iterator

_MARKS = "b i s strong em del u code sub sup q kbd span font small".split()
_TEXTS = "p h1 h2 h3 h6 pre".split()  # hold words and marks alone
_BOXES = "div blockquote section center details figure".split()
_ENDS = {
    "ul": "</li></ul>",
    "ol": "</li></ol>",
    "dl": "</dd></dl>",
    "table": "</td></tr></table>",
}
_OPENING = {
    **{tag: f"<{tag}>" for tag in (*_MARKS, *_TEXTS, *_BOXES)},
    "a": '<a href="https://o.example/a%20b?x=1&amp;y=(2)">',
    "q": "<q>tea ",  # what a browser shows of an empty one is nobody's text
    "ul": "<ul><li>",
    "ol": '<ol start="7"><li>',
    "dl": "<dl><dt>tea</dt><dd>",
    "table": "<table><tr><td>",
}
_NEXT = {
    "ul": ["</li><li>"],
    "ol": ["</li><li>"],
    "dl": ["</dd><dd>", "</dd><dt>a</dt><dd>"],
    "table": ["</td><td>", "</td></tr><tr><td>", '</td><td colspan="2">'],
}
_LEAVES = ["<br>", '<img src="/a.png" alt="[x] *y*">', "<!-- c -->", "&nbsp;", "\n", *[" "] * 12]
_WORDS = (
    "tea a kůň end. x 1986. # - + > * snake_case 3*4 [b] (c) &lt;i&gt; &amp; | ~~ ` `` ``` !"
    " € “q” C# a: 1) === --- \\ http://x.example/a_b 💚 … :: $ ^ &amp;amp; www.x.example"
).split()
_END, _BETWEEN = ["end"] * 24, [0, 1, 2] * 6
_SAID = [*_OPENING, *_OPENING, *_END, *_LEAVES, *_WORDS]
_PIECES = [*_OPENING.values(), *(f"</{tag}>" for tag in (*_OPENING, "li", "td", "tr")), *_LEAVES]
_PIECES += [*_WORDS, "<li>", "<tr>", "<td>", "<th>", '<td rowspan="2">', "<summary>", "<caption>"]
_LONGEST = 200  # pieces
_DEEPEST = 8  # what lies deeper is levelled out, which other tests are about


def soup_of(content: bytes) -> str:
    """Tags that are left open, closed twice, and crossed."""
    return "".join(_PIECES[byte % len(_PIECES)] for byte in content[:_LONGEST])


def html_of(content: bytes) -> str:
    """Tags that nest as they should."""
    open_: list[str] = []
    return "".join(piece for byte in content[:_LONGEST] for piece in _step(byte, open_)) + "".join(
        map(_end, reversed(open_))
    )


def _step(byte: int, open_: list[str]) -> Iterator[str]:
    if byte < len(_BETWEEN):
        yield from _between(_BETWEEN[byte], open_)
        return
    said = _SAID[byte % len(_SAID)]
    if said == "end":
        yield _end(open_.pop()) if open_ else ""
    elif said in _OPENING:
        yield from _opened(said, open_)
    else:
        yield said


def _between(which: int, open_: list[str]) -> Iterator[str]:
    """The next item, cell or row of the innermost list or table, if it is open right here."""
    if open_ and open_[-1] in _NEXT:
        ways = _NEXT[open_[-1]]
        yield ways[which % len(ways)]


def _opened(tag: str, open_: list[str]) -> Iterator[str]:
    """The tag, behind the ends of what may not hold it."""
    if len(open_) == _DEEPEST:
        return
    if tag in _MARKS or tag == "a":
        if tag in open_:
            return
    else:
        while open_ and open_[-1] in (*_MARKS, *_TEXTS, "a"):
            yield _end(open_.pop())
    open_.append(tag)
    yield _OPENING[tag]


def _end(tag: str) -> str:
    return _ENDS.get(tag, f"</{tag}>")
