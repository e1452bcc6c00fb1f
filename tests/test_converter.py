"""Markdownify's options on our walk."""

from __future__ import annotations

from typing import Any

import pytest

from migrator.markdown import Converter

OPTIONS = {
    "autolinks": (
        False,
        '<a href="https://x.example/">https://x.example/</a>',
        "[https://x.example/](https://x.example/)",
    ),
    "bullets": ("*+", "<ul><li>a<ul><li>b</li></ul></li></ul>", "* a\n    + b"),
    "code_language": ("py", "<pre>x</pre>", "```py\nx\n```"),
    "code_language_callback": (
        lambda el: el["data-lang"],
        '<pre data-lang="go">x</pre>',
        "```go\nx\n```",
    ),
    "convert": (["b"], "<h2>a <b>b</b> <i>c</i></h2>", "a **b** c"),
    "default_title": (True, '<a href="/x">a</a>', '[a](/x "/x")'),
    "escape_asterisks": (False, "<p>*a* _b_</p>", "*a* \\_b\\_"),
    "escape_underscores": (False, "<p>*a* _b_</p>", "\\*a\\* _b_"),
    "escape_misc": (False, "<p>`a` &lt;b&gt; *c*</p>", "`a` <b> \\*c\\*"),
    "heading_style": (
        "underlined",
        "<h1>a</h1><h2>bcdef</h2><h3>c</h3>",
        "a\n===\n\nbcdef\n-----\n\n### c",
    ),
    "keep_inline_images_in": (["td"], '<h2><img src="a.png" alt="A"></h2>', "## ![A](a.png)"),
    "newline_style": ("backslash", "<p>a<br>b</p>", "a\\\nb"),
    "strip": (["b", "h2"], "<h2>a</h2><p><b>c</b> <i>d</i></p>", "a\n\nc *d*"),
    "strip_document": (None, "<p>a</p>", "\n\na\n\n"),
    "strip_pre": ("strip_one", "<pre>\n\n\nx\n\n</pre>", "```\n\nx\n\n```"),
    "strong_em_symbol": ("_", "<p><b>a</b> <i>b</i> x<i>y</i></p>", "__a__ _b_ x<em>y</em>"),
    "sub_symbol": ("~", "<p>H<sub>2</sub>O</p>", "H~2~O"),
    "sup_symbol": ("^", "<p>m<sup>2</sup></p>", "m^2^"),
    "table_infer_header": (
        True,
        "<table><tr><td>a</td><td>b</td></tr><tr><td>c</td><td>d</td></tr></table>",
        "| a | b |\n| --- | --- |\n| c | d |",
    ),
    "wrap": (False, f"<p>{'word ' * 30}</p>", ("word " * 30).strip()),
    "wrap_width": (10, f"<p>{'word ' * 30}</p>", ("word " * 30).strip()),
    "bs4_options": ("html.parser", "<p>a</p>", "a"),
}
REFUSED: dict[str, Any] = {
    "wrap": True,
    "bs4_options": "lxml",
    "bullets": "",
    "heading_style": "big",
    "newline_style": "tab",
    "strip_document": "both",
    "strip_pre": "both",
    "strong_em_symbol": "!",
    "raw_html": "some",
}


@pytest.mark.parametrize("name", OPTIONS)
def test_option_does_what_it_says(name: str) -> None:
    """Each public option of markdownify changes what it is for."""
    value, html, expected = OPTIONS[name]

    assert Converter(**{name: value}).convert(html) == expected


def test_no_option_of_markdownify_is_forgotten() -> None:
    """The table above names all of them."""
    options = {name for name in dir(Converter.DefaultOptions) if not name.startswith("_")}

    assert options - {"raw_html", "embed"} == OPTIONS.keys()


@pytest.mark.parametrize("name", REFUSED)
def test_option_that_cannot_work_is_refused(name: str) -> None:
    """The error names the option, and what it can be."""
    with pytest.raises(ValueError, match=name):
        Converter(**{name: REFUSED[name]})


def test_option_that_does_not_exist_is_refused() -> None:
    """A slip of the pen is no option."""
    with pytest.raises(TypeError, match="heading_stile"):
        Converter(heading_stile="atx")


@pytest.mark.parametrize(
    ("style", "expected"), [("ATX", "# a"), ("atx_closed", "# a #"), ("SETEXT", "a\n===")]
)
def test_headings_have_three_styles(style: str, expected: str) -> None:
    """They are named as in markdownify."""
    assert Converter(heading_style=style).convert("<h1>a</h1>") == expected


@pytest.mark.parametrize(
    ("options", "html", "expected"),
    [
        ({"newline_style": "backslash"}, "<p>x<br></p><p>a<br><br>b</p>", "x\n\na\n\nb"),
        ({"newline_style": "backslash"}, "<p>a\\ <br>b</p>", "a\\\\\\\nb"),
        ({"heading_style": "underlined"}, "<h2>- x</h2>", "\\- x\n---"),
        ({"strip": ["sub"]}, "<p>a<sub>b</sub></p>", "ab"),
        ({"sub_symbol": "~"}, "<p><sub title='t'>a</sub></p>", "~a~"),
        ({"strip": ["q"]}, "<p><q>a</q></p>", "a"),
        ({"strip": ["u"], "raw_html": "keep"}, "<p><u>a</u></p>", "a"),
        ({"bullets": "*"}, "<ul><li><hr></li></ul>", "* ---"),
    ],
)
def test_options_together(options: dict[str, Any], html: str, expected: str) -> None:
    """Where two rules meet, neither breaks the other."""
    assert Converter(**options).convert(html) == expected
