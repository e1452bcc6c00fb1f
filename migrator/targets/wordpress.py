"""WordPress: one WXR 1.2 file for Tools → Import, and the folder of uploads."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from migrator.markdown import RawHtml, frame
from migrator.models import Document, Embed, Kind, Place, Site, Spot
from migrator.targets.base import Layout, Offers, Target, permalink
from migrator.targets.html import folder_of, html_of, plain_slug
from migrator.targets.wxr import Export

_CODE = re.compile(r"(<pre\b.*?</pre>)", re.DOTALL)
_ALONE = re.compile(
    r"((?:^|<p>)\s*https?):(?=//[^\s<>\"]+\s*(?:</p>|$))", re.IGNORECASE | re.MULTILINE
)
_WITHIN = re.compile(r"(?<=[^>\s])\n(?=[^<\n])")
_ITS_OWN = re.compile(r"(?:page)?\d+|atom|embed|feed|rdf|rss2?")


def _keep(root: PurePosixPath, here: Place, name: str, is_shared: bool) -> Spot:
    below = name if is_shared else f"{folder_of(here.slug)}/{name}"
    public = f"/wp-content/uploads/blog/{below}"
    return Spot(root / "uploads" / "blog" / below, public, public)


def _embed(embed: Embed, raw_html: RawHtml) -> str | None:
    return None if raw_html is RawHtml.NONE else frame(embed)


def _write(target: Target, site: Site) -> Iterator[Document]:
    yield Document(target.root / "wordpress.xml", Export(site, content_of).as_xml())


def content_of(markdown: str) -> str:
    """The body as WordPress shows it as it stands.

    It makes a break of each line's end, a player of an address alone, and runs what stands in
    brackets: none of these is left in the text.
    """
    parts = _CODE.split(html_of(markdown))
    parts[::2] = [_WITHIN.sub(" ", part) for part in parts[::2]]
    return _ALONE.sub(r"\1&#58;", "".join(parts)).replace("[", "&#91;")


def _slug(text: str) -> str:
    """A slug that stays: years, numbers of pages and feeds have addresses of their own there."""
    slug = plain_slug(text)
    return f"{slug}-1" if _ITS_OWN.fullmatch(slug) else slug


def _tag_address(name: str) -> str:
    slug = plain_slug(name)
    return f"/posts/tag/{slug}/" if slug else ""


WORDPRESS = Target(
    name="wordpress",
    summary="a file for WordPress's importer, and its uploads",
    next_step="Copy {site}/uploads into wp-content/, then import {site}/wordpress.xml.",
    layouts={
        Kind.POST: Layout("wordpress.xml/posts/{slug}", "/posts/{slug}/"),
        Kind.PAGE: Layout("wordpress.xml/pages/{slug}", "/{slug}/"),
        Kind.HOME: Layout("wordpress.xml/pages/{slug}", "/{slug}/"),  # "/" is a list at first
    },
    link=permalink,
    keep=_keep,
    embed=_embed,
    write=_write,
    in_one_file=True,
    fields=(),
    cannot={
        "language": "a WordPress site has one language",
        "aliases": "old addresses are answered by the host: see redirects/",
    },
    reserved=frozenset("author category page search tag wp-admin wp-content".split()),
    slug=_slug,
    needs_date=True,
    offers=Offers(posts="/", tag=_tag_address, feed="/feed/"),
    pack=frozenset([".htaccess", "nginx.conf", "map.csv"]),
)
