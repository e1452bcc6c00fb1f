"""Faults in the text, in its structure, in what stands in it, and what does not belong."""

from __future__ import annotations

from dataclasses import replace

from migrator.models import Rendered
from tests.planted_site import (
    CLASSIC,
    DISCUSSED,
    OTHER,
    RICH,
    Kinds,
    Pages,
    added,
    body_of,
    moved,
    swapped,
    text,
)

GATE = "Then we tie the kůň to the gate. It waits until noon."
FLASK = "First we fill the flask with 12 litres of tea."
FIRST, SECOND = (
    "[the first list](https://a.example/one)",
    "[the second list](https://b.example/two)",
)
HILL, MILL = "![A hill](hill.jpg)", "![A mill](mill.jpg)"
YOUTUBE = "[Video](https://www.youtube.com/watch?v=aBcDeFgHiJk)"
VIMEO = "[Video](https://vimeo.com/123456)"
PAPER = "[the paper](list.pdf)"


def in_text() -> Kinds:
    """What is said, word by word."""
    yield "a paragraph is lost", RICH, text(GATE, ""), "words"
    yield "a paragraph is there twice", RICH, text(GATE, f"{GATE}\n\n{GATE}"), "words"
    yield "two paragraphs are exchanged", RICH, swapped(FLASK, GATE), "order"
    yield "two paragraphs run into one", RICH, text(f"{FLASK}\n\n", f"{FLASK} "), "breaks"
    yield "a word is lost", RICH, text("fill the flask", "fill flask"), "words"
    yield "a word is another", RICH, text("until noon", "until dusk"), "words"
    yield "a word is there twice", RICH, text("until noon", "until until noon"), "words"
    yield "two words are exchanged", RICH, swapped("flask", "litres"), "order"
    yield "two words run into one", RICH, text("the gate. It", "thegate. It"), "words"
    yield "a digit is another", RICH, text("12 litres", "13 litres"), "words"
    yield "an accent is lost", RICH, text("kůň", "kun"), "words"
    yield "a capital is small", RICH, text("Then we", "then we"), "words"
    yield "a sentence is cut off", RICH, text("for six weeks. So strengthen", "for six"), "words"
    yield "a full stop is lost", RICH, text("to the gate. It", "to the gate It"), "signs"
    yield "a sign of arithmetic is another", RICH, text("5 < 6", "5 > 6"), "signs"
    yield "the text ends in the middle", RICH, _cut, "words"
    yield "the text is lost as a whole", RICH, _emptied, "words"
    yield "a part is hidden in a comment", RICH, text(GATE, f"<!-- {GATE} -->"), "words"
    yield "a part is hidden by a style", RICH, text(GATE, f'<p hidden="">{GATE}</p>'), "words"
    yield "letters of another encoding", RICH, text("kůň", "kÅ¯Åˆ"), "words"
    yield "an entity is seen as written", RICH, text("6 & so", "6 &amp;amp; so"), "words"
    yield "a mark is seen as written", RICH, text("**never**", "\\*\\*never\\*\\*"), "stray markup"
    yield "a link is seen as written", RICH, text(FIRST, f"\\{FIRST}"), "stray markup"
    yield "what was bold is not", RICH, text("**never**", "never"), "emphasis"
    yield "what was slanted is not", RICH, text("*ever*", "ever"), "emphasis"
    yield "other words are bold", RICH, text("You **never** run", "**You** never run"), "emphasis"


def in_structure() -> Kinds:
    """Headings, lists, tables, code, quotations, lines."""
    upper = "### On the upper shelf"
    yield "a heading is lost", RICH, text(f"{upper}\n", ""), "headings"
    yield "a heading is text", RICH, text(upper, upper[4:]), "headings"
    yield "a text is a heading", RICH, text(FLASK, f"## {FLASK}"), "headings"
    yield "a heading is at another level", RICH, text(upper, upper[1:]), "heading levels"
    yield "a heading is elsewhere", RICH, moved(f"{upper}\n\n", FLASK), "order"
    yield "two headings are exchanged", RICH, swapped("What we carry", upper[4:]), "order"
    yield "an item is lost", RICH, text("    - string\n", ""), "list items"
    yield "two items are exchanged", RICH, swapped("compass", "string"), "order"
    yield (
        "a list is text",
        RICH,
        text("1. lock the door\n2. leave", "lock the door\n\nleave"),
        "list items",
    )
    yield (
        "two items run into one",
        RICH,
        text("1. lock the door\n2. leave", "1. lock the door leave"),
        "list items",
    )
    yield "an item is less deep", RICH, text("    - string", "- string"), "list levels"
    yield (
        "numbers are dots",
        RICH,
        text("1. lock the door\n2. leave", "- lock the door\n- leave"),
        "list levels",
    )
    yield "a cell is lost", RICH, text("| free |", "| |"), "table cells"
    yield "two cells are exchanged", RICH, swapped("Monday", "Friday"), "order"
    yield "a row is lost", RICH, text("| Monday | nine | |\n", ""), "table cells"
    yield (
        "two rows are exchanged",
        RICH,
        swapped("| Monday | nine | |", "| Friday | ten | free |"),
        "order",
    )
    yield (
        "a cell is in another column",
        RICH,
        text("| Monday | nine | |", "| Monday | | nine |"),
        "table columns",
    )
    yield "two columns are exchanged", RICH, _columns, "order"
    yield "a table is text", RICH, _flat, "table cells"
    yield (
        "lines of code run into one",
        RICH,
        text("first line\n    second", "first line second"),
        "code",
    )
    yield "code is not indented", RICH, text("    second line", "second line"), "code"
    yield "code is text", RICH, _bare_code, "code"
    yield "a quotation is text", RICH, text("> Slowly", "Slowly"), "quotes"
    yield (
        "a break of a line is lost",
        "classic/page",
        text("little,  \nwalk", "little, walk"),
        "breaks",
    )
    yield "the place that a link leads to is lost", RICH, text('<a id="gate"></a>', ""), "anchors"


