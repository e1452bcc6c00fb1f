"""Python-Markdown shows what CommonMark says, with the extension that both its builders get."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

import pytest
from bs4 import BeautifulSoup, Tag
from markdown_it import MarkdownIt

from migrator.markdown import RawHtml, to_markdown
from tests.conftest import PAGES
from tests.destinations.builders import installed

pytestmark = pytest.mark.destinations

SHARED = files("migrator").joinpath("data", "starters", "python")
COMMONMARK = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
RENDER = """
import json, sys
sys.path.insert(0, sys.argv[1])
from commonmark import CommonMark
from markdown import Markdown
names = ("sane_lists", "tables", "fenced_code", "md_in_html")
read = Markdown(extensions=[*names, CommonMark()])
print(json.dumps([read.reset().convert(text) for text in json.load(sys.stdin)]))
"""
TOLD_OTHERWISE = {
    "a strike": "~~gone~~ and ~~so *is* this~~, 1 ~ 2",
    "signs with a backslash": r"\~\~no\~\~ \=== \: \^ H\~2\~O \"q\" 1\) \# \| \< \&",
    "a hash without a blank": "- #tag\n- # heading #\n\n#tag",
    "code in a list": "1. a\n\n    ```py\n    x = 1\n\n      y\n    ```\n\n2.  ```\n    z\n    ```",
    "code in a quotation": "> ```\n> a\n>\n>     b\n> ```\n>\n> c",
    "two quotations": "> a\n\n> b\n>\n> > c",
    "a quotation in an item": "- > ---\n    >\n    > a\n- b",
    "blanks in code": "a` b` and `` `c` ``",
    "a pipe in the code of a cell": "| a |\n| --- |\n| `b\\|c` \\| d |",
    "a bracket that ends no name": "[\\]:so](/x)\n\n[x]: /y\n\n[a][x]",
    "two numbered lists": "1. a\n2. b\n\n1) c\n2) d",
}


@cache
def shown(texts: tuple[str, ...]) -> tuple[str, ...]:
    """What the builders' own Python-Markdown makes of texts, each by itself."""
    python = installed("pelican") / "bin" / "python"
    done = subprocess.run(
        [python, "-c", RENDER, str(SHARED)],
        input=json.dumps(texts),
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=True,
    )
    return tuple(json.loads(done.stdout))


def facts(html: str) -> dict[str, list[str]]:
    """The blocks and marks of a text with what they hold, and all of its words."""
    tree = BeautifulSoup(html, "html.parser")
    for strike in tree.find_all("s"):
        strike.name = "del"
    named = re.compile(
        r"^(?:h[1-6]|li|td|th|code|pre|strong|em|del|sub|sup|a|img|blockquote|hr|br)$"
    )
    told: dict[str, list[str]] = {"all": [words(tree)]}
    for tag in tree.find_all(named):
        told.setdefault(tag.name, []).append(held(tag))
    told["starts"] = [str(each["start"]) for each in tree.select("ol[start]")]
    return told


def held(tag: Tag) -> str:
    if tag.name in ("code", "pre"):
        return re.sub(r"\n +(?=\n)", "\n", tag.get_text())
    address = tag.get("href") or tag.get("src") or ""
    return f"{address} {tag.get('alt', '')} {words(tag)}".strip()


def words(tag: Tag) -> str:
    for each in tag.find_all(["p", "li", "br", "td", "th", "tr", "div", "pre", "blockquote"]):
        each.insert_before(" ")
    return " ".join(tag.get_text().split())


def same(texts: Sequence[str]) -> None:
    for text, html in zip(texts, shown(tuple(texts)), strict=True):
        assert facts(html) == facts(COMMONMARK.render(text)), text


@pytest.mark.parametrize("what", TOLD_OTHERWISE)
def test_reads_as_commonmark(what: str) -> None:
    """What it would show otherwise by itself, it shows as CommonMark does."""
    same([TOLD_OTHERWISE[what]])


def test_every_fixture_reads_as_commonmark() -> None:
    """All Markdown that is expected of the fixture pages, with its front matter taken off."""
    paths = sorted(PAGES.glob("*/*/expected.md"))
    texts = [path.read_text("utf-8") for path in paths]

    same([text.partition("\n---\n")[2] if text.startswith("---\n") else text for text in texts])


@pytest.mark.parametrize("raw_html", RawHtml)
def test_converted_html_reads_as_commonmark(raw_html: RawHtml) -> None:
    """Lists in lists, tables, marks inside words and text full of signs, in every spelling."""
    html = """
<ul><li>a<ul><li>b<ol start="7"><li>c</li><li>d</li></ol></li></ul></li><li><p>e</p><p>f</p></li>
<li><table><tr><th>x</th></tr><tr><td>a | b<br><code>c|d</code></td></tr></table></li></ul>
<p>un<b>believ</b>able <i>a</i><b>b</b> snake_case 3*4*5 [x] ~~no~~ <s>yes</s> H<sub>2</sub>O</p>
<p># no<br>- no<br>1. no<br>&gt; no<br>=== <br>+ no<br>~~~</p>
<p>| a |<br>|---|<br>&amp;copy; &lt;b&gt;</p>
<blockquote><p>q</p><pre><code>  {{ x }}\n&lt;b&gt;</code></pre><ul><li>i</li></ul></blockquote>
<h2>C#</h2><p><a href="/a_(b)_c d">x [y] *z*</a> <img src="/a b.png" alt="*x* [y]"></p>
"""
    same([to_markdown(html, raw_html=raw_html)])
