"""Jekyll: posts, pages and data as GitHub Pages builds them, too, and layouts that need no theme.

Everything here was tried with Jekyll 4.3. Its Markdown is kramdown's, see `kramdown`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from hashlib import sha256
from pathlib import PurePosixPath
from urllib.parse import quote

from slugify import slugify

from migrator.comments import comments_document
from migrator.frontmatter import YAML, Field, Reader, Value, fields, quoted
from migrator.markdown import RawHtml, frame
from migrator.models import Document, Embed, Kind, Localised, Place, Site, Spot
from migrator.targets.base import Layout, Offers, Target, permalink, starter
from migrator.targets.html import without_controls
from migrator.targets.jekyll_addresses import (
    FEED,
    FILES,
    POSTS,
    TAGS,
    answered,
    feeds,
    main_feed,
    tag_list,
    tag_lists,
)
from migrator.targets.kramdown import as_kramdown_reads
from migrator.targets.words import words, words_json

_PLAIN_NAME = re.compile(r"[a-zA-Z0-9_-]+")
_NOT_IN_YAML = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")


def _keep(root: PurePosixPath, here: Place, name: str, is_shared: bool) -> Spot:
    """In a folder of all files; Jekyll passes over one that begins with `_` or ends with `~`."""
    below = "shared" if is_shared else here.slug.strip("_~") or "page"
    address = f"/assets/{below}/{name}"
    return Spot(root / "assets" / below / name, quote(address), address)


def _embed(embed: Embed, raw_html: RawHtml) -> str | None:
    return None if raw_html is RawHtml.NONE else frame(embed)


def _escape(markdown: str, embeds: Sequence[str]) -> str:
    return without_controls(as_kramdown_reads(markdown))


def _slug(slug: str) -> str:
    """Two dots are a way up to Jekyll."""
    return re.sub(r"\.{2,}", ".", slug)


def _permalink(item: Localised) -> Value:
    return item.place.permalink


def _legal(read: Reader) -> Reader:
    """The same without the signs that may not stand in a feed."""

    def told(item: Localised) -> Value:
        value = read(item)
        if isinstance(value, tuple):
            return tuple(map(without_controls, value))
        return without_controls(value) if isinstance(value, str) else value

    return told


def _published(item: Localised) -> Value:
    """False for a page that is a draft; such posts lie in a folder of their own."""
    return False if item.article.is_draft and item.article.kind is not Kind.POST else None


def _comments_name(item: Localised) -> Value:
    """What the file of the comments is called: of its name, Jekyll knows only plain letters."""
    slug = item.place.slug
    if not item.article.comments:
        return None
    if _PLAIN_NAME.fullmatch(slug):
        return slug
    return f"{str(slugify(slug))[:60]}-{sha256(slug.encode()).hexdigest()[:8]}"


def _comments_shown(item: Localised) -> Value:
    """The same where they are to be shown; a forum's page says them in its text."""
    return None if item.article.kind is Kind.FORUM else _comments_name(item)


def _comments(item: Localised) -> Document | None:
    """The comments as data, which Jekyll reads as YAML; the path is inside the root."""
    plain = comments_document(item)
    if plain is None:
        return None
    folder = "posts" if item.article.kind is Kind.POST else "pages"
    path = PurePosixPath("_data", "comments", folder, f"{_comments_name(item)}.json")
    return Document(path, _as_yaml(plain.content.decode()).encode())


def _as_yaml(text: str) -> str:
    """JSON without the signs that it may hold and YAML may not."""
    return _NOT_IN_YAML.sub(lambda sign: f"\\u{ord(sign[0]):04x}", text)


def _write(target: Target, site: Site) -> Iterator[Document]:
    """Each page, with those of its old addresses that Jekyll can answer, and its comments."""
    led = answered(site)
    for page in site.pages:
        aliases = tuple(led.get(page.item.place.permalink, ()))
        yield target.document(replace(page, item=replace(page.item, aliases=aliases)))
        if comments := target.comments(page.item):
            yield replace(comments, path=target.root / comments.path)


def _settings(target: Target, site: Site) -> Iterator[Document]:
    yield from starter("jekyll")
    yield Document(PurePosixPath("_data/words.json"), words_json(site.language))
    yield Document(
        PurePosixPath("_config.yml"), "".join(f"{line}\n" for line in _config(site)).encode()
    )
    yield from _lists(site)
    if not any(item.place.permalink == "/" for item in site.items):
        yield _page("index.md", "/", {}, title=site.title)


