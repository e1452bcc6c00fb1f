"""Messages of visitors: read with their parents, written as data, blotted on demand."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from migrator.comments import comments_document
from migrator.models import Article, Kind
from migrator.read import read
from migrator.redact import redact
from migrator.verify import verify
from tests.conftest import CASES, Case
from tests.test_pages import rendered
from tests.test_read import CLASSIC, article, page

(DISCUSSED,) = [case for case in CASES if case.name == "classic/article-discussed"]
(FORUM,) = [case for case in CASES if case.name == "classic/forum"]


def message(level: int, head: str, text: str = "x") -> str:
    return (
        f'<div class="post level-{level}"><div class="head"><h3>T</h3><p>{head}</p></div>'
        f'<div class="text">{text}</div></div>'
    )


def read_case(case: Case) -> Article:
    found = read(case.snapshot)
    assert isinstance(found, Article)
    return found


def test_reply_answers_the_last_message_that_is_less_deep() -> None:
    """Depth is all that the page tells: the parent is the last one above it."""
    levels = (1, 2, 3, 2, 1, 3)
    html = "".join(message(level, "<ins>1.2.2013</ins>") for level in levels)
    found = article(page(html, CLASSIC)).comments

    assert [comment.depth for comment in found] == list(levels)
    assert [comment.parent for comment in found] == [0, 1, 2, 1, 0, 5]


@pytest.mark.parametrize(
    ("head", "author", "date"),
    [
        ('<span class="date">D:</span> <ins>1.2.2013</ins> | <span class="user">By:</span> Ann',
         "Ann", "1.2.2013"),
        ('<span class="user">By:</span> <a href="mailto:a@b.example">Ann</a> B', "Ann B", ""),
        ("<ins>1.2.2013</ins> | Ann", "Ann", "1.2.2013"),
        ("Ann", "Ann", ""),
        ('<ins>1.2.2013</ins> | <span class="user">By:</span>', "", "1.2.2013"),
    ],
)  # fmt: skip
def test_author_is_what_stands_behind_the_label(head: str, author: str, date: str) -> None:
    """The label is the platform's; a name may be a link, or not be there at all."""
    (found,) = article(page(message(1, head), CLASSIC)).comments

    assert (found.author, found.date) == (author, date)


def test_lines_of_a_message_stay_lines() -> None:
    """Breaks and paragraphs are kept as such in plain text."""
    html = message(1, "Ann", "<p>one<br />\ntwo</p><p>three &amp; <b>four</b></p>")
    (found,) = article(page(html, CLASSIC)).comments

    assert found.text == "one\ntwo\n\nthree & four"


def test_messages_below_an_article_are_data_and_a_forum_is_its_page() -> None:
    """The article's body is without them; a forum's page says them, and they are data too."""
    discussed, forum = read_case(DISCUSSED), read_case(FORUM)

    assert discussed.kind is Kind.POST
    assert "Mint" not in discussed.body
    assert len(discussed.comments) == 5
    assert forum.kind is Kind.FORUM
    assert "Found &amp; kept safe" in forum.body
    assert len(forum.comments) == 3


def test_comments_stand_beside_their_document() -> None:
    """`comments.json` holds every field, and null for the parent of a thread's first message."""
    document = comments_document(rendered(read_case(DISCUSSED)).item)
    assert document is not None
    told = json.loads(document.content)

    assert str(document.path) == "site/posts/autumn-tea/comments.json"
    assert (told["schema"], told["title"], told["in_text"]) == (1, "Autumn tea", False)
    assert told["comments"][3] == {
        "number": 4,
        "parent": 1,
        "depth": 2,
        "author": "Visitor C",
        "date": "11.10.2012",
        "day": "2012-10-11",
        "title": "Re: Which tea?",
        "text": "Mint!",
        "message_id": "200000034",
        "links": [],
    }
    assert comments_document(rendered(article(page("<p>x</p>"))).item) is None


def test_messages_of_a_forum_are_told_to_be_in_its_text() -> None:
    """So that no layout shows them a second time."""
    document = comments_document(rendered(read_case(FORUM)).item)

    assert document is not None
    assert json.loads(document.content)["in_text"] is True


