"""Places without collisions, and links that find them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from migrator import assets
from migrator.localise import localise
from migrator.models import Article, Fact, Kind, LeftOut, Localised, StoredFile
from migrator.plan import plan
from migrator.targets import ALL
from migrator.urls import slug_of

SITE = "https://x.example"
PICTURE = f"{SITE}/_files/200000016-8cb178db6b/The Ridge.JPG"


def article(path: str, body: str = "", kind: Kind = Kind.PAGE) -> Article:
    slug = "home" if kind is Kind.HOME else slug_of(SITE + path)
    return Article(f"{SITE}{path}", "classic", kind, slug, Fact("T", "page"), body, old_path=path)


def paths(articles: list[Article], target: str = "markdown") -> list[str]:
    return [str(place.path) for _, place in plan(articles, ALL[target]).placed]


def localised(body: str, *others: Article, target: str = "markdown") -> Localised:
    articles = [article("/news/a/", body, Kind.POST), *others]
    files = {assets.key(PICTURE): StoredFile(PICTURE, ".jpg")}
    planned = plan(articles, ALL[target], files=files)
    first, place = planned.placed[0]
    return localise(first, place, planned, ALL[target])


def leads(url: str, to: str) -> LeftOut:
    return LeftOut(url, "redirect", f"leads to {to}", leads_to=to)


def test_two_articles_never_share_a_file() -> None:
    """Equal slugs, also in another case, get a number; the first keeps its own."""
    found = paths([article("/gear/"), article("/products/gear/"), article("/Gear")])

    assert found == [
        "site/pages/gear/index.md",
        "site/pages/gear-2/index.md",
        "site/pages/Gear-3/index.md",
    ]


def test_post_and_page_of_one_slug_stay_apart() -> None:
    """Posts and pages have folders of their own, so neither is renamed."""
    found = paths([article("/gear/"), article("/news/gear/", kind=Kind.POST)])

    assert found == ["site/pages/gear/index.md", "site/posts/gear/index.md"]


def test_link_to_a_photo_leads_to_its_album() -> None:
    """A page that was merged into another is answered by that one."""
    album = replace(article("/hills/"), merged=(f"{SITE}/album/hills/one/",))
    found = localised(f'<a href="{SITE}/album/hills/one/">One</a>', album)

    assert 'href="../../pages/hills/index.md"' in found.article.body
    assert found.not_exported == ()


def test_second_home_page_is_a_page() -> None:
    """Pages saved from two sites have two home pages; only one can be the new site's."""
    homes = [article("/", kind=Kind.HOME), article("/", kind=Kind.HOME)]

    assert paths(homes, "hugo") == ["site/content/_index.md", "site/content/home-2/index.md"]


def test_home_page_nearest_to_the_root_is_the_one() -> None:
    """That of a language may be read first: it is a page all the same."""
    homes = [article("/en/", kind=Kind.HOME), article("/", kind=Kind.HOME)]

    assert paths(homes, "hugo") == ["site/content/en/index.md", "site/content/_index.md"]


def test_builders_own_names_are_not_taken() -> None:
    """A page called like Hugo's section of posts gets another slug, and a note says so."""
    planned = plan([article("/posts/")], ALL["hugo"])
    ((moved, place),) = planned.placed

    assert place.permalink == "/posts-2/"
    assert "the slug became “posts-2”" in moved.notes[0].detail


def test_article_without_slug_is_named_by_its_title() -> None:
    """Where the address gives no name, the title does."""
    nameless = replace(article("/"), slug="", title=Fact("Příliš žluťoučký", "page"))

    assert paths([nameless]) == ["site/pages/prilis-zlutoucky/index.md"]


def test_title_that_names_a_device_is_told_apart_from_it() -> None:
    """Windows makes no folder `con`: a slug that a title gives is as safe as one of an address."""
    assert paths([replace(article("/"), slug="", title=Fact("Con", "page"))]) == [
        "site/pages/con-/index.md"
    ]


