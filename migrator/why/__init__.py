"""What became of an address: `migrator why DIR URL`, documented in `docs/why.md`.

Everything is read from what an export left in its folder: the report, the manifest and the table
of redirects. Nothing is fetched, and nothing is read again.
"""

from __future__ import annotations

from pathlib import Path

from migrator.why.answer import Answer
from migrator.why.found import Known, found
from migrator.why.nearest import nearest, reasons
from migrator.why.sheet import Sheet, broken, load
from migrator.why.spelling import Asked, asked

__all__ = ["Answer", "Known", "why"]


def why(folder: Path, address: str) -> Answer:
    """What became of an address in any spelling, by the export in a folder.

    The address may be one of the old site or of the new one, of a page, a picture or a file, or
    the path of a file that was written or read. Raises MigratorError if there is no report.
    """
    sheet = load(folder)
    meant = asked(address, sheet.hosts, folder)
    try:
        known = tuple(found(meant, sheet))
        if known or not meant.query:
            return _answer(meant, sheet, known)
        return _answer(meant, sheet, tuple(found(meant.without_query(), sheet)), beside_query=True)
    except (KeyError, TypeError, AttributeError) as error:
        raise broken(folder, error) from error


def _answer(
    meant: Asked, sheet: Sheet, known: tuple[Known, ...], beside_query: bool = False
) -> Answer:
    if known:
        return Answer(meant.given, sheet.folder, known, beside_query=beside_query)
    near = nearest(meant, sheet)
    told = reasons(meant, sheet, near)
    return Answer(meant.given, sheet.folder, nearest=near, reasons=told)
