"""Pictures and files that a page shows in other ways than by `img` and `a`."""

from __future__ import annotations

import pytest

from migrator.assets import wanted
from migrator.dom import BACKGROUND, fragment
from migrator.markdown import RawHtml, frame, to_markdown
from migrator.markdown.embeds import embed_of
from migrator.models import Embed, LeftOut
from migrator.read import read
from tests.test_anchors import agrees
from tests.test_read import CLASSIC, W2, article, page

SITE = "https://x.webnode.example"
UP = "/_files/200000016-8cb178db6b"
OTHER = "/_files/200000017-8cb178db6b"
STOCK = "https://duyn491kcolsw.cloudfront.net/files/1k/1kv/1kvudr.jpg"


@pytest.mark.parametrize("template", [W2, CLASSIC])
@pytest.mark.parametrize(
    "html",
    [
        f"<div style=\"background-image:url('{UP}/450/a.jpg')\"><p>text</p></div>",
        f'<div style="color:red;background:#fff url({UP}/a.jpg) no-repeat"><p>text</p></div>',
        f"<div><p style='BACKGROUND-IMAGE: URL(\"{UP}/a.jpg\")'>text</p></div>",
        f"<blockquote style='background:url({UP}/a.jpg)'>text</blockquote>",
    ],
)
def test_owners_picture_behind_a_block_is_shown_before_its_text(template: str, html: str) -> None:
    """In its full size, without words that nobody wrote, and a note says so."""
    found = article(page(html, template))
    lines = [line.removeprefix("> ") for line in agrees(page(html, template)).splitlines()]

    assert lines == [f"![]({SITE}{UP}/a.jpg)", lines[1], "text"]
    assert wanted(found) == (f"{SITE}{UP}/a.jpg",)
    assert BACKGROUND not in found.body
    assert found.notes[-1].detail == "a picture that stood behind text is shown before it: a.jpg"
    assert not found.ledger.missing


@pytest.mark.parametrize(
    "html",
    [
        f"<div style='background-image:url({STOCK})'><p>text</p></div>",
        "<div style='background-image:url(https://e.example/a.png)'><p>text</p></div>",
        "<div style='background:#eee'><p>text</p></div>",
        "<div style='background:url(data:image/png;base64,AAAA)'><p>text</p></div>",
        f'<section class="s"><div class="s-bg"><img src="{STOCK}"></div><p>text</p></section>',
    ],
)
def test_decoration_stays_out(html: str) -> None:
    """Pictures of the template and of other sites behind a block are not the owner's."""
    assert agrees(page(html)) == "text\n"


@pytest.mark.parametrize(
    "behind",
    [
        f'<div class="s-bg-l"><picture><source srcset="{OTHER}/700/a.webp 700w">'
        f'<img src="{UP}/a.jpg" alt=""></picture></div>',
        f"<div class='s-bg-l' style='background-image:url({UP}/700/a.jpg)'></div>",
    ],
)
def test_owners_picture_behind_a_section_opens_it(behind: str) -> None:
    """It comes before the section's text, and a title that follows it is still the title."""
    html = f'<section class="s"><div class="s-bg">{behind}</div><h1>T</h1><p>text</p></section>'
    written = agrees(page(html))

    assert written == f"![]({SITE}{UP}/a.jpg)\n\ntext\n"


def test_picture_is_not_shown_twice() -> None:
    """What an element shows anyway, or another block has behind it, is shown once."""
    html = f"<div style='background:url({UP}/450/a.jpg)'><p>one</p></div>"
    shown = f'<p><img src="{UP}/a.jpg" alt="A"></p>'

    assert agrees(page(html + shown)).count("![") == 1
    assert agrees(page(html + html)).count("![") == 1


def test_list_with_a_picture_behind_it_is_still_a_bare_list() -> None:
    """A page that shows nothing else than posts is left out as before."""
    item = '<article class="item"><a href="/l/a/">A</a></article>'
    posts = f'<div class="blog"><div class="blog-container">{item}</div></div>'
    behind = f"<div class='s-bg'><div style='background-image:url({UP}/a.jpg)'></div></div>"
    found = read(page(f"{behind}{posts}"))

    assert isinstance(found, LeftOut)
    assert found.rule == "bare-list"
    assert "it is empty" not in str(article(page(behind)).notes)


FILM = f'<video poster="{UP}/still.jpg" title="Our film" src="{OTHER}/film.mp4"></video>'


def test_picture_of_a_film_is_the_link_to_it() -> None:
    """The still comes over like any picture; where HTML may stand, it is the player's own."""
    snapshot = page(FILM)
    still, film = f"{SITE}{UP}/still.jpg", f"{SITE}{OTHER}/film.mp4"

    assert wanted(article(snapshot)) == (film, still)
    assert agrees(snapshot) == f"[![Our film]({still})]({film})\n"
    kept = f'<video src="{film}" poster="{still}" title="Our film" controls></video>\n'
    assert agrees(snapshot, RawHtml.KEEP) == kept


