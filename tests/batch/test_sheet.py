"""The report over all sites for programs: as its schema and its page say, with sums that add up."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from migrator.batch.records import State
from migrator.batch.sheet import FILE_STATES, PAGE_STATES, Sheet
from migrator.models import Limits
from tests.batch.sheets import sheet, site
from tests.conftest import ROOT

Told = dict[str, Any]
SCHEMA: Told = json.loads((ROOT / "docs" / "batch.schema.json").read_text("utf-8"))
VALIDATOR = Draft202012Validator(SCHEMA)
ALL = (State.COMPLETE, State.LACKING, State.FAILED, State.OPEN)


def told(sheet: Sheet) -> Told:
    found: Told = json.loads(sheet.as_json())
    return found


def faults(told: Told) -> list[str]:
    return [f"{each.json_path}: {each.message[:200]}" for each in VALIDATOR.iter_errors(told)]


def test_schema_is_one() -> None:
    """No word in it is misspelt, and no value of a word is of another kind."""
    Draft202012Validator.check_schema(SCHEMA)


def test_sheet_is_as_its_schema_says(tmp_path: Path) -> None:
    """With a site in each state, and with one alone."""
    assert faults(told(sheet(tmp_path, *ALL))) == []
    assert faults(told(sheet(tmp_path, State.OPEN))) == []


def test_sums_are_those_of_the_sites(tmp_path: Path) -> None:
    """Each total is the sum over the sites, and what was seen is the sum of its states."""
    found = told(sheet(tmp_path, *ALL, *ALL))
    totals, sites = found["totals"], found["sites"]

    assert totals["sites"] == {"listed": 8, "complete": 2, "lacking": 2, "failed": 2, "open": 2}
    assert totals["posts"] == sum(each["posts"] for each in sites) == 16
    for kind, states in (("pages", PAGE_STATES), ("files", FILE_STATES)):
        for state in states:
            assert totals[kind][state] == sum(each[kind][state] for each in sites)
        for row in (totals[kind], *(each[kind] for each in sites)):
            assert row["seen"] * 2 == sum(row.values())


@pytest.mark.parametrize("worst", ALL)
def test_exit_code_is_nought_only_if_all_are_complete(tmp_path: Path, worst: State) -> None:
    """One site that is not complete is enough."""
    expected = int(worst is not State.COMPLETE)

    assert sheet(tmp_path, State.COMPLETE, worst).exit_code == expected
    assert told(sheet(tmp_path, State.COMPLETE, worst))["exit_code"] == expected


def test_worst_come_first(tmp_path: Path) -> None:
    """What failed, then what lacks most, then what is open, then what deserves a look."""
    sites = (
        site(tmp_path, 2, State.COMPLETE),
        site(tmp_path, 3, State.COMPLETE, doubtful=2),
        site(tmp_path, 4, State.OPEN),
        site(tmp_path, 5, State.LACKING, lost=0, differing=4),
        site(tmp_path, 6, State.LACKING, lost=3),
        site(tmp_path, 7, State.FAILED),
        site(tmp_path, 8, State.LACKING, lost=1),
    )

    assert [each.task.number for each in Sheet(sites).worst_first] == [7, 6, 8, 5, 4, 3, 2]


SPOILS: dict[str, Callable[[Told], object]] = {
    "another schema": lambda t: t.update(schema=2),
    "a new key": lambda t: t.update(colour="red"),
    "an exit code of its own": lambda t: t.update(exit_code=2),
    "no site": lambda t: t.update(sites=[]),
    "less than nothing": lambda t: t["totals"]["pages"].update(failed=-1),
    "a state that there is not": lambda t: t["sites"][0].update(state="lost"),
    "a site without a folder": lambda t: t["sites"][0].pop("folder"),
    "a folder elsewhere": lambda t: t["sites"][0].update(folder="/etc"),
    "a moment that is none": lambda t: t["sites"][0].update(ended="yesterday"),
    "an option that there is not": lambda t: t["sites"][0]["options"].update(colour="red"),
    "half a post": lambda t: t["sites"][0].update(posts=1.5),
}


@pytest.mark.parametrize("spoil", SPOILS)
def test_anything_else_is_none(tmp_path: Path, spoil: str) -> None:
    """The schema refuses a sheet that is not as the page says."""
    spoilt = deepcopy(told(sheet(tmp_path, *ALL)))
    SPOILS[spoil](spoilt)

    assert faults(spoilt) != []


def described(told: object) -> Iterator[tuple[str, Told]]:
    """Each key of the schema, and what it says of it."""
    parts = told if isinstance(told, dict) else {}
    for name, each in parts.get("properties", {}).items():
        yield name, each
    for each in (*parts.values(), *parts.get("$defs", {}).values()):
        yield from described(each)


def test_every_key_is_explained() -> None:
    """In the schema with a sentence, on the page by its name."""
    page = (ROOT / "docs" / "batch.md").read_text("utf-8")
    named = {part for each in re.findall(r"`([^`\n]+)`", page) for part in each.split(".")}
    silent = [
        name for name, each in described(SCHEMA) if "$ref" not in each and "description" not in each
    ]
    keys = {name for name, _ in described(SCHEMA)} - {*Limits.__dataclass_fields__}

    assert silent == []
    assert keys - named == set()


def test_values_are_those_of_the_code() -> None:
    """A state or a limit that is new in the code is new in the schema."""
    limits = SCHEMA["$defs"]["options"]["properties"]["max"]["properties"]

    assert SCHEMA["$defs"]["state"]["enum"] == [*State]
    assert {*limits} == {*Limits.__dataclass_fields__}
