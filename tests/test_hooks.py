"""Markdownify's hooks on our walk."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup

from migrator.markdown import Converter, Element


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
    mixin = type("Mixin", (), {name: lambda self, el, text, parent_tags: text})
    with pytest.raises(TypeError, match=name):
        type("Mine", (mixin, Converter), {})


def test_attribute_that_is_no_hook_is_nobodys_business() -> None:
    """Its name may be that of an element."""

    class Counting(Converter):
        col = 3
        tr = "x"

    assert Counting().convert("<p>a</p>") == "a"


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


def test_example_of_the_documentation_runs() -> None:
    """What docs/markdown.md shows is what comes out."""
    page = (Path(__file__).parent.parent / "docs/markdown.md").read_text()
    example, printed = re.findall(r"```(?:python|text)\n(.*?)```", page, re.DOTALL)[:2]
    told: list[str] = []
    exec(example, {"print": told.append})

    assert told == [printed.rstrip("\n")]
