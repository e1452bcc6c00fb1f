"""The preview as documents: what there is, in which order, and what it tells."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from migrator import urls
from migrator.archive import Archive
from migrator.language import LANGUAGES, words_for
from migrator.models import Claim, Fact, Missing, Snapshot
from migrator.output import Changes
from migrator.pipeline import Export, export
from migrator.preview import addresses, preview
from migrator.preview.copies import copies
from migrator.report import balance
from migrator.survey import Wishes
from migrator.targets import ALL
from tests import previewed as site
from tests.destinations.site import moving
from tests.previewed import (
    PICTURE,
    POSTS,
    Previewed,
    Read,
    one,
    parsed,
    previewed,
    texts,
    with_facts,
)


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
        lost = texts(one(parsed(sound, kind, "mill"), selector), ".gone")
        assert lost == [
            "Picture that could not be had: A wheel (it is not in the archive, and archives are"
            " read without the network)"
        ]
    assert "could not be had" in texts(parsed(sound, "pages", "mill"), ".legend .gone")
    assert texts(parsed(sound, "pages", "lake"), ".legend .gone") == []


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
    damaged = copies(sound.export, [Missing(PICTURE, "its bytes are damaged")])
    assert damaged.picture(PICTURE) == ""
    assert damaged.lost(PICTURE) == "its bytes are damaged"


def test_facts_tell_their_origin_and_claims_that_lost(tmp_path: Path, read: Read) -> None:
    """Each fact stands with where it was read, and with what others say."""

    def change(found: Export) -> Export:
        claims = Fact("Right & good", "json", (site.claim("Wrong", "feed"),))
        return with_facts(found, "lake", title=claims)

    page = parsed(previewed(tmp_path, read, change=change), "pages", "lake")
    told = texts(page, "dl.facts > div")

    assert "Title Right & good from the page's data Told elsewhere: Wrong from the feed" in told

    assert any(line.startswith("Document site/posts/lake/index.md") for line in told)
    assert any(line.startswith("Old address https://www.toulky.example/l/lake/") for line in told)


def test_days_are_told_in_words(tmp_path: Path, read: Read) -> None:
    """Neither facts, nor other claims, nor what needs a look show a day as programs write it."""
    day = datetime(2024, 5, 6, 10, 30, tzinfo=UTC)

    def change(found: Export) -> Export:
        date = Fact(day, "json", (Claim(day.replace(day=7), "feed"),))
        return with_facts(found, "lake", date=date)

    page = parsed(previewed(tmp_path, read, change=change), "pages", "lake")
    (told,) = [line for line in texts(page, "dl.facts > div") if line.startswith("Date")]

    assert told == (
        "Date May 6, 2024, 10:30 +0000 from the page's data"
        " Told elsewhere: May 7, 2024, 10:30 +0000 from the feed"
    )
    assert "May 7, 2024, 10:30 +0000" in texts(page, ".doubts .told li")
    assert "2024-05" not in page.get_text()


@pytest.mark.parametrize(
    ("address", "leads"),
    [
        ("https://blog.example/l/x/", True),
        ("http://127.0.0.1:8080/l/x/", False),
        ("http://LOCALHOST/l/x/", False),
        ("http://[::1]:80/", False),
        ("file:///home/blog/x.html", False),
    ],
)
def test_old_addresses_on_this_computer_are_no_links(
    tmp_path: Path, read: Read, address: str, leads: bool
) -> None:
    """Nothing answers there any more: the demo's server has ended."""

    def change(found: Export) -> Export:
        return with_facts(found, "lake", url=address)

    page = parsed(previewed(tmp_path, read, change=change), "pages", "lake")
    section = one(page, "section[aria-labelledby=addresses]")

    assert address in section.get_text()
    assert [link["href"] for link in section.select("a")] == ([address] if leads else [])
    assert urls.leads_out(address) is leads


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

    one, two = ([(d.path, d.content) for d in preview([made], sheet, read[1])] for _ in range(2))
    assert one == two


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


def test_every_text_of_the_preview_is_there() -> None:
    """Templates and modules name no text that English has not, and English has none too many."""
    root = Path(site.__file__).parent.parent / "migrator"
    sources = [*(root / "data" / "preview").glob("*.html"), *(root / "preview").glob("*.py")]
    text = "".join(path.read_text() for path in sources)
    named = set(re.findall(r"preview_\w+[a-z]\b", text))
    known = {name for name in words_for("en").texts if name.startswith("preview_")}
    made = ("preview_filter_", "preview_section_")

    assert {name for name in named - known if not name.startswith(made)} == set()
    assert {name for name in known - named if not name.startswith(made)} == set()
