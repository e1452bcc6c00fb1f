"""Ghost's import file, held against what Ghost 6 asks of each field: one wrong one undoes all."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from functools import cache
from io import BytesIO
from pathlib import Path, PurePosixPath
from typing import Any
from zipfile import ZipFile

import pytest

from migrator.models import Asset, Package
from migrator.output import Output
from migrator.pipeline import Export, export
from migrator.survey import Wishes
from migrator.targets.ghost import GHOST
from tests.destinations.site import expected, moving

INSTANT = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z"
SLUG = r"[a-z0-9]+(?:-[a-z0-9]+)*"
ID = r"\d{1,24}"
HERE = "__GHOST_URL__"
# Of each table its fields: what the whole value must look like, how long it may be, and whether
# it has to be there.
SCHEMA: Mapping[str, Mapping[str, tuple[str, int, bool]]] = {
    "posts": {
        "id": (ID, 24, True),
        "title": (r"(?s).+", 255, True),
        "slug": (SLUG, 185, True),
        "html": (r"(?s).*", 10**9, True),
        "status": ("published|draft", 50, True),
        "type": ("post|page", 50, True),
        "visibility": ("public", 50, True),
        "feature_image": (f"{HERE}/content/images/.+|https?://.+", 2000, False),
        "published_at": (INSTANT, 24, False),
        "created_at": (INSTANT, 24, False),
        "updated_at": (INSTANT, 24, False),
        "custom_excerpt": (r"(?s).+", 300, False),
    },
    "posts_meta": {
        "post_id": (ID, 24, True),
        "meta_description": (r"(?s).+", 500, False),
        "feature_image_alt": (r"(?s).+", 191, False),
    },
    "tags": {
        "id": (ID, 24, True),
        "name": (r"[^,#].*", 191, True),
        "slug": (SLUG, 185, True),
    },
    "posts_tags": {
        "post_id": (ID, 24, True),
        "tag_id": (ID, 24, True),
        "sort_order": ("", 0, True),
    },
}


@cache
def exported() -> Export:
    return export(moving().gathered, moving().archive, GHOST, Wishes())


@pytest.fixture(scope="module")
def members(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The package as it is written, by its names."""
    out = tmp_path_factory.mktemp("ghost")
    package = exported().package
    assert isinstance(package, Package)
    Output(out).write((), (), moving().archive, packages=[package])
    with ZipFile(BytesIO((out / "site" / "ghost-import.zip").read_bytes())) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.fixture
def data(members: dict[str, bytes]) -> dict[str, list[dict[str, Any]]]:
    (told,) = json.loads(members["data.json"])["db"]
    assert re.fullmatch(r"\d{13}", str(told["meta"]["exported_on"]))
    assert told["meta"]["version"].startswith("6.")
    return dict(told["data"])


def faults(data: dict[str, list[dict[str, Any]]]) -> Iterator[str]:
    """Whatever Ghost would refuse, or not know."""
    for table, rows in data.items():
        fields = SCHEMA.get(table, {})
        for row in rows:
            yield from (f"{table}.{name} is no field" for name in row.keys() - fields.keys())
            for name, (form, longest, is_needed) in fields.items():
                value = row.get(name)
                if value is None and is_needed:
                    yield f"{table}.{name} is missing in {row}"
                elif name == "sort_order" and not isinstance(value, int):
                    yield f"{table}.{name} is no number: {value!r}"
                elif isinstance(value, str) and not re.fullmatch(form, value):
                    yield f"{table}.{name} is {value!r}"
                elif isinstance(value, str) and len(value) > longest:
                    yield f"{table}.{name} has {len(value)} signs"


def test_every_field_is_as_ghost_asks(data: dict[str, list[dict[str, Any]]]) -> None:
    """No field that it does not know, none too long, none missing, no date that it would guess."""
    assert data.keys() == SCHEMA.keys()
    assert list(faults(data)) == []


def test_fault_is_found(data: dict[str, list[dict[str, Any]]]) -> None:
    """The check itself sees what Ghost would refuse."""
    post, tag = data["posts"][0], data["tags"][0]
    bad = {
        "posts": [post | {"title": "x" * 256, "status": "live", "published_at": "5.3.2012"}],
        "tags": [tag | {"name": ",x", "colour": "red"}],
        "posts_meta": [{"meta_description": "x"}],
    }

    assert len(list(faults(bad))) == 6


def test_rows_refer_to_one_another(data: dict[str, list[dict[str, Any]]]) -> None:
    """Each post once, each slug once, and no tag or description of a post that is not there."""
    posts = {post["id"] for post in data["posts"]}
    tags = {tag["id"] for tag in data["tags"]}

    assert len(posts) == len(data["posts"]) == len(expected())
    assert len({post["slug"] for post in data["posts"]}) == len(posts)
    assert len({tag["slug"] for tag in data["tags"]}) == len(tags) == len(data["tags"])
    assert {each["post_id"] for each in data["posts_tags"]} <= posts
    assert {each["tag_id"] for each in data["posts_tags"]} == tags
    assert {each["post_id"] for each in data["posts_meta"]} <= posts


def test_drafts_are_drafts(data: dict[str, list[dict[str, Any]]]) -> None:
    """As many as the old site had, and none with a day of publication."""
    drafts = [post for post in data["posts"] if post["status"] == "draft"]

    assert [post["title"] for post in drafts] == [p.title for p in expected() if p.draft]
    assert not any("published_at" in post for post in drafts)


def test_names_in_the_package_are_plain(members: dict[str, bytes]) -> None:
    """Ghost reads no other names; a second JSON or a Markdown it would take for posts."""
    assert all(re.fullmatch(r"[a-z0-9./_-]+", name) for name in members)
    assert not any(".." in PurePosixPath(name).parts for name in members)
    assert [name for name in members if name.endswith((".json", ".md", ".markdown"))] == [
        "data.json"
    ]


def test_what_posts_show_is_in_the_package(
    members: dict[str, bytes], data: dict[str, list[dict[str, Any]]]
) -> None:
    """Each reference has its member with the bytes of the old site, each member its reference."""
    told = json.dumps([data["posts"]])
    shown = set(re.findall(rf"{HERE}/(content/[^\"\\\s]+)", told))
    package = exported().package
    assert isinstance(package, Package)
    copies = {
        str(a.path.relative_to(package.path)): a for a in package.members if isinstance(a, Asset)
    }

    assert shown == members.keys() - {"data.json"} == copies.keys()
    for name, asset in copies.items():
        assert members[name] == moving().archive.snapshot(asset.kept_at or asset.url).body


def test_links_lead_to_what_is_there(data: dict[str, list[dict[str, Any]]]) -> None:
    """A link to another post is its address."""
    posts = {f"/{post['slug']}/" for post in data["posts"]}
    linked = set(re.findall(rf'{HERE}(/(?!content/)[^#"\\]*)', json.dumps(data["posts"])))

    assert linked
    assert linked <= posts


def test_redirects_are_as_ghost_asks(tmp_path: Path) -> None:
    """Each rule is an expression, a place on the new site, and for good."""
    (document,) = (d for d in exported().documents if d.path.name == "redirects.json")
    rules = json.loads(document.content)

    assert len(rules) == len({rule["from"] for rule in rules}) > 20
    for rule in rules:
        assert rule.keys() == {"from", "to", "permanent"}
        assert re.compile(rule["from"]).pattern.isascii()
        assert re.fullmatch(r"/[!-~]*", rule["to"])
        assert rule["permanent"] is True
