"""Every text, picture, link and block on a page, each with the share that it went into.

The ledger of a page holds sums; here each thing is named. Where an element was taken off by a
rule, all that stands in it went with it; what a rewriting dropped without taking an element off
is found by holding the page against what comes over. The sums are those of the ledger.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from migrator import dom, urls
from migrator.census import field_of
from migrator.dom import MARK, Node, attribute, image_source, one_line
from migrator.elements import BLOCKS
from migrator.models import Census, Item, ItemKind, Ledger, Share
from migrator.read.traced import Traced

_SHOWN = 80  # characters of a text
_FIELDS = {
    ItemKind.TEXT: "letters",
    ItemKind.IMAGE: "images",
    ItemKind.LINK: "links",
    ItemKind.FILE: "files",
    ItemKind.EMBED: "embeds",
    ItemKind.TABLE: "tables",
    ItemKind.FORM: "forms",
}
_KINDS = {name: kind for kind, name in _FIELDS.items()}
_SOURCES = ("src", "data", "data-src")


class _Whose(NamedTuple):
    """The share that something went into, and the rule that put it there."""

    share: Share
    rule: str = ""


@dataclass(slots=True)
class _Text:
    """What a block says outside of the blocks in it."""

    whose: _Whose
    parts: list[str] = field(default_factory=list)


_ARTICLE = _Whose(Share.ARTICLE)
_NOWHERE = _Whose(Share.UNACCOUNTED)


def itemise(page: Traced) -> tuple[Item, ...]:
    """All that stands on the page, in order; texts count their letters."""
    found = [*_found(page)]
    there = Counter((item.kind, item.what) for item in _in_body(page))
    added = [*_from_data(page.ledger.from_data, found, there)]
    wanted = _wanted(page)
    settled: list[Item] = []
    for kind in ItemKind:
        of_kind = [item for item in found if item.kind is kind]
        wishes = {whose: getattr(census, _FIELDS[kind]) for whose, census in wanted.items()}
        settled += _settled(of_kind, wishes, there)
    return (*settled, *added)


def misses(items: Iterable[Item], ledger: Ledger) -> dict[ItemKind, int]:
    """What the items lack of what was seen, or, below zero, have too much; empty if nothing."""
    sums = Counter[str]()
    for item in items:
        sums[_FIELDS[item.kind]] += item.number
    lacks = ledger.seen + ledger.from_data - Census(**sums)
    return {_KINDS[name]: number for name, number in lacks.told()}


def _wanted(page: Traced) -> dict[_Whose, Census]:
    """How much the ledger has in each share, by rule."""
    shares = dict(page.ledger.shares)
    wanted = {
        _ARTICLE: shares.get(Share.ARTICLE, Census()) - page.ledger.from_data,
        _NOWHERE: shares.get(Share.UNACCOUNTED, Census()),
    }
    for removal in page.removals:
        whose = _Whose(removal.share, removal.rule)
        wanted[whose] = wanted.get(whose, Census()) + removal.census
    return wanted


def _found(page: Traced) -> Iterator[Item]:
    """What stands on the page, by what its elements' marks tell."""
    taken = {m: _Whose(r.share, r.rule) for r in page.removals for m in r.marks}
    return _items(dom.parse(page.shown).body, page, taken, _NOWHERE)


def _in_body(page: Traced) -> Iterator[Item]:
    """What comes over."""
    return _items(dom.parse(page.body).body, page, {}, _ARTICLE)


def _items(
    root: Node | None, page: Traced, taken: Mapping[str, _Whose], whose: _Whose
) -> Iterator[Item]:
    texts: dict[tuple[int, _Whose], _Text] = {}
    for node, block, owner in _walk(root, page.content, taken, whose):
        if node.tag == "-text":
            text = texts.setdefault((block, owner), _Text(owner))
            text.parts.append(node.text_content or "")
        elif name := field_of(node):
            yield Item(_KINDS[name], _what(node, name, page.base), owner.share, owner.rule)
    for text in texts.values():
        said = "".join(text.parts)
        if letters := sum(map(len, said.split())):
            begins = one_line(said)[:_SHOWN]
            yield Item(ItemKind.TEXT, begins, text.whose.share, text.whose.rule, letters)


