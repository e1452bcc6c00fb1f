"""The preview for everybody: wide and narrow, light and dark, by eye and by screen reader."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page

from migrator import demo
from migrator.archive import Archive
from migrator.language import LANGUAGES, words_for
from migrator.models import Fact, Written
from migrator.output import Changes
from migrator.pipeline import Export, export, gather
from migrator.preview import preview
from migrator.report import balance
from migrator.sources import SourceOptions, open_source
from migrator.survey import Wishes
from migrator.targets import ALL
from tests import previewed as site
from tests.browser.conftest import grave_faults, photographed, shows_something
from tests.browser.opening import opened
from tests.previewed import Previewed, planted, previewed

pytestmark = pytest.mark.loopback

WIDTHS = {"wide": (1280, 900), "narrow": (390, 844)}
_WALKS = "river ridge orchard harbour quarry meadow viaduct chapel moor ferry lighthouse".split()
_TITLES = ("Along the {}", "Back to the {}", "The {} in the rain", "Once more: the {}")


def photogenic(folder: Path) -> Previewed:
    """The demo's blog with fifteen years of posts, one of which lost a word: to be looked at."""
    archive = Archive(folder / "out" / "archive" / "site.warc.gz")
    options = SourceOptions(archive, lambda progress: None, delay=0, own_site=True)
    with demo.serve() as address, open_source(address, options) as opened:
        read = gather(opened, archive, Wishes())
    plant = planted("first to speak", "last to speak", archive, "first-frost")

    def change(found: Export) -> Export:
        found = plant(found)
        written = [each for each in found.outcomes if isinstance(each, Written)]
        posts = [each for each in written if each.item.article.date is not None]
        more = tuple(_walk(posts[at % len(posts)], at) for at in range(44))
        seen = found.gathered.survey.pages_seen + len(more)
        survey = replace(found.gathered.survey, pages_seen=seen)
        site = replace(found.gathered, survey=survey)
        return replace(found, outcomes=(*found.outcomes, *more), gathered=site)

    return previewed(folder, (read, archive), change=change)


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Previewed:
    """Posts of twenty years."""
    folder = tmp_path_factory.mktemp("many")
    return site.overview_of(previewed(folder, site.two_posts()), 400)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_timeline_is_whole_on_a_telephone(
    chromium: Browser, many: Previewed, scheme: Any
) -> None:
    """Years and numbers stay in one piece, and a shadow tells that there are more of them."""
    size = {"width": 390, "height": 844}
    home = (many.folder / "preview").as_uri()
    with opened(chromium, home, viewport=size, color_scheme=scheme) as here:
        page = here.go()
        bars = page.locator(".timeline ol")
        heights = page.locator(".timeline .year, .timeline .count").evaluate_all(
            "all => all.map(each => each.getBoundingClientRect().height)"
        )
        told = page.locator(".timeline a").first.text_content() or ""
        assert max(heights) < 25
        assert told.split() == ["2006:", "20", "posts", "2006"]
        assert bars.evaluate("e => e.scrollWidth > e.clientWidth")
        assert [_shaded(page, side) for side in ("left", "right")] == [False, True]
        bars.evaluate("e => e.scrollTo(e.scrollWidth, 0)")
        assert [_shaded(page, side) for side in ("left", "right")] == [True, False]


def _shaded(page: Page, side: str) -> bool:
    """Is there a shadow at this edge of the timeline, above its bars?"""
    page.wait_for_timeout(100)
    picture = Image.open(BytesIO(page.locator(".timeline ol").screenshot())).convert("RGB")
    at = 1 if side == "left" else picture.width - 2
    edge, middle = (picture.crop((x, 2, x + 1, 3)).convert("L") for x in (at, picture.width // 2))
    return abs(edge.tobytes()[0] - middle.tobytes()[0]) > 20


@pytest.mark.parametrize("width", WIDTHS)
def test_the_search_tells_in_every_language_what_it_searches(
    chromium: Browser, tmp_path: Path, width: str
) -> None:
    """What stands in the field is not cut."""
    size = {"width": WIDTHS[width][0], "height": WIDTHS[width][1]}
    read = site.two_posts()
    made = export(*read, ALL["markdown"], Wishes())
    with opened(chromium, tmp_path.as_uri(), viewport=size) as here:
        for code in LANGUAGES:
            for document in preview([made], balance([made], Changes()), read[1], words_for(code)):
                path = tmp_path / document.path
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(document.content)
            needed, there = here.go("preview/index.html").locator("#search").evaluate(_ROOM)
            assert needed <= there, code


_ROOM = """box => {
  const style = getComputedStyle(box), pen = document.createElement("canvas").getContext("2d");
  pen.font = style.font;
  const padding = parseFloat(style.paddingLeft) + parseFloat(style.paddingRight);
  return [pen.measureText(box.placeholder).width, box.clientWidth - padding];
}"""


def _walk(like: Written, at: int) -> Written:
    day = datetime(2011 + (at * 8 + at // 5) % 15, 1 + at % 12, 1 + at * 7 % 28, 12, tzinfo=UTC)
    title = _TITLES[at % len(_TITLES)].format(_WALKS[at % len(_WALKS)])
    article = replace(
        like.item.article,
        url=f"{like.url}{at}/",
        old_path="",
        slug=f"walk-{at}",
        title=Fact(title, "page"),
        date=Fact(day, "page"),
    )
    return Written(replace(like.item, article=article))


def first_page(found: Previewed) -> str:
    """The page that lost a word."""
    return f"pages/{found.number('first-frost')}.html"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", WIDTHS)
def test_nobody_is_kept_from_using_it(chromium: Browser, width: str, scheme: Any) -> None:
    """axe-core finds no serious fault, and nothing scrolls sideways, on either page."""
    size = {"width": WIDTHS[width][0], "height": WIDTHS[width][1]}
    with opened(
        chromium,
        (site.faulty().folder / "preview").as_uri(),
        viewport=size,
        color_scheme=scheme,
        bypass_csp=True,
    ) as here:
        for path in ("index.html", f"pages/{site.faulty().number('lake')}.html"):
            page = here.go(path)
            assert grave_faults(page) == []
            assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
        page = here.go(f"old/{site.faulty().number('lake')}.html")
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", WIDTHS)
def test_both_pages_are_photographed(
    chromium: Browser, tmp_path: Path, width: str, scheme: Any
) -> None:
    """Both show something in the colours that were asked for; the pictures stand in the docs."""
    size = {"width": WIDTHS[width][0], "height": WIDTHS[width][1]}
    found = photogenic(tmp_path)
    with opened(
        chromium, (found.folder / "preview").as_uri(), viewport=size, color_scheme=scheme
    ) as here:
        for name, path in (("overview", "index.html"), ("page", first_page(found))):
            page = here.go(path)
            seen = photographed(page, f"preview-{name}-{size['width']}-{scheme}", tmp_path)
            assert shows_something(seen, size["width"], scheme)
