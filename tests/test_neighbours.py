"""Where a saved page does not tell its address, the pages around it do."""

from __future__ import annotations

from pathlib import Path

import pytest

from migrator.models import LeftOut, Snapshot
from migrator.sources.neighbours import by_neighbours
from migrator.sources.saved import SavedSource
from tests.conftest import PAGES
from tests.test_saved import options

SITE = "https://x.example"


@pytest.mark.parametrize(
    ("told", "found"),
    [
        (
            {"m/news/a/index.html": f"{SITE}/news/a/", "m/gear/index.html": ""},
            {"m/gear/index.html": f"{SITE}/gear/"},
        ),
        (
            {"index.html": f"{SITE}/", "a/b.html": "", "c.html": ""},
            {"a/b.html": f"{SITE}/a/b/", "c.html": f"{SITE}/c/"},
        ),
        (
            {"s/news/a.html": f"{SITE}/news/a/", "s/d/index.html?tid=1&mid=2.html": ""},
            {"s/d/index.html?tid=1&mid=2.html": f"{SITE}/d/?tid=1&mid=2"},
        ),
        (
            {"s/a/index.html": f"{SITE}/a/", "s/d/index.html@x=1": "", "other/e.html": ""},
            {"s/d/index.html@x=1": f"{SITE}/d/?x=1"},
        ),
        ({"my copy.html": f"{SITE}/news/a/", "other.html": ""}, {}),
        ({"a/index.html": "", "b/index.html": ""}, {}),
        (
            {"kůň/index.html": f"{SITE}/k%C5%AF%C5%88/", "sůl/index.html": ""},
            {"sůl/index.html": f"{SITE}/s%C5%AFl/"},
        ),
    ],
)
def test_paths_of_a_mirror_are_those_of_the_site(
    told: dict[str, str], found: dict[str, str]
) -> None:
    """One page that tells its address gives the root; below it, paths are addresses."""
    assert by_neighbours(told) == found


def test_folder_without_the_name_of_its_host_is_read_as_the_site(tmp_path: Path) -> None:
    """A mirror by wget without a folder for the host: an article's canonical link tells for all."""
    for path, name in {
        "news/over-the-ridge/index.html": "article",
        "guestbook/index.html": "forum",
        "discussion/index.html?tid=1&mid=2.html": "page",
    }.items():
        file = tmp_path / path
        file.parent.mkdir(parents=True)
        html = (PAGES / "classic" / name / "source.html").read_text()
        if name != "article":
            html = html.replace('rel="canonical"', 'rel="nothing"')
        file.write_text(html)
    found = [*SavedSource(tmp_path, options(tmp_path)).pages()]

    assert not [each for each in found if isinstance(each, LeftOut)]
    assert sorted(each.url for each in found if isinstance(each, Snapshot)) == [
        "https://slow-paths.webnode.example/discussion/?tid=1&mid=2",
        "https://slow-paths.webnode.example/guestbook/",
        "https://slow-paths.webnode.example/news/over-the-ridge/",
    ]
