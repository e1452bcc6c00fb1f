"""The balance sheet on one screen, for the person at the terminal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from migrator.report.balance import Balance
from migrator.report.lines import count, listed, notes_by_kind
from migrator.report.troubles import Trouble, troubles

__all__ = ["LINES", "WIDTH", "count", "listed", "notes_by_kind", "summary"]

LINES = 24
WIDTH = 100
_EXAMPLES = 3
_STEPS = 4
_REPORT = "report.html"
_INDENT = " " * 12


def summary(balance: Balance, folder: Path, next_step: str) -> str:
    """What came over, what needs a look, and what to do next; no more than a screen of it."""
    head = [*_came_over(balance, folder)]
    foot = [*_what_next(folder, next_step)]
    room = LINES - len(head) - len(foot)
    return "\n".join([*head, *_fitting(troubles(balance), room), *foot])


def _came_over(balance: Balance, folder: Path) -> Iterator[str]:
    written = [page for page in balance.pages if page["state"] == "written"]
    kinds = Counter("post" if page["kind"] == "post" else "page" for page in written)
    files = count(balance.file_totals["written"], "picture or file", "pictures and files")
    told = f"{count(kinds['post'], 'post')} and {count(kinds['page'], 'page')}"
    yield _line("Written", f"{told}, {files}")
    yield f"{_INDENT}to {folder / 'site'}"
    yield from _verified(balance, len(written))
    yield from map(_cut, _left_out(balance))
    yield from _redirects(balance)
    yield from _since(balance)


def _verified(balance: Balance, written: int) -> Iterator[str]:
    same = written - len(balance.differing)
    if same:
        what = count(same, "page says what it said", "pages say what they said")
        yield _line("Verified", f"{what} on the old site (second reading)")


def _left_out(balance: Balance) -> Iterator[str]:
    rules = Counter(page["rule"] for page in balance.pages if page["state"] == "left_out")
    merged = sum(page["state"] == "merged" for page in balance.pages)
    if rules:
        told = ", ".join(f"{rule} {number}" for rule, number in sorted(rules.items()))
        number = count(rules.total(), "address", "addresses")
        yield _line("Left out", f"{number} by rule: {told}")
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
            yield _line("Since then", "nothing has changed")
        return
    pages = balance.delta["pages"]
    told = [f"{len(pages['new'])} new", f"{len(pages['changed'])} changed"]
    told += [f"{len(pages['gone'])} gone from the site", f"{len(pages['unchanged'])} unchanged"]
    yield _line("Since then", f"of the pages {', '.join(told)}")


def _what_next(folder: Path, next_step: str) -> Iterator[str]:
    yield _line("Report", f"{folder / _REPORT}")
    yield _line("Preview", f"migrator preview {_quoted(folder)}")
    steps = next_step.splitlines()
    more = len(steps) - _STEPS
    shown = steps if more <= 0 else [*steps[: _STEPS - 1], f"{_INDENT}… and {more + 1} more"]
    yield _line("Next", "\n".join(shown[:1]))
    yield from shown[1:]


def _quoted(folder: Path) -> str:
    return f'"{folder}"' if " " in str(folder) else str(folder)


def _fitting(found: Sequence[Trouble], room: int) -> Iterator[str]:
    """A line for each trouble, and examples as long as there is room."""
    shown = found if len(found) <= room else found[: room - 1]
    spare = room - len(shown) - (len(shown) < len(found))
    for trouble in shown:
        examples = trouble.examples[: min(_EXAMPLES, spare)]
        spare -= len(examples)
        yield _cut(_line(trouble.label, trouble.text))
        yield from (_cut_within(f"{_INDENT}{example}") for example in examples)
    if len(shown) < len(found):
        yield f"{_INDENT}… and {len(found) - len(shown)} more: see {_REPORT}"


def _line(label: str, text: str) -> str:
    return f"{label:<12}{text}"


def _cut(line: str) -> str:
    """At most as wide as a terminal."""
    return line if len(line) <= WIDTH else line[: WIDTH - 1].rstrip() + "…"


def _cut_within(line: str) -> str:
    """The same for what tells most at its beginning and at its end, such as an address."""
    half = WIDTH // 2
    return line if len(line) <= WIDTH else f"{line[:half]}…{line[1 - half :]}"
