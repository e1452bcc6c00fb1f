"""Zola: page bundles with TOML front matter, aliases, a configuration, a plain theme.

No registry has Zola: this was written from its documentation, and is checked by golden files.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath

from migrator.frontmatter import TOML, Field, Reader, Value, fields, quoted
from migrator.markdown import RawHtml, frame
from migrator.models import Document, Embed, Kind, Localised, Moved, Place, Site, Spot, most_told
from migrator.targets.base import Layout, Offers, Target, apart, beside, permalink, starter
from migrator.targets.words import words

_STRING = r"""(?:"[^"]*"|'[^']*'|`[^`]*`)"""
_LITERAL = rf"(?:{_STRING}|-?\d+(?:\.\d+)?|[Tt]rue|[Ff]alse)"
_ARRAY = rf"\[\s*(?:{_LITERAL}(?:\s*,\s*{_LITERAL})*\s*,?)?\s*\]"
_ARGUMENT = rf"[A-Za-z_]\w*\s*=\s*(?:{_LITERAL}|{_ARRAY})"
_CALL = rf"\s*[A-Za-z_]\w*\s*\(\s*(?:{_ARGUMENT}(?:\s*,\s*{_ARGUMENT})*\s*,?)?\s*\)\s*"
_SHORTCODE = re.compile(
    rf"\{{\{{(?P<call>{_CALL})\}}\}}"
    rf"|\{{%(?P<opening>{_CALL})%\}}(?P<body>.+?)\{{%(?P<end>\s*end\s*)%\}}",
    re.DOTALL | re.ASCII,
)
_FENCED = r"(?:^[^\w`~\n]*(?:\d+[.)]\s+)?(?P<fence>`{3,}|~{3,})(?s:.*?)(?:^[ >]*(?P=fence)|\Z))"
_HEADING = r"^(?P<heading>(?:[ >]|[-*+] |\d+[.)] )*#{1,6} .*)\}(?P<blanks> *)$"
_ATTRIBUTES = re.compile(f"{_FENCED}|{_HEADING}", re.MULTILINE)
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_BESIDE = beside("static/files")
_APART = apart("static/uploads", "/uploads/")
_POSTS = "/posts/"


def _keep(root: PurePosixPath, here: Place, name: str, is_shared: bool) -> Spot:
    """Beside the document; but Zola takes Markdown for pages, and the home page has no folder."""
    is_apart = name.endswith(".md") or here.path.name == "_index.md"
    return (_APART if is_apart and not is_shared else _BESIDE)(root, here, name, is_shared)


def _embed(embed: Embed, raw_html: RawHtml) -> str | None:
    return None if raw_html is RawHtml.NONE else frame(embed)


def _escape(markdown: str, embeds: Sequence[str]) -> str:
    """Calls in text are no shortcodes, braces behind a heading none of its attributes."""
    return _ATTRIBUTES.sub(_as_text, _SHORTCODE.sub(_ignored, markdown))


def _ignored(found: re.Match[str]) -> str:
    """A shortcode as Zola shows it, without running it."""
    if found["call"] is not None:
        return f"{{{{/*{found['call']}*/}}}}"
    return f"{{%/*{found['opening']}*/%}}{found['body']}{{%/*{found['end']}*/%}}"


def _as_text(found: re.Match[str]) -> str:
    heading = found["heading"]
    return found[0] if heading is None else f"{heading}&#125;{found['blanks']}"


def _tag(name: str) -> str:
    """The address of a tag's list; empty where only Zola knows how it spells the letters."""
    plain = "".join(s for s in unicodedata.normalize("NFKD", name) if not unicodedata.combining(s))
    words = re.findall(r"[a-z0-9]+", plain.lower())
    return f"/tags/{'-'.join(words)}/" if words and plain.isascii() else ""


