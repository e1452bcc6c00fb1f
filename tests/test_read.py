"""Reading: what pages say in ways that no fixture shows."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from migrator.markdown import to_markdown
from migrator.models import (
    Article,
    Census,
    Failed,
    Kind,
    LeftOut,
    ListEntry,
    Reading,
    Share,
    Snapshot,
)
from migrator.read import read
from tests.conftest import FETCHED

URL = "https://x.webnode.example/a/"
W2 = (
    '<!DOCTYPE html><html lang="cs"><head><title>T</title>{head}</head><body class="{body}">'
    '<div class="wnd-page"><main id="main"><section class="s">{html}</section></main>{after}'
    "</div></body></html>"
)
CLASSIC = (
    "<html><head><title>T :: S</title>{head}<script>RS_CFG['systemName'] = 'Webnode'</script>"
    '</head><body><div id="header"><b id="rbcSystemIdentifierLogo">S</b></div><div id="content">'
    '<div class="box"><div class="boxContent">{html}</div></div></div>{after}</body></html>'
)


def page(html: str, template: str = W2, url: str = URL, **more: str) -> Snapshot:
    filled = template.format(html=html, **{"head": "", "body": "wt-page", "after": "", **more})
    return Snapshot(url, filled.encode(), "text/html", FETCHED)


def article(snapshot: Snapshot) -> Article:
    reading = read(snapshot)
    assert isinstance(reading, Article), reading
    return reading


def system(**data: Any) -> str:
    return f"<script>wnd.$system = {json.dumps(data)};</script>"


def test_base_address_of_the_page_counts() -> None:
    """Relative links start from `<base href>`, as in a browser; an emptied one counts as none."""
    head = '<base href="https://y.example/b/">'

    assert 'href="https://y.example/b/k/"' in article(page('<a href="k/">x</a>', head=head)).body
    assert f'href="{URL}k/"' in article(page('<a href="k/">x</a>', head="<base >")).body


@pytest.mark.parametrize(
    ("header", "head", "encoding"),
    [
        ("", "", "utf-8"),
        ("", '<meta charset="windows-1250">', "windows-1250"),
        ("text/html; charset=windows-1250", "", "windows-1250"),
        ("text/html; charset=utf-8", '<meta charset="windows-1250">', "utf-8"),
        ("", '<meta charset="unicode_escape">', "utf-8"),
        ("", '<meta charset="idna">', "utf-8"),
        ("", '<meta charset="nonsense">', "utf-8"),
        ("", '<meta charset="utf-16">', "utf-8"),
    ],
)
def test_encoding_is_the_headers_then_the_pages(header: str, head: str, encoding: str) -> None:
    """The header's word counts before the page's own; a name that is no text encoding is none."""
    html = page("<p>žluťoučký</p>", head=head)
    body = html.body.decode().encode(encoding)
    snapshot = replace(html, body=body, headers=(("Content-Type", header),))

    assert "<p>žluťoučký</p>" in article(snapshot).body


def test_bytes_that_are_no_text_are_counted_in_a_note() -> None:
    """What the encoding does not know is shown as U+FFFD, and the report says how often."""
    snapshot = page("<p>a?b?c</p>")
    found = article(replace(snapshot, body=snapshot.body.replace(b"?", b"\xff")))

    assert found.notes[0].detail.startswith("2 characters are not valid")


POST = (
    '<section class="s s-hm-bdh"><h1 class="s-bdh-t">T</h1>'
    '<span class="s-bdh-d">{}</span></section>'
)
MASK = {"fe": {"DATE": {"mask": "%d/%m/%Y"}}}


@pytest.mark.parametrize(
    ("shown", "data", "head", "date"),
    [
        ("05.03.2024", {}, "", datetime(2024, 3, 5)),
        ("05/03/2024", {"format": MASK}, "", datetime(2024, 3, 5)),
        ("05/03/2024", {}, "", None),
        ("25/03/2024", {}, "", datetime(2024, 3, 25)),
        ("5. března 2024", {}, "", datetime(2024, 3, 5)),
        ("5. Mrz 2024", {}, "", None),
        (
            "05.03.2024",
            {"listing_item": {"date": "20240305101112"}},
            "",
            datetime(2024, 3, 5, 10, 11, 12),
        ),
        ("05.03.2024", {"listing_item": {"date": "garbage"}}, "", datetime(2024, 3, 5)),
        ("05.03.2024", {"listing_item": [], "page": []}, "", datetime(2024, 3, 5)),
    ],
)
def test_date_is_read_by_mask_and_never_guessed(
    shown: str, data: dict[str, Any], head: str, date: datetime | None
) -> None:
    """The data's time, else the shown day by its mask or with dots; else none, with a note."""
    found = article(page(POST.format(shown) + "<p>x</p>", after=system(**data), head=head))

    assert (found.date.value if found.date else None) == date
    assert bool(found.notes) == (date is None)


