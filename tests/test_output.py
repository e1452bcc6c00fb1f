"""Writing: never outside the folder, never over somebody's work."""

from __future__ import annotations

import json
import os
import tracemalloc
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

import pytest

from migrator.errors import OutputRefused
from migrator.models import Asset, Document
from migrator.output import Changes, Output


def document(path: str, text: str) -> Document:
    return Document(PurePosixPath(path), text.encode())


class Bodies:
    """An archive in which every file is so many times a piece."""

    def __init__(self, times: int = 3, piece: bytes = b"piece ") -> None:
        self.times, self.piece = times, piece

    def chunks(self, url: str) -> Iterator[bytes]:
        for _ in range(self.times):
            yield bytes([*self.piece])


def write(folder: Path, *documents: Document, bodies: Bodies | None = None) -> Changes:
    assets = (Asset("u", PurePosixPath("site/a.png")),) if bodies else ()
    return Output(folder).write(documents, assets, bodies or Bodies())


def stamp(path: Path) -> tuple[int, int]:
    return path.stat().st_ino, path.stat().st_mtime_ns


def test_documents_are_written_and_listed(tmp_path: Path) -> None:
    """Each document is a file, and the manifest knows its hash."""
    write(tmp_path / "out", document("site/a/index.md", "one"))

    assert (tmp_path / "out/site/a/index.md").read_text() == "one"
    manifest = json.loads((tmp_path / "out/manifest.json").read_text())
    assert list(manifest["files"]) == ["site/a/index.md"]
    assert (manifest["intended"], manifest["offered"], manifest["source"]) == ({}, {}, "")


def test_files_are_copied_piece_by_piece(tmp_path: Path) -> None:
    """A file larger than the memory we take comes over whole, and is hashed by the way."""
    bodies = Bodies(times=64, piece=b"x" * 250_000)
    tracemalloc.start()
    first, second = (write(tmp_path / "out", bodies=bodies) for _ in range(2))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert (tmp_path / "out/site/a.png").stat().st_size == 16_000_000
    assert (first.new, second.unchanged) == (("site/a.png",),) * 2
    assert peak < 4_000_000


def test_copy_that_breaks_off_costs_nothing(tmp_path: Path) -> None:
    """Where the archive fails in the middle of a file, the last version stays, and nothing half."""

    class Broken(Bodies):
        def chunks(self, url: str) -> Iterator[bytes]:
            yield b"half"
            raise OutputRefused("the archive is damaged")

    write(tmp_path / "out", document("site/a.md", "one"), bodies=Bodies())
    with pytest.raises(OutputRefused, match="damaged"):
        write(tmp_path / "out", document("site/a.md", "one"), bodies=Broken())

    assert sorted(path.name for path in (tmp_path / "out/site").iterdir()) == ["a.md", "a.png"]
    assert (tmp_path / "out/site/a.png").read_bytes() == b"piece " * 3
    assert write(tmp_path / "out", document("site/a.md", "one")).removed == ("site/a.png",)


def test_run_that_is_interrupted_before_all_is_there_changes_nothing(tmp_path: Path) -> None:
    """The last export stays whole until the new one waits beside it; then nothing waits."""

    class Interrupted(Bodies):
        def chunks(self, url: str) -> Iterator[bytes]:
            if url == "second":
                raise KeyboardInterrupt
            yield b"first"

    write(tmp_path, document("site/a.md", "one"))
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    assets = [Asset(url, PurePosixPath(f"site/{url}.png")) for url in ("first", "second")]
    with pytest.raises(KeyboardInterrupt):
        Output(tmp_path).write((document("site/a.md", "two"),), assets, Interrupted())

    assert {p: p.read_bytes() for p in tmp_path.rglob("*") if p.is_file()} == before


def test_everything_is_walked_once(tmp_path: Path) -> None:
    """Documents and files may come from the disk, one by one, and are gone behind the reader."""
    documents = (document(f"site/{name}.md", name) for name in "ab")
    assets = (Asset(name, PurePosixPath(f"site/{name}.png")) for name in "cd")
    changes = Output(tmp_path).write(documents, assets, Bodies())

    assert changes.new == ("site/a.md", "site/b.md", "site/c.png", "site/d.png")


def test_unchanged_file_is_not_touched(tmp_path: Path) -> None:
    """A run that brings nothing new changes no file but the manifest, and that to the same."""
    write(tmp_path, document("site/a.md", "one"), bodies=Bodies())
    before = {path: stamp(path) for path in (tmp_path / "site").iterdir()}
    manifest = (tmp_path / "manifest.json").read_bytes()
    write(tmp_path, document("site/a.md", "one"), bodies=Bodies())

    assert {path: stamp(path) for path in (tmp_path / "site").iterdir()} == before
    assert (tmp_path / "manifest.json").read_bytes() == manifest