def _config(site: Site) -> Iterator[str]:
    yield "# Set the address of the new site before you build: its host, like https://blog.example;"
    yield "# and, if it will lie in a folder there, this folder, like /blog."
    yield 'url: ""'
    yield 'baseurl: ""'
    yield f"title: {quoted(without_controls(site.title))}"
    yield f"lang: {quoted(site.language)}"
    yield f"feed_address: {quoted(main_feed(site))}"
    yield from _CONFIG
    names = [*(item.place.path.name for item in site.items), *map(_tag_file, tag_lists(site))]
    for name in (".htaccess", *sorted(name for name in names if name.startswith("_"))):
        yield f"  - {quoted(name)}"


def _tag_file(address: str) -> str:
    return f"{PurePosixPath(address).name}.md"


_CONFIG = """
# The day of a post is that in the name of its file. For a theme that prints the date itself, set
# the zone you live in, like Europe/Prague.
timezone: UTC
future: true

plugins:
  - jekyll-redirect-from
  - jekyll-sitemap

# What the old site said stays as it was written: no curled quotes, no dashes made of hyphens.
markdown: kramdown
kramdown:
  input: GFM
  auto_ids: false
  gfm_quirks: [paragraph_end, no_auto_typographic]
  smart_quotes: [apos, apos, quot, quot]

defaults:
  - scope: {path: "", type: posts}
    values: {layout: post}
  - scope: {path: pages}
    values: {layout: page}
  - scope: {path: index.md}
    values: {layout: home}

# New versions of what you have changed lie beside it, until you have dealt with them.
exclude:
  - "*.*.new"
  - "*.*.new-*"
  - Gemfile
  - Gemfile.lock
  - node_modules
  - vendor
include:""".split("\n")


def _lists(site: Site) -> Iterator[Document]:
    """The lists of posts, of tags and of one tag, with the old ones that they stand for; feeds."""
    led = answered(site)
    yield _page("posts.md", POSTS, led, layout="posts", title=words(site.language)["posts"])
    yield _page("tags.md", TAGS, led, layout="tags", title=words(site.language)["tags"])
    for address, names in tag_lists(site).items():
        path = f"tags/{_tag_file(address)}"
        yield _page(path, address, led, layout="tag", title=names[0], names=tuple(names))
    for address in feeds(site):
        yield _page(f"feeds{address}", address, {}, layout="feed")
    addresses = {name: address for address, names in tag_lists(site).items() for name in names}
    text = json.dumps(addresses, ensure_ascii=False, indent=1)
    yield Document(PurePosixPath("_data/tags.json"), f"{_as_yaml(text)}\n".encode())


def _page(path: str, address: str, led: Mapping[str, Sequence[str]], **facts: Value) -> Document:
    """A page that is nothing but front matter."""
    told = {**facts, "permalink": address, "redirect_from": tuple(led.get(address, ()))}
    lines = "".join(YAML.line(name, value) for name, value in told.items() if value)
    return Document(PurePosixPath(path), f"{YAML.fence}\n{lines}{YAML.fence}\n".encode())


def _fields() -> Iterator[Field]:
    """The names are Jekyll's own, or those of its usual plug-ins and themes."""
    names = {"language": "lang", "cover": "image", "aliases": "redirect_from"}
    for field in fields(names, needed={"title", "date", "aliases"}):
        if field.fact == "slug":
            yield Field("slug", "permalink", _permalink, is_needed=True)
        if field.fact == "draft":
            field = Field("draft", "published", _published, is_needed=True)
        yield replace(field, read=_legal(field.read))
    yield Field("comments", "comments", _comments_shown, is_needed=True)


JEKYLL = Target(
    name="jekyll",
    summary="a Jekyll site",
    next_step="Run jekyll build in {site}/, or push what is in it to GitHub Pages.",
    layouts={
        Kind.POST: Layout("_posts/{day}-{slug}.md", "/posts/{slug}/", "_drafts/{day}-{slug}.md"),
        Kind.PAGE: Layout("pages/{slug}.md", "/{slug}/"),
        Kind.HOME: Layout("index.md", "/"),
    },
    link=permalink,
    keep=_keep,
    embed=_embed,
    escape=_escape,
    settings=_settings,
    comments=_comments,
    write=_write,
    fields=tuple(_fields()),
    reserved=frozenset(["posts", "tags", FEED[1:], "index.html", *FILES]),
    slug=_slug,
    needs_date=True,
    offers=Offers(posts=POSTS, tag=tag_list, feed=FEED, keeps_feed=True),
)