def test_title_is_composed_and_without_invisible_letters() -> None:
    """HTML, word joiners and soft hyphens go, and accents are one letter with theirs."""
    name = "<b>Ku\u030an\u030c</b>\u2060 a&nbsp;ve\u00addle"
    data = system(listing_item={"name": name})

    assert article(page("<p>x</p>", after=data)).title.value == "Kůň a vedle"


def test_two_days_on_one_page_are_both_told() -> None:
    """Where data and head disagree on the day, the data's is taken and the note names both."""
    head = '<meta property="og:article:published_time" content="2024-03-04T00:00:00+0100">'
    data = system(listing_item={"date": "20240305101112"})
    found = article(page(POST.format("05.03.2024"), after=data, head=head))

    assert found.date is not None
    assert found.date.value.isoformat() == "2024-03-05T10:11:12+01:00"
    assert "2024-03-05" in found.notes[0].detail
    assert "2024-03-04" in found.notes[0].detail


@pytest.mark.parametrize(
    "script",
    [
        "<script>wnd.$system = {broken};</script>",
        "<script>wnd.$system = ",
        "<script>wnd.$system = [];</script>",
        '<script>wnd.$system = {"page":{"name":"a\\qb"}};</script>',
        '<script>wnd.$system = {"page":{"name":"Sun \\ud83d"}};</script>',
        f"<script>wnd.$system = {'[' * 100_000};</script>",
    ],
)
def test_broken_data_never_stops_a_page(script: str) -> None:
    """Without usable data the visible page is read, and its text is all there."""
    assert "<p>text</p>" in article(page("<p>text</p>", after=script)).body


def test_text_beside_the_content_is_unaccounted() -> None:
    """What no rule names and the content does not hold is not dropped in silence."""
    after = '<div id="promo">Open on <b>Monday</b> <img src="/m.png"></div>'
    found = article(page("<p>x</p>", CLASSIC, after=after))

    assert found.unaccounted == ("Open on Monday", "/m.png")
    assert dict(found.ledger.shares)[Share.UNACCOUNTED] == Census(letters=12, images=1)


def test_heading_that_says_the_title_goes_only_from_the_top() -> None:
    """The title is not said twice; the same words further down are a heading of the text."""
    assert "<h1>" not in article(page("<h1>T</h1><p>x</p>")).body
    assert "<h2>T</h2>" in article(page("<p>x</p><h2>T</h2>")).body
    assert "<h2>" in article(page('<img src="/a.png"><h2>T</h2>')).body


def test_first_level_of_headings_is_the_titles() -> None:
    """Where a body uses it, all of its headings go one level down; else none does."""
    body = "<h3>A</h3><h1 id='b'>B <i>c</i></h1><h6>D</h6><p>x</p>"
    found = article(page(body))

    assert "<h4>A</h4>" in found.body
    assert '<h2><a id="b"></a>B <i>c</i></h2><h6>D</h6>' in found.body
    nested = article(page("<h1>a <span><h3>b</h3></span></h1><p>x</p>")).body
    assert "<h2>a <span><h4>b</h4></span></h2>" in nested
    assert ("heading-level", 2) in [(r.rule, r.elements) for r in found.removed]
    assert "<h3>A</h3>" in article(page("<h3>A</h3><h1> </h1><p>x</p>")).body


