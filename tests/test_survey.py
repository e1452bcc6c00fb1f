"""What only all pages of a site together can tell."""

from __future__ import annotations

from dataclasses import replace

import pytest

from migrator.models import Census, Failed, LeftOut, Merged, PhotoPage, Snapshot
from migrator.read import read
from migrator.survey import Survey, Wishes, survey
from migrator.verify import verify
from tests.conftest import CASES
from tests.test_pages import rendered
from tests.test_read import CLASSIC, W2, page

BY_NAME = {case.name: case.snapshot for case in CASES}
ONE_MARK = '<html><body><b id="rbcSystemIdentifierLogo">S</b><div id="content"><p>x</p></div>'
SITE = "https://x.webnode.example"


def surveyed(*snapshots: Snapshot) -> Survey:
    by_url = {snapshot.url: snapshot for snapshot in snapshots}
    return survey(snapshots, by_url.__getitem__, Wishes())


def bare(url: str, html: str = ONE_MARK) -> Snapshot:
    return replace(page("", CLASSIC, url=url), body=html.encode())


def test_page_with_one_mark_is_of_its_sites_generation() -> None:
    """A home page without marks is read like the other pages of its host."""
    seen = surveyed(bare(f"{SITE}/"), page("<p>y</p>", CLASSIC, url=f"{SITE}/a/"))

    assert [(article.url, article.generation) for article in seen.articles] == [
        (f"{SITE}/", "classic"),
        (f"{SITE}/a/", "classic"),
    ]


@pytest.mark.parametrize(
    "around",
    [
        [],
        [page("<p>y</p>", W2, url=f"{SITE}/a/")],
        [page("<p>y</p>", CLASSIC, url="https://other.example/a/")],
        [page("<p>y</p>", CLASSIC, url=f"{SITE}/a/"), page("<p>z</p>", W2, url=f"{SITE}/b/")],
    ],
)
def test_page_with_one_mark_is_refused_where_its_site_does_not_tell(around: list[Snapshot]) -> None:
    """Alone, among pages of another generation, of another host, or of both: it is not guessed."""
    seen = surveyed(bare(f"{SITE}/"), *around)

    (failed,) = [other for other in seen.others if isinstance(other, Failed)]
    assert failed.url == f"{SITE}/"


def test_photos_become_one_gallery_in_order() -> None:
    """Further pages bring pictures, single photos what is said of them; each is in one place."""
    names = ("classic/photo-page", "classic/album-pager", "classic/album")
    seen = surveyed(*(BY_NAME[name] for name in names))
    (album,) = seen.articles
    written = rendered(album)
    pictures = [line for line in written.markdown.splitlines() if line.startswith("![")]

    assert [line.partition("]")[0] for line in pictures] == [
        "![First hill",
        "![Second hill, windy",
        "![",
        "![Fourth hill",
    ]
    assert "First hill\n\nTaken from the **north**." in written.markdown
    merged = [other.into for other in seen.others if isinstance(other, Merged)]
    assert merged == [album.url, album.url]
    pages = [BY_NAME[name] for name in names[:2]]
    found = verify(BY_NAME[names[2]], album, written.markdown, written.item.references, pages)
    assert found == ()
    lost = written.markdown.replace("Fourth hill", "")
    assert verify(BY_NAME[names[2]], album, lost, written.item.references, pages) != ()


def test_photos_without_their_album_make_one() -> None:
    """Where the album's own page is not there, its photos are not lost."""
    seen = surveyed(BY_NAME["classic/photo-page"])
    (album,) = seen.articles

    assert (album.kind, album.slug) == ("album", "hills")
    assert "hill-1.jpg" in album.body
    assert "the album's own page was not there" in album.notes[0].detail
    found = read(BY_NAME["classic/photo-page"])
    assert isinstance(found, PhotoPage)
    assert found.album == "https://slow-paths.webnode.example/album/hills/"


def test_variant_that_says_the_same_is_no_other_page() -> None:
    """A print version is left out; an address with a query that says something else is a page."""
    own = page("<p>y</p>", CLASSIC, url=f"{SITE}/a/")
    seen = surveyed(
        own,
        replace(own, url=f"{SITE}/a/?print=1"),
        page("<p>other</p>", CLASSIC, url=f"{SITE}/a/?x=2"),
    )

    left_out = [other for other in seen.others if isinstance(other, LeftOut)]
    assert [(other.url, other.rule) for other in left_out] == [
        (f"{SITE}/a/?print=1", "page-variant")
    ]
    assert len(seen.articles) == 2
    assert seen.pages_seen == 3


