"""Writing: never outside the folder, never over somebody's work."""

from __future__ import annotations

import json
from pathlib import Path, PurePosixPath

import pytest

from migrator.archive import Archive
from migrator.errors import OutputRefused
from migrator.models import Document
from migrator.output import Changes, Output


def document(path: str, text: str) -> Document:
    return Document(PurePosixPath(path), text.encode())


def write(folder: Path, *documents: Document) -> Changes:
    output = Output(folder)
    return output.write(documents, (), Archive(output.archive_path))


def test_documents_are_written_and_listed(tmp_path: Path) -> None:
    """Each document is a file, and the manifest knows its hash."""
    write(tmp_path / "out", document("site/a/index.md", "one"))

    assert (tmp_path / "out/site/a/index.md").read_text() == "one"
    manifest = json.loads((tmp_path / "out/manifest.json").read_text())
    assert list(manifest["files"]) == ["site/a/index.md"]


def test_edited_file_is_left_alone_and_named(tmp_path: Path) -> None:
    """What somebody changed by hand is not overwritten, now or in any later run."""
    folder = tmp_path / "out"
    write(folder, document("site/a.md", "one"), document("site/b.md", "two"))
    (folder / "site/a.md").write_text("mine")

    changes = write(folder, document("site/a.md", "new"), document("site/b.md", "new"))
    assert changes == Changes(edited=("site/a.md",), removed=())
    assert (folder / "site/a.md").read_text() == "mine"
    assert (folder / "site/b.md").read_text() == "new"
    assert write(folder, document("site/a.md", "newer")).edited == ("site/a.md",)
    assert (folder / "site/a.md").read_text() == "mine"


def test_what_is_no_longer_exported_goes_unless_edited(tmp_path: Path) -> None:
    """A file of the last run that this one does not have is removed, if it is still ours."""
    folder = tmp_path / "out"
    write(folder, document("site/a/x.md", "one"), document("site/b/y.md", "two"))
    (folder / "site/b/y.md").write_text("mine")
    changes = write(folder, document("site/c.md", "three"))

    assert changes == Changes(edited=("site/b/y.md",), removed=("site/a/x.md",))
    assert not (folder / "site/a").exists()
    assert (folder / "site/b/y.md").read_text() == "mine"
    assert write(folder, document("site/c.md", "three")).edited == ("site/b/y.md",)


def test_run_that_was_cut_off_can_be_run_again(tmp_path: Path) -> None:
    """A crash between two files leaves a folder that the same command takes up again."""
    folder = tmp_path / "out"
    write(folder, document("site/a.md", "old"), document("site/b.md", "old"))
    blocked = folder / "site/b.md.d"
    blocked.write_text("in the way")
    with pytest.raises(OutputRefused):
        write(folder, document("site/a.md", "new"), document("site/b.md.d/c.md", "x"))
    blocked.unlink()

    assert write(folder, document("site/a.md", "newer"), document("site/b.md", "old")).edited == ()
    assert (folder / "site/a.md").read_text() == "newer"


@pytest.mark.parametrize("path", ["../x.md", "site/../../x.md", "/tmp/x.md"])
def test_path_out_of_the_folder_is_refused(tmp_path: Path, path: str) -> None:
    """No name can lead out of the output folder."""
    with pytest.raises(OutputRefused, match="leads out of the output folder"):
        write(tmp_path / "out", document(path, "x"))
    assert not (tmp_path / "x.md").exists()


def test_link_out_of_the_folder_is_refused(tmp_path: Path) -> None:
    """A symbolic link in the output folder is not followed outside."""
    (tmp_path / "elsewhere").mkdir()
    write(tmp_path / "out", document("site/a.md", "x"))
    (tmp_path / "out/site/link").symlink_to(tmp_path / "elsewhere")

    with pytest.raises(OutputRefused, match="leads out of the output folder"):
        write(tmp_path / "out", document("site/link/b.md", "x"))
    assert list((tmp_path / "elsewhere").iterdir()) == []


@pytest.mark.parametrize("name", ["thesis.txt", "site", "archive"])
def test_folder_of_somebody_else_is_refused(tmp_path: Path, name: str) -> None:
    """A folder that holds anything we did not write is not used."""
    (tmp_path / name).mkdir()

    with pytest.raises(OutputRefused, match="did not write"):
        Output(tmp_path)


def test_file_in_place_of_the_folder_is_refused(tmp_path: Path) -> None:
    """An output folder that is a file is refused."""
    (tmp_path / "out").write_text("x")

    with pytest.raises(OutputRefused, match="is a file"):
        Output(tmp_path / "out")


def test_foreign_manifest_is_refused(tmp_path: Path) -> None:
    """A manifest.json of another program marks a folder that is not ours."""
    (tmp_path / "manifest.json").write_text('{"name": "an app"}')

    with pytest.raises(OutputRefused, match="cannot be read"):
        Output(tmp_path)


def test_runs_cut_off_again_and_again_leave_nothing_behind(tmp_path: Path) -> None:
    """Whatever three interrupted runs wrote is known as ours: replaced or removed by the next."""
    folder = tmp_path / "out"
    for text, path in (("one", "site/a.md"), ("two", "site/a.md"), ("hugo", "site/c/a.md")):
        with pytest.raises(OutputRefused):
            write(folder, document(path, text), document(f"{path}/x.md", "stops the run"))

    changes = write(folder, document("site/a.md", "three"))

    assert (folder / "site/a.md").read_text() == "three"
    assert changes == Changes(edited=(), removed=("site/c/a.md",))


def test_report_is_always_the_newest(tmp_path: Path) -> None:
    """The report of the last run does not survive the next one."""
    output = Output(tmp_path)
    output.write_report(document("report.json", "one"))
    output.write_report(document("report.json", "two"))

    assert (tmp_path / "report.json").read_text() == "two"


def test_failed_write_leaves_no_half_file(tmp_path: Path) -> None:
    """Where a file cannot be written, an error says so and nothing partial stays."""
    folder = tmp_path / "out"
    (folder / "archive").mkdir(parents=True)
    (folder / "archive/site.warc.gz").touch()
    output = Output(folder)
    (folder / "site").write_text("in the way")

    with pytest.raises(OutputRefused, match="cannot be written") as error:
        output.write((document("site/a.md", "x"),), (), Archive(output.archive_path))
    assert "--out" in error.value.hint
    assert not list(folder.rglob("*.partial"))
