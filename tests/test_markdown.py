"""Markdown that renders to what the page said."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from migrator.markdown import to_markdown

RENDERER = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])

FORMS = {
    "punctuation leaves a mark that a letter follows": (
        "<p><b>Note:</b>text</p>",
        "**Note**:text",
    ),
    "a no-break space leaves the mark": ("<p><b>a&nbsp;</b>b</p>", "**a**\u00a0b"),
    "a break leaves the mark": ("<p><b>a<br></b>b</p>", "**a**  \nb"),
    "marks that touch are merged": ("<p><b>a</b><b>b</b> <i>c</i></p>", "**ab** *c*"),
    "an empty mark is nothing": ("<p>a<b> </b>b</p>", "a b"),
    "a mark around blocks goes inside": ("<b><p>a</p><p>b</p></b>", "**a**\n\n**b**"),
    "two breaks are a paragraph": ("<p>a<br><br>b</p>", "a\n\nb"),
    "emphasis inside strong": ("<p><b>a <i>b</i></b></p>", "**a *b***"),
    "a mark that opens right after a strike inside strong": (
        "<p><b><i>a</i>a</b><s><b><i><a href='/x'>b</a></i></b><img src='c.png'></s></p>",
        "***a*a<del><em>[b](/x)</em></del>**~~![](c.png)~~",
    ),
    "a currency sign before a mark": ("<p>Only<b>€ 5</b></p>", "Only€ **5**"),
    "a link on one line": ("<a href='/x'><div>a</div><div>b</div></a>", "[a b](/x)"),
    "an address with a bracket": ("<p><a href='/a)b'>x</a></p>", "[x](/a%29b)"),
    "a script link is text": ("<p><a href='javascript:x()'>a</a></p>", "a"),
    "an address with a blank": ("<p><a href='/a b(c'>x</a></p>", "[x](/a%20b%28c)"),
    "an address that is its own text": (
        "<p><a href='https://x.example/'>https://x.example/</a></p>",
        "<https://x.example/>",
    ),
    "an image in a heading": ("<h2><img src='a.png' alt='A'> T</h2>", "## ![A](a.png) T"),
    "an image in a cell": (
        "<table><tr><td><img src='a.png'></td><td>a</td></tr></table>",
        "| | |\n| --- | --- |\n| ![](a.png) | a |",
    ),
    "a line that looks like a list": ("<p>1. a<br>- b<br># c</p>", "1\\. a  \n\\- b  \n\\# c"),
    "an item that looks like a list": ("<ul><li>1986. was good</li></ul>", "- 1986\\. was good"),
    "words that look like marks": ("<p>snake_case 3 * 4 C++</p>", "snake_case 3 * 4 C++"),
    "nested lists": ("<ul><li>a<ul><li>b</li></ul></li></ul>", "- a\n    - b"),
    "a list that starts at four": ("<ol start='4'><li>a</li><li>b</li></ol>", "4. a\n5. b"),
    "spans in a table": (
        "<table><tr><th>a</th><th>b</th></tr><tr><td rowspan=2>c</td><td>d</td></tr>"
        "<tr><td>e</td></tr></table>",
        "| a | b |\n| --- | --- |\n| c | d |\n| | e |",
    ),
    "a row longer than the first": (
        "<table><tr><td>1</td></tr><tr><td>2</td><td>3</td></tr></table>",
        "| | |\n| --- | --- |\n| 1 | |\n| 2 | 3 |",
    ),
    "a fence that fits": (
        "<pre><code class='wide language-py'>```\nx\n```</code></pre>",
        "````py\n```\nx\n```\n````",
    ),
    "a video": (
        "<iframe src='//www.youtube-nocookie.com/embed/aB-1?x=y'></iframe>",
        "[Video](https://www.youtube.com/watch?v=aB-1)",
    ),
    "a map with its address": (
        "<iframe src='https://x.example/widgets/googlemaps/?z=1&amp;a=Main+Street'></iframe>",
        "[Map: Main Street](https://x.example/widgets/googlemaps/?z=1&a=Main+Street)",
    ),
    "a figure": (
        "<figure><img src='a.png' alt='A'><figcaption>Cap *1*</figcaption></figure>",
        "![A](a.png)\n\nCap \\*1\\*",
    ),
    "blank paragraphs": ("<p>&nbsp;</p><p></p><h2></h2><p>x</p>", "x"),
    "scripts and styles": ("<script>x</script><style>y</style><p>z</p>", "z"),
    "a pipe in running text": ("<p>a | b</p>", "a | b"),
    "a pipe in a cell": (
        "<table><tr><td>a|b <a href='/x|y'>c|d</a></td>"
        "<td>e\\|f <code>g|h</code></td></tr></table>",
        "| | |\n| --- | --- |\n| a\\|b [c\\|d](/x%7Cy) | e\\\\&#124;f <code>g&#124;h</code> |",
    ),
    "lines that look like a table": ("<p>a|b<br>-|-<br>1|2</p>", "a|b  \n\\-|-  \n1|2"),
    "a tag written as text": ("<p>&lt;b&gt; &amp;amp;</p>", "&lt;b> &amp;amp;"),
}


FAULTS = {
    "a script behind the end of a line": ("<a href='java\nscript:x'>a</a>", "a"),
    "a picture that is a script": ("<p>a<img src='JavaScript:x'>b</p>", "ab"),
    "a table as text": (
        "<p>| a | b |<br>| --- | --- |<br>| c | d |</p>",
        "| a | b |  \n\\| --- | --- |  \n| c | d |",
    ),
    "a mark that ends in a blank before another": (
        "<s>old <b>price </b></s><b>new</b>",
        "~~old **price**~~ **new**",
    ),
    "a blank of another script in a mark": ("<p><b>a\u3000</b>b</p>", "**a**\u3000b"),
    "a wide blank before a mark": ("<p>a<b>\u2003x</b></p>", "a\u2003**x**"),
    "a caption that looks like a heading": (
        "<table><caption># C</caption><tr><td>a</td><td>b</td></tr></table>",
        "\\# C\n\n| | |\n| --- | --- |\n| a | b |",
    ),
    "markup and a pipe in code in a cell": (
        "<table><tr><td><code>*a*|b</code></td><td>c</td></tr></table>",
        "| | |\n| --- | --- |\n| <code>&#42;a&#42;&#124;b</code> | c |",
    ),
    "a backslash before a break in a cell": (
        "<table><tr><td>C:\\ <br>D:\\</td><td>e</td></tr></table>",
        "| | |\n| --- | --- |\n| C:\\\\<br>D:\\\\ | e |",
    ),
    "a backslash before a break": ("<p>C:\\ <br>x</p>", "C:\\\\  \nx"),
    "a foot before the head": (
        "<table><tfoot><tr><td>F</td><td>f</td></tr></tfoot><thead><tr><th>H</th><th>h</th></tr>"
        "</thead><tbody><tr><td>1</td><td>2</td></tr></tbody></table>",
        "| H | h |\n| --- | --- |\n| 1 | 2 |\n| F | f |",
    ),
    "lines that are blocks in code": (
        "<pre><div>a</div><div>b</div>c<script>x</script></pre>",
        "```\na\nb\nc\n```",
    ),
    "fields with words": (
        "<p>a<button>b</button>c<select><option>d</option><option>e</option></select></p>",
        "a b c\n\nd\n\ne",
    ),
    "code in a link": ("<a href='/x'><pre>y\nz</pre></a>", "[y z](/x)"),
    "brackets in code in a link": ("<p><a href='/x'><code>]:</code></a></p>", "[`]:`](/x)"),
    "what is for browsers without scripts": ("<noscript><img src=a></noscript><p>x</p>", "x"),
    "the number of a list in a list": (
        "<ol start=3><li>a<ol><li value=9>x</li></ol></li></ol>",
        "3. a\n\n    9. x",
    ),
    "numbers that are too large": (
        "<ol start=999999999><li>a</li><li>b</li></ol>",
        "999999999. a\n999999999. b",
    ),
    "a picture as an object": (
        "<object data='i.png' type='image/png'>no</object>",
        "![](i.png)",
    ),
    "a script in code": ("<p>a <code>b<script>x</script></code></p>", "a `b`"),
    "a playlist with more in its query": (
        "<iframe src='//www.youtube.com/embed/videoseries?si=x&amp;list=PL1'></iframe>",
        "[Videos](https://www.youtube.com/playlist?list=PL1)",
    ),
    "a stream": (
        "<iframe src='//www.youtube.com/embed/live_stream?channel=U1'></iframe>",
        "[Embedded content](//www.youtube.com/embed/live_stream?channel=U1)",
    ),
    "an address that only names a video": (
        "<iframe src='https://x.example/?u=//www.youtube.com/embed/abc'></iframe>",
        "[Embedded content](https://x.example/?u=//www.youtube.com/embed/abc)",
    ),
    "hashes at the end of a heading": ("<h2>C ##</h2>", "## C \\##"),
    "a link in a cell of a table in a link": (
        "<a href='/x'><table><tr><td>a <a href='/y'>b</a> c</td><td>d</td></tr></table></a>",
        "| | |\n| --- | --- |\n| [a](/x) [b](/y) [c](/x) | [d](/x) |",
    ),
    "a sign alone in a mark": ("<p>a <b>-</b> <i>*</i></p>", "a <strong>-</strong> <em>\\*</em>"),
    "signs alone in a paragraph with a mark": ("<p><b>**</b></p>", "<strong>\\*\\*</strong>"),
    "code with a pipe in a link in a cell": (
        "<table><tr><td><a href='/x'><code>a|b</code></a></td><td>c</td></tr></table>",
        "| | |\n| --- | --- |\n| [<code>a&#124;b</code>](/x) | c |",
    ),
    "a picture below the line": ("<p>a<sub><img src='b.png'></sub></p>", "a<sub>![](b.png)</sub>"),
    "code with lines and a link": (
        "<pre><code><a href='/x'>l</a>\ntwo\nthree</code></pre>",
        "[l](/x)  \ntwo  \nthree",
    ),
    "an address alone in a table in a link": (
        "<a href='/x'><table><tr><td>t <a href='mailto:a@b.cz'>a@b.cz</a></td><td>d</td></tr>"
        "</table></a>",
        "| | |\n| --- | --- |\n| [t](/x) <a@b.cz> | [d](/x) |",
    ),
    "a box to tick": ("<ul><li>[x] done</li></ul>", "- \\[x] done"),
}


@pytest.mark.parametrize("what", FAULTS)
def test_fault(what: str) -> None:
    """What testers have found, each at its smallest."""
    html, expected = FAULTS[what]

    assert to_markdown(html) == expected + "\n"


@pytest.mark.parametrize("what", FORMS)
def test_form(what: str) -> None:
    """Each construct has one spelling, the one that all engines read alike."""
    html, expected = FORMS[what]

    assert to_markdown(html) == expected + "\n"


def test_nothing_becomes_nothing() -> None:
    """A body without content is an empty text, not an empty line."""
    assert to_markdown("<p>&nbsp;</p><div></div>") == ""


def rendered(html: str) -> str:
    text = BeautifulSoup(RENDERER.render(to_markdown(html)), "html.parser").get_text()
    return " ".join(text.replace("\u00a0", " ").split())


PRINTABLE = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]) | st.just(" "))


@given(PRINTABLE)
def test_any_text_renders_as_itself(text: str) -> None:
    """No character of running text acts as markup, wherever it stands."""
    paragraph = BeautifulSoup("<p></p>", "html.parser")
    paragraph.p.string = text  # type: ignore[union-attr]

    assert rendered(str(paragraph)) == " ".join(text.split())


@given(
    st.lists(st.tuples(st.sampled_from(["b", "i", "s", "span"]), st.text("ab .:€-", min_size=1)))
)
def test_marks_never_change_the_text(parts: list[tuple[str, str]]) -> None:
    """However marks, blanks and punctuation meet, every letter is still there and no star is."""
    html = "<p>" + "".join(f"<{tag}>{text}</{tag}>" for tag, text in parts) + "</p>"
    expected = " ".join("".join(text for _, text in parts).split())

    assert rendered(html) == expected