def _walk(
    root: Node | None, content: str, taken: Mapping[str, _Whose], whose: _Whose
) -> Iterator[tuple[Node, int, _Whose]]:
    """Every node in order, with the block that it stands in, and whose it is.

    Of two rules the one that took the inner element was first.
    """
    waiting = [(root, 0, whose)] if root is not None else []
    while waiting:
        node, block, owner = waiting.pop()
        mark = node.attributes.get(MARK) or "" if node.is_element_node else ""
        if owner == _NOWHERE and mark and mark == content:
            owner = _ARTICLE
        owner = taken.get(mark, owner)
        yield node, block, owner
        block = node.mem_id if node.tag in BLOCKS else block
        waiting += [(child, block, owner) for child in reversed([*dom.children(node)])]


def _what(node: Node, name: str, base: str) -> str:
    """The address of an element; of one without any how its text begins."""
    if name == "images" and node.tag == "img":
        address = image_source(node) or attribute(node, "src")
    elif name in ("links", "files"):
        address = attribute(node, "href")
    elif name in ("images", "embeds"):
        address = next(filter(None, (attribute(node, each) for each in _SOURCES)), "")
    else:
        return dom.text_of(node)[:_SHOWN]
    if address.startswith("data:"):
        return address[:_SHOWN]
    return urls.original(urls.absolute(base, address)) or address


def _from_data(
    census: Census, found: Iterable[Item], there: Mapping[tuple[ItemKind, str], int]
) -> Iterator[Item]:
    """What only the page's data hold: it comes over, and no element shows it."""
    shown = Counter((item.kind, item.what) for item in found)
    for name, number in census.told():
        kind = _KINDS[name]
        more = (Counter(there) - shown).elements() if kind is not ItemKind.TEXT else ()
        named = [what for each, what in more if each is kind][:number]
        yield from (Item(kind, what, Share.ARTICLE) for what in named)
        if rest := number - len(named):
            yield Item(kind, "", Share.ARTICLE, number=rest)


def _settled(
    items: list[Item], wanted: Mapping[_Whose, int], there: Mapping[tuple[ItemKind, str], int]
) -> list[Item]:
    """The items of one kind, so shared out that each share has what the ledger says.

    What comes over under the same name stays where it is, as long as it can.
    """
    sums = Counter[_Whose]()
    for item in items:
        sums[_Whose(item.share, item.rule)] += item.number
    surplus = {whose: number - wanted.get(whose, 0) for whose, number in sums.items()}
    lacks = {whose: number - sums[whose] for whose, number in wanted.items()}
    left = Counter(there)
    settled: list[Item] = []
    for item in items:
        is_there = left[item.kind, item.what] > 0 and item.share is Share.ARTICLE
        left[item.kind, item.what] -= is_there
        settled += [item] if is_there else _moved(item, surplus, lacks)
    return _moved_again(settled, surplus, lacks)


def _moved_again(
    items: list[Item], surplus: dict[_Whose, int], lacks: dict[_Whose, int]
) -> list[Item]:
    """Where something is still too much, the last of it goes; the order stays."""
    moved = [_moved(item, surplus, lacks) for item in reversed(items)]
    return [item for parts in reversed(moved) for item in parts]


def _moved(item: Item, surplus: dict[_Whose, int], lacks: dict[_Whose, int]) -> list[Item]:
    """The item, or its parts, where its share has too much of its kind and others too little."""
    own = _Whose(item.share, item.rule)
    parts: list[Item] = []
    rest = item.number
    for whose, lack in lacks.items():
        number = min(rest, max(surplus[own], 0), max(lack, 0))
        if number and whose != own:
            parts.append(replace(item, share=whose.share, rule=whose.rule, number=number))
            surplus[own] -= number
            lacks[whose] -= number
            rest -= number
            surplus.setdefault(whose, 0)
    return [replace(item, number=rest), *parts] if rest else parts
