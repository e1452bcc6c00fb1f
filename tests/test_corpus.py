"""Real saved pages, which belong to others and are not part of the project.

MIGRATOR_CORPUS names the folder that holds them.
"""

from __future__ import annotations

import json
import os
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from migrator.cli import cli
from migrator.markdown import to_markdown
from migrator.models import Article, Census, Feed, LeftOut, Snapshot
from migrator.read import read

CORPUS = Path(os.environ.get("MIGRATOR_CORPUS", "nowhere"))

pytestmark = pytest.mark.skipif(
    not CORPUS.is_dir(), reason="the pages belong to other people and are not part of the project"
)


@pytest.fixture(scope="module", params=["wnd2", "classic"])
def exported(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[str, Path, dict[str, Any]]:
    """Each folder of pages, exported once: its name, the output, the report."""
    out = tmp_path_factory.mktemp(request.param) / "out"
    CliRunner().invoke(cli, ["export", str(CORPUS / request.param), "--out", str(out)])
    return request.param, out, json.loads((out / "report.json").read_text())


def test_exactly_the_posts_and_pages_come_out(
    exported: tuple[str, Path, dict[str, Any]],
) -> None:
    """Posts are posts, pages are pages, a bare list is neither."""
    name, out, _ = exported
    kinds = {kind: len(list(out.glob(f"site/{kind}/*/index.md"))) for kind in ("posts", "pages")}

    assert (
        kinds
        == {
            "wnd2": {"posts": 5, "pages": 10},
            "classic": {"posts": 0, "pages": 6},
        }[name]
    )


def test_second_reading_agrees_on_every_page(
    exported: tuple[str, Path, dict[str, Any]],
) -> None:
    """No word, heading, picture, link, cell or embed is lost or added on any real page."""
    _, _, report = exported

    assert [page["url"] for page in report["pages"] if page.get("differences")] == []
    assert [page["url"] for page in report["pages"] if page.get("unaccounted")] == []
    notes = [note["detail"] for page in report["pages"] for note in page.get("notes", ())]
    assert [note for note in notes if "unknown kind" in note or "holds more" in note] == []


FILES = sorted(CORPUS.glob("*/*.*ml")) if CORPUS.is_dir() else []
NEVER_PAGES = {"sitemap": "system-page", "rss": "system-page", "aktuality": "bare-list"}


def test_all_files_of_the_corpus_are_there() -> None:
    """The folder is complete, so that the tests below speak of all of it."""
    assert len(FILES) == 25


@pytest.mark.parametrize("file", FILES, ids=lambda path: path.stem)
def test_everything_on_a_page_is_accounted_for(file: Path) -> None:
    """Nothing unaccounted, and the shares add up in every kind of thing, on each real page."""
    reading = read(Snapshot(f"file:///{file.name}", file.read_bytes(), "", datetime.now(UTC)))
    never = NEVER_PAGES.get(file.stem.partition("__")[2], "")
    if file.suffix == ".xml":
        assert isinstance(reading, Feed)
    elif never:
        assert isinstance(reading, LeftOut)
        assert reading.rule == never
    else:
        assert isinstance(reading, Article)
        assert reading.unaccounted == ()
        assert reading.ledger.missing == Census()
        assert reading.ledger.seen.letters > 0


def test_nothing_of_the_platform_is_left(exported: tuple[str, Path, dict[str, Any]]) -> None:
    """Signatures, adverts, menus and share buttons are in none of the documents."""
    _, out, _ = exported
    text = "\n".join(path.read_text() for path in out.glob("site/**/*.md"))
    platform = ["Vytvořeno službou", "Desenvolvido por", "Creat cu", "Crie um site", "Cookies"]
    platform += ["Tweet", "Close Menu", "Tvorba webových stránek", "utm_medium=footer"]

    assert [line for line in platform if line in text] == []


def test_dates_titles_and_pictures_are_the_owners(
    exported: tuple[str, Path, dict[str, Any]],
) -> None:
    """Dates have time and offset, titles no invisible letters, pictures are no reduced copies."""
    name, out, report = exported
    text = "\n".join(path.read_text() for path in out.glob("site/**/*.md"))
    dates = re.findall(r"^date: (.*)$", text, re.MULTILINE)

    assert len(dates) == {"wnd2": 5, "classic": 0}[name]
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d", date) for date in dates)
    assert ("2024-10-11T10:48:13+02:00" in dates) == (name == "wnd2")
    assert "\u2060" not in "".join(re.findall(r"^title: .*$", text, re.MULTILINE))
    assert re.findall(r"/(?:200|450|700)/[^/]*\.(?:jpe?g|png|gif|webp)|system_preview", text) == []
    written = [page for page in report["pages"] if page["state"] == "written"]
    assert all(page["facts"]["title"]["value"] for page in written)


def test_what_was_not_saved_is_told(exported: tuple[str, Path, dict[str, Any]]) -> None:
    """Articles that only a feed or a list names, and pictures that are not there, have a line."""
    name, _, report = exported
    failed = [page for page in report["pages"] if page["state"] == "failed"]
    named = [page for page in failed if "/news/" in page["url"] or "/l/" in page["url"]]

    assert len(named) == len(failed) == {"wnd2": 14, "classic": 1}[name]
    assert report["totals"]["files"]["failed"] == {"wnd2": 113, "classic": 8}[name]


def test_forum_and_questions_keep_their_form(
    exported: tuple[str, Path, dict[str, Any]],
) -> None:
    """Answers stand under their questions, replies are quoted under what they answer."""
    name, out, _ = exported
    if name == "classic":
        forum = (out / "site/pages/pokec/index.md").read_text()
        questions = (out / "site/pages/otazky-a-odpovedi/index.md").read_text()

        assert len(re.findall(r"^### ", forum, re.MULTILINE)) == 4
        assert len(re.findall(r"^> ### ", forum, re.MULTILINE)) == 5
        assert len(re.findall(r"^### .+\n\n\w", questions, re.MULTILINE)) == 2
        told = json.loads((out / "site/pages/pokec/comments.json").read_text())["comments"]
        assert [comment["parent"] is None for comment in told].count(True) == 4
        assert all(comment["author"] and comment["day"] for comment in told)


def test_escapes_are_rare_in_real_prose() -> None:
    """At most one backslash in two thousand words."""
    pages = [Snapshot("https://x.example/", f.read_bytes(), "", datetime.now(UTC)) for f in FILES]
    readings = [reading for reading in map(read, pages) if isinstance(reading, Article)]
    written = "".join(to_markdown(reading.body) for reading in readings)

    assert len(written.split()) > 3000
    assert written.count("\\") <= len(written.split()) / 2000
