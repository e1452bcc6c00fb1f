"""Output folders that belong to something else, or whose links lead out of them."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path, PurePosixPath

from tests.hostile.row import Row
from tests.hostile.world import World

_VICTIM = Path("..") / "victim.txt"
ODD = "site/posts/odd/index.md"


@dataclass(frozen=True)
class Folder:
    """What is done with the output folder before the command runs.

    `again` says that there is an earlier export in it, `stays` that not one byte of it may change.
    """

    prepare: Callable[[World], None]
    again: bool = False
    stays: bool = True


def _files(*names: str) -> Callable[[World], None]:
    def prepare(world: World) -> None:
        for name in names:
            world.put(f"out/{name}", "somebody's")

    return prepare


def _link(name: str, to: str | Path) -> Callable[[World], None]:
    """A link at this place; `to` is below the folder where the command runs."""

    def prepare(world: World) -> None:
        path = world.out / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.is_dir():
            path.rename(world.put("aside/x", "").parent / path.name)
        path.unlink(missing_ok=True)
        path.symlink_to(os.path.abspath(world.here / to))  # noqa: PTH100  # links stay as they are

    return prepare


def _links_of_parts(world: World) -> None:
    """Whatever name a file has while it is written."""
    folder, name = PurePosixPath("site/posts/new"), "site/posts/new/index.md"
    hashed = sha256(name.encode()).hexdigest()[:16]
    for part in (".index.md.partial", f".{hashed}.migrator.partial"):
        _link(str(folder / part), _VICTIM)(world)


def _manifest(**told: object) -> Callable[[World], None]:
    def prepare(world: World) -> None:
        path = world.out / "manifest.json"
        path.write_text(json.dumps(json.loads(path.read_text()) | told))

    return prepare


def _as_file(world: World) -> None:
    world.put("out", "somebody's")


def _pipe(world: World) -> None:
    os.mkfifo(world.out)


def _of_another(world: World) -> None:
    _manifest(source="another.example")(world)


def _folder_at(name: str) -> Callable[[World], None]:
    def prepare(world: World) -> None:
        (world.out / name).unlink()
        (world.out / name).mkdir()

    return prepare


_HASH = sha256(b"somebody's").hexdigest()
_NOT_OURS = "holds files that migrator did not write"
_OUT = "leads out of the output folder"


def _refused(
    name: str, told: str, prepare: Callable[[World], None], *, again: bool = False
) -> Row[Folder]:
    gets = "it is refused before anything is asked for; not one byte of it changes"
    return Row(name, gets, 2, told, Folder(prepare, again))


def _led(name: str, prepare: Callable[[World], None], told: str = _OUT) -> Row[Folder]:
    gets = "it is refused; what the link leads to stays as it is"
    return Row(name, gets, 2, told, Folder(prepare, again=True, stays=False))


BELONGS = (
    _refused("a folder with somebody's files", _NOT_OURS, _files("letter.txt", "photos/a.jpg")),
    _refused("a Git repository", _NOT_OURS, _files(".git/HEAD", ".git/config", "README.md")),
    _refused("a site of Hugo", _NOT_OURS, _files("hugo.toml", "content/_index.md", "archive/a.md")),
    _refused("a folder of photographs called archive", _NOT_OURS, _files("archive/a.jpg")),
    _refused(
        "another tool's manifest.json", "manifest.json cannot be read", _files("manifest.json")
    ),
    _refused("a file", "is a file", _as_file),
    _refused("a pipe", "is a file", _pipe),
    _refused("a link to a folder with files", _NOT_OURS, _link(".", "..")),
    _refused(
        "the export of another site", "holds the export of another.example", _of_another, again=True
    ),
    _refused(
        "a manifest of another shape",
        "manifest.json cannot be read",
        _manifest(files=[1]),
        again=True,
    ),
    _refused(
        "a manifest that is a link to somebody's file",
        "manifest.json",
        _link("manifest.json", _VICTIM),
        again=True,
    ),
)

LINKS = (
    _led("site/ is a link to another folder", _link("site", "..")),
    _led("site/ is a link to nowhere", _link("site", "../new")),
    _led("a folder in site/ is a link to another", _link("site/posts/odd", "..")),
    _led("a document is a link to somebody's file", _link(ODD, _VICTIM)),
    _led("a document is a link to nowhere", _link(ODD, "../new.txt")),
    _led("the archive is a link to somebody's file", _link("archive/site.warc.gz", _VICTIM)),
    _led("the archive is a link to nowhere", _link("archive/site.warc.gz", "../new.gz")),
    _led("the archive's index is a link to somebody's file", _link("archive/index.jsonl", _VICTIM)),
    _led("the archive's folder is a link to another", _link("archive", "..")),
    _led("the report is a link to somebody's file", _link("report.html", _VICTIM)),
    _led("preview/ is a link to another folder", _link("preview", "..")),
    _led("redirects/ is a link to another folder", _link("redirects", "..")),
    _led(
        "a manifest that names somebody's file as ours",
        _manifest(files={"../../victim.txt": _HASH}),
    ),
    _led(
        "a manifest that names a report outside of the folder",
        _manifest(reports=["../../victim.txt"]),
    ),
    _led(
        "a folder lies where a document is to go",
        _folder_at(ODD),
        "cannot be written: Is a directory",
    ),
    Row(
        "a link lies where a file is put together",
        "it goes; what it leads to stays as it is",
        0,
        "4 pages say what they said",
        Folder(_links_of_parts, again=True, stays=False),
    ),
    Row(
        "a document is a link to another document",
        "it counts as edited: the new version lies beside it",
        1,
        "the new version lies beside as .new",
        Folder(_link(ODD, "out/site/posts/thaw/index.md"), again=True, stays=False),
    ),
)


def _beside(name: str, gets: str, prepare: Callable[[World], None]) -> Row[Folder]:
    return Row(name, gets, 0, "3 pages say what they said", Folder(prepare))


def _in_source(name: str, to: str) -> Callable[[World], None]:
    def prepare(world: World) -> None:
        path = world.here / "site" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.symlink_to(world.here / to)

    return prepare


def _pipe_in_source(world: World) -> None:
    os.mkfifo(world.here / "site" / "endless.html")


SOURCES = (
    _beside(
        "a saved page that is a link out of its folder",
        "it is none of the saved pages",
        _in_source("secret.html", "../../victim.html"),
    ),
    _beside("a saved folder that holds itself", "it is read once", _in_source("loop", "site")),
    _beside("a saved page that is a pipe", "it is no file", _pipe_in_source),
    _beside(
        "a saved page that is a device",
        "it is no file",
        lambda world: (world.here / "site" / "zero.html").symlink_to("/dev/zero"),
    ),
)
