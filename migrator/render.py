"""Body HTML → Markdown, page by page: one that cannot be written does not stop the others."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from migrator.errors import fault
from migrator.localise import localise
from migrator.markdown import RawHtml
from migrator.models import Article, Failed, Localised, Note, Place, Rendered
from migrator.moves import address_of
from migrator.plan import Plan
from migrator.targets import Target


@dataclass(frozen=True, slots=True)
class Writer:
    """Writes one article after the other, knowing where all of them go.

    `known_by` are the old paths that lead to an address of the new site.
    """

    plan: Plan
    target: Target
    raw_html: RawHtml
    known_by: Mapping[str, tuple[str, ...]]

    def written(self, placed: tuple[Article, Place]) -> Rendered | Failed:
        """The Markdown of an article as the target spells it, or why there is none."""
        article, place = placed
        try:
            aliases = self.known_by.get(address_of(place, self.target), ())
            item = localise(article, place, self.plan, self.target, aliases)
            return rendered_page(item, self.target, self.raw_html)
        except Exception as error:
            return Failed(article.url, fault(error), article.source)


def rendered_page(item: Localised, target: Target, raw_html: RawHtml) -> Rendered:
    """The Markdown of an article whose addresses are those of the new site."""
    written = target.converter(raw_html).written(item.article.body)
    noted = _without_marks(item) if raw_html is RawHtml.NONE else item
    return Rendered(noted, written.document, written.embeds)


def _without_marks(item: Localised) -> Localised:
    """Parts of a page are marked in HTML: without it, links to them lead to its top."""
    if "<a id=" not in item.article.body:
        return item
    told = "links to parts of this page lead to its top: marks are HTML, and none was asked for"
    notes = (*item.article.notes, Note("render", told))
    return replace(item, article=replace(item.article, notes=notes))
