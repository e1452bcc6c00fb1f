"""What is written, and what became of each page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from migrator.models.articles import Article
from migrator.models.readings import Failed, Feed, LeftOut, Merged


@dataclass(frozen=True, slots=True)
class Place:
    """Where an article goes: `path` inside the site folder, `permalink` on the new site."""

    slug: str
    path: PurePosixPath
    permalink: str


@dataclass(frozen=True, slots=True)
class Asset:
    """A file of the old site and its copy: `path` is inside the site folder.

    `kept_at` is its address in the archive, if that is another one.
    """

    url: str
    path: PurePosixPath
    kept_at: str = ""


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


@dataclass(frozen=True, slots=True)
class Localised:
    """An article whose links and images point into the new site.

    `references` maps each address of the old site to what now stands in its place.
    """

    article: Article
    place: Place
    cover: str = ""
    assets: tuple[Asset, ...] = ()
    references: Mapping[str, str] = field(default_factory=dict)
    not_exported: tuple[str, ...] = ()  # addresses of the old site that no exported page answers


@dataclass(frozen=True, slots=True)
class Rendered:
    """A localised article and its body as Markdown; `embeds` are what the target spelt in it."""

    item: Localised
    markdown: str
    embeds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """One file of the new site, before it is written; `path` is inside the output folder."""

    path: PurePosixPath
    content: bytes


@dataclass(frozen=True, slots=True)
class Difference:
    """What the second reading found: `what` differs, with both sides."""

    what: str
    source: str
    written: str


@dataclass(frozen=True, slots=True)
class Written:
    """An article that became a document, and what the second reading says about it."""

    item: Localised
    differences: tuple[Difference, ...] = ()

    @property
    def url(self) -> str:
        """The address of the article."""
        return self.item.article.url


PageOutcome = Written | Merged | Feed | LeftOut | Failed
