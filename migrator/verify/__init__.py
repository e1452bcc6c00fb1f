"""The second reading: the raw page, read again by another parser, against the Markdown as rendered.

Nothing here is shared with `read/`, `boilerplate` or `markdown/`: the check must not have the
fault that it looks for. It compares bags, not trees, since two parsers may nest tag soup
differently without either being wrong.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from migrator.models import Difference, Snapshot
from migrator.verify.page import page_says
from migrator.verify.says import Says
from migrator.verify.written import written_says

_SHOWN = 12  # of each kind; the rest is counted


def verify(
    snapshot: Snapshot, generation: str, document: bytes, references: Mapping[str, str]
) -> tuple[Difference, ...]:
    """Every difference between what the page says and what the document says; empty if none.

    `references` maps the addresses that were rewritten to those they stood for.
    """
    written = written_says(document.decode(), references)
    page = page_says(snapshot, generation, written.title)
    kinds = [
        ("words", page.words, written.words),
        ("headings", page.headings, written.headings),
        ("images", page.images, written.images),
        ("links", page.links, written.links),
        ("embeds", page.embeds, written.embeds),
        ("table cells", page.cells, written.cells),
        ("list items", page.items, written.items),
    ]
    found = [_difference(*kind) for kind in kinds]
    found += [_stray(page, written), _title(page, written), _date(page, written)]
    return tuple(difference for difference in found if difference is not None)


def _difference(what: str, page: Counter[str], written: Counter[str]) -> Difference | None:
    lost, added = page - written, written - page
    if not lost and not added:
        return None
    return Difference(what, _listed(lost), _listed(added))


def _listed(bag: Counter[str]) -> str:
    texts = sorted(bag.elements())
    more = f" … and {len(texts) - _SHOWN} more" if len(texts) > _SHOWN else ""
    return " | ".join(texts[:_SHOWN]) + more


def _stray(page: Says, written: Says) -> Difference | None:
    """Markdown's own signs, seen in the rendered text and not in the page's."""
    stray = [
        sign for sign in ("**", "~~", "](") if written.text.count(sign) > page.text.count(sign)
    ]
    return Difference("stray markup", "", " ".join(stray)) if stray else None


def _title(page: Says, written: Says) -> Difference | None:
    """The title must be said by the page: as heading, in its head, or in its JSON."""
    said = any(written.title in title for title in page.titles)
    return None if said or not page.titles else Difference("title", page.title, written.title)


def _date(page: Says, written: Says) -> Difference | None:
    """Where the page shows the day in figures, the date must be made of the same ones."""
    if not written.day or not page.day or page.day == written.day:
        return None
    return Difference("date", " ".join(sorted(page.day)), " ".join(sorted(written.day)))
