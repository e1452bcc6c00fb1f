"""Markdownify's options and hooks on our walk."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup

from migrator.markdown import Converter, Element, to_markdown

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


class Loud(Converter):
    """One hook of each sort, each of which tells how it was called."""

    def __init__(self, **options: Any) -> None:
        self.calls: list[tuple[str, str, set[str]]] = []
        super().__init__(**options)

    def heard(self, el: Element, text: str, parent_tags: set[str]) -> None:
        self.calls.append((el.name, text, parent_tags))

    def convert_b(self, el: Element, text: str, parent_tags: set[str]) -> str:
        self.heard(el, text, parent_tags)
        return f"!{super().convert_b(el, text, parent_tags)}!"

    def convert_img(self, el: Element, text: str, parent_tags: set[str]) -> str:
        self.heard(el, text, parent_tags)
        return str(super().convert_img(el, text, parent_tags)) + "\n\n"

    def convert_my_note(self, el: Element, text: str, parent_tags: set[str]) -> str:
        return f"[{el.get('kind')}: {text}]"

    def convert_blockquote(self, el: Element, text: str, parent_tags: set[str]) -> str:
        self.heard(el, text, parent_tags)
        return f"\n\n>> {text}\n\n"

    def convert_li(self, el: Element, text: str, parent_tags: set[str]) -> str:
        return f"- ({len(el.find_previous_siblings('li'))}) {text}\n"

    def convert_td(self, el: Element, text: str, parent_tags: set[str]) -> str:
        self.heard(el, text, parent_tags)
        return str(super().convert_td(el, text.upper(), parent_tags))

    def convert_hN(self, n: int, el: Element, text: str, parent_tags: set[str]) -> str:  # noqa: N802
        return f"\n\n{'=' * n} {text}\n\n"

    def convert_pre(self, el: Element, text: str, parent_tags: set[str]) -> str:
        self.heard(el, text, parent_tags)
        return str(super().convert_pre(el, text, parent_tags))


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>a <b> c </b>d</p>", "a ! **c** !d"),
        ("<p>a<img src='a.png' alt='A'>b</p>", "a![A](a.png)\n\nb"),
        ("<p>x <my-note kind='k'>a <i>b</i></my-note></p>", "x [k: a *b*]"),
        ("<blockquote><p>a</p><p>b</p></blockquote>", ">> a\n\nb"),
        ("<ul><li>a</li><li>b</li></ul>", "- (0) a\n- (1) b"),
        ("<table><tr><th>h</th><td>a|b</td></tr></table>", "| | |\n| --- | --- |\n| h | A\\|B |"),
        ("<h2>a <i>b</i></h2>", "== a *b*"),
        ("<pre>a\n  *b*</pre>", "```\na\n  *b*\n```"),
    ],
)
def test_hook_takes_the_place_of_its_element(html: str, expected: str) -> None:
    """It gets what the element holds as Markdown, and may call the hook of the class above."""
    assert Loud().convert(html) == expected


def test_hook_is_told_what_is_around() -> None:
    """Names of elements, and whether blocks can stand there."""
    loud = Loud()
    loud.convert(
        "<blockquote><h2>x <b>y</b></h2></blockquote><table><tr><td>a</td><td>b</td></tr></table>"
    )

    assert ("b", "y", {"body", "blockquote", "h2", "_inline"}) in loud.calls
    assert ("td", "a", {"body", "table", "tbody", "tr"}) in loud.calls


@pytest.mark.parametrize("name", ["convert_tr", "convert_tbody", "process_tag", "process_text"])
def test_hook_that_would_never_be_called_is_refused(name: str) -> None:
    """The class cannot be made, and the error says what to define instead."""
    with pytest.raises(TypeError, match=f"Mine.{name} would never be called"):
        type("Mine", (Converter,), {name: lambda self, el, text, parent_tags: text})


def test_escape_may_be_the_users() -> None:
    """As in markdownify, it is given every piece of running text."""

    class Plain(Converter):
        def escape(self, text: str, parent_tags: object) -> str:
            return text.replace("e", "E")

    assert Plain().convert("<p>one *two* <b>three</b></p>") == "onE *two* **thrEE**"


def test_tree_of_beautifulsoup_is_not_changed() -> None:
    """`convert_soup` is there as in markdownify."""
    soup = BeautifulSoup("<p>a <b>b</b></p>", "html.parser")

    assert Converter().convert_soup(soup) == "a **b**"
    assert str(soup) == "<p>a <b>b</b></p>"


def test_element_answers_as_a_tag_does() -> None:
    """What hooks ask of a BeautifulSoup tag."""
    seen: list[Element] = []

    class Asking(Converter):
        def convert_div(self, el: Element, text: str, parent_tags: set[str]) -> str:
            seen.append(el)
            return text

    Asking().convert('<p id="a"></p><div class="x y" hidden><a href="/b">l</a><i>m</i></div><hr>')
    (el,) = seen

    assert (el.name, el["class"], el.get("id"), el.attrs["hidden"]) == ("div", "x y", None, "")
    assert [each.name for each in el.find_all(["a", "i"])] == ["a", "i"]
    assert [each.string for each in el.find_all(["a", "i"], attrs=["href"])] == ["l"]
    assert el.find("b") is None
    assert el.find("i").text == "m"  # type: ignore[union-attr]
    assert el.get_text() == "lm"
    assert el.parent is not None
    assert [each.name for each in el.parents] == ["body", "html"]
    assert el.find_previous_sibling().get("id") == "a"  # type: ignore[union-attr]
    assert el.find_next_sibling("hr").name == "hr"  # type: ignore[union-attr]
    assert el.find_next_sibling("p") is None
    assert str(el).startswith('<div class="x y"')
    assert el.has_attr("hidden")


def test_link_hook_of_the_class_above_spells_a_link() -> None:
    """With an address that does not end it early, and brackets that do not."""

    class Marked(Converter):
        def convert_a(self, el: Element, text: str, parent_tags: set[str]) -> str:
            return f"{super().convert_a(el, text, parent_tags)}!"

    assert Marked().convert("<p>x <a href='/a b(c'>l]m</a> y</p>") == "x [l\\]m](/a%20b%28c)! y"
    assert Marked().convert("<a href='/x'><h2>T</h2></a>") == "[T](/x)!"


def test_result_of_a_hook_stays_on_its_line() -> None:
    """In a cell or heading no line can end."""

    class Tall(Converter):
        def convert_b(self, el: Element, text: str, parent_tags: set[str]) -> str:
            return f"{text}\n\n{text}\n\n"

    assert Tall().convert("<h2>a <b>b</b> c</h2>") == "## a b b c"


def test_hook_for_a_caption_is_called() -> None:
    """As for a cell."""

    class Captions(Converter):
        def convert_caption(self, el: Element, text: str, parent_tags: set[str]) -> str:
            return f"Table: {text}"

    html = "<table><caption>C</caption><tr><th>a</th></tr></table>"
    assert Captions().convert(html) == "Table: C\n\n| a |\n| --- |"


def test_own_escape_may_call_the_one_above() -> None:
    """It does what the options say."""

    class Loud(Converter):
        def escape(self, text: str, parent_tags: object) -> str:
            return f"{super().escape(text, parent_tags)}!"

    assert Loud(escape_underscores=False).convert("<p>*a* _b_</p>") == "\\*a\\* _b_!"


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


def test_example_of_the_documentation_runs() -> None:
    """What docs/markdown.md shows is what comes out."""
    page = (Path(__file__).parent.parent / "docs/markdown.md").read_text()
    example, printed = re.findall(r"```(?:python|text)\n(.*?)```", page, re.DOTALL)[:2]
    told: list[str] = []
    exec(example, {"print": told.append})

    assert told == [printed.rstrip("\n")]


RAW = {
    "<p>H<sub>2</sub> <u>u</u> <kbd>k</kbd></p>": (
        "H2 u k",
        "H<sub>2</sub> u k",
        "H<sub>2</sub> <u>u</u> <kbd>k</kbd>",
    ),
    "<p>x<b>&gt;y</b>z <b>w</b></p>": ("x>**y**z **w**",) * 3,
    "<p>x<b><i>!</i></b>z</p>": ("x!z",) * 3,
    "<table><tr><td>a<br>b</td><td colspan='2' onclick='x()'>c</td></tr></table>": (
        "| | | |\n| --- | --- | --- |\n| a b | c | |",
        "| | | |\n| --- | --- | --- |\n| a<br>b | c | |",
        '<table><tbody><tr><td>a<br>b</td><td colspan="2">c</td></tr></tbody></table>',
    ),
    "<ul><li>a</li></ul><ul><li>b</li></ul>": (
        "- a\n\n* b",
        "- a\n\n<!-- -->\n\n- b",
        "- a\n\n<!-- -->\n\n- b",
    ),
    "<details><summary>s</summary><a href='javascript:x'>t</a><script>y</script></details>": (
        "s\n\nt",
        "s\n\nt",
        "<details><summary>s</summary><a>t</a></details>",
    ),
    "<dl><dt>t</dt><dd style='color:red'>d</dd></dl>": (
        "t\n\nd",
        "t\n\nd",
        "<dl><dt>t</dt><dd>d</dd></dl>",
    ),
    "<iframe src='https://x.example/a?b&c' onload='x()' width='5'></iframe>": (
        "[Embedded content](https://x.example/a?b&c)",
        "[Embedded content](https://x.example/a?b&c)",
        '<iframe src="https://x.example/a?b&amp;c" title="Embedded content" width="5"'
        " allowfullscreen></iframe>",
    ),
    "<details><summary>s</summary><iframe src='/f'></iframe>t</details>": (
        "s\n\n[Embedded content](/f)\n\nt",
    )
    * 2
    + ('s\n\n<iframe src="/f" title="Embedded content" allowfullscreen></iframe>\n\nt',),
    "<dl><dd><center>a</center><center>b<img data-src='r.png' src='data:x'></center></dd></dl>": (
        "a\n\nb![](r.png)",
    )
    * 2
    + ('<dl><dd><center>a</center><center>b<img src="r.png"></center></dd></dl>',),
    "<details><img src='a.png'></details>": ("![](a.png)",) * 2
    + ('<details><img src="a.png"></details>',),
    "<table><tr><td><code>a|b</code></td><td><code>c\\|</code></td></tr></table>": (
        "| | |\n| --- | --- |\n| `a\\|b` | c\\\\&#124; |",
    )
    + ("| | |\n| --- | --- |\n| <code>a&#124;b</code> | <code>c&#92;&#124;</code> |",) * 2,
    "<b><dl><dd>a</dd></dl></b><dl></dl>": ("**a**",) * 3,
    "<u title='x\n\ny'>a</u>": ("a", "a", '<u title="x y">a</u>'),
    "<abbr title='a \"b\"'>c</abbr>": ("c", "c", '<abbr title="a &quot;b&quot;">c</abbr>'),
}


@pytest.mark.parametrize("html", RAW)
def test_raw_html_is_as_much_as_was_asked_for(html: str) -> None:
    """None, few, or all that Markdown cannot say, without anything that acts."""
    none, few, keep = RAW[html]

    assert to_markdown(html, raw_html="none") == none + "\n"
    assert to_markdown(html) == few + "\n"
    assert to_markdown(html, raw_html="keep") == keep + "\n"
