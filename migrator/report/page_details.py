"""All that is known of each page and file, for whoever opens it: the details of the report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from migrator.language import Words
from migrator.report.balance import Balance
from migrator.report.doubts import reasons, score
from migrator.report.page_lists import Entry, Group, Part, by_reason, title_of

_STATES = ("written", "merged", "left_out", "failed")


@dataclass(frozen=True, slots=True)
class Told:
    """A fact of a page: what it is, its value, where it was read, and what others say."""

    name: str
    value: str
    origin: str
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Taken:
    """What a rule took off: `says` explains the rule, `begins` tells how it begins."""

    rule: str
    says: str
    number: str
    begins: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """A page that came over. `items` are the sums of what stood on it, `lost` what failed."""

    title: str
    kind: str
    day: str
    address: str
    preview: str
    points: int
    places: tuple[str, ...]
    facts: tuple[Told, ...]
    why: tuple[str, ...]
    removed: tuple[Taken, ...]
    items: tuple[str, ...]
    lost: tuple[Entry, ...]
    notes: tuple[str, ...]
    found: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class File:
    """A picture or file that came over: where its copies lie, and what is odd about it."""

    address: str
    places: tuple[str, ...]
    note: str


def pages(balance: Balance, previews: Mapping[str, str], words: Words) -> Iterator[Page]:
    """Each page that came over, in the order of the balance sheet."""
    for row in balance.pages:
        if row["state"] == "written":
            yield _page(row, previews.get(row["url"], ""), words)


def _page(row: Mapping[str, Any], preview: str, words: Words) -> Page:
    return Page(
        title=title_of(row) or words("page_untitled"),
        kind=words(f"kind_{row['kind']}"),
        day=_day(row["facts"].get("date", {}).get("value", ""), words),
        address=row["url"],
        preview=preview,
        points=score(row),
        places=tuple(row.get("paths", {"": row["path"]}).values()),
        facts=tuple(_facts(row["facts"], words)),
        why=tuple(words(reason.key, n=reason.number) for reason in reasons(row)),
        removed=tuple(
            _taken(each["rule"], each["elements"], words, each["begins"]) for each in row["removed"]
        ),
        items=tuple(_items(row, words)),
        lost=tuple(_lost(row)),
        notes=tuple(note["detail"] for note in row["notes"]),
        found=tuple(row.get("named_by", ())),
    )


def _taken(rule: str, number: int, words: Words, begins: str = "") -> Taken:
    return Taken(rule, words.rule(rule), words.spelt(number), begins)


def rules(balance: Balance, words: Words) -> Iterator[Taken]:
    """What each rule took off, over all pages."""
    for rule, number in balance.rules.items():
        yield _taken(rule, number, words)


def _facts(facts: Mapping[str, Any], words: Words) -> Iterator[Told]:
    for name, fact in facts.items():
        for one in fact if isinstance(fact, list) else [fact]:
            origin = f"origin_{one['origin']}"
            told = words(origin) if origin in words.texts else one["origin"]
            value = _moment(one["value"], words) if name == "date" else one["value"]
            others = (f"{each['value']} ({each['origin']})" for each in one.get("others", ()))
            yield Told(words(f"fact_{name}"), value, told, tuple(others))


def _items(row: Mapping[str, Any], words: Words) -> Iterator[str]:
    """One line for each kind of thing: how much of it went where."""
    counted: dict[str, Counter[str]] = {}
    for item in row.get("items", ()):
        counted.setdefault(item["kind"], Counter())[item["state"]] += item["number"]
    for kind, states in counted.items():
        told = [f"{words(f'state_{s}')} {words.spelt(states[s])}" for s in _STATES if states[s]]
        yield f"{words('page_label', name=words(f'what_{kind}'))} {' · '.join(told)}"


def _lost(row: Mapping[str, Any]) -> Iterator[Entry]:
    for item in row.get("items", ()):
        if item["state"] == "failed":
            yield Entry(item["what"], item.get("reason", ""))


def _day(told: str, words: Words) -> str:
    return words.spelt(datetime.fromisoformat(told).date()) if told else ""


def _moment(told: str, words: Words) -> str:
    """A date as the language writes it, with time and offset."""
    moment = datetime.fromisoformat(told)
    return f"{words.spelt(moment.date())}, {moment:%H:%M %z}".strip()


def files(balance: Balance) -> Iterator[File]:
    """Each file that came over."""
    for row in balance.files:
        if row["state"] == "written":
            note = row.get("note", "") or row.get("retrieved_from", "")
            yield File(row["url"], tuple(row["paths"]), note)


def groups(balance: Balance, words: Words) -> Iterator[Group]:
    """The lists that few will ever open, each with its number."""
    out = [page for page in balance.pages if page["state"] == "left_out"]
    merged = [page for page in balance.pages if page["state"] == "merged"]
    lists = (
        ("details_left_out", len(out), _by_rule(out, words), ""),
        ("details_merged", len(merged), by_reason(merged), ""),
        ("details_redirects", *_moves(balance), ""),
        ("details_named", *_named(balance), words("details_named_how")),
    )
    for key, number, parts, how in lists:
        if number:
            yield Group(words(key, n=number), how, parts)
    yield from _since(balance, words)


def _by_rule(pages: Sequence[Mapping[str, Any]], words: Words) -> tuple[Part, ...]:
    """The addresses of each rule; a reason is told of each where there is more than one."""
    found: dict[str, list[Mapping[str, Any]]] = {}
    for page in pages:
        found.setdefault(page["rule"], []).append(page)
    return tuple(_ruled(rule, rows, words.rule(rule)) for rule, rows in found.items())


def _ruled(rule: str, pages: Sequence[Mapping[str, Any]], says: str) -> Part:
    reasons = {page["reason"] for page in pages}
    common = "" if says or len(reasons) > 1 else next(iter(reasons))
    entries = (
        Entry(_address(page), page["reason"] if len(reasons) > 1 else "", title_of(page))
        for page in pages
    )
    return Part(tuple(entries), common, rule, says)


def _address(page: Mapping[str, Any]) -> str:
    return str(page.get("source") or page["url"])


def _moves(balance: Balance) -> tuple[int, tuple[Part, ...]]:
    """How many old addresses lead where, for each target by what stood there."""
    parts = []
    for row in balance.redirects:
        told = ", ".join(f"{what} {number}" for what, number in row["moves"].items())
        file = "README.md" if row["has_addresses"] else "map.csv"
        parts.append(Part((Entry(f"{row['folder']}/{file}", told),), name=row["target"]))
    number = max((sum(row["moves"].values()) for row in balance.redirects), default=0)
    return number, tuple(parts)


def _named(balance: Balance) -> tuple[int, tuple[Part, ...]]:
    entries = tuple(Entry(row["url"], row["named_by"]) for row in balance.named_once)
    return len(entries), (Part(entries),)


def _since(balance: Balance, words: Words) -> Iterator[Group]:
    if balance.delta is None:
        return
    pages = {name: found for name, found in balance.delta["pages"].items() if found}
    parts = [
        Part(_addresses(name, found), text=words(f"since_{name}", n=len(found)))
        for name, found in pages.items()
    ]
    removed = balance.changes.removed
    if removed:
        told = words("since_removed", n=len(removed))
        parts.append(Part(tuple(Entry(path) for path in removed), text=told))
    if parts:
        yield Group(words("details_since"), parts=tuple(parts))


def _addresses(state: str, found: list[str]) -> tuple[Entry, ...]:
    return () if state == "unchanged" else tuple(map(Entry, found))
