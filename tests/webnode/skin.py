"""What a skin is: how a generation draws pages, with the frame around them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from string import Template
from typing import Protocol

from tests.webnode.posts import Post
from tests.webnode.spelling import href
from tests.webnode.telling import Telling
from tests.webnode.uploads import Upload

NAME = "Lantern & Ladder"
"""The name of the blog."""


class Frame(Template):
    """A page's frame: `@{name}` stands for what differs."""

    delimiter = "@"


def frame(name: str) -> Frame:
    """The frame from the folder of templates."""
    return Frame((Path(__file__).parent / "templates" / f"{name}.html").read_text("utf-8"))


@dataclass(frozen=True, slots=True)
class Hosts:
    """The two servers' addresses, without a closing slash."""

    site: str
    assets: str

    def of(self, upload: Upload) -> str:
        """The address of an original, as pages write it."""
        path = href(upload.path)
        return f"{self.assets}{path}?ph=1a2b3c4d5e" if upload.on_assets else path

    @property
    def twin(self) -> str:
        """The host that serves pages for telephones."""
        return f"http://m.localhost:{self.site.rpartition(':')[2]}"


@dataclass(frozen=True, slots=True)
class Entry:
    """A post as lists show it."""

    post: Post
    perex: str


class Skin(Protocol):
    """How a generation draws pages; every method returns HTML."""

    def text(self, html: str) -> str:
        """A block of text."""
        ...

    def entries(self, entries: Sequence[Entry]) -> str:
        """The items of a list."""
        ...

    def pager(self, newer: str, older: str) -> str:
        """The links to the neighbours of a page of a list; empty for none."""
        ...

    def page(self, path: str, title: str, content: str, kind: str = "page") -> str:
        """A whole page."""
        ...

    def post(self, post: Post, telling: Telling) -> str:
        """A post's page."""
        ...

    def locked(self, path: str, title: str) -> str:
        """A page that asks for a password."""
        ...


def menu_links(menu: Sequence[tuple[str, str]], draw: Template) -> str:
    """The menu, each link drawn by a template."""
    return "".join(draw.substitute(href=href(path), title=escape(title)) for path, title in menu)