def in_things() -> Kinds:
    """Pictures, links, videos, and where they stand."""
    yield "a picture is lost", RICH, text(f"{HILL}\n", ""), "images"
    yield "a picture is there twice", RICH, text(HILL, f"{HILL}{HILL}"), "images"
    yield "two pictures are exchanged", RICH, swapped(HILL, MILL), "place of images"
    yield (
        "two pictures side by side are exchanged",
        "webnode2/post-a",
        _exchanged,
        "place of images",
    )
    yield "another file is shown", RICH, text("(hill.jpg)", "(shin.jpg)"), "images"
    yield "a picture is elsewhere", RICH, moved(f"{HILL}\n\n", FLASK), "place of images"
    yield (
        "a caption is under another picture",
        RICH,
        swapped("The hill in May", "The mill in June"),
        "order",
    )
    yield (
        "a picture is behind its caption",
        RICH,
        swapped(HILL, "The hill in May"),
        "place of images",
    )
    yield "what describes a picture is lost", RICH, text("![A hill]", "![]"), "alternative text"
    yield (
        "what describes two pictures is exchanged",
        RICH,
        swapped("[A hill]", "[A mill]"),
        "alternative text",
    )
    yield (
        "a picture is described by made-up words",
        RICH,
        text("![](shin", "![A leg](shin"),
        "alternative text",
    )
    yield (
        "a caption describes another picture",
        OTHER,
        text("![](", "![Cesta domů]("),
        "alternative text",
    )
    yield "a link is lost, its text is kept", RICH, text(FIRST, "the first list"), "links"
    yield "a link leads elsewhere", RICH, text("b.example/two", "b.example/three"), "links"
    yield (
        "the targets of two links are exchanged",
        RICH,
        swapped("https://a.example/one", "https://b.example/two"),
        "place of links",
    )
    yield (
        "a link is on other words",
        RICH,
        text(f"See {FIRST}", "[See](https://a.example/one) the first list"),
        "place of links",
    )
    yield (
        "a link is on fewer words",
        RICH,
        text(FIRST, "the [first list](https://a.example/one)"),
        "place of links",
    )
    yield "a link is made up", RICH, text("until noon", "until [noon](https://c.example/)"), "links"
    yield "a link to a file is lost", RICH, text(PAPER, "the paper"), "links"
    yield "a video is lost", RICH, text(YOUTUBE, ""), "embeds"
    yield "another video", RICH, text("aBcDeFgHiJk", "zBcDeFgHiJk"), "embeds"
    yield "two videos are exchanged", RICH, swapped(YOUTUBE, VIMEO), "place of embeds"
    yield "a video is elsewhere", RICH, moved(f"{VIMEO}\n\n", FLASK), "place of embeds"


def leaks() -> Kinds:
    """What is the platform's, or another page's."""
    advert = "[Create your website for free!](https://www.webnode.com/?utm_medium=footer)"
    yield "the platform's advert", RICH, added(advert), "words"
    yield "the line of the footer", RICH, added("© 2021 All rights reserved"), "words"
    yield "the menu", RICH, added("- [Home](/home/)\n- [Blog](/blog/)"), "list items"
    yield "the note on cookies", RICH, added("Cookies"), "words"
    yield "the buttons to share", RICH, added("[Tweet](https://twitter.com/share)"), "links"
    yield "a teaser of another post", CLASSIC, added("### Slow walks\n\nRead more"), "headings"
    yield "a comment within the text", DISCUSSED, added("Was it green?"), "words"
    yield "the day within the text", RICH, added("04/18/2021"), "words"
    yield (
        "the title a second time",
        RICH,
        added("## Calf Strength for Shin Pain in Walkers"),
        "headings",
    )
    yield "a script within the text", RICH, added("var wnd = {};"), "words"
    yield (
        "a picture of the frame",
        RICH,
        added("![](/_files/200000019-04cbe06c02/logo.jpg)"),
        "images",
    )
    yield "the text of another post", RICH, body_of(OTHER), "words"


def _cut(page: Rendered, pages: Pages) -> Rendered:
    return replace(page, markdown=page.markdown[: len(page.markdown) // 2])


def _emptied(page: Rendered, pages: Pages) -> Rendered:
    return replace(page, markdown="")


def _columns(page: Rendered, pages: Pages) -> Rendered:
    for one, other in (("Day", "Start"), ("Monday", "nine"), ("Friday", "ten")):
        page = text(f"| {one} | {other} |", f"| {other} | {one} |")(page, pages)
    return page


def _flat(page: Rendered, pages: Pages) -> Rendered:
    head, _, rest = page.markdown.partition("| Day")
    table, _, tail = f"| Day{rest}".partition("\n\n")
    said = table.replace("---", "").replace("|", "")
    return replace(page, markdown=f"{head}{said}\n\n{tail}")


def _bare_code(page: Rendered, pages: Pages) -> Rendered:
    return replace(page, markdown=page.markdown.replace("```\n", ""))


def _exchanged(page: Rendered, pages: Pages) -> Rendered:
    """Pictures between which nothing is said."""
    first, second = [line for line in page.markdown.split("\n") if line.startswith("![")][:2]
    return swapped(first, second)(page, pages)