def test_still_without_a_film_is_a_picture() -> None:
    """A player that plays nothing shows its picture; one that has neither shows nothing."""
    assert agrees(page(f'<p>x</p><video poster="{UP}/a.jpg"></video>')) == (
        f"x\n\n![]({SITE}{UP}/a.jpg)\n"
    )
    assert agrees(page("<p>x</p><video></video>")) == "x\n"
    assert to_markdown('<video src="/a.mp4" poster="data:x"></video>') == "[Video](/a.mp4)\n"


def test_frame_of_a_film_without_a_still_has_none() -> None:
    """No empty poster is written, and a target's own record needs none."""
    node = fragment('<video src="/a.mp4"></video>')
    assert node is not None
    found = embed_of(node)
    assert isinstance(found, Embed)

    assert frame(found) == '<video src="/a.mp4" title="Video" controls></video>'


@pytest.mark.parametrize(
    ("html", "address", "label"),
    [
        ('<video><source src="/a.mp4"><source src="/a.ogv"></video>', "/a.mp4", "Video"),
        ('<audio src="/a.mp3"><source src="/a.ogg"></audio>', "/a.mp3", "Audio"),
        (f'<audio><source src="{UP}/a.mp3"></audio>', f"{UP}/a.mp3", "Audio"),
        (f'<object data="{UP}/a.pdf"></object>', f"{UP}/a.pdf", "Embedded content"),
        (f'<embed src="{UP}/a.swf">', f"{UP}/a.swf", "Embedded content"),
        (
            f'<object><param name="movie" value="{UP}/a.swf"></object>',
            f"{UP}/a.swf",
            "Embedded content",
        ),
    ],
)
def test_first_form_of_a_player_is_the_one(html: str, address: str, label: str) -> None:
    """Other forms are the same thing; an upload among them is fetched once, like any file."""
    found = article(page(f"<p>x</p>{html}"))

    assert agrees(page(f"<p>x</p>{html}")) == f"x\n\n[{label}]({SITE}{address})\n"
    assert wanted(found) == ((SITE + address,) if address.startswith("/_files") else ())


@pytest.mark.parametrize("player", ["video", "audio", "object"])
def test_link_for_who_cannot_play_a_thing_stands_behind_it(player: str) -> None:
    """The link is kept; the words that excuse a browser are not."""
    own = "data" if player == "object" else "src"
    html = f'<{player} {own}="/a.x">No luck: <a href="/b">Get <b>it</b></a></{player}><p>on</p>'
    written = agrees(page(html))

    assert written.endswith(f"\n\n[Get **it**]({SITE}/b)\n\non\n")
    assert "luck" not in written


@pytest.mark.parametrize(
    ("html", "address"),
    [
        ('<picture><source srcset="/s.webp 1x, /l.webp 2x"><img alt="A"></picture>', "/l.webp"),
        ('<picture><source srcset="/s.webp"><img src="/a.jpg" alt="A"></picture>', "/a.jpg"),
        ('<img data-srcset="/s.jpg 450w, /l.jpg 900w" src="data:image/gif;,x" alt="A">', "/l.jpg"),
        ('<img data-lazy-src="/a.jpg" src="/dot.gif" alt="A">', "/a.jpg"),
        ('<img data-original="/a.jpg" src="/dot.gif" alt="A">', "/a.jpg"),
    ],
)
def test_picture_that_comes_late_or_in_many_forms_is_shown(html: str, address: str) -> None:
    """The address that a browser would end up with is the one that comes over."""
    assert agrees(page(f"<p>{html}</p>")) == f"![A]({SITE}{address})\n"


@pytest.mark.parametrize(
    ("html", "rule", "kind"),
    [
        (f'<a href="{UP}/a.jpg"><img src="{UP}/450/a.jpg"></a>', "enlargement-link", "files"),
        (f'<a href="{UP}/a.jpg"><u><img src="{UP}/a.jpg"></u></a>', "enlargement-link", "files"),
        ('<a href="/a.jpg"><img src="/a.jpg"></a>', "link-to-itself", "links"),
        (f'<a href="{STOCK}"><img src="{STOCK}"></a>', "link-to-itself", "files"),
    ],
)
def test_link_from_a_picture_to_itself_goes_by_rule(html: str, rule: str, kind: str) -> None:
    """The picture stands alone, and the ledger tells by which rule the link went."""
    snapshot = page(f"<p>x {html}</p>")
    removed = {removal.rule: dict(removal.census.told()) for removal in article(snapshot).removed}

    assert "[" not in agrees(snapshot).replace("![](", "")
    assert removed[rule] == {kind: 1}
    assert not article(snapshot).ledger.missing


