"""MkDocs with the Material theme and its blog: texts and files below `docs/`, settings, two hooks.

The hooks bring CommonMark, comments, redirects, and a feed with the ids of the old one.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import replace
from html import escape
from pathlib import PurePosixPath
from urllib.parse import quote

from migrator.frontmatter import Field, fields, quoted
from migrator.markdown import to_markdown
from migrator.models import Document, Kind, Localised, Place, Rendered, Site, Spot
from migrator.targets.base import Layout, Offers, Target, beside, documents, starter
from migrator.targets.python_site import as_html, framed, moved_lists, shared, title_as_html
from migrator.targets.words import words

_SETTINGS = PurePosixPath("mkdocs.yml")
_HOME = PurePosixPath("docs/index.md")
_BLOG = PurePosixPath("docs/blog/index.md")
_TAGS = PurePosixPath("docs/tags.md")
_FEED = "/feed.xml"
_BESIDE = beside("docs/files")
_READ_BY_MKDOCS = frozenset(".htm .html .json .markdown .md .mdown .mkd .mkdn .xml".split())
_LANGUAGES = {
    name.lower(): name
    for name in (
        "af ar az be bg bn ca cs cy da de el en eo es et eu fa fi fr gl he hi hr hu hy id is it ja"
        " ka kn ko lb lt lv mk mn ms my nb nl nn pl pt pt-BR ro ru sa si sk sl sq sr sv ta te th"
        " tr uk ur uz vi zh zh-Hant zh-TW"
    ).split()
}
"""Those that the theme has words for."""


def _link(here: Place, there: Place) -> str:
    """From document to document, so that MkDocs itself sees to it that they are there."""
    return posixpath.relpath(str(there.path), str(here.path.parent))


def _keep(root: PurePosixPath, here: Place, name: str, is_shared: bool) -> Spot:
    """Beside the document, but for what MkDocs would make pages of, and what the home page has."""
    is_apart = PurePosixPath(name).suffix.lower() in _READ_BY_MKDOCS or here.permalink == "/"
    if not (is_apart or is_shared):
        return _BESIDE(root, here, name, False)
    below = name if is_shared else posixpath.join(here.slug, name)
    path = root / "docs" / "files" / below
    reference = posixpath.relpath(str(path), str(here.path.parent))
    return Spot(path, quote(reference), f"/files/{below}")


def _write(target: Target, site: Site) -> Iterator[Document]:
    """Each text begins with its title: from there Material takes it, in lists, too."""
    pages = tuple(replace(page, markdown=_titled(page)) for page in site.pages)
    return documents(target, replace(site, pages=pages))


def _titled(page: Rendered) -> str:
    return f"{_heading(page.item.article.title.value)}\n{page.markdown}".rstrip("\n") + "\n"


def _heading(title: str) -> str:
    return to_markdown(f"<h1>{escape(title)}</h1>")


def _settings(target: Target, site: Site) -> Iterator[Document]:
    """Everything but the texts; what is this site's own stands around the other settings."""
    for document in starter("mkdocs"):
        if document.path == _SETTINGS:
            text = f"{_own(site)}{document.content.decode()}{_more(target, site)}"
            document = Document(document.path, text.encode())
        yield document
    yield from shared("hooks")
    yield from _lists(site)
    if not any(item.article.kind is Kind.HOME for item in site.items):
        yield Document(_HOME, _heading(site.title).encode())


def _lists(site: Site) -> Iterator[Document]:
    """The pages that Material fills: with the posts, and with the tags."""
    told = words(site.language)
    yield Document(_BLOG, _heading(told["posts"]).encode())
    yield Document(_TAGS, f"{_heading(told['tags'])}\n<!-- material/tags -->\n".encode())


def _own(site: Site) -> str:
    lines = (
        f"site_name: {quoted(as_html(site.title))}",
        "theme:",
        "  name: material",
        f"  language: {quoted(_language(site.language))}",
        "  font: false  # nothing is loaded from elsewhere",
        "  palette:",
        '    - media: "(prefers-color-scheme: light)"',
        "      scheme: default",
        '    - media: "(prefers-color-scheme: dark)"',
        "      scheme: slate",
    )
    return "\n".join(lines) + "\n"


def _language(told: str) -> str:
    """The theme's name of a language, English where it has none."""
    name = told.lower()
    return _LANGUAGES.get(name) or _LANGUAGES.get(name.partition("-")[0], "en")


def _more(target: Target, site: Site) -> str:
    """What stands where: in the menu, on the old site, and in the feed."""
    lines = (
        "",
        "nav:",
        *(f"  - {quoted(path)}" for path in _menu(target, site)),
        "",
        "extra:",
        f"  feed: {quoted(site.old_feed or _FEED)}",
        "  # What the hooks say around the texts.",
        "  words:",
        *(f"    {key}: {quoted(word)}" for key, word in words(site.language).items()),
        "  # Old lists, and where they are answered; posts and pages tell it themselves.",
        "  moved:",
        *(f"    {quoted(old)}: {quoted(new)}" for old, new in moved_lists(site).items()),
    )
    return "\n".join(lines) + "\n"


def _menu(target: Target, site: Site) -> Iterator[str]:
    """What visitors may go to from everywhere: no list that would be empty."""
    shown = [item for item in site.items if not item.article.is_draft]
    yield "index.md"
    if any(item.article.kind is Kind.POST for item in shown):
        yield _below_own(_BLOG)
    pages = (item for item in shown if item.article.kind.place is Kind.PAGE)
    yield from (_below_docs(target, page) for page in pages)
    if any(item.article.tags for item in shown):
        yield _below_own(_TAGS)


def _below_own(path: PurePosixPath) -> str:
    return str(path.relative_to("docs"))


def _below_docs(target: Target, item: Localised) -> str:
    return str(item.place.path.relative_to(target.root / "docs"))


def _fields() -> Iterator[Field]:
    for each in fields({}, needed=frozenset(["title", "slug", "date", "draft"])):
        yield replace(each, read=title_as_html) if each.fact == "title" else each


MKDOCS = Target(
    name="mkdocs",
    summary="a MkDocs site with the Material theme and its blog",
    next_step="Run mkdocs build in {site}/.",
    layouts={
        Kind.POST: Layout("docs/blog/posts/{slug}/index.md", "/blog/{slug}/"),
        Kind.PAGE: Layout("docs/{slug}/index.md", "/{slug}/"),
        Kind.HOME: Layout(str(_HOME), "/"),
    },
    link=_link,
    keep=_keep,
    embed=framed,
    settings=_settings,
    write=_write,
    fields=tuple(_fields()),
    reserved=frozenset(
        "404.html assets blog feed.xml files index.html search sitemap.xml tags templates".split()
    ),
    needs_date=True,
    offers=Offers(posts="/blog/", tag=lambda name: "/tags/", feed=_FEED, keeps_feed=True),
)
