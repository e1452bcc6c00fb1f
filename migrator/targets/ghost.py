"""Ghost: one ZIP file for Settings → Import, with all pictures, and a file of redirects."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from itertools import chain, count
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
from migrator.targets.cards import with_cards
from migrator.targets.html import (
    Names,
    descriptions,
    folder_of,
    html_of,
    plain_slug,
    without_controls,
)

_ZIP = "ghost-import.zip"
_HERE = "__GHOST_URL__"  # what the importer puts the new site's address for
_TITLE, _EXCERPT, _DESCRIPTION, _TAG = 255, 300, 500, 191  # signs; one too many ends the import
_ALT = 191
_ITS_OWN = frozenset(
    "amp assets author content email ghost members p page private public r rss tag "
    "unsubscribe".split()
)
_IMAGES = frozenset("gif ico jpeg jpg png svg svgz webp".split())
_MEDIA = frozenset("m4a mp3 mp4 ogg ogv wav webm".split())
_FILES = frozenset(
    "7z aac ai avi avif bmp bz2 csv doc docx eot epub eps flac gpx gz heic html ics key kml m4v "
    "mid mkv mobi mov numbers odp ods odt opus otf pages pdf ppt pptx psd rar rtf tar tgz tif tiff "
    "tsv ttf txt vcf woff woff2 xcf xls xlsx xml zip".split()
)


def _keep(root: PurePosixPath, here: Place, name: str, is_shared: bool) -> Spot:
    below = name if is_shared else f"{folder_of(here.slug)}/{name}"
    suffix = name.rpartition(".")[2]
    kind = "images" if suffix in _IMAGES else "media" if suffix in _MEDIA else "files"
    # Of other kinds Ghost takes none, and JSON or Markdown it takes for posts.
    is_known = kind != "files" or suffix in _FILES
    public = f"/content/{kind}/blog/{below}" + ("" if is_known else ".txt")
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
    named = [tuple(_tags(item.article)) for item in site.items]
    slugs = Names(_slug)
    tags = {
        name: {"id": str(number), "name": name, "slug": slugs.slug(name)}
        for number, name in enumerate(dict.fromkeys(chain.from_iterable(named)), 1)
    }
    related = [
        {"post_id": str(number), "tag_id": tags[name]["id"], "sort_order": order}
        for number, names in enumerate(named, 1)
        for order, name in enumerate(names)
    ]
    fetched = [item.article.fetched_at for item in site.items if item.article.fetched_at]
    return {
        "meta": {"exported_on": _milliseconds(max(fetched, default=None)), "version": "6.0.0"},
        "data": {
            "posts": [_post(number, page) for number, page in enumerate(site.pages, 1)],
            "posts_meta": [*filter(None, map(_meta, count(1), site.items))],
            "tags": [*tags.values()],
            "posts_tags": related,
        },
    }


def _tags(article: Article) -> Iterator[str]:
    """Categories first: the first tag is what Ghost shows."""
    if article.kind is Kind.POST:
        names = (fact.value for fact in (*article.categories, *article.tags))
        yield from dict.fromkeys(_cut(_shown(name), _TAG) for name in names)


def _shown(name: str) -> str:
    """A tag that Ghost takes and shows: no comma before it, and no #."""
    told = without_controls(name).strip()
    return told.lstrip("#, ") or f"tag {told}"


def _post(number: int, page: Rendered) -> dict[str, Any]:
    item, article = page.item, page.item.article
    date = _instant(article.date.value) if article.date else None
    told = {
        "id": str(number),
        "title": _cut(without_controls(article.title.value), _TITLE) or "(untitled)",
        "slug": item.place.slug,
        "html": with_cards(html_of(page.markdown)),
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
    """The whole description, which may be longer than an excerpt, and what the cover shows."""
    alt = descriptions(item.article.body).get(item.cover, "") if item.cover else ""
    told = {
        "meta_description": _excerpt(item.article, _DESCRIPTION),
        "feature_image_alt": _cut(without_controls(alt), _ALT) or None,
    }
    known = {name: value for name, value in told.items() if value}
    return {"post_id": str(number), **known} if known else None


def _excerpt(article: Article, most: int) -> str | None:
    told = without_controls(article.description.value) if article.description else ""
    return _cut(told, most) or None


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def _instant(date: datetime) -> str:
    return f"{date.astimezone(UTC):%Y-%m-%dT%H:%M:%S}.000Z"


def _milliseconds(date: datetime | None) -> int:
    return int(date.timestamp() * 1000) if date else 0


def _redirect(move: Move) -> Iterator[dict[str, Any]]:
    """A rule; Ghost reads the old address as an expression, and sees no query."""
    if "?" not in move.old:
        path = move.old.rstrip("/")
        spelt = dict.fromkeys(unicodedata.normalize(form, path) for form in ("NFC", "NFD"))
        old = "|".join("".join(map(_sign, each)) for each in spelt)
        old = f"(?:{old})" if len(spelt) > 1 else old
        end = r"(?:\/.*)?$" if move.covers_below else r"\/?$"
        yield {"from": f"^{old}{end}", "to": quote(move.new), "permanent": True}


def _sign(sign: str) -> str:
    """A sign of an address as browsers may send it: escaped, in either case, or as it is."""
    if sign == "/":
        return r"\/"
    if sign.isascii() and (sign.isalnum() or sign in "-._~"):
        return re.escape(sign)
    escaped = "".join(_byte(each) for each in sign.encode())
    return f"(?:{re.escape(sign)}|{escaped})" if sign in "!$&'()*+,;=:@" else escaped


def _byte(value: int) -> str:
    digits = f"{value:02X}"
    return "%" + "".join(f"[{d}{d.lower()}]" if d.isalpha() else d for d in digits)


def _slug(text: str) -> str:
    """A slug that stays: some addresses are Ghost's own."""
    slug = plain_slug(text)
    return f"{slug}-1" if slug in _ITS_OWN else slug


def _tag_address(name: str) -> str:
    slug = _slug(_shown(name))
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
    in_one_file=True,
    fields=(),
    cannot={
        "author": "an author is an account there, with an e-mail address",
        "language": "a Ghost site has one language",
        "guid": "Ghost makes its own",
        "original_url": "there is no field for it",
    },
    slug=_slug,
    shares_slugs=True,
    needs_date=True,
    longest_title=_TITLE,
    offers=Offers(posts="/", tag=_tag_address, feed="/rss/"),
    pack=frozenset(["map.csv"]),
)
