"""No title or text of a page is more than that to what builds the new site."""

from __future__ import annotations

import html
import json
import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
import yaml
from defusedxml.ElementTree import parse

from migrator.targets import ALL
from tests.hostile.pages import SAID, sound
from tests.hostile.row import Row
from tests.hostile.titles import TEXTS, TITLES, Acting, Told
from tests.hostile.world import World

_TO = tuple(part for name in ALL for part in ("--to", name))
_IN_FILES = [name for name, target in ALL.items() if not target.in_one_file]
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")
_SLUG = "{http://wordpress.org/export/1.2/}post_name"


@pytest.fixture
def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> World:
    """Two saved pages that are sound, and all around what is somebody else's."""
    made = World(tmp_path / "around", monkeypatch)
    for slug, page in sound().items():
        made.put(f"site/{slug}.html", page)
    return made


def documents(world: World, target: str, slug: str = "odd") -> Path:
    """The document of a page."""
    folder = world.out / "site" / target
    found = [*folder.rglob(f"{slug}/index.md"), *folder.rglob(f"*-{slug}.md")]
    assert len(found) == 1
    return found[0]


def head_and_text(path: Path) -> tuple[dict[str, Any], str]:
    """The front matter as a builder reads it, and what is behind it."""
    text = path.read_bytes().decode()
    fence = text[:3]
    head, _, body = text[4:].partition(f"\n{fence}\n")
    told = yaml.safe_load(head) if fence == "---" else tomllib.loads(head)
    assert isinstance(told, dict)
    return told, body


def readable(title: str, target: str) -> str:
    """The title as a reader sees it: some themes want it as HTML."""
    return html.unescape(title) if target in ("pelican", "mkdocs") else title


def are_sound(world: World) -> bool:
    """Are both sound pages in every target, and verified?"""
    in_files = [
        said in documents(world, target, slug).read_text()
        for target in _IN_FILES
        for slug, said in SAID.items()
    ]
    in_one = [titles_in_wxr(world), titles_in_ghost(world)]
    called = [titles[slug] == slug.title() for titles in in_one for slug in SAID]
    return all([*in_files, *called]) and world.is_verified()


def titles_in_wxr(world: World) -> dict[str, str]:
    """Of the items of a WordPress export: what each is called, by its slug."""
    (path,) = (world.out / "site" / "wordpress").rglob("*.xml")
    items = parse(path).iter("item")
    return {item.findtext(_SLUG, ""): item.findtext("title", "") for item in items}


def titles_in_ghost(world: World) -> dict[str, str]:
    """Of the posts of a Ghost export: what each is called, by its slug."""
    (path,) = (world.out / "site" / "ghost").rglob("*.zip")
    with ZipFile(path) as packed:
        (name,) = [name for name in packed.namelist() if name.endswith(".json")]
        data: Mapping[str, Any] = json.loads(packed.read(name))["db"][0]["data"]
    return {post["slug"]: post["title"] for post in data["posts"]}


@pytest.mark.parametrize("row", TITLES, ids=lambda row: row.name)
def test_title_is_a_title(row: Row[Told], world: World) -> None:
    """Whatever it says, every reader of front matter gets it back, and no other field."""
    world.put("site/odd.html", row.given.page)
    world.exported(row, "site", *_TO)
    expected = row.given.expected
    legal = _ILLEGAL.sub("", expected)

    assert are_sound(world)
    for target in _IN_FILES:
        told, text = head_and_text(documents(world, target))
        assert readable(told["title"], target) == (legal if target == "jekyll" else expected)
        assert set(told) <= {each.name.partition(".")[0] for each in ALL[target].fields}
        assert "A word of sense." in text
    assert html.unescape(titles_in_wxr(world)["odd"]) == legal
    assert titles_in_ghost(world)["odd"] in (legal, f"{legal[:254]}…", "(untitled)")


@pytest.mark.parametrize("row", TEXTS, ids=lambda row: row.name)
def test_text_is_text(row: Row[Acting], world: World) -> None:
    """What would act in a builder is spelt for this builder so that it is seen."""
    world.put("site/odd.html", row.given.page)
    world.exported(row, "site", *_TO)

    assert are_sound(world)
    for target in _IN_FILES:
        told, text = head_and_text(documents(world, target))
        assert row.given.becomes.get(target, "") in text
        assert "evil" not in told
        assert "A word of sense." in text
    (wxr,) = (world.out / "site" / "wordpress").rglob("*.xml")
    assert row.given.becomes.get("wordpress", "") in html.unescape(wxr.read_text())
