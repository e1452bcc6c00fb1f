"""Runs after runs: the same bytes, edits kept, one bad page, a folder that cannot be used."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from migrator.demo import serve as serve_demo
from migrator.markdown.converter import Converter, Written
from migrator.models import Reading, Snapshot
from migrator.read import read
from tests.conftest import PAGES
from tests.test_cli import SAVED, files, run
from tests.webnode import Blog, serve


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Every command runs in an empty folder of its own."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def save_classic(folder: Path, *names: str) -> None:
    for name in names:
        page = PAGES / "classic" / name / "source.html"
        (folder / f"{name}.html").write_bytes(page.read_bytes())


def test_same_export_twice_gives_the_same_bytes(folder: Path) -> None:
    """Two runs into two folders are equal in every file; so is a second run into the first."""
    run("export", SAVED, "--out", "one/blog")
    run("export", SAVED, "--out", "two/blog")
    once = files(folder / "one")

    assert once == files(folder / "two")

    run("export", SAVED, "--out", "one/blog")

    assert files(folder / "one") == once


def test_what_an_earlier_export_wrote_is_no_saved_page(folder: Path) -> None:
    """A folder of saved pages may hold the exports of others: their previews are none of them."""
    save_classic(folder, "article")
    run("export", "article.html", "--out", "earlier")
    (folder / "earlier" / "mine.html").write_bytes((folder / "article.html").read_bytes())
    run("export", ".", "--out", "out")
    report = json.loads((folder / "out" / "report.json").read_text())
    told = {page["source"] for page in report["pages"] if "source" in page}

    assert list((folder / "earlier" / "preview").rglob("*.html"))
    assert told == {"article.html", "earlier/mine.html"}


def site(folder: Path) -> dict[str, bytes]:
    return files(folder / "site")


@pytest.mark.parametrize("target", ["markdown", "hugo"])
def test_archive_of_saved_pages_is_exported_alike(target: str, folder: Path) -> None:
    """What an export kept of them is all that it takes: `convert` writes the same site/."""
    run("export", SAVED, "--out", "one", "--to", target)
    shutil.copytree("one/archive", "two/archive")
    result = run("convert", "two", "--to", target)

    assert result.exit_code == 1, result.output
    assert site(folder / "two") == site(folder / "one") != {}


@pytest.mark.loopback
def test_what_was_fetched_is_exported_without_the_network(folder: Path) -> None:
    """`fetch` leaves an archive and whose it is; `convert` makes of it what an export makes."""
    with serve_demo() as address:
        exported = run("export", address, "--out", "one")
        fetched = run("fetch", address, "--out", "two")
    only = {path.name for path in (folder / "two").rglob("*") if path.is_file()}
    converted = run("convert", "two")

    assert only == {"site.warc.gz", "index.jsonl", "manifest.json"}
    assert (exported.exit_code, fetched.exit_code, converted.exit_code) == (1, 1, 1)
    assert "Kept        7 posts and pages (" in fetched.output
    assert "and 8 pictures and files" in fetched.output
    assert "lost-photo.jpg?ph=1a2b3c4d5e" in fetched.output
    assert "Next        migrator convert two\n" in fetched.output
    assert site(folder / "two") == site(folder / "one") != {}


@pytest.mark.loopback
def test_whole_blog_is_exported_alike_from_its_archive(folder: Path) -> None:
    """Lists, feeds, sitemaps, albums and hidden posts are all found again without the network."""
    blog = Blog("both", 24, trouble=False)
    with serve(blog) as server:
        run("export", server.address, "--out", "one")
        fetched = run("fetch", server.address, "--out", "two", "--json")
        server.log.clear()
        run("convert", "two", "--to", "hugo")
        run("convert", "two", "--to", "markdown")
        asked = [*server.log]
    told = json.loads(fetched.stdout)

    assert asked == []
    assert told["articles"] >= 24 + len(blog.page_paths) - 1
    assert told["bytes"] == (folder / told["archive"]).stat().st_size
    one, two = site(folder / "one"), site(folder / "two")
    assert [*two] == [*one]
    assert two == one


@pytest.mark.loopback
def test_refresh_takes_what_is_new_and_loses_nothing(folder: Path) -> None:
    """What has not changed is not sent again; a post that was taken off the site stays.

    So it does in every later run, and without the network.
    """
    with serve(Blog("webnode2", 16, trouble=False)) as server:
        run("export", server.address, "--out", "out")
        before, gone, edited = site(folder / "out"), *server.post_paths[3:5]
        server.remove(gone)
        server.edit(edited, "Nobody has read this yet.")
        added = server.add_post()
        server.log.clear()
        run("export", server.address, "--out", "out", "--refresh")
        statuses = {request.page: request.status for request in server.log}
        after = site(folder / "out")
        server.log.clear()
        run("export", server.address, "--out", "out")
        asked = [*server.log]

    assert (statuses[gone], statuses[edited], statuses[added]) == (404, 200, 200)
    assert list(statuses.values()).count(304) > len(statuses) / 3
    assert before.keys() < after.keys()
    changed = [name for name in before if before[name] != after[name]]
    assert [name for name in changed if b"Nobody has read this yet." in after[name]] == changed
    assert len(changed) == 1
    assert asked == []
    assert site(folder / "out") == after
    run("convert", "out")
    assert site(folder / "out") == after


@pytest.mark.parametrize("has_folder", [True, False])
def test_folder_without_an_archive_cannot_be_converted(has_folder: bool, folder: Path) -> None:
    """It is told which folder is meant, and nothing is written."""
    if has_folder:
        (folder / "mine").mkdir()
    result = run("convert", "mine")

    assert result.exit_code == 3
    assert result.output == (
        "Error: mine holds no archive\n"
        "Hint:  Name the folder that an earlier `migrator export` or `migrator fetch` made.\n"
    )
    assert files(folder) == {}


def test_another_target_replaces_the_last_one(folder: Path) -> None:
    """The same folder, exported for Hugo, holds nothing of the plain export any more."""
    run("export", SAVED, "--out", "out")
    run("export", SAVED, "--out", "out", "--to", "hugo")
    run("export", SAVED, "--out", "fresh", "--to", "hugo")

    assert files(folder / "out/site") == files(folder / "fresh/site")


def test_edited_file_survives_and_is_named(folder: Path) -> None:
    """A file changed by hand is left alone and named; that alone is no failure."""
    run("export", PAGES / "classic/page/source.html", "--out", "out")
    edited = folder / "out/site/pages/source/index.md"
    edited.write_text("mine")
    result = run("export", PAGES / "classic/page/source.html", "--out", "out")

    assert edited.read_text() == "mine"
    assert result.exit_code == 0, result.output
    assert "Edited      1 file changed by hand, left alone and not compared" in result.output
    assert "            site/pages/source/index.md\n" in result.output


def test_edited_file_with_a_new_version_is_a_conflict(folder: Path) -> None:
    """The new version lies beside; the exit code is 1 until it is removed."""
    page = folder / "page.html"
    page.write_bytes((PAGES / "classic/page/source.html").read_bytes())
    run("export", page, "--out", "out")
    mine, new = (folder / "out/site/pages/page" / name for name in ("index.md", "index.md.new"))
    mine.write_text("mine")
    page.write_bytes(page.read_bytes().replace(b"a hat.", b"a warm hat."))
    codes = [run("export", page, "--out", "out").exit_code for _ in range(2)]
    report = json.loads((folder / "out/report.json").read_text())

    assert codes == [1, 1]
    assert (mine.read_text(), "a warm hat." in new.read_text()) == ("mine", True)
    path = "site/pages/page/index.md"
    assert report["conflicts"] == [{"path": path, "new_version": f"{path}.new"}]

    new.unlink()

    assert run("export", page, "--out", "out").exit_code == 0
    assert mine.read_text() == "mine"


def test_output_inside_the_source_is_not_read(folder: Path) -> None:
    """An export into the folder of saved pages itself does not feed on what it wrote before.

    All that is new to tell is that nothing is.
    """
    save_classic(folder, "forum")
    first = run("export", ".", "--out", "out")
    (folder / "out/site/extra.html").write_text("<html>mine</html>")

    second = run("export", ".", "--out", "out").output.splitlines(keepends=True)
    second.remove("Since then  nothing has changed on the site\n")
    assert "".join(second) == first.output


def test_one_bad_page_does_not_cost_the_others(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A fault of ours in one page is told as such, with the page; the rest is exported."""
    save_classic(folder, "forum", "questions")
    real = read

    def faulty(snapshot: Snapshot) -> Reading:
        if snapshot.source == "forum.html":
            raise ValueError("seven")
        return real(snapshot)

    monkeypatch.setattr("migrator.survey.read", faulty)
    result = run("export", ".", "--out", "out")

    assert result.exit_code == 1
    assert "a fault of migrator, please report it: ValueError: seven" in result.output
    assert (folder / "out/site/pages/questions/index.md").exists()


