"""What the report says at its top: the verdict in one sentence, and the numbers behind it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from migrator.language import Words
from migrator.report.balance import Balance
from migrator.report.doubts import worst_first

_MUCH = 5  # from a fifth on, what is missing is the first thing to be said


@dataclass(frozen=True, slots=True)
class Verdict:
    """Is all well? `level` is good, look or lost, `text` says it, `proofs` how that is known."""

    level: str
    text: str
    proofs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """A number, and of what it is."""

    number: str
    what: str


def verdict(balance: Balance, words: Words) -> Verdict:
    """The worst that is to be said comes first; the numbers then tell the rest."""
    level, text = _verdict(balance, words)
    return Verdict(level, text, tuple(_proofs(balance, words)))


def _verdict(balance: Balance, words: Words) -> tuple[str, str]:
    if not balance.adds_up:
        return "lost", words("verdict_fault")
    if balance.failures and balance.failures * _MUCH >= _wanted(balance):
        return "lost", words("verdict_much", n=balance.failures, of=_wanted(balance))
    if balance.failures:
        level = "lost" if balance.page_totals["failed"] else "look"
        return level, words("verdict_lost", n=balance.failures)
    if balance.differing:
        return "look", words("verdict_differs", n=len(balance.differing))
    if balance.changes.conflicts:
        return "look", words("verdict_conflict")
    if doubtful(balance):
        return "look", words("verdict_look", n=doubtful(balance))
    return "good", words("verdict_good")


def _wanted(balance: Balance) -> int:
    """How many pages and files should have come over."""
    pages, files = balance.page_totals, balance.file_totals
    return sum(pages[state] for state in ("written", "merged", "failed")) + files["seen"]


def _proofs(balance: Balance, words: Words) -> Iterator[str]:
    if balance.adds_up:
        yield words("proof_sums", n=balance.pages_seen + balance.files_seen)
    same = balance.page_totals["written"] - len(balance.differing)
    if same:
        yield words("proof_read", n=same)
    if balance.changes.edited or balance.changes.conflicts:
        yield words("proof_edited")


def figures(balance: Balance, words: Words) -> tuple[Figure, ...]:
    """What came over, counted; what a site does not have is not told."""
    kinds = Counter("posts" if page["kind"] == "post" else "pages" for page in balance.written)
    counted = {
        "posts": kinds["posts"],
        "pages": kinds["pages"],
        "files": balance.file_totals["written"],
        "comments": sum(page["comments"] for page in balance.written),
        "redirects": redirects(balance),
    }
    return tuple(
        Figure(words.spelt(number), words(f"count_{what}", n=number))
        for what, number in counted.items()
        if number
    )


def redirects(balance: Balance) -> int:
    """How many old addresses the new host can answer; of several targets, the most."""
    rows = (row for row in balance.redirects if row["has_addresses"])
    return max((sum(row["moves"].values()) for row in rows), default=0)


def doubtful(balance: Balance) -> int:
    """How many of the pages that came over deserve a look."""
    return len(worst_first(balance.written))
