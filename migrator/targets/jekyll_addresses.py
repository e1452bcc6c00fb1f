"""The addresses of a Jekyll site beside its pages: lists, feeds, and old ones with pages there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import PurePosixPath

from migrator.models import Moved, Site
from migrator.targets.html import without_controls
from migrator.targets.labels import label

POSTS, TAGS, FEED = "/posts/", "/tags/", "/feed.xml"
FILES = ("style.css", "sitemap.xml", "robots.txt", "redirects.json", "assets")
_PAGES = (".html", ".htm")
_NOT_IN_A_PATH = re.compile(r"\.\.|\./|//|[\\\x00-\x1f\x7f]")
_LONGEST_NAME = 250  # bytes


def tag_list(name: str) -> str:
    """The address of the list of a tag's posts."""
    return f"{TAGS}{label(name)}/"


def tag_lists(site: Site) -> Mapping[str, Sequence[str]]:
    """The addresses of the lists of tags, each with the tags that share it."""
    every = (tag.value for item in site.items for tag in item.article.tags)
    lists: dict[str, list[str]] = {}
    for name in dict.fromkeys(map(without_controls, every)):
        lists.setdefault(tag_list(name), []).append(name)
    return lists


def feeds(site: Site) -> Sequence[str]:
    """Where the feed stands: the usual address, and wherever one of the old site stood."""
    old = (move.old for move in site.moves if move.moved is Moved.FEED)
    told = (address for address in (site.old_feed, *old) if address.endswith(".xml"))
    return [*dict.fromkeys([FEED, *filter(_is_possible, told)])]


def main_feed(site: Site) -> str:
    """The address that pages tell: where readers of the old site look, they stay."""
    return site.old_feed if site.old_feed in feeds(site) else FEED


def answered(site: Site) -> Mapping[str, Sequence[str]]:
    """The old addresses that can have a page of their own, by where they lead.

    They are spelt as Jekyll wants them, to which `%` and `:` say more than themselves.
    """
    pages = (item.place.permalink for item in site.items)
    taken = {_file(address) for address in ("/", POSTS, TAGS, *pages, *tag_lists(site))}
    taken |= {feed.lstrip("/") for feed in feeds(site)} | {*FILES}
    folders = {folder for file in taken for folder in _folders(file)}
    found: dict[str, list[str]] = {}
    for old, new in _led(site):
        address = old if old.endswith(("/", *_PAGES)) else f"{old}/"
        file = _file(address)
        is_free = file not in taken and file not in folders and taken.isdisjoint(_folders(file))
        if is_free and _is_possible(address):
            taken.add(file)
            folders.update(_folders(file))
            found.setdefault(new, []).append(address.replace("%", "%25").replace(":", "%3A"))
    return found


def _led(site: Site) -> Iterator[tuple[str, str]]:
    """Each old address of a page or a list, and where it leads."""
    for item in site.items:
        yield from ((old, item.place.permalink) for old in item.aliases)
    for move in site.moves:
        if move.moved is Moved.LIST and not move.covers_below and "?" not in move.old:
            yield move.old, move.new


def _file(address: str) -> str:
    """The file that Jekyll writes for the address of a page."""
    path = address.lstrip("/")
    return path if path.endswith(_PAGES) else f"{path}index.html"


def _folders(file: str) -> list[str]:
    return [str(folder) for folder in PurePosixPath(file).parents]


def _is_possible(address: str) -> bool:
    names = address.split("/")
    is_short = all(len(name.encode()) < _LONGEST_NAME for name in names)
    return is_short and not _NOT_IN_A_PATH.search(address)
