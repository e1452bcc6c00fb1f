"""Every fixture page, from bytes to Markdown."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import pytest

from migrator import assets
from migrator.complete import Known, complete
from migrator.localise import localise
from migrator.markdown import RawHtml
from migrator.models import (
    Article,
    Failed,
    LeftOut,
    PhotoPage,
    Reading,
    Rendered,
    Unclaimed,
)
from migrator.moves import address_of, aliases, moves
from migrator.plan import plan
from migrator.read import read
from migrator.render import rendered_page
from migrator.report.rows import article_facts
from migrator.targets import ALL, Target
from migrator.verify import verify
from tests.conftest import CASES, Case, Golden

READABLE = [case for case in CASES if (case.folder / "expected.md").exists()]


def completed(article: Article) -> Article:
    return complete(article, Known.of([], []), None, "")


def rendered(
    article: Article, target: Target = ALL["markdown"], raw_html: RawHtml = RawHtml.FEW
) -> Rendered:
    planned = plan([completed(article)], target)
    ((article, place),) = planned.placed
    known_by = aliases(moves(planned, (), target)).get(address_of(place, target), ())
    item = localise(article, place, planned, target, known_by)
    return rendered_page(item, target, raw_html)


def told(reading: Reading) -> dict[str, Any]:
    """A reading as data, without what the Markdown shows."""
    match reading:
        case Article():
            article = completed(reading)
            return {
                "outcome": "written",
                "kind": str(article.kind),
                "generation": article.generation,
                "slug": article.slug,
                "facts": article_facts(article),
                "removed": {removal.rule: removal.elements for removal in article.removed},
                "files": assets.wanted(article),
                "listed": [entry.url for entry in article.listed],
                "comments": [asdict(comment) for comment in article.comments],
                "ledger": {str(share): dict(c.told()) for share, c in article.ledger.shares if c},
                "unaccounted": article.unaccounted,
                "notes": [note.detail for note in article.notes],
            }
        case PhotoPage():
            photos = [asdict(photo) for photo in reading.photos]
            return {"outcome": "merged", "album": reading.album, "photos": photos}
        case LeftOut(rule=rule, reason=reason, listed=listed):
            told = {"outcome": "left out", "rule": rule, "reason": reason}
            return {**told, "listed": [entry.url for entry in listed]}
        case Failed(reason=reason) | Unclaimed(reason=reason):
            return {"outcome": "failed", "reason": reason}
    raise AssertionError(reading)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_page_becomes_what_a_person_approved(case: Case, golden: Golden) -> None:
    """Facts, removed boilerplate and Markdown of each fixture are exactly as a person read them."""
    reading = read(case.snapshot)

    golden.check_json(case.folder / "expected.json", told(reading))
    if isinstance(reading, Article):
        document = ALL["markdown"].document(rendered(reading))
        golden.check(case.folder / "expected.md", document.content.decode())


@pytest.mark.parametrize("case", READABLE, ids=lambda case: case.name)
def test_second_reading_agrees(case: Case) -> None:
    """The unrelated second reading finds nothing but what a fixture is made to differ in."""
    reading = read(case.snapshot)
    assert isinstance(reading, Article)
    page = rendered(reading)

    found = verify(case.snapshot, page.item.article, page.markdown, page.item.references)
    assert [difference.what for difference in found] == case.differs


@pytest.mark.parametrize("case", READABLE, ids=lambda case: case.name)
@pytest.mark.parametrize("target", ALL.values(), ids=lambda target: target.name)
@pytest.mark.parametrize("raw_html", RawHtml)
def test_second_reading_agrees_with_every_spelling(
    case: Case, target: Target, raw_html: RawHtml
) -> None:
    """Whatever the target, and however much HTML may stand in the Markdown."""
    article = read(case.snapshot)
    assert isinstance(article, Article)
    page = rendered(article, target, raw_html)
    found = verify(case.snapshot, page.item.article, page.markdown, page.item.references)

    assert [difference.what for difference in found] == case.differs


PLATFORM_LINES = {
    "webnode2/post-free-plan": [
        "© 2021",
        "All rights reserved",
        "Powered by",
        "Create your website for free!",
        "This website was made with",
        "Create your own for free today!",
        "Get started",
        "Cookies",
        "Tweet",
        "Close Menu",
    ],
    "webnode2/post-c": ["Vytvořeno službou", "Vytvořte si", "©", "Cookies", "Tweet", "Odebírejte"],
    "webnode2/post-a": ["Desenvolvido por", "Crie um site", "Tweet", "Close Menu", "Mais"],
    "webnode2/page-b-saved": ["Creat cu", "Creați un site", "Toate drepturile", "Meniu"],
    "webnode2/home-c": ["Winter walk", "All places are taken", "Powered by", "fonts.googleapis"],
    "classic/article": ["Free website", "Site map", "Share", "Back", "Slow walks", "copypaste"],
    "classic/forum": ["Reply", "Add a message", "Date:", "By:", "copy this text"],
}


@pytest.mark.parametrize("name", PLATFORM_LINES)
def test_no_line_of_the_platform_is_left(name: str) -> None:
    """What Webnode wrote on the page is in none of the Markdown."""
    (case,) = [case for case in CASES if case.name == name]
    markdown = (case.folder / "expected.md").read_text().rpartition("---\n")[2]

    assert [line for line in PLATFORM_LINES[name] if line in markdown] == []


def test_contact_line_of_the_first_page_stays() -> None:
    """The closing line with telephone, e-mail and link is the author's own and is kept whole."""
    (case,) = [case for case in CASES if case.name == "webnode2/post-free-plan"]
    markdown = (case.folder / "expected.md").read_text()

    assert (
        "call 555-014-2368 or e-mail <walks@example.org>."
        " The address of the club is [here](https://www.example.org/club/)."
    ) in markdown
