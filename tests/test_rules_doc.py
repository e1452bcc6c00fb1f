"""The page on the rules says what the rules say."""

from __future__ import annotations

from collections.abc import Iterator

from migrator import boilerplate
from migrator.boilerplate import Rule
from migrator.models import Share
from tests.conftest import ROOT, Golden

HEAD = """# Boilerplate rules

What each rule takes off a page, and why. The report tells for every page which rules took what.
A test writes this page from the rules themselves, and fails where it is out of date.

| rule | on pages of | takes off | goes to |
|---|---|---|---|
"""
TAIL = """
Besides, reading a page may take off:

| rule | takes off |
|---|---|
| `title-heading` | the first heading, where it says the title again: it is in the front matter |
| `comments` | the messages below an article: they are in `comments.json` |
| `form` | the fields of a form; a list of their labels stays |
| `enlargement-link` | a link that only enlarges a picture: the full size is what comes over |
| `link-to-itself` | a link from a picture to the very same picture |
| `photo-link` | a link from a small picture to the page of that photo, which is merged in |
| `spacer-picture` | a dot that takes up room, or that a script replaces |
| `heading-level` | nothing: where the first level, the title's, is used, all headings go one down |
| `unsafe-target` | the target of a link that runs a script, or holds data: its text stays |
| `empty-frame` | tables and forms that only placed what was taken out |
| `dead-target` | the target of a link that leads nowhere (`#`): its text stays |
"""


def rows() -> Iterator[str]:
    for rule in boilerplate.ALL_RULES:
        pages = rule.generation or "both"
        yield f"| `{rule.name}` | {pages} | {rule.why} | {_where(rule)} |\n"


def _where(rule: Rule) -> str:
    if rule.share is Share.FACT:
        return "the facts"
    return "nowhere; a note says so" if rule.tells else "nowhere"


def test_page_on_the_rules_is_up_to_date(golden: Golden) -> None:
    """Every rule stands in the documentation, with its reason."""
    golden.check(ROOT / "docs" / "rules.md", HEAD + "".join(rows()) + TAIL)
