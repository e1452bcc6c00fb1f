"""The same as HTML, for what takes no Markdown: rendered as the second reading renders it."""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from slugify import slugify

from migrator import urls

_RENDERER = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_PICTURES = frozenset("avif bmp gif ico jpeg jpg png svg tiff webp".split())
_MEDIA = frozenset("m4a m4v mov mp3 mp4 oga ogg ogv wav webm".split())


def html_of(markdown: str) -> str:
    """What a reader of the document sees."""
    return str(_RENDERER.render(markdown))


def without_controls(text: str) -> str:
    """Text without the signs that neither XML nor a form field may hold."""
    return _ILLEGAL.sub("", text)


def plain_slug(text: str) -> str:
    """A slug of lower-case ASCII letters, digits and dashes, as these programs make them."""
    slug = str(slugify(text))
    return f"{slug}-1" if urls.is_device(slug) else slug


def kind_of(name: str) -> str:
    """`images`, `media` or `files`: where a program keeps a file of this name."""
    suffix = name.rpartition(".")[2]
    return "images" if suffix in _PICTURES else "media" if suffix in _MEDIA else "files"


class Names:
    """Slugs for names, each its own, the same name always the same."""

    def __init__(self) -> None:
        self._slugs: dict[str, str] = {}

    def slug(self, name: str) -> str:
        """The slug of a name; a number tells apart those that would be equal."""
        if name not in self._slugs:
            wanted = plain_slug(name) or "tag"
            free, number = wanted, 1
            while free in self._slugs.values():
                number += 1
                free = f"{wanted}-{number}"
            self._slugs[name] = free
        return self._slugs[name]

    @property
    def known(self) -> tuple[tuple[str, str], ...]:
        """Every name that was asked for, with its slug."""
        return tuple(self._slugs.items())