@pytest.mark.parametrize(
    ("href", "expected"),
    [
        (f"{SITE}/gear/", "../../pages/gear/index.md"),
        ("http://www.x.example/gear", "../../pages/gear/index.md"),
        (f"{SITE}/gear/#boots", "../../pages/gear/index.md#boots"),
        (f"{SITE}/news/a/#top", "#top"),
        ("https://other.example/gear/", "https://other.example/gear/"),
        ("mailto:a@x.example", "mailto:a@x.example"),
        (f"{SITE}/gone/", f"{SITE}/gone/"),
        (f"{SITE}/gone/index.html", f"{SITE}/gone/"),
    ],
)
def test_link_finds_the_new_place(href: str, expected: str) -> None:
    """Links to exported pages are rewritten in any spelling, all others keep their address."""
    item = localised(f'<a href="{href}">x</a>', article("/gear/"))

    assert f'href="{expected}"' in item.article.body


def test_link_to_a_page_that_is_not_exported_is_listed() -> None:
    """What the new site cannot answer is named, once."""
    item = localised(f'<a href="{SITE}/gone/">x</a><a href="{SITE}/gone/index.html">y</a>')

    assert item.not_exported == (f"{SITE}/gone/",)


def test_link_to_an_address_that_redirects_finds_the_page() -> None:
    """Where the old site sends its visitors on, the new site's link goes there at once."""
    articles = [article("/news/a/", f'<a href="{SITE}/old/">x</a>', Kind.POST), article("/gear/")]
    redirects = [leads(f"{SITE}/old/", f"{SITE}/older"), leads(f"{SITE}/older/", f"{SITE}/gear/")]
    planned = plan(articles, ALL["markdown"], redirects)
    first, place = planned.placed[0]
    item = localise(first, place, planned, ALL["markdown"])

    assert 'href="../../pages/gear/index.md"' in item.article.body
    assert item.not_exported == ()
    circle = [leads(f"{SITE}/x/", f"{SITE}/y/"), leads(f"{SITE}/y/", f"{SITE}/x/")]
    assert plan(articles, ALL["markdown"], circle).by_page.keys() == {
        "x.example/news/a",
        "x.example/gear",
    }


def test_copy_under_a_query_is_answered_by_its_page() -> None:
    """Also where the name of the page has a question mark of its own."""
    copies = [LeftOut(f"{SITE}/l/what%3F/?lang=cs", "page-variant", "r")]
    found = plan([article("/l/what%3F/")], ALL["markdown"], copies).by_page

    assert found["x.example/l/what??lang=cs"] == found["x.example/l/what?"]


def test_two_pictures_of_one_name_are_two_files() -> None:
    """Two uploads that are called alike do not share a copy, nor does one share the document."""
    other = f"{SITE}/_files/200000017-9cb178db6b/the-ridge.jpg"
    notes = f"{SITE}/_files/200000018-9cb178db6b/index.md"
    body = f'<img src="{PICTURE}"><img src="{other}"><a href="{notes}">n</a>'
    files = {assets.key(url): StoredFile(url, "") for url in (PICTURE, other, notes)}
    planned = plan([article("/news/a/", body, Kind.POST)], ALL["markdown"], files=files)
    first, place = planned.placed[0]
    item = localise(first, place, planned, ALL["markdown"])

    assert [asset.path.name for asset in item.assets] == [
        "the-ridge.jpg",
        "the-ridge-2.jpg",
        "index-2.md",
    ]


def test_picture_points_to_the_copy_in_every_size() -> None:
    """All sizes of one upload are one copy beside the document, under a safe name."""
    item = localised(f'<img src="{PICTURE}"><a href="{PICTURE}">large</a>')

    assert item.article.body == '<img src="the-ridge.jpg"><a href="the-ridge.jpg">large</a>'
    assert [str(asset.path) for asset in item.assets] == ["site/posts/a/the-ridge.jpg"]
    assert item.references == {PICTURE: "the-ridge.jpg"}


def test_link_to_a_picture_that_is_no_upload_points_to_the_copy() -> None:
    """A file on the old site's own host is no page of it, whatever its address looks like."""
    url = f"{SITE}/drawing.png"
    body = f'<a href="{url}"><img src="{url}"></a>'
    files = {assets.key(url): StoredFile(url, ".png")}
    planned = plan([article("/news/a/", body, Kind.POST)], ALL["markdown"], files=files)
    first, place = planned.placed[0]
    item = localise(first, place, planned, ALL["markdown"])

    assert item.article.body == '<a href="drawing.png"><img src="drawing.png"></a>'
    assert item.not_exported == ()


