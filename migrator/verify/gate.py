"""The gate: does a document still lead to the old host, and what is it that is missing?

An address may stay where the copy could not be had, where its page was not exported, or where the
owner wrote it as words. Where everything was there to rewrite it, the fault is ours.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from bs4 import BeautifulSoup

from migrator.models import Article, Leftover, Rendered
from migrator.verify.addresses import same_file, same_link
from migrator.verify.written import RENDERER

_PLATFORM = re.compile(
    r"(?:[\w-]+\.)*(?:webnode\.[a-z]{2,6}(?:\.[a-z]{2})?|cdnwnd\.com|[a-z]+-cdnwnd\.com"
    r"|(?:d11bh4d8fhuq47|d1di2lzuh97fh2|duyn491kcolsw)\.cloudfront\.net)"
)
_NAMED = re.compile(rf"(?<![\w@./-]){_PLATFORM.pattern}(?![\w-]|\.\w)")
_UPLOAD = re.compile(r"\d{9}-[0-9a-f]{6,10}")
_ADDRESS = re.compile(r"(?:https?:)?//[^\s<>\"'()\[\]]+")
_QUERY = re.compile(r"[?&]ph=[0-9a-f]{6,}")
_PLACES = ("href", "src", "poster", "srcset", "data")
_NO_COPY = "the file could not be had: there is no copy"
_NO_REWRITE = "the copy is there, but the address was not rewritten"
_NO_PAGE = "the page was not exported"
_DEAD = "the old site itself did not answer it"
_OWN = "the owner's own link to the platform"
_VISITORS = "in what a visitor wrote, which stays as it was"
_WORDS = "written as words"


@dataclass(frozen=True, slots=True)
class OldSite:
    """What is known of the old site: its hosts, the files that came, and the pages that did."""

    hosts: frozenset[str]
    files: frozenset[str]
    missing: frozenset[str]
    pages: frozenset[str]

    @staticmethod
    def of(pages: Iterable[str], files: Iterable[str], missing: Iterable[str]) -> OldSite:
        """From the addresses as they stand."""
        known = frozenset(pages)
        return OldSite(
            frozenset(map(_host, known)) - {""},
            frozenset(map(same_file, files)) - {""},
            frozenset(map(same_file, missing)) - {""},
            frozenset(map(_page, known)),
        )


def leftovers(page: Rendered, old: OldSite) -> tuple[Leftover, ...]:
    """Every address of the old host in the document, and why it is there."""
    article = page.item.article
    facts = " ".join(fact.value for fact in (article.title, article.description) if fact)
    visitors = (Leftover(address, _VISITORS) for address in sorted(_words(_messages(article), old)))
    head = (Leftover(address, _WORDS) for address in sorted(_words(facts, old)))
    return tuple(dict.fromkeys([*_in_text(page, old), *head, *visitors]))


def _in_text(page: Rendered, old: OldSite) -> Iterator[Leftover]:
    """What the body and the cover lead to, and then what the body says in words."""
    if not (_words(page.markdown, old) or _is_old(page.item.cover, old)):
        return
    root = BeautifulSoup(RENDERER.render(page.markdown), "html.parser")
    followed = [a for a in dict.fromkeys([*_linked(root), page.item.cover]) if _is_old(a, old)]
    yield from (_leftover(address, page, old) for address in followed)
    said = sorted(_words(root.get_text(" "), old) - {*followed})
    yield from (Leftover(address, _WORDS) for address in said)


def _messages(article: Article) -> str:
    """What visitors wrote, with the addresses of their links."""
    said = (part for c in article.comments for part in (c.title, c.text, *c.links))
    return "\n".join(said)


def _words(text: str, old: OldSite) -> set[str]:
    """The addresses of the old host in a text, and the platform's hosts that it names."""
    written = (found for found in _ADDRESS.findall(text) if _is_old(found, old))
    return {*written, *(found[0] for found in _NAMED.finditer(text))}


def _linked(root: BeautifulSoup) -> Iterator[str]:
    """The addresses that a browser follows or loads."""
    for element in root.find_all(True):
        for name in _PLACES:
            if value := element.get(name):
                yield str(value)


def _is_old(address: str, old: OldSite) -> bool:
    host = _host(address)
    is_own = host in old.hosts or host.removeprefix("files.") in old.hosts
    return is_own or bool(_PLATFORM.fullmatch(host)) or bool(host and _QUERY.search(address))


def _page(address: str) -> str:
    """A page, whatever part of it is meant, with `www.` or without."""
    return same_link(address).partition("#")[0].rstrip("/").replace("//www.", "//", 1)


def _host(address: str) -> str:
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    usual = ":80" if parts.scheme == "http" else ":443"
    return parts.netloc.lower().removesuffix(usual).removeprefix("www.")


def _leftover(address: str, page: Rendered, old: OldSite) -> Leftover:
    item, file = page.item, same_file(address)
    link = same_link(address)
    if link in map(same_link, item.dead):
        return Leftover(address, _DEAD)
    if link in map(same_link, item.not_exported):
        return Leftover(address, _NO_PAGE)
    if file and file in old.missing:
        return Leftover(address, _NO_COPY)
    is_of_site = bool(_UPLOAD.fullmatch(file)) or _host(address) in old.hosts
    if _page(address) in old.pages or (is_of_site and file in old.files):
        return Leftover(address, _NO_REWRITE, is_fault=True)
    return Leftover(address, _OWN)
