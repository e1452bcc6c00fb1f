"""What needs a look, and what did not come over: the lists of the report."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from migrator.language import Words
from migrator.report.balance import Balance
from migrator.report.doubts import Reason, reasons, worst_first

_LISTED = 8  # what of one reason is shown
_LONGEST = 240


@dataclass(frozen=True, slots=True)
class Why:
    """One reason to look at a page; `details` and both sides of a difference are not translated."""

    text: str
    details: tuple[str, ...] = ()
    old: str = ""
    new: str = ""


@dataclass(frozen=True, slots=True)
class Look:
    """A page that deserves a look. `preview` is empty if there is none."""

    title: str
    address: str
    place: str
    preview: str
    why: tuple[Why, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """An address or file of a list; `note` is in the words of the stages, `said` is not."""

    text: str
    note: str = ""
    said: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """Entries with what they have in common.

    `name` is that of a rule or a target, `text` explains it, `reason` is in the words of the
    stages.
    """

    entries: tuple[Entry, ...]
    reason: str = ""
    name: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Entries of one kind: `how` explains it."""

    title: str
    how: str = ""
    parts: tuple[Part, ...] = ()


def looks(balance: Balance, previews: Mapping[str, str], words: Words) -> tuple[Look, ...]:
    """The pages that deserve a look, the most doubtful first."""
    return tuple(_look(page, previews, words) for page in worst_first(balance.written))


def _look(page: Mapping[str, Any], previews: Mapping[str, str], words: Words) -> Look:
    heavy = [reason for reason in reasons(page) if reason.name != "without_alt"]
    return Look(
        title=title_of(page) or words("page_untitled"),
        address=page["url"],
        place=page["path"],
        preview=previews.get(page["url"], ""),
        why=tuple(_why(reason, words) for reason in heavy),
    )


def _why(reason: Reason, words: Words) -> Why:
    details = tuple(map(_cut, reason.details[:_LISTED]))
    return Why(words(reason.key, n=reason.number), details, _cut(reason.old), _cut(reason.new))


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else text[:_LONGEST].rstrip() + " …"


def title_of(page: Mapping[str, Any]) -> str:
    """What the page is called, as far as anybody tells."""
    told = page["facts"].get("title", {}) if "facts" in page else {}
    return str(told.get("value", "") or page.get("title", ""))


def remarks(balance: Balance, words: Words) -> tuple[Group, ...]:
    """What needs a look, but is about files or about many pages."""
    changes = balance.changes
    faults = [fault for row in balance.redirects for fault in row["faults"]]
    found = (
        ("look_conflicts", [Entry(c.path, c.new_version) for c in changes.conflicts]),
        ("look_edited", [Entry(path) for path in changes.edited]),
        ("look_kept", [Entry(path) for path in changes.kept]),
        ("look_faults", [Entry(f["old"], f"{f['check']}: {f['detail']}") for f in faults]),
    )
    groups = [_group(words(key, n=len(rows)), rows) for key, rows in found if rows]
    notes = tuple(_notes(balance, words))
    return (*groups, Group(words("look_notes"), parts=notes)) if notes else tuple(groups)


def _notes(balance: Balance, words: Words) -> Iterator[Part]:
    """Each note once, with how many pages it is about; the most frequent first."""
    pages: dict[str, list[str]] = {}
    for page in balance.pages:
        for detail in dict.fromkeys(note["detail"] for note in page.get("notes", ())):
            pages.setdefault(detail, []).append(page["url"])
    for detail, addresses in sorted(pages.items(), key=lambda each: (-len(each[1]), each[0])):
        yield Part((Entry(words("look_note", n=len(addresses))),), detail)


def _group(title: str, entries: Iterable[Entry], how: str = "") -> Group:
    return Group(title, how, (Part(tuple(entries)),))


def lost(balance: Balance, words: Words) -> tuple[Group, ...]:
    """What did not come over: pages, files, what was broken before, what has no place."""
    pages = [page for page in balance.pages if page["state"] == "failed"]
    files = [file for file in balance.files if file["state"] == "failed"]
    reduced = [{**f, "reason": f.get("note", "")} for f in balance.files if f.get("reduced")]
    dead = [page for page in balance.pages if page.get("rule") == "dead-link"]
    links = {row["url"]: row for row in balance.not_exported}
    groups = (
        ("lost_pages", len(pages), by_reason(pages), ""),
        ("lost_files", len(files), by_reason(files), ""),
        ("lost_reduced", len(reduced), by_reason(reduced), ""),
        ("lost_links", len(links), _linked(links.values(), words), ""),
        ("lost_dead", len(dead), by_reason(dead), words("lost_dead_how")),
    )
    told = [Group(words(key, n=number), how, parts) for key, number, parts, how in groups if number]
    return (*told, *_not_carried(balance, words))


def by_reason(rows: Iterable[Mapping[str, Any]]) -> tuple[Part, ...]:
    """Each reason with its addresses: a hundred pictures may be missing for one."""
    found: dict[str, list[Entry]] = {}
    for row in rows:
        where = row.get("source") or row["url"]
        found.setdefault(row["reason"], []).append(Entry(where, said=title_of(row)))
    return tuple(Part(tuple(entries), reason) for reason, entries in found.items())


def _linked(rows: Iterable[Mapping[str, Any]], words: Words) -> tuple[Part, ...]:
    linked = ((row["url"], ", ".join(row["linked_from"])) for row in rows)
    return (Part(tuple(Entry(u, said=f"{words('lost_linked')} {by}") for u, by in linked)),)


def _not_carried(balance: Balance, words: Words) -> Iterator[Group]:
    parts = [
        Part((Entry(_field(row, words), row["target"]),), row["reason"])
        for row in balance.not_carried
    ]
    if parts:
        yield Group(words("lost_carried"), parts=tuple(parts))


def _field(row: Mapping[str, Any], words: Words) -> str:
    key = f"fact_{row['field']}"
    field = words(key) if key in words.texts else row["field"]
    return words("lost_field", field=field, n=row["pages"])
