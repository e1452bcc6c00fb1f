"""The same as HTML, for what takes no Markdown: rendered as the second reading renders it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from markdown_it import MarkdownIt
from slugify import slugify

from migrator import urls
from migrator.dom import attribute, parse

_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_LONGEST = 180  # signs of a slug: these programs cut longer ones, and links would miss them
_LONGEST_FOLDER = 80


def _as_blank(renderer: object, tokens: object, index: int, options: Any, env: Any) -> str:
    """A line's end inside a paragraph: a reader sees a blank, but some programs make a break."""
    return " "


def _renderer() -> MarkdownIt:
    markdown = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    markdown.add_render_rule("softbreak", _as_blank)
    return markdown


_RENDERER = _renderer()


def html_of(markdown: str) -> str:
    """What a reader of the document sees; no sign in it that XML or a form may not hold."""
    return without_controls(str(_RENDERER.render(markdown)))


def without_controls(text: str) -> str:
    """Text without the signs that neither XML nor a form field may hold."""
    return _ILLEGAL.sub("", text)


def plain_slug(text: str) -> str:
    """A slug of lower-case ASCII letters, digits and dashes, as these programs make them."""
    return str(slugify(text, max_length=_LONGEST))


def folder_of(slug: str) -> str:
    """The name of a folder for the files of one page, which every system takes."""
    name = str(slugify(slug, max_length=_LONGEST_FOLDER)) or "page"
    return f"{name}-1" if urls.is_device(name) else name


def descriptions(body: str) -> Mapping[str, str]:
    """What is said of each picture of a body, by its source; nothing of those without words."""
    shown = parse(body).css("img[src]")
    told = ((attribute(image, "src"), " ".join(attribute(image, "alt").split())) for image in shown)
    return {source: words for source, words in reversed([*told]) if words}


class Names:
    """Slugs for names, each its own, the same name always the same; `slug` makes one of a name."""

    def __init__(self, slug: Callable[[str], str] = plain_slug) -> None:
        self._slug = slug
        self._slugs: dict[str, str] = {}
        self._taken: set[str] = set()

    def slug(self, name: str) -> str:
        """The slug of a name; a number tells apart those that would be equal."""
        if name not in self._slugs:
            wanted = self._slug(name) or "tag"
            free, number = wanted, 1
            while free in self._taken:
                number += 1
                free = f"{wanted}-{number}"
            self._slugs[name] = free
            self._taken.add(free)
        return self._slugs[name]

    @property
    def known(self) -> tuple[tuple[str, str], ...]:
        """Every name that was asked for, with its slug."""
        return tuple(self._slugs.items())
