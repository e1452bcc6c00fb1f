"""Dates as people print them."""

from __future__ import annotations

from datetime import datetime

import pytest
from babel.dates import format_date
from hypothesis import given
from hypothesis import strategies as st

from migrator.dates import LANGUAGES, shown_date

DAYS = st.dates(min_value=datetime(2000, 1, 1).date(), max_value=datetime(2099, 12, 31).date())


@pytest.mark.parametrize(
    ("shown", "mask", "language", "expected"),
    [
        ("11.10.2024", "", "", datetime(2024, 10, 11)),
        ("17. 3. 2026 13:17", "", "", datetime(2026, 3, 17, 13, 17)),
        ("2024-03-05", "", "", datetime(2024, 3, 5)),
        ("2024. 03. 05.", "", "", datetime(2024, 3, 5)),
        ("25/12/2019", "", "", datetime(2019, 12, 25)),
        ("12/25/2019", "", "", datetime(2019, 12, 25)),
        ("05/05/2020", "", "", datetime(2020, 5, 5)),
        ("12/10/2019", "", "", None),
        ("12/10/2019", "%d/%m/%Y", "", datetime(2019, 10, 12)),
        ("12/10/2019", "%m/%d/%Y", "", datetime(2019, 12, 10)),
        ("5.3.24", "%e.%-m.%y", "", datetime(2024, 3, 5)),
        ("Fri 05 Apr 2024", "%a %d %b %Y", "en", datetime(2024, 4, 5)),
        ("5. března 2024", "", "", datetime(2024, 3, 5)),
        ("5 de marzo de 2024 10:33", "", "es", datetime(2024, 3, 5, 10, 33)),
        ("March 5, 2024", "", "en", datetime(2024, 3, 5)),
        ("12. listopada 2020", "", "hr", datetime(2020, 10, 12)),
        ("12. listopada 2020", "", "pl", datetime(2020, 11, 12)),
        ("12. listopada 2020", "", "", None),
        ("31.02.2020", "", "", None),
        ("602 123 456", "", "", None),
        ("5 walks in 2024", "", "", None),
        ("", "", "", None),
    ],
)
def test_date_is_read_only_where_day_and_month_are_certain(
    shown: str, mask: str, language: str, expected: datetime | None
) -> None:
    """A mask, a name or the order tells them apart; where nothing does, there is no date."""
    assert shown_date(shown, mask, language) == expected


def test_months_by_the_names_that_the_page_itself_gives() -> None:
    """The page's own labels go before any table."""
    months = {"Abr": 4, "Maio": 5}

    assert shown_date("05 Maio 2024", "%d %b %Y", "pt-br", months) == datetime(2024, 5, 5)
    assert shown_date("05 Xyz 2024", "%d %b %Y", "pt-br", months) is None


@given(DAYS, st.sampled_from(["%d.%m.%Y", "%m/%d/%Y", "%d %b %Y", "%B %d, %Y", "%Y-%m-%d"]))
def test_what_a_mask_wrote_the_same_mask_reads(day: datetime, mask: str) -> None:
    """Reading undoes writing, for every day and mask."""
    expected = datetime(day.year, day.month, day.day)

    assert shown_date(day.strftime(mask), mask, "en") == expected


WITH_NAMES = [name for name in LANGUAGES if name not in ("ja", "ko", "zh", "th", "vi")]


@given(DAYS, st.sampled_from(WITH_NAMES))  # the others number their months
def test_month_names_are_known_in_every_language(day: datetime, language: str) -> None:
    """A long date as the language writes it is read back, whatever the language."""
    written = format_date(day, "d MMMM y", locale=language)

    assert shown_date(written, language=language) == datetime(day.year, day.month, day.day)
