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
    address = address.encode("utf-8", "surrogatepass").decode("utf-8", "replace")
    meant = asked(address, sheet.hosts, folder)
    try:
        answer = _answer(meant, sheet)
        answer.as_text()  # so that what is damaged is found here, and not by whoever prints it
    except (OSError, LookupError, TypeError, AttributeError) as error:
        raise broken(folder, error) from error
    return answer


def _answer(meant: Asked, sheet: Sheet) -> Answer:
    known = tuple(found(meant, sheet))
    beside_query = bool(meant.query) and not known
    if beside_query:
        known = tuple(found(meant.without_query(), sheet))
    if known:
        return Answer(meant.given, sheet.folder, known, beside_query=beside_query)
    near = nearest(meant, sheet)
    told = reasons(meant, sheet, near)
    return Answer(meant.given, sheet.folder, nearest=near, reasons=told)
