"""The second reading finds what the first could lose."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from migrator.models import Article, Document, Localised
from migrator.read import read
from migrator.verify import verify
from tests.conftest import CASES, Case
from tests.test_pages import written

BY_NAME = {case.name: case for case in CASES}
Fault = Callable[[str], str]


def replaced(old: str, new: str) -> Fault:
    def fault(markdown: str) -> str:
        assert old in markdown, f"the fixture no longer holds {old!r}"
        return markdown.replace(old, new, 1)

    return fault


FAULTS: dict[str, tuple[str, Fault, str]] = {
    "a lost word": ("webnode2/post-c", replaced("krátce po", "krátce"), "words"),
    "a lost paragraph": ("webnode2/post-c", replaced("Vyrazili jsme v\u00a0pátek", ""), "words"),
    "a word of the footer": ("webnode2/post-c", lambda m: m + "\nVytvořeno\n", "words"),
    "a doubled paragraph": ("classic/page", lambda m: m + "\nBoots, socks, a hat.\n", "words"),
    "a lost caption": ("webnode2/post-gallery", replaced("\nBuk nad potokem\n", "\n"), "words"),
    "a lost heading": ("webnode2/post-c", replaced("## Co s", "Co s"), "headings"),
    "a changed heading": ("webnode2/post-c", replaced("## Co s", "## Kam s"), "headings"),
    "a lost picture": (
        "webnode2/post-gallery",
        lambda m: re.sub(r"!\[Cesta domů\]\(\S+\)", "", m),
        "images",
    ),
    "another picture": ("classic/article", replaced("200000016", "200000099"), "images"),
    "a lost file": ("webnode2/post-c", replaced("200000024", "200000025"), "links"),
    "a lost link": (
        "classic/page",
        replaced("[the club](http://www.example.org/)", "the club"),
        "links",
    ),
    "another target": ("classic/page", replaced("www.example.org", "www.example.com"), "links"),
    "a lost video": (
        "webnode2/home-c",
        replaced("[Video](https://www.youtube.com/watch?v=aBcDeFgHiJk)", ""),
        "embeds",
    ),
    "a lost map": ("webnode2/home-c", lambda m: re.sub(r"\[Map: .*\n", "", m), "embeds"),
    "a lost cell": ("webnode2/home-c", replaced("| 6 pm |", "| |"), "table cells"),
    "a lost row": ("webnode2/home-c", replaced("| | Wednesday | 6 pm |\n", ""), "table cells"),
    "a lost item": ("classic/page", replaced("2. two", ""), "list items"),
    "a flattened list": ("classic/page", replaced("1. one\n2. two", "one two"), "list items"),
    "a stray mark": ("classic/page", replaced("**Take", "** Take"), "stray markup"),
    "another title": ("classic/page", replaced('title: "Gear"', 'title: "Gears"'), "title"),
    "the site in the title": (
        "webnode2/post-a",
        replaced('"Pão de milho"', '"Pão de milho | Receitas"'),
        "title",
    ),
    "another day": ("webnode2/post-a", replaced("2019-03-09", "2019-03-08"), "date"),
    "month and day confused": ("webnode2/post-c", replaced("2024-05-03", "2024-05-13"), "date"),
}


def first_reading(case: Case) -> tuple[Article, Localised, Document]:
    reading = read(case.snapshot)
    assert isinstance(reading, Article)
    return reading, *written(reading)


@pytest.mark.parametrize("what", FAULTS)
def test_planted_fault_is_found(what: str) -> None:
    """Each kind of loss, leak and change, planted into a good export, is told by its name."""
    name, fault, expected = FAULTS[what]
    case = BY_NAME[name]
    article, item, document = first_reading(case)
    spoilt = fault(document.content.decode()).encode()

    found = verify(case.snapshot, article.generation, spoilt, item.references)

    assert expected in [difference.what for difference in found]


def test_both_sides_of_a_difference_are_told() -> None:
    """A difference names what only the page says and what only the document says."""
    case = BY_NAME["classic/page"]
    article, item, document = first_reading(case)
    spoilt = document.content.replace(b"Boots, socks", b"Boats, socks")

    (difference,) = verify(case.snapshot, article.generation, spoilt, item.references)

    assert (difference.what, difference.source, difference.written) == ("words", "Boots", "Boats")
