"""What the raw page holds: BeautifulSoup on the bytes, with a content rule of its own."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from urllib.parse import unquote

from bs4 import BeautifulSoup, Tag

from migrator.depth import shallow_bytes
from migrator.models import Article, Snapshot
from migrator.verify.addresses import Rewrites, joined, same_embed, same_file, same_link
from migrator.verify.classic import comments_of, date_line
from migrator.verify.content import content_of, gallery_pictures
from migrator.verify.inventory import FRAMES, Inventory, normal, visible, words
from migrator.verify.unfold import source_of, unfold, unfold_scripts

_DAY = ("s-bdh-d", "blog-detail-date")
_CLOCK = re.compile(r"\d{1,2}:\d\d(?::\d\d)?")
_NAME = re.compile(r'"name":\s*"((?:[^"\\]|\\.)*)"')
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w-]+)", re.IGNORECASE)
_PLACEHOLDER = 400  # characters; a picture written into the page is longer
_NO_TARGET = re.compile(r"\s*(?:javascript|vbscript|data):", re.IGNORECASE)


def page_inventory(snapshot: Snapshot, article: Article, rewrites: Rewrites) -> Inventory:
    """What the page says outside of the platform's own parts."""
    said = _CHARSET.search(snapshot.header("Content-Type"))
    body = shallow_bytes(snapshot.body)
    soup = source_of(BeautifulSoup(body, "html.parser", from_encoding=said[1] if said else None))
    address = _address(snapshot, soup)
    found = Inventory(
        titles=tuple(dict.fromkeys(_titles(soup))), day=_day(soup, article.generation)
    )
    unfold(soup)
    for part in soup.select("main, #content"):
        unfold_scripts(part, soup)
    root = content_of(soup, article)
    if root is not None:
        _blot(root, article)
        found.count_anchors(root)
        _count_pictures(found, root, address)
        _count_links(found, root, address, rewrites)
        _count_frames(found, root, address)
        found.count(root)
    return found


def _address(snapshot: Snapshot, soup: BeautifulSoup) -> str:
    """Where the page's relative addresses start from."""
    base = soup.find("base", href=True)
    return joined(snapshot.url, str(base["href"])) if isinstance(base, Tag) else snapshot.url


def _blot(root: Tag, article: Article) -> None:
    """What was blotted out of messages on purpose is not lost."""
    for message in comments_of(root) if article.redacted else []:
        for link in message.find_all("a", href=re.compile("^(?:mailto|tel):")):
            link.unwrap()
        for part in message.select(".head h3, .head p, .text"):
            said = visible(part)
            blotted = said
            for old, new in article.redacted:
                blotted = blotted.replace(normal(old), new)
            if blotted != said and not part.select(".user, .date, a, img"):
                part.string = blotted
            elif blotted != said:
                _blot_texts(part, article)


def _blot_texts(part: Tag, article: Article) -> None:
    for text in part.find_all(string=True):
        blotted = str(text)
        for old, new in article.redacted:
            blotted = blotted.replace(old, new)
        if blotted != str(text):
            text.replace_with(blotted)


def comment_words(snapshot: Snapshot, article: Article) -> Counter[str]:
    """The words of all messages on the page but for labels and buttons, and what they link to."""
    soup = source_of(BeautifulSoup(shallow_bytes(snapshot.body), "html.parser"))
    address = _address(snapshot, soup)
    found: Counter[str] = Counter()
    _blot(soup, article)
    for message in comments_of(soup):
        for node in message.select(".head .date, .head .user, .reply, script, form"):
            node.extract()
        found.update(words(visible(message)))
        for part in message.select("a[href], img[src]"):
            found[joined(address, str(part.get("href") or part.get("src")))] += 1
    return found


def album_inventory(
    snapshots: Iterable[Snapshot], article: Article, rewrites: Rewrites, there: Inventory
) -> Inventory:
    """What further pages of an album add to what is there: pictures; and all that they say.

    Its `text` holds their titles, too: those may stand in the album, and need not.
    """
    found = Inventory()
    for snapshot in snapshots:
        soup = source_of(BeautifulSoup(shallow_bytes(snapshot.body), "html.parser"))
        address = _address(snapshot, soup)
        root = content_of(soup, article)
        if root is None:
            continue
        said = Inventory()
        _count_pictures(said, root, address)
        _count_links(said, root, address, rewrites)
        _count_frames(said, root, address)
        found.text += f" {visible(root)}"
        for title in root.find_all(["h1", "h2"]):
            title.extract()
        said.count(root)
        found.images |= said.images - there.images
        found.links |= said.links
        found.embeds |= said.embeds
        found.sequence += said.sequence
    return found


