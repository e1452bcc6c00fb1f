"""Faults that random pages and testers have shown, each at its smallest."""

from __future__ import annotations

from dataclasses import replace

import pytest
from bs4 import BeautifulSoup
from markdown_it import MarkdownIt

from migrator.markdown import to_markdown
from migrator.models import Kind
from migrator.read import read
from migrator.verify import verify
from tests.test_pages import rendered
from tests.test_read import CLASSIC, W2, article, page, system

NEWS = "https://x.webnode.example/news/a/"


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p><b>x<em>y</em></b>z</p>", "xyz"),
        ("<p><em>x<b>q</b></em>z</p>", "xqz"),
        ("<p>z<b><em>y</em>x</b></p>", "zyx"),
        ("<ul><li>a<ol><li><br></li><li>b</li></ol></li></ul>", "a b"),
    ],
)
def test_marks_and_numbers_are_not_seen_as_text(html: str, text: str) -> None:
    """What marks or numbers a text is never shown as letters of it."""
    shown = MarkdownIt("commonmark", {"html": True}).render(to_markdown(html))

    assert " ".join(BeautifulSoup(shown, "html.parser").get_text().split()) == text


@pytest.mark.parametrize("alt", ["&amp;amp;", "~~x~~", "[x]", "*x*", "&amp;#38;"])
def test_alternative_text_is_shown_as_written(alt: str) -> None:
    """No sign in it is taken for a mark or an entity."""
    html = f'<p><img src="/a.png" alt="{alt}"></p>'
    shown = MarkdownIt("commonmark").enable("strikethrough").render(to_markdown(html))
    (image,) = BeautifulSoup(shown, "html.parser").find_all("img")

    assert image["alt"] == BeautifulSoup(html, "html.parser").img["alt"]  # type: ignore[index]


HIDDEN_TEXT = (
    '<a href="#" onclick="show(\'more\')">More</a><div id="more" style="display:none">w</div>'
)
PAGES = {
    "a form around all of the page": ('<form><div class="box">Words of mine</div></form>', W2),
    "a form in a form's place": ('<form class="x"><h2>Pay</h2><p>Ten coins</p></form>', W2),
    "text that a click shows": (HIDDEN_TEXT, W2),
    "a drawn gallery without small pictures": (
        '<div class="b-gal"><div class="b-gal-item"><a class="litebox" href="/1.png"'
        ' data-litebox-text="One"></a></div></div>',
        W2,
    ),
    "a photo in a list": (
        '<ul class="photogallery"><li class="photo"><a class="photoLink" href="/album/h/p/">'
        '<img src="/_files/system_preview_small_200000018-0eddecdf41/i.jpg"></a></li></ul>',
        CLASSIC,
    ),
    "a table in a table": (
        "<table><tr><td>a<table><tr><td>b</td></tr></table></td></tr></table>",
        W2,
    ),
    "a link to nowhere": ('<p><a href="#">Top</a> and <a href="">here</a></p>', W2),
    "an icon of the platform's kind": ('<a href="tel:123"><i class="i"></i></a>', W2),
    "own classes": (
        '<div class="back">My back</div><div class="paging">paging</div><div class="post">'
        '<div class="head">Head</div>rest</div><div id="right">right</div>',
        CLASSIC,
    ),
    "a first heading that is a picture": ('<h1><img src="/a.png"></h1><h3>Tea</h3>', W2),
    "a first heading in a table": (
        "<table><tr><td><h1>a</h1></td><td>b</td></tr></table><h3>Tea</h3>",
        W2,
    ),
    "lines of code that breaks end": ("<pre>a<br>b</pre>", W2),
    "a quotation in code": ("<pre>a <q>b<br>c</q> d</pre>", W2),
    "an icon that touches a word": ('<p>tea<a href="tel:123"><i class="i"></i></a></p>', W2),
    "own links with the platform's marks": (
        '<p>more: <a href="https://a.example/?utm_campaign=copypaste">next door</a> and the'
        ' <a href="https://www.webnode.com/?utm_medium=footer">blog</a> daily</p>',
        CLASSIC,
    ),
    "a word in a sentence that shares": (
        '<p><a href="https://www.facebook.com/sharer/sharer.php?u=x">share it</a> please</p>',
        W2,
    ),
    "own articles": (
        '<div class="article"><h3><a href="https://o.example/">There</a></h3><p>mine</p></div>',
        CLASSIC,
    ),
}


