"""What a target is: paths, permalinks, links between documents, and the builder's own settings.

To add one: a module beside this with one record, its name in `ALL`, a golden tree in
`fixtures/site/expected/<name>/`. Targets import this, never each other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from migrator.comments import comments_document
from migrator.frontmatter import FIELDS, Field, front_matter
from migrator.markdown import Converter, RawHtml
from migrator.models import Document, Embed, Kind, Localised, Place, Rendered


@dataclass(frozen=True, slots=True)
class Layout:
    """Where documents of one kind go; `{slug}` stands for the slug. Paths are inside `site/`."""

    path: str
    permalink: str


@dataclass(frozen=True, slots=True)
class Target:
    """A place to re-host at. All its documents lie below `site/`."""

    name: str
    next_step: str  # what the user does with `site/`
    layouts: Mapping[Kind, Layout]
    link: Callable[[Place, Place], str]  # how a document refers to another
    embed: Callable[[Embed, RawHtml], str | None]  # None where a link says it
    escape: Callable[[str, Sequence[str]], str]  # the builder's templates, but for our own embeds
    settings: Callable[[Sequence[Localised]], Sequence[Document]]
    fields: tuple[Field, ...] = FIELDS
    reserved: frozenset[str] = frozenset()  # slugs that no page may have

    def place(self, kind: Kind, slug: str) -> Place:
        """Where an article of this kind and slug goes."""
        layout = self.layouts[kind.place]
        path = PurePosixPath("site") / layout.path.format(slug=slug)
        return Place(slug, path, layout.permalink.format(slug=slug))

    def converter(self, raw_html: RawHtml) -> Converter:
        """What writes the Markdown of this target."""
        return Converter(raw_html=raw_html, embed=lambda embed: self.embed(embed, raw_html))

    def documents(self, rendered: Sequence[Rendered]) -> Iterator[Document]:
        """Everything the new site is made of, but for its pictures and files."""
        for page in rendered:
            head = front_matter(page.item, self.fields)
            text = f"{head}\n{self.escape(page.markdown, page.embeds)}" if page.markdown else head
            yield Document(page.item.place.path, text.encode())
            if comments := comments_document(page.item):
                yield comments
        yield from self.settings([page.item for page in rendered])
