"""The report for the owner of the site: what it says, and that it says nothing that could run."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePosixPath

import pytest
from bs4 import BeautifulSoup, Tag

from migrator.language import words_for
from migrator.output import Changes, Conflict
from migrator.report import Balance
from migrator.report.page import page
from tests.sheets import (
    LOST_PICTURE,
    SITE,
    differs,
    facts,
    failed,
    file,
    left_out,
    note,
    redirects,
    sheet,
    written,
)

ENGLISH = words_for("en")
CONFLICT = Conflict("site/c.md", "site/c.md.new")
GOOD = sheet([written()], [file("a.png")])


def shown(
    balance: Balance, previews: Mapping[str, str] | None = None, code: str = "en"
) -> BeautifulSoup:
    told = page(balance, "out", previews or {}, words_for(code))
    assert told.path == PurePosixPath("report.html")
    return BeautifulSoup(told.content, "html.parser")


def text(found: Tag | BeautifulSoup | None) -> str:
    assert found is not None
    return " ".join(found.get_text(" ").split())


def section(balance: Balance, name: str) -> str:
    return text(shown(balance).find(id=name))


@pytest.mark.parametrize(
    ("balance", "level", "said"),
    [
        (GOOD, "good", "Everything came over."),
        (
            sheet([written(notes=[note("n")])]),
            "look",
            "Everything came over. 1 page deserves a look.",
        ),
        (
            sheet([written(differences=[differs("order", "a", "b")])]),
            "look",
            "Your site came over. 1 page is not quite as it was.",
        ),
        (
            sheet([written()], changes=Changes(conflicts=(CONFLICT,))),
            "look",
            "Your site came over. Some files were changed by you and on the old site.",
        ),
        (
            sheet([*map(written, "abcde")], [file("a.png", state="failed", reason="404")]),
            "look",
            "Your site came over, but for 1 page or file.",
        ),
        (
            sheet([*map(written, "abcdefghi"), failed("x"), failed("y")]),
            "lost",
            "Your site came over, but for 2 pages and files.",
        ),
        (
            sheet([*map(written, "abc"), left_out("l", "bare-list"), failed("x")], [file("a.png")]),
            "lost",
            "Much of your site is missing: 1 of 5 pages and files did not come over.",
        ),
        (
            sheet([written()], pages_seen=2),
            "lost",
            "The sums do not add up. This is a fault of migrator, not yours: please report it.",
        ),
    ],
)
def test_verdict_is_the_worst_that_is_to_be_said(balance: Balance, level: str, said: str) -> None:
    """One sentence at the top; the worst wins, and a fault of ours is not called the owner's."""
    verdict = shown(balance).select_one("header .verdict")

    assert verdict is not None
    assert (text(verdict), verdict["class"]) == (said, ["verdict", level])


def test_top_tells_the_numbers_and_how_they_are_known() -> None:
    """Posts, pages, files, comments, redirects; and nothing is claimed of sums that are wrong."""
    pages = [written(), written("b", kind="page", comments=4), written("c"), failed("d")]
    balance = sheet(pages, [file("a.png")], redirects=(redirects(),))
    header = text(shown(balance).header)

    assert "2 posts 1 page 1 picture or file 4 comments 3 old addresses that" in header
    assert "All 5 addresses that were seen are accounted for" in header
    assert "3 pages were read a second time" in header
    assert "Fetched on November 20, 2026" in header
    assert "accounted for" not in text(shown(sheet([written()], pages_seen=2)).header)


def test_doubtful_pages_come_worst_first_with_reason_and_links() -> None:
    """Each with its preview and its old address; a page without a doubt is not among them."""
    pages = [
        written("noted", notes=[note("look at this")]),
        written("good"),
        written("lost", items=[LOST_PICTURE, {**LOST_PICTURE, "what": "b.png"}]),
        written("differs", differences=[differs("title", "Old name", "New name")]),
    ]
    found = shown(sheet(pages), {f"{SITE}/lost/": "preview/pages/0003.html"}).select(".looks > li")

    assert [text(each.h3) for each in found] == [
        "The post differs",
        "The post lost",
        "The post noted",
    ]
    assert "The title is not the old page's Old page Old name New page New name" in text(found[0])
    assert [a["href"] for a in found[1].select(".links a")] == [
        "preview/pages/0003.html",
        f"{SITE}/lost/",
    ]
    assert "2 things of this page could not be had" in text(found[1])
    assert [a["href"] for a in found[2].select("a")] == [f"{SITE}/noted/"]
    assert "1 note: look at this" in text(found[2])


def test_many_doubtful_pages_are_folded() -> None:
    """Twenty are shown; the others are there, too, and counted."""
    pages = [written(str(n), notes=[note("n")]) for n in range(23)]
    found = shown(sheet(pages))

    assert len(found.select("#look > .looks > li")) == 20
    assert len(found.select("#look details .looks > li")) == 3
    assert "3 more pages" in text(found.find(id="look"))


def test_remarks_are_told_once() -> None:
    """Conflicts, edited and kept files, redirects that cannot be made, notes with their number."""
    fault = {"old": "/b/", "check": "loop", "detail": "it leads to itself"}
    changes = Changes(edited=("site/e.md",), conflicts=(CONFLICT,), kept=("site/k.md",))
    pages = [written(str(n), notes=[note("look")]) for n in range(2)]
    balance = sheet(pages, redirects=(redirects(faults=[fault]),), changes=changes)
    told = section(balance, "look")

    assert "site/c.md site/c.md.new" in told
    assert "1 file that you changed was left alone. site/e.md" in told
    assert "stays as it was. site/k.md" in told
    assert "1 old address cannot be redirected, or not by every host. /b/ loop: it leads" in told
    assert "look on 2 pages" in told


