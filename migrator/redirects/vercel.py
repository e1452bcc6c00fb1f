"""`vercel.json`: a source is a pattern of path-to-regexp, with all signs of its own escaped."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Sequence
from urllib.parse import parse_qsl, quote

from migrator.redirects.rule import Rule, any_case, first_needed

_LONGEST = 4_096  # signs in a source
_SPECIAL = re.compile(r"[^a-zA-Z0-9/_~-]")
_OF_EXPRESSIONS = re.compile(r"[\\^$.*+?()\[\]{}|/:-]")


def vercel(rules: Sequence[Rule]) -> str:
    """The setting `redirects`."""
    told = [_redirect(rule) for rule in sorted(rules, key=first_needed)]
    return json.dumps({"redirects": told}, ensure_ascii=False, indent=1) + "\n"


def not_for_vercel(rule: Rule) -> str:
    """Why Vercel cannot answer the address, if so."""
    pairs = _pairs(rule)
    if rule.query and rule.location.rstrip("/") == rule.old.partition("?")[0].rstrip("/"):
        return "the query is kept, so that it would lead to itself"
    if not all(name and value for name, value in pairs) or len(dict(pairs)) < len(pairs):
        return "a query needs names and values, each name once"
    longest = max(len(_source(rule)), len(rule.location))
    return "the pattern is too long" if longest > _LONGEST else ""


def _redirect(rule: Rule) -> dict[str, object]:
    redirect: dict[str, object] = {"source": _source(rule)}
    if rule.query:
        pairs = _pairs(rule)
        redirect["has"] = [{"type": "query", "key": k, "value": _exact(v)} for k, v in pairs]
    return {**redirect, "destination": rule.location, "statusCode": 301}


def _source(rule: Rule) -> str:
    path = _SPECIAL.sub(_sign, rule.path)
    if rule.below:
        return path + ("{/(.*)}?" if rule.itself else "/(.+)")
    return path + "{/}?" if path else "/"


def _sign(found: re.Match[str]) -> str:
    """The sign as it is or escaped, in upper or lower case, composed or not."""
    sign = found[0]
    if sign == ".":
        return "\\."
    forms = dict.fromkeys((sign, unicodedata.normalize("NFD", sign)))
    escaped = [any_case(quote(form, safe="")) for form in forms]
    raw = [_exact(form) for form in forms if form.isprintable() and form not in " %?#"]
    return f"({'|'.join([*raw, *escaped])})"


def _exact(text: str) -> str:
    return _OF_EXPRESSIONS.sub(r"\\\g<0>", text)


def _pairs(rule: Rule) -> list[tuple[str, str]]:
    return parse_qsl(rule.query, keep_blank_values=True)
