"""The sequence on the disk that one stage hands to the next."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import PurePosixPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from migrator import spool
from migrator.models import Claim, Fact, Place, Written
from migrator.spool import Spool
from tests import previewed as site

Records = st.lists(st.text() | st.tuples(st.integers(), st.binary()) | st.none())


@given(Records)
def test_it_gives_back_what_it_was_given(records: list[object]) -> None:
    """In order, by number from either end, in slices, and as often as one likes."""
    found = Spool(records)

    assert [*found] == [*found] == records
    assert len(found) == len(records)
    assert [found[n] for n in range(-len(records), 0)] == records
    assert found[1:-1] == records[1:-1]


def test_records_of_a_site_come_back_equal() -> None:
    """With all that is in them: facts, claims, paths, days, what is nested."""
    place = Place("a", PurePosixPath("site/a.md"), "/a/")
    day = datetime(2020, 1, 2, tzinfo=UTC)
    fact = Fact(day, "page", (Claim(day, "feed"),))
    outcomes = [o for o in site.sound().export.outcomes if isinstance(o, Written)]

    assert len(outcomes) == 2
    assert [*Spool([place, fact, *outcomes])] == [place, fact, *outcomes]


def test_what_does_not_fit_lies_on_the_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """Large or small, it reads the same."""
    monkeypatch.setattr(spool, "_IN_MEMORY", 10)
    records = ["a" * n for n in range(100)]
    assert [*Spool(records)] == records


def test_two_readers_do_not_disturb_one_another() -> None:
    """Each has a place of its own."""
    found = Spool("abc")
    assert [(one, other) for one in found for other in found] == [
        (one, other) for one in "abc" for other in "abc"
    ]


def test_there_is_nothing_beyond_its_end() -> None:
    """As in any sequence."""
    found = Spool("ab")
    with pytest.raises(IndexError):
        found[2]
    assert "b" in found


def test_the_file_is_closed_with_the_sequence() -> None:
    """Where its maker fails, too: a warning would fail this test."""

    def records() -> Iterator[str]:
        yield "a"
        raise ValueError("the stage failed")

    with pytest.raises(ValueError, match="the stage failed"):
        Spool(records())
    found = Spool("a")
    file = found._file
    del found
    gc.collect()
    assert file.closed
