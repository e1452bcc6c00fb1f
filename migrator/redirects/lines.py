"""`_redirects`: a line for each spelling of an address, as Netlify and Cloudflare Pages read it.

Both compare the path as it was sent, escapes and their case included. A `*` stands for the rest of
a path, and a `:` may begin a placeholder: as signs of an address, these are always escaped.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from migrator.redirects.rule import OFTEN_RAW, Rule, first_needed, spellings

_PLAIN_PAIRS = re.compile(
    r"[a-zA-Z0-9_.~-]+=[a-zA-Z0-9_.~-]+(?:&[a-zA-Z0-9_.~-]+=[a-zA-Z0-9_.~-]+)*"
)
_HEAD = "# Where the pages of the old site are now. The first line that fits answers.\n"
_LONGEST = 2_000  # signs in a line of Cloudflare Pages
_PLACEHOLDER = re.compile(r"/:|:[a-zA-Z]")
_ESCAPE = re.compile(r"%[0-9A-F]{2}")


def redirect_lines(rules: Sequence[Rule]) -> str:
    """The file: lines for a query, for one address, and last those with a placeholder."""
    ordered = sorted(rules, key=first_needed)
    fixed = [line for rule in ordered for line in _fixed(rule)]
    return "".join([_HEAD, *fixed, *(line for rule in ordered for line in _open(rule))])


def line_counts(rule: Rule) -> tuple[int, int]:
    """How many lines the rule takes without and with a placeholder."""
    return len(_fixed(rule)), len(_open(rule))


def not_for_netlify(rule: Rule) -> str:
    """Why Netlify cannot answer the address, if so."""
    if not rule.query:
        return ""
    if rule.location.rstrip("/") == rule.old.partition("?")[0].rstrip("/"):
        return "the query is kept, so that it would lead to itself"
    return "" if _PLAIN_PAIRS.fullmatch(rule.query) else "the query has special signs"


def not_for_pages(rule: Rule) -> str:
    """Why Cloudflare Pages cannot answer the address, if so."""
    if rule.query:
        return "a rule cannot name a query"
    if rule.location.endswith(("/index", "/index.html")):
        return "it drops the name index from addresses"
    longest = max(len(line) for line in [*_fixed(rule), *_open(rule)])
    return "the line is too long" if longest > _LONGEST else ""


def _fixed(rule: Rule) -> list[str]:
    if not rule.itself:
        return []
    pairs = f" {rule.query.replace('&', ' ')}" if rule.query else ""
    status = "301!" if rule.query else "301"  # only so, a page at the same path stands back
    paths = dict.fromkeys(form for path in _paths(rule) for form in (path or "/", f"{path}/"))
    return [f"{path}{pairs} {rule.location} {status}\n" for path in paths]


def _open(rule: Rule) -> list[str]:
    """A `*` also stands for nothing: where a page has its place, one more segment is asked for."""
    if not rule.below:
        return []
    endings = ["/*"] if rule.itself else ["/:more", "/:more/*"]
    return [f"{path}{end} {rule.location} 301\n" for path in _paths(rule) for end in endings]


def _paths(rule: Rule) -> list[str]:
    colon = "" if _PLACEHOLDER.search(rule.path) else ":"
    upper = spellings(rule.path, OFTEN_RAW + colon)
    if "%" not in upper[-1]:
        return upper
    return list(dict.fromkeys([*upper, *(_ESCAPE.sub(_lower, path) for path in upper)]))


def _lower(escape: re.Match[str]) -> str:
    return escape[0].lower()
