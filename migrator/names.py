"""Which names stand on a page: most selectors ask for one that does not, and need not be tried.

A name is a class (".b-text") or an id ("#main"), in lower case: some pages make browsers read
classes so; or a tag that few pages have. To list the others, and attributes, costs more than it
saves.
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
_NAMED = re.compile(r"[.#]?[\w-]+")
_RARE = frozenset("form iframe input map svg".split())
_ALL_RARE = ",".join(sorted(_RARE))


def names_of(root: Node) -> set[str]:
    """The names on everything below `root`, itself included."""
    classes = {node.attrs["class"] or "" for node in root.css("[class]")}
    ids = {node.id or "" for node in root.css("[id]")}
    told = " ".join(classes).lower().split()
    tags = {node.tag or "" for node in root.css(_ALL_RARE)}
    return {f".{name}" for name in told} | {f"#{name.lower()}" for name in ids} | tags


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
    return frozenset(name for name in _NAMED.findall(bare) if name[0] in ".#" or name in _RARE)
