"""The sheet in a few lines, for the person at the terminal: one screen, whatever is wrong."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from unicodedata import category

from migrator.live.sheet import LiveSheet, Row, State
from migrator.live.words import WORD_OF
from migrator.redirects.rule import page
from migrator.report.summary import LINES, count

_SHOWN = 2  # of each kind
_KINDS = 4
_WIDE = 110  # signs of a line
_LONGEST = 48  # signs of an address
_INDENT = " " * 12
_REPORT = "with --json, all of it"
_UNRULED = frozenset(["404", "soft-404", "to-home"])


def summary(sheet: LiveSheet, folder: Path | None = None) -> str:
    """What was checked, what is wrong, and what to do next. `folder` is that of the export."""
    head, foot = [*_head(sheet)], "\n".join(_foot(sheet, folder or Path())).splitlines()
    return "\n".join([*head, *_faults(sheet, LINES - len(head) - len(foot)), *foot])


def _head(sheet: LiveSheet) -> Iterator[str]:
    yield f"Checked     {sheet.address} ({sheet.target}), {count(sheet.requests, 'request')}"
    same = sum(page(row.asked) == page(row.meant) for row in sheet.addresses)
    changed = f" ({len(sheet.addresses) - same} changed, {same} not)" if same else ""
    yield _sort("Addresses", f"old addresses{changed} lead to where they should", sheet.addresses)
    yield _sort("Pages", "pages are as they were exported", sheet.pages)
    yield _sort("Site", "right: robots.txt, sitemap, feed", sheet.site)


def _foot(sheet: LiveSheet, folder: Path) -> Iterator[str]:
    yield from _advice(sheet)
    yield from _unchecked(sheet)
    yield from _unanswerable(sheet)
    yield from _search_engines(sheet)
    yield f"Next        {_next(sheet, folder)}"


def _sort(label: str, what: str, rows: tuple[Row, ...]) -> str:
    states = Counter(row.state for row in rows)
    more = {"with a fault": states[State.FAULT], "not checked": states[State.NOT_CHECKED]}
    told = "".join(f", {number} {state}" for state, number in more.items() if number)
    return f"{label:<12}{states[State.OK]} of {len(rows)} {what}{told}"


def _faults(sheet: LiveSheet, room: int) -> Iterator[str]:
    """The worst kinds, each with what to do and, as long as there is room, its first rows."""
    kinds = [*sheet.kinds.items()]
    shown, more = kinds[:_KINDS], kinds[_KINDS:]
    spare = room - 2 * len(shown) - bool(more)
    for at, (kind, number) in enumerate(shown):
        yield f"Fault       {kind}: {number}, {WORD_OF[kind].means}"
        yield f"{_INDENT}→ {WORD_OF[kind].do}"
        rows = [*_rows(sheet, kind)][: min(_SHOWN, -(-spare // (len(shown) - at)))]
        spare -= len(rows)
        yield from rows
    if more:
        rest = ", ".join(f"{kind} {number}" for kind, number in more)
        yield _cut(f"Fault       {rest} ({_REPORT})")


def _rows(sheet: LiveSheet, kind: str) -> Iterator[str]:
    """Where it was found; addresses of the site without its host."""
    for row in sheet.rows:
        for fault in (each for each in row.faults if each.kind == kind):
            told = fault.detail.replace(f"{sheet.address}/", "/")
            yield _cut(f"{_INDENT}{_short(row.asked)}: {told}")


def _short(asked: str) -> str:
    """An address tells most at its beginning and at its end."""
    half = _LONGEST // 2
    return asked if len(asked) <= _LONGEST else f"{asked[:half]}…{asked[1 - half :]}"


def _cut(line: str) -> str:
    """Short enough for a line, without signs that steer a terminal: a site may say anything."""
    line = "".join(sign for sign in line if category(sign) != "Cc")
    return line if len(line) <= _WIDE else f"{line[: _WIDE - 1]}…"


def _advice(sheet: LiveSheet) -> Iterator[str]:
    if len(sheet.advice) == 1:
        ((kind, number),) = sheet.advice.items()
        details = (f.detail for row in sheet.rows for f in row.advice)
        yield _cut(f"Advice      {kind}: {number}, {next(details)}")
    elif sheet.advice:
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


def _next(sheet: LiveSheet, folder: Path) -> str:
    again = "then run the same command again."
    if any(fault.kind in _UNRULED for row in sheet.addresses for fault in row.faults):
        rules = folder / sheet.rules / "README.md"
        return f"Put the redirects in place, as {rules} says,\n{_INDENT}{again}"
    if sheet.stopped:
        return "Run the same command again; what was not checked may be right or wrong."
    if sheet.kinds:
        return f"Do what stands behind the arrows, {again}"
    if sheet.exit_code:
        return f"Nothing wrong was found; see to what was not checked, {again}"
    return "Nothing: the new site answers for the old one. Keep the archive."
