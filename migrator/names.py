"""Which names stand on a page: most selectors ask for one that does not, and need not be tried.

A name is a class (".b-text") or an id ("#main"), in lower case: some pages make browsers read
classes so. Tags and attributes are not asked for: to list them costs more than it saves.
"""

from __future__ import annotations

import re
from collections.abc import Set
from functools import cache

from migrator.dom import Node

_PART = re.compile(r"""\s*((?:[^,()"']|"[^"]*"|'[^']*'|\((?:[^()]|\([^()]*\))*\))+)""")
_QUOTED = re.compile(r"""("[^"]*"|'[^']*')""")
_INNERMOST = re.compile(r"\([^()]*\)")
_ATTRIBUTE = re.compile(r"\[[^\]]*\]")
_NAMED = re.compile(r"[.#][\w-]+")


def names_of(root: Node) -> set[str]:
    """The names on everything below `root`, itself included."""
    classes = {node.attrs["class"] or "" for node in root.css("[class]")}
    ids = {node.id or "" for node in root.css("[id]")}
    told = " ".join(classes).lower().split()
    return {f".{name}" for name in told} | {f"#{name.lower()}" for name in ids}


def narrowed(selector: str, names: Set[str]) -> str:
    """Those of the selectors, joined by commas, that can find anything among these names."""
    return ", ".join([part for part, needed in _needed(selector) if needed <= names])


@cache
def _needed(selector: str) -> tuple[tuple[str, frozenset[str]], ...]:
    """Each of the selectors that are joined by commas, and the names that it cannot do without.

    What stands in parentheses, such as `:has(…)`, is not asked for.
    """
    return tuple((part, _names_in(part)) for part in _PART.findall(selector))


def _names_in(part: str) -> frozenset[str]:
    bare = _ATTRIBUTE.sub("", _QUOTED.sub("", part)).lower()
    while _INNERMOST.search(bare):
        bare = _INNERMOST.sub("", bare)
    return frozenset(_NAMED.findall(bare))
