"""A real Chromium, driven by Playwright: `MIGRATOR_CHROMIUM` names one that is not on the PATH."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from PIL import Image, ImageStat
from playwright.sync_api import Browser, Page, sync_playwright

from migrator.preview import serve
from tests import previewed as site
from tests.preview.test_safe import HOSTILE
from tests.previewed import PICTURE, Previewed, previewed

_NAMES = ("chromium", "chromium-browser", "google-chrome")
_QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
_GRAVE = ("serious", "critical")
_SETTLED = 300  # milliseconds
_HALF, _VARIED = 128, 5  # of 255

LAKE = (
    f'<p>A quite slow walk to <a href="/l/mill/">the mill</a>, <img src="{PICTURE}" alt="Lake">'
    ' and <a href="https://other.example/x">beyond</a>.</p>'
)
EVIL = "".join(HOSTILE).replace("a()", "parent.ran = top.ran = window.ran = 1")


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


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Previewed:
    """Three posts: one with a difference, one that it leads to, one hostile one."""
    folder = tmp_path_factory.mktemp("preview")
    read = site.gathered(folder, {"lake": LAKE, "mill": "<p>The mill</p>", "evil": EVIL})
    return previewed(folder, read, change=site.planted("quite slow", "quite fast", read[1], "lake"))


@pytest.fixture(params=["disk", "server"])
def home(request: pytest.FixtureRequest, made: Previewed) -> Iterator[str]:
    """Where the preview is: as files, and on its server."""
    if request.param == "disk":
        yield (made.folder / "preview").as_uri()
        return
    with serve(made.folder) as address:
        yield address.rpartition("/")[0]


def grave_faults(page: Page) -> list[str]:
    """What axe-core finds on a page that keeps somebody from using it."""
    found: list[dict[str, Any]] = Axe().run(page).response["violations"]
    return [
        f"{fault['id']}: {node['html'][:200]}"
        for fault in found
        if fault["impact"] in _GRAVE
        for node in fault["nodes"]
    ]


def photographed(page: Page, name: str, folder: Path) -> Image.Image:
    """What a person sees of the page; kept below `MIGRATOR_SHOTS`, if that is set, for the docs."""
    kept = Path(os.environ.get("MIGRATOR_SHOTS") or folder)
    kept.mkdir(parents=True, exist_ok=True)
    page.wait_for_timeout(_SETTLED)
    page.screenshot(path=kept / f"{name}.png")
    return Image.open(kept / f"{name}.png")


def shows_something(picture: Image.Image, width: int, scheme: str) -> bool:
    """Is it as wide as asked for, light or dark as asked for, and more than one plain colour?"""
    lightness = ImageStat.Stat(picture.convert("L"))
    is_light = lightness.mean[0] > _HALF
    return (
        picture.width == width and is_light == (scheme == "light") and lightness.stddev[0] > _VARIED
    )