def test_changes_tell_what_is_new_on_the_site(tmp_path: Path) -> None:
    """Each file is new, changed or unchanged since the last run, or it was removed."""
    first = write(tmp_path, document("site/a.md", "1"), document("site/b.md", "1"), bodies=Bodies())
    again = write(tmp_path, document("site/b.md", "2"), document("site/c.md", "1"), bodies=Bodies())

    assert first == Changes(new=("site/a.md", "site/b.md", "site/a.png"))
    assert again == Changes(
        removed=("site/a.md",),
        new=("site/c.md",),
        changed=("site/b.md",),
        unchanged=("site/a.png",),
    )


def test_what_is_no_longer_exported_goes_unless_edited(tmp_path: Path) -> None:
    """A file of the last run that this one does not have is removed, if it is still ours."""
    folder = tmp_path / "out"
    write(folder, document("site/a/x.md", "one"), document("site/b/y.md", "two"))
    (folder / "site/b/y.md").write_text("mine")
    changes = write(folder, document("site/c.md", "three"))

    assert (changes.edited, changes.removed) == (("site/b/y.md",), ("site/a/x.md",))
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


def test_folder_of_another_source_is_refused(tmp_path: Path) -> None:
    """A folder belongs to the source that was exported into it first, once that was told."""
    for source in ("", "https://a.example/", "https://a.example/", ""):
        Output(tmp_path, source).write((), (), Bodies())

    with pytest.raises(OutputRefused, match=r"holds the export of https://a\.example/") as error:
        Output(tmp_path, "https://a.example")
    assert "--out, or name https://a.example/." in error.value.hint


def test_manifest_of_an_older_version_is_read(tmp_path: Path) -> None:
    """What was not written down yet is taken as nothing; so is an offer that nobody wrote."""
    write(tmp_path, document("site/a.md", "one"))
    files = json.loads((tmp_path / "manifest.json").read_text())["files"]
    for more in ({}, {"offered": {"site/a.md": "site/b.md"}}):
        old = {"schema": 1, "files": files, **more}
        (tmp_path / "manifest.json").write_text(json.dumps(old))

        assert write(tmp_path, document("site/a.md", "one")).unchanged == ("site/a.md",)


def test_foreign_manifest_is_refused(tmp_path: Path) -> None:
    """A manifest.json of another program marks a folder that is not ours."""
    (tmp_path / "manifest.json").write_text('{"name": "an app"}')

    with pytest.raises(OutputRefused, match="cannot be read"):
        Output(tmp_path)


@pytest.mark.parametrize("placed", [0, 1])
def test_runs_cut_off_again_and_again_leave_nothing_behind(
    tmp_path: Path, placed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever three runs put in its place is known as ours: replaced or removed by the next."""
    folder = tmp_path / "out"
    for text, path in (("one", "site/a.md"), ("two", "site/a.md"), ("hugo", "site/c/a.md")):
        cut_off_after(placed, monkeypatch)
        with pytest.raises(KeyboardInterrupt):
            write(folder, document(path, text), document("site/b.md", text))
        monkeypatch.undo()

    changes = write(folder, document("site/a.md", "three"))

    assert (folder / "site/a.md").read_text() == "three"
    assert [path.name for path in (folder / "site").iterdir()] == ["a.md"]
    assert (changes.edited, changes.conflicts) == ((), ())


def cut_off_after(placed: int, patch: pytest.MonkeyPatch) -> None:
    """Interrupt the run when so many files of the site lie in their places."""
    replace, done = os.replace, list[Path]()

    def replacing(source: Path, place: Path) -> None:
        if place.suffix == ".md":
            if len(done) == placed:
                raise KeyboardInterrupt
            done.append(place)
        replace(source, place)

    patch.setattr(os, "replace", replacing)


def test_failed_write_leaves_no_half_file(tmp_path: Path) -> None:
    """Where a file cannot be written, an error says so and nothing partial stays."""
    folder = tmp_path / "out"
    (folder / "archive").mkdir(parents=True)
    (folder / "archive/site.warc.gz").touch()
    output = Output(folder)
    (folder / "site").write_text("in the way")

    with pytest.raises(OutputRefused, match="cannot be written") as error:
        output.write((document("site/a.md", "x"),), (), Bodies())
    assert error.value.hint == "Make room, or use another folder; the same command goes on."
    assert not list(folder.rglob("*.partial"))
