"""A page of the preview, opened where every request that it makes is seen."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Browser, Page, Route


@dataclass
class Opened:
    """A page, and every address that it asked for beyond the disk and its own server."""

    page: Page
    home: str
    foreign: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def go(self, path: str = "index.html") -> Page:
        """Open a document of the preview, and wait until it is there."""
        self.page.goto(f"{self.home}/{path}")
        self.page.wait_for_load_state("load")
        return self.page


@contextmanager
def opened(browser: Browser, home: str, **options: Any) -> Iterator[Opened]:
    """A fresh context in which nothing but the disk or the server may be asked for anything."""
    context = browser.new_context(**options)
    found = Opened(context.new_page(), home)
    origin = home.removesuffix("/preview") + "/"

    def guard(route: Route) -> None:
        if route.request.url.startswith(origin):
            route.continue_()
        else:
            found.foreign.append(route.request.url)
            route.abort()

    context.route("**/*", guard)
    found.page.on("pageerror", lambda error: found.errors.append(str(error)))
    yield found
    context.close()
    assert found.foreign == []
    assert found.errors == []
