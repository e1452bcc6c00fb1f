"""The second reading finds what the first could lose."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from bs4 import BeautifulSoup

from migrator.models import Article, Fact, Kind
from migrator.read import read
from migrator.verify import body_differences, verify
from migrator.verify.content import content_of
from tests.conftest import CASES
from tests.test_pages import rendered

BY_NAME = {case.name: case for case in CASES}
Fault = Callable[[str], str]


def replaced(old: str, new: str) -> Fault:
    def fault(markdown: str) -> str:
        assert old in markdown, f"the fixture no longer holds {old!r}"
        return markdown.replace(old, new, 1)

    return fault


FAULTS: dict[str, tuple[str, Fault, str]] = {
    "a lost word": ("webnode2/post-c", replaced("krátce po", "krátce"), "words"),
    "a lost paragraph": ("webnode2/post-c", replaced("Vyrazili jsme v\u00a0pátek", ""), "words"),
    "a word of the footer": ("webnode2/post-c", lambda m: m + "\nVytvořeno\n", "words"),
    "a doubled paragraph": ("classic/page", lambda m: m + "\nBoots, socks, a hat.\n", "words"),
    "a lost caption": ("webnode2/post-gallery", replaced("\nBuk nad potokem\n", "\n"), "words"),
    "a lost heading": ("webnode2/post-c", replaced("## Co s", "Co s"), "headings"),
    "a changed heading": ("webnode2/post-c", replaced("## Co s", "## Kam s"), "headings"),
    "a lost picture": (
        "webnode2/post-gallery",
        lambda m: re.sub(r"!\[Cesta domů\]\(\S+\)", "", m),
        "images",
    ),
    "another picture": ("classic/article", replaced("200000016", "200000099"), "images"),
    "a lost file": ("webnode2/post-c", replaced("200000024", "200000025"), "links"),
    "a lost link": (
        "classic/page",
        replaced("[the club](http://www.example.org/)", "the club"),
        "links",
    ),
    "another target": ("classic/page", replaced("www.example.org", "www.example.com"), "links"),
    "a lost video": (
        "webnode2/home-c",
        replaced("[Video](https://www.youtube.com/watch?v=aBcDeFgHiJk)", ""),
        "embeds",
    ),
    "a lost map": ("webnode2/home-c", lambda m: re.sub(r"\[Map: .*\n", "", m), "embeds"),
    "a lost cell": ("webnode2/home-c", replaced("| 6 pm |", "| |"), "table cells"),
    "a lost row": ("webnode2/home-c", replaced("| | Wednesday | 6 pm |\n", ""), "table cells"),
    "a lost item": ("classic/page", replaced("2. two", ""), "list items"),
    "a flattened list": ("classic/page", replaced("1. one\n2. two", "one two"), "list items"),
    "two paragraphs exchanged": (
        "classic/page",
        lambda m: "\n\n".join(reversed(m.strip().split("\n\n"))),
        "order",
    ),
    "a stray mark": ("classic/page", replaced("**Take", "** Take"), "stray markup"),
}


def difference(name: str, fault: Fault) -> dict[str, tuple[str, str]]:
    """What the second reading finds of a fault planted into a good export: both sides by kind."""
    case = BY_NAME[name]
    reading = read(case.snapshot)
    assert isinstance(reading, Article)
    page = rendered(reading)
    references = page.item.references
    found = verify(case.snapshot, page.item.article, fault(page.markdown), references)
    return {each.what: (each.source, each.written) for each in found}


@pytest.mark.parametrize("what", FAULTS)
def test_planted_fault_is_found(what: str) -> None:
    """Each kind of loss, leak and change, planted into a good export, is told by its name."""
    name, fault, expected = FAULTS[what]

    assert expected in difference(name, fault)


def test_both_sides_of_a_difference_are_told() -> None:
    """A difference names what only the page says and what only the document says."""
    found = difference("classic/page", replaced("Boots, socks", "Boats, socks"))

    assert found == {"words": ("Boots", "Boats")}


@pytest.mark.parametrize(
    ("name", "facts", "what"),
    [
        ("classic/page", {"title": Fact("Gears", "x")}, "title"),
        ("classic/page", {"title": Fact("", "x")}, "title"),
        ("classic/page", {"title": Fact("ear", "x")}, "title"),
        ("webnode2/post-a", {"title": Fact("Pão de milho | Receitas", "x")}, "title"),
        ("webnode2/post-a", {"date": Fact(datetime(2019, 3, 8, tzinfo=UTC), "x")}, "date"),
        ("webnode2/post-c", {"date": Fact(datetime(2024, 5, 13, tzinfo=UTC), "x")}, "date"),
        ("webnode2/post-c", {"date": None}, "date"),
        ("classic/article", {"date": Fact(datetime(2012, 6, 17, tzinfo=UTC), "x")}, "date"),
        ("classic/page", {"unaccounted": ("A box beside",)}, "unaccounted"),
    ],
)
def test_wrong_fact_is_found(name: str, facts: dict[str, Any], what: str) -> None:
    """A title that the page does not tell, another day, no day, text left over: each is told."""
    case = BY_NAME[name]
    reading = read(case.snapshot)
    assert isinstance(reading, Article)
    page = rendered(reading)
    spoilt = replace(page.item.article, **facts)

    found = verify(case.snapshot, spoilt, page.markdown, page.item.references)

    assert what in [difference.what for difference in found]


@pytest.mark.parametrize(
    "html",
    [
        '<iframe title="My film" src="https://www.youtube.com/embed/abc"></iframe>',
        '<p><a href="https://x.example/v">Video</a> and <a href="https://y.example/">Map</a></p>',
        "<p>one</p><span>two</span><h2>Head</h2><font>text</font>",
        '<p><a href="https://z.example/a%20b?x=1&amp;y=2">spaced</a></p>',
        '<object><param name="movie" value="http://www.youtube.com/v/abc"></object>',
        "<details><summary>more</summary>text</details>",
        "<h1>Calf Strength for Shin Pain in Walkers</h1><h2>b</h2>",
        "<table><tr><td><h2>Left</h2>a</td><td>b</td></tr></table>",
        '<p><a href="https://müller.example/">Müller</a></p>',
        "<ul>Loose<li>item</li></ul>",
        '<p>We saw it <a href="https://x.example/?utm_campaign=copypaste">there</a></p>',
        '<div class="gal-app" data-content=\'{"items":[]}\'></div>',
        "<h2>Over<br>two lines</h2><p>one<br>two</p>",
        "<p>a <b>bold <i>and slanted</i></b> word<b> </b></p><pre>x <b>y</b>\n  z</pre>",
        "<ul><li>one<ol><li>two</li></ol></li></ul><ol><li><p>three</p><p>four</p></li></ol>",
        "<blockquote><p>one</p><blockquote>two</blockquote></blockquote>",
        '<p><img src="/a.png" alt="A"><img src="/b.png" alt="B"> <a href="/c">c</a></p>',
        "<table><tr><td rowspan=2>a</td><td>b</td></tr><tr><td>c</td></tr></table>",
        "<h1>First</h1><h2>Second</h2><h6>Sixth</h6>",
        '<p><a href="/l/calf-strength-for-shin-pain-in-walkers/">a</a>'
        ' <a href="http://www.path-and-pavement.webnode.example/l/'
        'calf-strength-for-shin-pain-in-walkers">b</a></p>',
        "<table><tr><td>a<ul><li>x<ol><li>y</li></ol></li></ul></td><td>b</td></tr></table>",
        "<table><tr><td><blockquote>a</blockquote></td><td><pre>b\n  c</pre></td></tr></table>",
        "<table><tr><td><table><tr><td>a</td></tr></table></td><td>b</td></tr></table>",
        "<table><tr><td>a<td>b<tr><td>c<td><ul><li>d<li>e</ul></table><p>f</p>",
        "<ul><ul><li>one</li></ul><li>two</li><ul><li>three</li></ul><li>four</li></ul>",
        "<ul><li>one<li>two<ol><li>three<li>four</ol><li>five</ul>",
        "<li>no list is around it</li><p>text</p>",
        "<p>He said <q>yes, <q>now</q></q>.</p>",
        '<p><a href="https://x.example/">one<br>two</a></p>',
        '<a href="https://x.example/"><img src="/a.png"><h3>Head</h3><p>a<br>b</p></a>',
        '<p>Film:<iframe src="https://www.youtube.com/embed/abc"></iframe>behind it</p>',
        '<p><a href="https://www.youtube.com/watch?v=abc">The film</a></p>'
        '<iframe src="https://www.youtube.com/embed/abc"></iframe>'
        '<p><a href="https://www.youtube.com/watch?v=abc">again</a></p>',
        '<div class="s-bg"><img src="/_files/200000099-8cb178db6b/a.jpg"></div>'
        '<p>text</p><p><img src="/_files/200000099-8cb178db6b/a.jpg"></p>',
    ],
)
def test_no_false_alarm(html: str) -> None:
    """What is written right is not called a difference, however the page says it."""
    case = BY_NAME["webnode2/post-free-plan"]
    body = case.snapshot.body.replace(b"<h2>Shin pain in walkers</h2>", html.encode(), 1)
    snapshot = replace(case.snapshot, body=body)
    reading = read(snapshot)
    assert isinstance(reading, Article)
    page = rendered(reading)

    assert verify(snapshot, page.item.article, page.markdown, page.item.references) == ()


def test_text_is_compared_without_facts_and_comments() -> None:
    """Of a page with an invented author and a lost word, the text alone tells the word."""
    case = BY_NAME["classic/page"]
    reading = read(case.snapshot)
    assert isinstance(reading, Article)
    page = rendered(reading)
    wrong = replace(page.item.article, author=Fact("Eva", "meta"))
    markdown = page.markdown.replace("a hat", "hat")

    found = body_differences(case.snapshot, wrong, markdown, page.item.references)

    assert [difference.what for difference in found] == ["words"]


def test_hidden_elements_that_scripts_show_cost_no_more_than_they_are() -> None:
    """Thousands of them, each shown by a click, are judged at once: none by all the others."""
    case = BY_NAME["webnode2/post-free-plan"]
    folds = "".join(
        f'<a onclick="show(\'x{n}\')">more</a><p id="x{n}" style="display:none">w{n}</p>'
        for n in range(1500)
    )
    body = case.snapshot.body.replace(b"<h2>Shin pain in walkers</h2>", folds.encode(), 1)
    soup = BeautifulSoup(body, "html.parser")
    reading = read(case.snapshot)
    assert isinstance(reading, Article)

    started = time.process_time()
    content = content_of(soup, reading)

    assert content is not None
    assert len(content.find_all(style=True)) >= 1500
    assert time.process_time() - started < 5


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("classic/article", "17.06.2011 10:33", "06/17/2011 5:03 PM"),
        ("classic/article", "17.06.2011 10:33", "06/17/2011 12:03 AM"),
        ("classic/article", "Over the ridge", "❤"),
        ("classic/article", "Over the ridge", ""),
        ("classic/article", 'name="description" content=""', 'name="description" content="❤"'),
    ],
)
def test_no_false_alarm_about_facts(name: str, old: str, new: str) -> None:
    """A clock of twelve hours, a title or description of signs alone, no title at all."""
    snapshot = BY_NAME[name].snapshot
    assert old.encode() in snapshot.body
    snapshot = replace(snapshot, body=snapshot.body.replace(old.encode(), new.encode()))
    reading = read(snapshot)
    assert isinstance(reading, Article)
    page = rendered(reading)

    assert verify(snapshot, page.item.article, page.markdown, page.item.references) == ()


def test_other_half_of_the_day_is_found() -> None:
    """Three minutes past five in the afternoon is not in the morning."""
    snapshot = BY_NAME["classic/article"].snapshot
    body = snapshot.body.replace(b"17.06.2011 10:33", b"06/17/2011 5:03 PM")
    snapshot = replace(snapshot, body=body)
    reading = read(snapshot)
    assert isinstance(reading, Article)
    page = rendered(reading)
    early = Fact(datetime(2011, 6, 17, 5, 3, tzinfo=UTC), "page")

    found = verify(snapshot, replace(page.item.article, date=early), page.markdown, {})

    assert "date" in [difference.what for difference in found]


def test_film_that_is_linked_and_shown_is_missed_twice() -> None:
    """A link to the film that a frame shows is not taken for the frame, nor the other way."""
    case = BY_NAME["webnode2/post-free-plan"]
    film = b'<p><a href="https://www.youtube.com/watch?v=abc">The film</a></p>'
    film += b'<iframe src="https://www.youtube.com/embed/abc"></iframe>'
    body = case.snapshot.body.replace(b"<h2>Shin pain in walkers</h2>", film, 1)
    snapshot = replace(case.snapshot, body=body)
    reading = read(snapshot)
    assert isinstance(reading, Article)
    page = rendered(reading)
    link, frame = re.findall(r"\[[^]]*\]\(\S*watch\?v=abc\)", page.markdown)

    for lost in (link, frame):
        markdown = page.markdown.replace(lost, "", 1)
        found = verify(snapshot, page.item.article, markdown, page.item.references)
        assert {"links", "embeds"} & {difference.what for difference in found}


def test_inserted_words_that_are_no_date_are_content() -> None:
    """A classic post may begin with words marked as inserted: they are the owner's."""
    case = BY_NAME["classic/article"]
    undated = case.snapshot.body.replace(b"<ins>17.06.2011 10:33</ins>", b"", 1)
    marked = undated.replace(b"We left at dawn,", b"<ins>We left</ins> at dawn,", 1)
    snapshot = replace(case.snapshot, body=marked)
    reading = read(snapshot)
    assert isinstance(reading, Article)
    page = rendered(reading)

    assert b"2011 10:33</ins>" not in marked
    assert reading.kind is Kind.POST
    assert "We left at dawn" in page.markdown
    assert verify(snapshot, page.item.article, page.markdown, page.item.references) == ()
