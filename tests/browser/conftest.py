"""A real Chromium, driven by Playwright: `MIGRATOR_CHROMIUM` names one that is not on the PATH."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

_NAMES = ("chromium", "chromium-browser", "google-chrome")
_QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
_GRAVE = ("serious", "critical")


def _chromium() -> str:
    named = os.environ.get("MIGRATOR_CHROMIUM", "")
    return named or next(filter(None, map(shutil.which, _NAMES)), "")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One browser for all tests."""
    found = _chromium()
    if not found:
        pytest.skip("there is no Chromium here: install it, or name it in MIGRATOR_CHROMIUM")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=_QUIET)
        yield browser
        browser.close()


def grave_faults(page: Page) -> list[str]:
    """What axe-core finds on a page that keeps somebody from using it."""
    found: list[dict[str, Any]] = Axe().run(page).response["violations"]
    return [
        f"{fault['id']}: {node['html'][:200]}"
        for fault in found
        if fault["impact"] in _GRAVE
        for node in fault["nodes"]
    ]


def shots() -> Path:
    """Where screenshots go: below `MIGRATOR_SHOTS`, if it is set, to be looked at or put into docs."""
    return Path(os.environ.get("MIGRATOR_SHOTS", ""))
