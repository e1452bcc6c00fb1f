"""An archive that lies costs what it lies about, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.hostile.archives import ALONE, HARS, WARCS, ZIPS, Files
from tests.hostile.row import Row
from tests.hostile.world import World


@pytest.fixture
def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> World:
    """An empty folder, and all around what is somebody else's."""
    return World(tmp_path / "around", monkeypatch)


@pytest.mark.parametrize("row", [*ZIPS, *WARCS, *HARS], ids=lambda row: row.name)
def test_archive_costs_no_sound_page(row: Row[Files], world: World) -> None:
    """The sound pages in it are written and verified; what is not read is told."""
    for name, content in row.given.files.items():
        world.put(name, content)
    world.exported(row, row.given.source)

    assert world.has_the_sound_pages()
    assert set(world.written()) <= {"posts/odd/index.md"}


@pytest.mark.parametrize("row", ALONE, ids=lambda row: row.name)
def test_archive_that_cannot_be_read_leaves_nothing(row: Row[Files], world: World) -> None:
    """One line says why, and what to do; there is no output folder."""
    for name, content in row.given.files.items():
        world.put(name, content)
    result = world.exported(row, row.given.source)

    assert [line.partition(":")[0] for line in result.output.splitlines()] == ["Error", "Hint"]
    assert not world.out.exists()
