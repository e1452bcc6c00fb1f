"""Pelican builds the exported site with our theme and plug-in, and with a theme of its own."""

from __future__ import annotations

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
from migrator.targets.pelican import PELICAN
from tests.destinations.builders import Built, pelican
from tests.destinations.reader import Reads, check, read_site
from tests.destinations.site import expected, moving

pytestmark = pytest.mark.destinations

# The list of posts stands where the other blog had a page.
READS = Reads(unanswered=frozenset(["/posts/"]))


@cache
def exported() -> Export:
    return export(moving().gathered, moving().archive, PELICAN, Wishes())


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


def page(kind: Kind, slug: str, title: str = "Title", **changes: Any) -> Rendered:
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
    return Rendered(Localised(article, PELICAN.place(article, slug), aliases=aliases), "Text.\n")


def built(tmp_path: Path, *pages: Rendered) -> Built:
    site = Site("Blog", "en", pages)
    return pelican(written(tmp_path / "out", tuple(PELICAN.documents(site))), tmp_path)


def test_whole_site_is_there(tmp_path: Path) -> None:
    """Every post once, with its facts, pictures and links, and old addresses lead there."""
    done = pelican(moved(tmp_path / "out"), tmp_path)

    assert "ERROR" not in done.output
    assert check(read_site(done.root, READS), expected(), READS) == []


def test_old_lists_and_tags_lead_on(tmp_path: Path) -> None:
    """Lists, archives and tags of the old site are answered by those of the new one."""
    site = read_site(pelican(moved(tmp_path / "out"), tmp_path).root)
    leads = {
        old: there.leads_to.file
        for old in ("/muj-blog/", "/tags/c#/", "/tags/muj-pes/", "/rss/")
        if (there := site.pages[site.files.answer(old)]).leads_to
    }

    assert leads == {
        "/muj-blog/": "posts/index.html",
        "/tags/c#/": "tag/c-sharp/index.html",
        "/tags/muj-pes/": "tag/můj-pes/index.html",
        "/rss/": "posts/index.html",
    }


def test_old_feed_goes_on(tmp_path: Path) -> None:
    """At its address stands one with the old ids, dates, and the posts in full."""
    folder = moved(tmp_path / "out")
    settings = folder / "pelicanconf.py"
    settings.write_text(
        settings.read_text().replace('SITEURL = ""', 'SITEURL = "https://n.example"')
    )
    items = parse(pelican(folder, tmp_path).root / "rss/all.xml").findall("channel/item")
    told = {item.findtext("title"): item for item in items}
    posts = [post for post in expected() if post.kind == "post" and not post.draft]

    assert {
        title: parsedate_to_datetime(item.findtext("pubDate") or "") for title, item in told.items()
    } == {post.title: post.instant for post in posts if post.instant}
    one = told["2012"]
    assert one.findtext("guid") == "http://klid-a-kopce.webnode.example/news/2012/"
    assert one.findtext("link") == "https://n.example/posts/2012/"
    assert 'src="https://n.example/files/2012/foto.png"' in (one.findtext("description") or "")


def test_home_page_lists_pages_below_the_posts(tmp_path: Path) -> None:
    """Not above each page, where many of them would fill a telephone."""
    root = built(tmp_path, page(Kind.POST, "a"), page(Kind.PAGE, "b")).root
    post, home = ((root / name).read_text() for name in ("posts/a/index.html", "index.html"))

    assert 'href="/b/"' not in post
    assert 0 < home.index('href="/posts/a/"') < home.index('href="/b/"')


def test_names_that_pelican_could_misread(tmp_path: Path) -> None:
    """Whatever a slug or title looks like, each page is built once; old paths lead there."""
    posts = {"index": "# x #", "_under": "<b>", "2012-05-05-x": "&copy; {{ y }}", "v1.0": '"q" <i>'}
    pages = [page(Kind.POST, slug, title) for slug, title in posts.items()]
    root = built(tmp_path, *pages, page(Kind.PAGE, "index"), page(Kind.PAGE, "čž")).root
    site = read_site(root)

    assert {site.pages[f"posts/{slug}/index.html"].title for slug in posts} == {*posts.values()}
    for path, old in (("posts/v1.0", "post/v1.0"), ("index", "page-index.html"), ("čž", "page/čž")):
        there = site.pages[site.files.answer(f"/{old}")].leads_to
        assert there is not None
        assert there.file == f"{path}/index.html"


def test_names_of_tags_and_categories_are_kept_apart(tmp_path: Path) -> None:
    """Signs alone tell some of them apart, and each has a list; a post may be in several."""
    names = tuple(Fact(name, "page") for name in ("C", "C#", "!!!", "a/b", "Můj <b>"))
    site = read_site(built(tmp_path, page(Kind.POST, "a", tags=names, categories=names)).root)
    post = site.pages["posts/a/index.html"]

    assert post.tags == post.categories == ("C", "C#", "!!!", "a/b", "Můj <b>")
    listed = [path for path in site.pages if path.startswith(("tag/", "category/"))]
    assert len(listed) == 2 * len(names)


def test_what_is_not_to_be_seen_is_not_there(tmp_path: Path) -> None:
    """Drafts without a category, pages among them, and new versions of edited files."""
    drafts = (page(kind, "secret", "Secret", is_draft=True) for kind in (Kind.POST, Kind.PAGE))
    site = Site("Blog", "en", (page(Kind.POST, "a"), *drafts))
    offered = Document(PurePosixPath("site/content/files/a/x.png.new"), b"Secret")
    folder = written(tmp_path / "out", (*PELICAN.documents(site), offered))
    root = pelican(folder, tmp_path).root

    assert not [
        path for path in root.rglob("*") if path.is_file() and b"Secret" in path.read_bytes()
    ]


def test_uploads_are_copied_as_they_are(tmp_path: Path) -> None:
    """A page that somebody uploaded is a file like others, not a text to be built."""
    post = page(Kind.POST, "a")
    spots = [PELICAN.spot(post.item.place, n, is_shared=False) for n in ("a.md", "b.html", "c.rst")]
    written(tmp_path / "out", tuple(Document(spot.path, b"# {{ x }}") for spot in spots))
    root = built(tmp_path, post).root

    assert [(root / spot.permalink[1:]).read_bytes() for spot in spots] == [b"# {{ x }}"] * 3


def test_another_theme_takes_one_line(tmp_path: Path) -> None:
    """Text, titles and old addresses are right without ours: with the one that Pelican brings."""
    folder = moved(tmp_path / "out")
    settings = folder / "pelicanconf.py"
    settings.write_text(settings.read_text().replace('"themes/plain"', '"simple"'))
    site = read_site(pelican(folder, tmp_path).root, Reads(title="article h2"))
    page = site.pages["posts/sablony/index.html"]

    assert page.title == "{{ x }} a {% raw %} {{< y >}} v nadpisu"
    assert "{{< youtube x >}}" in page.whole
    there = site.pages["news/sablony/index.html"].leads_to
    assert there is not None
    assert there.file == page.path
    assert (site.files.root / "rss/all.xml").is_file()
