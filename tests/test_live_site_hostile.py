"""The check of the new site on what no builder writes: it says what it sees, and ends."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from time import perf_counter
from typing import Any

import pytest

from migrator.errors import MigratorError
from migrator.live import Finding, LiveSheet, Row, address_of, summary
from migrator.live.bodies import body_of, main_of, text_findings
from migrator.live.heads import head_of, tree_of
from migrator.live.place import NewSite
from migrator.live.references import _stem
from migrator.output import Output
from migrator.output.manifest import MANIFEST
from migrator.run import Job, verify, verify_live
from tests.live_blog import checked, moved, post, sitemap
from tests.live_host import Host, Reply, page, sent, serving
from tests.why_export import changed

pytestmark = pytest.mark.loopback

HILL = "/posts/hill/"


@pytest.fixture
def host() -> Iterator[Host]:
    """The new host, with a blog that came over whole."""
    with serving() as found:
        moved(found)
        yield found


@pytest.mark.parametrize("name", ["idna", "undefined", "punycode", "hex", "utf-9"])
def test_encoding_that_is_none_of_texts_is_passed_over(host: Host, name: str) -> None:
    """A page that names such a one is read as UTF-8; of a sitemap it is told."""
    assert tree_of("<p>Kůň</p>".encode(), name).get_text() == "Kůň"
    assert tree_of(f'<meta charset="{name}"><p>Kůň</p>'.encode()).get_text() == "Kůň"

    xml = f'<?xml version="1.0" encoding="{name}"?><urlset/>'
    host.replies["/sitemap.xml"] = Reply(xml.encode(), kind="text/xml")
    host.replies["/rss/all.xml"] = Reply(xml.encode(), kind="text/xml")
    assert set(checked(host).kinds) == {"sitemap", "feed"}


@pytest.mark.parametrize("html", ["<![foo[x]]>", "&#" + "9" * 5_000 + ";"])
def test_page_that_no_parser_takes_is_as_good_as_empty(host: Host, html: str) -> None:
    """It is told that its words are not there; all others are checked."""
    host.replies[HILL] = page(post(host) + html)
    rows = {row.asked: {fault.kind for fault in row.faults} for row in checked(host).pages}

    assert rows.pop(HILL) >= {"title", "words"}
    assert not any(rows.values())


def test_no_text_of_a_page_takes_long_to_read() -> None:
    """Names that look like many sizes of a picture, and blanks where an address is to be."""
    began = perf_counter()
    assert _stem("/a" + "_hua" * 500 + "!.png") == "a" + "_hua" * 500 + "!"
    refresh = f'<meta http-equiv="refresh" content="{" " * 30_000}">'
    assert head_of(tree_of(refresh.encode()), "https://new.example/").leads_to == ""

    assert perf_counter() - began < 2


def test_text_that_lies_deep_is_found_in_time() -> None:
    """As many elements around a text as there may be, and words of their own in each of them."""
    told = [f"w{number}" for number in range(150_000)]
    text = "".join(f"<p>{' '.join(told[at : at + 50])}</p>" for at in range(0, len(told), 50))
    for beside in ("", "<i>beside</i> it"):
        html = f"<main>{f'<div>{beside}' * 200}<article>{text}</article>{'</div>' * 200}</main>"
        root = main_of(tree_of(html.encode()))
        began = perf_counter()
        body = body_of(root, told)

        assert body.name == "article"
        assert text_findings(body, told) == []
        assert perf_counter() - began < 5


@pytest.mark.parametrize(
    ("html", "found"),
    [
        ("<p id=a>One two</p><p id=b>three</p>", "root"),
        ("<div id=a><p>One two</p></div><div id=b>more <p id=c>one two three</p></div>", "c"),
        ("<p id=a>one two three and</p><p id=b>one two three</p>", "b"),
        ("<p id=a>one <b>two</b> th<i>ree</i></p><script>one two three</script>", "a"),
        ("<p id=a>one <b id=b>two three</b>x</p>", "a"),
        ("<p id=a>nothing of it</p>", "root"),
    ],
)
def test_body_is_the_least_that_holds_all_words(html: str, found: str) -> None:
    """Of two that hold all that is there, the shorter one; a part of a word is none."""
    root = main_of(tree_of(f"<body><main id=root>{html}</main>".encode()))

    assert body_of(root, ["One", "two", "three"])["id"] == found


@pytest.mark.parametrize("copy", ["hill_hu_0b1c2", "hill_hu0b1c_123_300x0_resize_q75", "hill-2x2"])
def test_copy_of_a_picture_is_known_by_its_name(copy: str) -> None:
    """As builders name smaller copies."""
    assert _stem(f"/posts/{copy}.jpg") == "hill"


@pytest.mark.parametrize("said", [" 0 ; url = '/b/' ", "0;URL=/b/", '0, url="/b/"', ";url=/b/ "])
def test_page_that_sends_its_visitors_on_is_known(said: str) -> None:
    """In whatever way it is written."""
    tree = tree_of(f"<meta http-equiv=Refresh content='{said.replace(chr(39), '')}'>".encode())

    assert head_of(tree, "https://new.example/a/").leads_to == "https://new.example/b/"


def test_sitemap_is_asked_for_once_however_often_it_is_listed(host: Host) -> None:
    """An index may name the same one as often as it likes, and itself."""
    host.replies["/one.xml"] = host.replies["/sitemap.xml"]
    named = f"<sitemap><loc>{host.url}/one.xml</loc></sitemap>" * 30
    index = f"<sitemapindex>{named}<sitemap><loc>/sitemap.xml</loc></sitemap></sitemapindex>"
    host.replies["/sitemap.xml"] = Reply(index.encode(), kind="text/xml")

    assert checked(host).kinds == {}
    assert [host.asked.count(path) for path in ("/one.xml", "/sitemap.xml")] == [1, 1]


def test_all_sitemaps_that_robots_names_count(host: Host) -> None:
    """A page has to be in one of them, and they may be of several kinds."""
    names = ("feed", "gone", "posts", "pages")
    told = "".join(f"Sitemap: {host.url}/{name}.xml\n" for name in names)
    host.replies["/robots.txt"] = Reply(told.encode(), kind="text/plain")
    host.replies["/feed.xml"] = host.replies["/rss/all.xml"]
    host.replies["/posts.xml"] = sitemap(f"{host.url}{HILL}")
    host.replies["/pages.xml"] = sitemap(f"{host.url}/", f"{host.url}/about/")
    assert checked(host).kinds == {}

    host.replies["/pages.xml"] = sitemap(f"{host.url}/")
    assert checked(host).kinds == {"sitemap": 1}


def test_address_is_not_told_twice(host: Host) -> None:
    """A row names the address that was asked; its fault says what is meant, or where it leads."""
    host.replies["/news/hill/"] = host.otherwise
    host.replies["/home/"] = sent("/nowhere/")
    found = {row.asked: row.faults[0].detail for row in checked(host).addresses if row.faults}

    assert found == {
        "/news/hill/": "404, /posts/hill/ is meant",
        "/home/": f"it leads to {host.url}/nowhere/: 404, / is meant",
    }


def test_folder_of_a_site_ends_where_its_name_ends() -> None:
    """However it is escaped; a folder whose name only begins so is another."""
    site = NewSite("https://you.example/m%C5%AFj")

    assert site.key("https://you.example/m%c5%afj/posts/x/") == "/posts/x"
    assert site.key("https://you.example/můj") == ""
    assert site.key("https://you.example/můjka/x/") == "https://you.example/můjka/x/"


def test_terminal_is_not_steered_by_what_a_site_says() -> None:
    """Signs that are none of a text are left out of the lines."""
    row = Row("post", HILL, findings=(Finding("title", "it is \x1b]0;x\x07 \x9b2J"),))
    told = summary(LiveSheet("https://new.example", "hugo", (), (row,), ()))

    assert "it is ]0;x 2J" in told
    assert not {"\x1b", "\x07", "\x9b"} & set(told)


@pytest.mark.parametrize("named", ["new.example", "new.example:8080/blog/", "https://new.example"])
def test_https_may_be_left_out(named: str) -> None:
    """As it may be where a site is exported."""
    assert address_of(named) == f"https://{named.removeprefix('https://')}"


@pytest.mark.parametrize("named", ["", "blog", "localhost:80", "a b.example", "ftp://a.example"])
def test_address_is_one_of_the_web(named: str) -> None:
    """A single word may be anything."""
    with pytest.raises(MigratorError, match="no web address"):
        address_of(named)


@pytest.mark.parametrize("address", ["https://[", "ftp://new.example", ""])
def test_address_that_is_none_is_refused(address: str, tmp_path: Path) -> None:
    """Before anything is read, with what to write."""
    with pytest.raises(MigratorError, match="no web address"):
        verify_live(Job("", out=tmp_path), address, "", lambda progress: None)


@pytest.mark.parametrize(
    "noted",
    [
        {"made_with": {"timezone": "No/Where"}},
        {"made_with": {"until": "x"}},
        {"made_with": {"raw_html": "x"}},
        {"made_with": {"fields": [1]}},
        {"target": "nothing"},
    ],
)
def test_manifest_that_does_not_tell_how_it_was_made(noted: dict[str, Any], tmp_path: Path) -> None:
    """It is an error with a hint, not one of ours."""
    Output(tmp_path, "x", "markdown").claim()
    (tmp_path / "archive").mkdir(exist_ok=True)
    (tmp_path / "archive" / "site.warc.gz").write_bytes(b"")
    changed(tmp_path, MANIFEST, lambda told: told.update({"target": "markdown"} | noted))

    with pytest.raises(MigratorError, match="does not tell how the export was made"):
        verify(Job("", out=tmp_path), lambda progress: None)
