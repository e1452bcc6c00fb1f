"""What is written, and what became of each page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from migrator.models.articles import Article, most_told
from migrator.models.moves import Move
from migrator.models.readings import Other


@dataclass(frozen=True, slots=True)
class Place:
    """Where an article goes: `path` inside the site folder, `permalink` on the new site."""

    slug: str
    path: PurePosixPath
    permalink: str


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a copy of a file goes: its `path` inside the output folder, what a document of the

    same place writes to refer to it, and its address on the new site (empty if it has none).
    """

    path: PurePosixPath
    reference: str
    permalink: str = ""


@dataclass(frozen=True, slots=True)
class Asset:
    """A file of the old site and its copy: `path` is inside the output folder.

    `kept_at` is its address in the archive, if that is another one; `permalink` that of the copy
    on the new site.
    """

    url: str
    path: PurePosixPath
    kept_at: str = ""
    permalink: str = ""


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file that is in the archive; `extension` is told by its bytes (".png"), else its name.

    `url` is what the page says, `kept_at` where redirects led.
    """

    url: str
    extension: str
    is_reduced: bool = False  # only a reduced copy of the upload was to be had
    kept_at: str = ""
    retrieved_from: str = ""  # the address at a web archive, where the site had lost it
    digest: str = ""  # of its bytes, as the archive notes it
    chosen: str = ""  # why it came from another of its addresses than the page's
    width: int = 0  # pixels, where its first bytes tell them
    height: int = 0


@dataclass(frozen=True, slots=True)
class Localised:
    """An article whose links and images point into the new site.

    `references` maps each address of the old site to what now stands in its place; `aliases` are
    the old paths that the target itself is to answer.
    """

    article: Article
    place: Place
    cover: str = ""
    assets: tuple[Asset, ...] = ()
    references: Mapping[str, str] = field(default_factory=dict)
    aliases: tuple[str, ...] = ()
    not_exported: tuple[str, ...] = ()  # addresses of the old site that no exported page answers
    dead: tuple[str, ...] = ()  # addresses that the old site itself did not answer
    without_alt: tuple[str, ...] = ()  # old addresses of pictures that nothing describes


@dataclass(frozen=True, slots=True)
class Rendered:
    """A localised article and its body as Markdown; `embeds` are what the target spelt in it."""

    item: Localised
    markdown: str
    embeds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Site:
    """All that a target writes a site from.

    `old_feed` is the path of the old feed of all posts, if there was one; `moves` are the old
    addresses that can be answered.
    """

    title: str
    language: str
    pages: Sequence[Rendered]
    old_host: str = ""
    old_feed: str = ""
    moves: tuple[Move, ...] = ()

    @staticmethod
    def of(pages: Sequence[Rendered], host: str, feed: str, moves: Sequence[Move]) -> Site:
        """The site of these pages, under the name and in the language that most of them tell."""
        told = [(page.item.article.site_name, page.item.article.language) for page in pages]
        return Site(
            title=most_told(name for name, _ in told) or "Blog",
            language=most_told(language.value for _, language in told if language) or "en",
            pages=pages,
            old_host=host,
            old_feed=feed,
            moves=tuple(moves),
        )

    @property
    def items(self) -> Iterator[Localised]:
        """Its articles, without their Markdown."""
        return (page.item for page in self.pages)


@dataclass(frozen=True, slots=True)
class Document:
    """One file of the new site, before it is written; `path` is inside the output folder."""

    path: PurePosixPath
    content: bytes

    @property
    def chunks(self) -> Iterable[bytes]:
        """The content, piece by piece."""
        return (self.content,)


@dataclass(frozen=True, slots=True)
class Stream:
    """A file that is made while it is written, and read but once: it may be large."""

    path: PurePosixPath
    chunks: Iterable[bytes]

    @property
    def content(self) -> bytes:
        """All of it."""
        return b"".join(self.chunks)


@dataclass(frozen=True, slots=True)
class Package:
    """A ZIP file of the new site: documents and files, whose paths begin with its own."""

    path: PurePosixPath
    members: tuple[Document | Asset, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """What the second reading found: `what` differs, with both sides."""

    what: str
    source: str
    written: str


@dataclass(frozen=True, slots=True)
class Leftover:
    """An address of the old host that a document still holds, and why: what it lacks."""

    address: str
    why: str
    is_fault: bool = False  # of ours: everything was there to rewrite it


@dataclass(frozen=True, slots=True)
class Written:
    """An article that became a document, and what the second reading says about it."""

    item: Localised
    differences: tuple[Difference, ...] = ()
    leftovers: tuple[Leftover, ...] = ()

    @property
    def url(self) -> str:
        """The address of the article."""
        return self.item.article.url


PageOutcome = Written | Other
