"""What earlier runs of the batch have done, so that it is not done again."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from migrator.batch.records import STATE, Outcome, State, Task, asks_alike
from migrator.output import ARCHIVE
from migrator.output.folder import Folder
from migrator.sources.naming import address_of

_SITES = STATE / "sites"
_FINISHED = (State.COMPLETE, State.LACKING)


@dataclass(frozen=True, slots=True)
class Done:
    """A site that an earlier run has had in hand: as what, and what came of it.

    `stamp` tells whether the file it comes from has changed, if it comes from one.
    """

    source: str
    folder: str
    options: dict[str, Any]
    stamp: str
    outcome: Outcome


class Ledger:
    """What was done, one file for each site: a run that is cut off loses nothing of it."""

    def __init__(self, root: Path) -> None:
        self._root, self._folder = root, Folder(root)
        self._done = {done.folder: done for done in _read(root / _SITES)}

    @property
    def sources(self) -> dict[str, str]:
        """Whose export each folder holds."""
        return {name: done.source for name, done in self._done.items()}

    def note(self, task: Task, outcome: Outcome) -> None:
        """Keep what came of a site."""
        source = shown(task.source)
        told = {
            "source": source,
            "folder": task.folder,
            "options": task.options,
            "stamp": _stamp(task.source),
            "outcome": outcome.as_dict(),
        }
        name = hashlib.sha256(task.folder.encode()).hexdigest()[:32]
        content = json.dumps(told, ensure_ascii=False, indent=1).encode()
        self._folder.save((_SITES / f"{name}.json").as_posix(), content)

    def kept(self, task: Task, *, retries: bool) -> Outcome | None:
        """What came of the site before, if there is nothing to be done for it now.

        One that lacks something is done again where the user `retries`.
        """
        done = self._finished(task)
        if done is None or task.refresh or (retries and done.outcome.state is State.LACKING):
            return None
        is_same = done.options == task.options and done.stamp == _stamp(task.source)
        return done.outcome if is_same and self._is_there(done) else None

    def prepared(self, task: Task, *, retries: bool) -> Task:
        """The task; from the archive alone, if no more has changed than what is made of it."""
        done = self._finished(task)
        is_asked = task.refresh or retries or done is None or done.stamp != _stamp(task.source)
        if is_asked or done is None or not asks_alike(done.options, task.options):
            return task
        has_archive = (self._root / task.folder / ARCHIVE).is_file()
        has_changed = done.options != task.options
        return replace(task, is_offline=has_archive and has_changed)

    def _finished(self, task: Task) -> Done | None:
        done = self._done.get(task.folder)
        is_same = done is not None and done.source == shown(task.source)
        return done if is_same and done and done.outcome.state in _FINISHED else None

    def _is_there(self, done: Done) -> bool:
        """Is the report still the one that was written then? It is written last."""
        return digest(self._root / done.folder / "report.json") == done.outcome.report


def shown(source: str) -> str:
    """A source as it may be kept and shown: without anybody's name and password.

    >>> shown("https://me:secret@blog.example/x")
    'https://blog.example/x'
    """
    scheme, found, rest = source.partition("://")
    if not found:
        return source
    host, slash, path = rest.partition("/")
    return f"{scheme}://{host.rpartition('@')[2]}{slash}{path}"


def digest(path: Path) -> str:
    """The hash of a file; empty if there is none."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""


def _stamp(source: str) -> str:
    """Size and time of a file; empty for anything else."""
    path = Path(source)
    with suppress(OSError, ValueError):
        if not address_of(source) and path.is_file():
            found = path.stat()
            return f"{found.st_size} {found.st_mtime_ns}"
    return ""


def _read(folder: Path) -> Iterator[Done]:
    """Whatever can be read; a site of which nothing is known is done again."""
    for path in sorted(folder.glob("*.json")):
        with suppress(OSError, ValueError, KeyError, TypeError):
            told = json.loads(path.read_bytes())
            yield Done(**{**told, "outcome": Outcome.of(told["outcome"])})