def _settings(target: Target, site: Site) -> Iterator[Document]:
    language = site.language if _LANGUAGE.fullmatch(site.language) else "en"
    lines = (
        "# Set the address of the new site before you build.",
        'base_url = "https://example.com"',
        f"title = {quoted(site.title)}",
        f"default_language = {quoted(language)}",
        "# Another theme: put it into themes/, and its name here.",
        'theme = "plain"',
        "generate_feeds = true",
        'feed_filenames = ["rss.xml"]',
        "compile_sass = false",
        "build_search_index = false",
        "# New versions of what you have changed lie beside it, until you have dealt with them.",
        'ignored_content = ["**/*.new", "**/*.new-*"]',
        'ignored_static = ["**/*.new", "**/*.new-*"]',
        'taxonomies = [{ name = "tags" }, { name = "categories" }]',
        "",
        "[slugify]",
        'paths = "safe"',
        "",
        "[markdown]",
        "# What the old site said stays as it was written.",
        "render_emoji = false",
        "smart_punctuation = false",
        "",
        "[extra.words]",
        *(f"{key} = {quoted(word)}" for key, word in words(site.language).items()),
    )
    yield Document(PurePosixPath("config.toml"), ("\n".join(lines) + "\n").encode())
    yield _posts(site)
    yield from starter("zola")


def _posts(site: Site) -> Document:
    """The list of posts, which answers for the old lists."""
    facts = (category for item in site.items for category in item.article.categories)
    title = most_told(category.value for category in facts) or site.title
    moved = (move for move in site.moves if move.moved is Moved.LIST and move.new == _POSTS)
    aliases = tuple(m.old for m in moved if m.fits_a_page)
    head = TOML.line("title", title) + TOML.line("sort_by", "date")
    head += TOML.line("aliases", aliases) if aliases else ""
    text = f"{TOML.fence}\n{head}{TOML.fence}\n"
    return Document(PurePosixPath("content/posts/_index.md"), text.encode())


def _address(item: Localised) -> Value:
    """The permalink, which Zola then does not spell by itself."""
    return item.place.permalink.strip("/")


def _of_pages(read: Reader) -> Reader:
    """What a section, such as the home page, has no field for."""
    return lambda item: None if item.article.kind is Kind.HOME else read(item)


def _authors(read: Reader) -> Reader:
    def names(item: Localised) -> Value:
        name = read(item)
        return (name,) if isinstance(name, str) else None

    return names


def _listed(read: Reader, *, wanted: bool) -> Reader:
    """Of the tags or categories those that Zola can make a list of, or else the others."""

    def names(item: Localised) -> Value:
        told = read(item)
        found = told if isinstance(told, tuple) else ()
        return tuple(name for name in found if any(map(str.isalnum, name)) is wanted) or None

    return names


_NAMES = {
    "slug": "path",
    "author": "authors",
    "language": "extra.language",
    "cover": "extra.cover",
    "categories": "taxonomies.categories",
    "tags": "taxonomies.tags",
    "original_url": "extra.original_url",
    "guid": "extra.guid",
}


def _fields() -> Iterator[Field]:
    """Each known field as Zola reads it; what it has no name for goes into `extra`."""
    for known in fields(_NAMES, needed={"title", "date", "draft", "slug", "aliases"}):
        read = known.read
        match known.fact:
            case "slug":
                yield _with(known, _of_pages(_address))
            case "date" | "draft":
                yield _with(known, _of_pages(read))
            case "author":
                yield _with(known, _of_pages(_authors(read)))
            case "tags" | "categories" as fact:
                more = _of_pages(_listed(read, wanted=False))
                yield Field(fact, f"extra.more_{fact}", more)
                yield _with(known, _of_pages(_listed(read, wanted=True)))
            case _:
                yield known


def _with(known: Field, read: Reader) -> Field:
    return Field(known.fact, known.name, read, known.is_needed)


ZOLA = Target(
    name="zola",
    summary="a Zola site",
    next_step="Set base_url in config.toml, and run zola build in {site}/.",
    layouts={
        Kind.POST: Layout("content/posts/{slug}/index.md", "/posts/{slug}/"),
        Kind.PAGE: Layout("content/{slug}/index.md", "/{slug}/"),
        Kind.HOME: Layout("content/_index.md", "/"),
    },
    link=permalink,
    keep=_keep,
    embed=_embed,
    escape=_escape,
    settings=_settings,
    fields=tuple(_fields()),
    form=TOML,
    reserved=frozenset(
        "posts tags categories files uploads rss.xml index.html sitemap.xml 404.html".split()
    ),
    needs_date=True,
    offers=Offers(posts=_POSTS, tag=_tag, feed="/rss.xml"),
)
