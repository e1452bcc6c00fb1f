"""On every page: the Markdown, rendered, has the structure of the body that was read."""

from __future__ import annotations

import os
import re
from pathlib import Path
from urllib.parse import unquote

import pytest
from bs4 import BeautifulSoup, Tag
from markdown_it import MarkdownIt

from migrator.dom import lines_of, parse
from migrator.markdown import to_markdown
from migrator.models import Article, Snapshot
from migrator.read import read
from tests.conftest import CASES, FETCHED

RENDERER = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
CORPUS = Path(os.environ.get("MIGRATOR_CORPUS") or "/nowhere")
FRAMES = ["iframe", "video", "audio", "object", "embed"]
SIGNS = ("**", "~~", "](", "\\", "<!--")


def _from_corpus() -> list[Snapshot]:
    files = sorted(CORPUS.glob("*/*.html")) if CORPUS.is_dir() else []
    return [Snapshot(f"https://x.example/{f.stem}/", f.read_bytes(), "", FETCHED) for f in files]


PAGES = {case.name: case.snapshot for case in CASES} | {s.url: s for s in _from_corpus()}
BODIES = {
    name: reading.body
    for name, reading in ((name, read(page)) for name, page in PAGES.items())
    if isinstance(reading, Article)
}


@pytest.fixture(params=BODIES)
def body(request: pytest.FixtureRequest) -> str:
    return str(BODIES[request.param])


@pytest.fixture
def shown(body: str) -> str:
    """The Markdown of the body as a reader sees it."""
    return str(RENDERER.render(to_markdown(body)))


def plain(node: Tag) -> str:
    """The letters and figures of an element; a mark may have moved a comma."""
    return re.sub(r"\W", "", node.get_text())


def soup(html: str) -> BeautifulSoup:
    """The tree without what stands for a frame: it is a frame here and a link there."""
    found = BeautifulSoup(html, "html.parser")
    for frame in found.find_all(FRAMES):
        frame.extract()
    for link in found.find_all("a", string=re.compile("^(?:Map|Video|Audio|Embedded content)")):
        link.extract()
    for still in found.select('a > img[alt="Video"]:only-child'):
        still.find_parent("a").extract()  # type: ignore[union-attr]
    return found


def depth(node: Tag) -> int:
    return len(node.find_parents(["ul", "ol"]))


def links(html: str) -> list[tuple[str, str]]:
    """Address and text; one that shows nothing is none."""
    found = soup(html).find_all("a", href=True)
    told = [(unquote(str(a["href"]).strip()), plain(a)) for a in found if plain(a) or a.find("img")]
    return [each for each in told if each[0]]


def images(html: str) -> list[tuple[str, str]]:
    """Address and alternative text."""
    found = soup(html).find_all("img", src=re.compile("^(?!data:)."))
    return [(unquote(str(i["src"])), " ".join(str(i.get("alt") or "").split())) for i in found]


def items(html: str) -> list[tuple[int, str]]:
    """How deep each item of a list lies outside of tables, and how it begins."""
    found = [li for li in soup(html).find_all("li") if not li.find_parent(["td", "th"])]
    return [(depth(li), plain(li)) for li in found if plain(li) or li.find("img")]


def test_lines_are_those_of_the_page(body: str, shown: str) -> None:
    """Every word, every break and every edge of a block is where it was."""

    def lines(html: str) -> list[str]:
        html = str(soup(html))
        return [line for line in lines_of(parse(html).body).split("\n") if line]

    assert lines(shown) == lines(body)


def test_headings_are_those_of_the_page(body: str, shown: str) -> None:
    """In their order, with their levels, and none of the first."""

    def headings(html: str) -> list[tuple[str, str]]:
        found = soup(html).find_all(re.compile("^h[1-6]$"))
        return [(h.name, plain(h)) for h in found if plain(h) and not h.find_parent(["td", "th"])]

    assert headings(shown) == headings(body)
    assert "h1" not in [level for level, _ in headings(shown)]


def test_links_are_those_of_the_page(body: str, shown: str) -> None:
    """Each with its address and its text."""
    assert links(shown) == links(body)


def test_images_are_those_of_the_page(body: str, shown: str) -> None:
    """Each with its address and its alternative text."""
    assert images(shown) == images(body)


def test_items_are_those_of_the_page(body: str, shown: str) -> None:
    """As deep as they were."""
    assert items(shown) == items(body)


def test_cells_are_those_of_the_page(body: str, shown: str) -> None:
    """Each cell that says anything, in its order."""

    def cells(html: str) -> list[str]:
        tables = soup(html).find_all("table")
        wide = [t for t in tables if any(len(tr.find_all(["td", "th"])) > 1 for tr in t("tr"))]
        found = [cell for table in wide for cell in table.find_all(["td", "th"])]
        return [plain(cell) for cell in found if plain(cell)]

    assert cells(shown) == cells(body)


def test_no_markup_is_seen(body: str, shown: str) -> None:
    """No sign of Markdown stands in the rendered text that is not in the page's."""
    before, after = soup(body).get_text(), soup(shown).get_text()

    assert [sign for sign in SIGNS if after.count(sign) > before.count(sign)] == []
