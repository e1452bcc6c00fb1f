"""The preview in a real Chromium: from the disk and from its server, with script and without."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, Route

from migrator.preview import serve
from tests import previewed as site
from tests.previewed import PICTURE, Previewed, previewed
from tests.test_preview_safe import HOSTILE

pytestmark = pytest.mark.loopback

LAKE = (
    f'<p>A quite slow walk to <a href="/l/mill/">the mill</a>, <img src="{PICTURE}" alt="Lake">'
    ' and <a href="https://other.example/x">beyond</a>.</p>'
)
EVIL = "".join(HOSTILE).replace("a()", "parent.ran = top.ran = window.ran = 1")


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


Open = Callable[..., Any]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Previewed:
    """Three posts: one with a difference, one that it leads to, one hostile one."""
    folder = tmp_path_factory.mktemp("preview")
    read = site.gathered(folder, {"lake": LAKE, "mill": "<p>The mill</p>", "evil": EVIL})
    return previewed(folder, read, change=site.planted("quite slow", "quite fast", read[1], "lake"))


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Previewed:
    """The overview of a thousand posts, all with a picture."""
    folder = tmp_path_factory.mktemp("large")
    read = site.gathered(folder, {"lake": LAKE})
    return site.overview_of(previewed(folder, read), 1000)


@pytest.fixture(params=["disk", "server"])
def home(request: pytest.FixtureRequest, made: Previewed) -> Iterator[str]:
    """Where the preview is: as files, and on its server."""
    if request.param == "disk":
        yield (made.folder / "preview").as_uri()
        return
    with serve(made.folder) as address:
        yield address.rpartition("/")[0]


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


def _width(image: Locator) -> Any:
    image.scroll_into_view_if_needed()
    return image.evaluate("image => image.decode().then(() => image.naturalWidth)")


def test_both_sides_show_their_pictures_and_the_difference(
    chromium: Browser, home: str, made: Previewed
) -> None:
    """The old page in its frame and the new one beside it: pictures load, the words are marked."""
    with opened(chromium, home) as here:
        page = here.go(f"pages/{made.number('lake')}.html")
        old = page.frames[1]
        old.wait_for_load_state("load")

        for frame, selector in ((old, "img"), (page.main_frame, ".paper img")):
            assert [_width(image) for image in frame.locator(selector).all()] == [64, 90]
        assert old.locator("del.lost").all_inner_texts() == ["slow"]
        assert page.locator(".paper ins.added").all_inner_texts() == ["fast"]
        assert page.locator(".panes > .pane").evaluate_all("all => all.map(p => p.offsetTop)")[
            0
        ] == pytest.approx(page.locator(".pane.new").evaluate("p => p.offsetTop"))


def test_a_removed_block_is_seen_with_its_rule(
    chromium: Browser, home: str, made: Previewed
) -> None:
    """The frame begins at the content; what was taken off there bears the name of its rule."""
    with opened(chromium, home) as here:
        page = here.go(f"pages/{made.number('lake')}.html")
        header = page.frames[1].locator(".removed", has_text="Taken off: post-header").first

        assert header.is_visible()
        assert "Přes hřeben" in header.inner_text()
        assert page.frames[1].evaluate("scrollY") > 0
        assert page.evaluate("scrollY") == 0


@pytest.mark.parametrize("guarded", [True, False], ids=["with-policy", "without-policy"])
def test_a_hostile_page_runs_nothing_and_asks_for_nothing(
    chromium: Browser, home: str, made: Previewed, guarded: bool
) -> None:
    """Neither pane does, even if the browser knew nothing of content security policies."""
    with opened(chromium, home, bypass_csp=not guarded) as here:
        for path in (f"pages/{made.number('evil')}.html", f"old/{made.number('evil')}.html"):
            page = here.go(path)
            page.wait_for_timeout(300)
            assert [frame.evaluate("window.ran") for frame in page.frames] == [None] * len(
                page.frames
            )
            assert page.url.endswith(path)
            page.mouse.wheel(0, 5000)
            page.wait_for_timeout(100)


def test_clicks_within_the_old_page_lead_nowhere(
    chromium: Browser, home: str, made: Previewed
) -> None:
    """Its links say where they led; a click on one stays where it is."""
    with opened(chromium, home) as here:
        page = here.go(f"pages/{made.number('lake')}.html")
        old = page.frames[1]
        link = old.locator("a[title='https://other.example/x']")
        link.click()
        page.wait_for_timeout(100)

        assert link.is_visible()
        assert page.url.endswith(f"pages/{made.number('lake')}.html")


def shown(page: Page) -> list[str]:
    return page.locator(".card:visible h3").all_inner_texts()


def test_the_overview_filters_and_finds(chromium: Browser, large: Previewed) -> None:
    """By what needs a look, by year, by kind, by words; and says how many it found."""
    with opened(chromium, (large.folder / "preview").as_uri()) as here:
        page = here.go()
        found = page.locator(".found")
        assert found.inner_text() == "Pages found: 1000"
        page.locator("label[for=filter-look]").click()
        doubtful = int(found.inner_text().rpartition(" ")[2])
        assert doubtful == page.locator(".card[data-look]").count() == len(shown(page))
        page.locator("label[for=filter-pages]").click()
        assert page.locator(".nothing").is_visible()
        page.locator("label[for=filter-all]").click()
        page.get_by_label("Year", exact=True).select_option("2010")
        assert found.inner_text() == "Pages found: 50"
        page.get_by_label("Search").fill("number 104")
        assert shown(page) == ["Walk number 104"]
        page.get_by_label("Search").fill("WÁLK-104")
        assert shown(page) == ["Walk number 104"]
        page.keyboard.press("Escape")
        page.locator(".timeline a[data-year='2011']").click()
        assert page.get_by_label("Year", exact=True).input_value() == "2011"


def test_all_goes_by_keyboard(chromium: Browser, made: Previewed) -> None:
    """j and k walk, Enter opens, o comes back, n is the next doubtful one, / searches, ? helps."""
    with opened(chromium, (made.folder / "preview").as_uri()) as here:
        page = here.go()
        page.keyboard.press("j")
        page.keyboard.press("j")
        page.keyboard.press("k")
        first, second = page.locator(".card a").first, page.locator(".card a").nth(1)
        assert first.evaluate("a => a === document.activeElement")
        page.keyboard.press("n")
        assert second.evaluate("a => a === document.activeElement")
        one, two = (f"**/{link.get_attribute('href')}" for link in (first, second))
        first.focus()
        page.keyboard.press("Enter")
        page.wait_for_url(one)
        page.keyboard.press("j")
        page.wait_for_url(two)
        page.keyboard.press("k")
        page.wait_for_url(one)
        page.keyboard.press("n")
        page.wait_for_url(two)
        page.keyboard.press("3")
        assert not page.locator(".pane.old").is_visible()
        page.keyboard.press("?")
        assert page.get_by_role("dialog", name="Keys").is_visible()
        page.keyboard.press("Escape")
        page.keyboard.press("o")
        page.wait_for_url("**/index.html")
        page.keyboard.press("/")
        page.keyboard.type("mill")
        page.keyboard.press("Enter")
        page.keyboard.press("Enter")
        page.wait_for_url(f"**/pages/{made.number('mill')}.html")


def test_the_keyboard_reaches_everything_and_shows_where_it_is(
    chromium: Browser, made: Previewed
) -> None:
    """The first stop skips to the content; whatever is reached by Tab can be seen to be."""
    with opened(chromium, (made.folder / "preview").as_uri()) as here:
        page = here.go(f"pages/{made.number('lake')}.html")
        page.keyboard.press("Tab")
        assert page.locator(".skip").evaluate("a => a === document.activeElement")
        assert page.locator(".skip").bounding_box()["x"] == 0  # type: ignore[index]
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == "main"
        reached = []
        for _ in range(6):
            page.keyboard.press("Tab")
            where = "document.activeElement"
            name = page.evaluate(f"{where}.id || {where}.className || {where}.tagName")
            frame = page.frames[1] if name == "IFRAME" else page.main_frame
            if name.startswith("view"):
                where += ".nextElementSibling"
            reached.append((name, frame.evaluate(f"getComputedStyle({where}).outlineStyle")))
        assert reached[1:4] == [("view-both", "solid"), ("IFRAME", "solid"), ("paper", "solid")]
        assert {style for _, style in reached} == {"solid"}


def test_all_is_read_and_reached_without_script(
    chromium: Browser, home: str, made: Previewed
) -> None:
    """No tools that do nothing; all pages in the list, sides are switched, each leads on."""
    with opened(chromium, home, java_script_enabled=False) as here:
        page = here.go()
        assert page.locator(".tools").is_hidden()
        assert page.locator(".help-button:visible").count() == 0
        assert page.locator(".card:visible").count() == 3
        page.locator(".timeline a").first.click()
        assert page.url.endswith(("#look", "#y2024"))
        page.locator(".card a").first.click()
        assert page.locator("iframe").is_visible()
        page.locator("label[for=view-new]").click()
        assert page.locator("iframe").is_hidden()
        page.get_by_role("link", name="Next", exact=True).click()
        assert page.locator(".place").inner_text() == "2 of 3"


def test_a_thousand_posts_open_in_two_seconds(chromium: Browser, large: Previewed) -> None:
    """The overview is there, with its tools, and has asked for few of its pictures."""
    with opened(chromium, (large.folder / "preview").as_uri()) as here:
        asked: list[str] = []
        here.page.on("request", lambda request: asked.append(request.url))
        start = time.perf_counter()
        page = here.go()
        page.locator(".found", has_text="1000").wait_for()
        took = time.perf_counter() - start

        assert page.locator(".card").count() == 1000
        assert took < 2
        assert len(asked) < 200
        page.set_viewport_size({"width": 390, "height": 844})
        assert page.evaluate("document.documentElement.scrollWidth") == 390
