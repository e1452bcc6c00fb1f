"""WXR 1.2, the file that WordPress's importer reads: all of a site as one RSS with more in it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import PurePosixPath
from urllib.parse import quote
from xml.etree.ElementTree import Element, SubElement, indent, register_namespace, tostring

from migrator import urls
from migrator.models import Article, Asset, Comment, Kind, Localised, Rendered, Site
from migrator.targets.html import Names, descriptions, plain_slug, without_controls

_SPACES = {
    "excerpt": "http://wordpress.org/export/1.2/excerpt/",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "wp": "http://wordpress.org/export/1.2/",
}
_NEVER = "0000-00-00 00:00:00"  # the importer puts its own time, and takes no page for this one
_MEANS_MORE = re.compile(r"&(?=#?\w+;)|<")
_SAFE = "%/:?=&#+,;@!$*~[]"
_LONGEST_LOGIN = 50


class Export:
    """One run's numbers and slugs: each post, page, file, comment and term has its own.

    `content` makes the body of a page from its Markdown.
    """

    def __init__(self, site: Site, content: Callable[[str], str]) -> None:
        self._site, self._content = site, content
        self._tags, self._categories, self._people = Names(), Names(), Names(_login)
        self._files, self._words = _numbered(site), _described(site)
        self._comments = 0
        self._titles = Counter(_known_by(item.article) for item in site.items)
        self._moments: set[tuple[str, str, datetime]] = set()

    def as_xml(self) -> bytes:
        """The file: authors and terms go before the items that name them."""
        items = [self._item(number, page) for number, page in enumerate(self._site.pages, 1)]
        files = [*map(self._attachment, _attached(self._site))]
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
        for number, (name, login) in enumerate(self._people.known, 1):
            told = {"wp:author_id": str(number), "wp:author_login": login, "wp:author_email": ""}
            yield _element("wp:author", {**told, "wp:author_display_name": plain(name)})

    def _terms(self) -> Iterator[Element]:
        for number, (name, slug) in enumerate(self._categories.known, 1):
            told = {"wp:term_id": str(number), "wp:category_nicename": slug}
            told |= {"wp:category_parent": "", "wp:cat_name": plain(name)}
            yield _element("wp:category", told)
        for number, (name, slug) in enumerate(self._tags.known, len(self._categories.known) + 1):
            told = {"wp:term_id": str(number), "wp:tag_slug": slug, "wp:tag_name": plain(name)}
            yield _element("wp:tag", told)

    def _item(self, number: int, page: Rendered) -> Element:
        """A post or a page."""
        item, article = page.item, page.item.article
        told = {
            "title": plain(article.title.value),
            "link": article.url if urls.is_web(article.url) else "",
            "dc:creator": self._people.slug(article.author.value) if article.author else "",
            "guid": _guid(article),
            "description": "",
            "content:encoded": self._content(page.markdown),
            "excerpt:encoded": plain(article.description.value) if article.description else "",
            "wp:post_id": str(number),
            **self._dates(article),
            "wp:comment_status": "open" if _comments_of(article) else "closed",
            "wp:ping_status": "closed",
            "wp:post_name": item.place.slug,
            "wp:status": "draft" if article.is_draft else "publish",
            "wp:post_parent": "0",
            "wp:menu_order": "0",
            "wp:post_type": _type(article),
            "wp:post_password": "",
            "wp:is_sticky": "0",
        }
        element = _element("item", told)
        element.extend(self._filed(article))
        if urls.is_web(article.url):
            element.append(_meta("original_url", article.url))
        if item.cover in self._files:
            element.append(_meta("_thumbnail_id", str(self._files[item.cover])))
        element.extend(self._said(article))
        return element

    def _filed(self, article: Article) -> Iterator[Element]:
        """The categories and tags of a post."""
        for domain, names, facts in (
            ("category", self._categories, article.categories),
            ("post_tag", self._tags, article.tags),
        ):
            for fact in facts if article.kind is Kind.POST else ():
                term = Element("category", domain=domain, nicename=names.slug(fact.value))
                term.text = plain(fact.value)
                yield term

    def _dates(self, article: Article) -> dict[str, str]:
        """Local time and the same in GMT.

        Of two items with one title and one time, or of two with one title and no time, the
        importer drops the second: that one is a second later here, or has a time that never was.
        """
        kind, title = _known_by(article)
        if article.date is None:
            return _at(_NEVER, _NEVER) if self._titles[kind, title] > 1 else {}
        date = article.date.value
        while (kind, title, date) in self._moments:
            date += timedelta(seconds=1)
        self._moments.add((kind, title, date))
        return {"pubDate": format_datetime(date)} | _moment(date)

    def _said(self, article: Article) -> Iterator[Element]:
        """The comments of a page; numbers are the whole file's."""
        first, day, comments = self._comments, _day(article), _comments_of(article)
        self._comments += len(comments)
        for comment in comments:
            day = comment.day or day
            yield _element("wp:comment", _comment(comment, first, day))

    def _attachment(self, attached: tuple[Localised, Asset, int]) -> Element:
        """A file of the uploads folder; where the old site still answers, it can be fetched."""
        item, asset, parent = attached
        shown = quote(asset.permalink)
        below = asset.permalink.partition("/uploads/")[2]
        date = item.article.date
        told = {
            "title": below,
            "link": "",
            "guid": quote(asset.url, safe=_SAFE),
            "content:encoded": "",
            "wp:post_id": str(self._files[shown]),
            **(_moment(date.value) if date else {}),
            "wp:post_name": plain_slug(below),
            "wp:status": "inherit",
            "wp:post_parent": str(parent),
            "wp:post_type": "attachment",
            "wp:attachment_url": quote(asset.url, safe=_SAFE),
        }
        element = _element("item", told)
        if shown in self._words:
            element.append(_meta("_wp_attachment_image_alt", self._words[shown]))
        return element


