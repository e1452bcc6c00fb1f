"""Blocks that Ghost's editor would lose something of stand in cards; all others do not."""

from __future__ import annotations

import pytest

from migrator.targets.cards import with_cards
from migrator.targets.html import html_of

BEGIN, END = "<!--kg-card-begin: html-->\n", "\n<!--kg-card-end: html-->"


@pytest.mark.parametrize(
    "markdown",
    [
        "a **b** *c* ~~d~~ `e` [f](g) ![h](i.png)\\\nj",
        "## a *b*",
        "- a\n- b\n  1. c\n  2. d",
        "- a\n\n- b",
        "> a\n>\n> b",
        "```\na\n```",
        "---",
    ],
)
def test_what_the_editor_says_is_a_block(markdown: str) -> None:
    """Text, pictures, headings, lists, quotes, code and lines can be edited in Ghost."""
    assert "kg-card" not in with_cards(html_of(markdown))


@pytest.mark.parametrize(
    "markdown",
    [
        "| a |\n| - |\n| b |",
        '<iframe src="https://x.example/"></iframe>',
        "- a\n\n  b",
        "- ![](a.png)",
        "1. a\n\n       b",
        "> a\n>\n> > b",
        "> ## a",
        "> - a",
        "## a ![](b.png)",
        "a <kbd>b</kbd>",
        "<details><summary>a</summary>b</details>",
    ],
)
def test_what_the_editor_drops_is_a_card(markdown: str) -> None:
    """Tables, frames, paragraphs in lists, quotes in quotes: the block stands as it is, once."""
    html = with_cards(html_of(f"before\n\n{markdown}\n\nafter"))
    card = html.removeprefix("<p>before</p>\n").removesuffix("\n<p>after</p>")

    assert card.startswith(BEGIN)
    assert card.endswith(END)
    assert card.count("kg-card") == 2


def test_mark_that_links_name_stands_before_its_block() -> None:
    """Ghost drops it from a heading; a link into the middle of the post must find it."""
    html = with_cards(html_of('## <a id="bus"></a>Bus times\n\ntext'))

    assert html == f'{BEGIN}<a id="bus"></a>{END}\n<h2>Bus times</h2>\n<p>text</p>'


def test_mark_in_a_card_stays_there() -> None:
    """The card keeps it."""
    html = with_cards(html_of('| <a id="bus"></a>a |\n| - |\n| b |'))

    assert html.count('<a id="bus"></a>') == 1
    assert html.count("kg-card-begin") == 1