def _titles(soup: BeautifulSoup) -> Iterator[str]:
    """Every title that the page tells, with and without the site's name behind it."""
    whole = [normal(node.get_text()) for node in soup.find_all("title")]
    whole += [normal(str(node.get("content"))) for node in soup.find_all(property="og:title")]
    for title in whole:
        yield title
        yield title.rpartition(" :: ")[0]
    for node in soup.find_all(["h1", "h2", "h3"]):
        yield visible(node)
    for node in soup.find_all(id="navCurrentPage"):
        yield visible(node)
    yield from map(_html_name, _NAME.findall(_page_json(soup)))


def _html_name(written: str) -> str:
    """A name in the page's JSON, which may hold HTML, as a reader would see it."""
    text = re.sub(r"\\u([0-9a-fA-F]{4})", lambda found: chr(int(found[1], 16)), written)
    text = re.sub(r"\\(.)", r"\1", text)
    text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return (
        visible(BeautifulSoup(text, "html.parser")) if "<" in text or "&" in text else normal(text)
    )


def _page_json(soup: BeautifulSoup) -> str:
    scripts = (script.get_text() for script in soup.find_all("script"))
    return next((text for text in scripts if "wnd.$system" in text), "")


def _day(soup: BeautifulSoup, generation: str) -> str:
    """The day that the page shows as the post's, without the time of day."""
    root = soup.find(id="content")
    if generation == "classic":
        shown = date_line(root) if isinstance(root, Tag) else None
    else:
        shown = soup.find(class_=_DAY)
    return _CLOCK.sub("", visible(shown)) if isinstance(shown, Tag) else ""


def _count_pictures(found: Inventory, root: Tag, address: str) -> None:
    for source in (*_pictures_in_data(root), *_pictures(root)):
        if source:
            found.images[same_file(joined(address, source))] += 1


def _pictures_in_data(root: Tag) -> Iterator[str]:
    """The pictures of galleries that a script draws; their captions count as seen."""
    for gallery, pictures in gallery_pictures(root):
        for source, caption in pictures:
            gallery.append(f" {_text_of_html(caption)} ")
            yield source


def _pictures(root: Tag) -> Iterator[str]:
    stills = (str(video["poster"]).strip() for video in root.select("video[poster]"))
    yield from (still for still in stills if not _NO_TARGET.match(still))
    for image in root.find_all("img"):
        yield _enlarged(image) or _source(image)
    for link in root.select("a.litebox[href]:not(:has(img))"):
        link.append(f" {_text_of_html(str(link.get('data-litebox-text') or ''))} ")
        yield str(link["href"])
    for icon in root.find_all(["embed", "object"]):
        source = str(icon.get("src") or icon.get("data-src") or icon.get("data") or "")
        kind = str(icon.get("type") or (source if icon.name == "embed" else ""))
        if source and ("svg" in kind or kind.startswith("image/")):
            icon.extract()
            yield source


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


def _source(image: Tag) -> str:
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


def _count_links(found: Inventory, root: Tag, address: str, rewrites: Rewrites) -> None:
    for link in root.find_all("a", href=True):
        target = joined(_meant(found, link, address, rewrites), str(link["href"]))
        if _can_be_followed(link, target, address):
            found.links[rewrites.link(target)] += 1


def _meant(found: Inventory, link: Tag, address: str, rewrites: Rewrites) -> str:
    """Where a link starts from: one to a part that is there starts from the page itself."""
    part = re.match("#(.+)", str(link["href"]).strip())
    return rewrites.page if part and unquote(part[1]) in found.ids else address


def _can_be_followed(link: Tag, target: str, address: str) -> bool:
    """Is there something to click on, that leads anywhere but to a larger copy of itself?"""
    image = link.find("img")
    shown = joined(address, _source(image)) if isinstance(image, Tag) else ""
    if shown and not visible(link) and same_link(shown) == same_link(target):
        return len(link.find_all(["img", *FRAMES])) > 1
    names = link.get_attribute_list("class")
    if shown and (link.find_parent(class_="photo") or "photo" in names):
        return False
    if (
        _NO_TARGET.match(re.sub(r"[\t\r\n]", "", target))
        or "litebox" in names
        or str(link["href"]).strip() in ("", "#")
    ):
        return False
    return bool(visible(link)) or isinstance(image, Tag)


def _count_frames(found: Inventory, root: Tag, address: str) -> None:
    for frame in root.find_all(FRAMES):
        source = _frame_source(frame)
        if source and not frame.find_parent(FRAMES):
            found.embeds[same_embed(joined(address, source))] += 1
    for frame in root.find_all(FRAMES):
        frame.clear()
    for player in root.find_all(class_=["b-video", "b-map", "b-audio"]):
        source = _drawn_source(player)
        if source:
            found.embeds[same_embed(joined(address, source))] += 1


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
