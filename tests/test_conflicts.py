"""A file that its owner edited, against a new version of it: nothing that they wrote is lost."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path, PurePosixPath

import pytest

from migrator.models import Asset, Document
from migrator.output import Changes, Conflict, Output

PAGE, NEW = "site/a.md", "site/a.md.new"
OVER = ((), ())


class Texts:
    """A site of files; each says its own address."""

    def chunks(self, url: str) -> Iterator[bytes]:
        yield from (bytes([byte]) for byte in url.encode())


def export(folder: Path, page: str = "", **others: str) -> Changes:
    """The page says this; of the others, each by its name."""
    said = {**({"a.md": page} if page else {}), **others}
    assets = [Asset(text, PurePosixPath("site", name)) for name, text in said.items()]
    return Output(folder).write((), assets, Texts())


def told(changes: Changes) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Which files were edited, and of which a new version is offered, where it is to lie."""
    assert all(c.new_version == f"{c.path}.new" for c in changes.conflicts)
    return changes.edited, tuple(conflict.path for conflict in changes.conflicts)


def texts(folder: Path) -> dict[str, str]:
    found = sorted((folder / "site").rglob("*"))
    return {path.name: path.read_text() for path in found if path.is_file()}


@contextmanager
def dying(monkeypatch: pytest.MonkeyPatch, steps: int) -> Iterator[None]:
    """After so many files were put in their place, no other is."""
    real, done = os.replace, count()

    def replace(source: Path, target: Path) -> None:
        if next(done) >= steps:
            raise KeyboardInterrupt
        real(source, target)

    with monkeypatch.context() as patch, suppress(KeyboardInterrupt):
        patch.setattr(os, "replace", replace)
        yield


@pytest.fixture
def edited(tmp_path: Path) -> Path:
    """A folder whose one file was edited after the export."""
    export(tmp_path, "one")
    (tmp_path / PAGE).write_text("mine")
    return tmp_path


def test_edit_stands_where_the_site_says_what_it_said(edited: Path) -> None:
    """Only the owner changed the file: there is nothing to do."""
    assert told(export(edited, "one")) == ((PAGE,), ())
    assert texts(edited) == {"a.md": "mine"}


def test_new_version_of_an_edited_file_lies_beside_it(edited: Path) -> None:
    """Both changed the file: both versions are there, now and after the next run."""
    for _ in range(2):
        assert told(export(edited, "two")) == ((), (PAGE,))
        assert texts(edited) == {"a.md": "mine", "a.md.new": "two"}


def test_offer_that_was_removed_is_dealt_with(edited: Path) -> None:
    """Who removes the new version has merged it; only what is newer than that is a conflict."""
    export(edited, "two")
    (edited / PAGE).write_text("mine and two")
    (edited / NEW).unlink()

    for _ in range(2):
        assert told(export(edited, "two")) == ((PAGE,), ())
    assert texts(edited) == {"a.md": "mine and two"}
    assert told(export(edited, "one")) == ((), (PAGE,))
    assert texts(edited) == {"a.md": "mine and two", "a.md.new": "one"}


def test_newer_offer_replaces_the_last(edited: Path) -> None:
    """Only the newest version lies beside."""
    export(edited, "two")

    assert told(export(edited, "three")) == ((), (PAGE,))
    assert texts(edited) == {"a.md": "mine", "a.md.new": "three"}


def test_offer_that_was_edited_is_not_overwritten(edited: Path) -> None:
    """Who merges within the new version does not lose that either."""
    export(edited, "two")
    (edited / NEW).write_text("merged")

    assert told(export(edited, "two")) == ((), (PAGE,))
    assert texts(edited) == {"a.md": "mine", "a.md.new": "merged"}

    changes = export(edited, "three")

    assert changes.conflicts == (Conflict(PAGE, f"{NEW}-2"),)
    assert changes.edited == (NEW,)
    assert texts(edited) == {"a.md": "mine", "a.md.new": "merged", "a.md.new-2": "three"}


@pytest.mark.parametrize("taken", ["one", "two"])
def test_offer_goes_when_the_conflict_is_over(edited: Path, taken: str) -> None:
    """Who takes the site's version, or puts the old one back, has the site's again."""
    export(edited, "two")
    (edited / PAGE).write_text(taken)
    changes = export(edited, "two")

    assert (told(changes), changes.removed) == (OVER, ())
    assert texts(edited) == {"a.md": "two"}


def test_offer_that_took_the_place_of_the_file_is_ours(edited: Path) -> None:
    """Who moves the new version over their own gets the next one there."""
    export(edited, "two")
    (edited / NEW).rename(edited / PAGE)

    assert told(export(edited, "three")) == OVER
    assert texts(edited) == {"a.md": "three"}


