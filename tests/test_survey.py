"""What only all pages of a site together can tell."""

from __future__ import annotations

from dataclasses import replace

import pytest

from migrator.models import Article, Failed, LeftOut, Merged, PhotoPage, Snapshot
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
    assert all(isinstance(article, Article) for article in seen.articles)
    assert seen.pages_seen == 3
