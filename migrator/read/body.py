"""The body: boilerplate off, blocks in plain HTML, addresses absolute."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

from selectolax.lexbor import LexborHTMLParser

from migrator import boilerplate, urls
from migrator.dom import (
    ANY_MEDIA,
    Node,
    addresses,
    attribute,
    image_source,
    one_line,
    opens,
    outermost,
    text_of,
)
from migrator.elements import EMBEDS
from migrator.generations.base import Generation, Page
from migrator.models import Kind, Removal

_PLACEHOLDER = 400  # characters
_HEADINGS = "h1, h2, h3, h4, h5, h6"


@dataclass(frozen=True, slots=True)
class Body:
    """The content of a page as HTML, what was taken off it, and what was left over."""

    html: str
    removed: tuple[Removal, ...]
    unaccounted: str
    is_empty: bool
    is_bare_list: bool  # nothing stood beside a list of posts but the title


def read_body(page: Page, generation: Generation, kind: Kind, title: str) -> Body | None:
    """The content of the page; None if the generation's selectors find none.

    The page's tree is used up: nothing else can be read from it afterwards.
    """
    body = page.tree.body
    if body is None:
        return None
    removed = boilerplate.strip(body, generation.name, kind)
    content = next(filter(None, map(body.css_first, generation.content)), None)
    if content is None:
        return None
    unread = [*_rewrite_blocks(content, generation), *_inlined_pictures(content)]
    _set_addresses(content, page.base)
    removed += _drop_title(content, title)
    empty = not text_of(content) and content.css_first(ANY_MEDIA) is None
    has_list = any(removal.rule == "post-list" for removal in removed)
    html = content.inner_html or ""
    content.decompose()
    unaccounted = " ".join(filter(None, (*unread, _left_over(body))))
    return Body(html, removed, unaccounted, empty, empty and has_list)


def _rewrite_blocks(content: Node, generation: Generation) -> list[str]:
    """Say the platform's blocks in plain HTML; tells which of them could not be read."""
    unread = []
    for block in generation.blocks:
        for node in outermost(content.css(block.selector)):
            inner = block.rewrite(node)
            if inner is not None:
                node.inner_html = inner
            elif attribute(node, "data-content"):
                unread.append(f"[a {block.name} whose data cannot be read]")
    return unread


def _inlined_pictures(content: Node) -> list[str]:
    """Pictures whose bytes stand in the page itself; a short one is only a placeholder."""
    inlined = [image for image in content.css('img[src^="data:"]') if not image_source(image)]
    real = [image for image in inlined if len(attribute(image, "src")) > _PLACEHOLDER]
    return ["[a picture whose bytes stand in the page itself]"] * len(real)


def _show_icons(content: Node) -> None:
    """Pictures that are written as embedded objects."""
    for icon in content.css('embed[type^="image/"], embed[src$=".svg"]'):
        picture = LexborHTMLParser(f'<img src="{escape(attribute(icon, "src"))}" alt="">').body
        image = picture.css_first("img") if picture is not None else None
        if image is not None:
            icon.replace_with(image)


def _set_addresses(content: Node, base: str) -> None:
    """Make every address absolute, and every picture the original instead of a reduced copy."""
    _show_icons(content)
    for source in content.css("picture > source"):
        source.decompose()
    for image in content.css("img"):
        image.attrs["src"] = image_source(image)
        for name in ("srcset", "data-src", "data-original"):
            if name in image.attributes:
                del image.attrs[name]
    for node, name, value in addresses(content):
        node.attrs[name] = urls.original(urls.absolute(base, value))
    for link in content.css("a[href]:has(> img:only-child)"):
        _unwrap_enlargement(link)


def _unwrap_enlargement(link: Node) -> None:
    """A link from a picture to its own original says nothing more, once that is what is shown."""
    shown = urls.file_id(attribute(link.css_first("img"), "src"))
    if shown and shown == urls.file_id(attribute(link, "href")) and not text_of(link):
        link.unwrap()


def _drop_title(content: Node, title: str) -> tuple[Removal, ...]:
    """The first heading, if it says the title again and nothing stands before it."""
    first = next((node for node in content.css(_HEADINGS) if text_of(node)), None)
    if first is None or first.css_first(ANY_MEDIA) or text_of(first) != one_line(title):
        return ()
    if not opens(content, first):
        return ()
    words = len(text_of(first).split())
    first.decompose()
    return (Removal("title-heading", 1, words, one_line(title)),)


def _left_over(body: Node) -> str:
    """What stands outside the content and no rule names: most likely something of the owner's."""
    shown = [image_source(image) for image in body.css("img")]
    shown += [url for node, _, url in addresses(body) if node.tag in EMBEDS or urls.is_upload(url)]
    return " ".join(dict.fromkeys(filter(None, [text_of(body), *shown])))
