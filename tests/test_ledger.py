"""Whatever is visible on a page ends in exactly one share."""

from __future__ import annotations

from dataclasses import fields, replace

import pytest

from migrator.dom import fragment, text_of
from migrator.generations.base import Block
from migrator.generations.webnode2 import WEBNODE2
from migrator.models import Article, Census, Share
from migrator.names import names_of
from migrator.read import read
from migrator.read.blocks import rewrite
from tests.conftest import CASES, Case
from tests.test_read import CLASSIC, article, page

ARTICLES = [case for case in CASES if isinstance(read(case.snapshot), Article)]


@pytest.mark.parametrize("case", ARTICLES, ids=lambda case: case.name)
def test_nothing_is_missing_and_nothing_unaccounted(case: Case) -> None:
    """On every fixture the shares add up to what was seen, in each kind of thing."""
    found = read(case.snapshot)
    assert isinstance(found, Article)

    assert found.ledger.seen.letters > 0
    assert found.ledger.missing == Census()
    assert found.unaccounted == ()


def test_each_kind_of_thing_is_counted_where_it_went() -> None:
    """Text, picture, link, file, frame, table and form of an article and of a rule."""
    everything = (
        '<p>two words</p><img src="/a.png"><a href="/k/">x</a>'
        '<a href="/_files/200000013-b8a1fb99c1/a.pdf">y</a><iframe src="//v.example/"></iframe>'
        "<table><tr><td>z</td></tr></table>"
    )
    html = f"{everything}<form><label>Name</label><button>go</button></form>"
    found = article(page(html, CLASSIC, after=f'<div id="footer">{everything}</div>'))
    shares = dict(found.ledger.shares)
    held = Census(letters=11, images=1, links=1, files=1, embeds=1, tables=1)

    assert {field.name for field in fields(held)} == set(dict(held.told())) | {"forms"}
    assert shares[Share.ARTICLE] == held + Census(letters=4)
    assert shares[Share.RULE] == held + Census(letters=2 + 1, forms=1)  # and the logo's letter


def test_block_that_holds_more_than_is_known_is_kept() -> None:
    """A block whose rewriting would drop a word or a picture is left as it stands, with a note."""
    html = '<div class="b-btn"><a href="/k/">Go</a> or <img src="/stay.png"> stay</div>'
    found = article(page(f'<div class="b-text"></div>{html}'))

    assert "or <img" in found.body
    assert "button: it holds more than is known of it" in found.notes[0].detail


def test_what_a_faulty_rewriting_loses_is_refused() -> None:
    """A block that drops its text without saying so is not put in place."""
    faulty = Block("text", "div.b-text", lambda node: "<p>less</p>")
    content = fragment('<main><div class="b-text"><p>more words</p></div></main>')
    assert content is not None
    found = rewrite(content, replace(WEBNODE2, blocks=(faulty,)), names_of(content))

    assert text_of(content) == "more words"
    assert found.notes[0].detail.startswith("text: it holds more than is known of it")


def test_post_that_is_nearly_eaten_is_told() -> None:
    """Where less than a seventh of the words is left, a person is asked to look."""
    eaten = '<div class="rbcBookmarks">' + "word " * 60 + "</div>"
    found = article(page(f"<p>four words are left</p>{eaten}", CLASSIC))

    told = "only 4 of the 64 words in the content are left: look at this page"
    assert found.notes[-1].detail == told
    assert article(page("<p>" + "word " * 11 + f"</p>{eaten}", CLASSIC)).notes == ()


def test_link_that_shows_nothing_is_not_seen() -> None:
    """An empty anchor is no loss; a link with a blank in it, outside of the content, is told."""
    for shown, told in (("", ()), (" ", ("[a link without any text: /k/]",))):
        after = f'<div id="promo"><a href="/k/">{shown}</a></div>'
        assert article(page("<p>x</p>", CLASSIC, after=after)).unaccounted == told
