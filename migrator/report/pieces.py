"""JSON piece by piece: a list of rows may be longer than the memory."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Any


def pieces(told: Mapping[str, Any]) -> Iterator[str]:
    """The same text as `json.dumps` gives with an indent of one, and the end of a line."""
    for before, (name, value) in zip(chain(("{",), _commas()), told.items(), strict=False):
        yield f"{before}\n {json.dumps(name)}: "
        rows = value if isinstance(value, Sequence) and not isinstance(value, str) else ()
        yield from _rows(rows) if rows else [_indented(value, 1)]
    yield "\n}\n"


def _rows(rows: Iterable[Any]) -> Iterator[str]:
    for before, row in zip(chain(("[",), _commas()), rows, strict=False):
        yield f"{before}\n  {_indented(row, 2)}"
    yield "\n ]"


def _commas() -> Iterator[str]:
    while True:
        yield ","


def _indented(value: Any, depth: int) -> str:
    """No string of JSON holds the end of a line, so each one there is begins a line."""
    told = [] if isinstance(value, Sequence) and not value else value
    return json.dumps(told, ensure_ascii=False, indent=1).replace("\n", "\n" + " " * depth)
