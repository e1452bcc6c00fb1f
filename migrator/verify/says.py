"""What a text says, in a form in which two texts can be compared."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit

from bs4 import Tag
from bs4.element import PageElement, PreformattedString

SILENT = frozenset(["script", "style", "noscript", "template", "svg", "title", "head"])
FRAMES = ("iframe", "video", "audio", "embed", "object")
_APART = frozenset(
    "p div li ul ol dl dt dd h1 h2 h3 h4 h5 h6 td th tr table blockquote section article main aside"
    " figure figcaption pre hr br header footer address form fieldset center".split()
)
_UPLOAD = re.compile(r"\d{9}-[0-9a-f]{6,10}")
_VIDEO = re.compile(
    r"(?:youtube(?:-nocookie)?\.com/(?:embed/|watch\?v=)|vimeo\.com/(?:video/)?)([\w-]+)"
)


@dataclass(slots=True)
class Says:
    """The text, and bags of what stands in it."""

    text: str = ""
    words: Counter[str] = field(default_factory=Counter)
    headings: Counter[str] = field(default_factory=Counter)
    images: Counter[str] = field(default_factory=Counter)
    links: Counter[str] = field(default_factory=Counter)
    embeds: Counter[str] = field(default_factory=Counter)
    cells: Counter[str] = field(default_factory=Counter)
    items: Counter[str] = field(default_factory=Counter)
    title: str = ""
    titles: tuple[str, ...] = ()
    day: frozenset[str] = frozenset()


def normal(text: str) -> str:
    """Composed, without invisible joiners, blanks collapsed."""
    text = unicodedata.normalize("NFC", text).replace("\u2060", "").replace("\u00ad", "")
    return " ".join(text.split())


def visible(node: Tag) -> str:
    """The text as a reader sees it; blocks and breaks stand apart."""
    parts: list[str] = []
    waiting: list[PageElement | str] = [*reversed(node.contents)]
    while waiting:
        part = waiting.pop()
        if isinstance(part, Tag):
            edge = " " if part.name in _APART else ""
            parts.append(edge)
            waiting += [] if part.name in SILENT else [edge, *reversed(part.contents)]
        elif not isinstance(part, PreformattedString):
            parts.append(str(part))
    return normal("".join(parts))


def words(text: str) -> list[str]:
    """The words of a text, without what stands between them."""
    return re.findall(r"\w+", text)


def bag(texts: list[str]) -> Counter[str]:
    """The texts by their words alone: a mark may have moved a comma, but no letter."""
    return Counter(told for text in texts if (told := " ".join(words(text))))


def same_file(address: str) -> str:
    """An upload by its id, whatever its size and host; any other file by its name."""
    found = _UPLOAD.search(unquote(address))
    return found[0] if found else unquote(urlsplit(address).path).rpartition("/")[2]


def same_link(address: str) -> str:
    """An address in which scheme and escapes make no difference."""
    found = _UPLOAD.search(unquote(address))
    if found:
        return found[0]
    return re.sub(r"\s+", "", unquote(re.sub(r"^(?:https?|file):", "", address.strip())))


def same_embed(address: str) -> str:
    """A video by its id, any other frame by its address."""
    found = _VIDEO.search(address)
    return found[1] if found else same_link(address)


def count_structure(says: Says, root: Tag) -> None:
    """Fill in words, headings, cells and items from a tree."""
    says.text = visible(root)
    says.words = Counter(words(says.text))
    says.headings = bag([visible(node) for node in root.find_all(re.compile("^h[1-6]$"))])
    says.cells = bag([visible(cell) for cell in root.find_all(["td", "th"])])
    listed = [node for node in root.find_all("li") if not node.find_parent("table")]
    says.items = Counter({"list item": sum(bool(visible(node)) for node in listed)})
