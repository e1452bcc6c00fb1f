"""What a target is: paths, permalinks, links between documents, and the builder's own settings.

To add one: a module beside this with one record, its name in `ALL`, a golden tree in
`fixtures/site/expected/<name>/`. Targets import this, never each other.
"""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path, PurePosixPath
from urllib.parse import quote

from migrator.comments import comments_document
from migrator.errors import FieldsRefused
from migrator.frontmatter import FIELDS, YAML, Field, Format, chosen, front_matter
from migrator.markdown import Converter, RawHtml
from migrator.models import (
    Article,
    Asset,
    Document,
    Embed,
    Kind,
    Localised,
    Package,
    Place,
    Rendered,
    Site,
    Spot,
)

Keep = Callable[[PurePosixPath, Place, str, bool], Spot]
SITE = PurePosixPath("site")
PACK = frozenset("_redirects nginx.conf .htaccess vercel.json cloudflare.csv map.csv".split())


@dataclass(frozen=True, slots=True)
class Layout:
    """Where documents of one kind go: `{slug}` stands for the slug, `{day}` for the date.

    Paths are inside the target's root; drafts may have one of their own.
    """

    path: str
    permalink: str
    draft: str = ""


@dataclass(frozen=True, slots=True)
class Offers:
    """Addresses of what the new site has beside its pages; empty for what it has not.

    `tag` gives the address of a tag's list; `feed` is where the builder puts a feed by itself, and
    `keeps_feed` says that it can put it at the old one's address, with the old ids.
    """

    posts: str = ""
    tag: Callable[[str], str] = lambda name: ""
    feed: str = ""
    keeps_feed: bool = False

    def feed_for(self, old_feed: str) -> str:
        """Where readers of the old feed find one; `old_feed` is its path, if there was one."""
        return old_feed if self.keeps_feed and old_feed else self.feed


def no_settings(target: Target, site: Site) -> Iterator[Document]:
    """For a builder that needs none."""
    return iter(())


def as_it_is(markdown: str, embeds: Sequence[str]) -> str:
    """For a builder whose Markdown is Markdown alone."""
    return markdown


def loose(target: Target, site: Site, assets: Sequence[Asset]) -> Package | None:
    """For a builder that takes files one by one: no package at all."""
    return None


def documents(target: Target, site: Site) -> Iterator[Document]:
    """For a builder of Markdown files: each page with its front matter, and its comments."""
    for page in site.pages:
        yield target.document(page)
        if comments := target.comments(page.item):
            yield comments


