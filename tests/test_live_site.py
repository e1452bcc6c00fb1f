"""The check after the move finds each kind of fault where it is planted, and none elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from migrator.live import State
from tests.live_blog import (
    LEAFLET,
    OLD,
    PICTURE,
    POST,
    TEXT,
    checked,
    moved,
    post,
    promised,
    written,
)
from tests.live_host import Host, Reply, page, sent, serving

pytestmark = pytest.mark.loopback

Plant = Callable[[Host], Reply]
NEWS, HILL, PNG = "/news/hill/", "/posts/hill/", "/posts/hill/hill.png"
ALIAS = '<link rel="canonical" href="/posts/hill/"><meta http-equiv="refresh" content="0; url={}">'


@pytest.fixture
def host() -> Iterator[Host]:
    """The new host, with a blog that came over whole."""
    with serving() as found:
        moved(found)
        yield found


def changed(old: str, new: str) -> Plant:
    """The post with something else in the place of this."""
    assert old in POST
    return lambda host: page(post(host, POST.replace(old, new)))


def head(tag: str) -> Plant:
    return lambda host: page(post(host, head=tag))


def told(found: Host) -> list[tuple[str, str]]:
    """Every fault: where, and of which kind."""
    return [(row.asked, fault.kind) for row in checked(found).rows for fault in row.faults]


def test_site_that_kept_everything_is_clean(host: Host) -> None:
    """Each address, page and file is in order; what it asked, it asked once, of this host."""
    sheet = checked(host)

    assert [row for row in sheet.rows if row.state is not State.OK] == []
    assert sheet.exit_code == 0
    assert sheet.totals == {
        "addresses": {"seen": 6, "ok": 6, "fault": 0, "not_checked": 0},
        "pages": {"seen": 3, "ok": 3, "fault": 0, "not_checked": 0},
        "site": {"seen": 3, "ok": 3, "fault": 0, "not_checked": 0},
    }
    assert (sheet.kinds, sheet.advice) == ({}, {})
    assert sheet.unanswerable == promised().unanswerable
    assert sheet.requests == len(host.asked)
    twice = {path for path in host.asked if host.asked.count(path) > 1}
    assert twice == {"/", "/rss/all.xml"}  # the first steps, and the address as a feed


OF_AN_ADDRESS: dict[str, tuple[str, Plant]] = {
    "gone": ("404", lambda host: Reply(b"", 410)),
    "not there": ("404", lambda host: host.otherwise),
    "leads nowhere": ("404", lambda host: sent("/posts/hil/")),
    "another page": ("wrong-page", lambda host: sent("/about/")),
    "another page stands there": ("wrong-page", lambda host: host.replies["/about/"]),
    "another site": ("wrong-page", lambda host: sent("https://other.example/posts/hill/")),
    "302": ("temporary", lambda host: sent(HILL, 302)),
    "307": ("temporary", lambda host: sent(HILL, 307)),
    "itself": ("loop", lambda host: sent(NEWS)),
    "home": ("to-home", lambda host: sent("/")),
    "home for now": ("to-home", lambda host: sent("/", 302)),
    "old host": ("old-host", lambda host: sent(f"{OLD}/news/hill/")),
    "broken": ("error", lambda host: Reply(b"", 403)),
    "refresh to another page": ("wrong-page", lambda host: page(ALIAS.format("/about/"))),
    "refresh to itself": ("loop", lambda host: page(ALIAS.format(NEWS))),
}


@pytest.mark.parametrize("name", OF_AN_ADDRESS)
def test_fault_of_an_old_address_is_found(host: Host, name: str) -> None:
    """Wherever an old address leads but to its page by one lasting hop, its row says which way."""
    kind, plant = OF_AN_ADDRESS[name]
    host.replies[NEWS] = plant(host)

    assert told(host) == [(NEWS, kind)]


def test_two_hops_are_found(host: Host) -> None:
    """An address that leads to the right page by way of another one is told with both."""
    host.replies[NEWS] = sent("/posts/hill")
    host.replies["/posts/hill"] = sent(HILL)
    (row,) = (row for row in checked(host).addresses if row.faults)

    assert [fault.kind for fault in row.faults] == ["two-hops"]
    told = f"it leads to {host.url}/posts/hill → {host.url}{HILL}"
    assert row.faults[0].detail == told


def test_circle_of_two_is_a_loop(host: Host) -> None:
    """Two addresses that lead to each other end the check of both."""
    host.replies[NEWS], host.replies["/home/"] = sent("/home/"), sent(NEWS)

    assert told(host) == [(NEWS, "loop"), ("/home/", "loop")]


def test_page_that_sends_on_is_an_answer(host: Host) -> None:
    """A builder's own alias page is no fault, but a real redirect is advised."""
    host.replies[NEWS] = page(ALIAS.format(HILL))
    sheet = checked(host)

    assert (sheet.exit_code, sheet.advice) == (0, {"meta-refresh": 1})


