"""Eleventy: folders of posts and pages with their files beside them, and a whole project around."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import PurePosixPath

from migrator.comments import comments_document
from migrator.frontmatter import Field, Value, fields, quoted
from migrator.markdown import RawHtml, frame
from migrator.models import Document, Embed, Kind, Localised, Place, Site, Spot
from migrator.targets.base import Layout, Offers, Target, apart, beside, permalink, starter
from migrator.targets.javascript import has_home, quoted_date, site_facts, tag_list
from migrator.targets.words import words_json

_DATA = "index.11tydata.json"  # Eleventy reads it together with index.md
_READ_BY_ELEVENTY = frozenset(
    ".11ty .cjs .htm .html .js .json .jsx .liquid .md .mdx .mjs .njk .ts .tsx".split()
)
_FEED = "/feed.xml"


def _keep(root: PurePosixPath, here: Place, name: str, is_shared: bool) -> Spot:
    """Beside the document; what Eleventy would take for a template or for data lies apart."""
    is_read = PurePosixPath(name).suffix.lower() in _READ_BY_ELEVENTY
    keep = apart if is_read else beside
    return keep("src/files", "/files/" if is_read else "/")(root, here, name, is_shared)


def _embed(embed: Embed, raw_html: RawHtml) -> str | None:
    return None if raw_html is RawHtml.NONE else frame(embed)


def _permalink(item: Localised) -> Value:
    return item.place.permalink


def _comments(item: Localised) -> Document | None:
    """The messages, as data that the layout of the page knows as `comments`."""
    plain = comments_document(item)
    if plain is None:
        return None
    text = json.dumps({"comments": json.loads(plain.content)}, ensure_ascii=False, indent=1)
    return Document(plain.path.with_name(_DATA), f"{text}\n".encode())


def _fields() -> Iterator[Field]:
    """The names are Eleventy's own; without `permalink` and `draft` a page would go astray."""
    for each in fields({}, needed=frozenset(["title", "draft"])):
        yield replace(each, read=quoted_date) if each.fact == "date" else each
        if each.fact == "slug":
            yield Field("permalink", "permalink", _permalink, is_needed=True)


def _settings(target: Target, site: Site) -> Iterator[Document]:
    yield from starter("eleventy")
    yield Document(PurePosixPath("src/_data/site.json"), site_facts(site, _FEED))
    yield Document(PurePosixPath("src/_data/words.json"), words_json(site.language))
    if not has_home(site):
        head = f"---\ntitle: {quoted(site.title)}\npermalink: /\n---\n"
        yield Document(PurePosixPath("src/home/index.md"), head.encode())


ELEVENTY = Target(
    name="eleventy",
    summary="an Eleventy site",
    next_step="Run npm install and npm run build in {site}/.",
    layouts={
        Kind.POST: Layout("src/posts/{slug}/index.md", "/posts/{slug}/"),
        Kind.PAGE: Layout("src/pages/{slug}/index.md", "/{slug}/"),
        Kind.HOME: Layout("src/home/index.md", "/"),
    },
    link=permalink,
    keep=_keep,
    embed=_embed,
    settings=_settings,
    comments=_comments,
    fields=tuple(_fields()),
    reserved=frozenset(["posts", "tags", "files", "feed.xml", "style.css"]),
    offers=Offers(
        posts="/posts/",
        tag=tag_list,
        feed=_FEED,
        keeps_feed=True,
    ),
)
