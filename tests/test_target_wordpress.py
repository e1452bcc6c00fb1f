"""WXR: what WordPress's importer is given, read back as XML."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta, timezone
from pathlib import PurePosixPath
from xml.etree.ElementTree import Element

import pytest
from defusedxml.ElementTree import fromstring

from migrator.models import Article, Asset, Comment, Fact, Kind, Localised, Place, Rendered, Site
from migrator.targets.wordpress import WORDPRESS, content_of

WP = "{http://wordpress.org/export/1.2/}"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
SUMMER = timezone(timedelta(hours=2))
POST = Article(
    url="https://x.example/news/kun/",
    generation="classic",
    kind=Kind.POST,
    slug="kun",
    title=Fact("Kůň & <b> ]]> \x0b", "page"),
    body="",
    date=Fact(datetime(2012, 6, 5, 0, 30, tzinfo=SUMMER), "feed"),
    guid=Fact("https://x.example/news/kun/?id=1", "feed"),
    author=Fact("Žofie", "feed"),
    categories=(Fact("C#", "feed"), Fact("C", "feed")),
    tags=(Fact("2012", "page"), Fact("#", "page")),
    comments=(
        Comment(1, 0, 1, "Ota", "5. 6.", "2012-06-05", "Ahoj", "a < b"),
        Comment(2, 1, 2, "Eva", "", "", "", "b"),
    ),
)
PICTURE = Asset(
    "https://x.example/_files/200000016-8cb178db6b/r.jpg",
    PurePosixPath("site/uploads/blog/kun/r.jpg"),
    permalink="/wp-content/uploads/blog/kun/r.jpg",
)


def items(*articles: Article, cover: str = "", markdown: str = "x") -> list[Element]:
    pages = [
        Rendered(
            Localised(a, Place(a.slug, PurePosixPath("p"), "/"), cover, (PICTURE, PICTURE)),
            markdown,
        )
        for a in articles
    ]
    site = Site("Klid", "cs", tuple(pages), "x.example")
    (document,) = WORDPRESS.documents(site)
    return list(fromstring(document.content).iter("item"))


def text(item: Element, name: str) -> str:
    return item.findtext(name.replace("wp:", WP)) or ""


def test_post_has_all_that_the_importer_reads() -> None:
    """Title, dates in both clocks, slug, state, guid, and who wrote it."""
    post, _ = items(POST)

    assert text(post, "title") == "Kůň &amp; &lt;b&gt; ]]&gt; "
    assert text(post, "wp:post_date") == "2012-06-05 00:30:00"
    assert text(post, "wp:post_date_gmt") == "2012-06-04 22:30:00"
    assert text(post, "wp:post_name") == "kun"
    assert text(post, "wp:status") == "publish"
    assert text(post, "wp:post_type") == "post"
    assert text(post, "guid") == "https://x.example/news/kun/?id=1"
    assert text(post, "{http://purl.org/dc/elements/1.1/}creator") == "zofie"


def test_terms_have_slugs_of_their_own() -> None:
    """Names that would have one slug, or none, are told apart."""
    post, _ = items(POST)
    terms = {(t.get("domain"), t.get("nicename")): t.text for t in post.findall("category")}

    assert terms == {
        ("category", "c"): "C#",
        ("category", "c-2"): "C",
        ("post_tag", "2012"): "2012",
        ("post_tag", "tag"): "#",
    }


def test_comments_keep_their_threads() -> None:
    """Each has a number of its own in the file, and names that of the one it answers."""
    one, _, two = items(POST, replace(POST, url="u", slug="b"))[0:3]
    first, second, third, _ = (
        [text(c, f"wp:comment_{name}") for name in ("id", "parent", "author", "content", "date")]
        for item in (one, _, two)
        for c in item.findall(f"{WP}comment")
    )

    assert first == ["1", "0", "Ota", "Ahoj\n\na &lt; b", "2012-06-05 00:00:00"]
    assert second == ["2", "1", "Eva", "b", "0000-00-00 00:00:00"]
    assert third[:2] == ["3", "0"]


def test_file_is_an_attachment_once_and_may_be_the_featured_image() -> None:
    """A copy that two pages show is one attachment, with the address it can be fetched from."""
    post, _, file = items(POST, replace(POST, slug="b"), cover=PICTURE.permalink)
    meta = {
        text(each, "wp:meta_key"): text(each, "wp:meta_value")
        for each in post.findall(f"{WP}postmeta")
    }

    assert meta == {"_thumbnail_id": text(file, "wp:post_id")}
    assert text(file, "wp:post_type") == "attachment"
    assert text(file, "wp:attachment_url") == PICTURE.url
    assert text(file, "wp:post_parent") == "1"


def test_draft_is_a_draft_and_a_page_a_page() -> None:
    """Nothing is published that is to be looked at first; a page has no terms and no date."""
    draft, page, _ = items(
        replace(POST, is_draft=True), replace(POST, kind=Kind.ALBUM, date=None, slug="p")
    )

    assert text(draft, "wp:status") == "draft"
    assert text(page, "wp:post_type") == "page"
    assert page.find("category") is None
    assert page.find(f"{WP}post_date") is None


@pytest.mark.parametrize(
    ("markdown", "html"),
    [
        ("a\nb", "<p>a b</p>\n"),
        ("a\\\nb", "<p>a<br />\nb</p>\n"),
        ("x [gallery ids=1] y", "<p>x &#91;gallery ids=1] y</p>\n"),
        ("https://youtu.be/x", "<p>https&#58;//youtu.be/x</p>\n"),
        ("```\na\nb\n```", "<pre><code>a\nb\n</code></pre>\n"),
    ],
)
def test_nothing_in_the_text_acts(markdown: str, html: str) -> None:
    """WordPress breaks lines, plays addresses and runs shortcodes: none of it is in the body."""
    assert content_of(markdown) == html
