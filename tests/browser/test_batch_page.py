"""The report over all sites in a real Chromium: from disk, at every width, light and dark."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from migrator.batch.page import page
from migrator.batch.records import State
from migrator.batch.sheet import Sheet
from tests.batch.sheets import sheet, site
from tests.browser.conftest import grave_faults, photographed, shows_something

pytestmark = pytest.mark.loopback
WIDTHS = (1280, 390)
SCHEMES = ("light", "dark")
STATES = (State.COMPLETE, State.LACKING, State.FAILED, State.OPEN)
LONG = f"https://{'a-very-long-name-' * 5}of-a-blog.webnode.example/"


@pytest.fixture
def context(chromium: Browser) -> Iterator[BrowserContext]:
    """Without a network: whatever is asked for beyond the disk fails."""
    opened = chromium.new_context(offline=True)
    yield opened
    opened.close()


def shown(
    context: BrowserContext, folder: Path, sheet: Sheet, width: int = 1280, scheme: str = "light"
) -> Page:
    (folder / "batch.html").write_bytes(page(sheet, "blogs"))
    opened = context.new_page()
    opened.set_viewport_size({"width": width, "height": 900})
    opened.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    opened.goto((folder / "batch.html").as_uri())
    return opened


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("width", WIDTHS)
def test_report_over_all_can_be_read_by_everybody(
    context: BrowserContext, tmp_path: Path, width: int, scheme: str
) -> None:
    """No serious fault for axe-core, folded or not, and nothing to be scrolled sideways."""
    many = (*sheet(tmp_path, *STATES * 8).sites, site(tmp_path, 99, State.LACKING, LONG))
    opened = shown(context, tmp_path, Sheet(many), width, scheme)
    seen = photographed(opened, f"batch-{width}-{scheme}", tmp_path)

    assert shows_something(seen, width, scheme)
    assert grave_faults(opened) == []
    opened.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    assert grave_faults(opened) == []
    assert opened.evaluate("document.documentElement.scrollWidth") <= width


def test_links_open_the_report_of_a_site(context: BrowserContext, tmp_path: Path) -> None:
    """From disk, without a server; the keyboard reaches them."""
    one = site(tmp_path, 2, State.LACKING)
    (tmp_path / "s2.example" / "report.html").write_text("<title>Of the site</title>")
    opened = shown(context, tmp_path, Sheet((one,)))
    opened.get_by_role("link", name="Report: https://s2.example/").press("Enter")
    opened.wait_for_load_state("load")

    assert opened.title() == "Of the site"


def test_telephone_shows_each_number_with_its_name(context: BrowserContext, tmp_path: Path) -> None:
    """A row is a list there; noughts are not told, and the sums stand at the end."""
    opened = shown(context, tmp_path, sheet(tmp_path, State.COMPLETE), 390)
    rows = opened.locator(".counts tr:visible", has=opened.locator("td:visible"))

    assert rows.last.locator("td:visible").all_inner_texts() == [
        *("9", "6", "1", "2", "5", "5", "yes"),
    ]
