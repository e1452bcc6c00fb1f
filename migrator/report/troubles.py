"""What needs a look, for the terminal: the most important first, a line for each kind."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from migrator.language import words_for
from migrator.report.balance import Balance
from migrator.report.doubts import reasons, worst_first
from migrator.report.lines import by_note, by_reason, count

_FILES = ("picture or file", "pictures and files")
_FILES_THERE = ("Lost", "Edited", "Outdated", "Added")
_MATTER = ("Balance", "Failed", "Missing", "Differing", "Conflict", "Look at", *_FILES_THERE)
_FOUND_BY = {"pages": "links on pages", "feed": "the feed", "sitemap": "the sitemap"}

Rows = Sequence[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Trouble:
    """One kind of trouble in a line, and examples, of which as many are shown as there is room.

    `order` is that of the examples; it is only told where some are shown.
    """

    label: str
    text: str
    examples: tuple[str, ...] = ()
    order: str = ""

    @property
    def matters(self) -> bool:
        """Does it come before what is merely good to know?"""
        return self.label in _MATTER


def troubles(balance: Balance) -> list[Trouble]:
    """All that a summary has to say of what did not go as it should, worst first."""
    return [trouble for tell in _ALL for trouble in tell(balance)]


def of_the_folder(balance: Balance) -> list[Trouble]:
    """What is to be said of the files as they lie there now, worst first."""
    return [trouble for tell in _OF_THE_FOLDER for trouble in tell(balance)]


def _sums(balance: Balance) -> Iterator[Trouble]:
    if not balance.adds_up:
        told = "the sums do not add up: please report this as a fault of migrator"
        yield Trouble("Balance", told)


def _failed(balance: Balance) -> Iterator[Trouble]:
    yield from _for_reasons("Failed", [p for p in balance.pages if p["state"] == "failed"])


def _missing(balance: Balance) -> Iterator[Trouble]:
    yield from _for_reasons("Missing", [f for f in balance.files if f["state"] == "failed"])


def _reduced(balance: Balance) -> Iterator[Trouble]:
    reduced = [{**file, "reason": file["note"]} for file in balance.files if file.get("reduced")]
    yield from _for_reasons("Reduced", reduced)


def _for_reasons(label: str, rows: Rows) -> Iterator[Trouble]:
    """The most frequent reason; the others are one line together, unless there is but one."""
    found = sorted(by_reason(rows).items(), key=lambda each: -len(each[1]))
    told = found if len(found) <= 2 else found[:1]
    for reason, places in told:
        yield Trouble(label, f"{len(places)}: {reason}", tuple(places))
    others = [f"{place}: {reason}" for reason, places in found[len(told) :] for place in places]
    if others:
        number = len(found) - len(told)
        yield Trouble(label, f"{len(others)} more, for {number} other reasons", tuple(others))


def _differing(balance: Balance) -> Iterator[Trouble]:
    written = balance.page_totals["written"]
    if balance.differing:
        told = f"{len(balance.differing)} of {written} do not say quite what their pages say"
        yield Trouble("Differing", told, tuple(map(_difference, worst_first(balance.differing))))


def _difference(page: Any) -> str:
    return f"{page['path']}: {', '.join(each['what'] for each in page['differences'])}"


def _conflicts(balance: Balance) -> Iterator[Trouble]:
    paths = tuple(conflict.path for conflict in balance.changes.conflicts)
    if paths:
        told = "changed by you and on the site: the new version lies beside as .new"
        yield Trouble("Conflict", f"{count(len(paths), 'file')} {told}", paths)


def _doubtful(balance: Balance) -> Iterator[Trouble]:
    pages = worst_first(balance.written)
    if pages:
        told = count(len(pages), "page deserves a look", "pages deserve a look")
        order = ", worst first" if len(pages) > 1 else ""
        yield Trouble("Look at", told, tuple(map(_doubt, pages)), order)


def _doubt(page: Any) -> str:
    worst = reasons(page)[0]
    return f"{page['path']}: {words_for('en')(worst.key, n=worst.number)}"


def _faults(balance: Balance) -> Iterator[Trouble]:
    faults = [fault for row in balance.redirects for fault in row["faults"]]
    if faults:
        told = count(len(faults), "old address cannot", "old addresses cannot")
        found = tuple(f"{fault['old']}: {fault['detail']}" for fault in faults)
        yield Trouble("Unanswered", f"{told} be redirected, or not by every host", found)


def _old_host(balance: Balance) -> Iterator[Trouble]:
    """What still leads to the old host, by what is missing."""
    told = {
        (left["why"], left["address"], p["path"]) for p in balance.written for left in p["old_host"]
    }
    if told:
        number = count(len(told), "address of the old site is", "addresses of the old site are")
        whys = Counter(why for why, *_ in told)
        found = tuple(f"{n}: {why}" for why, n in sorted(whys.items(), key=lambda e: (-e[1], e[0])))
        yield Trouble("Old host", f"{number} left in the text", found)


def _links(balance: Balance) -> Iterator[Trouble]:
    urls = tuple(dict.fromkeys(row["url"] for row in balance.not_exported))
    if urls:
        told = f"to {count(len(urls), 'page')} that did not come over still lead to the old site"
        yield Trouble("Links", told, urls)


def _dead(balance: Balance) -> Iterator[Trouble]:
    dead = tuple(page["url"] for page in balance.pages if page.get("rule") == "dead-link")
    if dead:
        told = count(len(dead), "address was", "addresses were")
        yield Trouble("Dead links", f"{told} already broken on the old site", dead)


def _notes(balance: Balance) -> Iterator[Trouble]:
    told = by_note([(n["detail"], page["path"]) for page in balance.written for n in page["notes"]])
    for detail, paths in sorted(told.items(), key=lambda each: -len(each[1])):
        more = f" and {count(len(paths) - 1, 'more page')}" if len(paths) > 1 else ""
        yield Trouble("Note", detail, (f"{paths[0]}{more}",))


def _not_carried(balance: Balance) -> Iterator[Trouble]:
    for row in balance.not_carried:
        told = f"{row['field']} of {count(row['pages'], 'page')}: {row['reason']}"
        yield Trouble("Not carried", f"{told} ({row['target']})")


def _left_alone(balance: Balance) -> Iterator[Trouble]:
    for trouble in _edited(balance):
        told = "left alone and not compared: migrator verify does that"
        yield replace(trouble, text=f"{trouble.text}, {told}")


def _edited(balance: Balance) -> Iterator[Trouble]:
    yield from _paths("Edited", "changed by hand", balance.changes.edited)


def _lost(balance: Balance) -> Iterator[Trouble]:
    told = "that an export has written, and that are not there any more"
    yield from _paths("Lost", told, balance.changes.lost)


def _outdated(balance: Balance) -> Iterator[Trouble]:
    told = "that this version of migrator would write otherwise"
    yield from _paths("Outdated", told, balance.changes.outdated)


def _added(balance: Balance) -> Iterator[Trouble]:
    yield from _paths("Added", "in site/ that no export has written", balance.changes.added)


def _paths(label: str, told: str, paths: tuple[str, ...]) -> Iterator[Trouble]:
    if paths:
        yield Trouble(label, f"{count(len(paths), 'file')} {told}", paths)


def _not_there(balance: Balance) -> Iterator[Trouble]:
    kept, removed = balance.changes.kept, balance.changes.removed
    if kept:
        told = "of pages that could not be had this time stay as they were"
        yield Trouble("Kept", f"{count(len(kept), 'file')} {told}")
    if removed:
        told = "of the last export that this one does not have"
        yield Trouble("Removed", f"{count(len(removed), 'file')} {told}")


def _rescued(balance: Balance) -> Iterator[Trouble]:
    pages = any(page.get("retrieved_from") for page in balance.pages)
    files = tuple(file["url"] for file in balance.files if file.get("retrieved_from"))
    if files and not pages:
        told = f"{count(len(files), *_FILES)} that the site has lost, from a web archive"
        yield Trouble("Rescued", told, files)


def _found_once(balance: Balance) -> Iterator[Trouble]:
    """Posts that one kind of source alone has led to, where others led to the rest."""
    kinds = Counter(post["kind"] for post in balance.named_once)
    if kinds:
        told = [f"that only {_FOUND_BY[kind]} led to" for kind, _ in kinds.most_common()]
        numbers = [count(number, "post") for _, number in kinds.most_common()]
        text = ", ".join(map(" ".join, zip(numbers, told, strict=True)))
        yield Trouble("Found once", text, tuple(post["url"] for post in balance.named_once))


_ALL: tuple[Callable[[Balance], Iterator[Trouble]], ...] = (
    _sums,
    _failed,
    _missing,
    _differing,
    _conflicts,
    _doubtful,
    _reduced,
    _faults,
    _left_alone,
    _not_there,
    _rescued,
    _old_host,
    _links,
    _dead,
    _not_carried,
    _notes,
    _found_once,
)

_OF_THE_FOLDER: tuple[Callable[[Balance], Iterator[Trouble]], ...] = (
    _sums,
    _differing,
    _lost,
    _conflicts,
    _edited,
    _outdated,
    _added,
    _failed,
    _missing,
)
