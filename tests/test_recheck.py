"""`migrator verify DIR`: what was changed, lost or swapped in the folder since it was written."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from click.testing import CliRunner

from migrator.cli import cli
from migrator.errors import SourceMissing
from migrator.report import Balance
from migrator.run import Access, Job, convert, run, verify
from migrator.sources import Wayback
from migrator.survey import Wishes
from tests.destinations.site import saved


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An export of the fixture site as plain Markdown and for WordPress."""
    folder = tmp_path_factory.mktemp("recheck")
    export_to(folder / "out", folder, "markdown")
    return folder / "out"


def export_to(out: Path, where: Path, *targets: str, wishes: Wishes | None = None) -> None:
    run(Job(str(saved(where)), targets, out, wishes or Wishes()), lambda progress: None)


@pytest.fixture
def folder(whole: Path, tmp_path: Path) -> Path:
    """A copy of it, to be spoilt."""
    return Path(shutil.copytree(whole, tmp_path / "out"))


def checked(folder: Path) -> Balance:
    return verify(Job("", out=folder), lambda progress: None).balance


def told(sheet: Balance, path: str) -> dict[str, tuple[str, str]]:
    (page,) = [page for page in sheet.pages if page.get("path") == path]
    return {each["what"]: (each["page"], each["written"]) for each in page["differences"]}


def posts(folder: Path) -> list[Path]:
    return sorted((folder / "site" / "posts").glob("*/index.md"))


def spoil(path: Path, change: Callable[[str], str]) -> None:
    text = path.read_text()
    assert change(text) != text
    path.write_text(change(text))


def test_what_was_written_a_moment_ago_has_no_difference(folder: Path) -> None:
    """The same sums, the same failures as the export told, nothing edited, nothing written."""
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    sheet = checked(folder)
    report = json.loads((folder / "report.json").read_text())

    assert not sheet.differing
    assert not sheet.changes.edited
    assert not sheet.changes.lost
    assert not sheet.changes.outdated
    assert sheet.page_totals == report["totals"]["pages"]
    assert sheet.item_totals == report["totals"]["items"]
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before


def test_paragraph_that_was_cut_is_told_with_its_words(folder: Path) -> None:
    """As a difference of that page alone; the file counts as edited."""
    path = next(p for p in posts(folder) if len(p.read_text().split("\n\n")) > 3)
    last = path.read_text().rstrip().split("\n\n")[-1]
    spoil(path, lambda text: text.replace(last, ""))
    sheet = checked(folder)
    name = path.relative_to(folder).as_posix()

    assert sheet.changes.edited == (name,)
    assert [page["path"] for page in sheet.differing] == [name]
    assert "words" in told(sheet, name) or "images" in told(sheet, name)
    assert sheet.exit_code == 1


def test_fact_that_was_changed_is_told_with_both_values(folder: Path) -> None:
    """Title and date in the front matter; a field that the owner has added is theirs."""
    path = posts(folder)[0]
    title = next(line for line in path.read_text().splitlines() if line.startswith("title: "))
    spoil(
        path,
        lambda text: text.replace(title, 'title: "Another"').replace("\ndate: 20", "\ndate: 19"),
    )
    spoil(path, lambda text: text.replace("---\n", '---\nmood: "calm"\n', 1))
    found = told(checked(folder), path.relative_to(folder).as_posix())

    assert found["front matter: title"] == (title, 'title: "Another"')
    assert found["front matter: date"][1].startswith("date: 19")
    assert set(found) == {"front matter: title", "front matter: date"}


def test_field_that_was_added_is_no_difference(folder: Path) -> None:
    """Somebody has added a field and an editor has changed the ends of the lines."""
    path = posts(folder)[0]
    text = path.read_text().replace("---\n", '---\nmood: "calm"\n', 1)
    path.write_bytes(text.replace("\n", "\r\n").encode())
    sheet = checked(folder)

    assert sheet.changes.edited == (path.relative_to(folder).as_posix(),)
    assert not sheet.differing


def test_document_that_is_gone_is_told(folder: Path) -> None:
    """Its page differs, and the file is listed as lost."""
    path = posts(folder)[0]
    path.unlink()
    sheet = checked(folder)
    name = path.relative_to(folder).as_posix()

    assert sheet.changes.lost == (name,)
    assert told(sheet, name) == {"file": (name, "the file is not there any more")}


def test_document_under_another_name_is_told_with_its_place(folder: Path) -> None:
    """Whoever renames a folder is told where the post lies now; a new document is told as added."""
    old = posts(folder)[0]
    new = folder / "site" / "posts" / "renamed" / "index.md"
    new.parent.mkdir()
    old.rename(new)
    (folder / "site" / "pages" / "note.md").write_text("Mine.")
    (folder / "site" / "public").mkdir()
    (folder / "site" / "public" / "built.md").write_text("The builder's.")
    sheet = checked(folder)
    name = old.relative_to(folder).as_posix()

    assert told(sheet, name) == {"file": (name, "the file lies at site/posts/renamed/index.md now")}
    assert sheet.changes.added == ("site/pages/note.md", "site/posts/renamed/index.md")


def test_other_file_that_is_gone_costs_the_exit_code(folder: Path) -> None:
    """A list of redirects is no page, and missed all the same."""
    before = checked(folder).failures
    (folder / "redirects" / "map.csv").unlink()
    sheet = checked(folder)

    assert sheet.changes.lost == ("redirects/map.csv",)
    assert sheet.failures == before
    assert not sheet.is_complete_but(before)


