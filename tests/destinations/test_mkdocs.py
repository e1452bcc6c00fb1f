"""MkDocs with Material builds the exported site, without a warning, and nothing is loaded."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import cache
from pathlib import Path, PurePosixPath
from typing import Any

import pytest
from defusedxml.ElementTree import parse

from migrator.models import Article, Document, Fact, Kind, Localised, Rendered, Site
from migrator.pipeline import Export, export
from migrator.survey import Wishes
from migrator.targets.mkdocs import MKDOCS
from tests.destinations.builders import Built, mkdocs
from tests.destinations.reader import Reads, check, read_site
from tests.destinations.site import expected, moving

pytestmark = pytest.mark.destinations

# The pages are Material's own: a post's date and categories stand beside its article, and links to
# tags and categories are told by their classes alone.
READS = Reads(
    article=".md-content--post, article.md-content__inner:not(.md-content--post article)",
    tags=".md-tags .md-tag",
    categories=".md-post__meta .md-ellipsis a, [data-category]",
)
LOADED = re.compile(r'<(?:script|img|link(?! rel="canonical"))\b[^>]*(?:src|href)="(?:https?:)?//')


@cache
def exported() -> Export:
    return export(moving().gathered, moving().archive, MKDOCS, Wishes())


def written(folder: Path, documents: tuple[Document, ...]) -> Path:
    for document in documents:
        path = folder / document.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(document.content)
    return folder / "site"


def moved(folder: Path) -> Path:
    """The whole fixture site, as it is written to a disk."""
    copies = (
        Document(asset.path, moving().archive.snapshot(asset.kept_at or asset.url).body)
        for asset in exported().assets
    )
    return written(folder, (*exported().documents, *copies))


def page(
    kind: Kind, slug: str, title: str = "Title", text: str = "Text.\n", **changes: Any
) -> Rendered:
    is_post = kind is Kind.POST
    article = Article(
        url=f"https://x.example/news/{slug}/",
        generation="classic",
        kind=kind,
        slug=slug,
        title=Fact(title, "page"),
        body="",
        date=Fact(datetime(2012, 3, 5, tzinfo=UTC), "page") if is_post else None,
    )
    article = replace(article, **changes)
    aliases = (f"/old/{kind.value}/{slug}/", f"/{kind.value}-{slug}.html", f"/{kind.value}/{slug}")
    return Rendered(Localised(article, MKDOCS.place(article, slug), aliases=aliases), text)


def built(tmp_path: Path, *pages: Rendered, language: str = "en") -> Built:
    site = Site("Blog", language, pages)
    return mkdocs(written(tmp_path / "out", tuple(MKDOCS.documents(site))), tmp_path)


def test_whole_site_is_there(tmp_path: Path) -> None:
    """Every post once, with its facts, pictures and links; old addresses lead there; no warning."""
    done = mkdocs(moved(tmp_path / "out"), tmp_path)

    assert "WARNING" not in done.output
    assert check(read_site(done.root, READS), expected(), READS) == []


def test_nothing_comes_from_elsewhere(tmp_path: Path) -> None:
    """Neither fonts nor scripts nor pictures, but for the one that the old site had lost."""
    root = mkdocs(moved(tmp_path / "out"), tmp_path).root
    lost = {address for post in expected() for address in post.lost}
    found = [tag for path in root.rglob("*.html") for tag in LOADED.findall(path.read_text())]
    images = read_site(root, READS).shown

    assert len(found) <= 2 * len(lost)  # a list shows that one again
    assert {i.written for page in images for i in page.images if not i.is_own} <= lost


def test_old_lists_and_tags_lead_on(tmp_path: Path) -> None:
    """Lists and archives are answered by the blog, tags by the page of all tags."""
    site = read_site(mkdocs(moved(tmp_path / "out"), tmp_path).root, READS)
    leads = {
        old: there.leads_to.file
        for old in ("/muj-blog/", "/tags/c#/", "/rss/")
        if (there := site.pages[site.files.answer(old)]).leads_to
    }

    assert leads == {
        "/muj-blog/": "blog/index.html",
        "/tags/c#/": "tags/index.html",
        "/rss/": "blog/index.html",
    }


def test_old_feed_goes_on(tmp_path: Path) -> None:
    """At its address stands one with the old ids, dates, and the posts in full."""
    folder = moved(tmp_path / "out")
    settings = folder / "mkdocs.yml"
    told = settings.read_text().replace("# site_url: ", "site_url: ")
    settings.write_text(told.replace("blog.example", "n.example"))
    items = parse(mkdocs(folder, tmp_path).root / "rss/all.xml").findall("channel/item")
    found = {item.findtext("title"): item for item in items}
    posts = [post for post in expected() if post.kind == "post" and not post.draft]

    assert {
        t: parsedate_to_datetime(item.findtext("pubDate") or "") for t, item in found.items()
    } == {post.title: post.instant for post in posts if post.instant}
    one = found["2012"]
    assert one.findtext("guid") == "http://klid-a-kopce.webnode.example/news/2012/"
    assert one.findtext("link") == "https://n.example/blog/2012/"
    assert 'src="https://n.example/blog/2012/foto.png"' in (one.findtext("description") or "")


def test_home_page_shows_the_newest_posts(tmp_path: Path) -> None:
    """Below its own text; and where the old site had none, they are all that it shows."""
    posts = [page(Kind.POST, f"p{number}", f"*Post* {number}") for number in range(3)]
    site = read_site(built(tmp_path, *posts).root, READS)

    linked = {link.file for link in site.pages["index.html"].links}
    assert {f"blog/p{number}/index.html" for number in range(3)} < linked
    assert "*Post* 2" in site.pages["index.html"].whole


def test_list_shows_what_posts_are_about(tmp_path: Path) -> None:
    """Not the whole of them, but for what stands above the user's own line; each post is whole."""
    about = Fact("a <b> & c", "page")
    posts = (
        page(Kind.POST, "a", text="Whole.\n", description=about),
        page(Kind.POST, "b", text="Above.\n\n<!-- more -->\n\nBelow.\n", description=about),
    )
    root = built(tmp_path, *posts).root
    shown = (root / "blog/index.html").read_text().partition('md-post--excerpt"')[2]
    first, second = ((root / f"blog/{slug}/index.html").read_text() for slug in "ab")

    assert shown.count("<p>a &lt;b&gt; &amp; c</p>") == 1
    assert [text in shown for text in ("Whole.", "Above.", "Below.")] == [False, True, False]
    assert '<div class="body">\n\n<p>Whole.</p>' in first
    assert "<p>a &lt;b&gt;" not in first
    assert "Above." in second
    assert "Below." in second


