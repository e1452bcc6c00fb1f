"""`migrator inspect`: what is there, and nothing written."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from migrator.demo import serve
from tests.conftest import PAGES
from tests.test_cli import SAVED, files, run


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Every command runs in an empty folder of its own."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_folder_is_told_in_a_few_lines_and_nothing_is_written(folder: Path) -> None:
    """Generation, kinds, dates, languages, files and every doubt; the folder stays empty."""
    result = run("inspect", SAVED)

    assert result.exit_code == 1
    for line in (
        "Site        Slow Paths",
        "Generation  classic 4, webnode2 1",
        "Kinds       home 2, page 1, post 1, product 1",
        "Dates       posts from 2011-06-17 to 2011-06-17",
        "Left out    bare-list 1, saved-frame 1, saved-twice 1",
        "Failed      1: the feed names this article, but its page was not there",
    ):
        assert line in result.output, result.output
    assert files(folder) == {}


def test_single_page_is_told_in_full() -> None:
    """Each fact with its origin and what lost against it; each share of what was seen."""
    case = PAGES / "webnode2/post-disagrees/source.html"
    result = run("inspect", case)

    assert result.exit_code == 0
    for line in (
        "Title       What the data call it  (json)",
        "            not What the page calls it  (page)",
        "Date        2026-05-05T07:15:00+02:00  (json)",
        "            not 2026-05-07T00:00:00+02:00  (meta)",
        "Seen        letters 303, images 2, links 8",
        "Article     letters 82, images 2",
        "Doubt       text of the template is still there",
    ):
        assert line in result.output, result.output


def test_json_holds_the_same_as_data() -> None:
    """`--json` gives the survey with its pages, facts and ledgers."""
    told = json.loads(run("inspect", SAVED, "--json").stdout)

    assert (told["schema"], told["exit_code"], told["pages_read"]) == (1, 1, 8)
    assert told["kinds"] == {"home": 2, "post": 1, "page": 1, "product": 1}
    assert told["posts_from"] == told["posts_to"] == "2011-06-17"
    assert [page["unaccounted"] for page in told["pages"]] == [[]] * 5
    assert len(told["failed"]) == 2


def test_only_a_post_is_asked_for_its_date(folder: Path) -> None:
    """A post without a date is a doubt; a page has none."""
    post = (PAGES / "classic/article/source.html").read_text()
    (folder / "post.html").write_text(post.replace("<ins>17.06.2011 10:33</ins>", ""))
    (folder / "page.html").write_bytes((PAGES / "classic/page/source.html").read_bytes())

    assert "Doubt       1 post has no date" in run("inspect", ".").output


def test_nothing_to_inspect_is_told_like_everywhere(folder: Path) -> None:
    """A page of another builder ends with 3 and the reason."""
    (folder / "a.html").write_text("<html><p>x</p></html>")
    result = run("inspect", "a.html")

    assert result.exit_code == 3
    assert "no Webnode generation claims this page" in result.stderr


@pytest.mark.loopback
def test_live_site_is_inspected_without_a_trace(folder: Path) -> None:
    """A site on the network is crawled, told, and no file is made."""
    with serve() as address:
        result = run("inspect", address)

    assert "Kinds       " in result.output
    assert "post 5" in result.output
    assert files(folder) == {}
