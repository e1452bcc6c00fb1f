"""The report over all sites for a person: one page, which leads to that of each site.

It opens from disk, without network and without script, as the report of a site does; all that
comes from a site is text, and is escaped.
"""

from __future__ import annotations

import hashlib
from base64 import b64encode
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote

from migrator.batch.records import State
from migrator.batch.sheet import FILE_STATES, PAGE_STATES, PREVIEW, REPORT, Sheet, Site
from migrator.batch.summary import reason, troubles
from migrator.report.lines import count
from migrator.report.templates import environment, rules_of

_DATA = "data/batch"
_SHOWN = 20  # sites that need a look, before the others are folded away
_LEVELS = {State.FAILED: "lost", State.LACKING: "look", State.OPEN: "look"}


@dataclass(frozen=True, slots=True)
class Row:
    """A site as it is shown: what came of it, why, and where more is told."""

    name: str
    state: str
    why: tuple[str, ...]
    hint: str
    report: str
    preview: str
    folder: str
    day: str
    numbers: tuple[tuple[str, int], ...]
    adds_up: bool


def page(sheet: Sheet, name: str) -> bytes:
    """The page; `name` is that of the folder."""
    rows = [_row(site) for site in sheet.worst_first]
    css = rules_of("data/report/report.css", f"{_DATA}/batch.css")
    told = (
        environment(_DATA)
        .get_template("batch.html")
        .render(
            name=name,
            css=css,
            css_hash=b64encode(hashlib.sha256(css.encode()).digest()).decode(),
            level=_level(sheet),
            verdict=_verdict(sheet),
            figures=[*_figures(sheet)],
            looks=[row for row in rows if row.why],
            shown=_SHOWN,
            rows=rows,
            heads=[label for label, _ in _numbers(sheet.pages, sheet.files)],
            sums=_numbers(sheet.pages, sheet.files),
            adds_up=all(map(_adds_up, (sheet.pages, sheet.files))),
        )
    )
    return told.encode()


def _row(site: Site) -> Row:
    outcome = site.outcome
    return Row(
        name=site.name,
        state=_STATES[outcome.state],
        why=tuple(_why(site)),
        hint=outcome.hint,
        report=quote(site.below(REPORT)),
        preview=quote(site.below(PREVIEW)),
        folder=site.task.folder,
        day=_day(site),
        numbers=_numbers(outcome.pages, outcome.files),
        adds_up=_adds_up(outcome.pages) and _adds_up(outcome.files),
    )


def _why(site: Site) -> Iterator[str]:
    """Why somebody should look at the site; nothing if nobody need."""
    outcome = site.outcome
    if outcome.state is State.OPEN:
        yield "It was not done yet: run the same command again."
    if outcome.error:
        yield reason(site)
    yield from troubles(site)
    if outcome.doubtful:
        yield count(outcome.doubtful, "page deserves a look", "pages deserve a look")


def _numbers(pages: dict[str, int], files: dict[str, int]) -> tuple[tuple[str, int], ...]:
    told = [(f"Pages {_WORDS[name]}", pages.get(name, 0)) for name in PAGE_STATES]
    return (*told, *((f"Files {_WORDS[name]}", files.get(name, 0)) for name in FILE_STATES))


def _adds_up(told: dict[str, int]) -> bool:
    return told.get("seen", 0) * 2 == sum(told.values())


def _level(sheet: Sheet) -> str:
    levels = {_LEVELS.get(site.outcome.state, "good") for site in sheet.sites}
    return next(level for level in ("lost", "look", "good") if level in levels)


def _verdict(sheet: Sheet) -> str:
    states = sheet.states
    parts = [count(states[state], *says) for state, says in _VERDICT.items() if states[state]]
    if states[State.COMPLETE] == states["listed"]:
        return f"{count(states['listed'], 'site is', 'sites are')} complete."
    return f"{', '.join(parts)}; {states[State.COMPLETE]} of {states['listed']} complete."


def _figures(sheet: Sheet) -> Iterator[tuple[str, str]]:
    others = sheet.pages["written"] - sheet.posts
    yield f"{len(sheet.sites):,}", "site" if len(sheet.sites) == 1 else "sites"
    yield f"{sheet.posts:,}", "post" if sheet.posts == 1 else "posts"
    yield f"{others:,}", "page" if others == 1 else "pages"
    yield f"{sheet.files['written']:,}", "pictures and files"


def _day(site: Site) -> str:
    if not site.outcome.ended:
        return ""
    moment = datetime.fromisoformat(site.outcome.ended)
    return f"{moment.day} {moment:%B %Y}"


_STATES = {
    State.COMPLETE: "complete",
    State.LACKING: "something is missing or differs",
    State.FAILED: "failed",
    State.OPEN: "not done yet",
}
_WORDS = {
    "seen": "seen",
    "written": "written",
    "merged": "merged",
    "used": "used",
    "left_out": "left out",
    "failed": "failed",
}
_VERDICT = {
    State.FAILED: ("site failed", "sites failed"),
    State.LACKING: ("site lacks something", "sites lack something"),
    State.OPEN: ("site is not done yet", "sites are not done yet"),
}
