"""Where a hostile export runs: a folder of somebody else's things, of which none may change."""

from __future__ import annotations

import json
import os
import stat
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from resource import RUSAGE_SELF, getrusage
from time import perf_counter

import pytest
from click.testing import CliRunner, Result

from migrator.cli import cli
from tests.hostile.pages import SAID
from tests.hostile.row import Row

_SECONDS = 20.0  # for any row, on the slowest machine; each takes less than two on a usual one
_MEMORY = 256 * 1024 * 1024  # bytes more than anything before it took
_NEVER = ("Traceback", "a fault of migrator", "as a fault of migrator", "\x1b", "\x07", "\u202e")


@dataclass
class World:
    """`here` is the folder in which the command runs; the export goes into `out` there."""

    around: Path
    monkeypatch: pytest.MonkeyPatch
    ours: tuple[str, ...] = ("out",)
    before: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for folder in (self.here, self.temporary):
            folder.mkdir(parents=True)
        (self.around / "victim.html").write_text("somebody's")
        (self.around / "home" / "victim.txt").write_text("somebody's")
        self.monkeypatch.chdir(self.here)
        self.monkeypatch.setattr(tempfile, "tempdir", str(self.temporary))

    @property
    def here(self) -> Path:
        """Where the command runs."""
        return self.around / "home" / "here"

    @property
    def temporary(self) -> Path:
        """Where temporary files go."""
        return self.around / "tmp"

    @property
    def out(self) -> Path:
        """The output folder."""
        return self.here / "out"

    def put(self, name: str, content: bytes | str) -> Path:
        """A file where the command runs."""
        path = self.here / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    def exported(self, row: Row[object], source: str, *options: str) -> Result:
        """What the command says of a source; all that every row has in common is looked at."""
        self.before = self.things()
        began = perf_counter()
        arguments = ["export", source, "--out", "out", "--quiet", *row.options, *options]
        before = _peak()
        result = CliRunner().invoke(cli, arguments)
        said = result.output

        assert result.exception is None or isinstance(result.exception, SystemExit), said
        assert (result.exit_code, row.told in _on_a_line(said)) == (row.code, True), said
        assert [sign for sign in _NEVER if sign in said] == [], said
        assert self.things() == self.before
        assert perf_counter() - began < _SECONDS
        assert _peak() - before < _MEMORY
        return result

    def has_the_sound_pages(self, folder: str = "out/site/posts") -> bool:
        """Are both written as they are, and does the second reading find them so?"""
        texts = {slug: (self.here / folder / slug / "index.md").read_text() for slug in SAID}
        return all(said in texts[slug] for slug, said in SAID.items()) and self.is_verified()

    def is_verified(self) -> bool:
        """Does the report say of both sound pages that they were written, and nothing differs?"""
        pages = json.loads((self.out / "report.json").read_bytes())["pages"]
        states = [
            (page["state"], page["differences"])
            for slug in SAID
            for page in pages
            if page["url"].endswith(f"/l/{slug}/")
        ]
        return states == [("written", [])] * len(SAID)

    def things(self) -> dict[str, str]:
        """All that is there, but for the output folder, and what it is."""
        ours = [self.here / name for name in self.ours]
        found = (path for path in self.around.rglob("*") if not _is_below(path, ours))
        return {str(path): _kind(path) for path in found}

    def written(self) -> list[str]:
        """The files of the export for the new site, by name, but for those of the sound pages."""
        files = (path for path in (self.out / "site").rglob("*") if not path.is_dir())
        names = (path.relative_to(self.out / "site").as_posix() for path in files)
        return sorted(name for name in names if not any(f"/{slug}/" in name for slug in SAID))


def _peak() -> int:
    """The most memory that this process has had."""
    return getrusage(RUSAGE_SELF).ru_maxrss * 1024


def _is_below(path: Path, folders: Sequence[Path]) -> bool:
    return any(path == folder or folder in path.parents for folder in folders)


def _kind(path: Path) -> str:
    mode = path.lstat().st_mode
    if stat.S_ISLNK(mode):
        return f"link to {os.readlink(path)}"  # noqa: PTH115  # as it stands
    return sha256(path.read_bytes()).hexdigest() if stat.S_ISREG(mode) else oct(mode)


def _on_a_line(said: str) -> str:
    """What was said, however it was broken into lines."""
    return " ".join(said.split())
