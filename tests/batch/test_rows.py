"""What a row of the list may say: whatever `export` may be told."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import click
import pytest
from click.testing import CliRunner, Result

from migrator.batch.listed import Line
from migrator.batch.planned import Listed, tasks_of
from migrator.batch.records import TURNS, Task
from migrator.cli import cli
from migrator.cli.batch import _columns, _listed
from migrator.errors import ListRefused
from migrator.markdown import RawHtml
from migrator.models import Limits
from migrator.run import Access, Job
from migrator.sources import Wayback
from migrator.survey import Wishes

URL = "https://blog.example/"


def run(folder: Path, text: str) -> Result:
    (folder / "sites.csv").write_text(text)
    asked = ["batch", str(folder / "sites.csv"), "--out", str(folder / "out")]
    return CliRunner().invoke(cli, asked)


def test_columns_are_the_options_of_export() -> None:
    """A new option of `export` is a new column; only what is for the terminal is none."""
    options = (each for each in cli.commands["export"].params if isinstance(each, click.Option))
    names = {max(option.opts, key=len).removeprefix("--") for option in options}

    assert {*_columns()} == names - {"json", "quiet"}


def test_row_says_what_the_same_options_say() -> None:
    """Each column, as a single export would understand it; what is empty is as usual."""
    cells = {
        "source": URL,
        "to": "hugo, zola",
        "front-matter": "title,date,tags:keywords",
        "timezone": "Europe/Prague",
        "raw-html": "keep",
        "author": "--help",
        "jobs": "3",
        "drafts": "Yes",
        "redact": "no",
        "delay": "2.5",
        "own-site": "x",
        "refresh": "true",
        "max": "size=4G; redirects=3",
        "wayback": "1",
        "wayback-endpoint": "https://archive.example/web",
        "at": "2019-12-31",
        "out": "clients/blog",
    }
    one, other = _listed([Line(2, cells), Line(3, {"source": "-x"})])
    at = datetime(2019, 12, 31, 23, 59, 59, tzinfo=UTC)
    access = Access(
        delay=2.5,
        own_site=True,
        refresh=True,
        limits=Limits(size=4 << 30, redirects=3),
        wayback=Wayback("https://archive.example/web", at),
    )

    assert one.job == Job(
        URL,
        ("hugo", "zola"),
        Path("clients/blog"),
        Wishes(ZoneInfo("Europe/Prague"), "--help", False, RawHtml.KEEP, True),
        access,
        fields=(("title", ""), ("date", ""), ("tags", "keywords")),
        jobs=3,
    )
    assert one.out == "clients/blog"
    assert other.job == Job("-x", jobs=1)


def test_task_is_plain_data_that_says_the_same(tmp_path: Path) -> None:
    """What a worker is given over a wire makes the job of the row again."""
    cells = {"source": URL, "to": "hugo", "wayback": "yes", "at": "2019-12-31", "max": "size=1M"}
    cells |= {
        "timezone": "Europe/Prague",
        "front-matter": "title:headline",
        "delay": "3",
        "jobs": "2",
    }
    (listed,) = _listed([Line(2, cells)])
    (task,) = tasks_of([listed], tmp_path, {}, refresh=False)
    again = Task(**json.loads(json.dumps(task.as_dict()))).job
    access = listed.job.access

    assert (again.source, again.jobs) == (URL, 2)
    assert again.folder == tmp_path / "blog.example"
    assert (again.targets, again.wishes, again.fields) == (
        listed.job.targets,
        listed.job.wishes,
        listed.job.fields,
    )
    assert again.access.turns == tmp_path / TURNS
    assert (again.access.wayback, again.access.limits) == (access.wayback, access.limits)
    assert (again.access.delay, again.access.own_site) == (3.0, False)


@pytest.mark.parametrize(
    ("column", "cell", "told"),
    [
        ("to", "wordpress hugoo", "to: 'hugoo' is not one of"),
        ("timezone", "Mars/Olympus", "timezone: 'Mars/Olympus' is not a zone"),
        ("front-matter", "title,colour", "front-matter: 'colour' is no field"),
        ("raw-html", "all", "raw-html: 'all' is not one of"),
        ("drafts", "maybe", "drafts is yes or no, and not 'maybe'"),
        ("delay", "-1", "delay: -1.0 is not in the range"),
        ("delay", "nan", "delay: this is no number of seconds"),
        ("max", "size=", "max: 'size=': write NAME=NUMBER"),
        ("at", "2019-12-31", "--at says of which day"),
        ("at", "yesterday", "at: 'yesterday' does not match the formats"),
        ("out", "../elsewhere", "out '../elsewhere' leads out of the output folder"),
        ("out", "/etc", "out '/etc' leads out of the output folder"),
        ("out", "..\\elsewhere", "out '..\\\\elsewhere' leads out of the output folder"),
    ],
)
def test_odd_value_is_refused_with_its_row(
    tmp_path: Path, column: str, cell: str, told: str
) -> None:
    """The exit code is that of wrong usage, and nothing has been fetched or written."""
    done = run(tmp_path, f'source;{column}\nhttps://a.example;\nhttps://b.example;"{cell}"\n')

    assert done.exit_code == 2
    assert f"Error: row 3: {told}" in done.output
    assert "Nothing was fetched." in done.output
    assert not (tmp_path / "out").exists()


def test_name_that_a_builder_takes_for_something_else_is_refused(tmp_path: Path) -> None:
    """It would only show when the whole site was fetched."""
    done = run(tmp_path, "source;to;front-matter\na.example;eleventy;title,slug:permalink\n")

    assert done.exit_code == 2
    assert "Error: row 2: permalink is the name of another field in eleventy" in done.output


@pytest.mark.parametrize(
    ("source", "told"),
    [
        ("-", "a list cannot name stdin"),
        ("ftp://b.example", "ftp://b.example: only http and https addresses can be fetched"),
        ("https://a.example", "it says the same as row 2"),
    ],
)
def test_odd_source_is_refused_with_its_row(tmp_path: Path, source: str, told: str) -> None:
    """Where it is clear from the list alone that it cannot be."""
    done = run(tmp_path, f"source\nhttps://a.example\n{source}\n")

    assert done.exit_code == 2
    assert f"Error: row 3: {told}" in done.output
    assert not (tmp_path / "out").exists()


def test_same_site_may_be_listed_for_several_purposes(tmp_path: Path) -> None:
    """Each gets a folder of its own; the second is called like the first, with a number."""
    rows = [Line(2, {"source": URL, "to": "hugo"}), Line(3, {"source": URL, "to": "ghost"})]
    tasks = tasks_of(_listed(rows), tmp_path, {}, refresh=False)

    assert [task.folder for task in tasks] == ["blog.example", "blog.example-2"]


def test_path_of_a_task_is_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A worker may be in another folder than whoever wrote the list."""
    monkeypatch.chdir(tmp_path)
    (task,) = tasks_of([Listed(2, Job("saved/page.html"))], tmp_path, {}, refresh=True)

    assert task.source == str(tmp_path / "saved" / "page.html")
    assert task.refresh


def test_refusal_names_each_row() -> None:
    """Faults of several rows are told together."""
    rows = [Line(n, {"source": URL, "delay": "much"}) for n in (2, 5)]
    with pytest.raises(ListRefused) as refused:
        _listed(rows)

    assert [line.strip()[:6] for line in str(refused.value).splitlines()] == ["row 2:", "row 5:"]
