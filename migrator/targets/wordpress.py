"""WordPress: one WXR 1.2 file for Tools → Import, and the folder of uploads."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import UTC
from email.utils import format_datetime
from html import escape
from pathlib import PurePosixPath
from urllib.parse import quote
from xml.etree.ElementTree import Element, SubElement, indent, register_namespace, tostring

from migrator import urls
from migrator.markdown import RawHtml, frame
from migrator.models import (
    Article,
    Asset,
    Comment,
    Document,
    Embed,
    Kind,
    Localised,
    Place,
    Rendered,
    Site,
    Spot,
)
from migrator.targets.base import Layout, Offers, Target, permalink
from migrator.targets.html import Names, html_of, plain_slug, without_controls

_SPACES = {
    "excerpt": "http://wordpress.org/export/1.2/excerpt/",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "wp": "http://wordpress.org/export/1.2/",
}
_UNKNOWN = "0000-00-00 00:00:00"
_CODE = re.compile(r"(<pre>.*?</pre>)", re.DOTALL)
_ALONE = re.compile(r"(<p>\s*https?):(?=//[^\s<>\"]+\s*</p>)")
_WITHIN = re.compile(r"(?<=[^>\s])\n(?=[^<\n])")


def _keep(root: PurePosixPath, here: Place, name: str, is_shared: bool) -> Spot:
    below = name if is_shared else f"{plain_slug(here.slug) or 'page'}/{name}"
    public = f"/wp-content/uploads/blog/{below}"
    return Spot(root / "uploads" / "blog" / below, public, public)


def _embed(embed: Embed, raw_html: RawHtml) -> str | None:
    return None if raw_html is RawHtml.NONE else frame(embed)


def _write(target: Target, site: Site) -> Iterator[Document]:
    yield Document(target.root / "wordpress.xml", _Export(site).as_xml())


class _Export:
    """One run's numbers and slugs: each post, page, file, comment and term has its own."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._tags, self._categories, self._people = Names(), Names(), Names()
        self._files = _numbered(site)
        self._comments = 0

    def as_xml(self) -> bytes:
        """The file: authors and terms go before the items that name them."""
        items = [self._item(number, page) for number, page in enumerate(self._site.pages, 1)]
        files = [self._attachment(*each) for each in _attached(self._site)]
        old = f"https://{self._site.old_host}" if self._site.old_host else ""
        rss = Element("rss", version="2.0")
        channel = SubElement(rss, "channel")
        told = {"title": self._site.title, "link": old, "language": self._site.language}
        told |= {"wp:wxr_version": "1.2", "wp:base_site_url": old, "wp:base_blog_url": old}
        _tell(channel, told)
        channel.extend([*self._authors(), *self._terms(), *items, *files])
        indent(rss, " ")
        return b'<?xml version="1.0" encoding="UTF-8"?>\n' + bytes(tostring(rss, "utf-8")) + b"\n"

    def _authors(self) -> Iterator[Element]:
        for name, slug in self._people.known:
            told = {"wp:author_login": slug, "wp:author_email": ""}
            yield _element("wp:author", {**told, "wp:author_display_name": name})

    def _terms(self) -> Iterator[Element]:
        for name, slug in self._categories.known:
            yield _element("wp:category", {"wp:category_nicename": slug, "wp:cat_name": name})
        for name, slug in self._tags.known:
            yield _element("wp:tag", {"wp:tag_slug": slug, "wp:tag_name": name})

    def _item(self, number: int, page: Rendered) -> Element:
        """A post or a page."""
        item, article = page.item, page.item.article
        is_post = article.kind is Kind.POST
        author = self._people.slug(article.author.value) if article.author else ""
        told = {
            "title": escape(article.title.value, quote=False),
            "link": article.url if urls.is_web(article.url) else "",
            "dc:creator": author,
            "guid": article.guid.value if article.guid else article.url,
            "description": "",
            "content:encoded": content_of(page.markdown),
            "excerpt:encoded": article.description.value if article.description else "",
            "wp:post_id": str(number),
            **_dates(article),
            "wp:comment_status": "open" if article.comments else "closed",
            "wp:ping_status": "closed",
            "wp:post_name": item.place.slug,
            "wp:status": "draft" if article.is_draft else "publish",
            "wp:post_parent": "0",
            "wp:menu_order": "0",
            "wp:post_type": "post" if is_post else "page",
            "wp:is_sticky": "0",
        }
        element = _element("item", told)
        for domain, names, facts in (
            ("category", self._categories, article.categories),
            ("post_tag", self._tags, article.tags),
        ):
            for fact in facts if is_post else ():
                term = SubElement(
                    element, "category", domain=domain, nicename=names.slug(fact.value)
                )
                term.text = without_controls(fact.value)
        if item.cover in self._files:
            element.append(_meta("_thumbnail_id", str(self._files[item.cover])))
        element.extend(self._said(article))
        return element

    def _said(self, article: Article) -> Iterator[Element]:
        """The comments of a page; numbers are the whole file's."""
        first = self._comments
        self._comments += len(article.comments)
        for comment in article.comments:
            yield _element("wp:comment", _comment(comment, first))

    def _attachment(self, item: Localised, asset: Asset, parent: int) -> Element:
        """A file of the uploads folder; where the old site still answers, it can be fetched."""
        below = asset.permalink.partition("/uploads/")[2]
        told = {
            "title": below,
            "link": "",
            "guid": asset.url,
            "content:encoded": "",
            "wp:post_id": str(self._files[quote(asset.permalink)]),
            **_dates(item.article),
            "wp:post_name": plain_slug(below),
            "wp:status": "inherit",
            "wp:post_parent": str(parent),
            "wp:post_type": "attachment",
            "wp:attachment_url": asset.url,
        }
        element = _element("item", told)
        element.append(_meta("_wp_attached_file", below))
        return element


