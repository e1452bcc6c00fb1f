"""Pelican: posts, pages and their files below `content/`, settings, a plain theme, one plug-in.

The plug-in brings CommonMark, comments, more than one category, redirects, and old ids in the feed.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from migrator.frontmatter import Field, Value, categories, fields, quoted
from migrator.models import Document, Kind, Localised, Site
from migrator.targets.base import Layout, Offers, Target, apart, permalink, starter
from migrator.targets.labels import label
from migrator.targets.python_site import as_html, framed, moved_lists, shared, title_as_html
from migrator.targets.words import words

_SETTINGS = PurePosixPath("pelicanconf.py")
_FEED = "/feed.xml"


def _status(item: Localised) -> Value:
    """Pelican publishes whatever does not say that it is a draft."""
    return "draft" if item.article.is_draft else None


def _category(item: Localised) -> Value:
    """The first: Pelican itself knows only one."""
    return _categories(item)[0] if _categories(item) else None


def _more_categories(item: Localised) -> Value:
    """The others, for the plug-in."""
    return _categories(item)[1:] or None


def _categories(item: Localised) -> tuple[str, ...]:
    told = categories(item)
    return told if isinstance(told, tuple) else ()


_READ = {"title": title_as_html, "draft": _status, "categories": _category}
_NAMES = {"draft": "status", "language": "lang", "categories": "category", "aliases": "alias"}
_NEEDED = frozenset(["title", "slug", "date", "draft"])


def _fields() -> Iterator[Field]:
    for each in fields(_NAMES, needed=_NEEDED):
        if each.fact == "categories":
            yield Field("categories", "also_in", _more_categories)
        yield Field(each.fact, each.name, _READ.get(each.fact, each.read), each.is_needed)


def _settings(target: Target, site: Site) -> Iterator[Document]:
    """Everything but the texts; what is this site's own ends the settings."""
    for document in starter("pelican"):
        own = _own(site) if document.path == _SETTINGS else ""
        yield Document(document.path, document.content + own.encode())
    yield from shared("plugins/moved")


def _own(site: Site) -> str:
    feed = (site.old_feed or _FEED).lstrip("/")
    lines = [
        "",
        f"SITENAME = {quoted(as_html(site.title))}",
        f"DEFAULT_LANG = {quoted(site.language)}",
        f"FEED_ALL_RSS = {quoted(feed)}",
        "",
        "# What the theme says around the texts.",
        "WORDS = {",
        *(f"    {quoted(key)}: {quoted(word)}," for key, word in words(site.language).items()),
        "}",
        "",
        "# Old lists, and where they are answered; posts and pages tell it themselves.",
        "MOVED = {",
        *(f"    {quoted(old)}: {quoted(new)}," for old, new in moved_lists(site).items()),
        "}",
    ]
    return "\n".join(lines) + "\n"


PELICAN = Target(
    name="pelican",
    summary="a Pelican site",
    next_step="Run pelican content -o output -s pelicanconf.py in {site}/.",
    layouts={
        Kind.POST: Layout("content/posts/{slug}/index.md", "/posts/{slug}/"),
        Kind.PAGE: Layout("content/pages/{slug}/index.md", "/{slug}/"),
        Kind.HOME: Layout("content/home/index.md", "/"),
    },
    link=permalink,
    keep=apart("content/files", "/files/"),
    embed=framed,
    settings=_settings,
    fields=tuple(_fields()),
    reserved=frozenset("posts category tag files theme index.html feed.xml".split()),
    needs_date=True,
    offers=Offers(
        posts="/posts/",
        tag=lambda name: f"/tag/{label(name)}/",
        feed=_FEED,
        keeps_feed=True,
    ),
)