def test_what_else_a_page_of_an_album_says_is_not_lost() -> None:
    """Text, links, frames and messages beside the photos come over, or their loss is found."""
    photo = (
        '<div class="photo118"><a class="photo" href="/album/h/1/"><span class="image">'
        '<img src="/_files/2000000{0}-0a1b2c3d4e/{0}.jpg"></span><span class="name">N{0}</span></a>'
        "</div>"
    )
    rest = (
        '<p>Only here: <a href="https://o.example/way">the way</a></p>'
        '<iframe src="https://www.youtube.com/embed/aB-1"></iframe>'
        '<div class="post level-1"><div class="head"><h3>T</h3><p>Ann</p></div>'
        '<div class="text">Nice</div></div>'
    )
    first = page("<p>Hills</p>" + photo.format(11), CLASSIC, url=f"{SITE}/hills/")
    more = page(photo.format(12) + rest, CLASSIC, url=f"{SITE}/hills/photogallerycbm_7/40/")
    (album,) = surveyed(first, more).articles
    written = rendered(album)
    references = written.item.references

    assert "Only here: [the way](https://o.example/way)" in written.markdown
    assert "watch?v=aB-1" in written.markdown
    assert [comment.text for comment in album.comments] == ["Nice"]
    assert album.unaccounted == ()
    assert album.ledger.missing == Census()
    assert verify(first, album, written.markdown, references, [more]) == ()
    for lost in (
        "Only here:",
        "(https://o.example/way)",
        "/200000012-0a1b2c3d4e/12.jpg",
        "N12",
        "watch?v=",
    ):
        assert lost in written.markdown
        spoilt = written.markdown.replace(lost, "")
        assert verify(first, album, spoilt, references, [more]) != (), lost
    silent = replace(album, comments=())
    assert verify(first, silent, written.markdown, references, [more]) != ()


def test_post_that_shows_one_photo_does_not_become_its_album() -> None:
    """Photos whose album is not there make one of their own; a post with one of them stays."""
    shown = '<img src="/_files/200000041-0a1b2c3d4e/hill-1.jpg">'
    post = page(f"<p>Mine</p>{shown}", CLASSIC, url="https://slow-paths.webnode.example/news/a/")
    other = replace(
        BY_NAME["classic/photo-page"],
        url="https://slow-paths.webnode.example/album/hills/hill-2/",
        body=BY_NAME["classic/photo-page"].body.replace(b"200000041", b"200000042"),
    )
    seen = surveyed(post, BY_NAME["classic/photo-page"], other)

    assert [(article.kind, len(article.merged)) for article in seen.articles] == [
        ("post", 0),
        ("album", 2),
    ]


@pytest.mark.parametrize(
    ("twin", "left_out"),
    [("https://m.x.example/a/", 1), (f"{SITE}/a/", 0), ("https://m.x.example/b/", 0)],
)
def test_page_for_telephones_is_told_by_the_page_that_names_it(twin: str, left_out: int) -> None:
    """Another host with the same page is its twin; a page that names itself is no twin."""
    head = f'<link rel="alternate" media="only screen and (max-width: 640px)" href="{twin}">'
    own = page("<p>y</p>", CLASSIC, url=f"{SITE}/a/", head=head)
    seen = surveyed(own, page("<p>y</p>", CLASSIC, url="https://m.x.example/a/"))

    assert [o.rule for o in seen.others if isinstance(o, LeftOut)] == ["mobile-twin"] * left_out


def test_column_that_says_something_of_one_page_is_told() -> None:
    """What stands beside one page alone may be the owner's: it is a note."""
    column = '<div id="sidebar"><p>{}</p></div>'
    pages = [
        page("<p>x</p>", CLASSIC, url=f"{SITE}/{name}/", after=column.format(said))
        for name, said in (("a", "Contact"), ("b", "Contact"), ("c", "Closed in May"))
    ]
    notes = [[note.detail for note in article.notes] for article in surveyed(*pages).articles]

    assert notes == [
        [],
        [],
        ["the column beside this page says what others do not: “Closed in May”"],
    ]


def test_name_of_the_site_is_taken_off_a_title_that_lacks_it() -> None:
    """A page that does not tell the site's name learns it from its neighbours."""
    named = page("<p>x</p>", CLASSIC, url=f"{SITE}/a/")
    logo = '<b id="rbcSystemIdentifierLogo">S</b>'
    bare = page("<p>y</p>", CLASSIC.replace(logo, '<i id="rbcFooterText"></i>'), url=f"{SITE}/b/")

    assert [article.title.value for article in surveyed(bare).articles] == ["T :: S"]
    assert [article.title.value for article in surveyed(named, bare).articles] == ["T", "T"]
