"""What the raw page holds: BeautifulSoup on the bytes, with a content rule of its own."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import unquote

from bs4 import Tag

from migrator.models import Article
from migrator.verify.addresses import Rewrites, joined, same_embed, same_link
from migrator.verify.classic import comments_of, level_of
from migrator.verify.content import content_of
from migrator.verify.inventory import Inventory
from migrator.verify.pictures import NO_TARGET, count_pictures, source_of
from migrator.verify.raw import Raw
from migrator.verify.text import FRAMES, visible
from migrator.verify.unfold import unfold, unfold_scripts

_DEEPEST = 6  # quotes within quotes


def page_inventory(raw: Raw, article: Article, rewrites: Rewrites) -> Inventory:
    """What the page says outside of the platform's own parts; its tree is taken to pieces."""
    found = Inventory()
    unfold(raw.soup)
    for part in raw.soup.select("main, #content"):
        unfold_scripts(part, raw.soup)
    root = content_of(raw.soup, article)
    if root is not None:
        found.count_anchors(root)
        count_pictures(found, root, raw.address)
        _count_links(found, root, raw.address, rewrites)
        _count_frames(found, root, raw.address)
        for message in comments_of(root):
            deep = min(level_of(message), _DEEPEST) - 1
            found.marked += [(message, "quote", "", "")] * deep
        found.count(root)
    return found


def album_inventory(
    raws: Iterable[Raw], article: Article, rewrites: Rewrites, there: Inventory
) -> Inventory:
    """What further pages of an album add to what is there: pictures; and all that they say.

    Its `text` holds their titles, too: those may stand in the album, and need not.
    """
    found = Inventory()
    for raw in raws:
        root = content_of(raw.soup, article)
        if root is None:
            continue
        said = Inventory()
        count_pictures(said, root, raw.address)
        _count_links(said, root, raw.address, rewrites)
        _count_frames(said, root, raw.address)
        found.text += f" {visible(root)}"
        for title in root.find_all(["h1", "h2"]):
            title.extract()
        said.count(root)
        found.images |= said.images - there.images
        found.links |= said.links
        found.embeds |= said.embeds
        found.sequence += said.sequence
    return found


def _count_links(found: Inventory, root: Tag, address: str, rewrites: Rewrites) -> None:
    for link in root.find_all("a", href=True):
        target = joined(_meant(found, link, address, rewrites), str(link["href"]))
        if _can_be_followed(link, target, address):
            found.mark(link, "link", rewrites.link(target))


def _meant(found: Inventory, link: Tag, address: str, rewrites: Rewrites) -> str:
    """Where a link starts from: one to a part that is there starts from the page itself."""
    part = re.match("#(.+)", str(link["href"]).strip())
    return rewrites.page if part and unquote(part[1]) in found.ids else address


def _can_be_followed(link: Tag, target: str, address: str) -> bool:
    """Is there something to click on, that leads anywhere but to a larger copy of itself?"""
    image = link.find("img")
    shown = joined(address, source_of(image)) if isinstance(image, Tag) else ""
    if shown and not visible(link) and same_link(shown) == same_link(target):
        return len(link.find_all(["img", *FRAMES])) > 1
    names = link.get_attribute_list("class")
    if shown and (link.find_parent(class_="photo") or "photo" in names):
        return False
    if (
        NO_TARGET.match(re.sub(r"[\t\r\n]", "", target))
        or "litebox" in names
        or str(link["href"]).strip() in ("", "#")
    ):
        return False
    return bool(visible(link)) or isinstance(image, Tag)


def _count_frames(found: Inventory, root: Tag, address: str) -> None:
    for frame in root.find_all(FRAMES):
        source = _frame_source(frame)
        if source and not frame.find_parent(FRAMES):
            found.mark(frame, "embed", same_embed(joined(address, source)))
    for frame in root.find_all(FRAMES):
        frame.clear()
    for player in root.find_all(class_=["b-video", "b-map", "b-audio"]):
        source = _drawn_source(player)
        if source:
            found.mark(player, "embed", same_embed(joined(address, source)))


def _drawn_source(player: Tag) -> str:
    """What a script would put into an empty player: the first address among its attributes."""
    if visible(player) or player.find(["img", *FRAMES]) is not None:
        return ""
    values = (str(v) for part in (player, *player.find_all(True)) for v in part.attrs.values())
    return next((value for value in values if re.match("(?:https?:)?//", value)), "")


def _frame_source(frame: Tag) -> str:
    inner = frame.find(["source", "embed"], src=True)
    movie = frame.find("param", attrs={"name": re.compile("^(?:movie|src)$", re.IGNORECASE)})
    offered = [frame.get("src"), frame.get("data"), frame.get("data-src")]
    offered += [inner["src"]] if isinstance(inner, Tag) else []
    offered += [movie.get("value")] if isinstance(movie, Tag) else []
    named = (str(source) for source in offered if source)
    return next((source for source in named if not re.match("about:|data:", source)), "")
