"""Links to a part of a page find it in what was written."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from markdown_it import MarkdownIt

from migrator.markdown import RawHtml, to_markdown
from migrator.models import Snapshot
from migrator.read import read
from migrator.verify import verify
from tests.conftest import PAGES, Case
from tests.test_pages import rendered
from tests.test_read import CLASSIC, W2, article, page

RENDERER = MarkdownIt("commonmark", {"html": True}).enable("table")
PLACES = {
    "a heading": ('<h2 id="x">Head</h2>', '## <a id="x"></a>Head'),
    "a named anchor in a heading": ('<h2><a name="x"></a>Head</h2>', '## <a id="x"></a>Head'),
    "a named anchor around words": ('<p>a <a name="x">word</a></p>', 'a <a id="x"></a>word'),
    "a marked word": ('<p>a <b id="x">word</b></p>', 'a <a id="x"></a>**word**'),
    "an anchor on a line of its own": (
        '<p><a name="x"></a></p><h2>Head</h2>',
        '## <a id="x"></a>Head',
    ),
    "a wrapper": ('<div id="x"><div><h2>Head</h2></div></div>', '## <a id="x"></a>Head'),
    "a list": ('<ul id="x"><li>one</li></ul>', '- <a id="x"></a>one'),
    "a cell": (
        '<table><tr><td>a</td><td id="x">b</td></tr></table>',
        '| a | <a id="x"></a>b |',
    ),
    "a link": ('<p><a id="x" href="https://e.example/">e</a></p>', '<a id="x"></a>[e](https://e'),
    "a word in a link": (
        '<p><a href="https://e.example/">one <i id="x">two</i></a></p>',
        '<a id="x"></a>[one *two*](https://e.example/)',
    ),
    "code": ('<pre>one <b id="x">two</b></pre>', '<a id="x"></a>\n\n```\none two\n```'),
    "a block that is rewritten": (
        '<div class="b-btn"><span id="x"><a href="https://e.example/">Go</a></span></div>',
        '<a id="x"></a>[Go](https://e.example/)',
    ),
    "a word of a caption": (
        '<div class="b-img"><img src="/a.png"><p class="b-img-t">one <b id="x">two</b></p></div>',
        'one <a id="x"></a>**two**',
    ),
    "a form": ('<form id="x"><p>Ten coins.</p></form>', '<a id="x"></a>Ten coins.'),
    "a heading that says the title": (
        '<h2 id="x">T</h2><p>text</p>',
        '<a id="x"></a>text',
    ),
    "an anchor in such a heading": (
        '<h2><a name="x"></a>T</h2><p>text</p>',
        '<a id="x"></a>text',
    ),
    "nothing at all": ('<p>a</p><p id="x"></p>', 'a\n\n<a id="x"></a>[go]'),
    "the same name twice": (
        '<p id="x">one</p><p id="x">two</p>',
        '<a id="x"></a>one\n\ntwo',
    ),
}


def agrees(snapshot: Snapshot, raw_html: RawHtml = RawHtml.FEW) -> str:
    """The Markdown of a page, if the second reading finds nothing different."""
    done = rendered(article(snapshot), raw_html=raw_html)
    assert verify(snapshot, done.item.article, done.markdown, done.item.references) == ()
    return done.markdown


@pytest.mark.parametrize("what", PLACES)
def test_place_that_a_link_names_is_marked(what: str) -> None:
    """Whatever bears the name, an empty anchor stands right before what is seen there."""
    html, expected = PLACES[what]
    snapshot = page(f'{html}<p><a href="#x">go</a></p>')
    found, written = article(snapshot), agrees(snapshot)

    assert "[go](#x)" in written
    assert expected in written
    assert written.count("<a id=") == found.body.count("<a id=") == 1
    assert not found.ledger.missing
    assert '<a id="x"></a>' in RENDERER.render(written)


@pytest.mark.parametrize("name", ["wnd_TextBlock_5", "rbcBookmarks1", "200000041", "cms7"])
def test_name_that_only_the_platform_gives_needs_a_link(name: str) -> None:
    """An id that the platform made up is kept only where this page has a link to it."""
    html = f'<p>a</p><div id="{name}"><p>b</p></div>'

    assert "<a id" not in article(page(html)).body
    assert f'<a id="{name}"></a>b' in article(page(f'{html}<a href="#{name}">go</a>')).body
    assert '<a id="louka"></a>b' in article(page('<p>a</p><div id="louka"><p>b</p></div>')).body


def test_no_other_name_is_left_in_a_body() -> None:
    """Every id in a body is that of an anchor, so that none can be found twice."""
    html = '<div id="wnd_5"><p id="x"><input id="f"><img id="i" src="/a.png"></p></div>'
    body = article(page(html)).body

    assert re.findall(r'<(\w+) id="(\w+)"', body) == [("a", "x"), ("a", "i")]
    assert "name=" not in body


@pytest.mark.parametrize("template", [W2, CLASSIC])
def test_part_of_this_page_is_found_whatever_the_base(template: str) -> None:
    """`#x` leads to this page, though `<base>` names another, if this page has such a part."""
    html = '<p><a href="#x">go</a> <a href="#y">on</a></p><p id="x">here</p>'
    written = agrees(page(html, template, head='<base href="https://x.webnode.example/">'))

    assert "[go](#x)" in written
    assert "[on](https://x.webnode.example/#y)" in written


def test_part_that_a_link_escapes_is_of_this_page() -> None:
    """Escapes make no other name of it, whatever `<base>` says."""
    html = '<p><a href="#%C4%8Daj">go</a></p><p id="čaj">here</p>'

    assert agrees(page(html, head='<base href="https://x.webnode.example/">')).startswith("[go](#")


def test_part_is_found_through_the_base() -> None:
    """A link that names this page by a relative address leads from where `<base>` says."""
    html = '<p><a href="a/#wnd_5">go</a></p><p id="wnd_5">here</p>'

    assert '<a id="wnd_5"></a>here' in agrees(
        page(html, head='<base href="https://x.webnode.example/">')
    )


@pytest.mark.parametrize(
    ("name", "link", "written"),
    [
        ("a b", "#a b", 'id="a%20b"'),
        ("a b", "#a%20b", 'id="a%20b"'),
        ("a&quot;&lt;b", "#a%22%3Cb", 'id="a%22%3Cb"'),
        ("část", "#%C4%8D%C3%A1st", 'id="část"'),
        ("a&amp;b", "#a&amp;b", 'id="a&amp;b"'),
    ],
)
def test_strange_name_is_written_as_links_name_it(name: str, link: str, written: str) -> None:
    """Blanks, quotes and brackets are escaped, as in the address of the link."""
    html = f'<p><a href="{link}">go</a></p><p id="{name}">here</p>'

    assert f"<a {written}></a>here" in agrees(page(html))


def test_where_no_html_may_stand_there_is_no_anchor() -> None:
    """The link stays, and leads to the page's top; the second reading knows that."""
    html = '<p><a href="#x">go</a></p><p id="x">here</p>'

    assert agrees(page(html), RawHtml.NONE) == "[go](#x)\n\nhere\n"
    assert '<a id="x"></a>here' in agrees(page(html), RawHtml.KEEP)


