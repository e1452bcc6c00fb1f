"""The table of the balance sheet: what was seen, and in which state it is; every row adds up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from migrator.language import Words
from migrator.report.balance import Balance

STATES = ("seen", "written", "merged", "used", "left_out", "failed")


@dataclass(frozen=True, slots=True)
class Line:
    """One kind of thing: how many were seen, then how many are in each state."""

    what: str
    numbers: tuple[tuple[str, int], ...]

    @property
    def adds_up(self) -> bool:
        """Is the first number the sum of the others?"""
        seen, *states = (number for _, number in self.numbers)
        return seen == sum(states)


def sheet(balance: Balance, words: Words) -> tuple[Line, ...]:
    """Addresses and files first, then what stood on the pages."""
    rows: dict[str, Mapping[str, int]] = {"pages": balance.page_totals}
    rows |= {"files": balance.file_totals}
    rows |= balance.item_totals
    return tuple(_line(words(f"what_{kind}"), totals) for kind, totals in rows.items())


def _line(what: str, totals: Mapping[str, int]) -> Line:
    return Line(what, tuple((state, totals.get(state, 0)) for state in STATES))
