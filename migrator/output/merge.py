"""One run against what lies in the folder: what we wrote last, what lies there, what is new.

Only what is still as we wrote it is replaced or removed. Of a file that somebody edited, a new
version is offered: it lies beside it as `.new` until they remove it, which says that they have
dealt with it. From then on it counts as what we wrote last.

Nothing is touched until all files of the run wait beside their places, and the manifest says what
is intended: a run that is cut off before has changed nothing, and any other can be run again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain, count

from migrator.models import Missing
from migrator.output.folder import Folder
from migrator.output.manifest import Manifest

_REMOVED = ""  # the hash of what is to be there no more


@dataclass(frozen=True, slots=True)
class Conflict:
    """A file that both its owner and the site changed, and where the site's new version lies."""

    path: str
    new_version: str


@dataclass(frozen=True, slots=True)
class Changes:
    """What a run did and did not write, by path.

    `new`, `changed` and `unchanged` tell of every file what the site says now against the last
    run, whether it could be written or not.
    """

    edited: tuple[str, ...] = ()  # by their owner alone, and left alone
    removed: tuple[str, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    new: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()  # of pages that the last run had, and this one could not have
    broken: tuple[Missing, ...] = ()  # files that turned out to be damaged in the archive
    lost: tuple[str, ...] = ()  # what should lie in the folder, and does not any more
    added: tuple[str, ...] = ()  # documents that no export has written
    outdated: tuple[str, ...] = ()  # nobody changed it, but this version would write it otherwise
    is_other_target: bool = False  # than that of the last run: then nothing can be compared


class Merge:
    """A run: first it takes all files, each of them once, then it puts them into their places."""

    def __init__(self, folder: Folder, manifest: Manifest) -> None:
        self._folder = folder
        self._known = manifest
        self._offers = frozenset(manifest.offered.values())  # of the runs before this one
        self._wanted: set[str] = set()
        self._versions: dict[str, str] = {}  # the hash of what the site says now
        self._waiting: set[str] = set()  # files that lie beside their places
        self._places: dict[str, str] = {}  # where each of them goes
        self._noted: dict[str, str] = {}  # hashes that the manifest will have when all lie there
        self._gone: list[str] = []  # of the last run's files
        self._edited: list[str] = []
        self._conflicts: list[Conflict] = []
        self._delta: defaultdict[str, list[str]] = defaultdict(list)

    def __contains__(self, name: str) -> bool:
        return name in self._wanted

    def put(self, name: str, chunks: Iterable[bytes]) -> None:
        """Take a file; one that says what it said need not wait."""
        self._wanted.add(name)
        self._waiting.add(name)
        self._versions[name] = self._folder.keep(name, chunks)
        if self._folder.hash(name) == self._versions[name]:
            self._drop(name)

    def give_up(self) -> None:
        """Leave all as it is."""
        for name in [*self._waiting]:
            self._drop(name)

    def finish(self, *, keeps: bool = False) -> Changes:
        """Put all in its place where nobody edited it, else offer it, and tell what was done.

        What is no longer exported and still as we wrote it is removed, unless the run `keeps`
        what it could not have.
        """
        self._settle_offers()
        for name, new in self._versions.items():
            self._decide(name, new)
        stale = self._announced()
        self._known.save(self._folder)
        self._folder.place(self._places)
        self._waiting.difference_update(self._places.values())
        self.give_up()  # what its owner has edited, and what was offered before
        return self._cleared(stale, keeps)

    def commit(self) -> None:
        """Have the manifest say that all of it was done: from now on the next run is another."""
        self._known.files.update(self._noted)
        for name in self._gone:
            self._known.files.pop(name, None)
        self._known.intended.clear()
        self._known.save(self._folder)

    def _announced(self) -> list[str]:
        """What is no longer exported; the manifest says so before it is removed."""
        wanted = {*self._wanted, *self._known.offered.values()}
        stale = [n for n in {**self._known.files, **self._known.intended} if n not in wanted]
        for name in stale:
            if self._folder.hash(name):
                self._intend(name, _REMOVED)
        return stale

    def _cleared(self, stale: Iterable[str], keeps: bool) -> Changes:
        """Remove what is no longer exported, and tell of all."""
        kept = [n for n in stale if keeps and self._folder.hash(n) in self._known.ours(n)]
        removed = [name for name in stale if name not in kept and self._remove(name)]
        left = [name for name in stale if self._folder.hash(name)]
        self._gone = [name for name in stale if name not in left]
        self._folder.settle()
        return Changes(
            edited=tuple(dict.fromkeys([*self._edited, *(n for n in left if n not in kept)])),
            kept=tuple(kept),
            removed=tuple(name for name in removed if name not in self._offers),
            conflicts=tuple(self._conflicts),
            new=tuple(self._delta["new"]),
            changed=tuple(self._delta["changed"]),
            unchanged=tuple(self._delta["unchanged"]),
        )

    def _drop(self, name: str) -> None:
        self._folder.drop(name)
        self._waiting.discard(name)

    def _settle_offers(self) -> None:
        """Of what was offered, their owners have dealt with what does not lie there any more."""
        for name, beside in [*self._known.offered.items()]:
            if not self._folder.hash(beside):
                self._known.files[name] = self._known.files.pop(beside)
                del self._known.offered[name]
            elif name not in self._wanted or beside in self._wanted:
                del self._known.offered[name]

    def _decide(self, name: str, new: str) -> None:
        """Write a file if nobody edited it; else offer it, unless it says what it said."""
        self._compare(name, new)
        there = self._folder.hash(name) if name in self._waiting else new
        if there in ("", new) or there in self._known.ours(name):
            self._send(name, name, new, there)
            self._known.offered.pop(name, None)
        elif new == self._known.files.get(name):
            self._known.offered.pop(name, None)
            self._edited.append(name)
        else:
            self._conflicts.append(Conflict(name, self._offer(name, new)))

    def _compare(self, name: str, new: str) -> None:
        """Note what the site says now against what it said in the last run."""
        said = self._known.said(name)
        state = "new" if not said else "unchanged" if new == said else "changed"
        self._delta[state].append(name)

    def _offer(self, name: str, new: str) -> str:
        """Where the new version lies; one that was offered before is not written again."""
        beside = self._known.offered.get(name, "")
        if self._known.files.get(beside) == new and not self._is_outdated(beside, new):
            return beside
        beside = self._free_name(name, new)
        self._send(name, beside, new, self._folder.hash(beside))
        self._known.offered[name] = beside
        return beside

    def _is_outdated(self, name: str, new: str) -> bool:
        """Does another version of ours lie there, which a run that was cut off has left?"""
        return self._folder.hash(name) in self._known.ours(name) - {new}

    def _free_name(self, name: str, new: str) -> str:
        """A name beside this one where nothing lies that somebody else wrote."""
        names = chain([f"{name}.new"], (f"{name}.new-{number}" for number in count(2)))
        return next(
            beside
            for beside in names
            if beside not in self._wanted
            and self._folder.hash(beside) in ("", new, *self._known.ours(beside))
        )

    def _send(self, name: str, place: str, new: str, there: str) -> None:
        """Have a file go to its place, if it does not lie there; the manifest says so before."""
        if there != new:
            self._places[place] = name
            self._intend(place, new)
        self._noted[place] = new

    def _intend(self, name: str, new: str) -> None:
        meant = self._known.intended.setdefault(name, [])
        if new not in meant:
            meant.append(new)

    def _remove(self, name: str) -> bool:
        """Remove a file of the last run, if it is still as we wrote it.

        What a run that was cut off has removed counts, too.
        """
        there = self._folder.hash(name)
        if not there:
            return _REMOVED in self._known.intended.get(name, ())
        if there not in self._known.ours(name):
            return False
        self._folder.remove(name)
        return True
