"""The judgement on a page, and corners of the gate: what is ours, what is another's."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path, PurePosixPath

import pytest

from migrator.archive import Archive
from migrator.judge import judged
from migrator.models import (
    Article,
    Comment,
    Difference,
    Fact,
    Kind,
    Leftover,
    Localised,
    Place,
    Rendered,
)
from migrator.verify.gate import OldSite, leftovers
from tests.conftest import FETCHED
from tests.test_read import article, page

SITE = "https://x.example"
PICTURE = f"{SITE}/pics/ridge.png"
OLD = OldSite.of(pages=[f"{SITE}/gear/"], files=[PICTURE], missing=[f"{SITE}/lost/"])
ARTICLE = Article(f"{SITE}/a/", "classic", Kind.POST, "a", Fact("T", "page"), "")
PLACE = Place("a", PurePosixPath("site/posts/a/index.md"), "/posts/a/")
OWN = "the owner's own link to the platform"
LEFT = "the copy is there, but the address was not rewritten"


def left(markdown: str, old: OldSite = OLD) -> list[tuple[str, str]]:
    item = Localised(ARTICLE, PLACE, dead=(f"{SITE}/čaj/",))
    return [(each.address, each.why) for each in leftovers(Rendered(item, markdown), old)]


@pytest.mark.parametrize(
    ("address", "why"),
    [
        ("http://X.example/gear", LEFT),
        ("https://www.x.example/other/", OWN),
        ("https://files.x.example/a.pdf", OWN),
        ("http://x.example:80/other/", OWN),
        ("https://x.example:443/other/", OWN),
        (PICTURE, LEFT),
        (f"{SITE}/%C4%8Daj/", "the old site itself did not answer it"),
        (f"{SITE}/other/", OWN),
        ("https://cdn.example/a.png?ph=1a2b3c4d5e", OWN),
        ("https://hills.webnode.com.br/", OWN),
        ("https://hills.webnode.cz/ridge.png", OWN),
        ("https://duyn491kcolsw.cloudfront.net/files/1k/1kv/a.jpg", OWN),
    ],
)
def test_address_of_the_old_site_is_told_in_any_spelling(address: str, why: str) -> None:
    """Its host with `www.` and capitals, its files' host, the platform's; each is told once."""
    assert left(f"[{address}]({address}) [again]({address})") == [(address, why)]


@pytest.mark.parametrize(
    "html",
    ['<video poster="{}"></video>', '<object data="{}"></object>', '<img srcset="{}">'],
)
def test_address_that_a_browser_loads_is_told(html: str) -> None:
    """Wherever in an element that was kept it stands."""
    assert left(html.format(PICTURE)) == [(PICTURE, LEFT)]


def test_what_only_looks_like_the_platform_is_not_told() -> None:
    """Another's host may begin like it; what is no address stops nobody."""
    elsewhere = "[c](https://cdnwnd.com.e.example/a.png)"
    broken = f'<a href="https://[x/">b</a> [g]({SITE}/gear/)'

    assert left(elsewhere) == []
    assert left("It was said at my.webnode.czechoslovakia, or a.webnode.cz-x.") == []
    assert left(broken) == [(f"{SITE}/gear/", LEFT)]


def test_saved_page_without_a_host_makes_no_copy_an_old_address() -> None:
    """Of such a site only the platform's own hosts are known."""
    saved = OldSite.of(pages=["file:///a/"], files=[], missing=[])

    assert left("![r](ridge.jpg) [w](https://a.webnode.cz/)", saved) == [
        ("https://a.webnode.cz/", OWN)
    ]


@pytest.mark.parametrize(
    "message",
    [
        Comment(1, 0, 0, "Eva", "", "", title=f"See {SITE}/b/", text=""),
        Comment(1, 0, 0, "Eva", "", "", title="", text=f"See {SITE}/b/"),
        Comment(1, 0, 0, "Eva", "", "", title="", text="", links=(f"{SITE}/b/",)),
    ],
)
def test_address_in_what_a_visitor_wrote_is_told(message: Comment) -> None:
    """It stays as it was, whether or not the page itself has one."""
    visitors = (f"{SITE}/b/", "in what a visitor wrote, which stays as it was")
    item = Localised(replace(ARTICLE, comments=(message,)), PLACE)
    told = [
        [(each.address, each.why) for each in leftovers(Rendered(item, text), OLD)]
        for text in ("words", f"[g]({SITE}/gear/)")
    ]

    assert told == [[visitors], [(f"{SITE}/gear/", LEFT), visitors]]


def judgement(folder: Path, html: str, markdown: str) -> tuple[list[Difference], list[Leftover]]:
    """What is said of a page that merged another, `<p>more</p>`, into itself."""
    archive = Archive(folder / "site.warc.gz")
    snapshot = page(html)
    found = article(snapshot)
    more = replace(page("<p>more</p>"), url=f"{found.url}more/")
    for each in (snapshot, more):
        archive.keep(replace(each, fetched_at=FETCHED).as_capture())
    item = Localised(replace(found, merged=(more.url,)), PLACE)
    (done,) = judged([Rendered(item, markdown)], archive, OLD)
    return list(done.differences), list(done.leftovers)


def test_page_is_held_against_itself_and_what_it_merged(tmp_path: Path) -> None:
    """Words of either must be there; a link that may stay is told and is no difference."""
    link = f'<p>text <a href="{SITE}/other/">on</a></p>'
    told, left = judgement(tmp_path, link, f"text [on]({SITE}/other/)\n\nmore\n")

    assert told == []
    assert left == [Leftover(f"{SITE}/other/", OWN)]


def test_address_that_we_forgot_is_a_difference(tmp_path: Path) -> None:
    """What could have been rewritten fails the run."""
    link = f'<p>text <a href="{SITE}/gear/">on</a></p>'
    told, left = judgement(tmp_path, link, f"text [on]({SITE}/gear/)\n\nmore\n")

    assert told == [Difference("old host", f"{SITE}/gear/", LEFT)]
    assert left == [Leftover(f"{SITE}/gear/", LEFT, is_fault=True)]


def test_page_that_cannot_be_judged_does_not_end_the_run(tmp_path: Path) -> None:
    """What went wrong is said instead."""
    (done,) = judged([Rendered(Localised(ARTICLE, PLACE), "")], Archive(tmp_path / "a.gz"), OLD)

    assert [each.what for each in done.differences] == ["second reading"]
    assert done.differences[0].written != ""
