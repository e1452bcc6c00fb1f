"""The preview as documents: what there is, in which order, and what it tells."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from PIL import Image

from migrator.archive import Archive
from migrator.language import LANGUAGES, words_for
from migrator.models import Fact, Snapshot, Written
from migrator.output import Changes
from migrator.pipeline import Export, export
from migrator.preview import addresses, preview
from migrator.preview.copies import copies
from migrator.preview.entries import Entry, _order
from migrator.report import balance
from migrator.report.doubts import LEAST, Reason
from migrator.survey import Wishes
from migrator.targets import ALL
from tests import previewed as site
from tests.destinations.site import moving
from tests.previewed import PICTURE, POSTS, Previewed, Read, one, parsed, previewed, texts


@pytest.fixture
def read() -> Read:
    """Two posts, one of which shows a picture and links to the other."""
    return site.two_posts()


@pytest.fixture
def sound() -> Previewed:
    """Their preview, without any fault."""
    return site.sound()


@pytest.fixture
def faulty() -> Previewed:
    """Their preview, where a word of one of them has changed."""
    return site.faulty()


def test_each_page_has_its_files_and_the_overview_leads_to_all(sound: Previewed) -> None:
    """Two posts: two pages, two old pages, one thumbnail, and an overview with both."""
    files = sorted(
        path.relative_to(sound.folder / "preview").as_posix()
        for path in (sound.folder / "preview").rglob("*.*")
    )
    index = BeautifulSoup((sound.folder / "preview" / "index.html").read_bytes(), "html.parser")

    assert files == [
        "index.html",
        "old/0001.html",
        "old/0002.html",
        "pages/0001.html",
        "pages/0002.html",
        "preview.js",
        "style.css",
        "thumbs/0001.jpg",
        "thumbs/0002.jpg",
    ]
    assert [link["href"] for link in index.select(".card h3 a")] == [
        "pages/0001.html",
        "pages/0002.html",
    ]
    assert texts(index, ".timeline li") == ["2024: 2 posts 2024"]


def test_pictures_come_from_the_copies_and_from_nowhere_else(sound: Previewed) -> None:
    """Both sides show the copy that was exported; what has none is a line of text."""
    for kind, selector in (("old", "body"), ("pages", ".paper")):
        shown = one(parsed(sound, kind, "lake"), f"{selector} img[alt=Lake]")
        path = sound.folder / "preview" / kind / str(shown["src"])

        assert path.resolve().read_bytes() == site.picture()
        boxes = texts(one(parsed(sound, kind, "mill"), selector), ".box")
        assert "Picture: A wheel" in boxes


def test_each_year_leads_to_where_its_posts_stand(tmp_path: Path, read: Read) -> None:
    """Also where all of them need a look, and stand in no section of their own."""

    def change(found: Export) -> Export:
        for old, new, slug in (
            ("quite slow", "quite fast", "lake"),
            ("The mill", "A mill", "mill"),
        ):
            found = site.planted(old, new, read[1], slug)(found)
        return found

    made = previewed(tmp_path, read, change=change)
    index = BeautifulSoup((made.folder / "preview" / "index.html").read_bytes(), "html.parser")

    assert [link["href"] for link in index.select(".timeline a")] == ["#look"]
    assert len(index.select("#look")) == 1


def test_a_copy_that_could_not_be_written_is_not_shown(sound: Previewed) -> None:
    """What the archive holds damaged is no picture of the preview."""
    assert copies(sound.export, ()).picture(PICTURE).endswith("/lake.png")
    assert copies(sound.export, {PICTURE}).picture(PICTURE) == ""


def test_doubtful_pages_come_first_and_the_next_one_is_a_click_away(faulty: Previewed) -> None:
    """The page with the difference is the first of the overview and of all pages."""
    index = BeautifulSoup((faulty.folder / "preview" / "index.html").read_bytes(), "html.parser")
    first = one(index, ".doubtful").select(".card a")[0]
    lake, mill = (parsed(faulty, "pages", slug) for slug in ("lake", "mill"))

    assert first["href"] == f"pages/{faulty.number('lake')}.html"
    assert texts(index, ".doubtful .card .whys li")[:1]
    assert texts(lake, ".bar .place") == ["1 of 2"]
    assert one(lake, '.bar a[rel="next"]')["href"] == f"{faulty.number('mill')}.html"
    assert lake.select(".bar a.look") == []
    assert one(mill, ".bar a.look")["href"] == f"{faulty.number('lake')}.html"


def test_facts_tell_their_origin_and_claims_that_lost(tmp_path: Path, read: Read) -> None:
    """Each fact stands with where it was read, and with what others say."""

    def change(found: Export) -> Export:
        claims = Fact("Right & good", "json", (site.claim("Wrong", "feed"),))
        return site.with_title(found, "lake", claims)

    page = parsed(previewed(tmp_path, read, change=change), "pages", "lake")
    told = texts(page, "dl.facts > div")

    assert "Title Right & good from the page's data Told elsewhere: Wrong from the feed" in told

    assert any(line.startswith("Document site/posts/lake/index.md") for line in told)
    assert any(line.startswith("Old address https://www.toulky.example/l/lake/") for line in told)


def test_pages_of_a_package_get_their_pictures_from_the_archive(tmp_path: Path, read: Read) -> None:
    """Ghost's pictures lie in a ZIP file: the preview has copies of its own."""
    made = previewed(tmp_path, read, "ghost")
    image = one(parsed(made, "pages", "lake"), ".paper img[alt=Lake]")
    path = made.folder / "preview" / "pages" / str(image["src"])

    assert path.resolve().parent == (made.folder / "preview" / "files").resolve()
    assert path.resolve().read_bytes() == site.picture()


