"""The report in a real Chromium: from disk, at every width, by keyboard, with hostile words."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from migrator.language import words_for
from migrator.report.balance import Balance
from migrator.report.page import page
from tests.browser.conftest import grave_faults, photographed, shows_something
from tests.sheets import (
    LOST_PICTURE,
    SITE,
    differs,
    facts,
    failed,
    file,
    left_out,
    note,
    redirects,
    sheet,
    written,
)

WIDTHS = (1280, 390)
SCHEMES = ("light", "dark")
RUNS = '<script>document.title = "run"</script><img src=x onerror="document.title = \'run\'">'


def site() -> Balance:
    """A site with something to be said in every section."""
    differing = [differs("words", "kettle | compass", "kettel"), differs("title", "Old", "New")]
    pages = [
        written("frost", facts=facts("First frost"), items=[LOST_PICTURE]),
        written("gates", facts=facts("A gallery of gates"), differences=differing),
        written("tea", facts=facts("Tea at the pass"), notes=[note("the page shows no time")]),
        written("home", facts=facts("Home"), kind="home", comments=3),
        failed("lost", "the server answered 500"),
        left_out("dead", "dead-link", "the server answered 404"),
        left_out("list", "bare-list", "nothing but a list of posts"),
        *(written(f"walk-{n}", facts=facts(f"Walk {n}")) for n in range(1, 20)),
    ]
    files = [
        *(file(f"walk-{n}.jpg") for n in range(1, 41)),
        file("gate.jpg", reduced=True, note="only the 450 px copy was to be had"),
        file("map.png", state="failed", reason="the server answered 404"),
    ]
    return sheet(pages, files, redirects=(redirects(),), rules={"menu": 8, "site-footer": 4})


@pytest.fixture
def context(chromium: Browser) -> Iterator[BrowserContext]:
    """Without a network: whatever is asked for beyond the disk fails."""
    opened = chromium.new_context(offline=True)
    yield opened
    opened.close()


def shown(
    context: BrowserContext,
    folder: Path,
    balance: Balance,
    width: int = 1280,
    scheme: str = "light",
    code: str = "en",
) -> Page:
    previews = {f"{SITE}/gates/": "preview/pages/0002.html"}
    told = page(balance, "out", previews, words_for(code), "Slow Paths")
    (folder / told.path).write_bytes(told.content)
    opened = context.new_page()
    opened.set_viewport_size({"width": width, "height": 900})
    opened.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    opened.goto((folder / told.path).as_uri())
    return opened


def open_all(opened: Page) -> None:
    opened.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("width", WIDTHS)
def test_report_can_be_read_by_everybody(
    context: BrowserContext, tmp_path: Path, width: int, scheme: str
) -> None:
    """No serious fault for axe-core, folded or not, and nothing to be scrolled sideways."""
    opened = shown(context, tmp_path, site(), width, scheme)
    seen = photographed(opened, f"report-{width}-{scheme}", tmp_path)

    assert shows_something(seen, width, scheme)
    assert grave_faults(opened) == []
    open_all(opened)
    assert grave_faults(opened) == []
    assert opened.evaluate("document.documentElement.scrollWidth") <= width


def test_telephone_shows_how_many_were_seen(context: BrowserContext, tmp_path: Path) -> None:
    """A row of nothing but noughts tells one of them: `Adds up yes` alone says nothing."""
    opened = shown(context, tmp_path, site(), 390)
    row = opened.locator(".sheet tbody tr", has=opened.locator("th", has_text="Forms"))

    assert row.locator("td:visible").all_inner_texts() == ["0", "yes"]


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("width", WIDTHS)
def test_bad_news_can_be_read_by_everybody(
    context: BrowserContext, tmp_path: Path, width: int, scheme: str
) -> None:
    """In another language, where next to nothing came over."""
    pages = [written("a", notes=[note("the page shows no time")]), *map(failed, map(str, range(9)))]
    left = [left_out("l", "bare-list"), left_out("m", "redirect", "it leads to x")]
    balance = sheet([*pages, *left], [file("a.png")], rules={"menu": 8, "cookie-bar": 1})
    opened = shown(context, tmp_path, balance, width, scheme, "cs")
    open_all(opened)

    assert shows_something(photographed(opened, f"bad-{width}-{scheme}", tmp_path), width, scheme)
    assert grave_faults(opened) == []
    assert opened.evaluate("document.documentElement.scrollWidth") <= width


def test_report_asks_for_nothing_but_itself(context: BrowserContext, tmp_path: Path) -> None:
    """One file from disk, whatever is opened in it, and nothing that the policy had to stop."""
    asked, said = list[str](), list[str]()
    context.on("request", lambda request: asked.append(request.url))
    context.on("console", lambda message: said.append(message.text))
    opened = shown(context, tmp_path, site())
    open_all(opened)
    opened.wait_for_load_state("networkidle")

    assert asked == [(tmp_path / "report.html").as_uri()]
    assert said == []
    assert opened.locator("body").evaluate("e => getComputedStyle(e).maxWidth") != "none"


def test_details_open_by_keyboard(context: BrowserContext, tmp_path: Path) -> None:
    """Enter opens what is folded, a blank ticks a box, and the links of the page lead there."""
    opened = shown(context, tmp_path, site())
    folded = opened.locator("#details > details").first
    folded.locator("> summary").focus()
    opened.keyboard.press("Enter")
    assert folded.evaluate("each => each.open")

    box = opened.locator("#next input").first
    box.focus()
    opened.keyboard.press("Space")
    assert box.is_checked()

    opened.locator("nav a").nth(3).focus()
    opened.keyboard.press("Enter")
    opened.wait_for_url("**/report.html#balance")


def test_hostile_words_do_nothing(context: BrowserContext, tmp_path: Path) -> None:
    """Titles, addresses, notes and reasons that would run something are shown as text."""
    row = written(
        facts=facts(RUNS),
        notes=[note(RUNS)],
        differences=[differs("words", RUNS, RUNS)],
        path=RUNS,
        named_by=[RUNS],
    )
    script = {**failed("x", RUNS), "url": "javascript:document.title='run'"}
    balance = sheet([row, script, {**row, "url": 'https://x.example/"onclick="x'}], [file(RUNS)])
    opened = shown(context, tmp_path, balance)
    open_all(opened)
    opened.wait_for_timeout(200)

    assert opened.title() == "What came over from Slow Paths (www.slow-paths.example)"
    assert opened.locator("script, img, [onclick], a[href^='javascript']").count() == 0
    assert opened.get_by_text("onerror").count() > 3


def test_long_words_do_not_break_the_page(context: BrowserContext, tmp_path: Path) -> None:
    """Titles and addresses without a blank stay within a telephone."""
    long = "w" * 300
    row = written(long, facts=facts(long), notes=[note(long)], unaccounted=[long], named_by=[long])
    opened = shown(context, tmp_path, sheet([row, failed(long, long)], [file(long)]), 390)
    open_all(opened)

    assert opened.evaluate("document.documentElement.scrollWidth") <= 390


def test_report_can_be_printed(context: BrowserContext, tmp_path: Path) -> None:
    """On paper there are the steps with their boxes, and neither links nor details."""
    opened = shown(context, tmp_path, site())
    opened.emulate_media(media="print")

    assert opened.locator("#next input").first.is_visible()
    assert not opened.locator("nav").is_visible()
    assert not opened.locator("#details").is_visible()