@pytest.mark.parametrize("what", PAGES)
def test_nothing_of_the_owners_is_lost(what: str) -> None:
    """Every word stays, nothing is unaccounted, and the second reading agrees."""
    html, template = PAGES[what]
    snapshot = page(f'<div class="b-text"></div>{html}', template)
    found = article(snapshot)
    done = rendered(found)
    shown = BeautifulSoup(html, "html.parser").get_text(" ").split()

    assert found.unaccounted == ()
    written = done.markdown.replace("\\", "")
    assert [word for word in shown if word not in written] == []
    assert verify(snapshot, done.item.article, done.markdown, done.item.references) == ()


@pytest.mark.parametrize(
    ("shown", "date", "left"),
    [
        ("<ins>3.3.2013</ins><p>Text</p>", "2013-03-03", "Text"),
        ('<p class="date">Datum: <ins>3.3.2013</ins></p><p>Text</p>', "2013-03-03", "Text"),
        ('<img src="/a.png"><ins>3. března 2013</ins><p>Text</p>', "2013-03-03", "Text"),
        ("<p><ins>3.3.2013</ins> we left.</p>", "", "3.3.2013 we left."),
        ("<ins>03/04/2013</ins><p>Text</p>", "", "03/04/2013 Text"),
        ("<ins>05/25/2014 3:07 PM</ins><p>Text</p>", "2014-05-25", "Text"),
    ],
)
def test_date_of_an_article_is_a_line_of_its_own(shown: str, date: str, left: str) -> None:
    """A date in a sentence is text; one that cannot be read for certain is not taken off."""
    found = article(page(shown, CLASSIC, NEWS))
    body = BeautifulSoup(found.body, "html.parser").get_text(" ").split()

    assert (found.date.value.date().isoformat() if found.date else "") == date
    assert " ".join(body) == left


def test_list_of_articles_is_no_article() -> None:
    """The dates of its items do not make a page a post, nor give it a date."""
    item = (
        '<div class="article"><h3><a href="/news/a/">A</a></h3><div class="articleTime">'
        "<ins>1.2.2012</ins></div></div><p>Mine</p>"
    )
    found = article(page(item, CLASSIC))

    assert (found.kind, found.date, [entry.url for entry in found.listed]) == (
        Kind.PAGE,
        None,
        ["https://x.webnode.example/news/a/"],
    )


def test_address_alone_never_makes_a_page_the_platforms() -> None:
    """An owner's page below an address of the platform's is exported, if it looks like one."""
    for path in ("discussion/rules", "archive/old-photos", "album/summer/sea"):
        found = article(page("<p>mine</p>", CLASSIC, f"https://x.webnode.example/{path}/"))
        assert "mine" in found.body
    data = system(page={"layout": "default", "name": "S"})
    assert "mine" in article(page("<p>mine</p>", W2, "https://x.example/servers/", after=data)).body


def test_page_without_its_own_data_gets_no_address_of_the_templates() -> None:
    """A post whose data are empty is not called by the template's identifier."""
    data = system(isListingDetail=True, listing_item=[], page={"identifier": "l", "name": "T"})
    found = article(page("<p>x</p>", W2, "file:///a.html", after=data))

    assert (found.kind, found.old_path, found.slug) == (Kind.POST, "", "a")


def test_author_is_read_from_the_head() -> None:
    """A name in the head of the page is the author's; the platform's is nobody's."""
    named = '<meta name="author" content="Jo Clay">'

    found = article(page("<p>x</p>", head=named)).author
    assert found is not None
    assert (found.value, found.origin) == ("Jo Clay", "meta")
    assert article(page("<p>x</p>", head='<meta name="author" content="Webnode">')).author is None


def test_other_formats_are_named() -> None:
    """A page in one file, and one in UTF-16, are not taken for something else."""
    snapshot = page("<p>kůň</p>")
    wide = type(snapshot)(
        snapshot.url, snapshot.body.decode().encode("utf-16"), "", snapshot.fetched_at
    )
    mht = type(snapshot)(
        snapshot.url, b"From: <Saved by X>\r\nMIME-Version: 1.0", "", snapshot.fetched_at
    )

    assert "kůň" in article(wide).body
    assert ".mht" in getattr(read(mht), "reason", "")


