"""Links and pictures point into the new site; done on the DOM, where an address is an attribute."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath
from urllib.parse import quote, urlsplit

from selectolax.lexbor import LexborHTMLParser

from migrator import assets, urls
from migrator.dom import addresses
from migrator.models import Article, Asset, Localised, Place, StoredFile
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
    desk = _Desk(article, place, plan, files, target)
    tree = LexborHTMLParser(article.body)
    if tree.body is not None:
        for node, name, url in addresses(tree.body):
            node.attrs[name] = desk.rewrite(url, is_link=node.tag == "a")
    cover = "" if article.cover is None else desk.file(article.cover.value)
    body = "" if tree.body is None else tree.body.inner_html or ""
    return Localised(
        article=replace(article, body=body),
        place=place,
        cover=cover or ("" if article.cover is None else article.cover.value),
        assets=tuple(desk.copies.values()),
        references=desk.references,
        not_exported=tuple(desk.not_exported),
    )


@dataclass(slots=True)
class _Desk:
    """Where one article's addresses are decided, one after the other."""

    article: Article
    place: Place
    plan: Plan
    files: Mapping[str, StoredFile]
    target: Target
    copies: dict[str, Asset] = field(default_factory=dict)
    references: dict[str, str] = field(default_factory=dict)
    not_exported: dict[str, None] = field(default_factory=dict)

    def rewrite(self, url: str, *, is_link: bool) -> str:
        """The address as the new site needs it."""
        new = (self._page(url) if is_link else "") or self.file(url) or _as_it_was(url)
        if new != url:
            self.references[new] = url
        return new

    def file(self, url: str) -> str:
        """The name of the local copy beside the document; empty if there is none."""
        found = self.files.get(assets.key(url)) if url else None
        if found is None:
            return ""
        name = self._copy(found).path.name
        self.references[name] = url
        return name

    def _copy(self, file: StoredFile) -> Asset:
        key = assets.key(file.url)
        if key not in self.copies:
            folder = self.place.path.parent
            path = _free(folder / urls.safe_file_name(file.url, file.extension), self._taken())
            self.copies[key] = Asset(file.url, path)
        return self.copies[key]

    def _taken(self) -> set[str]:
        return {str(asset.path).lower() for asset in self.copies.values()}

    def _page(self, url: str) -> str:
        """The link to the exported page that answers this address."""
        if urls.is_upload(url) or urls.host(url) not in self.plan.hosts or not _is_page(url):
            return ""
        fragment = urlsplit(url).fragment
        fragment = f"#{fragment}" if fragment else ""
        there = self.plan.by_page.get(urls.page_key(url))
        if there is None:
            live = urls.without_index(url)
            self.not_exported.setdefault(live)
            return _as_it_was(live)
        if there == self.place and fragment:
            return fragment
        return quote(self.target.link(self.place, there), safe="/.-_~") + fragment


def _is_page(url: str) -> bool:
    return url.startswith(("http:", "https:", "file:"))


def _as_it_was(url: str) -> str:
    """A saved page that does not tell its host has no absolute addresses to keep, only paths."""
    return url.removeprefix("file://") if url.startswith("file:///") else url


def _free(path: PurePosixPath, taken: set[str]) -> PurePosixPath:
    number, free = 1, path
    while str(free).lower() in taken:
        number += 1
        free = path.with_stem(f"{path.stem}-{number}")
    return free