def test_site_without_posts_is_built(tmp_path: Path) -> None:
    """Without a warning, without a heading over nothing, and without links to empty lists."""
    done = built(tmp_path, page(Kind.PAGE, "a"))
    html = (done.root / "index.html").read_text()

    assert "WARNING" not in done.output
    assert "<h2>" not in html
    assert 'rel="alternate"' not in html  # the theme's script would ask for a file beside it


def test_names_that_mkdocs_could_misread(tmp_path: Path) -> None:
    """Whatever a slug or title looks like, each page is built once; old paths lead there."""
    posts = {
        "index": "# x #",
        "README": "1. one",
        "_u": "<b>",
        "v1.0": '"q" [a](b)',
        "a~b": "&copy;",
    }
    pages = [page(Kind.POST, slug, title) for slug, title in posts.items()]
    done = built(tmp_path, *pages, page(Kind.PAGE, "index"), page(Kind.PAGE, "čž", "[TOC]"))
    site = read_site(done.root, READS)

    assert "WARNING" not in done.output
    assert {site.pages[f"blog/{slug}/index.html"].title for slug in posts} == {*posts.values()}
    assert site.pages["čž/index.html"].title == "[TOC]"
    for path, old in (("blog/README", "post/README"), ("index", "page-index.html")):
        there = site.pages[site.files.answer(f"/{old}")].leads_to
        assert there is not None
        assert there.file == f"{path}/index.html"


def test_names_of_tags_and_categories_are_kept_apart(tmp_path: Path) -> None:
    """Signs alone tell some of them apart, and each has a list; a post may be in several."""
    names = tuple(Fact(name, "page") for name in ("C", "C#", "!!!", "a/b", "# x *y*"))
    site = read_site(
        built(tmp_path, page(Kind.POST, "a", tags=names, categories=names)).root, READS
    )
    post = site.pages["blog/a/index.html"]

    assert set(post.tags) == set(post.categories) == {name.value for name in names}
    assert len([path for path in site.pages if "/category/" in path]) == len(names)
    parts = [link for link in post.links if link.file == "tags/index.html" and link.fragment]
    assert len(parts) == len(names)
    assert {link.fragment for link in parts} <= site.pages["tags/index.html"].ids


def test_what_is_not_to_be_seen_is_not_there(tmp_path: Path) -> None:
    """Drafts, pages among them, comments as data, and new versions of edited files."""
    drafts = (page(kind, "secret", "Secret", is_draft=True) for kind in (Kind.POST, Kind.PAGE))
    site = Site("Blog", "en", (page(Kind.POST, "a"), *drafts))
    beside = PurePosixPath("site/docs/blog/posts/a")
    offered = (
        Document(beside / name, b"Secret") for name in ("index.md.new", "comments.json.new-2")
    )
    folder = written(tmp_path / "out", (*MKDOCS.documents(site), *offered))
    root = mkdocs(folder, tmp_path).root

    assert not [
        path for path in root.rglob("*") if path.is_file() and b"Secret" in path.read_bytes()
    ]


def test_uploads_are_copied_as_they_are(tmp_path: Path) -> None:
    """A page that somebody uploaded is a file like others, and links lead to it."""
    names = ("a.md", "b.html", "c.json", "d.pdf")
    place = page(Kind.POST, "a").item.place
    spots = [MKDOCS.spot(place, name, is_shared=False) for name in names]
    text = "\n".join(f"[{spot.path.name}]({spot.reference})" for spot in spots)
    written(tmp_path / "out", tuple(Document(spot.path, b"# {{ x }}") for spot in spots))
    done = built(tmp_path, page(Kind.POST, "a", text=f"{text}\n"))
    post = read_site(done.root, READS).pages["blog/a/index.html"]

    assert "WARNING" not in done.output
    assert [link.file for link in post.documents] == [spot.permalink[1:] for spot in spots]
    assert [(done.root / spot.permalink[1:]).read_bytes() for spot in spots] == [b"# {{ x }}"] * 4


@pytest.mark.parametrize("language", ["cs-CZ", "mo", "čeština", ""])
def test_language_that_material_may_not_know(language: str, tmp_path: Path) -> None:
    """The site is built, and a page tells its own language."""
    told = Fact(language, "page") if language else None
    root = built(tmp_path, page(Kind.PAGE, "a", language=told), language=language).root

    lang = read_site(root, READS).pages["a/index.html"].lang
    assert lang == (language or "en")