def test_picture_that_was_not_received_keeps_its_address() -> None:
    """A missing file is not hidden behind a broken name."""
    item = localised('<img src="https://cdn.example/b.png">')

    assert item.article.body == '<img src="https://cdn.example/b.png">'
    assert item.assets == ()


def test_hugo_links_by_permalink() -> None:
    """In a Hugo site pages are addressed by where they will be, not by their files."""
    item = localised(f'<a href="{SITE}/gear/#b">x</a>', article("/gear/"), target="hugo")

    assert item.article.body == '<a href="/gear/#b">x</a>'


def test_hugo_shortcodes_in_text_do_not_run() -> None:
    """Text that looks like a shortcode is written so that Hugo shows it."""
    escape = ALL["hugo"].escape

    assert escape("a {{< x >}} b {{% y %}} c", []) == "a {{</* x */>}} b {{%/* y */%}} c"
    assert escape("a {{< b", []) == 'a {{< literal "{{<" >}} b'
    assert escape("{{ plain }}", []) == "{{ plain }}"


def test_hugo_shortcodes_of_ours_run() -> None:
    """Only those that were written for an embed, and none that the page shows as text."""
    told = "{{< youtube aB1 >}}\n\n{{< youtube other >}}"

    assert ALL["hugo"].escape(told, ["{{< youtube aB1 >}}"]) == (
        "{{< youtube aB1 >}}\n\n{{</* youtube other */>}}"
    )


def test_identical_bytes_are_stored_once() -> None:
    """A picture that two posts show under two upload ids has one copy, in a folder of its own."""
    other = f"{SITE}/_files/200000017-9cb178db6b/again.jpg"
    files = {
        assets.key(url): StoredFile(url, ".jpg", digest="sha1:SAME") for url in (PICTURE, other)
    }
    articles = [
        article("/news/a/", f'<img src="{PICTURE}">', Kind.POST),
        article("/gear/", f'<img src="{other}">'),
    ]
    planned = plan(articles, ALL["markdown"], files=files)
    items = [localise(each, place, planned, ALL["markdown"]) for each, place in planned.placed]

    assert {str(asset.path) for item in items for asset in item.assets} == {
        "site/files/the-ridge.jpg"
    }
    assert [item.article.body for item in items] == [
        '<img src="../../files/the-ridge.jpg">',
        '<img src="../../files/the-ridge.jpg">',
    ]


def test_only_the_parts_that_links_name_keep_a_mark() -> None:
    """An anchor stays where some page of the site links to it, and goes where none does."""
    marked = article("/gear/", '<h2><a id="boots"></a>Boots</h2><p><a id="x"></a>y</p>')
    link = article("/news/a/", f'<a href="{SITE}/gear/#boots">x</a>', Kind.POST)
    planned = plan([link, marked], ALL["markdown"])
    _, (gear, place) = planned.placed

    assert (
        localise(gear, place, planned, ALL["markdown"]).article.body
        == '<h2><a id="boots"></a>Boots</h2><p>y</p>'
    )


def test_lists_and_tags_are_answered_by_those_of_the_new_site() -> None:
    """A link to an old list or pager leads to the new list; one to a dead page is listed apart."""
    left = [
        LeftOut(f"{SITE}/news/newscbm_1/10/", "list-pager", "r"),
        LeftOut(f"{SITE}/archive/news/", "system-page", "r"),
        LeftOut(f"{SITE}/search/", "system-page", "r"),
        LeftOut(f"{SITE}/dead/", "dead-link", "r"),
    ]
    links = "".join(f'<a href="{each.url}">x</a>' for each in left)
    planned = plan([article("/gear/", links)], ALL["hugo"], left)
    ((gear, place),) = planned.placed
    item = localise(gear, place, planned, ALL["hugo"])

    assert item.article.body.count('href="/posts/"') == 2
    assert item.not_exported == (f"{SITE}/search/",)
    assert item.dead == (f"{SITE}/dead/",)
