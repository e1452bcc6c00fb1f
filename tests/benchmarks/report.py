"""How long the report of a large site takes to be made, and to open in Chromium.

    python -m tests.benchmarks.report [--posts 1000] [--items 60]

Every post has five pictures, a note, what rules took off, and so many things that stood on it.
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
import time
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

from migrator.language import words_for
from migrator.report import Balance
from migrator.report.page import page
from tests.sheets import facts, file, note, redirects, sheet, written

_RULES = "menu site-header site-footer cookie-bar share-buttons sidebar back-link breadcrumb"


def site(posts: int, items: int) -> Balance:
    """A site of so many posts, each of them with something to look at."""
    files = [file(f"{post}-{n}.jpg") for post in range(posts) for n in range(5)]
    return sheet([_post(n, items) for n in range(posts)], files, redirects=(redirects(),))


def _post(number: int, items: int) -> dict[str, Any]:
    return written(
        f"post-{number}",
        facts=facts(f"The {number}th walk over the hills, and what we saw there"),
        notes=[note(f"the page shows no time ({number % 7})")],
        removed=[
            {"rule": rule, "elements": 3, "words": 9, "begins": "Home Blog About us and more"}
            for rule in _RULES.split()
        ],
        items=[
            {"kind": "link", "what": f"https://x.example/{n}", "state": "written", "number": 1}
            for n in range(items)
        ],
        named_by=["the sitemap https://x.example/sitemap.xml", "the page https://x.example/"],
    )


def main() -> None:
    """Print the seconds and the size."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--posts", type=int, default=1000)
    parser.add_argument("--items", type=int, default=60)
    asked = parser.parse_args()
    balance = site(asked.posts, asked.items)
    begun = time.perf_counter()
    told = page(balance, "out", {}, words_for("en"))
    print(f"{asked.posts} posts: made in {time.perf_counter() - begun:.2f} s,", end=" ")
    print(f"{len(told.content) / 1e6:.1f} MB", end=", ")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "report.html")
        path.write_bytes(told.content)
        print(f"opened in {min(_opened(path) for _ in range(3)):.2f} s")


def _opened(path: Path) -> float:
    """From the address to the second frame that is drawn, in a new browser."""
    with sync_playwright() as playwright:
        found = shutil.which("chromium")
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        opened = browser.new_page()
        begun = time.perf_counter()
        opened.goto(path.as_uri())
        opened.evaluate(
            "() => new Promise(r => requestAnimationFrame(() => requestAnimationFrame(r)))"
        )
        seconds = time.perf_counter() - begun
        browser.close()
    return seconds


if __name__ == "__main__":
    main()
