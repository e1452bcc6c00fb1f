"""The report says no more than is known: of names, edited files, rules, and plain files."""

from __future__ import annotations

from bs4 import BeautifulSoup

from migrator.output import Changes
from migrator.report import Balance
from migrator.report.page import page
from tests.sheets import SITE, failed, left_out, redirects, sheet, written
from tests.test_report_page import ENGLISH, GOOD, section, shown, text


def test_title_is_what_the_site_calls_itself() -> None:
    """With its host behind it, unless that is its name; else the host alone, or nothing."""
    host = "www.slow-paths.example"

    def title(balance: Balance, site: str) -> str:
        told = page(balance, "out", {}, ENGLISH, site)
        return text(BeautifulSoup(told.content, "html.parser").h1)

    assert title(GOOD, "Slow Paths") == f"What came over from Slow Paths ({host})"
    assert title(GOOD, host) == title(GOOD, "") == f"What came over from {host}"
    assert title(sheet([failed("a")]), "Slow Paths") == "What came over from Slow Paths"


def test_edited_files_are_said_not_to_be_compared() -> None:
    """What was read a second time is what would have been written."""
    edited = sheet([written()], changes=Changes(edited=("site/e.md",)))

    assert "left alone and not compared" in text(shown(edited).header)
    assert "not compared" not in text(shown(GOOD).header)


def test_reason_of_a_rule_is_told_where_it_says_more() -> None:
    """A known rule explains itself; different reasons, or those of an unknown rule, are kept."""
    pages = [
        written(),
        left_out("a", "bare-list", "the same"),
        left_out("b", "bare-list", "the same"),
        left_out("c", "redirect", "to x"),
        left_out("d", "redirect", "to y"),
        left_out("e", "new-rule", "nobody explained it"),
    ]
    found = shown(sheet(pages)).find(id="details")

    told = text(found)
    assert f"bare-list {ENGLISH.rule('bare-list')} {SITE}/a/ {SITE}/b/" in told
    assert f"redirect {ENGLISH.rule('redirect')} {SITE}/c/ to x {SITE}/d/ to y" in told
    assert f"new-rule nobody explained it {SITE}/e/" in told
    assert found is not None
    assert [text(each) for each in found.select(".reason > span[lang=en]")] == [
        "nobody explained it"
    ]


def test_plain_files_are_checked_by_hand() -> None:
    """Where no target has addresses, no step names a command that cannot do it."""
    plain = sheet([written()], redirects=(redirects("markdown", has_addresses=False),))
    both = (*plain.redirects, redirects("hugo"))
    two = sheet([written()], redirects=both, targets=("markdown", "hugo"))

    assert "--live" not in section(plain, "next")
    assert "migrator convert out --to hugo" in section(plain, "next")
    assert "--live https://slow-paths.example --to hugo" in section(two, "next")
