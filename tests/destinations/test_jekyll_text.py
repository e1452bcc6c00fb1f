"""What Jekyll shows of texts: its Liquid and its kramdown find nothing in them that acts."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from defusedxml.ElementTree import parse

from migrator.markdown import RawHtml, to_markdown
from migrator.models import Comment, Kind
from tests.conftest import PAGES
from tests.destinations.test_jekyll import CONTENT, built, post
from tests.destinations.test_python_markdown import COMMONMARK, TOLD_OTHERWISE, facts

pytestmark = pytest.mark.destinations

SIGNS = (
    "{{ x }} {% raw %} {{{ {{% {{< y >}} {: .cls} {:toc} {::comment} {#id}",
    "$$x^2$$ $5 | a | b || [^1] [^1]: note *[x]: y [a] [a](b) [a]: b ![c](d)",
    "a_b 1_2_ _c_ 3*4*5 * ** ~ ~~ ~~~ ` `` # C# C++ - + ^ : ; = == --- -- ...",
    '<č> <b> <5@x> <http://x.example> << >> &amp; &copy; "q" it\'s C:\\dir \\* \\',
    *("^", ": x", "- x", "+ x", "1. x", "1) x", "# x", "> x", "=", "---", "[ ] x", "[x]: /y"),
)


def same(tmp_path: Path, texts: Sequence[str]) -> None:
    """Each text, in a post of its own, is shown as CommonMark shows it."""
    pages = [post(f"n{number}", text) for number, text in enumerate(texts)]
    root = built(tmp_path, *pages).root
    for page, text in zip(pages, texts, strict=True):
        html = (root / page.item.place.permalink[1:] / "index.html").read_text()
        body = BeautifulSoup(html, "html.parser").select_one(".body")
        assert facts(body.decode_contents() if body else "") == facts(COMMONMARK.render(text)), text


@pytest.mark.parametrize("raw_html", RawHtml)
def test_signs_are_shown_as_they_were(tmp_path: Path, raw_html: RawHtml) -> None:
    """In text, headings, items, cells, links, pictures and code: nothing acts, nothing is lost."""
    quoted = [sign.replace("&", "&amp;").replace("<", "&lt;") for sign in SIGNS]
    lines = [
        *(f"<p>{sign}</p><h2>{sign}</h2><ul><li>{sign}</li></ul>" for sign in quoted),
        *(f"<p><b>{sign}</b> x <i>{sign}</i> <s>{sign}</s> <u>{sign}</u></p>" for sign in quoted),
        *(f"<p>x <code>{sign}</code></p><pre>{sign}\n- {sign}</pre>" for sign in quoted),
        *(f"<ol><li><pre>- {sign}\n{sign}</pre></li></ol>" for sign in quoted),
        *(f"<p>x<br>{sign}<br>y</p><blockquote>{sign}</blockquote>" for sign in quoted),
        *(
            f"<table><tr><th>{sign}</th></tr><tr><td>{sign}</td><td><code>{sign}</code></td></tr>"
            "</table>"
            for sign in quoted
        ),
        *(
            f'<p><a href="/x" title="{s}">{s}</a></p>'
            for s in (q.replace('"', "'") for q in quoted)
        ),
        *(
            f'<p>x <img src="/x.png" alt="{s}" title="{s}"> {s}</p>'
            for s in (q.replace('"', "'") for q in quoted)
        ),
    ]
    same(tmp_path, [to_markdown(line, raw_html=raw_html) for line in lines])


def test_all_markdown_reads_as_commonmark(tmp_path: Path) -> None:
    """All that is expected of the fixture pages, and what other engines show otherwise."""
    paths = sorted(PAGES.glob("*/*/expected.md"))
    texts = [path.read_text("utf-8") for path in paths]
    bare = [text.partition("\n---\n")[2] if text.startswith("---\n") else text for text in texts]

    same(tmp_path, [*bare, *TOLD_OTHERWISE.values()])


def test_titles_and_comments_are_text(tmp_path: Path) -> None:
    """Nothing in a title, a description or a comment is run as a template or made prettier."""
    odd = "{{ 1 + 1 }} {% raw %} {: .x} \"q\" 'a' -- ... <b>x</b> &amp; \x85 \u2028|"
    comment = Comment(1, 0, 1, odd, "1. 1. 2012", "", odd, odd, links=("https://x.example/?a&b",))
    pages = [post("kůň", "x", odd, comments=(comment,)), post("a", comments=(comment,))]
    root = built(tmp_path, *pages).root

    for page in pages:
        html = (root / page.item.place.permalink[1:] / "index.html").read_text()
        article = BeautifulSoup(html, "html.parser").select_one("article")
        assert article is not None
        told = 4 if page.item.place.slug == "kůň" else 3
        assert article.get_text().count(odd) == told
        assert [a["href"] for a in article.select("#comments a")] == ["https://x.example/?a&b"]


def test_post_and_page_of_one_name_keep_their_comments(tmp_path: Path) -> None:
    """The messages of each stand below it alone."""
    comments = [Comment(1, 0, 1, "A", "", "", "", text) for text in ("of a post", "of a page")]
    pages = (post(comments=(comments[0],)), post(kind=Kind.PAGE, comments=(comments[1],)))
    root = built(tmp_path, *pages).root

    assert "of a post" in (root / "posts/a/index.html").read_text()
    assert "of a page" in (root / "a/index.html").read_text()
    assert "of a post" not in (root / "a/index.html").read_text()


def test_control_signs_break_no_feed(tmp_path: Path) -> None:
    """Signs that XML may not hold are left out of titles, tags and texts."""
    page = post("a", "te\x01xt\ufffe", "tit\x02le", tags=("ta\x03g",))
    items = parse(built(tmp_path, page).root / "feed.xml").findall("channel/item")
    names = ("title", "category", CONTENT)
    told = [[(item.findtext(name) or "").strip() for name in names] for item in items]

    assert told == [["title", "tag", "<p>text</p>"]]
