"""Links and pictures point into the new site; done on the DOM, where an address is an attribute."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from urllib.parse import quote

from migrator import assets, urls
from migrator.dom import Node, addresses, attribute, parse
from migrator.models import Article, Asset, Localised, Note, Place
from migrator.plan import Plan
from migrator.plan.standins import path_and_part
from migrator.targets.base import Target


def localise(
    article: Article, place: Place, plan: Plan, target: Target, aliases: Sequence[str] = ()
) -> Localised:
    """The article with every address that the new site can answer rewritten.

    What was not received keeps its absolute address; a page of the old site that is not exported
    keeps its own, and is listed. `aliases` are the old paths that lead here.
    """
    rewriter = _Rewriter(article, place, plan, target)
    tree, without_alt = parse(article.body), list[str]()
    if tree.body is not None:
        without_alt = [attribute(i, "src") for i in tree.body.css("img") if not attribute(i, "alt")]
        for node, name, url in addresses(tree.body):
            node.attrs[name] = rewriter.link(url) if node.tag == "a" else rewriter.media(url)
        _drop_anchors(tree.body, place, plan)
    cover = article.cover.value if article.cover is not None else ""
    body = "" if tree.body is None else tree.body.inner_html or ""
    return Localised(
        article=replace(article, body=body, notes=(*article.notes, *rewriter.notes())),
        place=place,
        cover=rewriter.file(cover) or cover,
        assets=tuple(rewriter.copies),
        references=rewriter.references,
        aliases=tuple(aliases),
        not_exported=tuple(rewriter.not_exported),
        dead=tuple(rewriter.dead),
        without_alt=tuple(dict.fromkeys(without_alt)),
    )


def _drop_anchors(body: Node, place: Place, plan: Plan) -> None:
    """Only the parts that some link of the site names are worth a mark in the text."""
    for mark in body.css("a[id]:not([href])"):
        if (place.path, attribute(mark, "id")) not in plan.anchors:
            mark.unwrap() if mark.first_child is not None else mark.decompose()


@dataclass(slots=True)
class _Rewriter:
    """Decides one article's addresses, one after the other."""

    article: Article
    place: Place
    plan: Plan
    target: Target
    copies: dict[Asset, None] = field(default_factory=dict)
    references: dict[str, str] = field(default_factory=dict)
    not_exported: dict[str, None] = field(default_factory=dict)
    dead: dict[str, None] = field(default_factory=dict)
    has_lost_host: bool = False

    def link(self, url: str) -> str:
        """The target of a link as the new site needs it."""
        return self._noted(url, self._file_link(url) or self._page(url) or _as_it_was(url))

    def media(self, url: str) -> str:
        """The source of a picture, frame or player as the new site needs it."""
        return self._noted(url, self.file(url) or _as_it_was(url))

    def file(self, url: str) -> str:
        """How the document refers to the local copy; empty if there is none."""
        found = self.plan.copies.get((self.place.path, assets.key(url)))
        if found is None:
            return ""
        asset, reference = found
        self.copies[asset] = None
        return reference

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

    def _page(self, url: str) -> str:
        """The link to what answers this address: an exported page, or a list of the new site."""
        if urls.is_upload(url) or urls.host(url) not in self.plan.hosts or not _is_page(url):
            return ""
        key = urls.page_key(url)
        there = self.plan.by_page.get(key)
        if there is None:
            return self._standin(key) or self._unanswered(url, key)
        if there == self.place and urls.fragment(url):
            return urls.fragment(url)
        return quote(self.target.link(self.place, there)) + urls.fragment(url)

    def _standin(self, key: str) -> str:
        path, part = path_and_part(self.plan.standins.get(key, ""))
        return quote(path) + (f"#{quote(part)}" if part else "")

    def _unanswered(self, url: str, key: str) -> str:
        """The address as it was, listed: the old site may not have answered it either."""
        live = urls.without_index(url)
        (self.dead if key in self.plan.dead else self.not_exported).setdefault(live)
        return _as_it_was(live)


def _is_page(url: str) -> bool:
    return urls.is_web(url) or url.startswith("file:")


def _as_it_was(url: str) -> str:
    """A saved page that does not tell its host has no absolute addresses to keep, only paths."""
    return url.removeprefix("file://") if url.startswith("file:///") else url
