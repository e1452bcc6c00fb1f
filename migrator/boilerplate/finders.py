"""Where no selector can say what is boilerplate, a function finds it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from migrator import urls
from migrator.dom import Node, attribute, children, classes, opens, text_of
from migrator.texts import Texts

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_DAY = re.compile(r"(?<!\d)[0-3]?\d(?!\d)")
_LONGEST_DATE = 40  # characters
_ANNOUNCES = re.compile(r"\s*(?:\w+\s?){1,3}:\s*")  # “Více zde:”, “Read more:”, …
_NOT_SHOWN = re.compile(r"display\s*:\s*none")
_FRAMES = frozenset(["body", "main", "section", "td", "form", "footer", "header"])
_FOLDED = frozenset(["mt-faq-text", "answerBlock"])  # shown once a reader asks
_DEEPEST_MARK = 8
_MARK = re.compile(r"[A-Z][A-Z ]+")
POP_UP = "data-pop-up"
"""Set on what a block's own style sheet hides, while that style sheet can still be read."""


def mark_pop_ups(body: Node) -> None:
    """Pop-ups in an owner's HTML block that the block's own style sheet hides, and never shows.

    Tabs and folding boxes are hidden by one rule and shown by another: those are kept.
    """
    hidden: set[str] = set()
    shown: set[str] = set()
    for style in body.css("main style, #content style"):
        for selectors, rule in _style_rules(style.text()):
            if _NOT_SHOWN.search(rule):
                hidden.update(selectors)
            elif "display" in rule:
                shown.update(part for name in selectors for part in re.findall(r"[#.][\w-]+", name))
    for node in (node for name in sorted(hidden - shown) for node in body.css(name)):
        node.attrs[POP_UP] = ""


def _style_rules(sheet: str) -> list[tuple[list[str], str]]:
    """The plain selectors (`#id`, `.class`, `.a.b`) of each rule outside of @media; its text."""
    sheet = re.sub(r"/\*.*?\*/", "", sheet, flags=re.DOTALL)
    sheet = re.sub(r"@[^{};]*(?:;|\{(?:[^{}]*\{[^{}]*\})*[^{}]*\})", "", sheet)
    rules = re.findall(r"([^{}]+)\{([^{}]*)\}", sheet)
    names = [([name.strip() for name in selector.split(",")], rule) for selector, rule in rules]
    return [
        ([n for n in each if re.fullmatch(r"(?:[#.][\w-]+)+", n)], rule) for each, rule in names
    ]


def hidden(body: Node, texts: Texts) -> list[Node]:
    """What is never shown; a folded answer is, once a reader asks for it."""
    styled = body.css("[style]")
    found = [node for node in styled if _NOT_SHOWN.search(attribute(node, "style").lower())]
    return [node for node in (*found, *body.css("[hidden]")) if not classes(node) & _FOLDED]


def listed_articles(body: Node, texts: Texts) -> list[Node]:
    """The items of a list: a heading that links to the article, before anything else."""
    items = ((item, item.css_first("h3:has(> a[href])")) for item in body.css("div.article"))
    return [item for item, heading in items if heading is not None and opens(item, heading)]


def leading_date(body: Node, texts: Texts) -> list[Node]:
    """The date that an article begins with, under whatever name the skin gives it."""
    found = body.css("#content .articleTime")
    for box in body.css("#content .boxContent"):
        first = box.css_first("ins")
        if first is not None and opens(box, first) and _is_date(text_of(first)):
            found.append(first)
    return found


def _is_date(text: str) -> bool:
    """A year and a day in few words; the month may have any name."""
    has_both = bool(_YEAR.search(text)) and bool(_DAY.search(text))
    return has_both and len(text) <= _LONGEST_DATE


def marked_frames(body: Node, texts: Texts) -> list[Node]:
    """What stands between two comments such as `SIDEBAR` and `/SIDEBAR`, beside the content."""
    return [node for parent in _shallow(body, 0) for node in _marked(parent)]


def _shallow(node: Node, depth: int) -> Iterator[Node]:
    yield node
    if depth < _DEEPEST_MARK:
        for child in children(node):
            if child.is_element_node and attribute(child, "id") != "content":
                yield from _shallow(child, depth + 1)


def _marked(parent: Node) -> Iterator[Node]:
    """The children between a mark and its end, unless it is the mark of the content itself."""
    within: list[Node] = []
    name = ""
    for child in children(parent):
        said = (child.comment_content or "").strip() if child.is_comment_node else ""
        if name and said == f"/{name}":
            yield from within
            name = ""
        elif not name and _MARK.fullmatch(said) and said not in ("MAIN", "CONTENT"):
            name, within = said, []
        elif name and child.is_element_node:
            within.append(child)


def adverts(body: Node, texts: Texts) -> list[Node]:
    """Webnode advertising itself, with the box around it that says nothing else.

    A link counts if its address says that it is one, or if all its words are the platform's.
    """
    found = []
    for link in body.css('a[href*="webnode."]'):
        block = _whole_advert(link, texts)
        if "utm_medium=footer" in attribute(link, "href") or texts.is_advert(text_of(block)):
            found.append(block)
    return found


def _whole_advert(link: Node, texts: Texts) -> Node:
    block, text = link, text_of(link)
    while (parent := block.parent) is not None and parent.tag not in _FRAMES:
        around = text_of(parent)
        if attribute(parent, "id") or (around != text and not texts.is_advert(around)):
            break
        block, text = parent, around
    return block


def pasted_tails(body: Node, texts: Texts) -> list[Node]:
    """The links that classic pages add to copied text, with the few words that announce them."""
    links = body.css('a[href*="utm_campaign=copypaste"]')
    found = [*links, *filter(None, map(_announcement, links))]
    for link in body.css('a[href*="webnode."]'):
        before = link.prev if _is_front_page(link) else None
        if before is not None and texts.is_tail(before.text_content or ""):
            found += [before, link]
    return found


def _announcement(link: Node) -> Node | None:
    before = link.prev
    if before is None or not before.is_text_node:
        return None
    return before if _ANNOUNCES.fullmatch(before.text_content or "") else None


def _is_front_page(link: Node) -> bool:
    address = attribute(link, "href")
    return urls.path_of(address) == "/" and urls.host(address).startswith("webnode.")


def adverts_outside(body: Node, texts: Texts) -> list[Node]:
    """Blocks outside of the content that say nothing but the platform's own words.

    Used where the frame of the page is unknown: there only words are left to go by.
    """
    blocks = body.css("p, div, span, a, li, small, strong, td, h1, h2, h3, h4, h5, h6")
    return [node for node in blocks if texts.is_advert(text_of(node))]


def platform_buttons(body: Node, texts: Texts) -> list[Node]:
    """Buttons of the shop that only work on the old site, by the page's own labels."""
    if not texts.buttons:
        return []
    found = body.css("a, button, span.b-btn-t")
    return [node for node in found if texts.is_button(text_of(node)) and not _is_web(node)]


def _is_web(node: Node) -> bool:
    return urls.is_web(attribute(node, "href"))