def test_page_at_both_addresses_is_an_answer(host: Host) -> None:
    """A host that answers the old address with the new page itself says so by its canonical."""
    host.replies[NEWS] = page(post(host))

    assert told(host) == []


def test_soft_404_is_found(host: Host) -> None:
    """A site that answers everything with one page has neither the old address nor the page."""
    host.otherwise = host.replies["/"]
    del host.replies[NEWS], host.replies["/about/"]

    assert told(host) == [
        (NEWS, "soft-404"),
        ("/about/", "soft-404"),
        ("/about/", "soft-404"),
    ]


def test_word_in_place_of_every_page_is_a_soft_404(host: Host) -> None:
    """An answer that is no page, and the same wherever one asks, is none to an old address."""
    host.otherwise = Reply(b"gone", kind="text/plain")
    del host.replies[NEWS]

    assert told(host) == [(NEWS, "soft-404")]


OF_A_PAGE: dict[str, tuple[list[str], Plant]] = {
    "title of the browser": (["title"], lambda host: page(post(host, title="Hello"))),
    "heading": (["title"], changed("<h1>Up the hill", "<h1>Hello")),
    "date": (["date"], changed("2012-03-05T13", "2012-03-05T14")),
    "no date": (["date"], changed(POST[POST.index("<time") : POST.index("</time>")], "")),
    "date in the data": (
        ["date"],
        changed(
            '<time datetime="2012-03-05T13:07:00+00:00">',
            '<script type="application/ld+json">{"@graph": [{"datePublished": "2013-03-05"}]}'
            "</script><time>",
        ),
    ),
    "canonical": (["canonical"], lambda host: page(written(host, "/", POST, "Up the hill"))),
    "old canonical": (
        ["canonical"],
        lambda host: page(post(host).replace(f"{host.url}/posts", f"{OLD}/posts")),
    ),
    "language": (["language"], changed("<article>", '<article lang="cs">')),
    "words": (["words"], changed("The ford was dry, and we", "We")),
    "words that stand beside": (
        ["words"],
        changed(f"<p>{TEXT}</p>", f"<p>Up.</p><aside>{TEXT}</aside><nav>{TEXT}</nav>"),
    ),
    "order": (["order"], changed(TEXT, " ".join(reversed(TEXT.split(". "))))),
    "heading of the text": (["headings"], changed("<h2>The ford</h2>", "<p>The ford</p>")),
    "picture": (["image-missing"], changed('<img src="hill.png" alt="A hill">', "")),
    "link": (["link-missing"], changed('<a href="/about/">Who we are</a>', "Who we are")),
    "foreign link": (["link-missing"], changed("maps.example/hill", "maps.example/dale")),
    "dead link": (["link-broken"], changed("Who", 'Who</a><a href="/nowhere/">')),
    "noindex": (["noindex"], head('<meta name="ROBOTS" content="noindex, follow">')),
    "none for Google": (["noindex"], head('<meta name="googlebot" content="none">')),
    "old host": (["old-host"], changed("late.", f'late.<a href="{OLD}/news/hill/"></a>')),
    "old picture": (["old-host"], head(f'<meta property="og:image" content="{OLD}/a.png">')),
    "language link": (
        ["language-link"],
        head('<link rel="alternate" hreflang="cs" href="/cs/hill/">'),
    ),
    "gone": (["404"], lambda host: host.otherwise),
    "not a page": (["error"], lambda host: Reply(b"x", kind="text/plain")),
    "broken": (["error"], lambda host: Reply(b"", 401)),
    "packed": (["error"], lambda host: Reply(b"x", headers={"Content-Encoding": "zstd"})),
}


@pytest.mark.parametrize("name", OF_A_PAGE)
def test_fault_of_a_page_is_found(host: Host, name: str) -> None:
    """Whatever of a page differs from the export is told of this page, and of no other."""
    kinds, plant = OF_A_PAGE[name]
    host.replies[HILL] = plant(host)

    rows = {row.asked: [fault.kind for fault in row.faults] for row in checked(host).pages}
    assert rows == {"/": [], HILL: kinds, "/about/": []}