def test_page_that_cannot_be_written_costs_only_itself(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A fault while writing or verifying one page is told with the page; the sums still add up."""
    save_classic(folder, "forum", "article")
    real = Converter.written

    def faulty(converter: Converter, html: str) -> Written:
        if "two flasks" in html:  # words of the article alone
            raise RecursionError
        return real(converter, html)

    monkeypatch.setattr(Converter, "written", faulty)
    result = run("export", ".", "--out", "out")
    report = json.loads((folder / "out/report.json").read_text())

    assert report["totals"]["pages"] == {
        "seen": 2,
        "written": 1,
        "merged": 0,
        "used": 0,
        "left_out": 0,
        "failed": 1,
    }
    assert (folder / "out/site/pages/forum/index.md").exists()
    assert "article.html" in result.output
    assert "do not add up" not in result.output


def test_unusable_output_folder_is_refused(folder: Path) -> None:
    """A folder with somebody's files, a file, and the source itself are no place to write."""
    (folder / "mine").mkdir()
    (folder / "mine/thesis.txt").write_text("x")
    page = PAGES / "classic/page/source.html"
    for out in ("mine", "mine/thesis.txt"):
        result = run("export", page, "--out", out)

        assert result.exit_code == 2
        assert result.output.startswith("Error: ")
    assert files(folder) == {"mine/thesis.txt": b"x"}
    assert run("export", SAVED, "--out", SAVED).exit_code == 2


@pytest.mark.parametrize("out", ["/proc/no/such", "a-file/out"])
def test_folder_that_cannot_be_made_is_an_error(out: str, folder: Path) -> None:
    """Where nothing can be written, one line says so."""
    (folder / "a-file").write_text("x")
    result = run("export", PAGES / "classic/forum/source.html", "--out", out)

    assert result.exit_code == 2
    assert result.output.startswith("Error: ")
    assert "Traceback" not in result.output
