"""The reader of built sites: it is content with a good one, and finds each fault in a bad one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from hashlib import sha256
from pathlib import Path

import pytest

from tests.destinations.reader import Reads, check, read_site
from tests.destinations.site import ExpectedPost

OLD = "https://old.webnode.example"
PICTURE, OTHER, PAPER = b"one picture", b"another picture", b"a paper"
ONE, TWO = "posts/one/index.html", "posts/Two/index.html"
REDIRECT, ABSOLUTE = "news/kůň/index.html", "products/one.html"
SITE = {
    "index.html": """<html lang="cs"><body><h1>Blog</h1>
        <article class="card"><a href="/posts/one/">One</a></article>
        <article class="card"><a href="posts/Two/">Two</a></article></body></html>""",
    ONE: """<html lang="cs"><body><article><h1>C# &amp; &lt;tag&gt;</h1>
        <time datetime="2012-03-05T13:07:00Z">5. 3.</time><a rel="tag" href="../../t/">C#</a>
        <a rel="category tag" href="/t/#x">Můj blog</a><div class="body"><p>First,
        then {{ neco }}.</p><h2 id="part">Part</h2><img src="a%20b.png"><img src="/posts/one/c.png">
        <img src="https://old.webnode.example/gone.png"><a href="paper.pdf">Paper</a>
        <table><tr><td>Cell</td></tr></table><iframe src="https://v.example/?id=abc&amp;x"></iframe>
        <a href="#part">down</a><a href="http://new.example/posts/Two/">two</a>
        <a href="mailto:a@b.example">mail</a><a href="https://elsewhere.example/">out</a></div>
        </article><section id="comments"><ol><li><article>Hi</article><ol><li><article>Re: Hi
        </article></li></ol></li></ol></section></body></html>""",
    TWO: """<html lang="cs"><body><article lang="en"><h1>no</h1><div class="body"><p>Second.
        </p><a href="/posts/one/#part">one</a></div></article></body></html>""",
    REDIRECT: '<meta http-equiv="Refresh" content="0; url=http://localhost:4000/posts/one/">',
    ABSOLUTE: "<meta http-equiv='refresh' content=\"0;url='../posts/one/'\">",
    "t/index.html": '<p id="x">All tags</p>',
    "feed.xml": "<rss>First, then</rss>",
}
ASSETS = {
    "posts/one/a b.png": PICTURE,
    "posts/one/c.png": OTHER,
    "posts/one/paper.pdf": PAPER,
}


def digest(body: bytes) -> str:
    return sha256(body).hexdigest()


FIRST = ExpectedPost(
    old_url=f"{OLD}/news/k%C5%AF%C5%88/",
    title="C# & <tag>",
    instant=datetime.fromisoformat("2012-03-05T14:07:00+01:00"),
    tags=("C#",),
    categories=("Můj blog",),
    words=("First, then", "{{ neco }}", "Cell"),
    images=(digest(PICTURE), digest(OTHER)),
    old_addresses=("/news/kůň/", "/products/one.html"),
    language="cs",
    files=(digest(PAPER),),
    lost=(f"{OLD}/gone.png",),
    embeds=("id=abc&x",),
    elements=(("table", 1), ("blockquote", 0)),
    comments=2,
)
SECOND = ExpectedPost(
    f"{OLD}/l/two/", "no", words=("Second.",), language="en", old_addresses=("/posts/Two/",)
)
DRAFT = ExpectedPost(f"{OLD}/news/draft/", "Not yet", words=("Half a thought",), draft=True)
ALL = (FIRST, SECOND, DRAFT)


def complaints(
    folder: Path, site: Mapping[str, str], assets: Mapping[str, bytes] = ASSETS
) -> list[str]:
    """What the reader says of a site of these files."""
    for name, content in {**{n: text.encode() for n, text in site.items()}, **assets}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return check(read_site(folder), ALL)


def test_good_site_passes(tmp_path: Path) -> None:
    """Absolute and relative addresses, other spellings of an instant, comments: all is well."""
    assert complaints(tmp_path, SITE) == []


FAULTS = {
    "title": (ONE, "C# &amp; &lt;tag&gt;", "C# & <tag>", "the title is “C# &”, not “C# & <tag>”"),
    "instant": (ONE, "13:07", "14:07", "the date is 2012-03-05T14:07:00Z, not 2012-03-05 14:07"),
    "offset": (ONE, "13:07:00Z", "14:07:00", "the date “2012-03-05T14:07:00” tells no offset"),
    "no date": (ONE, "<time datetime", "<time title", "the date “” is none"),
    "invented date": (TWO, "<h1>", '<time datetime="0001-01-01T00:00:00Z"></time><h1>', "not None"),
    "tag": (ONE, ">C#</a>", ">C</a>", "the tags are ['C'], not ['C#']"),
    "category": (ONE, ">Můj blog<", ">Můj<", "the categories are ['Můj'], not ['Můj blog']"),
    "language": (TWO, 'lang="en"', "", "the language is “cs”, not “en”"),
    "template text": (ONE, "{{ neco }}", "", "“{{ neco }}” is not to be read"),
    "order of text": (
        ONE,
        "First,\n        then {{ neco }}.",
        "{{ neco }} First, then.",
        "“{{ neco }}” is in another place",
    ),
    "lost picture": (ONE, 'src="a%20b.png"', 'src="a-b.png"', "the picture a-b.png does not load"),
    "other picture": (ONE, 'src="a%20b.png"', 'src="c.png"', "1 are missing, and 1 are others"),
    "picture twice": (ONE, "<h2", '<img src="c.png"><h2', "0 are missing, and 1 are others"),
    "picture elsewhere": (
        ONE,
        'src="a%20b.png"',
        'src="https://old.webnode.example/a.png"',
        "the picture https://old.webnode.example/a.png is still elsewhere",
    ),
    "document": (ONE, 'href="paper.pdf"', 'href="c.png"', "no link leads to the file of sha256"),
    "embed": (ONE, "id=abc", "id=abd", "what it embeds is not there: id=abc&x"),
    "table": (ONE, "<table><tr><td>Cell</td></tr></table>", "| Cell |", "it has 0 <table>, not 1"),
    "quote": (ONE, "<h2", "<blockquote>x</blockquote><h2", "it has 1 <blockquote>, not 0"),
    "comment": (ONE, "<li><article>Re: Hi\n        </article></li>", "", "it has 1 comments"),
    "link": (ONE, 'href="http://new.example/posts/Two/"', 'href="/posts/two/"', "leads nowhere"),
    "fragment": (ONE, 'id="part"', "", "index.html: a link leads to no part of posts/one/index"),
    "old host": (
        TWO,
        'href="/posts/one/#part"',
        'href="https://www.old.webnode.example/news/"',
        "a link still leads to the old site: https://www.old.webnode.example/news/",
    ),
    "redirect": (REDIRECT, "/posts/one/", "/posts/on/", "the old address /news/kůň/ leads to"),
    "redirect to another": (ABSOLUTE, "one", "Two", "leads to ../posts/Two/, not to posts/one/"),
    "redirect to nothing": (REDIRECT, "/posts/one/", "/posts/on/", "where nothing is"),
    "chain": (REDIRECT, "/posts/one/", "/products/one.html", "which sends them on"),
    "list": ("index.html", 'href="posts/Two/"', 'href="/t/"', "l/two/: no list leads to it"),
    "draft in a list": ("index.html", ">Two<", ">Not yet<", "a draft, and index.html shows it"),
    "draft in a feed": ("feed.xml", "First", "Half a thought", "a draft, and feed.xml holds it"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_fault_is_found(tmp_path: Path, name: str) -> None:
    """Whatever a visitor would miss is told."""
    file, good, bad, told = FAULTS[name]
    assert good in SITE[file]
    found = complaints(tmp_path, SITE | {file: SITE[file].replace(good, bad, 1)})

    assert any(told in complaint for complaint in found), found


@pytest.mark.parametrize(
    ("file", "complaint"),
    [
        (ONE, "it must stand on one page and stands on 0: nowhere"),
        (REDIRECT, "the old address /news/kůň/ is answered by nothing"),
        (ABSOLUTE, "the old address /products/one.html is answered by nothing"),
    ],
)
def test_missing_page_is_found(tmp_path: Path, file: str, complaint: str) -> None:
    """A post, and each of its old addresses, must be there."""
    rest = {name: content for name, content in SITE.items() if name != file}

    assert f"{FIRST.old_url}: {complaint}" in complaints(tmp_path, rest)


def test_post_that_stands_twice_is_found(tmp_path: Path) -> None:
    """Two pages of one post are one too many."""
    found = complaints(tmp_path, SITE | {"copy.html": SITE[TWO]})

    assert f"{SECOND.old_url}: it must stand on one page and stands on 2: copy.html, {TWO}" in found


def test_pictures_in_another_order_are_found(tmp_path: Path) -> None:
    """The right bytes under each other's name are wrong."""
    swapped = {**ASSETS, "posts/one/a b.png": OTHER, "posts/one/c.png": PICTURE}

    assert complaints(tmp_path, SITE, swapped) == [
        f"{FIRST.old_url}: its pictures stand in another order"
    ]


