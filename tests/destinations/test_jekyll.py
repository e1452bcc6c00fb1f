"""Debian's Jekyll builds the exported site; at a root or in a folder, with this theme or that."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from bs4 import BeautifulSoup
from defusedxml.ElementTree import parse

from migrator.models import (
    Article,
    Comment,
    Document,
    Fact,
    Kind,
    Localised,
    Move,
    Rendered,
    Site,
)
from migrator.pipeline import Export, export
from migrator.survey import Wishes
from migrator.targets.jekyll import JEKYLL
from tests.destinations.builders import Built, jekyll
from tests.destinations.reader import Reads, check, read_site
from tests.destinations.site import expected, moving

pytestmark = pytest.mark.destinations

CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
# The list of posts stands where the other blog had a page.
READS = Reads(unanswered=frozenset(["/posts/"]))


@cache
def exported() -> Export:
    return export(moving().gathered, moving().archive, JEKYLL, Wishes())


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


def post(
    slug: str = "a",
    body: str = "text",
    title: str = "",
    tags: tuple[str, ...] = (),
    aliases: tuple[str, ...] = (),
    kind: Kind = Kind.POST,
    comments: tuple[Comment, ...] = (),
    is_draft: bool = False,
) -> Rendered:
    when = datetime(2012, 1, 1, tzinfo=UTC) + timedelta(days=len(slug))
    article = Article(
        url=f"https://x.example/news/{slug}/",
        generation="classic",
        kind=kind,
        slug=slug,
        title=Fact(title or slug, "page"),
        body="",
        date=Fact(when, "page") if kind is Kind.POST else None,
        tags=tuple(Fact(tag, "page") for tag in tags),
        comments=comments,
        is_draft=is_draft,
    )
    return Rendered(Localised(article, JEKYLL.place(article, slug), aliases=aliases), body)


def built(tmp_path: Path, *pages: Rendered, moves: tuple[Move, ...] = ()) -> Built:
    site = Site("Blog", "en", pages, moves=moves)
    return jekyll(written(tmp_path / "out", tuple(JEKYLL.documents(site))), tmp_path)


def test_whole_site_is_there(tmp_path: Path) -> None:
    """Every post once, with its facts, pictures and links; old addresses lead there; no warning."""
    done = jekyll(moved(tmp_path / "out"), tmp_path, zone="America/New_York")

    assert not re.search(r"warn|error|deprecat|conflict", done.output, re.IGNORECASE)
    assert check(read_site(done.root, READS), expected(), READS) == []


def test_days_are_those_of_the_old_site(tmp_path: Path) -> None:
    """A post of ten past midnight is not shown as one of the day before."""
    root = jekyll(moved(tmp_path / "out"), tmp_path, zone="America/New_York").root
    shown = BeautifulSoup((root / "posts/index.html").read_text(), "html.parser").select("li")
    days = {li.a.get_text(): li.time.get_text() for li in shown if li.a and li.time}

    assert days == {
        post.title: post.instant.date().isoformat()
        for post in expected()
        if post.kind == "post" and post.instant and not post.draft
    }


def test_old_lists_and_tags_lead_on(tmp_path: Path) -> None:
    """Lists, archives and tags of the old site are answered by those of the new one."""
    site = read_site(jekyll(moved(tmp_path / "out"), tmp_path).root, READS)
    leads = {
        old: there.leads_to.file
        for old in ("/muj-blog/", "/tags/cestovani/", "/tags/c#/", "/tags/muj-pes/", "/rss/")
        if (there := site.pages.get(site.files.answer(old))) and there.leads_to
    }

    assert leads == {
        "/muj-blog/": "posts/index.html",
        "/tags/cestovani/": "tags/cestování/index.html",
        "/tags/c#/": "tags/c-sharp/index.html",
        "/tags/muj-pes/": "tags/můj-pes/index.html",
        "/rss/": "posts/index.html",
    }


@pytest.mark.parametrize("folder", ["", "/blog"])
def test_old_feed_goes_on(tmp_path: Path, folder: str) -> None:
    """At the old feed's address stands one with its ids, and with each post in full."""
    site = moved(tmp_path / "out")
    settings = site / "_config.yml"
    told = settings.read_text().replace('\nurl: ""', '\nurl: "https://new.example"')
    settings.write_text(told.replace('baseurl: ""', f'baseurl: "{folder}"'))
    root = jekyll(site, tmp_path).root
    items = parse(root / "rss" / "all.xml").findall("channel/item")
    posts = [p for p in expected() if p.kind == "post" and p.instant and not p.draft]
    dates = {item.findtext("title"): item.findtext("pubDate") for item in items}
    whole = " ".join(item.findtext(CONTENT) or "" for item in items)
    found = re.findall(r'<[^>]* (?:src|href)="([^"]*)"', whole)

    assert {t: d and parsedate_to_datetime(d) for t, d in dates.items()} == {
        p.title: p.instant for p in posts
    }
    assert old_ids() <= {item.findtext("guid") for item in items}
    assert f"https://new.example{folder}/posts/rozcestnik/#kontakty" in found
    assert f"https://new.example{folder}/assets/prilis-zlutoucky-kun/moje-fotka-1.png" in found
    assert [address for address in found if not urlsplit(address).scheme] == []
    assert (root / "feed.xml").read_bytes() == (root / "rss" / "all.xml").read_bytes()


