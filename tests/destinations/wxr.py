"""A WXR file read as XML, and put into a WordPress through its REST API."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from mimetypes import guess_type
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import fromstring

from tests.destinations.wordpress import WordPress

WP = "{http://wordpress.org/export/1.2/}"
PREFIXES = {
    WP: "wp:",
    "{http://purl.org/rss/1.0/modules/content/}": "content:",
    "{http://wordpress.org/export/1.2/excerpt/}": "excerpt:",
    "{http://purl.org/dc/elements/1.1/}": "dc:",
}


@dataclass(frozen=True)
class Item:
    """A post, page or attachment: its fields by their names in the file, empty ones too."""

    fields: Mapping[str, str]
    terms: tuple[tuple[str, str, str], ...]  # domain, slug, name
    meta: Mapping[str, str]
    comments: tuple[Mapping[str, str], ...]

    @property
    def kind(self) -> str:
        """`post`, `page` or `attachment`."""
        return self.fields["wp:post_type"]


@dataclass(frozen=True)
class Wxr:
    """What the file holds; of the channel, authors and terms the fields by their names."""

    channel: Mapping[str, str]
    authors: tuple[Mapping[str, str], ...]
    categories: tuple[Mapping[str, str], ...]
    tags: tuple[Mapping[str, str], ...]
    items: tuple[Item, ...]

    def of(self, *kinds: str) -> Iterator[Item]:
        """The items of these kinds."""
        return (item for item in self.items if item.kind in kinds)


def read_wxr(content: bytes) -> Wxr:
    """The file as data; whatever is no XML or breaks its rules fails here."""
    channel = fromstring(content).find("channel")
    assert channel is not None
    return Wxr(
        _fields(channel),
        tuple(map(_fields, channel.iter(f"{WP}author"))),
        tuple(map(_fields, channel.iter(f"{WP}category"))),
        tuple(map(_fields, channel.iter(f"{WP}tag"))),
        tuple(map(_item, channel.iter("item"))),
    )


def put(wxr: Wxr, uploads: Path, blog: WordPress) -> None:
    """All of it through the API, as the importer would write it: with its slugs, authors, terms.

    Files lie in the uploads folder already; a featured image has to be uploaded once more.
    """
    people = {a["wp:author_login"]: blog.post("users", **_person(a))["id"] for a in wxr.authors}
    terms = {
        ("category", c["wp:category_nicename"]): blog.post(
            "categories", name=c["wp:cat_name"], slug=c["wp:category_nicename"]
        )["id"]
        for c in wxr.categories
    }
    terms |= {
        ("post_tag", t["wp:tag_slug"]): blog.post(
            "tags", name=t["wp:tag_name"], slug=t["wp:tag_slug"]
        )["id"]
        for t in wxr.tags
    }
    files = {item.fields["wp:post_id"]: item for item in wxr.of("attachment")}
    for item in wxr.of("post", "page"):
        told = _told(item)
        if item.fields["dc:creator"]:
            told["author"] = people[item.fields["dc:creator"]]
        for domain, name in (("category", "categories"), ("post_tag", "tags")):
            if item.kind == "post":
                told[name] = [terms[d, slug] for d, slug, _ in item.terms if d == domain]
        if cover := files.get(item.meta.get("_thumbnail_id", "")):
            told["featured_media"] = _uploaded(cover, uploads, blog)
        made = blog.post(f"{item.kind}s", **told)["id"]
        _discuss(item, made, blog)


def _person(author: Mapping[str, str]) -> dict[str, str]:
    login = author["wp:author_login"]
    told = {"name": author["wp:author_display_name"], "email": f"{login}@example.invalid"}
    return {"username": login, "password": f"{login} in a test", "roles": "author", **told}


def _told(item: Item) -> dict[str, Any]:
    """What the API is told; a time that never was, or none, is the time of the import."""
    fields = item.fields
    told: dict[str, Any] = {
        "title": fields["title"],
        "slug": fields["wp:post_name"],
        "content": fields["content:encoded"],
        "excerpt": fields["excerpt:encoded"],
        "status": fields["wp:status"],
        "comment_status": fields["wp:comment_status"],
    }
    if fields.get("wp:post_date_gmt", "0000") >= "0001":
        told["date_gmt"] = fields["wp:post_date_gmt"].replace(" ", "T")
    return told


def _uploaded(cover: Item, uploads: Path, blog: WordPress) -> int:
    below = cover.fields["title"]
    content = (uploads / below).read_bytes()
    made = blog.upload(Path(below).name, content, guess_type(below)[0] or "")
    alt = cover.meta.get("_wp_attachment_image_alt", "")
    return int(blog.post(f"media/{made['id']}", title=below, alt_text=alt)["id"])


def _discuss(item: Item, post: int, blog: WordPress) -> None:
    """The comments; each answers the one that it names."""
    numbers = {"0": 0}
    for comment in item.comments:
        made = blog.post(
            "comments",
            post=post,
            parent=numbers[comment["wp:comment_parent"]],
            author_name=comment["wp:comment_author"],
            author_email="nobody@example.invalid",
            content=comment["wp:comment_content"],
            date_gmt=comment["wp:comment_date_gmt"].replace(" ", "T"),
            status="approve" if comment["wp:comment_approved"] == "1" else "hold",
        )
        numbers[comment["wp:comment_id"]] = made["id"]


def _item(item: Element) -> Item:
    terms = (
        (term.get("domain", ""), term.get("nicename", ""), term.text or "")
        for term in item.findall("category")
    )
    meta = map(_fields, item.findall(f"{WP}postmeta"))
    return Item(
        _fields(item),
        tuple(terms),
        {each["wp:meta_key"]: each["wp:meta_value"] for each in meta},
        tuple(map(_fields, item.findall(f"{WP}comment"))),
    )


def _fields(parent: Element) -> dict[str, str]:
    """The texts of all children that hold nothing but text."""
    return {_name(child): child.text or "" for child in parent if not len(child)}


def _name(element: Element) -> str:
    space, brace, local = str(element.tag).rpartition("}")
    return PREFIXES[space + brace] + local if brace else local
