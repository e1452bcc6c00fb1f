"""Hugo: page bundles below `content/`, old paths as aliases, a configuration, a plain theme.

Everything here was tried with Hugo 0.111 and 0.168, which differ in how they spell what they make.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath

from migrator.frontmatter import (
    YAML,
    Field,
    Reader,
    Value,
    categories,
    description,
    fields,
    quoted,
    tags,
)
from migrator.markdown import RawHtml, frame
from migrator.models import Document, Embed, Kind, Localised, Moved, Place, Site, Spot, most_told
from migrator.targets.base import Layout, Offers, Target, apart, beside, permalink, starter

_ALONE = r"\{\{[<%]|<!--more-->"
_INNER = rf"(?:(?!{_ALONE}).)*?"
_ACTING = re.compile(
    rf"\{{\{{(?:<(?P<plain>{_INNER})>|%(?P<marked>{_INNER})%)\}}\}}|{_ALONE}", re.DOTALL
)
_PLAIN_SLUG = re.compile(r"[a-z0-9_]+(?:-[a-z0-9_]+)*")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_ACTS = re.compile(r"[\\`*_\[\]#~|]|^[-+=:]|(?<=^\d)[.)]|(?<=^\d\d)[.)]|(?<=^\d{4})[.)]")
_CONTENT = frozenset(".ad .adoc .htm .html .md .mdown .org .pdc .rst .xhtml".split())
_BESIDE = beside("static/files")
_APART = apart("static/uploads", "/uploads/")
_POSTS = "/posts/"
_FEED = "/index.xml"


def _keep(root: PurePosixPath, here: Place, name: str, is_shared: bool) -> Spot:
    """Beside the document, but for what Hugo would take for a document."""
    is_apart = PurePosixPath(name).suffix in _CONTENT and not is_shared
    return (_APART if is_apart else _BESIDE)(root, here, name, is_shared)


def _embed(embed: Embed, raw_html: RawHtml) -> str | None:
    """Hugo's own shortcode where there is one that needs no network; else a frame."""
    if embed.provider == "youtube" and embed.key:
        return f"{{{{< youtube {embed.key} >}}}}"
    return None if raw_html is RawHtml.NONE else frame(embed)


def _escape(markdown: str, embeds: Sequence[str]) -> str:
    """Text that looks like a shortcode or ends the summary must do neither, in code, too."""
    ours = {embed for embed in embeds if embed.startswith("{{")}
    if not ours:
        return _literal(markdown)
    parts = re.split(f"({'|'.join(map(re.escape, sorted(ours)))})", markdown)
    return "".join(part if part in ours else _literal(part) for part in parts)


def _literal(markdown: str) -> str:
    return _ACTING.sub(_shown, markdown)


def _shown(found: re.Match[str]) -> str:
    """A whole shortcode as a comment, which Hugo shows; the rest by a shortcode of the starter."""
    if found["plain"] is not None:
        return f"{{{{</*{found['plain']}*/>}}}}"
    if found["marked"] is not None:
        return f"{{{{%/*{found['marked']}*/%}}}}"
    return f'{{{{< literal "{found[0]}" >}}}}'


def _address(item: Localised) -> Value:
    """The permalink, where Hugo would spell it otherwise."""
    is_plain = item.article.kind is Kind.HOME or _PLAIN_SLUG.fullmatch(item.place.slug)
    return None if is_plain else item.place.permalink


def _summary(item: Localised) -> Value:
    """The description as the Markdown and HTML that Hugo takes a summary for."""
    told = description(item)
    if not isinstance(told, str):
        return None
    safe = told.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return _ACTS.sub(lambda found: f"&#{ord(found[0])};", safe)


def _listed(read: Reader, *, wanted: bool = True) -> Reader:
    """Of the tags or categories those that Hugo can make a list of, or else the others."""

    def names(item: Localised) -> Value:
        told = read(item)
        found = told if isinstance(told, tuple) else ()
        return tuple(name for name in found if _has_list(name) is wanted) or None

    return names


def _has_list(name: str) -> bool:
    """Hugo drops most signs from an address: something must be left, within the list of tags."""
    parts = (re.sub(r"[^\w.]", "", part) for part in name.split("/"))
    return "%" not in name.rstrip("%") and all(part.strip("._") for part in parts)


def _tag(name: str) -> str:
    """The address of a tag's list, where all versions of Hugo agree on it; empty elsewhere."""
    path = "".join(sign.lower() for sign in name).replace(" ", "-")
    is_plain = all(sign.isalpha() or sign.isdecimal() or sign in "-_.+#~@" for sign in path)
    is_spelt = path == unicodedata.normalize("NFC", path) and "  " not in name
    return f"/tags/{path}/" if is_plain and is_spelt and _has_list(name) else ""