def old_ids() -> set[str]:
    """What the old feed calls the posts that it names, but for one without a date."""
    articles = moving().gathered.survey.articles
    return {a.guid.value for a in articles if a.guid and a.date and not a.is_draft}


def test_site_may_lie_in_a_folder(tmp_path: Path) -> None:
    """As on GitHub Pages: links, pictures and old addresses lead into it; code stays as it was."""
    site = moved(tmp_path / "out")
    code = post("code", '`<a href="/x">` <a id="k"></a>[own](/posts/new/) [other](//x.example/y)')
    written(tmp_path / "out", (JEKYLL.document(code),))
    settings = site / "_config.yml"
    settings.write_text(settings.read_text().replace('baseurl: ""', 'baseurl: "/blog"'))
    done = jekyll(site, tmp_path)
    (tmp_path / "host").mkdir()
    done.root.rename(tmp_path / "host" / "blog")
    read = read_site(tmp_path / "host", READS)
    shown = read.pages["blog/posts/code/index.html"]

    assert [
        (p.path, link) for p in read.shown for link in p.links if link.is_own and not link.file
    ] == []
    assert [link.file for link in shown.documents] == ["blog/posts/new/index.html", ""]
    assert '<a href="/x">' in shown.text
    pictures = [i for page in read.shown for i in page.images if i.is_own]
    assert len(pictures) > 10
    assert all(i.digest for i in pictures)
    old = read.pages["blog/products/kun.html"].leads_to
    assert old is not None
    assert old.file == "blog/posts/prilis-zlutoucky-kun/index.html"


def test_theme_may_be_another(tmp_path: Path) -> None:
    """In the layouts of a theme stand the same texts, lists, messages and old addresses."""
    site = moved(tmp_path / "out")
    layout = "<html lang='{{ page.lang }}'><h1>{{ page.title | escape }}</h1>{{ content }}</html>"
    text = "<article><h1>{{ page.title | escape }}</h1><div class='body'>{{ content }}</div>"
    for name in ("post", "page", "home"):
        end = "{% include blog/comments.html %}</article>"
        head = "---\nlayout: default\n---\n"
        (site / "_layouts" / f"{name}.html").write_text(f"{head}{text}{end}")
    (site / "_layouts" / "default.html").write_text(layout)
    (site / "style.css").unlink()
    silent = frozenset(["instant", "tags", "categories"])
    reads = Reads(unanswered=READS.unanswered, silent=silent)
    read = read_site(jekyll(site, tmp_path).root, reads)

    told = check(read, expected(), reads)
    # The post without a date is a page, and this theme's home page lists none.
    assert [each for each in told if "bez-data/: no list" not in each] == []
