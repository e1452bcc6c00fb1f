"""A page of the preview in a real Chromium: from disk and server, with script and without."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Browser, Locator

from tests.browser.opening import opened
from tests.previewed import Previewed

pytestmark = pytest.mark.loopback


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
        other = page.frames[1].locator(".removed", has_text="Taken off: site-header").first
        header = page.frames[1].locator(".kept", has_text="Kept as a fact: post-header")

        assert other.is_visible()
        assert header.is_visible()
        assert "Přes hřeben" in header.inner_text()
        assert page.locator(".front .title").inner_text() == page.locator("h1").inner_text()
        looks = "e => { const s = getComputedStyle(e); return s.backgroundImage + s.borderLeft; }"
        assert header.evaluate(looks) != other.evaluate(looks)
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
