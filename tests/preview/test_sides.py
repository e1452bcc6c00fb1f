"""Old beside new: what each side shows, and what is marked on it."""

from __future__ import annotations

import re
import time
from dataclasses import replace
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from migrator.dom import MARK
from migrator.language import words_for
from migrator.models import Removal, Share
from migrator.output import Changes
from migrator.pipeline import export
from migrator.preview import preview
from migrator.preview.copies import Copies
from migrator.preview.old import old_html, old_side
from migrator.preview.side import Side
from migrator.preview.wording import changed
from migrator.read.traced import Traced
from migrator.report import balance
from migrator.survey import Wishes
from migrator.targets import ALL
from tests import previewed as site
from tests.previewed import Previewed, Read, one, parsed, previewed, texts


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
    old, page = parsed(sound, "old", "lake"), parsed(sound, "pages", "lake")
    listed = texts(one(page, "section[aria-labelledby=removed]"), ".removed-list li")
    (line,) = [line for line in listed if line.startswith("site-header")]

    assert "Taken off: site-header" in texts(old, ".removed > .rule")
    assert re.match(r"site-header \S.* 1 element, \d+ words", line)
    assert not [line for line in listed if line.startswith("post-header")]


def test_what_became_a_fact_is_marked_as_kept_and_stands_on_the_new_page(sound: Previewed) -> None:
    """Title and date are not taken off: they have a mark and a list of their own."""
    old, page = parsed(sound, "old", "lake"), parsed(sound, "pages", "lake")
    header = one(old, ".kept")
    (line,) = texts(one(page, "section[aria-labelledby=kept]"), ".removed-list li")

    assert texts(old, ".keeps") == ["Kept as a fact: post-header"]
    assert "Přes hřeben" in header.get_text()
    assert line.startswith("post-header ")
    assert "Přes hřeben" in line
    assert texts(page, ".paper > .front:first-child .title") == texts(page, "h1")
    assert texts(page, ".front .day") == texts(page, ".head time")
    assert "kept as a fact or as comments" in texts(page, ".legend .keeps")


def test_messages_of_visitors_are_marked_as_kept() -> None:
    """They stand in a file beside the document, and name no rule."""
    html = f'<div {MARK}="1"><p>First!</p></div><p>Text</p>'
    taken = Removal("comments", 1, 1, share=Share.COMMENTS, marks=("1",))
    old = old_side("https://a.example/", Traced(html, html, "0", removals=(taken,)))
    shown = BeautifulSoup(old_html(old, Copies({}, {}), words_for("en")), "html.parser")

    assert texts(shown, ".kept .keeps") == ["Kept as comments"]
    assert shown.select(".removed, .rule") == []


@pytest.mark.parametrize("code", ["en", "de"])
def test_rules_are_explained_in_the_owners_language(read: Read, code: str) -> None:
    """A rule that no language explains is explained in English, and the page says so."""
    made = export(*read, ALL["markdown"], Wishes())
    words = replace(words_for(code), texts={**words_for(code).texts, "rule_site_header": "Was?"})
    pages = preview([made], balance([made], Changes()), read[1], words)
    page = next(each for each in pages if each.path.parent.name == "pages").content
    whys = {
        node.b.get_text(): node.span
        for node in BeautifulSoup(page, "html.parser").select(".removed-list li")
        if node.b and node.span
    }

    assert whys["site-header"].get_text() == "Was?"
    assert whys["site-header"]["lang"] == code
    unknown = {
        name: span for name, span in whys.items() if not words.rule(name) and span.get_text()
    }
    assert {str(span["lang"]) for span in unknown.values()} <= {"en"}


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
    side.pictures(lambda source: "", lambda source: "", "Picture:", "Lost:")

    assert texts(BeautifulSoup(side.html(), "html.parser"), ".box") == [
        "Picture: the lake.png",
        "Picture:",
    ]
