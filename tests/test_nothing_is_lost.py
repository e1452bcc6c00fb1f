"""Edits, runs, runs that are cut off, in any order: no text that the owner wrote is ever lost."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from migrator.models import Asset, Document
from migrator.output import Changes, Output
from tests.test_conflicts import Texts

NAMES = st.sampled_from(["a.md", "b/c.md", "a.md.new"])
PLACES = st.sampled_from(["a.md", "b/c.md", "a.md.new", "b/c.md.new", "a.md.new.new"])
SAID = st.dictionaries(NAMES, st.integers(1, 3), min_size=1)


class OwnerAndSite(RuleBasedStateMachine):
    """An owner who works in the folder, and runs that may be cut off, in any order."""

    def __init__(self) -> None:
        super().__init__()
        self.made = TemporaryDirectory()
        self.folder = Path(self.made.name, "out")
        self.site = self.folder / "site"
        self.mine: dict[Path, str] = {}
        self.edits = 0
        self.shown: set[str] = set()  # everything that the owner could see at any time
        self.write({"a.md": 1}, 1)

    def teardown(self) -> None:
        self.made.cleanup()

    @rule(said=SAID, split=st.integers(0, 3))
    def run(self, said: dict[str, int], split: int) -> None:
        """A run to its end: each file is there, or told; a second one changes nothing."""
        shown = {*self.shown}
        changes = self.write(said, split)
        offered = {conflict.path: conflict.new_version for conflict in changes.conflicts}
        for name, text in versions(said).items():
            path = f"site/{name}"
            if path in offered:
                new = self.folder / offered[path]
                assert new.read_text() == self.mine.get(new, text)
            elif path in changes.edited:
                assert text in shown
            else:
                assert (self.site / name).read_text() == text
        assert len({*changes.new, *changes.changed, *changes.unchanged}) == len(said)
        before = {path: path.read_bytes() for path in self.files()}
        again = self.write(said, split)
        assert again.conflicts == changes.conflicts
        assert {*again.edited} <= {*changes.edited}
        assert {path: path.read_bytes() for path in self.files()} == before

    @rule(said=SAID, split=st.integers(0, 3), steps=st.integers(0, 9), dies=st.booleans())
    def run_cut_off(self, said: dict[str, int], split: int, steps: int, dies: bool) -> None:
        """A run that is interrupted, or dies, after so many steps."""
        left = [True] * steps + ([False] * 99 if dies else [False])
        real, unlink = os.replace, Path.unlink

        def step() -> None:
            if left and not left.pop(0):
                raise KeyboardInterrupt

        def replace(source: Path, target: Path) -> None:
            step()
            real(source, target)

        def remove(path: Path, missing_ok: bool = False) -> None:
            if not path.name.endswith(".partial"):
                step()
            unlink(path, missing_ok)

        with pytest.MonkeyPatch.context() as patch, suppress(KeyboardInterrupt):
            patch.setattr(os, "replace", replace)
            patch.setattr(Path, "unlink", remove)
            self.write(said, split)
        self.see()

    @rule(name=PLACES)
    def edit(self, name: str) -> None:
        """The owner writes something, wherever they like."""
        self.edits += 1
        self.mine[self.site / name] = f"mine {self.edits}"
        (self.site / name).parent.mkdir(parents=True, exist_ok=True)
        (self.site / name).write_text(f"mine {self.edits}")

    @precondition(lambda self: self.files())
    @rule(data=st.data())
    def remove(self, data: st.DataObject) -> None:
        """The owner removes a file."""
        path = data.draw(st.sampled_from(self.files()))
        path.unlink()
        self.mine.pop(path, None)

    @precondition(lambda self: (self.site / "a.md.new").exists())
    @rule()
    def take(self) -> None:
        """The owner moves the new version to where it belongs."""
        new, page = self.site / "a.md.new", self.site / "a.md"
        self.mine.pop(page, None)
        if new in self.mine:
            self.mine[page] = self.mine.pop(new)
        new.replace(page)

    @invariant()
    def nothing_is_lost(self) -> None:
        """Every text that the owner wrote lies where they wrote it."""
        assert {path: path.read_text() for path in self.mine} == self.mine

    def write(self, said: dict[str, int], split: int) -> Changes:
        files = [(PurePosixPath("site", name), text) for name, text in versions(said).items()]
        documents = [Document(path, text.encode()) for path, text in files[:split]]
        assets = [Asset(text, path) for path, text in files[split:]]
        changes = Output(self.folder).write(documents, assets, Texts())
        self.see()
        return changes

    def see(self) -> None:
        self.shown |= {path.read_text() for path in self.files()}

    def files(self) -> list[Path]:
        found = sorted(self.site.rglob("*"))
        return [path for path in found if path.is_file() and path.suffix != ".partial"]


def versions(said: dict[str, int]) -> dict[str, str]:
    return {name: f"{name} in version {number}" for name, number in said.items()}


TestNothingIsLost = OwnerAndSite.TestCase
TestNothingIsLost.settings = settings(max_examples=60, stateful_step_count=12, deadline=None)
