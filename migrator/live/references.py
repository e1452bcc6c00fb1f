"""The pictures and links of a page, as addresses; and those that still lead to the old host."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote

from bs4 import BeautifulSoup, Tag

from migrator import urls
from migrator.live.expected import ExpectedPage
from migrator.live.place import NewSite
from migrator.live.sheet import Finding, few
from migrator.verify.addresses import same_link

_PICTURES = ("src", "srcset", "data-src", "data-srcset", "data-lazy-src", "data-original", "poster")
_PLACES = ("href", "content", "action", "data", *_PICTURES)
_RESIZED = re.compile(r"(?:[-_](?:\d+x\d+|hu\w++|\d+w|scaled))+$")


def image_findings(page: ExpectedPage, root: Tag, url: str, site: NewSite) -> list[Finding]:
    """Is each picture of the export shown, under its own address or as a copy in another size?"""
    shown = {_key(each, site) for each in _pictures(root, url)}
    names = {_stem(key) for key in shown}
    wanted = dict.fromkeys(map(_same, page.images))
    lost = [key for key in wanted if key not in shown and _stem(key) not in names]
    return [Finding("image-missing", few(each or "/" for each in lost))] if lost else []


def link_findings(page: ExpectedPage, root: Tag, url: str, site: NewSite) -> list[Finding]:
    """Does the page lead wherever the export leads? What plays in it counts as a link."""
    tags = [*root.find_all("a", href=True), *root.find_all(["iframe", "embed", "video"], src=True)]
    written = (str(tag.get("href") or tag.get("src")) for tag in tags)
    there = {_key(urls.absolute(url, each), site) for each in written}
    wanted = {_same(link): link for link in page.links}
    lost = [link for same, link in wanted.items() if same not in there]
    return [Finding("link-missing", few(each or "/" for each in lost))] if lost else []


def foreign_findings(
    page: ExpectedPage, tree: BeautifulSoup, url: str, site: NewSite
) -> list[Finding]:
    """Addresses of the old host that the export does not know of, but for the canonical one."""
    known = {same_link(address) for address in page.left}
    found = (each for each in _everywhere(tree, url) if site.is_old(each))
    left = [each for each in dict.fromkeys(found) if same_link(each) not in known]
    return [Finding("old-host", few(left))] if left else []


def _key(url: str, site: NewSite) -> str:
    own = site.own(url)
    return site.key(own) if own else same_link(url)


def _same(link: str) -> str:
    return link if link.startswith("/") or not link else same_link(link)


def _stem(key: str) -> str:
    """The name of a picture without its ending, and without what tells a copy's size."""
    name = unquote(key).rpartition("/")[2].rpartition(".")[0] or key
    return _RESIZED.sub("", name)


def _pictures(root: Tag, url: str) -> Iterator[str]:
    for tag in root.find_all(["img", "source", "video", "a"]):
        names = ("href",) if tag.name == "a" else _PICTURES
        for name in names:
            yield from _read(tag, name, url)


def _everywhere(tree: BeautifulSoup, url: str) -> Iterator[str]:
    for tag in tree.find_all(True):
        if tag.name == "link" and "canonical" in tag.get_attribute_list("rel"):
            continue
        for name in _PLACES:
            yield from _read(tag, name, url)


def _read(tag: Tag, name: str, url: str) -> Iterator[str]:
    """The addresses in an attribute; of `srcset` all."""
    said = str(tag.get(name) or "").strip()
    if name == "content" and "://" not in said[:8]:
        return
    parts = re.split(r",\s+", said) if name.endswith("srcset") else [said]
    for part in parts:
        yield urls.absolute(url, part.split()[0] if name.endswith("srcset") and part else part)
