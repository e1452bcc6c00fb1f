"""Every single thing on the pages of a whole site stands in one state, and the columns add up."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import Any

import pytest

from migrator.models import Merged, Missing, PageOutcome, Written
from migrator.output import Changes
from migrator.pipeline import Export, export
from migrator.report import balance, items_of
from migrator.report.items import KINDS, STATES, PageItems
from migrator.survey import Wishes
from migrator.targets import ALL
from tests.destinations.site import CLASSIC, WEBNODE2, moving

Row = dict[str, Any]


@cache
def site(target: str = "hugo") -> Export:
    found = moving()
    return export(found.gathered, found.archive, ALL[target], Wishes())


@cache
def items(target: str = "hugo") -> dict[tuple[str, str], PageItems]:
    return every(site(target))


def every(found: Export) -> dict[tuple[str, str], PageItems]:
    """The things on all pages that have any."""
    told = zip(found.outcomes, items_of(found, moving().archive), strict=True)
    return {key(outcome): items for outcome, items in told if items is not None}


def key(outcome: PageOutcome) -> tuple[str, str]:
    whose = outcome.item.article if isinstance(outcome, Written) else outcome
    return whose.url, whose.source


def rows(*kinds: str) -> list[Row]:
    return [row for page in items().values() for row in page.rows if row["kind"] in kinds]


def of_page(url: str, kind: str) -> list[Row]:
    return [row for row in items()[url, ""].rows if row["kind"] == kind]


def test_columns_add_up_to_what_the_ledgers_have_seen() -> None:
    """For each kind of thing the states add up, and text and links to what was counted on pages."""
    sheet = balance([site()], Changes(), map(items().get, map(key, site().outcomes)))
    ledgers = [w.item.article.ledger for w in site().outcomes if isinstance(w, Written)]

    assert sheet.adds_up
    for kind, name in (("text", "letters"), ("image", "images"), ("link", "links")):
        told = sheet.item_totals[kind]
        assert told["seen"] == sum(told[state] for state in STATES)
        seen = sum(getattr(each.seen + each.from_data, name) for each in ledgers)
        assert told["seen"] == seen > 0
    assert all(sheet.item_totals[kind]["seen"] for kind in KINDS)


def test_what_cannot_be_named_makes_the_sums_wrong() -> None:
    """Something that was counted and stands in no row is a fault of ours: the exit code is 1."""
    url = next(w.url for w in site().outcomes if isinstance(w, Written))
    faulty = {**items(), (url, ""): replace(items()[url, ""], misses={"image": 2})}
    sheet = balance([site()], Changes(), map(faulty.get, map(key, site().outcomes)))

    assert sheet.item_totals["image"]["seen"] == sum(1 for _ in rows("image")) + 2
    assert not sheet.adds_up
    assert sheet.exit_code == 1


def test_each_written_thing_names_its_place() -> None:
    """A picture the copy of it, a text its document; what a rule took names the rule."""
    for row in rows(*KINDS):
        assert set(row) >= {"kind", "what", "state", "number"}
        assert ("rule" in row) or row["state"] in ("written", "merged", "failed"), row
        assert ("place" in row) == (row["state"] in ("written", "merged")), row
    pictures = [row for row in rows("image") if row["state"] == "written"]
    assert any(row["place"].endswith(".jpg") for row in pictures)


def test_picture_that_could_not_be_had_has_failed() -> None:
    """With the reason, on the page that shows it."""
    lost = next(row for row in rows("image") if row["state"] == "written")
    missing = Missing(lost["what"], "the server answered 404")
    gathered = replace(site().gathered, missing_files=(missing,))
    found = every(replace(site(), gathered=gathered))
    told = [r for page in found.values() for r in page.rows if r["what"] == lost["what"]]

    assert {"state": "failed", "reason": "the server answered 404"}.items() <= told[0].items()


def test_link_tells_where_it_leads_now() -> None:
    """A link to a page that came over has its new address; one to a lost page says why not."""
    links = rows("link")
    plain = [row for page in items("markdown").values() for row in page.rows]
    reasons = {row.get("reason", "") for row in (*links, *plain) if row["state"] == "written"}

    assert any(row.get("to", "").startswith("/posts/") for row in links)
    assert reasons == {
        "",
        "keeps its old address: the page was not exported",
        "keeps its old address: the old site itself did not answer it",
    }


def test_things_of_a_merged_page_are_merged() -> None:
    """The picture on the page of one photo stands in the album."""
    merged = [each for each in site().outcomes if isinstance(each, Merged)]
    assert merged
    for each in merged:
        (picture,) = [r for r in of_page(each.url, "image") if r["state"] == "merged"]
        assert picture["place"].startswith("site/")


def test_tags_and_comments_are_told_one_by_one() -> None:
    """Each tag of a post, each message below it."""
    articles = [w.item.article for w in site().outcomes if isinstance(w, Written)]

    assert len(rows("tag")) == sum(len(article.tags) for article in articles) > 0
    assert len(rows("comment")) == sum(len(article.comments) for article in articles) > 0
    assert all(row["place"].endswith("comments.json") for row in rows("comment"))


def test_tags_that_a_target_cannot_carry_are_left_out() -> None:
    """With the target's reason."""
    cannot = replace(site().target, cannot={"tags": "it has no tags"})
    found = every(replace(site(), target=cannot))
    told = [row for page in found.values() for row in page.rows if row["kind"] == "tag"]

    assert {(row["state"], row["reason"]) for row in told} == {("left_out", "it has no tags")}


@pytest.mark.parametrize(("host", "rule"), [(CLASSIC, "menu"), (WEBNODE2, "site-header")])
def test_menu_went_by_its_rule(host: str, rule: str) -> None:
    """Every link of the frame around the pages has a rule."""
    framed = [r for (url, _), page in items().items() if url.startswith(host) for r in page.rows]
    rules = {row["rule"] for row in framed if row["kind"] == "link" and row["state"] == "left_out"}

    assert rule in rules
    assert "it is in no document, and no rule names it" not in {r.get("reason") for r in framed}
