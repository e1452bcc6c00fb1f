"""What the new site must answer, as the export has it: addresses, pages, files, feed.

The words of a page are those of its Markdown, rendered as the second reading renders it.
"""

from __future__ import annotations

import mimetypes
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import PurePosixPath
from posixpath import normpath
from urllib.parse import quote, unquote

from bs4 import BeautifulSoup

from migrator import urls
from migrator.archive import Archive
from migrator.errors import MigratorError
from migrator.live.digests import digest_of
from migrator.live.heads import Head, head_of, tree_of
from migrator.live.old import OldAddress, addresses, unanswerable
from migrator.models import Asset, Kind, Leftover, Rendered, Written
from migrator.pipeline import Export
from migrator.plan.standins import feed_of
from migrator.redirects.rule import page as page_key
from migrator.verify.text import FRAMES, visible
from migrator.verify.written import RENDERER

_HERE = "https://new.invalid"  # stands for the new site, wherever it will be
_GHOST = "__GHOST_URL__"  # so does this, in a file for Ghost's importer
_HEADINGS = ["h1", "h2", "h3", "h4", "h5", "h6"]
_LEFT_OUT = frozenset(["mailto", "tel", "javascript", "data"])


@dataclass(frozen=True, slots=True)
class ExpectedFile:
    """A picture or document: its decoded path, and the digest of its bytes if that is known."""

    path: str
    digest: str = ""

    @property
    def is_image(self) -> bool:
        """Must it be answered as a picture?"""
        return (mimetypes.guess_type(self.path)[0] or "").startswith("image/")


@dataclass(frozen=True, slots=True)
class ExpectedPage:
    """One page: `url` is its old address, `path` the decoded new one.

    `images` and `links` are keys of own addresses as `NewSite.key` makes them, or addresses of
    other sites; `left` are the addresses of the old host that the export could not rewrite.
    """

    url: str
    path: str
    kind: Kind
    title: str = ""
    description: str = ""
    language: str = ""
    date: datetime | None = None
    text: str = ""  # as a reader sees it, in one line
    headings: tuple[str, ...] = ()
    images: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    files: tuple[ExpectedFile, ...] = ()
    left: frozenset[str] = frozenset()
    guid: str = ""
    old: Head = field(default_factory=Head)

    @property
    def keys(self) -> frozenset[str]:
        """Where it may stand: a home page may have a name, and still be shown at the root."""
        home = [""] if self.kind is Kind.HOME else []
        return frozenset([page_key(self.path), *home])


@dataclass(frozen=True, slots=True)
class Expected:
    """The whole site for one target. `old_hosts` are never asked; `feed` is a decoded path.

    `keeps_feed` says that the feed goes on with all posts and their old ids; `rules` is the folder
    of the redirects.
    """

    target: str
    pages: tuple[ExpectedPage, ...]
    addresses: tuple[OldAddress, ...]
    unanswerable: tuple[tuple[str, str], ...]
    old_hosts: frozenset[str]
    feed: str = ""
    keeps_feed: bool = False
    rules: str = "redirects"


def expected(export: Export, archive: Archive) -> Expected:
    """What the export promises. Raises MigratorError for a target without addresses."""
    if not any(page.item.place.permalink for page in export.pages):
        told = f"{export.target.name} has no addresses: there is no site to check"
        raise MigratorError(told, "Export to a target with addresses, with --to hugo for example.")
    published = [page for page in export.pages if not page.item.article.is_draft]
    files = _Files(export, archive)
    left = {o.url: o.leftovers for o in export.outcomes if isinstance(o, Written)}
    old_feed = feed_of(export.gathered.survey.others)
    return Expected(
        target=export.target.name,
        pages=tuple(_page(page, export, archive, files, left) for page in published),
        addresses=tuple(addresses(export, published)),
        unanswerable=tuple(unanswerable(export, published)),
        old_hosts=frozenset(_hosts(export)) - {""},
        feed=export.target.offers.feed_for(old_feed),
        keeps_feed=export.target.offers.keeps_feed,
        rules=str(PurePosixPath("redirects", *export.target.root.parts[1:])),
    )