UNHARMED: dict[str, Plant] = {
    "date for readers": changed(' datetime="2012-03-05T13:07:00+00:00"', ""),
    "date in another zone": changed("2012-03-05T13:07:00+00:00", "2012-03-05T14:07:00+01:00"),
    "day alone": changed("2012-03-05T13:07:00+00:00", "2012-03-05"),
    "capital letters": changed(TEXT, TEXT.upper()),
    "lower headings": changed("<h2>The ford</h2>", "<h4>The ford</h4>"),
    "more around it": changed("</article>", f"</article><section><p>{TEXT}</p></section>"),
}


@pytest.mark.parametrize("name", UNHARMED)
def test_what_a_theme_may_change_is_no_fault(host: Host, name: str) -> None:
    """A theme shows the same in its own way."""
    host.replies[HILL] = UNHARMED[name](host)

    assert told(host) == []


def test_description_is_compared(host: Host) -> None:
    """Another description is a fault; that there is none any more is told."""
    host.replies[HILL] = page(written(host, HILL, POST, "Up the hill", text="A ride"))
    assert told(host) == [(HILL, "description")]

    host.replies[HILL] = page(written(host, HILL, POST, "Up the hill"))
    assert (checked(host).exit_code, checked(host).advice) == (0, {"no-description": 1})


def test_page_without_an_address_of_its_own_is_told(host: Host) -> None:
    """Not every theme names a canonical address."""
    bare = post(host).replace('rel="canonical"', 'rel="other"')
    host.replies[HILL] = page(bare)

    assert (checked(host).kinds, checked(host).advice) == ({}, {"no-canonical": 1})


def test_page_may_be_written_in_any_encoding(host: Host) -> None:
    """The header says which, or else the page itself; what is no page raises no warning."""
    text = post(host, POST.replace("late.", "late.</p><p>Žluť")).encode("windows-1250")
    expected = promised()
    hill = replace(expected.pages[1], text="late Žluť")
    expected = replace(expected, pages=(expected.pages[0], hill, expected.pages[2]))
    told = text.replace(b"<head>", b'<head><meta charset="windows-1250">')
    for body, kind in ((text, "text/html; charset=windows-1250"), (told, "text/html")):
        host.replies[HILL] = Reply(body, kind=kind)
        assert checked(host, expected).kinds == {}

    host.replies[HILL] = Reply(b"/posts/hill", kind="text/html; charset=of-no-page")
    assert "words" in checked(host).kinds


def test_header_that_hides_a_page_is_found(host: Host) -> None:
    """A server can ask search engines to leave a page out, too."""
    host.replies[HILL] = replace(host.replies[HILL], headers={"X-Robots-Tag": "noindex"})

    assert told(host) == [(HILL, "noindex")]


def test_home_page_may_be_shown_at_the_root(host: Host) -> None:
    """A page that an importer made, and that somebody has made the home page, is found there."""
    expected = promised()
    home = replace(expected.pages[0], path="/home/")
    named = [replace(a, new="/home/") if a.asked == "/home/" else a for a in expected.addresses]
    expected = replace(expected, pages=(home, *expected.pages[1:]), addresses=tuple(named))
    host.replies["/home/"] = sent("/")

    assert checked(host, expected).exit_code == 0


OF_A_FILE: dict[str, tuple[str, str, Reply]] = {
    "gone": (PNG, "image-broken", Reply(b"", 404)),
    "a page": (PNG, "image-broken", page("<h1>Welcome</h1>")),
    "other bytes": (PNG, "image-changed", Reply(PICTURE + b"!", kind="image/png")),
    "document gone": ("/posts/hill/leaflet.pdf", "file-broken", Reply(b"", 404)),
    "other document": ("/posts/hill/leaflet.pdf", "file-changed", Reply(LEAFLET + b"!")),
}


@pytest.mark.parametrize("name", OF_A_FILE)
def test_fault_of_a_file_is_found(host: Host, name: str) -> None:
    """A file must be there, be of its kind, and have the bytes that the archive holds."""
    path, kind, reply = OF_A_FILE[name]
    host.replies[path] = reply

    assert kind in [fault for asked, fault in told(host) if asked == HILL]


def test_picture_in_another_size_is_the_picture(host: Host) -> None:
    """A theme may show a smaller copy: it is known by its name; the whole one is there."""
    host.replies[HILL] = changed('src="hill.png"', 'src="/cache/hill-300x200.png"')(host)

    assert told(host) == []
