"""Astro: two collections of Markdown, their files in `public/`, and a whole project around."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import PurePosixPath
from urllib.parse import unquote

from markdown_it import MarkdownIt

from migrator.frontmatter import Field, fields, quoted
from migrator.markdown import RawHtml, frame
from migrator.models import Document, Embed, Kind, Site
from migrator.targets.base import Layout, Offers, Target, apart, permalink, starter
from migrator.targets.javascript import has_home, quoted_date, site_facts, tag_list
from migrator.targets.words import words_json

_FEED = "/rss.xml"
_NAMES = {
    "date": "pubDate",
    "language": "lang",
    "cover": "heroImage",
    "original_url": "originalUrl",
}
_PARSER = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
_BLOCKS = ("paragraph_open", "heading_open", "tr_open")
# Code, tags, and the targets of links are told first, so that nothing in them is taken for text.
_PIECES = re.compile(
    r"""\\[!-/:-@\[-`{-~]
    |(?P<code>(?<!`)(?P<ticks>`+)(?!`).*?(?<!`)(?P=ticks)(?!`))
    |(?P<image>!\[(?P<alt>(?:\\.|[^\[\]\\])*)\]\((?P<source>[^\s()<>]*)
        (?:\s"(?P<title>(?:\\.|[^"\\])*)")?\))
    |(?P<target>\]\((?:\\.|[^()\\]|\([^()]*\))*\))
    |(?P<tag></?[A-Za-z][^<>]*>)
    |(?P<bare>(?:https?(?=://)|www(?=\.))(?=(?:(?!\]\()[^\s<])*(?:[\\*~`]|&\#?\w+;)))""",
    re.VERBOSE | re.DOTALL | re.IGNORECASE,
)
_MAY_ACT = re.compile(r"https?://|www\.|!\[[^\n]*%", re.IGNORECASE)
_LONE_PERCENT = re.compile("%(?![0-9A-Fa-f]{2})")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")


def _embed(embed: Embed, raw_html: RawHtml) -> str | None:
    return None if raw_html is RawHtml.NONE else frame(embed)


def _escape(markdown: str, embeds: Sequence[str]) -> str:
    """A bare address ends where Markdown says, and no address of a picture stops the build.

    Astro makes links of bare addresses before it reads marks and escapes, and decodes the address
    of each picture, whatever it holds.
    """
    if not _MAY_ACT.search(markdown):
        return markdown
    lines = markdown.split("\n")
    spans = {
        (token.map[0], token.map[1])
        for token in _PARSER.parse(markdown)
        if token.type in _BLOCKS and token.map
    }
    for first, end in sorted(spans):
        lines[first:end] = _PIECES.sub(_piece, "\n".join(lines[first:end])).split("\n")
    return "\n".join(lines)


def _piece(found: re.Match[str]) -> str:
    if found["bare"]:
        return f"{found['bare']}\\"
    return _image(found) if found["image"] else found[0]


def _image(found: re.Match[str]) -> str:
    """The picture as HTML, which Astro leaves alone, if its address cannot be decoded."""
    if _is_decodable(found["source"]):
        return found[0]
    title = f' title="{_plain(found["title"])}"' if found["title"] else ""
    return f'<img src="{_plain(found["source"])}" alt="{_plain(found["alt"])}"{title}>'


def _is_decodable(address: str) -> bool:
    try:
        unquote(address, errors="strict")
    except UnicodeDecodeError:
        return False
    return not _LONE_PERCENT.search(address)


def _plain(text: str) -> str:
    return html.escape(html.unescape(_ESCAPE.sub(r"\1", text)))


def _fields() -> Iterator[Field]:
    """The names are those of Astro's own blog; without the slug a page would go astray."""
    for each in fields(_NAMES, needed=frozenset(["title", "slug", "draft"])):
        yield replace(each, read=quoted_date) if each.fact == "date" else each


def _settings(target: Target, site: Site) -> Iterator[Document]:
    yield from starter("astro")
    yield Document(PurePosixPath("src/site.json"), site_facts(site, _FEED))
    yield Document(PurePosixPath("src/words.json"), words_json(site.language))
    if not has_home(site):
        head = f"---\ntitle: {quoted(site.title)}\n---\n"
        yield Document(PurePosixPath("src/content/home/index.md"), head.encode())


ASTRO = Target(
    name="astro",
    summary="an Astro site",
    next_step="Run npm install and npm run build in {site}/.",
    layouts={
        Kind.POST: Layout("src/content/blog/{slug}/index.md", "/blog/{slug}/"),
        Kind.PAGE: Layout("src/content/pages/{slug}/index.md", "/{slug}/"),
        Kind.HOME: Layout("src/content/home/index.md", "/"),
    },
    link=permalink,
    keep=apart("public/files", "/files/"),
    embed=_embed,
    escape=_escape,
    settings=_settings,
    fields=tuple(_fields()),
    reserved=frozenset(["404", "500", "_astro", "blog", "files", "rss.xml", "style.css", "tags"]),
    offers=Offers(
        posts="/blog/",
        tag=tag_list,
        feed=_FEED,
        keeps_feed=True,
    ),
)