@pytest.mark.parametrize(
    "frame",
    [
        '<div style="display:none">{}</div>',
        '<div id="right">{}</div>',
        "<div hidden>{}</div>",
        "<!-- PAGE BODY --><div>{}</div><!-- /PAGE BODY -->",
    ],
)
def test_frame_around_the_content_is_never_taken_off(frame: str) -> None:
    """A rule that would take the content along takes nothing."""
    snapshot = page("<p>mine</p>", CLASSIC)
    opened, _, rest = snapshot.body.decode().partition('<div id="content">')
    inner, _, closed = rest.rpartition("</body>")
    body = opened + frame.format(f'<div id="content">{inner}') + "</body>" + closed
    found = article(replace(snapshot, body=body.encode()))

    assert "mine" in found.body


@pytest.mark.parametrize("mask", ["%d/%e/%Y", "%b %B %Y", "%H:%I", "%", "%Q%Q"])
def test_odd_mask_never_stops_a_page(mask: str) -> None:
    """The data of a page may say anything."""
    data = system(isListingDetail=True, format={"fe": {"DATE": {"mask": mask}}})
    day = '<section class="s s-hm-bdh"><span class="s-bdh-d">05.03.2024</span></section>'
    found = article(page(f"{day}<p>x</p>", after=data))

    assert found.date is not None
    assert found.date.value.day == 5


def test_data_in_a_circle_are_read_once() -> None:
    """Blocks that hold each other do not keep the reader busy."""
    wrapper = {"type": "wnd.pc.SectionWrapper", "content": ["a"] * 6}
    block = {"type": "wnd.pc.EditZone", "content": ["a", "b"] * 6}
    items = {"w": wrapper, "a": block, "b": block}
    data = system(listing_item={"name": "T", "content_items": items})

    assert "mine" in article(page("<p>mine</p>", after=data)).body


@pytest.mark.parametrize(
    ("html", "tags"),
    [
        ('<p>See <a href="https://o.example/explore/tags/tea/">#tea</a></p>', []),
        ('<p>Tags: <a href="/tags/tea/">Tea</a>, <a href="/tags/tea/">Tea</a></p>', ["Tea"]),
        ('<ol class="tags"><li><a href="../../tags/tea/index.html">Tea</a></li></ol>', ["Tea"]),
        ('<p>My <a href="/tags/tea/">Tea</a> is the best of all</p>', []),
    ],
)
def test_tags_are_lines_of_links_to_the_platforms_own(html: str, tags: list[str]) -> None:
    """Somebody else's tags, and a link in a sentence, are text."""
    snapshot = page(f"<p>x</p>{html}", CLASSIC, NEWS)
    found = article(snapshot)
    done = rendered(found)

    assert [tag.value for tag in found.tags] == tags
    assert ("tags/tea" in found.body) == (not tags)
    assert verify(snapshot, done.item.article, done.markdown, done.item.references) == ()


def test_largest_of_the_offered_pictures_is_taken() -> None:
    """By width or density; an address may hold a comma."""
    offered = "https://o.example/w_200,h_100/l.jpg 2x, https://o.example/s.jpg 1x"
    snapshot = page(f'<p>x</p><img srcset="{offered}">')
    done = rendered(article(snapshot))

    assert "https://o.example/w_200,h_100/l.jpg" in done.markdown
    assert verify(snapshot, done.item.article, done.markdown, done.item.references) == ()


def test_label_keeps_its_link() -> None:
    """The usual box to agree to something: its text and link stay in the list of labels."""
    html = (
        '<form><label><input type="checkbox"> I agree to <a href="/terms/">terms</a></label></form>'
    )
    snapshot = page(f"<p>x</p>{html}")
    found = article(snapshot)
    done = rendered(found)

    assert "- I agree to [terms](https://x.webnode.example/terms/)" in done.markdown
    assert found.unaccounted == ()
    assert verify(snapshot, done.item.article, done.markdown, done.item.references) == ()


def test_box_of_a_page_at_facebook_stays() -> None:
    """It shows somebody's page; only the button that likes is the platform's."""
    box = '<iframe src="https://www.facebook.com/plugins/likebox.php?href=x"></iframe>'

    assert "likebox" in article(page(f"<p>x</p>{box}")).body
    assert "like.php" not in article(page(f"<p>x</p>{box.replace('likebox', 'like')}")).body
