"""What the batch knows of earlier runs: what need not be done, and what needs no network."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from migrator.batch.kept import Ledger, digest, shown
from migrator.batch.records import Outcome, State, Task, options_of
from migrator.run import Access, Job
from migrator.survey import Wishes

URL = "https://blog.example/"
COMPLETE, LACKING, FAILED, OPEN = State.COMPLETE, State.LACKING, State.FAILED, State.OPEN


def task(root: Path, source: str = URL, *, refresh: bool = False, **told: Any) -> Task:
    return Task(2, source, str(root), "blog", options_of(Job(source, **told)), refresh)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A folder with an export in it."""
    (tmp_path / "blog" / "archive").mkdir(parents=True)
    (tmp_path / "blog" / "archive" / "site.warc.gz").touch()
    (tmp_path / "blog" / "report.json").write_text("{}")
    return tmp_path


def noted(root: Path, state: State, source: str = URL) -> Ledger:
    """A ledger of the next run, that knows of one site."""
    outcome = Outcome(state, 0, targets=("hugo",), report=digest(root / "blog" / "report.json"))
    Ledger(root).note(task(root, source), outcome)
    return Ledger(root)


@pytest.mark.parametrize(
    ("state", "is_kept", "is_kept_by_retry"),
    [
        (COMPLETE, True, True),
        (LACKING, True, False),
        (FAILED, False, False),
        (OPEN, False, False),
    ],
)
def test_what_is_finished_is_kept(
    root: Path, state: State, is_kept: bool, is_kept_by_retry: bool
) -> None:
    """Whole or not; who retries has done again what lacks something."""
    ledger = noted(root, state)

    assert bool(ledger.kept(task(root), retries=False)) is is_kept
    assert bool(ledger.kept(task(root), retries=True)) is is_kept_by_retry
    assert ledger.sources == {"blog": URL}


def test_kept_outcome_is_the_one_that_was_noted(root: Path) -> None:
    """To the last number, and as the same kind of thing."""
    outcome = Outcome(
        *(LACKING, 1, "", "", ("hugo", "zola"), 4, {"seen": 5}, {"seen": 6}, 1, 2, 3),
        report=digest(root / "blog" / "report.json"),
        ended="2026-11-20T10:00:00+00:00",
    )
    Ledger(root).note(task(root), outcome)

    assert Ledger(root).kept(task(root), retries=False) == outcome


@pytest.mark.parametrize(
    "changed",
    [
        {"refresh": True},
        {"targets": ("zola",)},
        {"access": Access(delay=3)},
        {"source": "https://other.example/"},
    ],
)
def test_what_is_wanted_otherwise_is_not_kept(root: Path, changed: dict[str, Any]) -> None:
    """Another option, another site, or to be asked afresh."""
    assert noted(root, COMPLETE).kept(task(root, **changed), retries=False) is None


def test_report_that_is_not_the_same_is_not_kept(root: Path) -> None:
    """Somebody has removed the export, or made another one there."""
    ledger = noted(root, COMPLETE)
    (root / "blog" / "report.json").write_text("{} ")

    assert ledger.kept(task(root), retries=False) is None


def test_file_that_has_changed_is_not_kept(root: Path) -> None:
    """Its size or its time tells; a folder tells nothing."""
    page = root / "page.html"
    page.write_text("old")
    ledger = noted(root, COMPLETE, str(page))

    assert ledger.kept(task(root, str(page)), retries=False)
    page.write_text("newer")
    assert ledger.kept(task(root, str(page)), retries=False) is None


@pytest.mark.parametrize(
    ("changed", "is_offline"),
    [
        ({"targets": ("zola",)}, True),
        ({"wishes": Wishes(author="Ann", redacts=True)}, True),
        ({"fields": (("title", "headline"),)}, True),
        ({"access": Access(delay=3)}, False),
        ({"access": Access(own_site=True), "targets": ("zola",)}, False),
        ({"refresh": True, "targets": ("zola",)}, False),
        ({}, False),
    ],
)
def test_what_is_written_otherwise_needs_no_network(
    root: Path, changed: dict[str, Any], is_offline: bool
) -> None:
    """As long as the site is asked for nothing else than before."""
    wanted = task(root, **changed)

    for state in (COMPLETE, LACKING):
        told = noted(root, state).prepared(wanted, retries=False)
        assert told == replace(wanted, is_offline=is_offline)
    assert not noted(root, COMPLETE).prepared(wanted, retries=True).is_offline
    assert not noted(root, FAILED).prepared(wanted, retries=False).is_offline


def test_archive_that_is_gone_is_fetched_again(root: Path) -> None:
    """Nothing can be written anew from what is not there."""
    ledger = noted(root, COMPLETE)
    (root / "blog" / "archive" / "site.warc.gz").unlink()

    assert not ledger.prepared(task(root, targets=("zola",)), retries=False).is_offline


@pytest.mark.parametrize("spoilt", ["", "{", "[]", "{}", '{"source": 1}', "null", '"x"'])
def test_note_that_is_torn_is_as_if_it_were_not(root: Path, spoilt: str) -> None:
    """The site is done again; nothing else suffers."""
    noted(root, COMPLETE)
    (note,) = (root / ".batch" / "sites").iterdir()
    note.write_text(spoilt)

    assert Ledger(root).kept(task(root), retries=False) is None
    assert Ledger(root).sources == {}


@pytest.mark.parametrize(
    ("source", "told"),
    [
        ("https://me:secret@blog.example/x@y", "https://blog.example/x@y"),
        ("https://blog.example", "https://blog.example"),
        ("/saved/me@home.zip", "/saved/me@home.zip"),
    ],
)
def test_credentials_are_not_shown(source: str, told: str) -> None:
    """A name and a password belong to the address, and to nobody who reads of it."""
    assert shown(source) == told
