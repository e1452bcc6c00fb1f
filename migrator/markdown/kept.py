"""HTML that is kept as it is, because Markdown cannot say it; cleaned of all that could act."""

from __future__ import annotations

import re
from collections.abc import Mapping

from selectolax.lexbor import LexborNode

from migrator import urls
from migrator.dom import attribute
from migrator.elements import SILENT
from migrator.markdown.block import Block
from migrator.markdown.inline import source_of
from migrator.markdown.runs import squeeze
from migrator.markdown.walk import Step, Walk

_BLOCKS_IN_CELLS = "td p + p, td ul, td ol, td pre, td table, td blockquote, td h1, td h2, td h3"
_SPANS = "td[colspan], td[rowspan], th[colspan], th[rowspan]"
_ATTRIBUTES = {
    "*": {"title", "lang", "dir"},
    "a": {"href", "id"},
    "img": {"src", "alt", "width", "height"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
    "ol": {"start", "type"},
    "li": {"value"},
    "details": {"open"},
}
_TAGS = set(
    "a abbr address article aside b blockquote br caption center cite code col colgroup dd del"
    " details dfn dir div dl dt em fieldset figcaption figure footer h1 h2 h3 h4 h5 h6 header hr i"
    " img ins kbd legend li main mark menu nav ol p q s samp section small span strike strong sub"
    " summary sup table tbody td tfoot th thead tr tt u ul var".split()
)
_SCHEME = re.compile(r"([a-zA-Z][a-zA-Z0-9+.-]*):")
_SCHEMES = frozenset(["http", "https", "mailto", "tel", "ftp"])
_CANNOT_BE_KEPT = "pre, iframe, video, audio, object, embed, button, select, textarea"


def clean(html: str) -> str:
    """The HTML without scripts, styles, handlers, and addresses that run; on one line."""
    import nh3

    cleaned = nh3.clean(
        html,
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        clean_content_tags=set(SILENT),
        link_rel=None,
        url_schemes=set(_SCHEMES),
    )
    return squeeze(cleaned).strip()


def _keeping(otherwise: Step, *, only_if: str) -> Step:
    """The step that keeps an element where it holds what `only_if` selects; empty for always.

    What stands in a mark or a link, or holds what cannot be kept, is written as Markdown.
    """

    def step(walk: Walk, node: LexborNode, marks: int) -> int | None:
        is_free = walk.is_flow and not marks and walk.link is None
        must = not only_if or node.css_first(only_if) is not None
        if not must or not is_free or not _can_be_kept(node):
            return otherwise(walk, node, marks)
        walk.flush()
        for image in node.css("img"):
            image.attrs["src"] = source_of(image)
        if node.text(deep=True).strip() or node.css_first("img") is not None:
            walk.add(Block("html", clean(node.html or "")))
        return None

    return step


def _can_be_kept(node: LexborNode) -> bool:
    if node.css_first(_CANNOT_BE_KEPT) is not None:
        return False
    return not any(map(_is_strange, node.css("a[href]")))


def _is_strange(link: LexborNode) -> bool:
    """Does it lead somewhere by a scheme that would be cleaned away?"""
    target = urls.as_browsers_read(attribute(link, "href"))
    found = _SCHEME.match(target)
    if found is None or found[1].lower() in _SCHEMES:
        return False
    return not urls.runs(target)


def steps(flow: Mapping[str, Step]) -> dict[str, Step]:
    """The steps for elements that Markdown has no word for, or only half of one."""
    wide = f"{_SPANS}, {_BLOCKS_IN_CELLS}"
    return {
        "table": _keeping(flow["table"], only_if=wide),
        "dl": _keeping(flow["dl"], only_if=""),
        "details": _keeping(flow["details"], only_if=""),
    }
