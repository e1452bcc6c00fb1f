"""A built site, read from its HTML alone: as a visitor's browser would, without any builder."""

from __future__ import annotations

import re
import unicodedata
from base64 import b64decode
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from hashlib import sha256
from html import unescape
from pathlib import Path
from urllib.parse import quote, unquote, urljoin, urlsplit

from bs4 import BeautifulSoup, Tag

_REFRESH = re.compile(
    r"\s*[\d.]+\s*[;,]\s*url\s*=\s*['\"]?(.*?)['\"]?\s*", re.IGNORECASE | re.DOTALL
)
_HOST = "built.example"  # where the site is taken to lie
_INLINE = re.compile(r"data:[^,]*;base64,(.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Reads:
    """Where a theme puts what: selectors. The defaults are what our own templates promise.

    `noise` is taken off a page first. `silent` names the facts (as in `reader.CHECKS`) that a
    theme does not show. `hosts` are those that the site takes for its own; whatever lies below the
    folders `unlisted` is not published; `unanswered` are old addresses, decoded, for which the
    builder can have no page.
    """

    article: str = "article"
    body: str = ".body"
    title: str = "h1"
    instant: str = "time[datetime]"
    tags: str = 'a[rel~="tag"]:not([rel~="category"])'
    categories: str = 'a[rel~="category"], [data-category]'
    comments: str = "#comments"
    noise: str = "script, style, template, a.headerlink"
    silent: frozenset[str] = frozenset()
    hosts: frozenset[str] = frozenset([_HOST, "new.example", "localhost", "127.0.0.1"])
    unlisted: tuple[str, ...] = ()
    unanswered: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Link:
    """A link, or the source of a picture: `is_own` if it leads into the built site.

    `file` answers it there, empty if none does; `digest` is the sha256 of its bytes, where
    they are asked for.
    """

    written: str
    is_own: bool
    file: str = ""
    fragment: str = ""
    digest: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the built site, called by its file; `whole` is all its text.

    What stands from `title` on is told of a page with a single article.
    """

    path: str
    lang: str
    ids: frozenset[str]
    links: tuple[Link, ...]
    whole: str
    leads_to: Link | None = None
    title: str = ""
    instant: str = ""
    tags: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    text: str = ""
    images: tuple[Link, ...] = ()
    documents: tuple[Link, ...] = ()  # what the body links to
    counts: Mapping[str, int] = field(default_factory=dict)  # of elements in the body
    html: str = ""  # of the body
    comments: int = 0


@dataclass(frozen=True, slots=True)
class Files:
    """The files of a built site, by their names in composed form, and what they answer."""

    root: Path
    names: Mapping[str, str]
    hosts: frozenset[str]

    @staticmethod
    def below(root: Path, hosts: frozenset[str]) -> Files:
        """All files of a folder."""
        found = (path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file())
        return Files(root, {_composed(name): name for name in sorted(found)}, hosts)

    def answer(self, path: str) -> str:
        """The file that a plain web server sends for a decoded path; empty if it has none."""
        name = _composed(path).lstrip("/")
        folder = f"{name.rstrip('/')}/index.html".lstrip("/")
        asked = (folder,) if not name or name.endswith("/") else (name, folder, f"{name}.html")
        return next((self.names[each] for each in asked if each in self.names), "")

    def link(self, page: str, written: str) -> Link:
        """What an address means on a page."""
        if inline := _INLINE.fullmatch(written):
            return Link(written, True, page, digest=sha256(b64decode(inline[1])).hexdigest())
        address = page.removesuffix("index.html") if page.endswith("/index.html") else page
        address = "" if page == "index.html" else address
        parts = urlsplit(urljoin(f"http://{_HOST}/{quote(address)}", written.strip()))
        if parts.scheme not in ("http", "https") or parts.hostname not in self.hosts:
            return Link(written, False)
        return Link(written, True, self.answer(unquote(parts.path)), unquote(parts.fragment))

    def loaded(self, page: str, written: str) -> Link:
        """The same for a picture or document, with the digest of its bytes."""
        link = self.link(page, written)
        if not link.file or link.digest:
            return link
        return replace(link, digest=sha256((self.root / link.file).read_bytes()).hexdigest())


@dataclass(frozen=True, slots=True)
class BuiltSite:
    """All pages of a built site by their files, and all files."""

    pages: Mapping[str, Page]
    files: Files

    @property
    def shown(self) -> tuple[Page, ...]:
        """The pages that do not lead on to others at once."""
        return tuple(page for page in self.pages.values() if page.leads_to is None)


def read_site(root: Path, reads: Reads | None = None) -> BuiltSite:
    """Read every page below a folder."""
    reads = reads or Reads()
    files = Files.below(root, reads.hosts)
    named = (name for name in files.names.values() if name.endswith((".html", ".htm")))
    published = [name for name in named if not name.startswith(reads.unlisted)]
    return BuiltSite({name: _page(name, files, reads) for name in published}, files)


def _page(name: str, files: Files, reads: Reads) -> Page:
    tree = BeautifulSoup((files.root / name).read_bytes(), "html.parser", from_encoding="utf-8")
    for noise in tree.select(reads.noise):
        noise.decompose()
    page = Page(
        path=name,
        lang=_lang(tree, reads),
        ids=frozenset(
            str(tag.get("id") or tag.get("name")) for tag in tree.select("[id], a[name]")
        ),
        links=tuple(files.link(name, str(a["href"])) for a in tree.select("a[href]")),
        whole=words(tree),
        leads_to=_leads_to(tree, name, files),
    )
    comments = _without_comments(tree, reads)
    articles = [found for found in tree.select(reads.article) if not found.find_parent("article")]
    if len(articles) != 1:
        return page
    return replace(_with_article(page, tree, articles[0], files, reads), comments=comments)


def _with_article(
    page: Page, tree: BeautifulSoup, article: Tag, files: Files, reads: Reads
) -> Page:
    """The page with what its one article says."""
    body, time = article.select_one(reads.body), article.select_one(reads.instant)
    shown = [] if body is None else body.find_all(True)
    images = [str(tag.get("src", "")) for tag in shown if tag.name == "img"]
    linked = [str(tag["href"]) for tag in shown if tag.name == "a" and tag.has_attr("href")]
    return replace(
        page,
        title=words(tree.select_one(reads.title)),
        instant=str(time["datetime"]) if time else "",
        tags=_texts(article, reads.tags),
        categories=_texts(article, reads.categories),
        text=words(body),
        images=tuple(files.loaded(page.path, source) for source in images),
        documents=tuple(files.loaded(page.path, address) for address in linked),
        counts=Counter(tag.name for tag in shown),
        html=unescape(str(body or "")),
    )


def _without_comments(tree: BeautifulSoup, reads: Reads) -> int:
    """How many comments there are; they are taken off, since each may be an article."""
    sections = tree.select(reads.comments)
    number = sum(len(each.select("li") or each.select("article")) for each in sections)
    for section in sections:
        section.decompose()
    return number


def _lang(tree: BeautifulSoup, reads: Reads) -> str:
    """The language of the article, else that of the whole page."""
    article = tree.select_one(reads.article)
    said = article.get("lang") if article else ""
    html = tree.select_one("html[lang]")
    return str(said or (html["lang"] if html else ""))


def _leads_to(tree: BeautifulSoup, name: str, files: Files) -> Link | None:
    """Where the page sends its visitors at once, if it does."""
    for meta in tree.select('meta[http-equiv="refresh" i][content]'):
        if found := _REFRESH.fullmatch(str(meta["content"])):
            return files.link(name, found[1])
    return None


def _texts(within: Tag, selector: str) -> tuple[str, ...]:
    return tuple(words(tag) for tag in within.select(selector))


def words(tag: Tag | None) -> str:
    """All text of an element as one line."""
    return one_line(tag.get_text()) if tag is not None else ""


def one_line(text: str) -> str:
    """The composed text, with one blank wherever there is white space."""
    return " ".join(_composed(text).split())


def _composed(text: str) -> str:
    return unicodedata.normalize("NFC", text)
