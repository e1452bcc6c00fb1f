"""WXR: what WordPress's importer is given, read back as XML."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import PurePosixPath
from xml.etree.ElementTree import Element

import pytest
from defusedxml.ElementTree import fromstring

from migrator.models import Article, Asset, Comment, Fact, Kind, Localised, Place, Rendered, Site
from migrator.targets.wordpress import WORDPRESS, content_of

WP = "{http://wordpress.org/export/1.2/}"
SUMMER = timezone(timedelta(hours=2))
POST = Article(
    url="https://x.example/news/kun/",
    generation="classic",
    kind=Kind.POST,
    slug="kun",
    title=Fact("Kůň & <b> &amp; ]]> \x0b", "page"),
    body='<p><img src="/wp-content/uploads/blog/kun/r.jpg" alt=""></p>',
    date=Fact(datetime(2012, 6, 5, 0, 30, tzinfo=SUMMER), "feed"),
    guid=Fact("https://x.example/news/kun/?id=1", "feed"),
    author=Fact("Žofie", "feed"),
    description=Fact("a < b & &lt;", "meta"),
    categories=(Fact("C#", "feed"), Fact("C", "feed")),
    tags=(Fact("2012", "page"), Fact("#", "page"), Fact("<b>", "page")),
    comments=(
        Comment(1, 0, 1, "Ota <B>", "5. 6.", "2012-06-06", "Ahoj", "a < b"),
        Comment(2, 1, 2, "Eva", "", "", "", "b"),
    ),
)
OTHER = replace(
    POST,
    url="https://x.example/news/other/",
    slug="other",
    title=Fact("Other", "page"),
    body='<p><img src="/wp-content/uploads/blog/kun/r.jpg" alt=" A &quot;horse&quot; "></p>',
    comments=POST.comments[1:],
)
PICTURE = Asset(
    "https://x.example/_files/200000016-8cb178db6b/d'A 1.jpg",
    PurePosixPath("site/uploads/blog/kun/r.jpg"),
    permalink="/wp-content/uploads/blog/kun/r.jpg",
)


def channel(*articles: Article, cover: str = "", assets: Sequence[Asset] = (PICTURE,)) -> Element:
    shown = (*assets, *assets)
    pages = [
        Rendered(Localised(a, Place(a.slug, PurePosixPath("p"), "/"), cover, shown), "x")
        for a in articles
    ]
    (document,) = WORDPRESS.documents(Site("Klid", "cs", tuple(pages), "x.example"))
    found = fromstring(document.content).find("channel")
    assert found is not None
    return found


def items(
    *articles: Article, cover: str = "", assets: Sequence[Asset] = (PICTURE,)
) -> list[Element]:
    return channel(*articles, cover=cover, assets=assets).findall("item")


def text(item: Element, name: str) -> str:
    return item.findtext(name.replace("wp:", WP)) or ""


def meta(item: Element) -> dict[str, str]:
    found = item.findall(f"{WP}postmeta")
    return {text(each, "wp:meta_key"): text(each, "wp:meta_value") for each in found}


def test_post_has_all_that_the_importer_reads() -> None:
    """Title, dates in both clocks, slug, state, guid, and who wrote it."""
    post, _ = items(POST)

    assert text(post, "title") == "Kůň & &lt;b> &amp;amp; ]]> "
    assert text(post, "wp:post_date") == "2012-06-05 00:30:00"
    assert text(post, "wp:post_date_gmt") == "2012-06-04 22:30:00"
    assert text(post, "wp:post_name") == "kun"
    assert text(post, "wp:status") == "publish"
    assert text(post, "wp:post_type") == "post"
    assert text(post, "{http://purl.org/dc/elements/1.1/}creator") == "zofie"
    assert text(post, "{http://wordpress.org/export/1.2/excerpt/}encoded") == "a &lt; b & &amp;lt;"


def test_every_field_of_the_format_is_there() -> None:
    """No program that reads the file has to guess what an absent field means."""
    told = channel(POST)
    post, file = told.findall("item")
    names = {each.tag.removeprefix(WP) for each in post}
    of_file = {each.tag.removeprefix(WP) for each in file}

    assert {"wxr_version", "base_site_url", "base_blog_url", "author", "category", "tag"} <= {
        each.tag.removeprefix(WP) for each in told
    }
    assert names >= {
        *("title", "link", "pubDate", "guid", "description", "post_id", "post_date"),
        *("post_date_gmt", "comment_status", "ping_status", "post_name", "status", "post_parent"),
        *("menu_order", "post_type", "post_password", "is_sticky", "category", "comment"),
    }
    assert of_file >= {"title", "guid", "post_id", "post_name", "status", "attachment_url"}
    assert told.findtext(f"{WP}author/{WP}author_display_name") == "Žofie"
    assert told.findtext(f"{WP}tag[3]/{WP}tag_name") == "&lt;b>"


def test_guid_is_the_old_one_and_an_address() -> None:
    """Feed readers know the post again; of what is no address WordPress would make one."""
    saved = replace(POST, url="file:///a.html", slug="b", guid=Fact("12", "feed"))
    first, second, _ = items(POST, saved)
    guid = first.find("guid")

    assert guid is not None
    assert (guid.text, guid.get("isPermaLink")) == ("https://x.example/news/kun/?id=1", "false")
    assert text(second, "guid") == text(second, "link") == ""


def test_terms_have_slugs_of_their_own() -> None:
    """Names that would have one slug, or none, are told apart."""
    post, _ = items(POST)
    terms = {(t.get("domain"), t.get("nicename")): t.text for t in post.findall("category")}

    assert terms == {
        ("category", "c"): "C#",
        ("category", "c-2"): "C",
        ("post_tag", "2012"): "2012",
        ("post_tag", "tag"): "#",
        ("post_tag", "b"): "&lt;b>",
    }


def test_comments_keep_their_threads() -> None:
    """Each has a number of its own in the file, and names that of the one it answers."""
    one, two, _ = items(POST, OTHER)
    first, second, third = (
        [text(c, f"wp:comment_{name}") for name in ("id", "parent", "author", "content")]
        for item in (one, two)
        for c in item.findall(f"{WP}comment")
    )

    assert first == ["1", "0", "Ota &lt;B>", "Ahoj\n\na &lt; b"]
    assert second == ["2", "1", "Eva", "b"]
    assert third[0] == "4"


def test_messages_of_a_forum_are_no_comments() -> None:
    """They are its text already."""
    forum, *_ = items(replace(POST, kind=Kind.FORUM))

    assert forum.findall(f"{WP}comment") == []
    assert text(forum, "wp:comment_status") == "closed"


def test_comment_without_a_day_has_that_of_the_one_before() -> None:
    """Else that of its page, or the one when it was read: WordPress would show the year -1."""
    read = replace(POST, date=None, fetched_at=datetime(2026, 11, 20, tzinfo=UTC))
    days = [
        [text(c, "wp:comment_date") for c in item.findall(f"{WP}comment")]
        for item in items(
            POST, OTHER, replace(read, slug="r", kind=Kind.PAGE, comments=POST.comments[1:])
        )
    ]

    assert days[:3] == [
        ["2012-06-06 00:00:00", "2012-06-06 00:00:00"],
        ["2012-06-05 00:00:00"],
        ["2026-11-20 00:00:00"],
    ]


def test_posts_of_one_title_and_time_are_told_apart() -> None:
    """The importer takes the second for the first, and its database sees no accents."""
    twins = [replace(POST, slug=str(n), title=Fact(t, "")) for n, t in enumerate(("Kůň", "KUN"))]
    page = replace(twins[0], slug="p", kind=Kind.PAGE)

    assert [text(item, "wp:post_date") for item in items(*twins, page)[:3]] == [
        "2012-06-05 00:30:00",
        "2012-06-05 00:30:01",
        "2012-06-05 00:30:00",
    ]


def test_pages_of_one_title_and_no_time_are_told_apart() -> None:
    """Without a time the importer takes any page of the title for it; one alone may be found."""
    undated = replace(POST, kind=Kind.PAGE, date=None)
    pages = [replace(undated, slug=s, title=Fact(t, "")) for s, t in (("a", "A"), ("b", "a"))]
    first, second, alone, _ = items(*pages, replace(undated, slug="c"))

    assert text(first, "wp:post_date") == "0000-00-00 00:00:00"
    assert text(second, "wp:post_date_gmt") == "0000-00-00 00:00:00"
    assert alone.find(f"{WP}post_date") is None


def test_file_is_an_attachment_once_and_may_be_the_featured_image() -> None:
    """A copy that two pages show is one attachment, with the address it can be fetched from."""
    post, _, file = items(POST, OTHER, cover=PICTURE.permalink)

    assert meta(post) == {"original_url": POST.url, "_thumbnail_id": text(file, "wp:post_id")}
    assert text(file, "title") == "blog/kun/r.jpg"
    assert text(file, "wp:post_type") == "attachment"
    assert text(file, "wp:post_parent") == "1"
    assert meta(file) == {"_wp_attachment_image_alt": 'A "horse"'}
    assert text(file, "wp:attachment_url") == (
        "https://x.example/_files/200000016-8cb178db6b/d%27A%201.jpg"
    )


def test_file_without_an_address_is_no_attachment() -> None:
    """What stood in the page itself cannot be fetched; it lies in the uploads all the same."""
    inline = replace(PICTURE, url="urn:sha256:ab")

    assert len(items(POST, assets=[inline], cover=PICTURE.permalink)) == 1
    assert "_thumbnail_id" not in meta(items(POST, assets=[inline], cover=PICTURE.permalink)[0])


def test_draft_is_a_draft_and_a_page_a_page() -> None:
    """Nothing is published that is to be looked at first; a page has no terms and no date."""
    draft, page, _ = items(
        replace(POST, is_draft=True), replace(OTHER, kind=Kind.ALBUM, date=None, slug="p")
    )

    assert text(draft, "wp:status") == "draft"
    assert text(page, "wp:post_type") == "page"
    assert page.find("category") is None
    assert page.find(f"{WP}post_date") is None


@pytest.mark.parametrize(
    ("markdown", "html"),
    [
        ("a\nb", "<p>a b</p>\n"),
        ("a\n*b*\nc", "<p>a <em>b</em> c</p>\n"),
        ("a\\\nb", "<p>a<br />\nb</p>\n"),
        ("x [gallery ids=1] y", "<p>x &#91;gallery ids=1] y</p>\n"),
        ("https://youtu.be/x", "<p>https&#58;//youtu.be/x</p>\n"),
        ("```\na\nb\n```", "<pre><code>a\nb\n</code></pre>\n"),
        ("```\na\nHTTP://y.be/x\n```", "<pre><code>a\nHTTP&#58;//y.be/x\n</code></pre>\n"),
        ("see https://youtu.be/x", "<p>see https://youtu.be/x</p>\n"),
    ],
)
def test_nothing_in_the_text_acts(markdown: str, html: str) -> None:
    """WordPress breaks lines, plays addresses and runs shortcodes: none of it is in the body."""
    assert content_of(markdown) == html


@pytest.mark.parametrize(
    ("slug", "there"),
    [
        ("2012", "2012-1"),
        ("page2", "page2-1"),
        ("feed", "feed-1"),
        ("kůň.a~B", "kun-a-b"),
        ("con", "con"),
        ("x" * 300, "x" * 180),
    ],
)
def test_slug_is_one_that_wordpress_leaves_alone(slug: str, there: str) -> None:
    """Years, page numbers and feeds are its own, other signs it takes out, long ones it cuts."""
    assert WORDPRESS.slug(slug) == there


def test_folder_of_a_page_is_no_device() -> None:
    """The uploads may lie on Windows before they are copied to the host."""
    spot = WORDPRESS.spot(Place("con", PurePosixPath("p"), "/"), "r.jpg", is_shared=False)

    assert spot.permalink == "/wp-content/uploads/blog/con-1/r.jpg"
    assert spot.path == PurePosixPath("site/uploads/blog/con-1/r.jpg")
