"""How long one page takes, beside other tools: read and written, in one process.

    python -m tests.benchmarks.speed [FOLDER] [--rounds 9]

FOLDER holds saved Webnode pages (.html); without one, the fixtures are taken. Every round gives
each tool all pages once, in another order, so that a slow moment of the machine hits all alike.
What is told is the median, over the rounds, of each tool's time divided by ours: a tool at 2.0
takes twice as long. Tools that are not installed are left out: `pip install -e '.[bench]'`.

They do not do the same: ours recognises the page, takes boilerplate off by rule, reads its facts,
accounts for everything on it, and writes Markdown; html-to-markdown converts the page as it is.
"""

from __future__ import annotations

import argparse
import gc
import random
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from migrator.markdown import to_markdown
from migrator.models import Article, Snapshot
from migrator.read import read

Tool = Callable[[bytes], object]
FIXTURES = Path(__file__).parents[2] / "fixtures/pages/webnode2"
WHEN = datetime(2026, 1, 1, tzinfo=UTC)


def ours(page: bytes) -> str:
    """Read, with facts and ledger, and written as Markdown."""
    reading = read(Snapshot("https://blog.webnode.example/page/", page, "text/html", WHEN))
    return to_markdown(reading.body) if isinstance(reading, Article) else ""


def html_to_markdown() -> Tool:
    """The whole page, nothing taken off (Rust)."""
    from html_to_markdown import ConversionOptions, convert

    options = ConversionOptions()
    return lambda page: convert(page.decode("utf-8", "replace"), options)


def trafilatura() -> Tool:
    """Its guess at the article, with metadata."""
    from trafilatura import extract

    return lambda page: extract(
        page.decode("utf-8", "replace"),
        output_format="markdown",
        with_metadata=True,
        include_links=True,
        include_images=True,
        include_tables=True,
    )


def beautifulsoup_and_markdownify() -> Tool:
    """What one would write in an hour: `<main>` without scripts and forms."""
    from bs4 import BeautifulSoup
    from markdownify import MarkdownConverter

    converter = MarkdownConverter(heading_style="ATX")
    BeautifulSoup("", "lxml")  # fails here if lxml is not there

    def convert(page: bytes) -> object:
        soup = BeautifulSoup(page.decode("utf-8", "replace"), "lxml")
        article = soup.find("main") or soup
        for node in article.find_all(["script", "style", "svg", "form", "nav", "footer"]):
            node.decompose()
        return converter.convert_soup(article)

    return convert


def readability_and_markdownify() -> Tool:
    """The article as Firefox's reader would guess it, and markdownify."""
    from markdownify import markdownify
    from readability import Document

    def convert(page: bytes) -> object:
        return markdownify(Document(page.decode("utf-8", "replace")).summary(), heading_style="ATX")

    return convert


def markitdown() -> Tool:
    """The whole page but its scripts and styles."""
    from markitdown import MarkItDown

    converter = MarkItDown(enable_plugins=False)
    return lambda page: converter.convert_stream(BytesIO(page), file_extension=".html")


PEERS = (
    html_to_markdown,
    trafilatura,
    beautifulsoup_and_markdownify,
    readability_and_markdownify,
    markitdown,
)


def installed() -> Iterator[tuple[str, Tool]]:
    """Ours, and those of the others that are there."""
    yield "ours", ours
    for peer in PEERS:
        try:
            yield peer.__name__, peer()
        except ImportError as error:
            print(f"left out: {peer.__name__} ({error})", file=sys.stderr)
        except Exception as error:  # bs4 has an error of its own for a parser that is not there
            print(f"left out: {peer.__name__} ({type(error).__name__})", file=sys.stderr)


def timed(tool: Tool, pages: list[bytes]) -> float:
    """Seconds for all pages."""
    gc.collect()
    start = time.perf_counter()
    for page in pages:
        tool(page)
    return time.perf_counter() - start


def ratios(tools: dict[str, Tool], pages: list[bytes], rounds: int) -> dict[str, float]:
    """For each tool the median over the rounds of its time divided by ours."""
    order = list(tools)
    seen: dict[str, list[float]] = {name: [] for name in tools}
    for name in order:
        timed(tools[name], pages)  # imports and caches are not what is measured
    for number in range(rounds):
        random.Random(number).shuffle(order)
        took = {name: timed(tools[name], pages) for name in order}
        for name in tools:
            seen[name].append(took[name] / took["ours"])
    return {name: statistics.median(each) for name, each in seen.items()}


def main() -> None:
    """Print one line for each tool, the fastest first."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folder", nargs="?", type=Path, default=FIXTURES)
    parser.add_argument("--rounds", type=int, default=9)
    options = parser.parse_args()
    pages = [file.read_bytes() for file in sorted(options.folder.rglob("*.html"))]
    if not pages:
        parser.error(f"there is no .html below {options.folder}")
    found = ratios(dict(installed()), pages, options.rounds)
    print(f"{len(pages)} pages, {options.rounds} rounds, time as a multiple of ours")
    for name, ratio in sorted(found.items(), key=lambda each: each[1]):
        print(f"{name.replace('_', ' '):32}{ratio:6.2f}")


if __name__ == "__main__":
    main()
