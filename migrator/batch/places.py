"""Where the export of each site goes: a folder of its own below that of the batch, never outside.

It is called as the site is, unless the list says otherwise; of two that would be called alike the
second gets a number, and both keep their names in the next run.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from migrator.errors import OutputRefused
from migrator.sources import default_folder

_LONGEST = 200  # characters of a name
_FORBIDDEN = '<>:"|?*'  # on some systems; names are the same on all of them
_OURS = ("batch.json", "batch.html", "manifest.json")
Parts = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Wanted:
    """A site that wants a folder: the one that is asked for in `out`, if any is."""

    number: int
    source: str
    out: str = ""


def inside(root: Path, name: str) -> Path:
    """The path of a folder below the root. Raises OutputRefused if a link leads out of it."""
    path = root / name
    if not path.resolve().is_relative_to(root.resolve()):
        hint = "Nothing was written there. Remove the link and run the command again."
        raise OutputRefused(f"{path} leads out of the output folder", hint)
    return path


def placed(
    wanted: Sequence[Wanted], before: Mapping[str, str], faults: list[str]
) -> dict[int, str]:
    """The folder of each site, by the number of its row; what cannot be is among the faults.

    `before` are the folders of an earlier run, with the source of each.
    """
    names, taken = dict[int, str](), _Taken()
    for each in wanted:
        if each.out:
            names[each.number] = _asked(each, taken, faults)
    for each in wanted:
        if not each.out:
            names[each.number] = _free(each, before, taken, faults)
    return names


class _Taken:
    """The folders that sites have already, whatever the case of their letters."""

    def __init__(self) -> None:
        self._rows: dict[Parts, int] = {}
        self._above: dict[Parts, int] = {}  # folders with a folder of a site in them

    def by(self, name: str) -> int:
        """The row whose folder this is, or lies in this, or has this in it; 0 if none."""
        key = _key(name)
        inner = (self._rows.get(key[:end], 0) for end in range(1, len(key) + 1))
        return next(filter(None, inner), self._above.get(key, 0))

    def take(self, name: str, number: int) -> None:
        """It belongs to this row."""
        key = _key(name)
        self._rows[key] = number
        for end in range(1, len(key)):
            self._above.setdefault(key[:end], number)


def _asked(each: Wanted, taken: _Taken, faults: list[str]) -> str:
    name = each.out.replace("\\", "/").rstrip("/")
    if why := _unfit(name):
        faults.append(f"row {each.number}: out {each.out!r} {why}")
    elif other := taken.by(name):
        faults.append(f"row {each.number}: out {each.out!r} is taken by row {other}")
    else:
        taken.take(name, each.number)
    return name


def _free(each: Wanted, before: Mapping[str, str], taken: _Taken, faults: list[str]) -> str:
    usual = str(default_folder(each.source))
    if why := _unfit(usual):
        faults.append(f"row {each.number}: {each.source}: its folder {usual!r} {why}")
        return usual
    for name in _candidates(usual):
        if not taken.by(name) and before.get(name, each.source) == each.source:
            break
    taken.take(name, each.number)
    return name


def _candidates(usual: str) -> Iterator[str]:
    yield usual
    yield from (f"{usual}-{number}" for number in count(2))


def _unfit(name: str) -> str:
    """Why this cannot be a folder below another, on any system; empty if it can."""
    parts = name.split("/")
    if name.startswith("/") or any(part == ".." for part in parts):
        return "leads out of the output folder"
    if any(part in ("", ".") or part.startswith(".") for part in parts):
        return "has an empty part, or one that begins with a dot"
    if any(len(part) > _LONGEST or part[-1] in ". " or {*part} & {*_FORBIDDEN} for part in parts):
        return "cannot be the name of a folder everywhere"
    return "is a name of the batch itself" if parts[0].lower() in _OURS else ""


def _key(name: str) -> Parts:
    return tuple(unicodedata.normalize("NFC", name).casefold().split("/"))