@dataclass(frozen=True, slots=True)
class Target:
    """A place to re-host at. All its documents lie below its root.

    The callables that take a target are given this one: its root and fields may be others than
    the module's own record has.
    """

    name: str
    summary: str  # what is written, for the help
    next_step: str  # what the user does with it; `{site}` stands for its root
    layouts: Mapping[Kind, Layout]
    link: Callable[[Place, Place], str]  # how a document refers to another
    keep: Keep  # where a copy goes: of the root, the document, the file's name, is it shared
    embed: Callable[[Embed, RawHtml], str | None]  # None where a link says it
    escape: Callable[[str, Sequence[str]], str] = as_it_is  # the builder's syntax, not our embeds
    settings: Callable[[Target, Site], Iterator[Document]] = no_settings
    comments: Callable[[Localised], Document | None] = comments_document
    write: Callable[[Target, Site], Iterator[Document]] = documents
    package: Callable[[Target, Site, Sequence[Asset]], Package | None] = loose
    in_one_file: bool = False  # the pages, for an importer
    fields: tuple[Field, ...] = FIELDS
    form: Format = YAML
    cannot: Mapping[str, str] = field(default_factory=dict)  # facts it cannot carry, and why
    reserved: frozenset[str] = frozenset()  # slugs that no page may have
    slug: Callable[[str], str] = str  # what becomes of a slug there
    shares_slugs: bool = False  # a post and a page may not have the same slug
    needs_date: bool = False  # a post without a date is a page there
    longest_title: int = 0  # in signs; 0 for any
    offers: Offers = Offers()
    pack: frozenset[str] = PACK  # the files of the redirect pack that make sense there
    root: PurePosixPath = SITE
    asked: tuple[tuple[str, str], ...] = ()  # the fields that the user wants, with their names

    def place(self, article: Article, slug: str) -> Place:
        """Where an article goes under this slug."""
        layout = self.layouts[article.kind.place]
        day = article.date.value.date().isoformat() if article.date else ""
        path = layout.draft if article.is_draft and layout.draft else layout.path
        permalink = layout.permalink.format(slug=slug, day=day)
        return Place(slug, self.root / path.format(slug=slug, day=day), permalink)

    def spot(self, here: Place, name: str, *, is_shared: bool) -> Spot:
        """Where the copy of a file goes that the document at `here` shows."""
        return self.keep(self.root, here, name, is_shared)

    def converter(self, raw_html: RawHtml) -> Converter:
        """What writes the Markdown of this target."""
        return Converter(raw_html=raw_html, embed=lambda embed: self.embed(embed, raw_html))

    def document(self, page: Rendered) -> Document:
        """One page: its front matter and its Markdown."""
        head = front_matter(page.item, self.fields, self.form)
        text = f"{head}\n{self.escape(page.markdown, page.embeds)}" if page.markdown else head
        return Document(page.item.place.path, text.encode())

    def documents(self, site: Site) -> Iterator[Document]:
        """Everything the new site is made of, but for its pictures and files."""
        yield from self.write(self, site)
        for document in self.settings(self, site):
            yield replace(document, path=self.root / document.path)

    def next_step_in(self, folder: Path) -> str:
        """What the user does with what was written into the output folder."""
        return self.next_step.format(site=folder / self.root)

    def below(self, folder: str) -> Target:
        """The same target, with a folder of its own below the root."""
        return replace(self, root=self.root / folder)

    def with_fields(self, wanted: Sequence[tuple[str, str]]) -> Target:
        """The same target, with the fields that the user wants, under the names they give.

        Raises FieldsRefused for a name that stands for something else there.
        """
        if not wanted:
            return self
        names = {field.name: field.fact for field in self.fields}
        for fact, name in wanted:
            if names.get(name, fact) != fact:
                hint = f"Give {fact} another name, or leave its name out."
                raise FieldsRefused(f"{name} is the name of another field in {self.name}", hint)
        facts = {fact for fact, _ in wanted}
        cannot = {fact: reason for fact, reason in self.cannot.items() if fact in facts}
        fields = chosen(self.fields, wanted)
        return replace(self, fields=fields, cannot=cannot, asked=tuple(wanted))


def permalink(here: Place, there: Place) -> str:
    """A link as most builders want it: the address on the new site."""
    return there.permalink


def beside(folder: str, address: str = "/") -> Keep:
    """Files lie beside the document that shows them; shared ones in a folder of their own.

    `folder` is that folder inside the root, `address` that of what lies in its parent.
    """
    common = PurePosixPath(folder)

    def keep(root: PurePosixPath, here: Place, name: str, is_shared: bool) -> Spot:
        if is_shared:
            public = f"{address}{common.name}/{name}"
            return Spot(root / common / name, public, public)
        return Spot(here.path.with_name(name), name, f"{here.permalink}{name}")

    return keep


def apart(folder: str, address: str) -> Keep:
    """Files lie in a folder of all files, in one of its own for each document.

    `folder` is inside the root, `address` is what the new site calls it.
    """

    def keep(root: PurePosixPath, here: Place, name: str, is_shared: bool) -> Spot:
        below = name if is_shared else posixpath.join(here.slug, name)
        return Spot(root / folder / below, quote(f"{address}{below}"), f"{address}{below}")

    return keep


def starter(name: str) -> Iterator[Document]:
    """The files of a target that are the same for every site: layouts, includes, scripts."""
    yield from _below(files("migrator").joinpath("data", "starters", name), PurePosixPath())


def _below(folder: Traversable, path: PurePosixPath) -> Iterator[Document]:
    for found in sorted(folder.iterdir(), key=lambda each: each.name):
        if found.is_dir():
            yield from _below(found, path / found.name)
        elif not found.name.endswith(".pyc"):
            yield Document(path / found.name, found.read_bytes())
