"""The sheet in a few lines, for the person at the terminal: one screen, whatever is wrong."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from unicodedata import category

from migrator.live.sheet import LiveSheet, Row, State
from migrator.report.summary import count

_SHOWN = 2  # of each kind
_KINDS = 4
_WIDE = 110  # signs of a line
_REPORT = "with --json, all of it"


def summary(sheet: LiveSheet, next_step: str = "") -> str:
    """What was checked, what is wrong, and what to do next."""
    return "\n".join(_lines(sheet, next_step))


def _lines(sheet: LiveSheet, next_step: str) -> Iterator[str]:
    yield f"Checked     {sheet.address} ({sheet.target}), {count(sheet.requests, 'request')}"
    yield _sort("Addresses", "old addresses lead to where they should", sheet.addresses)
    yield _sort("Pages", "pages are as they were exported", sheet.pages)
    yield _sort("Site", "right: robots.txt, sitemap, feed", sheet.site)
    yield from _faults(sheet)
    yield from _advice(sheet)
    yield from _unchecked(sheet)
    yield from _unanswerable(sheet)
    yield from _search_engines(sheet)
    yield f"Next        {next_step or _next(sheet)}"


def _sort(label: str, what: str, rows: tuple[Row, ...]) -> str:
    states = Counter(row.state for row in rows)
    more = {"with a fault": states[State.FAULT], "not checked": states[State.NOT_CHECKED]}
    told = "".join(f", {number} {state}" for state, number in more.items() if number)
    return f"{label:<12}{states[State.OK]} of {len(rows)} {what}{told}"


def _faults(sheet: LiveSheet) -> Iterator[str]:
    """Each kind with its first rows."""
    kinds = [*sheet.kinds.items()]
    for kind, number in kinds[:_KINDS]:
        told = [(r, f) for r in sheet.rows for f in r.faults if f.kind == kind]
        yield f"Fault       {kind}: {number}"
        yield from (_cut(f"            {row.asked}: {f.detail}") for row, f in told[:_SHOWN])
    if len(kinds) > _KINDS:
        rest = ", ".join(f"{kind} {number}" for kind, number in kinds[_KINDS:])
        yield f"Fault       {rest} ({_REPORT})"


def _cut(line: str) -> str:
    """Short enough for a line, without signs that steer a terminal: a site may say anything."""
    line = "".join(sign for sign in line if category(sign) != "Cc")
    return line if len(line) <= _WIDE else f"{line[: _WIDE - 1]}…"


def _advice(sheet: LiveSheet) -> Iterator[str]:
    if sheet.advice:
        told = ", ".join(f"{kind} {number}" for kind, number in sheet.advice.items())
        yield f"Advice      {told} ({_REPORT})"


def _unchecked(sheet: LiveSheet) -> Iterator[str]:
    """Why something was not asked for: it may be right or wrong."""
    why = Counter(row.unchecked for row in sheet.rows if row.unchecked)
    for reason, number in why.most_common(_SHOWN):
        yield _cut(f"Not checked {number}: {reason}")


def _unanswerable(sheet: LiveSheet) -> Iterator[str]:
    if sheet.unanswerable:
        number = count(len(sheet.unanswerable), "old address", "old addresses")
        yield f"Known       {number} that nothing can answer: see the report of the export"


def _search_engines(sheet: LiveSheet) -> Iterator[str]:
    changed = Counter(name for delta in sheet.delta for name in delta.changed)
    if changed:
        pages = sum(bool(delta.changed) for delta in sheet.delta)
        tell = "page tells" if pages == 1 else "pages tell"
        told = ", ".join(f"{name} {number}" for name, number in changed.most_common())
        yield f"Search      {pages} {tell} search engines something new: {told}"


def _next(sheet: LiveSheet) -> str:
    if sheet.stopped:
        return "Run the same command again; what was not checked may be right or wrong."
    if sheet.exit_code:
        return "Mend what is told above, then run the same command again."
    return "Nothing: the new site answers for the old one. Keep the archive."
