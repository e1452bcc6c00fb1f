"""A small picture of each page for the overview: the cover, or the first picture that it shows."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from io import BytesIO

from migrator.archive import Archive
from migrator.dom import attribute, parse
from migrator.models import Asset, Document, Localised
from migrator.preview.copies import ROOT, Copies, body_of

THUMBS = ROOT / "thumbs"
SIZE = (176, 132)  # pixels, twice as many as are shown
_FORMATS = ("JPEG", "PNG", "GIF", "WEBP", "BMP")
_MOST_BYTES = 30_000_000
_MOST_PIXELS = 60_000_000
_TRIED = 3  # pictures of a page
_LEAST = 24  # pixels: what is smaller is an icon
_QUALITY = 72


def thumb(number: str, item: Localised, copies: Copies, archive: Archive) -> Document | None:
    """That of a page; None if it shows no picture that can be made small."""
    for asset in _candidates(item, copies):
        found = _made(number, body_of(asset, archive, _MOST_BYTES))
        if found is not None:
            return found
    return None


def _candidates(item: Localised, copies: Copies) -> Iterator[Asset]:
    old = {new: address for address, new in item.references.items()}
    cover = item.article.cover
    body = parse(item.article.body).body
    shown = [] if body is None else [attribute(each, "src") for each in body.css("img")]
    named = [cover.value] if cover is not None else []
    named += [old.get(source, source) for source in shown[:_TRIED]]
    yield from filter(None, map(copies.asset, named[:_TRIED]))


def _made(number: str, body: bytes) -> Document | None:
    """The picture made small; None for one that is broken, tiny, or large beyond measure."""
    if not body:
        return None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # such as of what will be gone from the library
            return _small(number, body)
    except Exception:  # a hostile picture can raise anything
        return None


def _small(number: str, body: bytes) -> Document | None:
    from PIL import Image, ImageOps

    with Image.open(BytesIO(body), formats=_FORMATS) as image:
        width, height = image.size
        if width * height > _MOST_PIXELS or min(width, height) < _LEAST:
            return None
        image.draft("RGB", (2 * SIZE[0], 2 * SIZE[1]))
        image.thumbnail((4 * SIZE[0], 4 * SIZE[1]))
        turned = ImageOps.exif_transpose(image).convert("RGBA")
        paper = Image.new("RGB", turned.size, "white")
        paper.paste(turned, mask=turned.getchannel("A"))
        small = ImageOps.fit(paper, SIZE, centering=(0.5, 0.4))
    out = BytesIO()
    small.save(out, "JPEG", quality=_QUALITY, optimize=True)
    return Document(THUMBS / f"{number}.jpg", out.getvalue())
