"""A page read once more, to tell of each of its elements what became of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from migrator import dom
from migrator.dom import MARK, Node, attribute
from migrator.generations import BY_NAME
from migrator.generations.base import Generation, Page
from migrator.models import Article, Ledger, PhotoPage, Removal, Snapshot
from migrator.read import read_page
from migrator.read.body import prepared
from migrator.read.content import content_of, name_content
from migrator.read.page import parse
from migrator.texts import texts


@dataclass(frozen=True, slots=True)
class Traced:
    """A page whose elements are marked with numbers, and what the rules took off it.

    `html` is the page as received, `shown` its body with all that a visitor sees, and nothing
    else; `content` is the mark of the element that holds the content. `body` is the HTML that
    comes over, and `base` the address that relative ones start from.
    """

    html: str
    shown: str
    content: str
    base: str = ""
    removals: tuple[Removal, ...] = ()
    ledger: Ledger = field(default_factory=Ledger)
    body: str = ""

    @property
    def removed(self) -> Mapping[str, str]:
        """By the mark of an element that was taken off: the rule that did it."""
        return {mark: removal.rule for removal in self.removals for mark in removal.marks}


def traced(snapshot: Snapshot, generation: str) -> Traced:
    """The page, read as one of this generation."""
    page, reader = parse(snapshot), BY_NAME[generation]
    name_content(page.tree.body, reader)
    _mark(page.tree.body)
    html, content = page.tree.html or "", content_of(page.tree.body, reader)
    found = Traced(html, _shown(page, html, reader), attribute(content, MARK), page.base)
    match read_page(snapshot, page, reader):
        case Article(removed=removals, ledger=ledger, body=body):
            return replace(found, removals=removals, ledger=ledger, body=body)
        case PhotoPage(removed=removals, ledger=ledger, rest=rest, photos=photos):
            pictures = "".join(f'<img src="{photo.url}">{photo.caption}' for photo in photos)
            return replace(found, removals=removals, ledger=ledger, body=pictures + rest)
    return found


def _mark(body: Node | None) -> None:
    nodes = body.traverse() if body is not None else ()
    for number, node in enumerate(node for node in nodes if node.is_element_node):
        node.attrs[MARK] = str(number)


def _shown(page: Page, html: str, reader: Generation) -> str:
    """The body as it is counted; made on a tree of its own, since facts are read from scripts."""
    tree = dom.parse(html)
    content = content_of(tree.body, reader)
    if tree.body is None or content is None:
        return ""
    prepared(tree.body, content, replace(page, tree=tree), reader, texts(reader.labels(page)))
    return tree.body.html or ""
