"""The balance sheet on one screen, for the person at the terminal."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from migrator.report.balance import Balance
from migrator.report.lines import count, listed, notes_by_kind
from migrator.report.troubles import Trouble, of_the_folder, troubles

__all__ = ["LINES", "WIDTH", "count", "listed", "notes_by_kind", "summary", "verified"]

LINES = 24
WIDTH = 100
_EXAMPLES = 3
_STEPS = 4
_REPORT = "report.html"
_GONE = "is not there any more"  # what the check says of the copy of a picture or file
_INDENT = " " * 12
_LINE_ENDS = re.compile(r"[\r\n\v\f\x85\u2028\u2029]+")


def summary(balance: Balance, folder: Path, next_step: str) -> str:
    """What came over, what needs a look, and what to do next; no more than a screen of it."""
    head = [*_came_over(balance, folder)]
    foot = [*_what_next(folder, next_step)]
    return _screen(head, troubles(balance), f"see {_REPORT}", foot)


def verified(balance: Balance, folder: Path) -> str:
    """What lies in the folder, and how it differs from the old site; nothing was written."""
    head = [_line("Checked", _written(balance)), f"{_INDENT}of the export in {folder}"]
    same = [*_say_the_same(balance, ("page says what it said", "pages say what they said"))]
    foot = [_line("Next", _to_mend(balance, folder))]
    return _screen([*head, *same], of_the_folder(balance), "--json tells all", foot)


def _screen(head: Sequence[str], found: Sequence[Trouble], where: str, foot: Sequence[str]) -> str:
    room = LINES - len(head) - len(foot)
    return "\n".join([*head, *_fitting(found, room, where), *foot])


def _came_over(balance: Balance, folder: Path) -> Iterator[str]:
    changes = balance.changes
    say = ("page says what it said", "pages say what they said")
    would = ("page would say what it said", "pages would say what they said")
    yield _line("Written", _written(balance))
    yield f"{_INDENT}to {folder / 'site'}"
    yield from _say_the_same(balance, would if changes.edited or changes.conflicts else say)
    yield from _left_out(balance)
    yield from _redirects(balance)
    yield from _since(balance)


def _written(balance: Balance) -> str:
    kinds = Counter("post" if page["kind"] == "post" else "page" for page in balance.written)
    files = count(balance.file_totals["written"], "picture or file", "pictures and files")
    return f"{count(kinds['post'], 'post')} and {count(kinds['page'], 'page')}, {files}"


def _say_the_same(balance: Balance, says: tuple[str, str]) -> Iterator[str]:
    same = balance.page_totals["written"] - len(balance.differing)
    if same:
        yield _line("Verified", f"{count(same, *says)} on the old site (second reading)")


def _left_out(balance: Balance) -> Iterator[str]:
    rules = Counter(page["rule"] for page in balance.pages if page["state"] == "left_out")
    merged = sum(page["state"] == "merged" for page in balance.pages)
    if rules:
        told = [f"{rule} {number}" for rule, number in sorted(rules.items())]
        number = count(rules.total(), "address", "addresses")
        yield _listed(_line("Left out", f"{number} by rule: "), told)
    if merged:
        yield _line("Merged", f"{count(merged, 'page')} of photos into their albums")


def _redirects(balance: Balance) -> Iterator[str]:
    """Where it is said how old addresses are answered; plain files have no new ones."""
    rows = [row for row in balance.redirects if row["moves"]]
    for row in rows[:1]:
        number = count(sum(row["moves"].values()), "old address", "old addresses")
        if len(rows) > 1:
            how = "for each target: see redirects/"
        elif row["has_addresses"]:
            how = f"can be answered: see {row['folder']}/README.md"
        else:
            how = f"and the files that hold them now: see {row['folder']}/map.csv"
        yield _line("Redirects", f"{number} {how}")


def _since(balance: Balance) -> Iterator[str]:
    """What has happened since the last export."""
    if balance.delta is None:
        if balance.changes.unchanged:
            yield _line("Since then", "nothing has changed on the site")
        return
    pages = balance.delta["pages"]
    told = [f"{len(pages['new'])} new", f"{len(pages['changed'])} changed"]
    told += [f"{len(pages['gone'])} gone", f"{len(pages['unchanged'])} unchanged"]
    yield _line("Since then", f"of the pages on the site {', '.join(told)}")


def _what_next(folder: Path, next_step: str) -> Iterator[str]:
    yield _line("Report", f"{folder / _REPORT}")
    yield _line("Preview", f"migrator preview {_quoted(folder)}")
    steps = next_step.splitlines()
    more = len(steps) - _STEPS
    shown = steps if more <= 0 else [*steps[: _STEPS - 1], f"{_INDENT}… and {more + 1} more"]
    yield _line("Next", "\n".join(shown[:1]))
    yield from shown[1:]


def _to_mend(balance: Balance, folder: Path) -> str:
    changes = balance.changes
    is_gone = any(file.reason.endswith(_GONE) for file in changes.broken)
    if changes.lost or changes.outdated or is_gone:
        return f"migrator convert {_quoted(folder)} writes it again; what you edited stays."
    if changes.conflicts:
        return "Take over what you need from the .new files, and delete them."
    if balance.differing:
        return "Look at what differs: it may be what you edited."
    if balance.failures:
        return "The same migrator export again asks once more for what could not be had."
    return "Nothing to do."


def _quoted(folder: Path) -> str:
    return f'"{folder}"' if " " in str(folder) else str(folder)


def _fitting(found: Sequence[Trouble], room: int, where: str) -> Iterator[str]:
    """A line for each trouble, and examples as long as there is room."""
    heights = _heights(found, room)
    if 0 in heights:
        heights = _heights(found, room - 1)
    for trouble, height in zip(found, heights, strict=True):
        if height:
            order = trouble.order if height > 1 else ""
            yield _cut(_line(trouble.label, trouble.text + order))
            yield from _examples(trouble.examples, height - 1)
    if 0 in heights:
        yield f"{_INDENT}… and {heights.count(0)} more: {where}"


def _heights(found: Sequence[Trouble], room: int) -> list[int]:
    """How many lines each trouble gets. What matters comes first, with an example at least."""
    heights = [0] * len(found)
    first = [(n, trouble) for n, trouble in enumerate(found) if trouble.matters]
    others = [(n, trouble) for n, trouble in enumerate(found) if not trouble.matters]
    stages = [(first, 0), (first, 1), (others, 0), (first, _EXAMPLES), (others, _EXAMPLES)]
    for several, number in stages:
        for n, trouble in several:
            left = room - sum(heights)
            heights[n] = _height(trouble, number, heights[n] + left)
    return heights


def _height(trouble: Trouble, number: int, room: int) -> int:
    """Of a trouble with so many examples, and a line that counts the others."""
    there = len(trouble.examples)
    shown = there if there <= number + 1 else number + 1
    wanted = min(1 + (shown if number else 0), room)
    return wanted if wanted != 2 or there < 2 else 1  # a line that only counts says nothing


def _examples(examples: Sequence[str], room: int) -> Iterator[str]:
    shown = examples if len(examples) <= room else examples[: max(room - 1, 0)]
    yield from (_cut_within(f"{_INDENT}{example}") for example in shown)
    if shown and len(shown) < len(examples):
        yield f"{_INDENT}… and {len(examples) - len(shown)} more"


def _line(label: str, text: str) -> str:
    return f"{label:<12}{text}"


def _listed(begin: str, told: Sequence[str]) -> str:
    """As many of them as a line has room for, and how many more there are."""
    line = begin + ", ".join(told)
    for shown in range(len(told) - 1, 0, -1):
        if len(line) <= WIDTH:
            break
        line = f"{begin}{', '.join(told[:shown])}, … and {len(told) - shown} more"
    return line


def _cut(line: str) -> str:
    """At most as wide as a terminal, whatever ends of lines there are in a name."""
    line = _LINE_ENDS.sub(" ", line)
    return line if len(line) <= WIDTH else line[: WIDTH - 1].rstrip() + "…"


def _cut_within(line: str) -> str:
    """The same for what tells most at its beginning and at its end, such as an address."""
    half, line = WIDTH // 2, _LINE_ENDS.sub(" ", line)
    return line if len(line) <= WIDTH else f"{line[:half]}…{line[1 - half :]}"