def test_copy_of_the_offer_is_ours(edited: Path) -> None:
    """Who copies the new version over their own has the site's text, and gets the next one."""
    export(edited, "two")
    (edited / PAGE).write_text("two")

    assert told(export(edited, "three")) == OVER
    assert texts(edited) == {"a.md": "three"}


@pytest.mark.parametrize("steps", range(8))
@pytest.mark.parametrize("kind", ["first document", "document", "asset"])
def test_run_that_dies_makes_no_conflict(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, steps: int, kind: str
) -> None:
    """Wherever a run ended, what it wrote is not taken for somebody's edit."""
    document, asset = Document(PurePosixPath(PAGE), b"two"), Asset("two", PurePosixPath(PAGE))
    if kind != "first document":
        export(tmp_path, "one")
    with dying(monkeypatch, steps):
        if kind == "asset":
            Output(tmp_path).write((), (asset,), Texts())
        else:
            Output(tmp_path).write((document,), (), Texts())

    assert told(export(tmp_path, "three")) == OVER
    assert texts(tmp_path) == {"a.md": "three"}


@pytest.mark.parametrize("steps", range(8))
def test_offer_of_a_run_that_died_is_ours(
    edited: Path, monkeypatch: pytest.MonkeyPatch, steps: int
) -> None:
    """Wherever the run ended that offered a new version, the next one can take it back."""
    with dying(monkeypatch, steps):
        export(edited, "two")

    assert told(export(edited, "one")) == ((PAGE,), ())
    assert texts(edited) == {"a.md": "mine"}


def test_offer_goes_when_the_site_takes_its_change_back(edited: Path) -> None:
    """The edit stands again, and nothing lies beside."""
    export(edited, "two")

    assert told(export(edited, "one")) == ((PAGE,), ())
    assert texts(edited) == {"a.md": "mine"}


def test_offer_goes_with_its_page_unless_edited(edited: Path) -> None:
    """Of a page that is no longer exported the edit stays, and is told; the offer is removed."""
    export(edited, "two")
    changes = export(edited, b="other")

    assert (changes.edited, changes.removed) == ((PAGE,), ())
    assert texts(edited) == {"a.md": "mine", "b": "other"}
    assert told(export(edited, "two")) == ((), (PAGE,))

    (edited / NEW).write_text("merged")

    assert export(edited, b="other").edited == (PAGE, NEW)
    assert texts(edited) == {"a.md": "mine", "a.md.new": "merged", "b": "other"}


def test_file_that_was_never_ours_is_not_overwritten(tmp_path: Path) -> None:
    """What lies in the place of a new file is its owner's, until they took the new one."""
    export(tmp_path, b="x")
    (tmp_path / PAGE).write_text("mine")

    for _ in range(2):
        assert told(export(tmp_path, "one")) == ((), (PAGE,))
        assert texts(tmp_path) == {"a.md": "mine", "a.md.new": "one"}

    (tmp_path / NEW).unlink()

    assert told(export(tmp_path, "one")) == ((PAGE,), ())


def test_offer_takes_no_place_of_another_file(edited: Path) -> None:
    """Neither a file of the owner nor one of the site has to make way for a new version."""
    (edited / NEW).write_text("backup")
    there = {"a.md": "mine", "a.md.new": "backup"}

    assert export(edited, "two").conflicts == (Conflict(PAGE, f"{NEW}-2"),)
    assert texts(edited) == {**there, "a.md.new-2": "two"}

    changes = export(edited, "two", **{"a.md.new-2": "site"})

    assert changes.conflicts == (Conflict(PAGE, f"{NEW}-3"),)
    assert texts(edited) == {**there, "a.md.new-2": "site", "a.md.new-3": "two"}


def test_delta_tells_of_the_site_and_not_of_the_folder(edited: Path) -> None:
    """A new version that cannot be put in its place is a change once, not in every run."""
    assert export(edited, "two").changed == (PAGE,)
    assert export(edited, "two").unchanged == (PAGE,)
    (edited / NEW).unlink()
    assert export(edited, "two").unchanged == (PAGE,)


@pytest.mark.parametrize("steps", range(6))
def test_offer_of_a_run_that_was_cut_off_is_not_taken_for_the_last(
    edited: Path, monkeypatch: pytest.MonkeyPatch, steps: int
) -> None:
    """Wherever a run breaks off, the next one offers what the site says now."""
    export(edited, "two")
    with dying(monkeypatch, steps):
        export(edited, "three")

    assert told(export(edited, "two")) == ((), (PAGE,))
    assert texts(edited) == {"a.md": "mine", "a.md.new": "two"}