def _attached(site: Site) -> Iterator[tuple[Localised, Asset, int]]:
    """Each copy once, with the page that shows it first and that page's number."""
    seen: set[PurePosixPath] = set()
    for number, item in enumerate(site.items, 1):
        for asset in item.assets:
            if asset.path not in seen:
                seen.add(asset.path)
                yield item, asset, number


def _numbered(site: Site) -> dict[str, int]:
    """The number of each attachment, behind those of the pages, by what documents call it."""
    files = enumerate(_attached(site), len(site.pages) + 1)
    return {quote(asset.permalink): number for number, (_, asset, _) in files}


def content_of(markdown: str) -> str:
    """The body as WordPress shows it as it stands.

    It makes a break of each line's end, a player of an address alone, and runs what stands in
    brackets: none of these is left in the text.
    """
    html = without_controls(html_of(markdown))
    parts = _CODE.split(html)
    parts[::2] = [_WITHIN.sub(" ", part) for part in parts[::2]]
    return _ALONE.sub(r"\1&#58;", "".join(parts)).replace("[", "&#91;")


def _dates(article: Article) -> dict[str, str]:
    """Local time and the same in GMT; nothing for a page, whose day nobody knows."""
    if article.date is None:
        return {}
    local = article.date.value
    return {
        "pubDate": format_datetime(local),
        "wp:post_date": f"{local:%Y-%m-%d %H:%M:%S}",
        "wp:post_date_gmt": f"{local.astimezone(UTC):%Y-%m-%d %H:%M:%S}",
    }


def _comment(comment: Comment, first: int) -> dict[str, str]:
    """A message; its hour is not known."""
    day = f"{comment.day} 00:00:00" if comment.day else _UNKNOWN
    text = f"{comment.title}\n\n{comment.text}" if comment.title else comment.text
    return {
        "wp:comment_id": str(first + comment.number),
        "wp:comment_author": comment.author,
        "wp:comment_author_email": "",
        "wp:comment_author_url": "",
        "wp:comment_author_IP": "",
        "wp:comment_date": day,
        "wp:comment_date_gmt": day,
        "wp:comment_content": escape(text, quote=False),
        "wp:comment_approved": "1",
        "wp:comment_type": "comment",
        "wp:comment_parent": str(first + comment.parent if comment.parent else 0),
    }


def _meta(key: str, value: str) -> Element:
    return _element("wp:postmeta", {"wp:meta_key": key, "wp:meta_value": value})


def _element(name: str, told: Mapping[str, str]) -> Element:
    element = Element(_tag(name))
    _tell(element, told)
    return element


def _tell(element: Element, told: Mapping[str, str]) -> None:
    for name, text in told.items():
        SubElement(element, _tag(name)).text = without_controls(text)


def _tag(name: str) -> str:
    prefix, colon, local = name.partition(":")
    return f"{{{_SPACES[prefix]}}}{local}" if colon else name


def _tag_address(name: str) -> str:
    slug = plain_slug(name)
    return f"/posts/tag/{slug}/" if slug else ""


for _prefix, _space in _SPACES.items():
    register_namespace(_prefix, _space)

WORDPRESS = Target(
    name="wordpress",
    summary="a file for WordPress's importer, and its uploads",
    next_step="Copy {site}/uploads into wp-content/, then import {site}/wordpress.xml (docs/targets).",
    layouts={
        Kind.POST: Layout("wordpress.xml/posts/{slug}", "/posts/{slug}/"),
        Kind.PAGE: Layout("wordpress.xml/pages/{slug}", "/{slug}/"),
        Kind.HOME: Layout("wordpress.xml/pages/{slug}", "/"),
    },
    link=permalink,
    keep=_keep,
    embed=_embed,
    write=_write,
    fields=(),
    cannot={
        "language": "a WordPress site has one language",
        "aliases": "old addresses are answered by the host: see redirects/",
    },
    reserved=frozenset("author category feed page posts search tag wp-admin wp-content".split()),
    slug=plain_slug,
    needs_date=True,
    offers=Offers(posts="/", tag=_tag_address, feed="/feed/"),
    pack=frozenset(["README.md", ".htaccess", "nginx.conf", "map.csv"]),
)