@pytest.mark.parametrize(
    "html",
    [
        f'<a href="{OTHER}/b.jpg"><img src="{UP}/a.jpg"></a>',
        f'<a href="{UP}/a.jpg"><img src="{UP}/a.jpg"> larger</a>',
        '<a href="https://e.example/a.jpg"><img src="https://f.example/a.jpg"></a>',
        '<a href="/a.jpg"><img src="/a.jpg"><img src="/b.jpg"></a>',
    ],
)
def test_link_that_leads_elsewhere_or_says_more_stays(html: str) -> None:
    """Another picture, words of its own, another site, several pictures: the link is kept."""
    assert agrees(page(f"<p>{html}</p>")).startswith("[![](")


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("x<sup>2<br></sup>y", "x<sup>2</sup>  \ny\n"),
        ("x<sup>2<br> <br></sup>", "x<sup>2</sup>\n"),
        ("x<sub>1<br>2</sub>", "x1  \n2\n"),
        ("<b>x<sup>2<br></sup></b>y", "**x<sup>2</sup>**  \ny\n"),
    ],
)
def test_mark_ends_before_the_breaks_at_its_end(html: str, expected: str) -> None:
    """A raised figure stays raised, though a break was pasted into its end."""
    assert to_markdown(f"<p>{html}</p>") == expected


def test_alternative_text_of_a_gallery_is_kept() -> None:
    """An alternative text is kept with a caption and without one; where there is none, none is."""
    items = [("A rope", ""), ("A rope", "On the quay"), ("", "")]
    links = "".join(
        f'<a class="litebox" href="/_files/20000001{n}-8cb178db6b/a.jpg"'
        f' data-litebox-text="{caption}"><img src="/_files/20000001{n}-8cb178db6b/200/a.jpg"'
        f' alt="{alt}"></a>'
        for n, (alt, caption) in enumerate(items)
    )
    written = agrees(page(f'<div class="b-gal">{links}</div>'))

    assert written.count("![A rope](") == 2
    assert "\n\nOn the quay\n\n" in written
    assert written.count("![](") == 1


@pytest.mark.parametrize(
    ("html", "written"),
    [
        ("<h2 style='background:url({})'>Head</h2>", "![]({})\n\n## Head\n"),
        ("<ul style='background:url({})'><li>one</li></ul>", "![]({})\n\n- one\n"),
        ("<div style='background:url({})'></div>", "![]({})\n"),
    ],
)
def test_picture_is_put_where_the_block_can_hold_it(html: str, written: str) -> None:
    """Headings and lists have it before them; a block without text is not lost."""
    snapshot = page("<p>x</p>" + html.format(f"{UP}/a.jpg"))

    assert agrees(snapshot) == "x\n\n" + written.format(f"{SITE}{UP}/a.jpg")


def test_picture_in_layers_comes_before_the_outermost() -> None:
    """What lies behind a section goes by rule; the owner's picture in it does not."""
    image = '<img src="{}">'.format
    html = f'<div class="section-bg"><div class="s-bg">{image(UP + "/a.jpg")}</div></div><p>x</p>'
    foreign = f'<div class="s-bg">{image("https://e.example/a.png")}</div><p>x</p>'
    removed = {each.rule: dict(each.census.told()) for each in article(page(foreign)).removed}

    assert agrees(page(html)) == f"![]({SITE}{UP}/a.jpg)\n\nx\n"
    assert removed["background"] == {"images": 1}


def test_other_forms_of_a_player_are_not_fetched() -> None:
    """A film has one address, whatever its object calls it."""
    film = f'<p>x</p><video src="/a.mp4"><source src="{UP}/a.mp4"></video>'
    flash = f'<p>x</p><object><param name="SRC" value="{UP}/a.swf"></object>'

    assert wanted(article(page(film))) == ()
    assert wanted(article(page(flash))) == (f"{SITE}{UP}/a.swf",)


def test_links_behind_a_player_stand_apart() -> None:
    """From it, and from one another."""
    html = '<p>x <audio src="/a.mp3"><a href="/b">b</a><a href="/c">c</a></audio>y</p>'

    assert article(page(html)).body.endswith(
        f'</audio> <a href="{SITE}/b">b</a> <a href="{SITE}/c">c</a>y</p></section>'
    )


def test_page_of_a_picture_never_comes_before_it() -> None:
    """A pop-up page may stand for its picture only where nothing else does."""
    pop_up = f'<p><a href="/images{UP.removeprefix("/_files")}/a.html">large</a></p>'
    shown = f'<p><img src="{UP}/450/a.jpg"></p>'

    assert wanted(article(page(pop_up + shown))) == (f"{SITE}{UP}/a.jpg",)