def test_picture_written_into_the_page_counts(tmp_path: Path) -> None:
    """A builder may put small pictures into the page itself."""
    inline = SITE[ONE].replace("a%20b.png", "data:image/png;base64,b25lIHBpY3R1cmU=")

    assert complaints(tmp_path, SITE | {ONE: inline}) == []


def test_what_a_theme_cannot_say_is_not_asked(tmp_path: Path) -> None:
    """Silent facts, unpublished folders and unanswered addresses cost nothing; others do."""
    complaints(tmp_path, SITE)
    (tmp_path / "drafts").mkdir()
    (tmp_path / "drafts" / "x.html").write_text("<article>Half a thought</article>")
    expected = (replace(FIRST, tags=(), old_addresses=("/a.html",)), *ALL[1:])
    reads = Reads(
        silent=frozenset(["tags"]), unlisted=("drafts/",), unanswered=frozenset(["/a.html"])
    )

    assert check(read_site(tmp_path, reads), expected, reads) == []
    assert len(check(read_site(tmp_path), expected)) == 3


def test_theme_has_places_of_its_own(tmp_path: Path) -> None:
    """Selectors find the same facts in another theme, without what it adds to them."""
    theme = (
        '<html lang="cs"><h1>Site</h1><main><h2 class="t">no<a class="p">¶</a></h2><p>By X</p>'
        '<section class="text">Second.</section></main></html>'
    )
    (tmp_path / "index.html").write_text('<a href="two.html">no</a>')
    (tmp_path / "two.html").write_text(theme)
    reads = Reads(article="main", body=".text", title="h2.t", noise="a.p")
    post = replace(SECOND, language="cs", old_addresses=("/two",))

    assert check(read_site(tmp_path, reads), [post], reads) == []
    assert check(read_site(tmp_path), [post]) != []
