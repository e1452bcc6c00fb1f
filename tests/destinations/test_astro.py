"""Astro builds the exported site, and whatever else a blog may bring."""

from __future__ import annotations

import re
from email.utils import parsedate_to_datetime
from functools import partial
from html import unescape
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from defusedxml.ElementTree import parse

from migrator.models import (
    Comment,
    Document,
    Kind,
    Move,
    Moved,
    Rendered,
    Site,
)
from migrator.targets.astro import ASTRO
from tests.destinations import made
from tests.destinations.builders import Built, astro
from tests.destinations.reader import check, read_site
from tests.destinations.site import expected, moving

pytestmark = pytest.mark.destinations

CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"


moved, post = partial(made.moved, ASTRO), partial(made.post, ASTRO)


def built(tmp_path: Path, *pages: Rendered, moves: tuple[Move, ...] = ()) -> Built:
    site = Site("Blog", "en", pages, moves=moves)
    return astro(made.written(tmp_path / "out", tuple(ASTRO.documents(site))), tmp_path)


def test_whole_site_is_there(tmp_path: Path) -> None:
    """Every post once, with its facts, pictures and links; old addresses lead there; no warning."""
    done = astro(moved(tmp_path / "out"), tmp_path, zone="America/New_York")

    assert not re.search(r"warn|error|deprecat", done.output, re.IGNORECASE)
    assert check(read_site(done.root), expected()) == []


def test_old_lists_and_tags_lead_on(tmp_path: Path) -> None:
    """Lists, archives and tags are answered by new ones, but for one that Astro cannot build."""
    site = read_site(astro(moved(tmp_path / "out"), tmp_path).root)
    leads = {
        old: there.leads_to.file
        for old in ("/muj-blog/", "/tags/cestovani/", "/tags/c#/", "/tags/muj-pes/", "/rss/")
        if (there := site.pages.get(site.files.answer(old))) and there.leads_to
    }

    assert leads == {
        "/muj-blog/": "blog/index.html",
        "/tags/cestovani/": "tags/cestování/index.html",
        "/tags/muj-pes/": "tags/můj-pes/index.html",
        "/rss/": "blog/index.html",
    }


def test_old_feed_goes_on(tmp_path: Path) -> None:
    """At the old feed's address stands one with its ids, and with each post in full."""
    folder = moved(tmp_path / "out")
    settings = folder / "src" / "site.json"
    settings.write_text(settings.read_text().replace('"url": ""', '"url": "https://new.example"'))
    root = astro(folder, tmp_path).root
    items = parse(root / "rss" / "all.xml").findall("channel/item")
    posts = [p for p in expected() if p.kind == "post" and not p.draft]
    dates = {item.findtext("title"): item.findtext("pubDate") for item in items}
    whole = " ".join(item.findtext(CONTENT) or "" for item in items)

    assert {t: d and parsedate_to_datetime(d) for t, d in dates.items()} == {
        p.title: p.instant for p in posts
    }
    assert old_ids() <= {item.findtext("guid") for item in items}
    assert '<img src="https://new.example/files/prilis-zlutoucky-kun/moje-fotka-1.png"' in whole
    found = re.findall(r'(?:src|href)="([^"]*)"', whole)
    assert [address for address in found if not urlsplit(address).scheme] == []
    assert (root / "rss.xml").read_bytes() == (root / "rss" / "all.xml").read_bytes()


def old_ids() -> set[str]:
    """What the old feed calls the posts that it names."""
    articles = moving().gathered.survey.articles
    return {a.guid.value for a in articles if a.guid is not None and not a.is_draft}


def test_text_is_shown_as_it_was(tmp_path: Path) -> None:
    """Nothing in text, title, code or comment is run as a template or made prettier."""
    odd = "{{ 1 + 1 }} {% raw %} {x} ${y} <%= y %> \"q\" 'a' -- ... (c) [x] http://x.example/a_b"
    told = odd.replace("<", r"\<").replace("[", r"\[").replace("]", r"\]")
    comment = Comment(1, 0, 1, odd, "1. 1. 2012", "", odd, odd)
    text = f"{told}\n\n```\n{odd}\n```\n\n    {odd}\n\n![{told} \\[x\\] \\*](/x.png)\n"
    root = built(tmp_path, post(body=text, title=odd, comments=(comment,))).root
    html = (root / "blog/a/index.html").read_text()
    shown = unescape(re.sub(r"<[^>]*>", "", html.partition("<article>")[2]))

    assert shown.count(odd) == 7  # title, text, twice code, author, title and text of the comment
    assert [unescape(alt) for alt in re.findall(r'alt="([^"]*)"', html)] == [f"{odd} [x] *"]


def test_only_lists_that_hold_something_are_linked(tmp_path: Path) -> None:
    """A site of pages alone has neither posts nor tags, and one with both links to both."""
    none = (built(tmp_path / "1", post(kind=Kind.PAGE)).root / "a/index.html").read_text()
    both = (built(tmp_path / "2", post(tags=("C",))).root / "blog/a/index.html").read_text()

    assert [name in none for name in ('"/blog/"', '"/tags/"')] == [False, False]
    assert [name in both for name in ('"/blog/"', '"/tags/"')] == [True, True]


