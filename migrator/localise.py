"""Links and pictures point into the new site; done on the DOM, where an address is an attribute."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath
from urllib.parse import quote

from migrator import assets, comments, urls
from migrator.dom import addresses, parse
from migrator.models import Article, Asset, Localised, Note, Place, StoredFile
from migrator.plan import Plan
from migrator.targets.base import Target


def localise(
    article: Article,
    place: Place,
    plan: Plan,
    files: Mapping[str, StoredFile],
    target: Target,
) -> Localised:
    """The article with every address that the new site can answer rewritten.

    `files` holds what was received, by `assets.key`. What was not received keeps its absolute
    address; a page of the old site that is not exported keeps its own, and is listed.
    """
    rewriter = _Rewriter(article, place, plan, files, target)
    tree = parse(article.body)
    if tree.body is not None:
        for node, name, url in addresses(tree.body):
            node.attrs[name] = rewriter.link(url) if node.tag == "a" else rewriter.media(url)
    cover = article.cover.value if article.cover is not None else ""
    body = "" if tree.body is None else tree.body.inner_html or ""
    return Localised(
        article=replace(article, body=body, notes=(*article.notes, *rewriter.notes())),
        place=place,
        cover=rewriter.file(cover) or cover,
        assets=tuple(rewriter.copies.values()),
        references=rewriter.references,
        not_exported=tuple(rewriter.not_exported),
    )


@dataclass(slots=True)
class _Rewriter:
    """Decides one article's addresses, one after the other."""

    article: Article
    place: Place
    plan: Plan
    files: Mapping[str, StoredFile]
    target: Target
    copies: dict[str, Asset] = field(default_factory=dict)
    references: dict[str, str] = field(default_factory=dict)
    not_exported: dict[str, None] = field(default_factory=dict)
    has_lost_host: bool = False

    def link(self, url: str) -> str:
        """The target of a link as the new site needs it."""
        return self._noted(url, self._page(url) or self._file_link(url) or _as_it_was(url))

    def media(self, url: str) -> str:
        """The source of a picture, frame or player as the new site needs it."""
        return self._noted(url, self.file(url) or _as_it_was(url))

    def file(self, url: str) -> str:
        """The name of the local copy beside the document; empty if there is none."""
        found = self.files.get(assets.key(url)) if url else None
        return "" if found is None else self._copy(found).path.name

    def _file_link(self, url: str) -> str:
        name = self.file(url)
        return name + urls.fragment(url) if name else ""

    def _noted(self, url: str, new: str) -> str:
        if new != url:
            self.references[url] = new
        if url.startswith("file:") and new == _as_it_was(url):
            self.has_lost_host = True
        return new

    def notes(self) -> tuple[Note, ...]:
        """Where a saved page does not tell its address, its links into the old site lack a host."""
        told = "the saved page does not tell its address: its links into the old site have no host"
        return (Note("localise", told),) if self.has_lost_host else ()

    def _copy(self, file: StoredFile) -> Asset:
        key = assets.key(file.url)
        if key not in self.copies:
            folder = self.place.path.parent
            path = _free(folder / urls.safe_file_name(file.url, file.extension), self._taken())
            self.copies[key] = Asset(file.url, path, file.kept_at)
        return self.copies[key]

    def _taken(self) -> set[str]:
        """Names that a copy must not have: the document's own is one of them."""
        ours = ("index.md", "_index.md", comments.NAME)
        documents = {str(self.place.path.with_name(name)) for name in ours}
        return documents | {str(asset.path).lower() for asset in self.copies.values()}

    def _page(self, url: str) -> str:
        """The link to the exported page that answers this address."""
        if urls.is_upload(url) or urls.host(url) not in self.plan.hosts or not _is_page(url):
            return ""
        there = self.plan.by_page.get(urls.page_key(url))
        if there is None:
            live = urls.without_index(url)
            self.not_exported.setdefault(live)
            return _as_it_was(live)
        if there == self.place and urls.fragment(url):
            return urls.fragment(url)
        return quote(self.target.link(self.place, there), safe="/.-_~") + urls.fragment(url)


def _is_page(url: str) -> bool:
    return urls.is_web(url) or url.startswith("file:")


def _as_it_was(url: str) -> str:
    """A saved page that does not tell its host has no absolute addresses to keep, only paths."""
    return url.removeprefix("file://") if url.startswith("file:///") else url


def _free(path: PurePosixPath, taken: set[str]) -> PurePosixPath:
    number, free = 1, path
    while str(free).lower() in taken:
        number += 1
        free = path.with_stem(f"{path.stem}-{number}")
    return free
