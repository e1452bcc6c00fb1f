"""Body HTML → Markdown, page by page: one that cannot be written does not stop the others."""

from __future__ import annotations

from collections.abc import Iterable

from migrator.errors import fault
from migrator.markdown import RawHtml
from migrator.models import Failed, Localised, Rendered
from migrator.targets import Target


def render(
    items: Iterable[Localised], target: Target, raw_html: RawHtml
) -> tuple[list[Rendered], list[Failed]]:
    """The Markdown of each article as the target spells it; and those that could not be written."""
    converter = target.converter(raw_html)
    rendered, failed = [], []
    for item in items:
        try:
            written = converter.written(item.article.body)
            rendered.append(Rendered(item, written.document, written.embeds))
        except Exception as error:
            failed.append(Failed(item.article.url, fault(error), item.article.source))
    return rendered, failed