@pytest.mark.parametrize("target", ["hugo", "jekyll", "wordpress", "markdown"])
def test_every_picture_that_is_shown_is_there(tmp_path: Path, target: str) -> None:
    """Whatever the target calls a copy, both sides find it on the disk."""
    whole = moving()
    made = previewed(tmp_path, (whole.gathered, whole.archive), target)
    number = 0
    for path in sorted((made.folder / "preview").glob("*/*.html")):
        for image in BeautifulSoup(path.read_bytes(), "html.parser").select("img"):
            number += 1
            assert (path.parent / str(image["src"])).resolve().is_file(), (path, image)
    assert number > 20


def test_the_same_export_gives_the_same_bytes(read: Read) -> None:
    """Two previews of one export are equal, document by document."""
    made = export(*read, ALL["hugo"], Wishes())
    sheet = balance([made], Changes())

    assert [*preview([made], sheet, read[1])] == [*preview([made], sheet, read[1])]


@pytest.mark.parametrize("code", LANGUAGES)
def test_it_speaks_every_language(read: Read, code: str) -> None:
    """Every text that a page asks for is there, and the page says in which language it is."""
    made = export(*read, ALL["markdown"], Wishes())
    words = words_for(code)
    documents = {
        str(document.path): document.content.decode()
        for document in preview([made], balance([made], Changes()), read[1], words)
        if document.path.suffix == ".html"
    }

    assert f'<html lang="{code}">' in documents["preview/index.html"]
    assert words("preview_timeline") in documents["preview/index.html"]
    assert f">{words('page_old')}</h3>" in documents["preview/pages/0001.html"]


def test_documents_come_one_at_a_time(read: Read) -> None:
    """The first page is there before the archive was asked for the second one's."""
    asked: list[str] = []

    class Counting(Archive):
        def snapshot(self, url: str) -> Snapshot:
            asked.append(url)
            return super().snapshot(url)

    made = export(*read, ALL["markdown"], Wishes())
    found = preview([made], balance([made], Changes()), Counting(read[1].path))
    first = next(document for document in found if document.path.parent.name == "pages")

    assert first.path.name == "0001.html"
    assert len(asked) == 1
    assert isinstance(found, Iterator)


