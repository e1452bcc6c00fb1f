"""Nothing is written outside of the output folder, nor into one that is somebody else's."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from migrator.cli import cli
from tests.hostile.folders import BELONGS, LINKS, ODD, SOURCES, Folder
from tests.hostile.pages import post, sound
from tests.hostile.row import Row
from tests.hostile.world import World


@pytest.fixture
def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> World:
    """Saved pages, and all around what is somebody else's."""
    made = World(tmp_path / "around", monkeypatch)
    for slug, page in sound().items():
        made.put(f"site/{slug}.html", page)
    made.put("site/odd.html", post("<p>A word of sense.</p>"))
    return made


@pytest.mark.parametrize("row", [*BELONGS, *LINKS, *SOURCES], ids=lambda row: row.name)
def test_folder_of_somebody_else_stays_theirs(row: Row[Folder], world: World) -> None:
    """What is not ours is neither changed nor removed; the line says what is in the way."""
    if row.given.again:
        CliRunner().invoke(cli, ["export", "site", "--out", "out", "--quiet"])
        assert (world.out / ODD).exists()
        world.put("site/new.html", post("<p>A word of news.</p>", "new", "New"))
        world.put("site/odd.html", post("<p>Another word of sense.</p>"))
    row.given.prepare(world)
    world.ours = () if row.code == 2 and row.given.stays else ("out",)
    result = world.exported(row, "site")

    if row.code == 2:
        told = [line.partition(":")[0] for line in result.output.splitlines()]
        assert told == ["Error", "Hint"]
    else:
        assert world.has_the_sound_pages()
