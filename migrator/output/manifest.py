"""`manifest.json`: what we know of the output folder, and whether the folder is ours at all."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

from migrator.errors import OutputRefused
from migrator.output.folder import Folder

MANIFEST = "manifest.json"
LOCK = ".migrator.lock"
ARCHIVE = PurePosixPath("archive/site.warc.gz")
_SCHEMA = 1


@dataclass(slots=True)
class Manifest:
    """What we know of the folder; a run keeps it true, so that it may be cut off at any time."""

    source: str = ""  # whose export it is
    target: str = ""  # for what it was written
    files: dict[str, str] = field(default_factory=dict)  # hash of what we wrote last, by path
    intended: dict[str, list[str]] = field(default_factory=dict)  # hashes of what we are to write
    offered: dict[str, str] = field(default_factory=dict)  # edited file → new version beside it
    reports: list[str] = field(default_factory=list)  # of the last run, whoever has changed them
    made_with: dict[str, Any] = field(default_factory=dict)  # what the user asked for

    def said(self, name: str) -> str:
        """The hash of the newest version of a file that we know; empty if there is none."""
        return self.files.get(self.offered.get(name, name), "")

    def ours(self, name: str) -> set[str]:
        """The hashes of all that may lie here without anybody having edited it."""
        known = {self.files.get(name, ""), self.said(name), *self.intended.get(name, ())}
        return known - {""}

    def save(self, folder: Folder) -> None:
        """Write it down."""
        text = json.dumps({"schema": _SCHEMA, **asdict(self)}, indent=1, sort_keys=True) + "\n"
        folder.save(MANIFEST, text.encode())


def read_manifest(folder: Path, source: str) -> Manifest:
    """What the last run knew; a folder that is not ours or of another source is refused."""
    path = folder / MANIFEST
    try:
        if folder.exists() and not folder.is_dir():
            raise OutputRefused(f"{folder} is a file", "Name a folder with --out.")
        if not path.exists():
            _must_be_free(folder)
            return Manifest(source)
        known = _read(json.loads(path.read_bytes()))
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        hint = "It was not written by migrator. Choose another folder with --out."
        raise OutputRefused(f"{path} cannot be read", _hint(folder, hint)) from error
    if source and known.source not in ("", source):
        hint = f"Choose another folder with --out, or name {known.source}."
        raise OutputRefused(f"{folder} holds the export of {known.source}", hint)
    known.source = source or known.source
    return known


def _read(told: dict[str, Any]) -> Manifest:
    files = {str(name): str(known) for name, known in told["files"].items()}
    intended = told.get("intended", {}).items()
    offered = told.get("offered", {}).items()
    return Manifest(
        source=str(told.get("source", "")),
        target=str(told.get("target", "")),
        files=files,
        intended={str(name): [*map(str, hashes)] for name, hashes in intended},
        offered={str(name): beside for name, beside in offered if beside in files},
        reports=[*map(str, told.get("reports", ()))],
        made_with=dict(told.get("made_with", {})),
    )


def _must_be_free(folder: Path) -> None:
    """Without a manifest, only an empty folder or an interrupted export of ours will do."""
    if not folder.exists():
        return
    passing = (LOCK, ".partial")  # what a crash leaves behind
    found = [path for path in folder.iterdir() if not path.name.endswith(passing)]
    strange = [path for path in found if path.name != ARCHIVE.parts[0]]
    if strange or (found and not (folder / ARCHIVE).exists()):
        hint = "Choose a new or an empty folder with --out."
        told = f"{folder} holds files that migrator did not write"
        raise OutputRefused(told, _hint(folder, hint))


def _hint(folder: Path, hint: str) -> str:
    """What to do instead; an archive in the folder need not be fetched a second time."""
    if not (folder / ARCHIVE).exists():
        return hint
    return f"What was fetched is there: migrator export {folder} --out NEW-FOLDER"
