"""`docs/report.schema.json`: every report is as it says, and nothing else is."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Callable, Iterable, Iterator
from copy import deepcopy
from functools import cache
from types import MappingProxyType
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from migrator import boilerplate
from migrator.frontmatter import FACTS
from migrator.generations import ALL as GENERATIONS
from migrator.models import Kind, Moved, Share
from migrator.report.items import KINDS, STATES
from tests.conftest import ROOT
from tests.reported import Report, reports_in

pytestmark = pytest.mark.loopback

DOCS = ROOT / "docs"
SCHEMA: Report = json.loads((DOCS / "report.schema.json").read_text("utf-8"))
VALIDATOR = Draft202012Validator(SCHEMA)
NAMES = ("markdown", "two", "ghost", "saved", "demo", "conflict", "verified", "delta", "by hand")
# Of each function that names a rule the place of the name among its arguments.
NAMING = MappingProxyType(
    {"LeftOut": 1, "NoContent": 0, "Removal": 0, "removed": 0, "_drop_targets": 1, "_unlinked": 0}
)


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Report]:
    return reports_in(tmp_path_factory.mktemp("schema"))


@pytest.fixture(scope="module")
def small(reports: dict[str, Report]) -> Report:
    """A report with no more things on a page than one of each kind in each state."""
    told = deepcopy(reports["markdown"])
    for page in told["pages"]:
        kept = {(item["kind"], item["state"]): item for item in page.get("items", ())}
        page |= {"items": [*kept.values()]} if kept else {}
    assert faults(told) == []
    return told


def faults(report: Report) -> list[str]:
    return [f"{each.json_path}: {each.message[:200]}" for each in VALIDATOR.iter_errors(report)]


def test_schema_is_one() -> None:
    """No word in it is misspelt, and no value of a word is of another kind."""
    Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("name", NAMES)
def test_report_is_as_its_schema_says(name: str, reports: dict[str, Report]) -> None:
    """Of one target and of several, of a second run, of `migrator verify`, with failures."""
    assert faults(reports[name]) == []


def test_reports_are_of_every_kind(reports: dict[str, Report]) -> None:
    """What makes each of them worth a look is in it."""
    assert reports.keys() == set(NAMES)
    assert all(pages(reports["markdown"], state) for state in ("merged", "used", "left_out"))
    assert all(len(page["paths"]) == 2 for page in pages(reports["two"]))
    assert {row["target"] for row in reports["ghost"]["not_carried"]} == {"ghost"}
    assert reports["conflict"]["conflicts"]
    assert reports["verified"]["lost"]
    assert reports["verified"]["edited_and_left_alone"]
    assert reports["delta"]["delta"]["pages"]["gone"]
    assert pages(reports["by hand"], "failed")


def pages(report: Report, state: str = "written") -> list[Report]:
    return [page for page in report["pages"] if page["state"] == state]


def items(report: Report, **told: str) -> list[Report]:
    found = (item for page in report["pages"] for item in page.get("items", ()))
    return [item for item in found if told.items() <= item.items()]


def without(row: Report, name: str) -> None:
    del row[name]


SPOILS: dict[str, Callable[[Report], object]] = {
    "another schema": lambda r: r.update(schema=2),
    "a new key": lambda r: r.update(colour="red"),
    "a key less": lambda r: without(r, "lost"),
    "an exit code of its own": lambda r: r.update(exit_code=3),
    "less than nothing": lambda r: r["totals"]["pages"].update(failed=-1),
    "half a page": lambda r: r["totals"]["files"].update(seen=1.5),
    "another kind of thing": lambda r: r["totals"]["items"].update(sound={}),
    "a kind that was not counted": lambda r: without(r["totals"]["items"], "form"),
    "a state that there is not": lambda r: pages(r)[0].update(state="lost"),
    "a page without a state": lambda r: without(pages(r)[0], "state"),
    "a page without facts": lambda r: without(pages(r)[0], "facts"),
    "a page without items": lambda r: without(pages(r)[0], "items"),
    "a written page with a rule": lambda r: pages(r)[0].update(rule="sitemap"),
    "a new key of a page": lambda r: pages(r)[0].update(colour="red"),
    "another kind of page": lambda r: pages(r)[0].update(kind="diary"),
    "another generation": lambda r: pages(r)[0].update(generation="webnode3"),
    "merged into nothing": lambda r: without(pages(r, "merged")[0], "into"),
    "left out by no rule": lambda r: without(pages(r, "left_out")[0], "rule"),
    "left out without a reason": lambda r: without(pages(r, "left_out")[0], "reason"),
    "left out with facts": lambda r: pages(r, "left_out")[0].update(facts={}),
    "a rule with blanks": lambda r: pages(r, "left_out")[0].update(rule="a bare list"),
    "used without a reason": lambda r: without(pages(r, "used")[0], "reason"),
    "failed without a reason": lambda r: r["pages"].append({"url": "u", "state": "failed"}),
    "nobody named it": lambda r: pages(r)[0].update(named_by=[]),
    "a day as it is printed": lambda r: pages(r)[0].update(fetched="5.3.2012"),
    "a title from nowhere": lambda r: without(pages(r)[0]["facts"]["title"], "origin"),
    "an origin of its own": lambda r: pages(r)[0]["facts"]["title"].update(origin="guess"),
    "no title": lambda r: without(pages(r)[0]["facts"], "title"),
    "a date in words": lambda r: dated(r).update(value="in March"),
    "a date without an offset": lambda r: dated(r).update(value="2012-03-05T14:07:00"),
    "a share of its own": lambda r: pages(r)[0]["ledger"].update(elsewhere={"links": 1}),
    "nothing counted": lambda r: pages(r)[0]["ledger"]["seen"].update(forms=0),
    "a note without a stage": lambda r: pages(r)[0].update(notes=[{"detail": "d"}]),
    "an absolute path": lambda r: pages(r)[0].update(path="/home/jana/site/index.md"),
    "an item of no number": lambda r: items(r)[0].update(number=0),
    "two messages in one": lambda r: items(r, kind="comment")[0].update(number=2),
    "a text that leads on": lambda r: items(r, kind="text", state="written")[0].update(to="/a/"),
    "an item in no place": lambda r: without(items(r, state="written")[0], "place"),
    "an item that no rule took": lambda r: without(items(r, state="left_out")[0], "rule"),
    "a fact by a rule alone": lambda r: without(items(r, kind="text", state="merged")[0], "reason"),
    "an item that just failed": lambda r: without(items(r, state="failed")[0], "reason"),
    "a file of no copies": lambda r: r["files"][0].update(paths=[]),
    "a file that came over for a reason": lambda r: r["files"][0].update(reason="r"),
    "a file that was merged": lambda r: r["files"][0].update(state="merged"),
    "linked from nowhere": lambda r: r["links_dead_on_the_old_site"][0].update(linked_from=[]),
    "another check": lambda r: r["redirects"][0]["faults"][0].update(check="ugly"),
    "another move": lambda r: r["redirects"][0]["moves"].update(shop=1),
    "no redirects": lambda r: r.update(redirects=[]),
    "a fact that there is not": lambda r: r.update(
        not_carried=[{"target": "x", "field": "mood", "pages": 1, "reason": "r"}]
    ),
    "elements of no rule": lambda r: r["boilerplate"].update({"": 1}),
    "a conflict as a path": lambda r: r.update(conflicts=["site/a.md"]),
    "a delta of pages alone": lambda r: r.update(delta={"pages": {}}),
}


def dated(report: Report) -> Report:
    date: Report = next(p["facts"]["date"] for p in pages(report) if "date" in p["facts"])
    return date


@pytest.mark.parametrize("name", SPOILS)
def test_spoilt_report_is_refused(name: str, small: Report) -> None:
    """A key too much or too few, a value of another kind: each of them is told."""
    report = deepcopy(small)
    SPOILS[name](report)

    assert not VALIDATOR.is_valid(report)


def test_every_key_of_the_schema_is_in_a_report(reports: dict[str, Report]) -> None:
    """It describes nothing that no run writes."""
    found = {key for report in reports.values() for key in keys_in(report)}

    assert keys_of_schema() - found == set()


def keys_in(told: object) -> Iterator[str]:
    if isinstance(told, dict):
        yield from told
    parts = told.values() if isinstance(told, dict) else told if isinstance(told, list) else ()
    for part in parts:
        yield from keys_in(part)


def described(schema: object) -> Iterator[tuple[str, Report]]:
    """Every key that the schema names, with what it says of it."""
    if isinstance(schema, dict):
        is_whole = schema.get("type") == "object" or "required" in schema
        named = schema.get("properties", {}) if is_whole else {}
        yield from ((name, told) for name, told in named.items() if told is not False)
    parts = schema.values() if isinstance(schema, dict) else ()
    for part in schema if isinstance(schema, list) else parts:
        yield from described(part)


def keys_of_schema() -> set[str]:
    return {name for name, _ in described(SCHEMA)}


def test_every_key_is_explained() -> None:
    """In the schema itself with a sentence, in `docs/report.md` by its name."""
    silent = [n for n, told in described(SCHEMA) if not explains(told)]

    assert silent == []
    assert keys_of_schema() - named_in("report.md") == set()


def explains(told: Report) -> bool:
    """Does it, or what it refers to, say what the key holds?"""
    name = told.get("$ref", "").removeprefix("#/$defs/")
    said = told.get("description") or SCHEMA["$defs"].get(name, {}).get("description", "")
    return told.keys() == {"const"} or said.endswith(".")


@cache
def named_in(*documents: str) -> set[str]:
    """Every name that stands in backticks, of one with dots each part."""
    texts = ((DOCS / name).read_text("utf-8") for name in documents)
    return {part for text in texts for t in re.findall("`([^`]+)`", text) for part in t.split(".")}


def values(*path: str) -> set[str]:
    """The values that the schema allows at the end of this path."""
    told: Any = SCHEMA["$defs"]
    for name in path:
        told = told[name]
    return set(told["enum"])


@pytest.mark.parametrize(
    ("path", "known"),
    [
        (("page_written", "properties", "kind"), Kind),
        (("generation",), (generation.name for generation in GENERATIONS)),
        (("item", "properties", "kind"), KINDS),
        (("item", "properties", "state"), STATES),
    ],
)
def test_values_are_those_of_the_code(path: tuple[str, ...], known: Iterable[str]) -> None:
    """A kind, a generation or a state that is new in the code is new in the schema."""
    assert values(*path) == {str(each) for each in known}


def test_names_are_those_of_the_code() -> None:
    """The shares of a ledger, what moved, and the facts that a front matter may hold."""
    row = SCHEMA["properties"]["redirects"]["items"]["properties"]
    carried = SCHEMA["properties"]["not_carried"]["items"]["properties"]

    assert {*SCHEMA["$defs"]["ledger"]["properties"]} == {"seen", "from_data", *Share}
    assert {*row["moves"]["properties"]} == {*Moved}
    assert {*carried["field"]["enum"]} == {*FACTS}


def test_checks_are_those_of_the_page_on_redirects() -> None:
    """Each law that a redirect can break is explained there."""
    row = SCHEMA["properties"]["redirects"]["items"]["properties"]["faults"]["items"]["properties"]

    assert {*row["check"]["enum"]} == {*named_by_calls("RedirectFault", 1)}
    assert {*row["check"]["enum"]} <= named_in("redirects.md")


def test_every_rule_is_explained(reports: dict[str, Report]) -> None:
    """Whatever rule a report can name stands in the table of one of the two pages."""
    rules = {rule.name for rule in boilerplate.ALL_RULES}
    rules |= {block.drops_by for each in GENERATIONS for block in each.blocks if block.drops_by}
    rules |= {name for function, at in NAMING.items() for name in named_by_calls(function, at)}
    rules |= {rule for report in reports.values() for rule in rules_in(report)}

    assert rules >= {"bare-list", "mobile-twin", "heading-level", "dead-target", "pager"}
    assert rules - rules_of("report.md", "rules.md") == set()


def rules_of(*documents: str) -> set[str]:
    """The names in the first column of their tables."""
    texts = "\n".join((DOCS / name).read_text("utf-8") for name in documents)
    return set(re.findall(r"^\| `([a-z-]+)` \|", texts, re.MULTILINE))


def rules_in(told: object) -> Iterator[str]:
    if isinstance(told, dict) and isinstance(told.get("rule"), str):
        yield told["rule"]
    parts = told.values() if isinstance(told, dict) else told if isinstance(told, list) else ()
    for part in parts:
        yield from rules_in(part)


def named_by_calls(function: str, at: int) -> Iterator[str]:
    """What calls of this function say at this place, where they say it outright."""
    for call in calls():
        name = getattr(call.func, "id", getattr(call.func, "attr", ""))
        told = call.args[at] if name == function and len(call.args) > at else None
        if isinstance(told, ast.Constant):
            yield str(told.value)


@cache
def calls() -> tuple[ast.Call, ...]:
    """Every call in the program."""
    modules = (ROOT / "migrator").rglob("*.py")
    trees = (ast.walk(ast.parse(path.read_text("utf-8"))) for path in modules)
    return tuple(node for tree in trees for node in tree if isinstance(node, ast.Call))
