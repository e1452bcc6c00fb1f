"""What is handed out: wheel and source archive are whole, clean, and made the same twice."""

from __future__ import annotations

import os
import subprocess
import sys
import tarfile
import zipfile
from email import message_from_bytes
from pathlib import Path

import pytest

from migrator import __version__
from tests.conftest import ROOT

NAME = f"webnode_migrator-{__version__}"
DIST_INFO = f"{NAME}.dist-info/"
SHIPPED = {"migrator", "tests", "fixtures", "docs"}
WASTE = (".pyc", ".pyo", ".DS_Store", "~", ".orig", ".log", ".toml.lock")
CACHES = {"__pycache__", ".pytest_cache", ".hypothesis", ".mypy_cache", ".ruff_cache", ".git"}


def built(tree: Path, out: Path, kind: str) -> Path:
    """What the build backend makes of a tree, as it does for everybody, without the network."""
    command = [sys.executable, "-m", "hatchling", "build", "-t", kind, "-d", str(out)]
    environment = {**os.environ, "SOURCE_DATE_EPOCH": "1767225600"}
    subprocess.run(command, cwd=tree, env=environment, capture_output=True, check=True)
    (made,) = out.glob(f"{NAME}*")
    return made


@pytest.fixture(scope="module")
def sdist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built(ROOT, tmp_path_factory.mktemp("sdist"), "sdist")


@pytest.fixture(scope="module")
def unpacked(sdist: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The source archive as somebody unpacks it elsewhere, at another time."""
    folder = tmp_path_factory.mktemp("elsewhere")
    with tarfile.open(sdist) as archive:
        # the first releases of Python 3.11 know no filters
        archive.extraction_filter = getattr(tarfile, "data_filter", None)
        archive.extractall(folder)
    for path in (folder / NAME).rglob("*"):
        os.utime(path, (1_000_000_000, 1_000_000_000))
    return folder / NAME


@pytest.fixture(scope="module")
def wheel(unpacked: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel that is made of the source archive."""
    return built(unpacked, tmp_path_factory.mktemp("wheel"), "wheel")


def files_of(room: str) -> set[str]:
    """What belongs to a room of the tree, by its place."""
    found = (path for path in (ROOT / room).rglob("*") if path.is_file())
    names = (path.relative_to(ROOT) for path in found)
    return {name.as_posix() for name in names if not CACHES & set(name.parts)}


def test_wheel_holds_the_package_and_nothing_else(wheel: Path) -> None:
    """Every module, starter, template, list of words and page of the demo; no test and no cache."""
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())

    assert {name for name in names if not name.startswith(DIST_INFO)} == files_of("migrator")
    assert {name.removeprefix(DIST_INFO) for name in names if name.startswith(DIST_INFO)} == {
        *("METADATA", "RECORD", "WHEEL", "entry_points.txt", "licenses/LICENSE")
    }


@pytest.mark.parametrize(
    "file",
    ["py.typed", "data/texts.toml", "data/starters/hugo", "data/report", "demo/site"],
)
def test_what_is_no_module_is_in_the_wheel(wheel: Path, file: str) -> None:
    """The test above would be content with a tree in which these are missing."""
    with zipfile.ZipFile(wheel) as archive:
        assert [name for name in archive.namelist() if name.startswith(f"migrator/{file}")]


def test_source_archive_holds_all_that_the_tests_need(sdist: Path) -> None:
    """Package, tests, fixtures and docs are whole, and nothing that was made beside them."""
    with tarfile.open(sdist) as archive:
        names = {m.name.removeprefix(f"{NAME}/") for m in archive.getmembers() if m.isfile()}

    in_rooms = {name for name in names if name.partition("/")[0] in SHIPPED}
    assert in_rooms == set[str]().union(*map(files_of, SHIPPED))
    assert names - in_rooms == {
        *("CHANGELOG.md", "CONTRIBUTING.md", "LICENSE", "README.md"),
        *("PKG-INFO", "pyproject.toml", ".gitignore"),
    }
    assert [name for name in names if name.endswith(WASTE)] == []


def test_same_sources_make_the_same_bytes(
    sdist: Path, unpacked: Path, wheel: Path, tmp_path: Path
) -> None:
    """From the tree or from the source archive, now or later: no bit of either differs."""
    assert built(unpacked, tmp_path / "sdist", "sdist").read_bytes() == sdist.read_bytes()
    assert built(ROOT, tmp_path / "wheel", "wheel").read_bytes() == wheel.read_bytes()


def test_metadata_say_how_old_each_dependency_may_be(wheel: Path) -> None:
    """Each has a lower bound and no upper one; the command is there."""
    with zipfile.ZipFile(wheel) as archive:
        said = message_from_bytes(archive.read(f"{DIST_INFO}METADATA"))
        entry_points = archive.read(f"{DIST_INFO}entry_points.txt").decode()
    needed = [each for each in said.get_all("Requires-Dist") or [] if "extra ==" not in each]

    assert len(needed) > 10
    assert [each for each in needed if ">=" not in each and "tzdata" not in each] == []
    assert [each for each in needed if "<" in each or "==" in each.partition(";")[0]] == []
    assert "migrator = migrator.cli:cli" in entry_points
    assert said["Requires-Python"] == ">=3.11"
