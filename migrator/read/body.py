"""The body: boilerplate off, blocks in plain HTML, addresses absolute."""

from __future__ import annotations

from dataclasses import dataclass

from migrator import boilerplate, urls
from migrator.dom import MEDIA, Node, addresses, attribute, one_line, opens, outermost, text_of
from migrator.generations.base import Generation, Page
from migrator.models import Note, Removal

_HEADINGS = "h1, h2, h3, h4, h5, h6"


@dataclass(frozen=True, slots=True)
class Body:
    """The content of a page as HTML, and what was taken off it."""

    html: str
    removed: tuple[Removal, ...]
    notes: tuple[Note, ...]
    is_bare_list: bool


def read_body(page: Page, generation: Generation, title: str) -> Body | None:
    """The content of the page; None if the generation's selectors find none."""
    body = page.tree.body
    if body is None:
        return None
    removed = boilerplate.strip(body, generation.name)
    content = next(filter(None, map(body.css_first, generation.content)), None)
    if content is None:
        return None
    for block in generation.blocks:
        for node in outermost(content.css(block.selector)):
            inner = block.rewrite(node)
            if inner is not None:
                node.inner_html = inner
    _set_addresses(content, page.base)
    bare = _is_bare_list(content, removed)
    removed += _drop_title(content, title)
    html = content.inner_html or ""
    return Body(html, removed, _unaccounted(body, content), bare)


def _set_addresses(content: Node, base: str) -> None:
    """Make every address absolute, and every picture the original instead of a reduced copy."""
    for source in content.css("picture > source"):
        source.decompose()
    for node, name, value in addresses(content):
        node.attrs[name] = urls.original(urls.absolute(base, value))
    for image in content.css("img"):
        image.attrs["src"] = urls.original(_source(image, base))
        if "srcset" in image.attributes:
            del image.attrs["srcset"]


def _source(image: Node, base: str) -> str:
    """The address of a picture that may be loaded late by a script."""
    source = attribute(image, "src")
    if source and not source.startswith("data:"):
        return source
    later = attribute(image, "data-src") or attribute(image, "data-original")
    return urls.absolute(base, later) if later else source


def _is_bare_list(content: Node, removed: tuple[Removal, ...]) -> bool:
    """A list of posts with no text of its own beside its heading."""
    if not any(removal.rule == "post-list" for removal in removed) or content.css_first(MEDIA):
        return False
    headings = " ".join(text_of(node) for node in outermost(content.css(_HEADINGS)))
    return len(text_of(content).split()) <= len(headings.split())


def _drop_title(content: Node, title: str) -> tuple[Removal, ...]:
    """The first heading, if it says the title again and nothing stands before it."""
    first = next((node for node in content.css(_HEADINGS) if text_of(node)), None)
    if first is None or first.css_first(MEDIA) or text_of(first) != one_line(title):
        return ()
    if not opens(content, first):
        return ()
    words = len(text_of(first).split())
    first.decompose()
    return (Removal("title-heading", 1, words),)


def _unaccounted(body: Node, content: Node) -> tuple[Note, ...]:
    """Text outside the content that no rule names: most likely something of the owner's."""
    content.decompose()
    left = text_of(body)
    return (Note("read", f"text outside the content was left out: {left[:200]}"),) if left else ()