def test_losses_are_told_with_their_reason() -> None:
    """Pages, files, small copies, links, dead links, and what the target has no place for."""
    files = [
        file("a.png", state="failed", reason="the server answered 404"),
        file("b.png", state="failed", reason="the server answered 404"),
        file("c.png", reduced=True, note="only 450 px"),
    ]
    balance = sheet(
        [written(), failed("lost"), left_out("dead", "dead-link", "it answered 404")],
        files,
        not_exported=({"url": f"{SITE}/x/", "linked_from": ["site/a.md"]},),
        not_carried=({"target": "hugo", "field": "author", "pages": 2, "reason": "no place"},),
    )
    told = section(balance, "lost")

    assert f"1 page the server answered 500 {SITE}/lost/" in told
    assert (
        "2 pictures and files the server answered 404"
        f" {SITE}/files/a.png {SITE}/files/b.png" in told
    )
    assert "1 picture came over in a smaller copy only only 450 px" in told
    assert f"still lead to the old site {SITE}/x/ linked from site/a.md" in told
    assert f"it answered 404 {SITE}/dead/" in told
    assert "no place Author of 2 pages hugo" in told
    assert "Everything on the old site came over." in section(GOOD, "lost")


def test_steps_are_those_of_this_site() -> None:
    """With boxes to tick, the target's own step, and the number of redirects."""
    found = shown(sheet([written(comments=2)], redirects=(redirects(),))).select(
        "#next .steps > li"
    )
    told = " ".join(map(text, found))

    assert len(found) > 10
    assert all(step.select_one("label > input[type=checkbox]") for step in found)
    for part in (
        "slow-paths.example",
        "Run hugo in out/site/",
        "Put 3 redirects in place",
        "Decide what becomes of 2 comments",
        "migrator verify out --live https://slow-paths.example",
    ):
        assert part in told


def test_every_row_of_the_sheet_adds_up() -> None:
    """Each kind is a row with a heading of its own; one that does not add up says so."""
    items = [LOST_PICTURE, {**LOST_PICTURE, "state": "written", "number": 4}]
    good = sheet([written(items=items), left_out("l", "bare-list")], [file("a.png")])
    rows = {
        text(row.th): [text(cell) for cell in row("td")]
        for row in shown(good).select(".sheet tbody tr")
    }

    assert rows["Addresses"] == ["2", "1", "0", "0", "1", "0", "yes"]
    assert rows["Pictures and files fetched"] == ["1", "1", "0", "0", "0", "0", "yes"]
    assert rows["Pictures on the pages"] == ["5", "4", "0", "0", "0", "1", "yes"]
    assert len(rows) == 11
    wrong = shown(sheet([written()], pages_seen=9)).select_one(".sheet tbody tr")
    assert text(wrong) == "Addresses 9 1 0 0 0 0 no"


def test_details_tell_all_of_a_page() -> None:
    """Facts with their origin and rivals, what was taken off, what stood there, who named it."""
    title = {"value": "A", "origin": "page", "others": [{"value": "B", "origin": "meta"}]}
    row = written(
        facts={**facts(), "title": title, "tags": [{"value": "tea", "origin": "made"}]},
        notes=[note("n")],
        items=[LOST_PICTURE | {"reason": "it is gone"}],
        without_alt=["p"],
    )
    found = shown(sheet([row])).select_one(".page")

    told = text(found)
    for part in (
        "A Post · May 4, 2011 · 26 points",
        "Title A from the page's text. Told elsewhere: B (meta)",
        "Date May 4, 2011, 07:30 +0200",
        "Tag tea made",
        "1 picture has no description",
        "Notes n",
        "Pictures on the pages: Failed 1",
        f"{SITE}/lost.png it is gone",
        "menu the menu of the site \N{MULTIPLICATION SIGN} 2 Home Blog",
        "the command line",
    ):
        assert part in told


def test_details_tell_all_of_the_site() -> None:
    """Files with their places, what rules left out, merged pages, redirects, rare finds, news."""
    merged = {"url": f"{SITE}/m/", "state": "merged", "into": "x", "reason": "stands in x"}
    once = {"url": f"{SITE}/a/", "kind": "feed", "named_by": "the feed f"}
    pages = {"new": [f"{SITE}/n/"], "changed": [], "unchanged": ["u", "v"], "gone": []}
    balance = sheet(
        [written(), left_out("l", "bare-list", "only a list"), merged],
        [file("a.png", note="it was had elsewhere")],
        redirects=(redirects(), redirects("jekyll", has_addresses=False)),
        rules={"menu": 3, "site-footer": 1},
        named_once=(once,),
        delta={"pages": pages, "files": {}},
        changes=Changes(removed=("site/r.md",)),
        targets=("hugo", "jekyll"),
    )
    told = section(balance, "details")

    for part in (
        "4 elements of Webnode's own taken off the pages",
        f"menu {ENGLISH.rule('menu')} 3 site-footer {ENGLISH.rule('site-footer')} 1",
        f"{SITE}/files/a.png → site/posts/a/a.png it was had elsewhere",
        f"bare-list {ENGLISH.rule('bare-list')} {SITE}/l/",
        f"stands in x {SITE}/m/",
        "hugo redirects/README.md post 3 jekyll redirects/map.csv post 3",
        f"{SITE}/a/ the feed f",
        f"1 new page {SITE}/n/ 2 unchanged pages 1 file was removed",
        "site/r.md",
    ):
        assert part in told
    assert "Run hugo in out/site/hugo/" in section(balance, "next")
