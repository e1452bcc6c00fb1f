"""The gate: nothing of the old host is left without a word on why."""

from __future__ import annotations

from dataclasses import replace
from pathlib import PurePosixPath

import pytest

from migrator.models import Article, Comment, Fact, Kind, Leftover, Localised, Place, Rendered
from migrator.verify.gate import OldSite, leftovers

SITE = "https://blog.webnode.example"
UPLOAD = f"{SITE}/_files/200000016-8cb178db6b/ridge.jpg"
LOST = f"{SITE}/_files/200000017-8cb178db6b/lost.jpg"
ELSEWHERE = "https://1a2b.clvaw-cdnwnd.com/aa/200000016-8cb178db6b/700/ridge.jpg"
OLD = OldSite.of(pages=[f"{SITE}/gear/"], files=[UPLOAD], missing=[LOST])
ARTICLE = Article(f"{SITE}/news/a/", "classic", Kind.POST, "a", Fact("T", "page"), "")
PLACE = Place("a", PurePosixPath("site/posts/a/index.md"), "/posts/a/")


def left(markdown: str) -> tuple[Leftover, ...]:
    gone = (f"{SITE}/gone/", f"{SITE}/čaj a med/")
    item = Localised(ARTICLE, PLACE, not_exported=gone, dead=(f"{SITE}/dead/",))
    return leftovers(Rendered(item, markdown), OLD)


@pytest.mark.parametrize(
    ("markdown", "address", "why", "is_fault"),
    [
        (f"![r]({UPLOAD})", UPLOAD, "the copy is there, but the address was not rewritten", True),
        (f"[g]({SITE}/gear/#b)", f"{SITE}/gear/#b", "the copy is there", True),
        (f"![r]({LOST})", LOST, "the file could not be had", False),
        (f"[g]({SITE}/gone/)", f"{SITE}/gone/", "the page was not exported", False),
        (f"[g](<{SITE}/čaj a med/>)", f"{SITE}/%C4%8Daj%20a%20med/", "was not exported", False),
        (f"![r]({ELSEWHERE})", ELSEWHERE, "the copy is there", True),
        ("read my-blog.webnode.cz!", "my-blog.webnode.cz", "written as words", False),
        (f"[g]({SITE}/dead/)", f"{SITE}/dead/", "did not answer it", False),
        ("[w](https://www.webnode.com/)", "https://www.webnode.com/", "owner's own link", False),
        (f'<iframe src="{SITE}/x/"></iframe>', f"{SITE}/x/", "owner's own link", False),
        (f"see {SITE}/gear/ now", f"{SITE}/gear/", "written as words", False),
        ("![x](//1a2b.clvaw-cdnwnd.com/x.png)", "//1a2b.clvaw-cdnwnd.com/x.png", "own", False),
    ],
)
def test_each_address_of_the_old_host_is_told_with_its_reason(
    markdown: str, address: str, why: str, is_fault: bool
) -> None:
    """The copy is missing, the page is, or only the rewrite: the last alone is a fault of ours."""
    (found,) = left(markdown)

    assert found.address == address
    assert why in found.why
    assert found.is_fault is is_fault


def test_cover_that_could_not_be_had_is_told() -> None:
    """Its old address stands in the front matter, which is no part of the text."""
    (found,) = leftovers(Rendered(Localised(ARTICLE, PLACE, cover=LOST), "Words."), OLD)

    assert (found.address, found.is_fault) == (LOST, False)
    assert found.why == "the file could not be had: there is no copy"


@pytest.mark.parametrize(
    "markdown",
    [
        "![r](ridge.jpg)",
        "[o](https://other.example/gear/)",
        "[m](mailto:a@blog.webnode.example)",
        "write to a@blog.webnode.cz",
        "I wrote it with webnode.",
    ],
)
def test_what_leads_elsewhere_is_not_told(markdown: str) -> None:
    """Copies, foreign links, letters and mere words are no leftovers."""
    assert left(markdown) == ()


def test_what_visitors_wrote_is_told_too() -> None:
    """An address in a message stays as it was written, and stands in the report."""
    comment = Comment(1, 0, 1, "Ota", "", "", "", f"see {SITE}/gear/", links=(f"{SITE}/gear/",))
    item = Localised(replace(ARTICLE, comments=(comment,)), PLACE)
    (found,) = leftovers(Rendered(item, "x"), OLD)

    assert found == Leftover(f"{SITE}/gear/", "in what a visitor wrote, which stays as it was")


def test_usual_port_is_the_same_host() -> None:
    """An address that names the port which everybody uses is one of the old host."""
    (found,) = left("[g](https://blog.webnode.example:443/gear/)")

    assert found.address == "https://blog.webnode.example:443/gear/"


def test_page_is_known_with_www_and_without() -> None:
    """A link that was not rewritten is a fault of ours in either spelling of its host."""
    (found,) = left("[g](http://www.blog.webnode.example/gear/)")

    assert found.is_fault


def test_file_without_a_name_makes_no_page_a_fault() -> None:
    """A file at an address that ends in a slash says nothing of other such addresses."""
    old = OldSite.of(pages=[f"{SITE}/gear/"], files=[f"{SITE}/picture/"], missing=[])
    (found,) = leftovers(Rendered(Localised(ARTICLE, PLACE), f"[x]({SITE}/other/)"), old)

    assert not found.is_fault


def test_title_and_description_are_told_too() -> None:
    """What stands in the front matter is read by visitors, and told once."""
    said = Fact(f"more at {SITE}/gear/ now", "meta")
    item = Localised(replace(ARTICLE, title=said, description=said), PLACE)

    assert leftovers(Rendered(item, "x"), OLD) == (Leftover(f"{SITE}/gear/", "written as words"),)
