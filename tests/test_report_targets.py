"""The balance sheet of several targets: what each of them made of a page."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path, PurePosixPath

from migrator.models import (
    Asset,
    Difference,
    Fact,
    Failed,
    LeftOut,
    Leftover,
    Move,
    Moved,
    PageOutcome,
    Place,
    RedirectFault,
    Written,
)
from migrator.output import Changes
from migrator.pipeline import Export
from migrator.report import balance, summary
from migrator.report.balance import Balance
from migrator.targets import ALL
from tests.test_report import PICTURE, STORED, exported, written

CHANGES = Changes()
WORDS = Difference("words", "lost", "")
PAGE = written()


def put(outcome: Written, path: str, *differences: Difference, source: str = "") -> Written:
    """The same page where another target has it."""
    place = Place("a", PurePosixPath(f"site/{path}"), f"/{path}/")
    article = replace(outcome.item.article, source=source)
    item = replace(outcome.item, article=article, place=place, assets=())
    return Written(item, differences)


def of(target: str, *outcomes: PageOutcome) -> Export:
    return replace(exported(*outcomes, seen=len(outcomes)), target=ALL[target])


def words(sheet: Balance) -> list[str]:
    return summary(sheet, Path("out"), "Go.").splitlines()


def test_page_is_told_once_with_every_place() -> None:
    """As the first target has it; what differs in the second alone is told, too."""
    second, left = put(PAGE, "content/a", WORDS), Leftover("https://x.example/b/", "r")
    sheet = balance(
        [of("markdown", PAGE), of("hugo", replace(second, leftovers=(left,)))],
        CHANGES,
    )
    (row,) = sheet.pages

    assert row["path"] == "site/posts/a/index.md"
    assert row["paths"] == {"markdown": "site/posts/a/index.md", "hugo": "site/content/a"}
    assert row["differences"] == [
        {"target": "hugo", "what": "words", "page": "lost", "written": ""}
    ]
    assert row["old_host"] == [{"target": "hugo", "address": "https://x.example/b/", "why": "r"}]
    assert (sheet.exit_code, json.loads(sheet.as_json())["target"]) == (1, "markdown,hugo")


def test_page_that_one_target_could_not_take_has_failed() -> None:
    """It counts once, with the reason; for a single target there are no further places."""
    lost = Failed(PAGE.url, "it cannot be written")
    both = balance([of("markdown", PAGE), of("hugo", lost)], CHANGES)
    alone = balance([of("markdown", PAGE)], CHANGES)

    assert [(row["state"], row.get("reason")) for row in both.pages] == [
        ("failed", "it cannot be written")
    ]
    assert (both.exit_code, both.adds_up) == (1, True)
    assert "paths" not in both.pages[0]
    assert "paths" not in alone.pages[0]


def test_pages_saved_twice_are_told_apart_by_their_files() -> None:
    """Of one address, but of two files: each has its own place and its own reason."""
    files = ("x.html", "y.html")
    first = [put(PAGE, f"1/{file}", source=file) for file in files]
    second = [put(PAGE, f"2/{file}", source=file) for file in files]
    gone = [LeftOut("file:///l", "bare-list", f"r of {file}", source=file) for file in files]
    sheet = balance([of("markdown", *first, *gone), of("hugo", *second, *gone)], CHANGES)

    assert [row["paths"]["hugo"] for row in sheet.pages[:2]] == ["site/2/x.html", "site/2/y.html"]
    assert [row["reason"] for row in sheet.pages[2:]] == ["r of x.html", "r of y.html"]
    lost = Failed(PAGE.url, "it cannot be written", source="x.html")
    half = balance([of("markdown", *first), of("hugo", lost, second[1])], CHANGES)
    assert [row["state"] for row in half.pages] == ["failed", "written"]


def test_copies_of_all_targets_are_told() -> None:
    """A file that came as its page says has no note."""
    other = replace(PAGE.item, assets=(Asset(PICTURE.url, PurePosixPath("site/h/a.png")),))
    sheet = balance([of("markdown", PAGE), of("hugo", Written(other))], CHANGES)

    assert (*sheet.files,) == (
        {
            "url": STORED.url,
            "state": "written",
            "paths": ["site/posts/a/a.png", "site/h/a.png"],
        },
    )


def test_facts_that_a_target_cannot_carry_are_told_where_a_page_has_them() -> None:
    """A post that is no draft loses nothing where there are no drafts."""
    target = replace(
        ALL["hugo"], cannot={"language": "one for all", "draft": "none", "author": "none"}
    )
    czech = replace(PAGE.item.article, language=Fact("cs", "page"))
    pages = [
        Written(replace(written(name=name).item, article=replace(czech, url=f"http://x/{name}")))
        for name in "ab"
    ]
    with_all = of("markdown", *pages, written(name="c"))
    sheet = balance([with_all, replace(with_all, target=target)], CHANGES)

    row = {"target": "hugo", "field": "language", "pages": 2, "reason": "one for all"}
    assert sheet.not_carried == (row,)
    assert json.loads(sheet.as_json())["not_carried"] == [row]
    assert "Not carried language of 2 pages: one for all (hugo)" in words(sheet)


def test_redirects_are_counted_for_each_target() -> None:
    """By what stood at the old address; what is wrong with one is told whole."""
    fault = RedirectFault("/b/", "loop", "it leads to itself")
    moves = tuple(
        Move(f"/{n}/", "/n/", moved) for n, moved in enumerate([Moved.POST, Moved.PAGE, Moved.POST])
    )
    first = replace(of("markdown", PAGE), moves=moves, redirect_faults=(fault,))
    both = balance([first, replace(of("hugo", PAGE), target=ALL["hugo"].below("hugo"))], CHANGES)
    told = json.loads(both.as_json())["redirects"]

    assert list(told[0]["moves"].items()) == [("page", 1), ("post", 2)]
    assert told[0]["faults"] == [{"old": "/b/", "check": "loop", "detail": "it leads to itself"}]
    assert told[1] == {
        "target": "hugo",
        "folder": "redirects/hugo",
        "has_addresses": True,
        "moves": {},
        "faults": [],
    }
    lines = [line for line in words(both) if line.startswith(("Redirects", "Unanswered"))]
    assert lines == [
        "Redirects   3 old addresses and the files that hold them now: see redirects/map.csv",
        "Unanswered  1 old address cannot be redirected, or not by every host",
    ]
    hugo = replace(of("hugo", PAGE), moves=moves)
    answered = "Redirects   3 old addresses can be answered: see redirects/README.md"
    assert answered in words(balance([hugo], CHANGES))


def test_what_still_leads_to_the_old_host_is_told() -> None:
    """In the row of its page with the reason, in the summary the most frequent reasons."""
    left = [Leftover(f"https://x.example/{n}/", why) for n, why in enumerate("sretqr")]
    item = replace(
        PAGE.item,
        place=replace(PAGE.item.place, permalink="/posts/a/"),
        not_exported=("https://x.example/1/",),
        dead=("https://x.example/2/",),
        without_alt=("https://x.example/a.png",),
    )
    sheet = balance([of("markdown", Written(item, (), tuple(left)))], CHANGES)
    told = json.loads(sheet.as_json())
    (page,) = told["pages"]
    path = "site/posts/a/index.md"

    assert page["old_host"][0] == {"address": "https://x.example/0/", "why": "s"}
    assert (page["permalink"], page["without_alt"]) == ("/posts/a/", ["https://x.example/a.png"])
    assert told["links_dead_on_the_old_site"] == [
        {"url": "https://x.example/2/", "linked_from": [path]}
    ]
    lines = words(sheet)
    at = lines.index("Old host    6 addresses of the old site are left in the text")
    assert lines[at + 1 : at + 4] == [f"            {why}" for why in ("2: r", "1: e", "1: q")]
    assert lines[at + 4] == "            … and 2 more"
    assert "Links       to 1 page that did not come over still lead to the old site" in lines


def test_links_are_told_for_each_target() -> None:
    """Each has documents of its own; the summary counts an address once."""
    url = "https://x.example/gone/"
    here = Written(replace(PAGE.item, not_exported=(url,)))
    there = Written(replace(put(PAGE, "content/a").item, not_exported=(url,)))
    sheet = balance([of("markdown", here), of("hugo", there)], CHANGES)

    assert sheet.not_exported == (
        {"url": url, "linked_from": ["site/posts/a/index.md"], "target": "markdown"},
        {"url": url, "linked_from": ["site/content/a"], "target": "hugo"},
    )
    assert [line for line in words(sheet) if line.startswith("Links")] == [
        "Links       to 1 page that did not come over still lead to the old site"
    ]


def test_pages_in_one_file_have_no_delta() -> None:
    """Of what an importer takes nobody can tell which page has changed."""
    changes = Changes(new=("site/wordpress.xml",), unchanged=("site/uploads/a.png",))

    assert balance([of("wordpress", PAGE)], changes).delta is None
    assert balance([of("markdown", PAGE)], changes).delta is not None
