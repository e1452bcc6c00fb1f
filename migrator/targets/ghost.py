"""Ghost: one ZIP file for Settings → Import, with all pictures, and a file of redirects."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import quote

from migrator.comments import comments_document
from migrator.markdown import RawHtml, frame
from migrator.models import (
    Article,
    Asset,
    Document,
    Embed,
    Kind,
    Localised,
    Move,
    Package,
    Place,
    Rendered,
    Site,
    Spot,
)
from migrator.targets.base import Layout, Offers, Target
from migrator.targets.html import Names, html_of, kind_of, plain_slug, without_controls

_ZIP = "ghost-import.zip"
_HERE = "__GHOST_URL__"  # what the importer puts the new site's address for
_TITLE, _EXCERPT, _DESCRIPTION, _TAG = 255, 300, 500, 191  # signs; one too many ends the import
_KEPT = re.compile(
    r"^(<(table|iframe|video|audio|details|dl|div|object|embed)\b.*?</\2>)$",
    re.DOTALL | re.MULTILINE,
)


def _keep(root: PurePosixPath, here: Place, name: str, is_shared: bool) -> Spot:
    below = name if is_shared else f"{plain_slug(here.slug) or 'page'}/{name}"
    public = f"/content/{kind_of(name)}/blog/{below}"
    return Spot(root / _ZIP / public[1:], f"{_HERE}{public}", public)


def _embed(embed: Embed, raw_html: RawHtml) -> str | None:
    return None if raw_html is RawHtml.NONE else frame(embed)


def _link(here: Place, there: Place) -> str:
    return f"{_HERE}{there.permalink}"


def _comments(item: Localised) -> Document | None:
    """Ghost imports none: they are data beside its file."""
    found = comments_document(item)
    if found is None:
        return None
    root = next(each for each in item.place.path.parents if each.name == _ZIP).parent
    return Document(root / "comments" / f"{item.place.slug}.json", found.content)


def _write(target: Target, site: Site) -> Iterator[Document]:
    rules = [rule for move in site.moves for rule in _redirect(move)]
    yield Document(target.root / "redirects.json", _as_json(rules))
    yield from filter(None, map(target.comments, site.items))


def _package(target: Target, site: Site, assets: Sequence[Asset]) -> Package:
    path = target.root / _ZIP
    document = Document(path / "data.json", _as_json({"db": [_database(site)]}))
    copies = {asset.path: asset for asset in assets}
    return Package(path, (document, *copies.values()))


def _as_json(told: object) -> bytes:
    return (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode()


def _database(site: Site) -> dict[str, Any]:
    tags = Names()
    fetched = [item.article.fetched_at for item in site.items if item.article.fetched_at]
    posts = [_post(number, page) for number, page in enumerate(site.pages, 1)]
    related = [
        {"post_id": str(number), "tag_id": tags.slug(name), "sort_order": order}
        for number, item in enumerate(site.items, 1)
        for order, name in enumerate(_tags(item.article))
    ]
    return {
        "meta": {"exported_on": _milliseconds(max(fetched, default=None)), "version": "6.0.0"},
        "data": {
            "posts": posts,
            "posts_meta": [*filter(None, map(_meta, range(1, len(posts) + 1), site.items))],
            "tags": [{"id": slug, "name": name, "slug": slug} for name, slug in tags.known],
            "posts_tags": related,
        },
    }


def _tags(article: Article) -> Iterator[str]:
    """Categories first: the first tag is what Ghost shows; one with a # before it is hidden."""
    if article.kind is Kind.POST:
        names = (fact.value for fact in (*article.categories, *article.tags))
        plain = (without_controls(name).lstrip("# ") or name for name in names)
        yield from dict.fromkeys(_cut(name, _TAG) for name in plain)


def _post(number: int, page: Rendered) -> dict[str, Any]:
    item, article = page.item, page.item.article
    date = _instant(article.date.value) if article.date else None
    told = {
        "id": str(number),
        "title": _cut(without_controls(article.title.value), _TITLE) or "(untitled)",
        "slug": item.place.slug,
        "html": _content(page.markdown),
        "status": "draft" if article.is_draft else "published",
        "type": "post" if article.kind is Kind.POST else "page",
        "visibility": "public",
        "feature_image": item.cover or None,
        "published_at": None if article.is_draft else date,
        "created_at": date,
        "updated_at": date,
        "custom_excerpt": _excerpt(article, _EXCERPT),
    }
    return {name: value for name, value in told.items() if value is not None}


def _meta(number: int, item: Localised) -> dict[str, Any] | None:
    """The whole description, which may be longer than an excerpt."""
    told = _excerpt(item.article, _DESCRIPTION)
    return {"post_id": str(number), "meta_description": told} if told else None


def _excerpt(article: Article, most: int) -> str | None:
    told = without_controls(article.description.value) if article.description else ""
    return _cut(told, most) or None


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def _content(markdown: str) -> str:
    """The body; what Ghost's editor has no word for is kept as it stands, in cards."""
    html = without_controls(html_of(markdown))
    card = r"<!--kg-card-begin: html-->\n\1\n<!--kg-card-end: html-->"
    return _KEPT.sub(card, html)


def _instant(date: datetime) -> str:
    return f"{date.astimezone(UTC):%Y-%m-%dT%H:%M:%S}.000Z"


def _milliseconds(date: datetime | None) -> int:
    return int(date.timestamp() * 1000) if date else 0


def _redirect(move: Move) -> Iterator[dict[str, Any]]:
    """A rule; Ghost reads the old address as an expression, and sees no query."""
    if "?" not in move.old:
        old = re.escape(quote(move.old.rstrip("/"))).replace("/", r"\/")
        end = r"(?:\/.*)?$" if move.covers_below else r"\/?$"
        yield {"from": f"^{old}{end}", "to": quote(move.new), "permanent": True}


def _tag_address(name: str) -> str:
    slug = plain_slug(name)
    return f"/tag/{slug}/" if slug else ""


GHOST = Target(
    name="ghost",
    summary="a file for Ghost's importer",
    next_step="Import {site}/ghost-import.zip, then upload {site}/redirects.json (docs/targets).",
    layouts={
        Kind.POST: Layout(f"{_ZIP}/posts/{{slug}}", "/{slug}/"),
        Kind.PAGE: Layout(f"{_ZIP}/pages/{{slug}}", "/{slug}/"),
        Kind.HOME: Layout(f"{_ZIP}/pages/{{slug}}", "/{slug}/"),
    },
    link=_link,
    keep=_keep,
    embed=_embed,
    comments=_comments,
    write=_write,
    package=_package,
    fields=(),
    cannot={
        "author": "an author is an account there, with an e-mail address",
        "language": "a Ghost site has one language",
        "guid": "Ghost makes its own",
        "original_url": "there is no field for it",
    },
    reserved=frozenset("author content ghost p page rss tag".split()),
    slug=plain_slug,
    shares_slugs=True,
    needs_date=True,
    longest_title=_TITLE,
    offers=Offers(posts="/", tag=_tag_address, feed="/rss/"),
    pack=frozenset(["README.md", "map.csv"]),
)