def _hosts(export: Export) -> Iterator[str]:
    """The old site's, and those of the platform that kept its files."""
    yield from (urls.host(page.item.article.url) for page in export.pages)
    stored = export.gathered.files.values()
    yield from (urls.host(file.url) for file in stored if urls.is_upload(file.url))


class _Files:
    """The files of pages, with the digests that the archive knows; each is looked up once."""

    def __init__(self, export: Export, archive: Archive) -> None:
        self._archive, self.known = archive, _Known(export.pages)
        self._stored = {file.url: file for file in export.gathered.files.values()}
        self._found: dict[str, ExpectedFile] = {}

    def of(self, assets: Iterable[Asset]) -> Iterator[ExpectedFile]:
        for asset in assets:
            if asset.permalink not in self._found:
                digest = digest_of(self._archive, asset, self._stored.get(asset.url))
                self._found[asset.permalink] = ExpectedFile(asset.permalink, digest)
            yield self._found[asset.permalink]


def _page(
    page: Rendered,
    export: Export,
    archive: Archive,
    files: _Files,
    left: dict[str, tuple[Leftover, ...]],
) -> ExpectedPage:
    item, article, cannot = page.item, page.item.article, export.target.cannot
    body = _rendered(page)
    longest = export.target.longest_title or None
    known = (leftover.address for leftover in left.get(article.url, ()))
    return ExpectedPage(
        url=article.url,
        path=item.place.permalink,
        kind=article.kind.place,
        title=article.title.value[:longest],
        description=_fact(article.description) if "description" not in cannot else "",
        language=_fact(article.language) if "language" not in cannot else "",
        date=article.date.value if article.date else None,
        text=visible(body),
        headings=tuple(visible(heading) for heading in body.find_all(_HEADINGS)),
        images=tuple(_addresses(body, page, "img", "src", files.known)),
        links=tuple(_addresses(body, page, "a", "href", files.known)),
        files=tuple(dict.fromkeys(files.of(item.assets))),
        left=frozenset((*known, *item.not_exported, *item.dead)),
        guid=_fact(article.guid),
        old=_old_head(archive, article.url),
    )


def _fact(fact: object) -> str:
    return str(getattr(fact, "value", ""))


def _rendered(page: Rendered) -> BeautifulSoup:
    """The Markdown as a reader sees it; what is embedded says nothing of its own."""
    markdown = page.markdown
    for embed in page.embeds:
        markdown = markdown.replace(embed, "")
    tree = BeautifulSoup(RENDERER.render(markdown), "html.parser")
    for frame in tree.find_all([*FRAMES]):
        frame.extract()
    return tree


def _addresses(
    body: BeautifulSoup, page: Rendered, tag: str, name: str, known: _Known
) -> Iterator[str]:
    for node in body.find_all(tag, attrs={name: True}):
        written = str(node[name]).replace(_GHOST, _HERE)
        scheme = written.partition(":")[0].lower()
        if not written.startswith("#") and scheme not in _LEFT_OUT:
            yield known.address(written, page)


class _Known:
    """What stands at which path of the output folder, and its address on the new site."""

    def __init__(self, pages: Sequence[Rendered]) -> None:
        places = ((each.item.place.path, each.item.place.permalink) for each in pages)
        copies = ((copy.path, copy.permalink) for each in pages for copy in each.item.assets)
        self._paths = {str(path): permalink for path, permalink in (*places, *copies)}

    def address(self, written: str, page: Rendered) -> str:
        """What a document refers to: a document or copy by where it lies, all else as it says."""
        path = unquote(written.partition("#")[0])
        there = self._paths.get(normpath(page.item.place.path.parent / path))
        if there is not None and path:
            return page_key(there)
        found = urls.absolute(_HERE + quote(page.item.place.permalink), written)
        return page_key(urls.path_of(found)) if urls.host(found) == urls.host(_HERE) else found


def _old_head(archive: Archive, url: str) -> Head:
    """What the old page told; nothing where it cannot be read any more."""
    try:
        snapshot = archive.snapshot(url)
    except (MigratorError, ValueError):
        return Head()
    return head_of(tree_of(snapshot.body), url)
