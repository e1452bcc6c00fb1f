"""Many sites from one list, as a user calls it."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from migrator.cli import cli
from migrator.fetch.turns import lock
from tests.batch.hosts import exported, listed, town
from tests.conftest import PAGES
from tests.test_cli import SAVED, files

pytestmark = pytest.mark.loopback
PAGE = PAGES / "classic" / "article-discussed" / "source.html"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Every command runs in an empty folder of its own."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def batch(*options: str, exit_code: int = 1) -> Result:
    done = CliRunner().invoke(cli, ["batch", "sites.csv", "--out", "out", *options])
    assert done.exit_code == exit_code, done.output
    return done


def rows(*lines: str) -> None:
    Path("sites.csv").write_text("\n".join(lines))


def sheet() -> dict[str, Any]:
    told: dict[str, Any] = json.loads(Path("out/batch.json").read_text())
    return told


def done() -> list[tuple[str, str]]:
    return [(site["state"], site["done"]) for site in sheet()["sites"]]


def test_no_host_is_asked_two_things_at_once(folder: Path) -> None:
    """Three sites at once, whose pictures lie at one host: each host is asked one thing at a time.

    A site that does not answer stops no other.
    """
    with town(3, latency=0.01) as here:
        listed(folder / "sites.csv", [*here.addresses, "http://127.0.0.1:1/"])
        told = batch("--sites", "4").stderr.splitlines()
        most, asked = here.most_at_once, here.asked
    states = [site["state"] for site in sheet()["sites"]]

    assert most == [1] * 4
    assert len({port for port, _ in asked}) == 4
    assert states == ["lacking", "lacking", "lacking", "failed"]
    assert sheet()["sites"][3]["error"] == "http://127.0.0.1:1/: the server could not be reached"
    assert sheet()["totals"]["posts"] == sum(site["posts"] for site in sheet()["sites"]) > 30
    assert len([line for line in told if line.startswith("begun: ")]) == 4
    assert "4 of 4 done" in told[-1]


def test_each_row_has_its_own_options() -> None:
    """What one row wants, no other gets; each goes where its row says."""
    rows("source;to;out;drafts", f"{SAVED};hugo zola;ann/one;yes", f"{SAVED};;;", f"{PAGE};;two;")
    batch()
    first, second, third = sheet()["sites"]

    assert [site["targets"] for site in (first, second, third)] == [
        ["hugo", "zola"],
        ["markdown"],
        ["markdown"],
    ]
    assert [site["folder"] for site in (first, second, third)] == ["ann/one", "saved-export", "two"]
    assert list(Path("out/ann/one/site/hugo").rglob("*.md"))
    posts = {
        name: b"draft: true" in text or b"draft = true" in text
        for name, text in exported(Path("out")).items()
        if name.endswith(".md")
    }
    drafts = {name for name, is_draft in posts.items() if is_draft}
    assert drafts
    assert all(name.startswith("ann/one/") for name in drafts)


def test_what_is_done_is_not_done_again() -> None:
    """The same command again reads nothing and writes the same; what has gone is done once more."""
    rows(str(SAVED), str(PAGE), "missing.zip")
    batch()
    before = files(Path("out"))
    batch()
    after = files(Path("out"))
    told = done()
    shutil.rmtree("out/saved-export/preview")
    Path("out/saved-export/report.json").unlink()
    batch()

    assert told == [("lacking", "before"), ("complete", "before"), ("failed", "now")]
    assert {name for name in before if before[name] != after[name]} <= {
        *("batch.json", "batch.html"),
        *(name for name in before if name.startswith(".batch/")),
    }
    assert done()[0] == ("lacking", "now")
    assert exported(Path("out")) == {
        name: content
        for name, content in before.items()
        if "/site/" in name or "/redirects/" in name
    }


def test_finished_site_is_not_asked_again() -> None:
    """Not once; `--retry` asks for what it lacked, and `--refresh` for all."""
    with town(1) as here:
        listed(Path("sites.csv"), here.addresses)
        batch()
        here.forget()
        batch()
        again, kept = [*here.asked], done()
        batch("--retry")
        retried = [path for _, path in here.asked]
        here.forget()
        batch("--refresh")
        refreshed = [path for _, path in here.asked]

    assert again == []
    assert kept == [("lacking", "before")]
    assert done() == [("lacking", "now")]
    assert len(retried) <= 3
    assert len(refreshed) > 20


def test_changed_options_are_taken_from_the_archive() -> None:
    """Another target, without a request; other sites stay as they are."""
    with town(2) as here:
        one, two = here.addresses
        rows("source,own-site,delay,to", f"{one},yes,0,", f"{two},yes,0,")
        batch()
        here.forget()
        rows("source,own-site,delay,to", f"{one},yes,0,", f"{two},yes,0,hugo")
        batch()
        told, targets = done(), [site["targets"] for site in sheet()["sites"]]

    assert here.asked == []
    assert told == [("lacking", "before"), ("lacking", "now")]
    assert targets == [["markdown"], ["hugo"]]


def test_changed_file_is_read_again(folder: Path) -> None:
    """What somebody saved anew is not what was exported."""
    page = folder / "page.html"
    page.write_bytes(PAGE.read_bytes())
    rows(str(page))
    batch(exit_code=0)
    first = exported(folder / "out")
    batch(exit_code=0)
    kept = done()
    page.write_bytes(PAGE.read_bytes().replace(b"</p>", b" More.</p>"))
    batch(exit_code=0)

    assert kept == [("complete", "before")]
    assert done() == [("complete", "now")]
    assert exported(folder / "out") != first


def test_name_and_password_are_written_nowhere() -> None:
    """They go to the site; neither lists, nor reports, nor lines on the terminal hold them."""
    rows("http://me:sesame@127.0.0.1:1/")
    told = batch("--json")
    written = [*files(Path("out")).values(), told.output.encode(), told.stderr.encode()]

    assert sheet()["sites"][0]["source"] == "http://127.0.0.1:1/"
    assert not any(b"sesame" in each for each in written)


def test_json_is_the_report(folder: Path) -> None:
    """stdout is `batch.json`, stderr a JSON object for each step."""
    rows(str(PAGE), "missing.zip")
    told = batch("--json", "--sites", "1")
    events = [json.loads(line) for line in told.stderr.splitlines()]
    first, second = str(PAGE), str(folder / "missing.zip")

    assert told.stdout == Path("out/batch.json").read_text()
    assert [(event["state"], event["source"], event["done"]) for event in events] == [
        ("begun", first, 0),
        ("complete", first, 1),
        ("begun", second, 1),
        ("failed", second, 2),
    ]
    assert events[-1]["error"] == f"{second}: no such file or folder"


def taken_by_a_file(out: Path) -> None:
    out.write_text("mine")


def an_export(out: Path) -> None:
    out.mkdir()
    (out / "manifest.json").write_text("{}")


def a_report_of_somebody(out: Path) -> None:
    out.mkdir()
    (out / "batch.html").write_text("mine")


def a_link_elsewhere(out: Path) -> None:
    out.mkdir()
    (out / ".batch").symlink_to(out.parent)


@pytest.mark.parametrize(
    ("made", "told"),
    [
        (taken_by_a_file, "out is a file"),
        (an_export, "out holds the export of a single site"),
        (a_report_of_somebody, "out/batch.html was not written by a batch"),
        (a_link_elsewhere, "leads out of the output folder"),
    ],
)
def test_folder_that_cannot_be_used_is_left_alone(
    folder: Path, made: Callable[[Path], None], told: str
) -> None:
    """It is told before anything is done, and nothing is written there or beyond."""
    made(folder / "out")
    rows(str(PAGE))
    before = {*folder.rglob("*")}
    output = batch(exit_code=2).output

    assert told in output
    assert {*folder.rglob("*")} == before


def test_folder_of_a_site_that_is_a_link_fails_alone(folder: Path) -> None:
    """Nothing is written where it leads; the other sites are done."""
    (folder / "out").mkdir()
    (folder / "elsewhere").mkdir()
    (folder / "out" / "one").symlink_to(folder / "elsewhere")
    rows("source,out", f"{PAGE},one", f"{PAGE},two")
    batch()

    assert [site["state"] for site in sheet()["sites"]] == ["failed", "complete"]
    assert "leads out of the output folder" in sheet()["sites"][0]["error"]
    assert [*(folder / "elsewhere").iterdir()] == []


def test_two_batches_do_not_share_a_folder(folder: Path) -> None:
    """The second is refused while the first is at work, and welcome when it is not."""
    rows(str(PAGE))
    (folder / "out" / ".batch").mkdir(parents=True)
    with (folder / "out" / ".batch" / "lock").open("ab") as file:
        assert lock(file, waits=False)
        refused = batch(exit_code=2).output
    batch(exit_code=0)

    assert "another batch is at work in out" in refused


def test_export_made_by_hand_is_taken_over() -> None:
    """Who has exported one of the sites into its folder before keeps its archive."""
    with town(1) as here:
        address = here.addresses[0]
        name = address.removeprefix("http://").rstrip("/").replace(":", "-")
        given = ("--own-site", "--delay", "0", "--out", f"out/{name}")
        CliRunner().invoke(cli, ["export", address, *given])
        here.forget()
        listed(Path("sites.csv"), [address])
        batch()

    assert len(here.asked) <= 3