def test_settings_that_were_edited_are_told_and_no_difference(folder: Path) -> None:
    """What says nothing of a page may be changed by its owner."""
    before = checked(folder).failures
    spoil(folder / "redirects" / "README.md", lambda text: text + "Mine.\n")
    sheet = checked(folder)

    assert sheet.changes.edited == ("redirects/README.md",)
    assert sheet.is_complete_but(before)


def test_swapped_pictures_are_told(folder: Path) -> None:
    """Each copy must hold the bytes that were fetched at its address; a lost one is told."""
    before = {row["url"] for row in checked(folder).files if row["state"] == "failed"}
    one, other, third = sorted((folder / "site").rglob("*.jpg"))[:3]
    bytes_of_one = one.read_bytes()
    one.write_bytes(other.read_bytes())
    other.write_bytes(bytes_of_one)
    third.unlink()
    failed = [r for r in checked(folder).files if r["state"] == "failed" and r["url"] not in before]
    reasons = {row["reason"] for row in failed}

    assert reasons == {
        f"its copy {one.relative_to(folder).as_posix()} holds other bytes than were fetched",
        f"its copy {other.relative_to(folder).as_posix()} holds other bytes than were fetched",
        f"its copy {third.relative_to(folder).as_posix()} is not there any more",
    }


def test_message_that_was_cut_is_told(folder: Path) -> None:
    """The comments of a page belong to it."""
    path = min((folder / "site").rglob("comments.json"))
    data = json.loads(path.read_text())
    gone = data["comments"].pop()
    path.write_text(json.dumps(data, ensure_ascii=False, indent=1) + "\n")
    found = told(checked(folder), path.with_name("index.md").relative_to(folder).as_posix())

    assert set(found) == {"comments"}
    assert gone["text"].split("\n")[0] in found["comments"][0]


def test_package_that_was_changed_is_told(tmp_path: Path) -> None:
    """An importer's ZIP file is made again and compared; untouched, nothing is told."""
    export_to(tmp_path / "out", tmp_path, "ghost")
    assert not checked(tmp_path / "out").changes.edited
    (package,) = (tmp_path / "out" / "site").glob("*.zip")
    package.write_bytes(package.read_bytes() + b"!")

    assert checked(tmp_path / "out").changes.edited == (f"site/{package.name}",)


def test_it_is_compared_with_what_was_asked_for_then(tmp_path: Path) -> None:
    """Zone, author, fields and targets of the export are known again."""
    out = tmp_path / "out"
    wishes = Wishes(ZoneInfo("Europe/Prague"), "Jana", drafts=True)
    job = Job(
        str(saved(tmp_path)), ("hugo", "jekyll"), out, wishes, fields=(("title", "headline"),)
    )
    run(job, lambda progress: None)
    sheet = checked(out)

    assert set(sheet.targets) == {"hugo", "jekyll"}
    assert not sheet.changes.edited
    assert not sheet.changes.outdated
    assert not sheet.differing


def test_day_of_a_web_archive_is_known_again() -> None:
    """What was captured later than the export looked at does not count."""
    day = datetime(2019, 12, 31, tzinfo=UTC)
    job = Job("x", access=Access(wayback=Wayback("https://w.example", day)))

    assert Job("").as_made("hugo", job.noted).until == day
    assert Job("").as_made("hugo", Job("x").noted).until is None


def test_folder_written_by_another_version_is_told_apart_from_an_edited_one(folder: Path) -> None:
    """Nobody has touched the file, but it would be written otherwise today."""
    path = posts(folder)[0]
    name = path.relative_to(folder).as_posix()
    spoil(path, lambda text: text.replace("draft: false", "draft: no"))
    manifest = json.loads((folder / "manifest.json").read_text())
    manifest["files"][name] = hashlib.sha256(path.read_bytes()).hexdigest()
    (folder / "manifest.json").write_text(json.dumps(manifest))
    sheet = checked(folder)

    assert sheet.changes.outdated == (name,)
    assert not sheet.changes.edited


def test_folder_without_an_export_is_refused(tmp_path: Path) -> None:
    """A folder that is empty, or holds an archive alone, has nothing to compare."""
    with pytest.raises(SourceMissing, match="holds no export"):
        checked(tmp_path)


def test_command_tells_and_ends_with_the_right_code(folder: Path) -> None:
    """In words and as JSON."""
    posts(folder)[0].unlink()
    words = CliRunner().invoke(cli, ["verify", str(folder), "--quiet"])
    data = CliRunner().invoke(cli, ["verify", str(folder), "--quiet", "--json"])

    assert words.exit_code == data.exit_code == 1
    assert json.loads(data.stdout)["lost"] == [posts_name(folder)]
    assert CliRunner().invoke(cli, ["verify", str(folder / "nothing")]).exit_code == 3


def posts_name(folder: Path) -> str:
    manifest = json.loads((folder / "manifest.json").read_text())
    (name,) = [
        n for n in manifest["files"] if n.startswith("site/posts") and not (folder / n).exists()
    ]
    return str(name)


def test_convert_makes_it_whole_again(folder: Path) -> None:
    """What verify finds lost, the next conversion writes."""
    posts(folder)[0].unlink()
    convert(Job("", out=folder), lambda progress: None)

    assert not checked(folder).changes.lost
