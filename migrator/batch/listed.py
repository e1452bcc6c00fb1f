"""The list of sites: a CSV file as a person or a spreadsheet writes it, or one address a line."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from migrator.errors import ListRefused, SourceMissing

SOURCE = "source"
_ALSO = {"address": SOURCE, "url": SOURCE, "site": SOURCE}
_SEPARATORS = ",;\t"
_LARGEST = 16 << 20  # bytes; a list of a hundred thousand sites is smaller
_TOLD = 5  # faults at once
_MARKS = ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"", "utf-8-sig"))


@dataclass(frozen=True, slots=True)
class Line:
    """A site of the list: the number of its row, and what stands in it by column."""

    number: int
    cells: dict[str, str]


def lines(path: Path, columns: Sequence[str]) -> list[Line]:
    """The sites that are listed, with no other columns than these; empty cells are left out.

    Raises ListRefused with the number of the row where anything is odd.
    """
    rows = [*_rows(_text(path))]
    if not rows:
        raise ListRefused(f"{path} lists no site", "Write one address or path on each line.")
    number, first = rows[0]
    names = _named(first)
    if names == [SOURCE] or len(first) > 1:
        _must_be_known(number, names, columns)
        del rows[0]
    else:
        names = [SOURCE]
    faults: list[str] = []
    found = [_line(number, names, cells, faults) for number, cells in rows]
    refuse(faults)
    if not found:
        raise ListRefused(f"{path} lists no site", "Its first row only names the columns.")
    return found


def refuse(faults: Sequence[str]) -> None:
    """Raise ListRefused if there are any faults; so many of them are told that a person reads."""
    if not faults:
        return
    more = len(faults) - _TOLD
    told = [*faults[:_TOLD], *([f"… and {more} more"] if more > 0 else ())]
    raise ListRefused("\n       ".join(told), "Nothing was fetched. Correct the list.")


def _text(path: Path) -> str:
    if not path.is_file():
        raise SourceMissing(f"{path}: no such file", "Name a CSV file that lists the sites.")
    if path.stat().st_size > _LARGEST:
        raise ListRefused(f"{path} is too large for a list of sites", "Is this the right file?")
    raw = path.read_bytes()
    encoding = next(name for mark, name in _MARKS if raw.startswith(mark))
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError as error:
        row = raw.count(b"\n", 0, error.start) + 1
        hint = "Save it as “CSV UTF-8”."
        raise ListRefused(f"row {row}: this is no UTF-8 text", hint) from error


def _rows(text: str) -> Iterator[tuple[int, list[str]]]:
    """Each row that holds anything, with its number as a spreadsheet counts."""
    separator, number = _separator(text.lstrip("\r\n").partition("\n")[0]), 0
    told = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        for number, cells in enumerate(told, 1):
            cells = [cell.strip() for cell in cells]
            is_for_spreadsheets = number == 1 and "".join(cells).startswith("sep=")
            if any(cells) and not is_for_spreadsheets:
                yield number, _without_end(cells)
    except csv.Error as error:
        raise ListRefused(f"row {number + 1}: {error}", "Is a quotation mark missing?") from error


def _separator(first: str) -> str:
    """What stands most often between the names of the columns; spreadsheets may say it."""
    said = first.rstrip("\r")
    if said.startswith("sep=") and said[4:] in [*_SEPARATORS]:
        return said[4:]
    return max(_SEPARATORS, key=first.count)


def _without_end(cells: list[str]) -> list[str]:
    """Without the empty cells at the end that spreadsheets add."""
    while not cells[-1]:
        cells = cells[:-1]
    return cells


def _named(cells: Sequence[str]) -> list[str]:
    names = [cell.lower().lstrip("-").replace("_", "-").replace(" ", "-") for cell in cells]
    return [_ALSO.get(name, name) for name in names]


def _must_be_known(number: int, names: Sequence[str], columns: Sequence[str]) -> None:
    known = [SOURCE, *columns]
    strange = [name for name in names if name not in known]
    twice = [name for at, name in enumerate(names) if name in names[:at]]
    told = [f"row {number}: {_short(name)!r} is no column" for name in strange]
    told += [f"row {number}: the column {name!r} is there twice" for name in twice if name in known]
    if SOURCE not in names:
        told.append(f"row {number}: no column is called {SOURCE!r}")
    if told:
        hint = f"The first row names the columns; they are {', '.join(known)}."
        raise ListRefused("\n       ".join(told[:_TOLD]), hint)


def _line(number: int, names: Sequence[str], cells: Sequence[str], faults: list[str]) -> Line:
    told = {name: cell for name, cell in zip(names, cells, strict=False) if cell}
    if len(cells) > len(names):
        faults.append(
            f"row {number}: it has {len(cells)} cells, and there are {len(names)} columns"
        )
    elif SOURCE not in told:
        faults.append(f"row {number}: it names no source")
    elif not all(cell.isprintable() for cell in told.values()):
        faults.append(f"row {number}: a cell holds a character that cannot be printed")
    return Line(number, told)


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:59]}…"