def test_a_page_that_cannot_be_read_again_does_not_stop_the_others(read: Read) -> None:
    """Without its old page a new one is shown alone, and says so."""
    made = export(*read, ALL["markdown"], Wishes())

    class Lost(Archive):
        def snapshot(self, url: str) -> Snapshot:
            raise ValueError(url)

    found = {
        str(d.path): d.content
        for d in preview([made], balance([made], Changes()), Lost(read[1].path))
    }

    assert "preview/old/0001.html" not in found
    assert b"The old page cannot be shown" in found["preview/pages/0001.html"]
    assert b"<iframe" not in found["preview/pages/0001.html"]


def test_the_report_can_lead_to_each_page(sound: Previewed) -> None:
    """The old address of each page, and where its preview lies."""
    assert addresses([sound.export], sound.balance) == {
        f"https://www.toulky.example/l/{slug}/": f"preview/pages/{sound.number(slug)}.html"
        for slug in POSTS
    }


def test_a_thumbnail_is_small_and_of_its_right_size(sound: Previewed) -> None:
    """It is a JPEG of the size that the overview says."""
    path = sound.folder / "preview/thumbs/0001.jpg"
    index = BeautifulSoup((sound.folder / "preview" / "index.html").read_bytes(), "html.parser")
    shown = one(index, ".card img[src='thumbs/0001.jpg']")
    with Image.open(path) as image:
        assert image.size == (int(str(shown["width"])), int(str(shown["height"]))) == (176, 132)
        assert image.format == "JPEG"
    assert shown["loading"] == "lazy"


def test_every_text_of_the_preview_is_there() -> None:
    """Templates and modules name no text that English has not, and English has none too many."""
    root = Path(site.__file__).parent.parent / "migrator"
    sources = [*(root / "data" / "preview").glob("*.html"), *(root / "preview").glob("*.py")]
    text = "".join(path.read_text() for path in sources)
    named = set(re.findall(r"preview_\w+[a-z]\b", text))
    known = {name for name in words_for("en").texts if name.startswith("preview_")}
    made = ("preview_why_", "preview_filter_", "preview_section_")

    assert {name for name in named - known if not name.startswith(made)} == set()
    assert {name for name in known - named if not name.startswith(made)} == set()


def test_pages_that_failed_for_another_target_have_no_preview(read: Read) -> None:
    """What the balance sheet calls failed is not shown as if it had come over."""
    made = export(*read, ALL["markdown"], Wishes())
    sheet = balance([made], Changes())
    pages = tuple(
        {"url": row["url"], "state": "failed", "reason": "r"} if "lake" in row["url"] else row
        for row in sheet.pages
    )
    written = [each for each in made.outcomes if isinstance(each, Written)]

    assert len(written) == 2
    assert list(addresses([made], replace(sheet, pages=pages))) == [
        "https://www.toulky.example/l/mill/"
    ]


def test_of_equally_doubtful_pages_the_newest_comes_first(sound: Previewed) -> None:
    """Then those without a date; of one day by their number, however many digits that has."""
    outcome = next(each for each in sound.export.outcomes if isinstance(each, Written))
    why = (Reason("words", LEAST),)

    def entry(number: str, day: int) -> Entry:
        date = Fact(datetime(2020, 1, day, tzinfo=UTC), "page") if day else None
        item = replace(outcome.item, article=replace(outcome.item.article, date=date))
        return Entry(number, replace(outcome, item=item), {}, why)

    entries = [entry("0001", 0), entry("10000", 3), entry("9999", 3), entry("0002", 9)]
    assert [each.number for each in sorted(entries, key=_order)] == [
        "0002",
        "9999",
        "10000",
        "0001",
    ]