def test_addresses_and_numbers_are_blotted_out_and_nothing_else() -> None:
    """E-mail addresses and telephone numbers go, dates stay, and the second reading agrees."""
    found = redact(read_case(DISCUSSED))
    told = "Black. Write to [e-mail removed] or call [telephone removed] before 10.10.2012."

    assert found.comments[1].text == told
    assert found.redacted == (
        ("b@people.example", "[e-mail removed]"),
        ("+420 602 123 456", "[telephone removed]"),
    )
    written = rendered(found)
    assert verify(DISCUSSED.snapshot, found, written.markdown, written.item.references) == ()


def test_owners_own_address_stays_on_a_redacted_forum() -> None:
    """Only messages are blotted; what the owner wrote above them is the owner's."""
    html = "<p>Write to me@own.example</p>" + message(
        1, "Ann", '<p>or <a href="mailto:ann@x.example">ann@x.example</a>, 602 123 456</p>'
    )
    snapshot = page(html, CLASSIC)
    found = redact(article(snapshot))
    written = rendered(found)

    assert "me@own.example" in written.markdown
    assert "or [e-mail removed], [telephone removed]" in written.markdown.replace("\\", "")
    assert verify(snapshot, found, written.markdown, written.item.references) == ()


def test_lost_comment_is_found_by_the_second_reading() -> None:
    """A message that is missing among the comments, or says less, is told."""
    found = read_case(DISCUSSED)
    written = rendered(found)
    fewer = replace(found, comments=found.comments[1:])
    cut = (replace(found.comments[0], text="Was it green?"), *found.comments[1:])

    for spoilt in (fewer, replace(found, comments=cut), replace(found, comments=())):
        told = verify(DISCUSSED.snapshot, spoilt, written.markdown, written.item.references)
        assert "comments" in [difference.what for difference in told]


def test_links_of_a_message_are_kept_beside_its_text() -> None:
    """Where its links and pictures lead, which plain text cannot say; the second reading looks."""
    html = message(1, "Ann", '<p><a href="/map/">there</a> <img src="https://o.example/a.png"></p>')
    news = "https://x.webnode.example/news/a/"
    found = article(page(f"<p>body</p>{html}", CLASSIC, news))

    assert found.comments[0].links == ("https://x.webnode.example/map/", "https://o.example/a.png")
    written = rendered(found)
    lost = replace(found, comments=(replace(found.comments[0], links=()),))
    told = verify(page(f"<p>body</p>{html}", CLASSIC, news), lost, written.markdown, {})
    assert "comments" in [difference.what for difference in told]


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("call 0905-12-3456 or 02-33-44-5566", "call [telephone removed] or [telephone removed]"),
        ("tel.602123456", "tel.[telephone removed]"),
        ("20 12 34 56 is mine", "[telephone removed] is mine"),
        ("jan(at)x.example", "[e-mail removed]"),
        ("on 16.09.2013 10:33 and 2013-09-18", "on 16.09.2013 10:33 and 2013-09-18"),
        ("12345678 sheep, 3.500.000 of them", "12345678 sheep, 3.500.000 of them"),
    ],
)
def test_numbers_are_told_from_dates_and_sheep(text: str, left: str) -> None:
    """Telephones in their spellings go; dates and plain numbers stay."""
    found = redact(article(page(message(1, "Ann", f"<p>{text}</p>"), CLASSIC)))

    assert found.comments[0].text == left


def test_nothing_that_was_blotted_is_left_anywhere() -> None:
    """Neither in the data nor in the body nor in what the report says of the rules."""
    split = "<p>Write to jan<b>@</b>a.example or 602 <i>123</i> 456</p>"
    for kind in (CLASSIC, CLASSIC.replace("{html}", "<ins>1.2.2013</ins>{html}")):
        url = "https://x.webnode.example/news/a/" if kind != CLASSIC else "https://x.example/f/"
        snapshot = page(message(1, "Ann", split), kind, url)
        found = redact(article(snapshot))
        told = repr(replace(found, redacted=()))
        assert "a.example" not in told.replace("x.webnode.example/news/a", "")
        assert "123" not in told
        written = rendered(found)
        assert verify(snapshot, found, written.markdown, written.item.references) == ()
