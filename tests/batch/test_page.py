"""The report over all sites for a person: worst first, sums, links, and nothing that runs."""

from __future__ import annotations

import hashlib
import re
from base64 import b64encode
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag

from migrator.batch.page import page
from migrator.batch.records import State
from migrator.batch.sheet import Sheet, Site
from tests.batch.sheets import sheet, site

GOOD, LACKS, FAILED, OPEN = State.COMPLETE, State.LACKING, State.FAILED, State.OPEN
EVIL = '"><script>alert(1)</script><img src=x onerror=alert(1)>'


def read(sheet: Sheet) -> BeautifulSoup:
    return BeautifulSoup(page(sheet, "blogs"), "html.parser")


def text(tag: Tag | None) -> str:
    return " ".join(tag.get_text(" ").split()) if tag else ""


def test_page_says_the_worst_first(tmp_path: Path) -> None:
    """In one sentence, then site by site with the reason; what is complete needs no look."""
    told = read(sheet(tmp_path, GOOD, LACKS, OPEN, FAILED))
    looks = [text(each) for each in told.select(".looks > li")]

    assert text(told.select_one(".verdict.lost")) == (
        "1 site failed, 1 site lacks something, 1 site is not done yet; 1 of 4 complete."
    )
    assert [look.split()[0] for look in looks] == [
        f"https://s{number}.example/" for number in (5, 3, 4)
    ]
    assert looks[0].startswith("https://s5.example/ the server could not be reached Check it.")
    assert "1 page failed Report Old beside new Old site s3.example" in looks[1]
    assert "It was not done yet: run the same command again." in looks[2]


@pytest.mark.parametrize(
    ("states", "level", "verdict"),
    [
        ((GOOD, GOOD), "good", "2 sites are complete."),
        ((GOOD, LACKS), "look", "1 site lacks something; 1 of 2 complete."),
        ((GOOD, OPEN, OPEN), "look", "2 sites are not done yet; 1 of 3 complete."),
    ],
)
def test_verdict_is_as_bad_as_the_worst(
    tmp_path: Path, states: tuple[State, ...], level: str, verdict: str
) -> None:
    """And no worse."""
    assert text(read(sheet(tmp_path, *states)).select_one(f".verdict.{level}")) == verdict


def test_table_adds_up(tmp_path: Path) -> None:
    """Each row, and the last row over all; of every site there is one."""
    told = read(sheet(tmp_path, *(GOOD, LACKS, OPEN, FAILED) * 6))
    rows = [[text(cell) for cell in row.select("td")] for row in told.select("tbody tr, tfoot tr")]
    numbers = [[int(cell) for cell in row[:-1]] for row in rows]

    assert len(rows) == 25
    assert [sum(column) for column in zip(*numbers[:-1], strict=True)] == numbers[-1]
    assert all(row[0] == sum(row[1:6]) and row[6] == sum(row[7:]) for row in numbers)
    assert {row[-1] for row in rows} == {"yes"}


def test_row_that_does_not_add_up_says_so(tmp_path: Path) -> None:
    """It is a fault of ours; nobody is told that all is well."""
    odd = site(tmp_path, 2, GOOD, pages={"seen": 9, "written": 6})
    told = read(Sheet((odd,)))

    assert [text(cell) for cell in told.select("td[data-label='Adds up']")] == ["no", "no"]


def test_many_sites_are_folded_away(tmp_path: Path) -> None:
    """The first twenty are shown; the rest is there, too, and is counted."""
    told = read(sheet(tmp_path, *[LACKS] * 25))

    assert len(told.select("section > .looks > li")) == 20
    assert len(told.select("details .looks > li")) == 5
    assert text(told.select_one("#look summary")) == "5 more"


def test_links_lead_to_what_is_there(tmp_path: Path) -> None:
    """To report and preview below the folder, each spelt as an address; to nothing else."""
    odd = site(tmp_path, 2, GOOD, doubtful=1)
    (tmp_path / "s2.example").rename(tmp_path / "a b#?%")
    moved = Site(odd.task.__class__(**{**odd.task.as_dict(), "folder": "a b#?%"}), odd.outcome)
    hrefs = [str(link["href"]) for link in read(Sheet((moved,))).select("main a")]
    gone = [str(link["href"]) for link in read(Sheet((odd,))).select("main a")]

    assert hrefs == [
        "a%20b%23%3F%25/report.html",
        "a%20b%23%3F%25/preview/index.html",
        "https://s2.example/",
        "a%20b%23%3F%25/report.html",
    ]
    assert gone == ["https://s2.example/"]


@pytest.mark.parametrize("state", [GOOD, LACKS, FAILED, OPEN])
def test_hostile_words_are_text(tmp_path: Path, state: State) -> None:
    """Whatever a list, a site or a server says: nothing runs, and nothing leads anywhere."""
    name = f"javascript:alert(1)//{EVIL}"
    told = read(Sheet((site(tmp_path, 2, state, name),)))

    assert told.select("script, img, iframe, [onerror], style ~ style") == []
    assert not any(str(link["href"]).startswith("javascript") for link in told.select("a"))
    assert name in told.get_text()


def test_error_of_a_site_is_text(tmp_path: Path) -> None:
    """Neither does an error become anything else."""
    told = read(Sheet((site(tmp_path, 2, FAILED, error=EVIL),)))

    assert told.select("script, img") == []
    assert EVIL in told.get_text()


def test_policy_allows_its_own_rules_alone(tmp_path: Path) -> None:
    """No script, no picture, no address: only the style whose hash it names."""

    told = page(sheet(tmp_path, GOOD), "blogs").decode()
    (css,) = re.findall("<style>(.*?)</style>", told, re.DOTALL)
    hashed = b64encode(hashlib.sha256(css.encode()).digest()).decode()

    assert f"default-src 'none'; style-src 'sha256-{hashed}'; base-uri 'none'" in told
