"""What a reader of a Markdown document sees, in the form of a truth."""

from __future__ import annotations

from collections import Counter
from urllib.parse import unquote

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString
from markdown_it import MarkdownIt

from tests.generated.truth import Truth

RENDERER = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
APART = frozenset("p h1 h2 h3 h4 h5 h6 li ul ol blockquote table tr td th hr br pre div".split())
HEADINGS = ["h1", "h2", "h3", "h4", "h5", "h6"]


def seen(markdown: str, embeds: tuple[str, ...]) -> Truth:
    """What the rendered document shows; links to one of `embeds` stand for players."""
    root = BeautifulSoup(RENDERER.render(markdown), "html.parser")
    players, links = _links(root, Counter(map(unquote, embeds)))
    return Truth(
        text=shown(root),
        headings=tuple((int(h.name[1]), shown(h)) for h in root.find_all(HEADINGS)),
        images=tuple((str(i.get("src")), str(i.get("alt"))) for i in root.find_all("img")),
        links=tuple(links),
        embeds=tuple(players),
        cells=tuple(shown(cell) for cell in root.find_all(["td", "th"])),
        items=tuple(_own(item) for item in root.find_all("li")),
        quotes=tuple(shown(quote) for quote in root.find_all("blockquote")),
    )


def _links(root: BeautifulSoup, waiting: Counter[str]) -> tuple[list[str], list[tuple[str, str]]]:
    """The players, which are taken out with the label that we gave them; and the other links."""
    players, links = [], []
    for link in root.find_all("a", href=True):
        address = unquote(str(link["href"]))
        if waiting[address] > 0:
            waiting[address] -= 1
            players.append(address)
            link.extract()
        else:
            links.append((shown(link), address))
    return players, links


def shown(node: Tag) -> str:
    """The text as a reader sees it; blocks and breaks stand apart."""
    parts = []
    for child in node.children:
        if isinstance(child, Tag):
            edge = "\n" if child.name in APART else ""
            parts.append(edge + shown(child) + edge)
        elif type(child) is NavigableString:
            parts.append(str(child))
    return "".join(parts)


def _own(item: Tag) -> str:
    """The text of an item without the lists in it."""
    copy = BeautifulSoup(str(item), "html.parser")
    for inner in copy.find_all(["ul", "ol"]):
        inner.extract()
    return shown(copy)
