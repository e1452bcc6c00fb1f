"""The balance sheet: sums, exit codes, words."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from types import MappingProxyType
from typing import Any

import pytest

from migrator.models import (
    Article,
    Asset,
    Difference,
    Fact,
    Failed,
    Feed,
    Kind,
    LeftOut,
    Localised,
    Missing,
    NamedBy,
    Namer,
    PageOutcome,
    Place,
    Removal,
    StoredFile,
    Trace,
    Written,
)
from migrator.output import Changes, Conflict
from migrator.pipeline import Export, Gathered
from migrator.report import balance, summary
from migrator.survey import Survey
from migrator.targets import ALL

NO_CHANGES = Changes()
NOTHING: Mapping[str, Any] = MappingProxyType({})
CONFLICT = Conflict("site/c.md", "site/c.md.new")
PICTURE = Asset("https://x.example/a.png", PurePosixPath("site/posts/a/a.png"))


def written(*differences: Difference, name: str = "a") -> Written:
    url = f"https://x.example/{name}/"
    article = Article(url, "classic", Kind.POST, name, Fact("A", "page"), "")
    place = Place(name, PurePosixPath(f"site/posts/{name}/index.md"), "")
    return Written(Localised(article, place, assets=(PICTURE,)), differences)


STORED = StoredFile("https://x.example/a.png", ".png")
LOST = Failed("https://x.example/b/", "the server answered 500")


def exported(
    *outcomes: PageOutcome,
    seen: int = 1,
    stored: tuple[StoredFile, ...] = (STORED,),
    missing: tuple[Missing, ...] = (),
    traces: Mapping[str, Trace] = NOTHING,
    named_by: Mapping[str, tuple[NamedBy, ...]] = NOTHING,
) -> Export:
    files = {file.url: file for file in stored}
    gathered = Gathered(Survey((), (), seen), files, missing, traces, named_by)
    return Export(
        gathered=gathered,
        target=ALL["markdown"],
        documents=(),
        redirects=(),
        assets=(PICTURE,),
        package=None,
        outcomes=outcomes,
        moves=(),
        redirect_faults=(),
    )


GOOD = exported(written())
MORE = exported(written(), LeftOut("u", "bare-list", "r"), Feed("f", ()), seen=3)


@pytest.mark.parametrize(
    ("export", "changes", "code"),
    [
        (GOOD, NO_CHANGES, 0),
        (MORE, NO_CHANGES, 0),
        (GOOD, Changes(removed=("site/old.md",)), 0),
        (GOOD, Changes(edited=("site/a.md",)), 0),
        (exported(written(), LOST, seen=2), NO_CHANGES, 1),
        (exported(written(), missing=(Missing("u", "r"),)), NO_CHANGES, 1),
        (exported(written(Difference("words", "a", ""))), NO_CHANGES, 1),
        (GOOD, Changes(conflicts=(CONFLICT,)), 1),
        (exported(written(), seen=2), NO_CHANGES, 1),
        (exported(written(), stored=(STORED, replace(STORED, url="u"))), NO_CHANGES, 1),
        (exported(written(), written(), seen=2), NO_CHANGES, 1),
    ],
)
def test_exit_code_is_zero_only_if_all_is_accounted_for(
    export: Export, changes: Changes, code: int
) -> None:
    """A failure, a difference, a conflict, a page that vanished or stands twice: each is 1."""
    assert balance([export], changes).exit_code == code


def test_summary_says_everything_that_makes_the_exit_code_one() -> None:
    """Failure, missing file, difference, conflict and wrong sums each have a line."""
    export = exported(
        written(Difference("words", "lost", "")),
        LOST,
        missing=(Missing("https://x.example/c.png", "the server answered 404"),),
        seen=9,
    )
    changes = Changes(("site/e.md",), ("site/r.md",), (CONFLICT,))
    words = summary(balance([export], changes), Path("out"), "Go.")

    for line in (
        "Failed      1: the server answered 500\n            https://x.example/b/",
        "Missing     1: the server answered 404\n            https://x.example/c.png",
        "Differing   1 of 1 do not say quite what their pages say\n"
        "            site/posts/a/index.md: words",
        "Look at     1 page deserves a look\n"
        "            site/posts/a/index.md: The post has no date",
        "Conflict    1 file changed by you and on the site: the new version lies beside as .new\n"
        "            site/c.md",
        "Edited      1 file changed by hand, left alone and not compared: "
        "migrator verify does that\n            site/e.md",
        "Removed     1 file of the last export that this one does not have",
        "Balance     the sums do not add up",
        f"Report      {Path('out') / 'report.html'}",
        "Next        Go.",
    ):
        assert line in words


def test_report_tells_conflicts_and_the_delta() -> None:
    """The report names both files of a conflict, and counts what the site has done since."""
    changes = Changes(
        ("site/e.md",), ("site/r.md",), (CONFLICT,), ("n", "m"), ("site/c.md",), ("site/e.md",)
    )
    told = json.loads(balance([GOOD], changes).as_json())

    assert told["edited_and_left_alone"] == ["site/e.md"]
    assert told["conflicts"] == [{"path": "site/c.md", "new_version": "site/c.md.new"}]
    assert told["delta"]["files"] == {"new": 2, "changed": 1, "unchanged": 1, "removed": 1}


def test_report_tells_which_pages_have_changed() -> None:
    """Each page is new, changed, unchanged or gone since the last export; then nothing more is."""
    gone = Trace(datetime(2026, 1, 2, tzinfo=UTC), is_gone=True)
    pages = [written(name=name) for name in "abcd"]
    export = exported(*pages, seen=4, traces={"https://x.example/d/": gone})
    path = "site/posts/{}/index.md".format
    changes = Changes(new=(path("a"),), changed=(path("b"),), unchanged=(path("c"), path("d")))
    sheet = balance([export], changes)

    assert json.loads(sheet.as_json())["delta"]["pages"] == {
        "new": ["https://x.example/a/"],
        "changed": ["https://x.example/b/"],
        "unchanged": ["https://x.example/c/"],
        "gone": ["https://x.example/d/"],
    }
    words = summary(sheet, Path("out"), "Go.")
    assert "Since then  of the pages on the site 1 new, 1 changed, 1 gone, 1 unchanged" in words
    again = balance([exported(written())], Changes(unchanged=(path("a"),)))
    assert again.delta is None
    assert "Since then  nothing has changed on the site" in summary(again, Path("out"), "Go.")
    assert "Since then" not in summary(balance([GOOD], NO_CHANGES), Path("out"), "Go.")


def test_post_that_one_source_alone_names_is_told() -> None:
    """Where feed and sitemap both list posts, one that only the feed has is worth a look."""
    feed, sitemap = NamedBy(Namer.FEED, "http://x/f"), NamedBy(Namer.SITEMAP, "http://x/s")
    menu = NamedBy(Namer.ROBOTS)
    named = {"x.example/a": (feed, sitemap), "x.example/b": (feed, menu), "x.example/c": (sitemap,)}
    pages = [written(name=name) for name in "abc"]
    sheet = balance([exported(*pages, seen=3, named_by=named)], NO_CHANGES)

    assert sheet.named_once == (
        {"url": "https://x.example/b/", "kind": "feed", "named_by": "the feed http://x/f"},
        {
            "url": "https://x.example/c/",
            "kind": "sitemap",
            "named_by": "the sitemap http://x/s",
        },
    )
    told = "Found once  1 post that only the feed led to, 1 post that only the sitemap led to"
    assert told in summary(sheet, Path("out"), "Go.")
    alone = balance([exported(pages[1], named_by={"x.example/b": (feed,)})], NO_CHANGES)
    assert alone.named_once == ()


def test_report_tells_how_an_address_was_had() -> None:
    """When it was fetched, who named it, and from where it came if not from the site."""
    trace = Trace(datetime(2014, 5, 1, tzinfo=UTC), "http://w/2014id_/x", is_gone=False)
    named = {"x.example/a": (NamedBy(Namer.USER), NamedBy(Namer.PAGE, "http://x/"))}
    kept = replace(STORED, retrieved_from="http://w/2013id_/a.png")
    traces = {"https://x.example/a/": trace}
    export = exported(written(), stored=(kept,), traces=traces, named_by=named)
    sheet = balance([export], NO_CHANGES)
    (page,), (file,) = sheet.pages, sheet.files

    assert page["named_by"] == ["the command line", "the page http://x/"]
    assert page["fetched"] == "2014-05-01T00:00:00+00:00"
    assert page["retrieved_from"] == "http://w/2014id_/x"
    assert file["retrieved_from"] == "http://w/2013id_/a.png"
    living = balance([exported(written(), stored=(kept,))], NO_CHANGES)
    assert "Rescued     1 picture or file that the site has lost" in summary(living, Path("o"), "")


def test_summary_does_not_list_every_conflict() -> None:
    """Three paths are shown; all of them stand in the report."""
    conflicts = tuple(Conflict(f"site/{number}.md", "") for number in range(11))
    words = summary(balance([GOOD], Changes(conflicts=conflicts)), Path("out"), "")

    assert "Conflict    11 files changed by you and on the site" in words
    assert "            site/2.md" in words
    assert "            site/3.md" not in words


def test_reduced_copy_is_named() -> None:
    """A picture of which only a small copy was to be had is not passed off as the original."""
    chosen = "the original answered 404; the 450 px copy is the largest that could be had"
    reduced = replace(STORED, is_reduced=True, chosen=chosen)
    elsewhere = replace(STORED, chosen="the original answered 404; it was had elsewhere")
    export = exported(written(), stored=(reduced,))
    sheet = balance([export], NO_CHANGES)

    assert sheet.files[0]["note"] == chosen
    assert f"Reduced     1: {chosen}" in summary(sheet, Path("o"), "")
    whole = balance([exported(written(), stored=(elsewhere,))], NO_CHANGES)
    assert whole.files[0]["note"] == elsewhere.chosen
    assert "Reduced" not in summary(whole, Path("o"), "")


def test_rule_that_was_twice_at_work_on_a_page_counts_twice() -> None:
    """Two forms of one page are two removals by one rule, and both are counted."""
    page = written()
    taken = (Removal("form", 1, 0), Removal("form", 2, 0), Removal("menu", 1, 0))
    article = replace(page.item.article, removed=taken)
    export = exported(replace(page, item=replace(page.item, article=article)))

    assert balance([export], NO_CHANGES).rules == {"form": 3, "menu": 1}
