"""What keeps the rooms as they are: size, arrows, completeness, words in the README."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import click
import pytest

from migrator import __version__, boilerplate, errors, generations, targets
from migrator.cli import cli, options
from migrator.cli.shown import CODES, EXIT_CODES
from migrator.frontmatter import FACTS
from migrator.markdown import RawHtml
from migrator.models import Article, LeftOut, PhotoPage
from migrator.read import read
from migrator.read.page import parse
from tests.conftest import CASES, PAGES, ROOT

MODULES = sorted(path for room in ("migrator", "tests") for path in (ROOT / room).rglob("*.py"))
README = (ROOT / "README.md").read_text()
COMMANDS = sorted(cli.commands)


@pytest.mark.parametrize("module", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_module_is_small(module: Path) -> None:
    """A module that outgrows 300 lines is two modules."""
    assert len(module.read_text().splitlines()) <= 300


def test_import_contracts_are_kept() -> None:
    """The arrows of `pyproject.toml` hold."""
    command = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports())"
    done = subprocess.run([sys.executable, "-c", command], cwd=ROOT, capture_output=True, text=True)

    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("rule", boilerplate.ALL_RULES, ids=lambda r: f"{r.name}-{r.generation}")
def test_every_boilerplate_rule_fires_on_its_example(rule: boilerplate.Rule) -> None:
    """A rule without a page of its generation that shows it is not known to work."""
    (case,) = [case for case in CASES if case.name == rule.example]
    reading = read(case.snapshot)
    assert isinstance(reading, Article | PhotoPage)

    assert rule.name in [removal.rule for removal in reading.removed]
    assert rule.generation in ("", case.folder.parent.name)


def test_every_generation_has_fixtures_that_only_it_claims() -> None:
    """Each generation has pages of its own, and no page is claimed by two."""
    for generation in generations.ALL:
        folder = PAGES / generation.name
        cases = [case for case in CASES if case.folder.parent == folder]

        assert cases, f"no fixture in {folder}"
        for case in cases:
            assert generations.recognise(parse(case.snapshot)) is generation, case.name


def test_every_mark_is_borne_by_some_fixture() -> None:
    """A mark that no page bears cannot be relied on."""
    for generation in generations.ALL:
        own = [case for case in CASES if case.folder.parent.name == generation.name]
        pages = [parse(case.snapshot) for case in own]
        unseen = [m.name for m in generation.marks if not any(m.on(page) for page in pages)]

        assert unseen == []


def test_every_reason_to_leave_a_page_out_is_shown_by_a_fixture() -> None:
    """System pages, further pages of a list, twins and the others each have a page."""
    readings = [read(case.snapshot) for case in CASES]
    rules = {reading.rule for reading in readings if isinstance(reading, LeftOut)}

    assert rules == {"system-page", "list-pager", "bare-list", "reply-form", "mobile-twin"}


def test_every_error_is_in_the_tree() -> None:
    """The docstring of `errors` shows every error there is."""
    for error in errors.MigratorError.__subclasses__():
        assert error.__name__ in (errors.__doc__ or "")


@pytest.mark.parametrize("name", COMMANDS)
def test_command_has_help_and_stands_in_the_readme(name: str) -> None:
    """Nobody has to guess what a command does; each option says what it is for."""
    command = cli.commands[name]

    assert command.help
    assert f"migrator {name}" in README
    options = [p for p in command.params if isinstance(p, click.Option)]
    assert [option.name for option in options if not option.help] == []


def test_targets_on_the_command_line_are_those_there_are() -> None:
    """`--to` offers every target and no other."""
    (option,) = [p for p in cli.commands["export"].params if p.name == "targets"]

    assert isinstance(option.type, click.Choice)
    assert list(option.type.choices) == list(targets.ALL)
    assert all(f"[{name}](docs/targets/{name}.md)" in README for name in targets.ALL)
    assert options._FACTS == FACTS
    (raw,) = (each for each in cli.commands["export"].params if each.name == "raw_html")
    assert isinstance(raw.type, click.Choice)
    assert list(raw.type.choices) == list(RawHtml)


def test_changelog_begins_with_this_version() -> None:
    """The newest version in the changelog is the one that the package has."""
    versions = re.findall(r"^## (\S+)", (ROOT / "CHANGELOG.md").read_text(), re.MULTILINE)

    assert versions[0] == __version__


def test_exit_codes_in_the_readme_are_those_of_the_help() -> None:
    """Each exit code that the help names stands in the README, with the same words."""
    told = " ".join(EXIT_CODES.split())

    assert list(CODES) == [0, 1, 2, 3, 130]
    for code, words in CODES.items():
        assert f" {code} {words}" in told
        assert f"| {code} | {words} |" in README
