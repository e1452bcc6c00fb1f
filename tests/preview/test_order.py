"""Which pages the preview has, and in which order."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from bs4 import BeautifulSoup

from migrator.models import Fact, Written
from migrator.output import Changes
from migrator.pipeline import export
from migrator.preview import addresses
from migrator.preview.entries import Entry, _order
from migrator.report import balance
from migrator.report.doubts import LEAST, Reason
from migrator.survey import Wishes
from migrator.targets import ALL
from tests.previewed import (
    Previewed,
    Read,
    one,
    parsed,
    texts,
)


def test_doubtful_pages_come_first_and_the_next_one_is_a_click_away(faulty: Previewed) -> None:
    """The page with the difference is the first of the overview and of all pages."""
    index = BeautifulSoup((faulty.folder / "preview" / "index.html").read_bytes(), "html.parser")
    first = one(index, ".doubtful").select(".card a")[0]
    lake, mill = (parsed(faulty, "pages", slug) for slug in ("lake", "mill"))

    assert first["href"] == f"pages/{faulty.number('lake')}.html"
    assert texts(index, ".doubtful .card .whys li")[:1]
    assert texts(lake, ".bar .place") == ["1 of 2"]
    assert one(lake, '.bar a[rel="next"]')["href"] == f"{faulty.number('mill')}.html"
    assert lake.select(".bar a.look") == []
    assert one(mill, ".bar a.look")["href"] == f"{faulty.number('lake')}.html"


def test_pages_that_failed_for_another_target_have_no_preview(read: Read) -> None:
    """What the balance sheet calls failed is not shown as if it had come over."""
    made = export(*read, ALL["markdown"], Wishes())
    sheet = balance([made], Changes())
    pages = tuple(
        {"url": row["url"], "state": "failed", "reason": "r"} if "lake" in row["url"] else row
        for row in sheet.pages
    )
    written = [each for each in made.outcomes if isinstance(each, Written)]

    assert len(written) == 2
    assert list(addresses([made], replace(sheet, pages=pages))) == [
        "https://www.toulky.example/l/mill/"
    ]


def test_of_equally_doubtful_pages_the_newest_comes_first(sound: Previewed) -> None:
    """Then those without a date; of one day by their number, however many digits that has."""
    outcome = next(each for each in sound.export.outcomes if isinstance(each, Written))
    why = (Reason("words", LEAST),)

    def entry(number: str, day: int) -> Entry:
        date = Fact(datetime(2020, 1, day, tzinfo=UTC), "page") if day else None
        item = replace(outcome.item, article=replace(outcome.item.article, date=date))
        return Entry(number, replace(outcome, item=item), {}, why)

    entries = [entry("0001", 0), entry("10000", 3), entry("9999", 3), entry("0002", 9)]
    assert [each.number for each in sorted(entries, key=_order)] == [
        "0002",
        "9999",
        "10000",
        "0001",
    ]
