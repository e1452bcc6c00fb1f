"""A hostile input, and what it gets: a row of the table in `docs/hostile.md`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

Given_co = TypeVar("Given_co", covariant=True)
_HEAD = "| input | what it gets | it says | exit code |\n|---|---|---|---|\n"


@dataclass(frozen=True)
class Row(Generic[Given_co]):
    """`name` says what it is, `gets` what becomes of it, `told` what the person is told.

    `told` is a part of what the command prints; `given` is the input itself, of a kind that the
    tests of its family know, and `options` are those of the command.
    """

    name: str
    gets: str
    code: int
    told: str
    given: Given_co
    options: tuple[str, ...] = ()


def table(families: Mapping[str, Iterable[Row[object]]]) -> Iterator[str]:
    """The rows as Markdown, a table for each family."""
    for family, rows in families.items():
        yield f"\n## {family}\n\n{_HEAD}"
        for row in rows:
            cells = (row.name, row.gets, f"“{row.told}”", str(row.code))
            yield f"| {' | '.join(map(_cell, cells))} |\n"


def _cell(text: str) -> str:
    return re.sub(r"[\\|<*_`]", r"\\\g<0>", text)
