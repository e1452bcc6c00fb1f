"""Body HTML → Markdown, page by page: one that cannot be written does not stop the others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from migrator.errors import fault
from migrator.markdown import RawHtml
from migrator.models import Failed, Localised, Note, Rendered
from migrator.spool import Spool
from migrator.targets import Target


def render(
    items: Iterable[Localised], target: Target, raw_html: RawHtml
) -> tuple[Sequence[Rendered], Sequence[Failed]]:
    """The Markdown of each article as the target spells it; and those that could not be written."""
    failed = list[Failed]()
    return Spool(_rendered(items, target, raw_html, failed)), failed


def _rendered(
    items: Iterable[Localised], target: Target, raw_html: RawHtml, failed: list[Failed]
) -> Iterator[Rendered]:
    converter = target.converter(raw_html)
    for item in items:
        try:
            written = converter.written(item.article.body)
            noted = _without_marks(item) if raw_html is RawHtml.NONE else item
            yield Rendered(noted, written.document, written.embeds)
        except Exception as error:
            failed.append(Failed(item.article.url, fault(error), item.article.source))


def _without_marks(item: Localised) -> Localised:
    """Parts of a page are marked in HTML: without it, links to them lead to its top."""
    if "<a id=" not in item.article.body:
        return item
    told = "links to parts of this page lead to its top: marks are HTML, and none was asked for"
    notes = (*item.article.notes, Note("render", told))
    return replace(item, article=replace(item.article, notes=notes))