def plain(text: str) -> str:
    """Text for a field that WordPress takes for HTML."""
    return _MEANS_MORE.sub(lambda sign: "&lt;" if sign[0] == "<" else "&amp;", text)


def _login(name: str) -> str:
    return plain_slug(name)[:_LONGEST_LOGIN].strip("-") or "author"


def _known_by(article: Article) -> tuple[str, str]:
    """What the importer knows an item by, in the eyes of a database that sees no accents."""
    return _type(article), plain_slug(article.title.value)


def _type(article: Article) -> str:
    return "post" if article.kind is Kind.POST else "page"


def _guid(article: Article) -> str:
    """The name by which feed readers know it; WordPress takes addresses only."""
    told = article.guid.value if article.guid else ""
    return next(filter(urls.is_web, (told, article.url)), "")


def _attached(site: Site) -> Iterator[tuple[Localised, Asset, int]]:
    """Each copy once, with the page that shows it first and that page's number.

    What has no address on the web cannot be fetched by the importer.
    """
    seen: set[PurePosixPath] = set()
    for number, item in enumerate(site.items, 1):
        for asset in item.assets:
            if asset.path not in seen and urls.is_web(asset.url):
                seen.add(asset.path)
                yield item, asset, number


def _numbered(site: Site) -> dict[str, int]:
    """The number of each attachment, behind those of the pages, by what documents call it."""
    files = enumerate(_attached(site), len(site.pages) + 1)
    return {quote(asset.permalink): number for number, (_, asset, _) in files}


def _described(site: Site) -> dict[str, str]:
    """What the first page that says anything of a picture says, by what documents call it."""
    words: dict[str, str] = {}
    for item in site.items:
        for source, told in descriptions(item.article.body).items() if item.assets else ():
            words.setdefault(source, told)
    return words


def _comments_of(article: Article) -> tuple[Comment, ...]:
    """What visitors said of it; the messages of a forum are its text."""
    return () if article.kind is Kind.FORUM else article.comments


def _day(article: Article) -> str:
    """The day for a comment that tells none: that of its page, else the one when it was read."""
    date = article.date.value if article.date else article.fetched_at
    return f"{date:%Y-%m-%d}" if date else ""


def _moment(date: datetime) -> dict[str, str]:
    return _at(f"{date:%Y-%m-%d %H:%M:%S}", f"{date.astimezone(UTC):%Y-%m-%d %H:%M:%S}")


def _at(local: str, gmt: str) -> dict[str, str]:
    return {"wp:post_date": local, "wp:post_date_gmt": gmt}


def _comment(comment: Comment, first: int, day: str) -> dict[str, str]:
    """A message; its hour is not known."""
    moment = f"{day} 00:00:00" if day else _NEVER
    text = f"{comment.title}\n\n{comment.text}" if comment.title else comment.text
    return {
        "wp:comment_id": str(first + comment.number),
        "wp:comment_author": plain(comment.author),
        "wp:comment_author_email": "",
        "wp:comment_author_url": "",
        "wp:comment_author_IP": "",
        "wp:comment_date": moment,
        "wp:comment_date_gmt": moment,
        "wp:comment_content": plain(text),
        "wp:comment_approved": "1",
        "wp:comment_type": "comment",
        "wp:comment_parent": str(first + comment.parent if comment.parent else 0),
        "wp:comment_user_id": "0",
    }


def _meta(key: str, value: str) -> Element:
    return _element("wp:postmeta", {"wp:meta_key": key, "wp:meta_value": value})


def _element(name: str, told: Mapping[str, str]) -> Element:
    element = Element(_tag(name))
    _tell(element, told)
    return element


def _tell(element: Element, told: Mapping[str, str]) -> None:
    for name, text in told.items():
        child = SubElement(element, _tag(name))
        child.text = without_controls(text)
        if name == "guid":
            child.set("isPermaLink", "false")


def _tag(name: str) -> str:
    prefix, colon, local = name.partition(":")
    return f"{{{_SPACES[prefix]}}}{local}" if colon else name


for _prefix, _space in _SPACES.items():
    register_namespace(_prefix, _space)