def _settings(target: Target, site: Site) -> Iterator[Document]:
    lines = "\n".join((*_general(site), *_outputs(site), *_MARKUP))
    yield Document(PurePosixPath("hugo.toml"), f"{lines}\n".encode())
    yield from _lists(site)
    yield from starter("hugo")


def _general(site: Site) -> Iterator[str]:
    yield "# Set the address of the new site before you build."
    yield 'baseURL = "/"'
    yield f"title = {quoted(site.title)}"
    if _LANGUAGE.fullmatch(site.language):
        yield f"locale = {quoted(site.language)}"
        yield f"defaultContentLanguage = {quoted(site.language.partition('-')[0].lower())}"
    yield "# Another theme: put it into themes/, and its name here."
    yield 'theme = "plain"'
    yield "buildFuture = true"
    yield "capitalizeListTitles = false"
    yield "# New versions of what you have changed lie beside it, until you have dealt with them."
    yield r"ignoreFiles = ['\.new(-[0-9]+)?$']"
    yield ""
    yield "[params]"
    yield f"language = {quoted(site.language)}"
    yield ""


def _outputs(site: Site) -> Iterator[str]:
    """The feed at its usual address, and where the readers of the old site look for it."""
    has_old_one = site.old_feed not in ("", _FEED)
    more = ', "oldfeed"' if has_old_one else ""
    yield "[outputs]"
    yield f'home = ["html", "rss"{more}]'
    for kind in ("section", "taxonomy", "term"):
        yield f'{kind} = ["html"]'
    if has_old_one:
        path = PurePosixPath(site.old_feed.lstrip("/"))
        yield ""
        yield "[outputFormats.oldfeed]"
        yield "# Whoever follows the old feed goes on with this one."
        yield 'mediaType = "application/rss+xml"'
        yield f"path = {quoted('' if path.parent.name == '' else str(path.parent))}"
        yield f"baseName = {quoted(path.stem)}"
    yield ""


_MARKUP = (
    "[markup.highlight]",
    "codeFences = false",
    "",
    "[markup.goldmark.renderer]",
    "# Superscripts and a few marks can only be said in HTML. Scripts are never exported.",
    "unsafe = true",
    "",
    "[markup.goldmark.extensions]",
    "# What the old site said stays as it was written.",
    "definitionList = false",
    "footnote = false",
    "linkify = false",
    "taskList = false",
    "typographer = false",
    "",
    "[markup.goldmark.parser.attribute]",
    "title = false",
    "block = false",
)


def _lists(site: Site) -> Iterator[Document]:
    """The lists that old ones are answered by: that of the posts, and those of the tags."""
    led: dict[str, list[str]] = {}
    for move in site.moves:
        if move.moved is Moved.LIST and move.fits_a_page:
            led.setdefault(move.new, []).append(move.old)
    articles = [item.article for item in site.items]
    if any(article.kind is Kind.POST for article in articles):
        name = most_told(each.value for article in articles for each in article.categories)
        yield _list(_POSTS, name or site.title, led.get(_POSTS, []))
    names = {_tag(tag.value): tag.value for article in articles for tag in article.tags}
    for address in sorted(names.keys() & led.keys()):
        yield _list(address, names[address], led[address])


def _list(address: str, title: str, aliases: Sequence[str]) -> Document:
    head = YAML.line("title", title)
    head += YAML.line("aliases", tuple(aliases)) if aliases else ""
    path = PurePosixPath(f"content{address}_index.md")
    return Document(path, f"{YAML.fence}\n{head}{YAML.fence}\n".encode())


_KNOWN = fields({}, needed={"title", "date", "draft", "slug", "aliases"})
_MORE = (
    Field("slug", "url", _address, is_needed=True),
    Field("description", "summary", _summary),
    Field("tags", "more_tags", _listed(tags, wanted=False)),
    Field("categories", "more_categories", _listed(categories, wanted=False)),
)
_READ = {"tags": _listed(tags), "categories": _listed(categories)}


def _fields() -> Iterator[Field]:
    """Each known field, behind what Hugo wants to know besides."""
    for field in _KNOWN:
        yield from (more for more in _MORE if more.fact == field.fact)
        yield Field(field.fact, field.name, _READ.get(field.fact, field.read), field.is_needed)


HUGO = Target(
    name="hugo",
    summary="a Hugo site",
    next_step="Run hugo in {site}/. Another theme: put it into themes/, and its name in hugo.toml.",
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
    reserved=frozenset(
        "posts tags categories files uploads index.xml index.html sitemap.xml 404.html".split()
    ),
    offers=Offers(posts=_POSTS, tag=_tag, feed=_FEED, keeps_feed=True),
)
