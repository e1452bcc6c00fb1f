"""`cloudflare.csv`: a list for Cloudflare's bulk redirects, which stand before any host."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from migrator.redirects.rule import OFTEN_RAW, Rule, first_needed, spellings

_NO, _YES = "FALSE", "TRUE"
_RAW = f"{OFTEN_RAW}:*"


def bulk(rules: Sequence[Rule], site: str) -> str:
    """Rows of: source, target, status, keep the query, subdomains, what is below, keep the rest."""
    text = io.StringIO()
    rows = csv.writer(text, lineterminator="\n")
    for rule in sorted(rules, key=first_needed):
        target = f"https://{site}{rule.location}"
        below = _YES if rule.below else _NO
        rows.writerows([s, target, 301, _NO, _NO, below, _NO] for s in _sources(rule, site))
    return text.getvalue()


def row_count(rule: Rule) -> int:
    """How many rows the rule takes."""
    return len(_sources(rule, ""))


def not_for_bulk(rule: Rule) -> str:
    """Why a list cannot answer the address, if so."""
    if rule.query:
        return "a source cannot have a query"
    return "" if rule.itself else "what lies below an address includes the address itself"


def _sources(rule: Rule, site: str) -> list[str]:
    """With and without `www.`; a row for what is below fits with and without closing slash."""
    bare = site.removeprefix("www.")
    endings = [""] if rule.below else ["/"] if not rule.path else ["", "/"]
    paths = [path + ending for path in spellings(rule.path, _RAW) for ending in endings]
    return [host + path for path in paths for host in (bare, f"www.{bare}")]
