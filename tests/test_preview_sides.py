"""Old beside new: what each side shows, and what is marked on it."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from migrator.preview.side import Side
from migrator.preview.wording import changed
from tests import previewed as site
from tests.previewed import Previewed, Read, one, parsed, previewed, texts


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


def test_links_lead_to_previews_or_out_by_a_click_and_nowhere_from_the_old_page(
    sound: Previewed,
) -> None:
    """The new page's links lead to previews, or out in a tab of its own; the old one's none."""
    links = {link.get_text(): link for link in parsed(sound, "pages", "lake").select(".paper a")}
    old = {link.get_text(): link for link in parsed(sound, "old", "lake").select("a[title]")}

    assert links["the mill"]["href"] == f"{sound.number('mill')}.html"
    assert links["beyond"]["href"] == "https://other.example/x"
    assert links["beyond"]["target"] == "_blank"
    assert "noreferrer" in links["beyond"]["rel"]
    assert old["beyond"].get("href") is None
    assert old["beyond"]["title"] == "https://other.example/x"


def test_what_rules_took_off_is_marked_on_the_old_page_and_listed_below(sound: Previewed) -> None:
    """The rule's name stands at the block; the list says why, how much, and how it begins."""
    header = next(
        node
        for node in parsed(sound, "old", "lake").select(".removed")
        if node.select_one(".rule") and "post-header" in node.select_one(".rule").get_text()  # type: ignore[union-attr]
    )
    listed = texts(parsed(sound, "pages", "lake"), ".removed-list li")
    (line,) = [line for line in listed if line.startswith("post-header")]

    assert texts(header, ".rule") == ["Taken off: post-header"]
    assert "Přes hřeben" in header.get_text()
    assert line.startswith("post-header title and date are facts of the post 1 element, ")
    assert "Přes hřeben" in line


def test_the_old_page_begins_at_its_content(sound: Previewed) -> None:
    """The place to which the frame is scrolled is the beginning of the content."""
    content = one(parsed(sound, "old", "lake"), ".content")

    assert one(content, "#content").parent is content
    assert "Taken off: site-header" not in content.get_text()
    assert "Tři dny na hřebeni" in content.get_text()


def test_a_sound_page_bears_no_marks(sound: Previewed) -> None:
    """Nothing is marked where the second reading found nothing."""
    for kind in ("old", "pages"):
        assert parsed(sound, kind, "lake").select(".lost, .added") == []


def test_words_that_differ_are_marked_on_both_sides_and_told(faulty: Previewed) -> None:
    """The lost word on the old side, the new one on the new side, both in words, and no other."""
    page = parsed(faulty, "pages", "lake")

    assert texts(parsed(faulty, "old", "lake"), "del.lost") == ["slow"]
    assert texts(page, ".paper ins.added") == ["fast"]
    assert texts(page, ".sides dd") == ["slow", "fast"]
    assert parsed(faulty, "pages", "mill").select(".paper .added") == []


@pytest.mark.parametrize(
    ("old", "new", "lost"),
    [
        ('src="lake.png"', 'src="sea.png"', "img.lost"),
        (">beyond</a>", "></a>beyond", "a.lost"),
    ],
)
def test_a_lost_picture_or_link_is_marked_on_the_old_side(
    tmp_path: Path, read: Read, old: str, new: str, lost: str
) -> None:
    """Where the second reading misses a picture or a link, it is outlined where it stood."""
    made = previewed(tmp_path, read, change=site.planted(old, new, read[1], "lake"))
    marked = parsed(made, "old", "lake").select(".lost")

    assert [f"{node.name}.{' '.join(node['class'])}" for node in marked] == [lost]
    assert marked[0].get("alt") == "Lake" or marked[0].get_text() == "beyond"


@pytest.mark.parametrize(
    ("old", "new", "lost", "added"),
    [
        ("a b c", "a c", ["b"], []),
        ("a c", "a b c", [], ["b"]),
        ("a b c d", "a x y d", ["b c"], ["x y"]),
        ("a b", "b a", ["b"], ["b"]),
        ("", "a b", [], ["a b"]),
        ("same", "same", [], []),
        (" ".join("w" * 1500), " ".join("w" * 1400 + "x"), [" ".join("w" * 100)], ["x"]),
    ],
)
def test_words_of_one_side_are_found(old: str, new: str, lost: list[str], added: list[str]) -> None:
    """Neighbours are one run; however often a word is repeated, it takes no time."""
    one_side, other = old.split(), new.split()
    found = changed(one_side, other)
    runs = [
        [side[r.start : r.stop] for r in each]
        for side, each in zip((one_side, other), found, strict=True)
    ]

    assert [[" ".join(run) for run in side] for side in runs] == [lost, added]


def test_only_words_that_are_told_to_differ_are_marked() -> None:
    """What the second reading does not count, such as a label of ours, is no difference."""
    assert changed("a b c".split(), "a x c y".split(), {"b", "y"}) == ([range(1, 2)], [range(3, 4)])


def test_a_text_of_one_word_takes_no_time() -> None:
    """Where comparing would take for ever, words are counted instead."""
    start = time.perf_counter()
    lost, added = changed(["x", *"ab" * 9000], [*"ba" * 9000, "y"])

    assert time.perf_counter() - start < 1
    assert (lost, added) == ([range(0, 1)], [range(18000, 18001)])


def test_a_picture_without_copy_or_description_is_told_by_its_name() -> None:
    """Its file's name, without what programs add; nothing for one that stands in the page."""
    html = (
        '<img src="https://x.example/a/the%20lake.png?ph=1"><img src="data:image/png;base64,AA/B">'
    )
    side = Side(html)
    side.pictures(lambda source: "", "Picture:")

    assert texts(BeautifulSoup(side.html(), "html.parser"), ".box") == [
        "Picture: the lake.png",
        "Picture:",
    ]