@pytest.mark.parametrize(
    "target", [" JavaScript:go()", "vbscript:x", "data:text/html,x", "java\nscript:x"]
)
def test_target_that_runs_is_dropped_and_told(target: str) -> None:
    """The text of the link stays."""
    found = article(page(f"<p><a href='{target}'>Open</a> x</p>"))

    assert to_markdown(found.body) == "Open x\n"
    assert "unsafe-target" in [removal.rule for removal in found.removed]
    assert not found.ledger.missing


def test_page_with_a_list_and_its_own_headings_is_no_bare_list() -> None:
    """A heading that says more than the title is text of the page's own."""
    item = '<article class="item"><a href="/l/a/">A</a></article>'
    posts = f'<div class="blog"><div class="blog-container">{item}</div></div>'

    bare = read(page(f"<h2>T</h2>{posts}"))
    assert isinstance(bare, LeftOut)
    assert bare.listed == (ListEntry("https://x.webnode.example/l/a/"),)
    assert "Closed in May" in article(page(f"<h2>T</h2><h2>Closed in May</h2>{posts}")).body


def test_owners_words_are_not_taken_for_the_platforms() -> None:
    """A number marked as inserted, a linked heading inside an article: text, not date or list."""
    number = "<p><ins>602 123 456</ins> call</p>"
    story = '<div class="article"><p>Whole</p><h3>See <a href="/news/a/">before</a></h3></div>'

    assert "602 123 456" in article(page(number, CLASSIC)).body
    assert "Whole" in article(page(story, CLASSIC, "https://x.webnode.example/news/b/")).body
    dated = "<ins>1.2.2012</ins><p>x</p>"
    assert "2012" in article(page(dated, CLASSIC)).body
    post = article(page(dated, CLASSIC, "https://x.webnode.example/news/b/"))
    assert "2012" not in post.body
    assert post.date is not None


@pytest.mark.parametrize(
    ("template", "html"),
    [
        (CLASSIC, '<form class="privateAccessForm">Password <input></form>'),
        (CLASSIC, '<form class="privateAccessForm">Password <button>Enter</button></form>'),
        (W2, '<p>This page is locked.</p><form><input type="password"></form>'),
    ],
)
def test_locked_page_has_failed(template: str, html: str) -> None:
    """A page that shows nothing but a form for a password is not passed off as exported."""
    reading = read(page(html, template))

    assert isinstance(reading, Failed)
    assert "password" in reading.reason
    assert article(page(html + "<p>word </p>" * 40, template)).kind == Kind.PAGE


def test_page_of_two_generations_is_refused() -> None:
    """A page that bears the marks of both is not guessed at."""
    marks = '<span id="rbcSystemIdentifierLogo"></span><span id="rbcFooterText"></span>'
    reading = read(page(marks))

    assert reading == Failed(URL, "the page bears the marks of classic and webnode2 at once", "")


@pytest.mark.parametrize(
    ("path", "generation", "rule"),
    [
        ("/search/", W2, "system-page"),
        ("/cs/cart/", W2, "system-page"),
        ("/archive/news/", CLASSIC, ""),
        ("/rss/", CLASSIC, "system-page"),
        ("/archive/", CLASSIC, ""),
        ("/discussion/", CLASSIC, ""),
        ("/blog/p-4k2m/2/", W2, "list-pager"),
        ("/x/newscbm_184529/20/", CLASSIC, "list-pager"),
        ("/searching-for-tea/", W2, ""),
    ],
)
def test_only_the_platforms_own_addresses_are_left_out(
    path: str, generation: str, rule: str
) -> None:
    """An owner's page is exported even if it is called like a page of the platform."""
    reading: Reading = read(page("<p>x</p>", generation, f"https://x.webnode.example{path}"))

    assert (reading.rule if isinstance(reading, LeftOut) else "") == rule
