"""The balance sheet in a few lines, for the person at the terminal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from migrator.report.balance import Balance

_SHOWN = 10


def summary(balance: Balance, folder: Path, next_step: str) -> str:
    """What was written, what needs a look, and what to do next."""
    return "\n".join(_lines(balance, folder, next_step))


def _lines(balance: Balance, folder: Path, next_step: str) -> Iterator[str]:
    written = [page for page in balance.pages if page["state"] == "written"]
    kinds = Counter("post" if page["kind"] == "post" else "page" for page in written)
    files = balance.file_totals
    reduced = [file for file in balance.files if file.get("reduced")]
    told = f"{count(kinds['post'], 'post')} and {count(kinds['page'], 'page')}"
    yield f"Written     {told}, {count(files['written'], 'picture or file', 'pictures and files')}"
    yield f"            to {folder / 'site'}"
    yield from _left_out(balance)
    dead = [page for page in balance.pages if page.get("rule") == "dead-link"]
    yield from listed("Dead link", dead)
    merged = sum(page["state"] == "merged" for page in balance.pages)
    if merged:
        yield f"Merged      {count(merged, 'page')} of photos into their albums"
    yield from listed("Failed", [page for page in balance.pages if page["state"] == "failed"])
    yield from listed("Missing", [file for file in balance.files if file["state"] == "failed"])
    yield from listed("Reduced", [{**file, "reason": file["note"]} for file in reduced])
    yield from _rescued(balance)
    yield from _named_once(balance)
    yield from _links(balance)
    yield from _old_host(written)
    yield from _redirects(balance)
    yield from _not_carried(balance)
    yield from _second_reading(balance, len(written))
    yield from _notes(written)
    yield from _since(balance)
    yield from _changes(balance)
    if not balance.adds_up:
        yield "Balance     the sums do not add up: please report this as a fault of migrator"
    yield f"Report      {folder / 'report.json'}"
    yield f"Next        {next_step}"


def _left_out(balance: Balance) -> Iterator[str]:
    rules = Counter(page["rule"] for page in balance.pages if page["state"] == "left_out")
    if rules:
        told = ", ".join(f"{rule} {number}" for rule, number in sorted(rules.items()))
        yield f"Left out    {count(rules.total(), 'address', 'addresses')} by rule: {told}"


def listed(label: str, rows: Sequence[dict[str, Any]]) -> Iterator[str]:
    """Grouped by reason, since a hundred pictures may be missing for one."""
    reasons: dict[str, list[str]] = {}
    for row in rows:
        title = f"  “{row['title']}”" if row.get("title") else ""
        place = row.get("source") or row["url"]
        reasons.setdefault(row["reason"], []).append(place + title)
    for reason, places in reasons.items():
        yield f"{label:<12}{len(places)}: {reason}"
        yield from (f"            {place}" for place in places[:_SHOWN])
        if len(places) > _SHOWN:
            yield f"            … and {len(places) - _SHOWN} more in the report"


def _rescued(balance: Balance) -> Iterator[str]:
    pages = any(page.get("retrieved_from") for page in balance.pages)
    files = [file for file in balance.files if file.get("retrieved_from")]
    if files and not pages:
        what = count(len(files), "picture or file", "pictures and files")
        yield f"Rescued     {what} that the site has lost, from a web archive"
        yield from (f"            {file['url']}" for file in files[:_SHOWN])


def _named_once(balance: Balance) -> Iterator[str]:
    kinds = Counter(post["kind"] for post in balance.named_once)
    if kinds:
        told = ", ".join(f"{kind} {number}" for kind, number in kinds.most_common())
        yield f"Named once  {count(kinds.total(), 'post')} by one kind of source alone: {told}"


def _since(balance: Balance) -> Iterator[str]:
    """What has happened since the last export."""
    if balance.delta is None:
        if balance.changes.unchanged:
            yield "Since then  nothing has changed"
        return
    pages = balance.delta["pages"]
    told = [f"{len(pages['new'])} new", f"{len(pages['changed'])} changed"]
    told += [f"{len(pages['gone'])} gone from the site", f"{len(pages['unchanged'])} unchanged"]
    yield f"Since then  of the pages {', '.join(told)}"


def _links(balance: Balance) -> Iterator[str]:
    if balance.not_exported:
        number = count(len({row["url"] for row in balance.not_exported}), "page")
        yield f"Links       to {number} of the old site that did not come over keep their address"


def _old_host(written: Sequence[dict[str, Any]]) -> Iterator[str]:
    """What still leads to the old host, by what is missing."""
    told = {(left["why"], left["address"], p["path"]) for p in written for left in p["old_host"]}
    for why, number in sorted(Counter(why for why, *_ in told).items()):
        yield f"Old host    {count(number, 'address', 'addresses')} left in the text: {why}"


def _redirects(balance: Balance) -> Iterator[str]:
    """Where it is said how old addresses are answered; plain files have no new ones."""
    for row in balance.redirects:
        number = count(sum(row["moves"].values()), "old address", "old addresses")
        faults = count(len(row["faults"]), "fault")
        told = f"; {faults}, see the report" if row["faults"] else ""
        if row["has_addresses"]:
            how = f"can be answered: see {row['folder']}/README.md"
        else:
            how = f"and the files that hold them now: see {row['folder']}/map.csv"
        if row["moves"]:
            yield f"Redirects   {number} {how}{told}"


def _not_carried(balance: Balance) -> Iterator[str]:
    for row in balance.not_carried:
        pages = count(row["pages"], "page")
        yield f"Not carried {row['field']} of {pages}: {row['reason']} ({row['target']})"


def _notes(written: Sequence[dict[str, Any]]) -> Iterator[str]:
    told = [(note["detail"], page["path"]) for page in written for note in page["notes"]]
    yield from notes_by_kind("Note", told, "in the report")


def notes_by_kind(label: str, told: Sequence[tuple[str, str]], where: str) -> Iterator[str]:
    """What a careful person would want to know: each kind of it once, with its pages.

    `told` are pairs of a note and the page it speaks of; `where` the rest can be read.
    """
    places: dict[str, list[str]] = {}
    for detail, place in sorted(told):
        if place not in places.setdefault(detail, []):
            places[detail].append(place)
    for detail, pages in [*places.items()][:_SHOWN]:
        more = f" and {count(len(pages) - 1, 'more page')}" if len(pages) > 1 else ""
        yield f"{label:<12}{detail}"
        yield f"            {pages[0]}{more}"
    if len(places) > _SHOWN:
        yield f"            … and {len(places) - _SHOWN} more {where}"


def _changes(balance: Balance) -> Iterator[str]:
    edited, removed = balance.changes.edited, balance.changes.removed
    conflicts = [conflict.path for conflict in balance.changes.conflicts]
    if conflicts:
        told = "changed by you and on the site: the new version lies beside as .new"
        yield f"Conflict    {count(len(conflicts), 'file')} {told}"
        yield from (f"            {path}" for path in conflicts[:_SHOWN])
    if edited:
        yield f"Edited      {count(len(edited), 'file')} changed by hand, left alone:"
        yield from (f"            {path}" for path in edited[:_SHOWN])
    if balance.changes.kept:
        told = "of pages that could not be had this time stay as they were"
        yield f"Kept        {count(len(balance.changes.kept), 'file')} {told}"
    if removed:
        told = "of the last export that this one does not have"
        yield f"Removed     {count(len(removed), 'file')} {told}"


def _second_reading(balance: Balance, written: int) -> Iterator[str]:
    differing = balance.differing
    if not differing:
        what = count(written, "page says what it said", "pages say what they said")
        yield f"Verified    {what} on the old site (second reading)"
        return
    yield f"Differing   {len(differing)} of {written} do not say quite what their pages say:"
    for page in differing[:_SHOWN]:
        what = ", ".join(difference["what"] for difference in page["differences"])
        yield f"            {page['path']}: {what}"


def count(number: int, noun: str, plural: str = "") -> str:
    """A number with its noun: `1 page`, `2 pages`."""
    return f"{number} {noun if number == 1 else plural or noun + 's'}"
