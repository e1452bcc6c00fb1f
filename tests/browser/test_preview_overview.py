"""The overview of the preview in a real Chromium: its filters, its search, its keys."""

from __future__ import annotations

import time
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests import previewed as site
from tests.browser.conftest import LAKE
from tests.browser.opening import opened
from tests.previewed import Previewed, previewed

pytestmark = pytest.mark.loopback


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Previewed:
    """The overview of a thousand posts, all with a picture."""
    folder = tmp_path_factory.mktemp("large")
    read = site.gathered(folder, {"lake": LAKE})
    return site.overview_of(previewed(folder, read), 1000)


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


def _hash(page: Page) -> Any:
    return page.evaluate("location.hash")


def test_filters_are_kept_on_the_way_to_a_page_and_back(
    chromium: Browser, home: str, made: Previewed
) -> None:
    """They stand in the address; Back, the link to all pages and a reload bring them again."""
    with opened(chromium, home) as here:
        page = here.go()
        page.locator("label[for=filter-posts]").click()
        page.get_by_label("Year", exact=True).select_option("2024")
        page.get_by_label("Search").fill("mill & é")
        assert _hash(page) == "#q=mill+%26+%C3%A9&show=posts&year=2024"
        page.get_by_label("Search").fill("mill")
        kept, number = page.evaluate("location.href"), page.locator(".card:visible").count()
        assert 0 < number < 3

        def is_kept(address: str = kept) -> None:
            page.wait_for_url(address)
            assert page.get_by_label("Search").input_value() == "mill"
            assert page.locator("#filter-posts").is_checked()
            assert page.locator(".card:visible").count() == number

        page.locator(".card:visible a").first.click()
        page.wait_for_url("**/pages/*.html")
        page.go_back()
        is_kept()
        page.reload()
        is_kept()
        page.locator(".card:visible a").first.click()
        page.get_by_role("link", name="All pages").click()
        is_kept()
        page.locator(".card:visible a").first.click()
        page.wait_for_url("**/pages/*.html")
        page.keyboard.press("/")
        is_kept()
        page.keyboard.press("Escape")
        page.locator("label[for=filter-all]").click()
        page.get_by_label("Year", exact=True).select_option("")
        assert _hash(page) == ""
        page.locator(".card:visible a").first.click()
        page.wait_for_url("**/pages/*.html")
        page.keyboard.press("o")
        page.wait_for_url("**/index.html")
        assert page.locator(".card:visible").count() == 3


def test_filters_work_where_nothing_may_be_stored(
    chromium: Browser, home: str, made: Previewed
) -> None:
    """Without storage they still stand in the address, and nothing fails."""
    with opened(chromium, home) as here:
        here.page.add_init_script(
            "Object.defineProperty(window, 'sessionStorage', {get() { throw new Error(); }})"
        )
        page = here.go("index.html#q=mill&show=nonsense&year=1066")
        assert page.get_by_label("Search").input_value() == "mill"
        assert page.locator("#filter-all").is_checked()
        page.locator(".card:visible a").first.click()
        page.wait_for_url("**/pages/*.html")
        page.go_back()
        page.wait_for_url("**/index.html#q=mill")
        assert page.get_by_label("Search").input_value() == "mill"


def test_the_search_is_one_key_away_from_a_page(
    chromium: Browser, home: str, made: Previewed
) -> None:
    """A slash leads to the search of the overview, where one can write at once."""
    with opened(chromium, home) as here:
        page = here.go(f"pages/{made.number('lake')}.html")
        page.keyboard.press("/")
        page.wait_for_url("**/index.html#search")
        page.keyboard.type("mill")
        assert page.get_by_label("Search").input_value() == "mill"


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