def test_table_that_is_kept_as_html_keeps_its_anchors() -> None:
    """In HTML that is kept as it stands, a part is found, too."""
    rows = '<tr><td colspan="2">a</td></tr><tr><td>b</td><td id="x">c</td></tr>'
    html = f'<p><a href="#x">go</a></p><table>{rows}</table>'

    named = html.replace('<td id="x">c', '<td><a name="x">c</a>')

    assert '<td><a id="x"></a>c</td>' in agrees(page(html), RawHtml.KEEP)
    assert '<td><a id="x"></a>c</td>' in agrees(page(named), RawHtml.KEEP)


CASE = Case(PAGES / "classic" / "parts")


@pytest.mark.parametrize("name", ["valley", "the%20hill", "louka", "film", "200000041", "top"])
def test_lost_anchor_is_told(name: str) -> None:
    """A link that found its part on the old page and finds none in the document is named."""
    done = rendered(article(CASE.snapshot))
    mark = f'<a id="{name}"></a>'
    assert mark in done.markdown
    spoilt = done.markdown.replace(mark, "")
    found = verify(CASE.snapshot, done.item.article, spoilt, done.item.references)

    assert [each.what for each in found] == ["anchors"]
    assert found[0].source == name.replace("%20", " ")


def test_anchors_that_reading_has_lost_are_told() -> None:
    """Where the document has no anchor at all, the body that it was made of must have them."""
    snapshot = page('<p><a href="#x">go</a></p><p id="x">here</p>')
    done = rendered(article(snapshot))
    bare = done.item.article.body.replace('<a id="x"></a>', "")
    spoilt = rendered(article(snapshot), raw_html=RawHtml.NONE).markdown

    lost = replace(done.item.article, body=bare)
    found = verify(snapshot, lost, spoilt, done.item.references)
    assert [(each.what, each.source) for each in found] == [("anchors", "x")]


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ('<h2><a id="x"></a></h2><p>k</p>', '<a id="x"></a>\n\nk\n'),
        ('<p><b>bo<a id="x"></a>ld</b></p>', '**bo<a id="x"></a>ld**\n'),
        ('<p><b><a id="x"></a>“q”</b> w</p>', '<a id="x"></a>**“q”** w\n'),
        ('<p>a<a id="x"></a> b</p>', 'a <a id="x"></a>b\n'),
        ('<p>a<br><br><a id="x"></a>b</p>', 'a\n\n<a id="x"></a>b\n'),
        (
            '<a href="/u"><table><tr><td>a <a id="x"></a>b</td><td>c</td></tr></table></a>',
            '| <a id="x"></a>[a b](/u) |',
        ),
        ('<p><a id=""></a>a<a class="x"></a></p>', "a\n"),
        ('<p><a id="x"></a># a</p>', '<a id="x"></a># a\n'),
        ("<table><tr><td><a id='a|b'></a>x</td><td>y</td></tr></table>", '<a id="a%7Cb"></a>x |'),
    ],
)
def test_anchor_breaks_nothing_around_it(html: str, expected: str) -> None:
    """Marks, paragraphs, links and cells are written as if the anchor were not there."""
    assert expected in to_markdown(html)
    assert to_markdown(html, raw_html="none") == to_markdown(re.sub("<a id[^>]*></a>", "", html))


def test_what_ends_a_page_is_marked_there() -> None:
    """Where nothing follows that could be seen, the anchor stands at the end."""
    assert article(page('<p>last</p><p id="x"></p>')).body.count('last</p><a id="x"></a>') == 1


def test_page_without_links_to_its_parts_reads_as_ever() -> None:
    """A mark is no word, no link and no difference to anything that is counted."""
    with_ids = article(page('<div id="a"><p id="b">one <b id="c">two</b></p></div>'))
    without = article(page("<div><p>one <b>two</b></p></div>"))

    assert with_ids.ledger == without.ledger
    assert re.sub('<a id="."></a>', "", with_ids.body) == without.body
    assert read(page("<p>x</p>")) == article(page("<p>x</p>"))
