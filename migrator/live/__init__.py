"""The check after the move: does the new site answer for the old one?

    address_of(named) the new site that the user means
    expected(export)  what the export promises: old addresses, pages, files, the feed
    check(expected)   the new site held against it; asks the new host alone
    summary(sheet)    the result for a person, `sheet.as_json()` for a program

Everything asked for goes through one `Fetcher`, as slowly as the site's robots.txt asks.
"""

from migrator.live.arrival import address_of
from migrator.live.check import check
from migrator.live.expected import Expected, ExpectedFile, ExpectedPage, expected
from migrator.live.sheet import Delta, Finding, LiveSheet, Row, State
from migrator.live.summary import summary

__all__ = [
    "Delta",
    "Expected",
    "ExpectedFile",
    "ExpectedPage",
    "Finding",
    "LiveSheet",
    "Row",
    "State",
    "address_of",
    "check",
    "expected",
    "summary",
]
