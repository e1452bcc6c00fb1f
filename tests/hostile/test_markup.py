"""A page that is a bomb, broken or hostile is told of in a line, and costs no other page."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.hostile.markup import ACTIVE, BOMBS, BROKEN
from tests.hostile.pages import sound
from tests.hostile.row import Row
from tests.hostile.world import World

_RUNS = ("javascript:", "vbscript:", "data:text", "<script", "onclick", "<svg", "<object")


@pytest.fixture
def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> World:
    """Two saved pages that are sound, and all around what is somebody else's."""
    made = World(tmp_path / "around", monkeypatch)
    for slug, page in sound().items():
        made.put(f"site/{slug}.html", page)
    return made


@pytest.mark.parametrize("row", [*BOMBS, *BROKEN, *ACTIVE], ids=lambda row: row.name)
def test_page_costs_no_other(row: Row[bytes], world: World) -> None:
    """The sound pages are written and verified; of this one what there is, or why not."""
    world.put("site/odd.html", row.given)
    world.exported(row, "site")

    assert world.has_the_sound_pages()
    is_lost = "the page is lost" in row.gets
    assert (world.written() == []) is is_lost
    for name in world.written():
        text = (world.out / "site" / name).read_text()
        assert name == "posts/odd/index.md" or "no date" in row.gets
        assert "A word of sense." in text or "empty" in row.told
        assert not any(sign in text for sign in _RUNS)
        assert "\nevil:" not in text
