"""Jekyll publishes what has an address, at that one, and nothing else."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from defusedxml.ElementTree import parse

from migrator.models import Document, Kind, Move, Moved, Site
from migrator.targets.jekyll import JEKYLL
from tests.destinations.builders import jekyll
from tests.destinations.reader import read_site
from tests.destinations.test_jekyll import built, post, written

pytestmark = pytest.mark.destinations


def test_addresses_are_what_links_name(tmp_path: Path) -> None:
    """Capitals, dots and letters of a slug stay in the address; its pictures load from there."""
    slugs = ("Kun-A", "v1.2", "kůň~x", "index", "_data", "2012", "no", "x~", "node_modules")
    pages = [post(slug) for slug in slugs] + [
        post(slug, kind=Kind.PAGE) for slug in ("_includes", "README", "Kun-A", "x~")
    ]
    spots = [JEKYLL.spot(page.item.place, "x.png", is_shared=False) for page in pages]
    written(tmp_path / "out", tuple(Document(spot.path, b"x") for spot in spots))
    root = built(tmp_path, *pages).root

    for page, spot in zip(pages, spots, strict=True):
        assert (root / page.item.place.permalink[1:] / "index.html").is_file(), page.item.place
        assert (root / spot.permalink[1:]).is_file(), spot


def test_each_tag_leads_to_a_list(tmp_path: Path) -> None:
    """Whatever a tag is called: its link leads to a page, which is the one `Offers` tells."""
    tags = ("C#", "C", "NO", "no", "1e3", "2012", "Můj blog", "C++", "50%", "a & b", "it's", "a/b")
    odd = ("🐴", "!", "..", "../../up", "%41", "-x", "_x", "size", "first", "con", "0x1f", "~", "'")
    every = (*tags, *odd, "x" * 300)
    done = built(tmp_path, post(tags=every), post("other", tags=("no", "size")))
    site = read_site(done.root)
    page = site.pages["posts/a/index.html"]
    lists = {link.file for link in page.links if link.file.startswith("tags/")}

    assert sorted(page.tags) == sorted(every)
    for tag in every:
        assert f"{JEKYLL.offers.tag(tag)[1:]}index.html" in lists, tag
    assert [link.file for link in site.pages["tags/no/index.html"].links][-2:] == [
        "posts/other/index.html",
        "posts/a/index.html",
    ]
    assert not [*done.root.parent.rglob("up")]


def test_new_tag_leads_to_a_list(tmp_path: Path) -> None:
    """A tag that the owner adds later has its part of the page of all tags."""
    known, new = post(tags=("old",)), post("new", tags=("C# a b", "old"))
    written(tmp_path / "out", tuple(JEKYLL.documents(Site("Blog", "en", (known,)))))
    folder = written(tmp_path / "out", (JEKYLL.document(new),))
    site = read_site(jekyll(folder, tmp_path).root)
    link = next(link for link in site.pages["posts/new/index.html"].links if link.fragment)

    assert (link.file, link.fragment) == ("tags/index.html", "C#-a-b")
    assert "C#-a-b" in site.pages["tags/index.html"].ids


def test_uploads_are_copied_and_offers_are_not_published(tmp_path: Path) -> None:
    """A page that was uploaded is a file; a new version beside an edited document is none."""
    page = post("kůň")
    names = ("index.md", "page.html", "index.json", "x.yml", "x.pdf", "x.new", "a.scss")
    spots = [JEKYLL.spot(page.item.place, name, is_shared=False) for name in names]
    written(tmp_path / "out", tuple(Document(spot.path, b"{{ x }} {% y") for spot in spots))
    offers = [page.item.place.path.with_name(f"{page.item.place.path.name}.new")]
    offers += [JEKYLL.root / "pages" / "b.md.new-2", spots[4].path.with_name("x.pdf.new")]
    head = b"---\npermalink: /secret/\n---\nSecret"
    written(tmp_path / "out", tuple(Document(path, head) for path in offers))
    root = built(tmp_path, page).root

    for spot in spots:
        assert (root / spot.permalink[1:]).read_bytes() == b"{{ x }} {% y", spot
    assert [path.name for path in root.rglob("*.new*")] == ["x.new"]
    assert not (root / "secret").exists()


def test_drafts_wait(tmp_path: Path) -> None:
    """Neither a post nor a page that is a draft is published, nor told of anywhere."""
    drafts = (
        post("waits", "Secret", is_draft=True),
        post("page", "Secret", kind=Kind.PAGE, is_draft=True),
    )
    root = built(tmp_path, post(), *drafts).root

    assert (root / "posts/a/index.html").is_file()
    assert [
        p for p in root.rglob("*") if p.is_file() and re.search("waits|Secret", p.read_text())
    ] == []


def test_old_addresses_that_no_file_can_have(tmp_path: Path) -> None:
    """They stop no build, hide no page and lead nowhere outside; all others are answered."""
    good = (
        "/old",
        "/OLD/",
        "/a.html",
        "/a.htm",
        "/c.php",
        "/l/what!: \u2013\u20602/",
        "/100%/",
        "/%41/",
        "/x:path/:title/",
        "/a b/{{ x }}/",
        "/tags/x/",
        "/b.html/x/",
    )
    bad = ("/../up/", "/x/../../up.html", "//up/", "/./up/", "/a\\up/", f"/{'x' * 300}/")
    taken = (
        "/posts/",
        "/posts/b/",
        "/tags/",
        "/a.html/below/",
        "/b.html",
        "/index.html",
        "/feed.xml/x/",
        "/assets.html/../x",
    )
    first = post(aliases=(*good, *bad, *taken))
    lists = (Move("/blog/", "/posts/", Moved.LIST), Move("/old/", "/posts/", Moved.LIST))
    done = built(tmp_path, first, post("b"), moves=lists)
    site = read_site(done.root)

    for old in good:
        there = site.pages[site.files.answer(old)].leads_to
        assert there is not None, old
        assert there.file == "posts/a/index.html", old
    moved = {path for path, page in site.pages.items() if page.leads_to}
    assert moved == {*(site.files.answer(old) for old in good), "blog/index.html"}
    assert not [*tmp_path.rglob("up*")]


def test_site_without_posts_or_pages_is_built(tmp_path: Path) -> None:
    """There is a home page, a list and a feed, whatever is missing."""
    root = built(tmp_path, post("p", kind=Kind.PAGE)).root
    site = read_site(root)

    assert "p/index.html" in {link.file for link in site.pages["index.html"].links}
    assert (root / "posts" / "index.html").is_file()
    assert parse(root / "feed.xml").findall("channel/item") == []
