"""The pictures of a raw page, however it shows them: itself, by a script, behind a click."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bs4 import BeautifulSoup, Tag

from migrator.verify.addresses import joined, same_file
from migrator.verify.content import gallery_pictures
from migrator.verify.inventory import ANY, Inventory
from migrator.verify.text import normal, visible

NO_TARGET = re.compile(r"\s*(?:javascript|vbscript|data):", re.IGNORECASE)
_PLACEHOLDER = 400  # characters; a picture written into the page is longer


def count_pictures(found: Inventory, root: Tag, address: str) -> None:
    """Every picture, by the file that it shows."""
    for node, source in [*_pictures(root), *_pictures_in_data(root)]:
        if source:
            alt = ANY if node.name == "video" else normal(str(node.get("alt") or ""))
            found.mark(node, "image", same_file(joined(address, source)), alt)


def _pictures_in_data(root: Tag) -> Iterator[tuple[Tag, str]]:
    """The pictures of galleries that a script draws; their captions count as seen."""
    soup = BeautifulSoup("", "html.parser")
    for gallery, pictures in gallery_pictures(root):
        for source, caption in pictures:
            place, said = _place(), soup.new_tag("p", string=_text_of_html(caption))
            gallery.extend([place, said])
            yield place, source


def _place() -> Tag:
    """Where a picture stands that no element of the page shows."""
    return BeautifulSoup("", "html.parser").new_tag("img")


def _pictures(root: Tag) -> Iterator[tuple[Tag, str]]:
    stills = ((video, str(video["poster"]).strip()) for video in root.select("video[poster]"))
    yield from (still for still in stills if not NO_TARGET.match(still[1]))
    for image in root.find_all("img"):
        yield image, _enlarged(image) or source_of(image)
    for link in root.select("a.litebox[href]:not(:has(img))"):
        place = _place()
        link.insert(0, place)
        link.append(f" {_text_of_html(str(link.get('data-litebox-text') or ''))} ")
        yield place, str(link["href"])
    for icon in root.find_all(["embed", "object"]):
        source = str(icon.get("src") or icon.get("data-src") or icon.get("data") or "")
        kind = str(icon.get("type") or (source if icon.name == "embed" else ""))
        if source and ("svg" in kind or kind.startswith("image/")):
            place = _place()
            icon.replace_with(place)
            yield place, source


def _enlarged(image: Tag) -> str:
    """The picture that a click shows in the viewer; its caption counts as seen."""
    link = image.find_parent("a", class_="litebox", href=True)
    if link is None:
        return ""
    caption = _text_of_html(str(link.get("data-litebox-text") or ""))
    if caption and not link.find(class_="gallery-title") and caption not in visible(link):
        link.append(f" {caption} ")
    return str(link["href"])


def _text_of_html(written: str) -> str:
    is_html = "<" in written or "&" in written
    return visible(BeautifulSoup(written, "html.parser")) if is_html else normal(written)


def source_of(image: Tag) -> str:
    """The address of a picture, also where a script loads it late, or others stand for it."""
    own = _own_source(image)
    others = image.find_parent("picture") if not own else None
    sources = others.find_all("source") if others is not None else []
    return own or next(filter(None, map(_own_source, sources)), "")


def _own_source(image: Tag) -> str:
    named = (image.get(name) for name in ("data-src", "data-original", "data-lazy-src", "src"))
    source = next((str(each) for each in named if each), "")
    if source and (not source.startswith("data:") or len(source) > _PLACEHOLDER):
        return source
    offered = re.split(
        r",\s+|(?<=[wx]),", str(image.get("data-srcset") or image.get("srcset") or "")
    )
    sized = [part.split() for part in offered if part.strip() and not part.startswith("data:")]
    sized.sort(key=lambda part: float(re.sub(r"[^\d.]", "", part[1]) or 1) if part[1:] else 1)
    return sized[-1][0] if sized else ""
