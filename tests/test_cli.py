"""The tool as a user calls it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
import responses
from click.testing import CliRunner, Result

from migrator.cli import cli
from migrator.demo import serve
from migrator.errors import NothingToExport
from migrator.models import Difference, Limits
from migrator.run import Access, Job
from migrator.sources import Wayback
from tests.conftest import PAGES, ROOT, Golden
from tests.test_live import SITE as ADDRESS
from tests.test_live import serve as serve_mock

SITE = ROOT / "fixtures" / "site"
SAVED = SITE / "saved"
BLOCK = '<div class="b-text"><p>text</p></div>'
COLLECTION = "https://web.archive.org/web"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Every command runs in an empty folder of its own."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(cli, [str(argument) for argument in arguments])


def files(folder: Path) -> dict[str, bytes]:
    found = sorted(path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): path.read_bytes() for path in found}


@pytest.mark.parametrize("target", ["markdown", "hugo", "zola"])
def test_saved_site_becomes_the_expected_tree(target: str, folder: Path, golden: Golden) -> None:
    """A folder of saved pages gives exactly the files a person approved, down to the name."""
    result = run("export", SAVED, "--to", target, "--out", "out")
    expected = SITE / "expected" / target
    found = files(folder / "out" / "site")
    texts = {name: text for name, text in found.items() if name.endswith((".md", ".toml"))}

    assert result.exit_code == 1, result.output
    golden.check_json(expected / "files.json", list(found))
    for name, text in texts.items():
        golden.check(expected / name, text.decode())


def test_summary_names_what_came_over_and_what_did_not() -> None:
    """The words at the end tell every failure with its reason, and where the report is."""
    output = run("export", SAVED, "--out", "out").output

    for line in (
        "Written     1 post and 4 pages, 3 pictures and files",
        "Left out    3 addresses by rule: bare-list 1, saved-frame 1, saved-twice 1",
        "notes.html",
        "http://slow-paths.webnode.example/news/only-in-the-feed/",
        "https://slow-paths.webnode.example/_files/200000017-9db178db6b/lost.png",
        "Verified    5 pages say what they said on the old site (second reading)",
        f"Report      {Path('out') / 'report.html'}",
    ):
        assert line in output


def test_report_adds_up(folder: Path) -> None:
    """Every address seen stands in one state, and the columns sum up to what was seen."""
    run("export", SAVED, "--out", "out")
    report = json.loads((folder / "out/report.json").read_text())
    pages, total = report["pages"], report["totals"]["pages"]

    assert total == {"seen": 11, "written": 5, "merged": 0, "used": 1, "left_out": 3, "failed": 2}
    assert report["totals"]["files"] == {"seen": 5, "written": 3, "failed": 2}
    assert len({(page["url"], page.get("source")) for page in pages}) == len(pages)
    assert report["exit_code"] == 1
    assert report["boilerplate"]["site-footer"] == 5


def test_json_prints_the_report_and_nothing_else(folder: Path) -> None:
    """With --json, stdout is the report, ready for another program."""
    result = run("export", SAVED, "--out", "out", "--json")

    assert result.stdout == (folder / "out/report.json").read_text()


def test_single_page_without_any_loss_exits_with_zero(folder: Path) -> None:
    """A page that needs nothing from elsewhere is accounted for completely."""
    result = run("export", PAGES / "classic/forum/source.html", "--out", "out")

    assert result.exit_code == 0, result.output
    assert (folder / "out/site/pages/source/index.md").exists()
    assert (folder / "out/archive/site.warc.gz").exists()


def test_zone_is_the_users(folder: Path) -> None:
    """--timezone gives local dates their offset."""
    page = PAGES / "classic/article/source.html"
    run("export", page, "--out", "out", "--timezone", "Europe/Prague")

    text = (folder / "out/site/posts/over-the-ridge/index.md").read_text()
    assert "date: 2011-06-17T10:33:00+02:00\n" in text


def test_page_in_a_wrong_encoding_is_still_exported(folder: Path) -> None:
    """Bytes that are no UTF-8 cost themselves, not the page."""
    page = (PAGES / "classic/page/source.html").read_bytes()
    (folder / "a.html").write_bytes(page.replace(b"walk far", b"walk \xe9\xff far"))
    result = run("export", "a.html", "--out", "out")

    assert "Traceback" not in result.output
    text = (folder / "out/site/pages/a/index.md").read_text()
    assert "walk \ufffd\ufffd far" in text


def test_wrong_usage_exits_with_two() -> None:
    """Click's own errors keep Click's own code; a wrong zone is one of them."""
    assert run("export").exit_code == 2
    assert run("export", "x.html", "--to", "gopher").exit_code == 2
    result = run("export", "x.html", "--timezone", "Mars/Olympus")

    assert result.exit_code == 2
    assert "Europe/Prague" in result.output


def test_interruption_says_how_to_go_on(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C ends with 130 and a sentence, not with a traceback."""

    def interrupt(*arguments: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("migrator.run.run", interrupt)
    result = run("export", SAVED)

    assert result.exit_code == 130
    assert "same command again" in result.output


@pytest.mark.parametrize("command", ["export", "fetch", "inspect"])
@pytest.mark.parametrize(
    ("options", "access"),
    [
        ([], Access()),
        (["--refresh"], Access(refresh=True)),
        (["--delay", "2.5"], Access(delay=2.5)),
        (["--delay", "0", "--own-site"], Access(delay=0.0, own_site=True)),
        (["--max", "size=4G"], Access(limits=Limits(size=4 * 1024**3))),
        (
            ["--max", "redirects=3", "--max", "page = 10m"],
            Access(limits=Limits(redirects=3, page=10 * 1024**2)),
        ),
        (["--wayback"], Access(wayback=Wayback(COLLECTION))),
        (
            ["--wayback", "--at", "2019-12-31"],
            Access(wayback=Wayback(COLLECTION, datetime(2019, 12, 31, 23, 59, 59, tzinfo=UTC))),
        ),
        (
            [
                "--wayback-missing",
                "--at",
                "2019-12-31T08:00:00",
                "--wayback-endpoint",
                "https://a/",
            ],
            Access(wayback=Wayback("https://a/", datetime(2019, 12, 31, 8, tzinfo=UTC), True)),
        ),
    ],
)
def test_option_reaches_the_job(
    options: list[str], access: Access, command: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the user asks for is what is run, whatever the command."""
    jobs: list[Job] = []

    def remember(job: Job, on_progress: object) -> None:
        jobs.append(job)
        raise NothingToExport("enough")

    monkeypatch.setattr(f"migrator.run.{'run' if command == 'export' else command}", remember)
    run(command, SAVED, *options)

    assert [job.access for job in jobs] == [access]


@pytest.mark.parametrize(("options", "delay"), [([], 0.01), (["--own-site"], 0.0)])
def test_only_the_owner_may_ask_faster_than_the_site_wishes(
    options: list[str], delay: float, network: responses.RequestsMock
) -> None:
    """--delay alone never makes the wait shorter than robots.txt has it."""
    serve_mock(network, "User-agent: *\nCrawl-delay: 0.01\n", **{"": BLOCK})
    result = run("fetch", ADDRESS, "--delay", "0", "--json", *options)
    steps = [json.loads(line) for line in result.stderr.splitlines()]

    assert {step["delay"] for step in steps if step["stage"] == "pages"} == {delay}


@pytest.mark.parametrize(
    "told",
    [
        "size",
        "size=",
        "size=-1",
        "size=0",
        "size=1T",
        "size=1.5G",
        "colour=7",
        "=7",
        "size=4G,page=1",
    ],
)
def test_limit_that_is_none_is_wrong_usage(told: str) -> None:
    """The error says how a limit is written, and which there are."""
    result = run("export", SAVED, "--max", told)

    assert result.exit_code == 2
    words = " ".join(result.output.split())
    assert f"{told!r}: write NAME=NUMBER, the number above 0" in words
    assert "the names are size, page," in words


@pytest.mark.loopback
def test_second_run_asks_for_nothing(folder: Path) -> None:
    """What the archive holds is not fetched again: the site may even be gone. The bytes stay."""
    with serve() as address:
        run("export", address, "--out", "out")
        once = files(folder / "out")
    result = run("export", address, "--out", "out")

    assert "Written     5 posts and 2 pages, 8 pictures and files" in result.output
    assert files(folder / "out") == once
    assert run("export", address, "--out", "new").exit_code == 3


@pytest.mark.loopback
def test_demo_exports_a_blog_from_loopback(folder: Path) -> None:
    """The demo runs the real pipeline on a real server and finds what is there, and what is not."""
    result = run("demo")
    report = json.loads((folder / "migrator-demo/report.json").read_text())
    posts = sorted(path.name for path in (folder / "migrator-demo/site/posts").iterdir())

    assert result.exit_code == 0, result.output
    assert posts == [
        "a-kettle-for-the-road",
        "first-frost",
        "gallery-of-gates",
        "seven-bridges",
        "the-long-way-home",
    ]
    assert {page.get("generation") for page in report["pages"]} >= {"classic", "webnode2"}
    assert [f["url"].rpartition("/")[2] for f in report["files"] if f["state"] == "failed"] == [
        "lost-photo.jpg?ph=1a2b3c4d5e"
    ]
    assert len(list((folder / "migrator-demo/site/posts/gallery-of-gates").glob("*.jpg"))) == 4
    assert [page for page in report["pages"] if page.get("differences")] == []


@pytest.mark.loopback
def test_demo_fails_if_anything_else_is_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    """The demo forgives its one missing picture and nothing more."""
    monkeypatch.setattr("migrator.judge.verify", lambda *_: (Difference("words", "a", ""),))

    assert run("demo").exit_code == 1


@pytest.mark.loopback
def test_demo_takes_the_exact_date_from_the_feed(folder: Path) -> None:
    """A classic article has no offset on its page; the feed has."""
    run("demo", "--to", "hugo", "--out", "out")
    text = (folder / "out/site/content/posts/seven-bridges/index.md").read_text()

    assert "date: 2011-05-02T08:10:00+02:00\n" in text


def test_module_runs_as_the_command_does() -> None:
    """`python -m migrator` is the same program."""
    done = subprocess.run(
        [sys.executable, "-m", "migrator", "--version"],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )

    assert done.stdout.startswith("migrator, version 0.1.0")
