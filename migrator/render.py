"""Body HTML → Markdown, page by page: one that cannot be written does not stop the others."""

from __future__ import annotations

from collections.abc import Iterable

from migrator.errors import fault
from migrator.markdown import to_markdown
from migrator.models import Failed, Localised, Rendered


def render(items: Iterable[Localised]) -> tuple[list[Rendered], list[Failed]]:
    """The Markdown of each article; and those that are too deeply nested to be written."""
    rendered, failed = [], []
    for item in items:
        try:
            rendered.append(Rendered(item, to_markdown(item.article.body)))
        except RecursionError:
            reason = "its elements are nested too deeply to be written"
            failed.append(Failed(item.article.url, reason, item.article.source))
        except Exception as error:
            failed.append(Failed(item.article.url, fault(error), item.article.source))
    return rendered, failed
