"""The batch on one screen, for the person at the terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from migrator.batch.records import State
from migrator.batch.sheet import Sheet, Site
from migrator.report.lines import count
from migrator.report.summary import LINES, WIDTH

_INDENT = " " * 12
_FOOT = 2  # lines
_NAME = 44  # characters of a line


def summary(sheet: Sheet, root: Path) -> str:
    """How many sites came over, which did not and why, and what to do next."""
    head = [*_head(sheet)]
    groups = [
        ("Failed", _of(sheet, State.FAILED)),
        ("Lacking", _of(sheet, State.LACKING)),
        ("Open", _of(sheet, State.OPEN)),
    ]
    found = [(label, sites) for label, sites in groups if sites]
    room = LINES - len(head) - _FOOT
    foot = [_line("Report", str(root / "batch.html")), _line("Next", _next(sheet))]
    body = [line for label, sites in _fitting(found, room) for line in _listed(label, sites)]
    return "\n".join(_cut(line) for line in (*head, *body, *foot))


def told(site: Site) -> str:
    """In one line what came of a site that was done."""
    outcome = site.outcome
    if outcome.state is State.FAILED:
        return f"failed: {reason(site)}"
    others = outcome.pages.get("written", 0) - outcome.posts
    words = [count(outcome.posts, "post"), count(others, "page")]
    words.append(count(outcome.files.get("written", 0), "file"))
    lacks = ", ".join(troubles(site))
    return ", ".join(words) + (f"; but {lacks}" if lacks else "")


def reason(site: Site) -> str:
    """Why a site failed; its name is told already."""
    return site.outcome.error.removeprefix(f"{site.name}: ")


def troubles(site: Site) -> Iterator[str]:
    """What a site lacks, in words."""
    pages, files = (found.get("failed", 0) for found in (site.outcome.pages, site.outcome.files))
    if pages:
        yield f"{count(pages, 'page')} failed"
    if files:
        yield f"{count(files, 'picture or file is', 'pictures and files are')} missing"
    if site.outcome.differing:
        yield count(site.outcome.differing, "page differs", "pages differ")
    if site.outcome.conflicts:
        yield f"{count(site.outcome.conflicts, 'edited file')} with a new version beside it"


def _head(sheet: Sheet) -> Iterator[str]:
    states, pages, files = sheet.states, sheet.pages, sheet.files
    parts = [count(states[state], *says) for state, says in _STATES.items() if states[state]]
    yield _line("Sites", f"{states['listed']}: {', '.join(parts)}")
    posts, others = count(sheet.posts, "post"), count(pages["written"] - sheet.posts, "page")
    number = count(files["written"], "picture or file", "pictures and files")
    yield _line("Written", f"{posts} and {others}, {number}")
    lost = [count(pages["failed"], "page")] if pages["failed"] else []
    if files["failed"]:
        lost.append(count(files["failed"], "picture or file", "pictures and files"))
    if lost:
        yield _line("Missing", " and ".join(lost))
    if kept := sum(site.is_kept for site in sheet.sites):
        yield _line("Kept", f"{count(kept, 'site was', 'sites were')} done by an earlier run")


_STATES = {
    State.COMPLETE: ("complete", "complete"),
    State.LACKING: ("lacks something", "lack something"),
    State.FAILED: ("failed", "failed"),
    State.OPEN: ("not done yet", "not done yet"),
}


def _of(sheet: Sheet, state: State) -> list[Site]:
    return [site for site in sheet.worst_first if site.outcome.state is state]


def _fitting(found: Sequence[tuple[str, list[Site]]], room: int) -> Iterator[tuple[str, list[str]]]:
    """The lines of each group; the last of one that does not fit says how many more there are."""
    for at, (label, sites) in enumerate(found):
        later = sum(min(len(others), 2) for _, others in found[at + 1 :])
        mine = min(max(room - later, 1), len(sites))
        room -= mine
        lines = [": ".join(filter(None, (_name(site), _why(site)))) for site in sites]
        if mine < len(sites):
            lines[mine - 1 :] = [f"… and {len(sites) - mine + 1} more: see the report"]
        yield label, lines


def _name(site: Site) -> str:
    """What it is called, without what would leave no room for what is wrong with it."""
    return site.name if len(site.name) <= _NAME else f"…{site.name[1 - _NAME :]}"


def _why(site: Site) -> str:
    return reason(site) or ", ".join(troubles(site))


def _listed(label: str, lines: Sequence[str]) -> Iterator[str]:
    for at, line in enumerate(lines):
        yield _line(label, line) if at == 0 else f"{_INDENT}{line}"


def _next(sheet: Sheet) -> str:
    states = sheet.states
    if states[State.FAILED] or states[State.OPEN]:
        return "The same command again does what is not done; what is done stays."
    if states[State.LACKING]:
        return "--retry asks once more for what could not be had; the report says what it is."
    return "Open the report: it leads to that of each site, and to each preview."


def _line(label: str, text: str) -> str:
    return f"{label:<12}{text}"


def _cut(line: str) -> str:
    return line if len(line) <= WIDTH else line[: WIDTH - 1].rstrip() + "…"
