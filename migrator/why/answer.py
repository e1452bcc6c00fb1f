"""The answer, for a person and as data."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from migrator import __version__
from migrator.why.found import Known
from migrator.why.words import lines

SCHEMA = 1
_BESIDE_QUERY = "Nothing is known of the query: this is told of the address without it."


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of the address that was `asked`: all that is known, the most telling first.

    Where nothing is known, `nearest` are addresses spelled like it, and `reasons` say why that may
    be. `beside_query` says that only without its query something is known of it.
    """

    asked: str
    folder: Path
    known: tuple[Known, ...] = ()
    nearest: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()
    beside_query: bool = False

    @property
    def exit_code(self) -> int:
        """0 if something is known of the address, else 3."""
        return 0 if self.known else 3

    def as_json(self) -> str:
        """The answer as data; the schema is documented in `docs/why.md`."""
        told = {
            "schema": SCHEMA,
            "migrator": __version__,
            "exit_code": self.exit_code,
            "asked": self.asked,
            "folder": str(self.folder),
            "without_query": self.beside_query,
            "known": [{"meant": each.meant, **each.told} for each in self.known],
            "nearest": self.nearest,
            "reasons": self.reasons,
        }
        return json.dumps(told, ensure_ascii=False, indent=1) + "\n"

    def as_text(self) -> str:
        """The same for a person: a few lines for each thing that is known."""
        return "\n".join(self._lines())

    def _lines(self) -> Iterator[str]:
        if not self.known:
            yield from self._unknown()
        if self.beside_query:
            yield _BESIDE_QUERY
        for number, each in enumerate(self.known):
            yield from [""] if number or self.beside_query else []
            yield from lines(each)

    def _unknown(self) -> Iterator[str]:
        yield f"Unknown     {self.asked}"
        for number, reason in enumerate(self.reasons):
            yield f"{'' if number else 'Perhaps':<12}{reason}"
        for number, address in enumerate(self.nearest):
            yield f"{'' if number else 'Nearest':<12}{address}"
        yield f"Report      {self.folder / 'report.json'}"
