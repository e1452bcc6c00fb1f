"""What calm exports look like: each is made once, and copied from then on."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, field
from pathlib import Path

from click.testing import CliRunner

from migrator.cli import cli
from tests.conftest import ROOT
from tests.faults.disk import Cut, Disk, Strikes, failing

SAVED = ROOT / "fixtures" / "site" / "saved"
DONE = 1  # the exit code of an undisturbed export: one of its pictures is missing on purpose
CUT = -9  # that of what did not end by itself
LOCK = ".migrator.lock"


@dataclass(frozen=True)
class Ended:
    """How a command ended, and what it told."""

    code: int
    told: str


def command(*arguments: str | Path) -> Ended:
    """What became of a command; a cut ends it as if its process had gone."""
    try:
        result = CliRunner().invoke(cli, [*map(str, arguments)])
    except Cut:
        return Ended(CUT, "")
    return Ended(result.exit_code, result.output)


def files(folder: Path) -> dict[str, bytes]:
    """All that lies below a folder, by name."""
    found = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def unequal(one: dict[str, bytes], other: dict[str, bytes]) -> list[str]:
    """The files that are not the same on both sides."""
    return sorted(name for name in {*one, *other} if one.get(name) != other.get(name))


@dataclass
class Stage:
    """Exports of saved pages to Hugo: into an empty folder, or where an earlier export lies.

    That was for the target `before`, when one page said something else, and one was more.
    """

    place: Path
    deeds: dict[str, int] = field(default_factory=dict)  # that an export takes, by `before`
    port: int = 0  # of the demo's blog: pages name it, so it is always the same

    def calm(self, before: str) -> Path:
        """The undisturbed export."""
        out = self.place / f"calm-{before}" / "out"
        if before not in self.deeds:
            if before:
                shutil.copytree(self.earlier(before), out)
            out.parent.mkdir(exist_ok=True)
            with failing(Disk(out.parent)) as disk:
                assert exported(out).code == DONE
            self.deeds[before] = disk.done
        return out

    def earlier(self, before: str) -> Path:
        """The earlier export."""
        pages, out = self.place / before / "saved", self.place / before / "out"
        if not out.exists():
            shutil.copytree(SAVED, pages)
            site = pages / "slow-paths.webnode.example"
            gear, ridge = site / "gear/index.html", site / "news/over-the-ridge/index.html"
            gear.write_bytes(gear.read_bytes().replace(b"Boots:", b"Shoes:"))
            hill = site / "news/over-the-hill/index.html"
            hill.parent.mkdir()
            hill.write_bytes(ridge.read_bytes().replace(b"over-the-ridge", b"over-the-hill"))
            assert command("export", pages, "--to", before, "--out", out, "-q").code == DONE
            texts = [path.read_text() for path in out.rglob("index.md")]
            assert any("Shoes:" in text for text in texts)
            assert [*out.rglob("over-the-hill*")]
        return out

    def disturbed(self, out: Path, before: str, strikes: Strikes) -> tuple[Ended, Disk]:
        """How the export ends on a disk that fails, which holds what was there before."""
        if before:
            shutil.copytree(self.earlier(before), out)
        disk = Disk(out.parent, strikes)
        with failing(disk):
            return exported(out), disk

    def heals(self, out: Path, before: str, ended: Ended) -> None:
        """The same command, again unless it was done, makes what it would have made."""
        last = ended if ended.code == DONE else exported(out)

        assert last.code == DONE, last.told
        assert (differ := unequal(files(out), files(self.calm(before)))) == [], differ


def exported(out: Path) -> Ended:
    """The command that is disturbed."""
    return command("export", SAVED, "--to", "hugo", "--out", out, "-q")
