"""The converter: markdownify's options and hooks, on a walk of our own."""

from __future__ import annotations

from typing import Any, NamedTuple

from markdownify import ATX, MarkdownConverter

from migrator.dom import parse
from migrator.markdown.block import joined
from migrator.markdown.code import fenced
from migrator.markdown.element import Element
from migrator.markdown.kit import ON_THE_GRID, kit_of
from migrator.markdown.links import Link, leads_nowhere, picture, spelt
from migrator.markdown.options import escape_by, style_of
from migrator.markdown.style import RawHtml, link_to
from migrator.markdown.walk import Walk

_NOT_WALKED = ("process_tag", "process_element", "process_text")

# The library's type stub leaves out all that a subclass is made of.
_MarkdownConverter: Any = MarkdownConverter


class Written(NamedTuple):
    """Markdown, and the spelling of each embed in it that a target gave."""

    text: str
    embeds: tuple[str, ...]

    @property
    def document(self) -> str:
        """The text with one newline at its end; empty if there is nothing to say."""
        return f"{self.text}\n" if self.text else ""


class Converter(_MarkdownConverter):  # type: ignore[misc]
    """HTML → Markdown: ATX headings, `-` bullets, two-space breaks, four-space nesting.

    Options and `convert_*` hooks are markdownify's. A hook that a subclass defines is called with
    (el, text, parent_tags); `el` is an `Element`. Two options are new: `raw_html` ("none", "few",
    "keep") says how much HTML may stand in the Markdown, and `embed` spells a player or map.
    One converter may be used again and again, and by many threads.
    """

    class DefaultOptions(_MarkdownConverter.DefaultOptions):  # type: ignore[misc]
        """Markdownify's options with the defaults that all engines read alike."""

        heading_style = ATX
        bullets = "-"
        escape_misc = True
        sub_symbol = "<sub>"
        sup_symbol = "<sup>"
        raw_html = RawHtml.FEW
        embed = staticmethod(link_to)

    class Options(DefaultOptions):
        """The same, for a subclass to change."""

    def __init_subclass__(cls, **arguments: Any) -> None:
        super().__init_subclass__(**arguments)
        never = {*_NOT_WALKED, *(f"convert_{tag}" for tag in ON_THE_GRID)}
        for name in never:
            if not cls.is_native(name):
                raise TypeError(
                    f"{cls.__name__}.{name} would never be called: rows are laid on a grid and"
                    " nodes are walked by Converter. Define convert_table, convert_td or the hook"
                    " of another element."
                )

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.escapes_by_itself = not self.is_native("escape")
        self._kit = kit_of(self, style_of(self))

    def convert(self, html: str) -> str:
        """The Markdown of a page or a piece of one."""
        return self.written(html).text

    def written(self, html: str) -> Written:
        """The same, with what else is to be known of it."""
        tree = parse(f"<body>{html}")  # else what comes first may end in a head
        walk = Walk(self._kit)
        blocks = [] if tree.body is None else walk.finished(tree.body)
        text = f"\n\n{joined(blocks)}\n\n" if blocks else ""
        return Written(str(self.convert__document_(None, text, set())), tuple(walk.embeds))

    def convert_soup(self, soup: object) -> str:
        """The same for a tree of BeautifulSoup, which is not changed."""
        return self.convert(str(soup))

    @classmethod
    def is_native(cls, name: str) -> bool:
        """Is this the library's method or ours, or not there at all?"""
        owner = next((each for each in cls.__mro__ if name in vars(each)), Converter)
        return owner in (Converter, _MarkdownConverter)

    def escape(self, text: str, parent_tags: object) -> str:
        """Running text in which nothing acts as markup."""
        return escape_by(self.options)(text)

    # What hooks of a subclass find when they call the hook of the class above.

    def convert_a(self, el: Element, text: str, parent_tags: set[str]) -> str:
        """A link; its text alone where it leads nowhere."""
        target = el.get("href") or ""
        if leads_nowhere(target) or not text.strip():
            return text
        spelling = spelt(text.strip(), Link(target, el.get("title") or ""), self._kit.style)
        return f"{' ' * text.startswith(' ')}{spelling}{' ' * text.endswith(' ')}"

    def convert_img(self, el: Element, text: str, parent_tags: set[str]) -> str:
        """A picture, wherever it stands."""
        return picture(el.get("src") or "", el.get("alt") or "", el.get("title") or "")

    def convert_pre(self, el: Element, text: str, parent_tags: set[str]) -> str:
        """Code between fences that fit it."""
        return f"\n\n{fenced(text, '')}\n\n" if text.strip() else ""

    def convert_div(self, el: Element, text: str, parent_tags: set[str]) -> str:
        """A block that says nothing of its own."""
        return f"\n\n{text.strip()}\n\n" if text.strip() else ""

    convert_ul = convert_ol = convert_list = convert_div
    convert_dl = convert_dt = convert_dd = convert_div
