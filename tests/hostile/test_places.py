"""Whatever a page or its file is called, it lies in the output folder, under a name of its own."""

from __future__ import annotations

from pathlib import Path

import pytest

from migrator.targets import ALL
from tests.hostile.pages import sound
from tests.hostile.places import NAMES, SLUGS, Saved
from tests.hostile.row import Row
from tests.hostile.world import World

_TO = tuple(part for name in ALL for part in ("--to", name))


@pytest.fixture
def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> World:
    """Two saved pages that are sound, and all around what is somebody else's."""
    made = World(tmp_path / "around", monkeypatch)
    for slug, page in sound().items():
        made.put(f"site/{slug}.html", page)
    return made


@pytest.mark.parametrize("row", [*SLUGS, *NAMES], ids=lambda row: row.name)
def test_name_leads_nowhere_else(row: Row[Saved], world: World) -> None:
    """The page lies where the row says; the rules for the new host are those of its old path."""
    world.put(f"site/{row.given.name}", row.given.page)
    said = world.exported(row, "site").output

    assert any(row.told in line for line in said.splitlines())
    assert world.has_the_sound_pages()
    assert world.written() == [row.given.written] * bool(row.given.written)
    table = (world.out / "redirects" / "map.csv").read_text()
    assert len(table.splitlines()) <= 4
    assert not any(line.startswith(("=", "+", "-", "@")) for line in table.splitlines())


def test_no_name_leads_elsewhere_in_any_target(world: World) -> None:
    """Whatever a target calls its files, they lie in its folder; rules for hosts stay lines."""
    for number, row in enumerate(SLUGS):
        world.put(f"site/zz{number:02}.html", row.given.page)
    told = f"{len(SLUGS) + 2} pages say what they said"
    world.exported(Row("all of them", "", 0, told, None), "site", *_TO)

    assert world.is_verified()
    assert {path.name for path in (world.out / "site").iterdir()} == set(ALL)
    files = [path for path in (world.out / "redirects").rglob("*.*") if path.suffix != ".md"]
    assert len(files) > 20
    for path in files:
        lines = path.read_text().splitlines()
        assert not any(line.startswith(("X: b", "} return", "=cmd", "http")) for line in lines)
