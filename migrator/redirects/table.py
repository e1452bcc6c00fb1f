"""`map.csv`: all moves, for people and for any other program."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from migrator.redirects.rule import Rule, first_needed


def table(rules: Sequence[Rule]) -> str:
    """A head and a row for each move: old and new address escaped, status, what it was, how far."""
    text = io.StringIO()
    rows = csv.writer(text, lineterminator="\n")
    rows.writerow(["old", "new", "status", "was", "covers"])
    for rule in sorted(rules, key=first_needed):
        rows.writerow([rule.old, rule.location, 301, rule.moved.value, _covers(rule)])
    return text.getvalue()


def _covers(rule: Rule) -> str:
    return "below" if not rule.itself else "itself and below" if rule.below else "itself"
