"""Pages as people write them: tags that cross or lack their ends, torn letters, bare signs."""

from __future__ import annotations

from dataclasses import replace

import pytest

from migrator.verify import verify
from tests.test_pages import rendered
from tests.test_read import CLASSIC, W2, article, page


@pytest.mark.parametrize(
    "html",
    [
        "<b><p>x</b> y</p>z",
        "<p><b>x</p><p>y</p>",
        "<p><i>x<b>y</i>z</b>q</p>",
        "<p><b><b><b><b><b>x</p><p>y</b></b></b>z</p>",
        "<span><p>x</span> y</p>z",
        "<p><b>x</p></b>y",
        "<p>x</br>y</p>",
        "<p>R&#D, then &#; and <b>more</b></p>",
        "<p>x&nbspy &ampz &amp;eacutex &eacutex &none;</p>",
        "<p>a<div>b</p>c</div>d",
        '<p><a href="/a/" href="/b/">x</a><img src="/a.png" src="/b.png"></p>',
        '<p><a href="/a/">x <a href="/b/">y</a> z</a></p>',
        "<p>x<b/>y</p><a href=/a/>z</a>",
        '<iframe src="https://o.example/f"><p>no <a href="/x/">frames</a></p></iframe>',
        '<pre>a <b>b</b>\n<a href="/x/">c</a>\n d</pre>',
        "<p><button>x</button><button>y</button> z</p>",
    ],
)
@pytest.mark.parametrize("template", [W2, CLASSIC])
def test_tags_are_read_as_browsers_read_them(html: str, template: str) -> None:
    """What crosses, is doubled, or lacks its end is no difference."""
    snapshot = page(f"<p>before</p>{html}<p>behind</p>", template)
    done = rendered(article(snapshot))

    assert verify(snapshot, done.item.article, done.markdown, done.item.references) == ()


@pytest.mark.parametrize(
    ("charset", "torn"), [("utf-8", b"k\xc5, "), ("windows-1250", b"k\x81, "), ("", b"k\xc5, ")]
)
def test_torn_letter_makes_no_page_one_in_another_encoding(charset: str, torn: bytes) -> None:
    """All other letters are those of the encoding that the page names."""
    head = f'<meta charset="{charset}">' if charset else ""
    body = page("<p>žluťoučký ?kůň</p>", head=head).body.decode().encode(charset or "utf-8")
    snapshot = replace(page(""), body=body.replace(b"?", torn))
    done = rendered(article(snapshot))

    assert "žluťoučký" in done.markdown
    assert verify(snapshot, done.item.article, done.markdown, done.item.references) == ()


@pytest.mark.parametrize("title", ["???", "❤", "--- ~"])
def test_title_without_words_is_no_sign_of_the_text(title: str) -> None:
    """It was a heading of the page, and is a fact."""
    snapshot = page(f"<h1>{title}</h1><p>x</p>", CLASSIC.replace("T :: S", f"{title} :: S"))
    done = rendered(article(snapshot))

    assert done.item.article.title.value == title
    assert verify(snapshot, done.item.article, done.markdown, done.item.references) == ()


def test_element_without_an_end_draws_no_frame_into_the_content() -> None:
    """What stands behind the mark of the content's end is none of it."""
    side = (
        '<!-- /CONTENT --><div id="sidebar"><ul class="menu"><li>Menu</li></ul></div>'
        '<div id="footer"><a href="https://www.webnode.cz/?utm_medium=footer">Signed</a></div>'
    )
    snapshot = page("<div><p>mine</p>", CLASSIC, after=side)
    found = article(snapshot)
    done = rendered(found)

    assert done.markdown.strip() == "mine"
    assert found.unaccounted == ()
    assert verify(snapshot, done.item.article, done.markdown, done.item.references) == ()


def test_mark_without_an_end_keeps_no_section_of_the_template() -> None:
    """A browser puts the sections behind it into the mark, too."""
    own = '<section class="s" data-wnd_last_section><div><p>mine <font><b>x</p></div></section>'
    html = f'</section>{own}\n<section class="s"><p>of every post</p></section><section>'
    snapshot = page(html, body="wt-blogpost")
    done = rendered(article(snapshot))

    assert "of every post" not in done.markdown
    assert verify(snapshot, done.item.article, done.markdown, done.item.references) == ()