def test_addresses_are_what_links_name(tmp_path: Path) -> None:
    """Capitals, dots and letters of a slug stay in the address."""
    slugs = ("Kun-A", "v1.2", "kůň~x", "index", "_x", "2012", "no", "blog", "404", "a.html")
    pages = [post(slug) for slug in slugs] + [
        post(slug, kind=Kind.PAGE) for slug in ("_Y", "index", "v1.2", "posts")
    ]
    root = built(tmp_path, *pages).root

    for page in pages:
        address = root / page.item.place.permalink.lstrip("/")
        assert (address / "index.html").is_file(), address


def test_each_tag_leads_to_a_list(tmp_path: Path) -> None:
    """Whatever a tag is called: its link leads to a page, which is the one `Offers` tells."""
    tags = ("C#", "C", "NO", "no", "1e3", "2012", "Můj blog", "C++", "50%", "a & b", "it's", "a/b")
    odd = ("🐴", "!", "..", "../../up", "%41", "-x", "all", "posts", "page", "constructor", "con")
    worse = ("__proto__", "toString", "blogPosts", "ΟΔΟΣ", "İ", "हिन्दी", "x" * 300)
    every = (*tags, *odd, *worse)
    done = built(tmp_path, post(tags=every), post("other", tags=("no", "all")))
    site = read_site(done.root)
    page = site.pages["blog/a/index.html"]
    lists = {link.file for link in page.links if link.file.startswith("tags/")}

    assert sorted(page.tags) == sorted(every)
    for tag in every:
        assert f"{ASTRO.offers.tag(tag)[1:]}index.html" in lists, tag
    assert "blog/other/index.html" in {link.file for link in site.pages["tags/no/index.html"].links}
    assert not [*done.root.parent.rglob("up")]


def test_files_come_out_byte_by_byte(tmp_path: Path) -> None:
    """Nothing is converted or run, and a picture that is none stops no build."""
    page = post("kůň", body="![](/files/k%C5%AF%C5%88/x.gif) ![](https://x.example/%E1.png)")
    names = ("x.gif", "x.svg", "index.md", "page.html", "x.astro", "x.mdx", "x.ts", "x.pdf")
    spots = [ASTRO.spot(page.item.place, name, is_shared=False) for name in names]
    made.written(tmp_path / "out", tuple(Document(spot.path, b"{{ x }} <% {") for spot in spots))
    root = built(tmp_path, page).root
    html = (root / "blog/kůň/index.html").read_text()

    for spot in spots:
        assert (root / spot.permalink.lstrip("/")).read_bytes() == b"{{ x }} <% {", spot
    assert re.findall(r'<img src="([^"]*)"', html) == [
        "/files/k%C5%AF%C5%88/x.gif",
        "https://x.example/%E1.png",
    ]


def test_bare_addresses_end_where_they_should(tmp_path: Path) -> None:
    """Marks around an address act, and its escapes are not shown."""
    text = ASTRO.escape(
        r"**www.x.example**, *http://x.example/a\_b\*c*d and www.x.example/~~e~~", []
    )
    html = (built(tmp_path, post(body=text)).root / "blog/a/index.html").read_text()
    shown = html.partition('<div class="body">')[2].partition("</div>")[0]

    assert re.sub(r"</?a\b[^>]*>", "", shown).strip() == (
        "<p><strong>www.x.example</strong>, <em>http://x.example/a_b*c</em>d"
        " and www.x.example/<del>e</del></p>"
    )


def test_old_addresses_that_no_file_can_have(tmp_path: Path) -> None:
    """They stop no build, hide no page and lead nowhere outside; all others are answered."""
    good = (
        "/old",
        "/OLD/",
        "/a.html",
        "/l/what!: \u2013\u20602/",
        "/a b/{x}/[...y]/",
        "/tags/x/",
        "/b.html/x/",
    )
    bad = (
        "/100%/",
        "/a#b/",
        "/a?b/",
        "/../up/",
        "/x/../../up.html",
        "//up/",
        "/./up/",
        "/a\\up/",
        f"/{'x' * 300}/",
    )
    taken = ("/blog/", "/blog/b/", "/tags/", "/a.html/below/", "/b.html", "/index.html", "/rss.xml")
    first = post(aliases=(*good, *bad, *taken))
    lists = (Move("/list/", "/blog/", Moved.LIST), Move("/old/", "/blog/", Moved.LIST))
    done = built(tmp_path, first, post("b"), moves=lists)
    site = read_site(done.root)

    for old in good:
        there = site.pages[site.files.answer(old)].leads_to
        assert there is not None, old
        assert there.file == "blog/a/index.html", old
    moved = {path for path, page in site.pages.items() if page.leads_to}
    assert moved == {*(site.files.answer(old) for old in good), "list/index.html"}
    assert not [*tmp_path.rglob("up*")]


def test_site_without_posts_or_pages_is_built(tmp_path: Path) -> None:
    """There is a home page, a list and a feed, whatever is missing."""
    root = built(tmp_path, post("p", kind=Kind.PAGE)).root
    site = read_site(root)

    assert "p/index.html" in {link.file for link in site.pages["index.html"].links}
    assert (root / "blog" / "index.html").is_file()
    assert parse(root / "rss.xml").findall("channel/item") == []
