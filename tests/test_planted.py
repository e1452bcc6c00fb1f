"""Every kind of fault that is planted into a clean export is found by the second reading."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.conftest import ROOT, Golden
from tests.planted import PLANTED
from tests.planted_site import CleanExport, Planted

ALL = {each.kind: each for kinds in PLANTED.values() for each in kinds}
Found = dict[str, list[str]]

HEAD = """# The proof: what the second reading finds

Every page is read twice. The first reading makes the Markdown. The second one starts again from the
bytes in the archive, with another parser and another rule for what is content, and holds what it
sees against the Markdown as a browser would show it. It shares no code with the first reading:
`lint-imports` fails where it would. Both sides of each difference are in the report, and a run that
has any ends with exit code 1.

## What it compares

| what | how |
|---|---|
| words | all of them, as they are written, in their order |
| signs | all signs between the words; not their order |
| breaks | where paragraphs, items, cells and lines begin |
| emphasis | which letters are bold, which slanted |
| headings | their words, their level, their order |
| lists | how many items, how deep, numbered or not |
| tables | what each cell says, and in which column |
| code | line by line, with all blanks in front |
| quotations | where each begins and ends |
| pictures | by file, in their order, between the same words; and what describes them |
| links | where they lead, and on which words they lie |
| embeds | which they are, and between which words |
| anchors | the places within a page that its own links lead to |
| stray markup | signs of Markdown that a reader would see |
| title, date, tags, description, author, language, cover, address | with what the page tells |
| comments | one by one: what each answers, its title, day, author, text and links; their order |
| references | that each rewritten address leads to the page or the file that it led to |
| old host | that nothing leads back to the old site which could have been rewritten |

Facts are checked where they are said to come from the page. A date may not be made up; where a page
shows one, it may not be lost.

## What it cannot see

- What is in a picture, a video or a file. The copy is the one that the archive has for its address.
- A fact that only the feed, a list of posts, the address or an option tells: it is not on the page.
- Signs that change places while all of them are there, such as a comma one word further on.
- Colour, size, underlines, struck text, alignment; how wide a column is. They are not kept.
- Places, order, breaks and emphasis in an album that was put together of several pages; of these
  every word, picture, link and embed must be there.
- Breaks and emphasis on pages from whose messages addresses were blotted out, and breaks within
  headings and links: Markdown has none.
- Breaks beside a frame, which parts the text itself; and quotations, code and the levels of lists
  within a cell of a table: of these the words are compared, line by line.
- How many links come of one around headings, lists or tables: at least one must.
- Where words differ, the places of other things: then their order alone is compared. Once the words
  are right, the rest is told.
- What a script adds in the browser, unless the page's own data hold it.
- A fault that both readings have alike. They share no code, but they were made for the same pages.
- Whether the new site's builder shows the Markdown as it should: its own tests do that.

## What was planted, and who found it

A test plants each of these faults into a clean export and writes this table. It fails where one is
not found by the check that is meant to find it, or where this page is out of date. Before anything
is planted, no check finds anything.
"""


@pytest.fixture(scope="module")
def clean(tmp_path_factory: pytest.TempPathFactory) -> CleanExport:
    """The export before anything is planted into it."""
    return CleanExport(tmp_path_factory.mktemp("planted"))


@pytest.fixture(scope="module")
def found(clean: CleanExport) -> Found:
    """What is said of each fault."""
    return {kind: _found(clean, planted) for kind, planted in ALL.items()}


def _found(clean: CleanExport, planted: Planted) -> list[str]:
    page = planted.plant(clean.pages[planted.page], clean.pages)
    return clean.judgement(planted.page, page)


def test_nothing_is_found_where_nothing_is_planted(clean: CleanExport) -> None:
    """The export is clean: whatever is told afterwards is told of the fault."""
    assert {name: told for name, told in clean.judgements().items() if told} == {}


@pytest.mark.parametrize("kind", ALL)
def test_planted_fault_is_found(kind: str, found: Found) -> None:
    """Each kind of loss, leak, change and mix-up is told by the check that is meant to find it."""
    assert ALL[kind].found_by in found[kind]


def test_no_kind_is_planted_twice() -> None:
    """Each kind has a name of its own, so that none hides another."""
    assert len(ALL) == sum(map(len, PLANTED.values()))


def rows(found: Found) -> Iterator[str]:
    for part, kinds in PLANTED.items():
        yield f"\n### In {part}\n\n| planted | found by |\n|---|---|\n"
        for planted in kinds:
            yield f"| {planted.kind} | {', '.join(dict.fromkeys(found[planted.kind]))} |\n"


def test_page_on_the_proof_is_up_to_date(golden: Golden, found: Found) -> None:
    """Every kind stands in the documentation, with all checks that found it."""
    golden.check(ROOT / "docs" / "proof.md", HEAD + "".join(rows(found)))
