"""Where no selector can say what is boilerplate, a function finds it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from migrator import urls
from migrator.dates import shown_date
from migrator.dom import Node, above, attribute, children, classes, opens, text_of
from migrator.elements import BLOCKS
from migrator.generations.classic_article import ARTICLE_ITEM, date_line, tag_lines
from migrator.names import narrowed
from migrator.texts import Texts

_ANNOUNCES = re.compile(r"\s*(?:\w+\s?){1,3}:\s*")  # “Více zde:”, “Read more:”, …
_NOT_SHOWN = re.compile(r"display\s*:\s*none")
_FOLDED = frozenset(["mt-faq-text", "answerBlock"])  # shown once a reader asks
_DEEPEST_MARK = 8
_MARK = re.compile(r"[A-Z][A-Z ]+")
_TO_WEBNODE = (
    'a[href*="webnode."][href*="utm_medium=footer"], a[href*="//www.webnode."],'
    ' a[href*="//webnode."]'
)
_LONGEST = 400  # letters of an advert with all its boxes
_FRAMES = frozenset(["body", "main", "section", "td", "form", "footer", "header"])
_BACK_WORDS = 4
POP_UP = "data-pop-up"
"""Set on what a block's own style sheet hides, while that style sheet can still be read."""


@dataclass(frozen=True, slots=True)
class Scope:
    """Where rules look: a page's body, the content in it, the platform's texts, the language.

    `names` are those that stand on the page, `around` the elements that hold the content.
    """

    body: Node
    content: Node | None
    texts: Texts
    language: str
    names: set[str]
    around: frozenset[int]

    def select(self, selector: str) -> list[Node]:
        """What the selector finds in the body."""
        selector = narrowed(selector, self.names)
        return self.body.css(selector) if selector else []

    def holds(self, node: Node) -> bool:
        """Does the element lie in the content?"""
        content = self.content
        return content is not None and any(each.mem_id == content.mem_id for each in above(node))


def scope_of(
    body: Node, content: Node | None, texts: Texts, language: str, names: set[str]
) -> Scope:
    """The scope of one page; what lies around the content is no rule's to take."""
    around = () if content is None else (content, *above(content))
    ids = frozenset(node.mem_id for node in around)
    return Scope(body, content, texts, language, names, ids)


def mark_pop_ups(content: Node) -> None:
    """Pop-ups in an owner's HTML block that the block's own style sheet hides, and never shows.

    Tabs and folding boxes are hidden by one rule and shown by another: those are kept, and so is
    what a click on the page shows.
    """
    hidden: set[str] = set()
    shown: set[str] = set()
    for style in content.css("style"):
        for selectors, rule in _style_rules(style.text()):
            if _NOT_SHOWN.search(rule):
                hidden.update(selectors)
            elif "display" in rule:
                shown.update(part for name in selectors for part in re.findall(r"[#.][\w-]+", name))
    clicks = content.css("[onclick]") if hidden else []
    for node in (node for name in sorted(hidden - shown) for node in content.css(name)):
        if not _is_shown_by(clicks, node):
            node.attrs[POP_UP] = ""


def _style_rules(sheet: str) -> list[tuple[list[str], str]]:
    """The plain selectors (`#id`, `.class`, `.a.b`) of each rule outside of @media; its text."""
    sheet = re.sub(r"/\*.*?\*/", "", sheet, flags=re.DOTALL)
    sheet = re.sub(r"@[^{};]*(?:;|\{(?:[^{}]*\{[^{}]*\})*[^{}]*\})", "", sheet)
    rules = (part.rpartition("{") for part in sheet.split("}") if "{" in part)
    names = [([name.strip() for name in selector.split(",")], rule) for selector, _, rule in rules]
    return [
        ([n for n in each if re.fullmatch(r"(?:[#.][\w-]+)+", n)], rule) for each, rule in names
    ]


def hidden(scope: Scope) -> list[Node]:
    """What is never shown; a folded answer is, once a reader asks for it."""
    styled = scope.select('[style*="display" i]')
    found = [node for node in styled if _NOT_SHOWN.search(attribute(node, "style").lower())]
    found += scope.select("[hidden]")
    unfolded = [node for node in found if not classes(node) & _FOLDED]
    clicks = scope.select("[onclick]") if unfolded else []
    return [node for node in unfolded if not _is_shown_by(clicks, node)]


def _is_shown_by(clicks: list[Node], node: Node) -> bool:
    """Does anything outside of the element call it by its id when it is clicked?"""
    name = attribute(node, "id")
    if not name:
        return False
    calling = [link for link in clicks if name in attribute(link, "onclick")]
    return any(node.mem_id not in {each.mem_id for each in above(link)} for link in calling)


def listed_articles(scope: Scope) -> list[Node]:
    """The items of a list: a heading that links to the article, before anything else."""
    headings = "h2:has(> a[href]), h3:has(> a[href])"
    items = ((item, item.css_first(headings)) for item in scope.select(ARTICLE_ITEM))
    return [item for item, heading in items if heading is not None and opens(item, heading)]


def leading_date(scope: Scope) -> list[Node]:
    """The date of an article; one that cannot be read for certain stays where it is."""
    line = date_line(scope.body)
    return [line] if line is not None and _is_date(line, scope) else []


def _is_date(line: Node, scope: Scope) -> bool:
    return shown_date(text_of(line), language=scope.language) is not None


def back_links(scope: Scope) -> list[Node]:
    """A box with nothing in it but a link back to the list."""
    boxes = scope.select("div.back:has(a[href])")
    return [
        box
        for box in boxes
        if text_of(box) == text_of(box.css_first("a[href]"))
        and len(text_of(box).split()) <= _BACK_WORDS
    ]


def tags(scope: Scope) -> list[Node]:
    """The lines of an article's tags."""
    return tag_lines(scope.body)


def marked_frames(scope: Scope) -> list[Node]:
    """What stands between two comments such as `SIDEBAR` and `/SIDEBAR`, beside the content."""
    return [node for parent in _shallow(scope.body, 0) for node in _marked(parent)]


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


def adverts(scope: Scope) -> list[Node]:
    """Webnode advertising itself, with the box around it that says nothing else.

    In the content a link must say by its address that it is one, and fill its block or say the
    platform's own words: an owner may link to Webnode, too.
    """
    found = []
    for link in scope.select(_TO_WEBNODE):
        is_signed = "utm_medium=footer" in attribute(link, "href")
        block = _whole_advert(link, scope.texts)
        says_it = scope.texts.is_advert(text_of(block))
        is_alone = block.tag in BLOCKS or scope.texts.is_advert(text_of(link))
        if (is_signed and (says_it or is_alone)) or (says_it and not scope.holds(link)):
            found.append(block)
        elif is_signed and not scope.holds(link):
            found.append(link)
    return found


def _whole_advert(link: Node, texts: Texts) -> Node:
    """The outermost element that says nothing but what the link says, or the platform's words."""
    block, text = link, text_of(link)
    for parent in above(link):
        if parent.tag in _FRAMES or attribute(parent, "id"):
            break
        if len(parent.text(deep=True)) > _LONGEST:
            break
        around = text_of(parent)
        if around != text and not texts.is_advert(around):
            break
        block, text = parent, around
    return block


def pasted_tails(scope: Scope) -> list[Node]:
    """The links that classic pages add to copied text, with the few words that announce them."""
    found: list[Node] = []
    for link in scope.select('a[href*="utm_campaign=copypaste"]'):
        announced = _announcement(link)
        if announced is not None and _is_address(text_of(link)):
            found += [link, announced]
        elif _is_address(text_of(link)):
            found.append(link)
    for link in scope.select(_TO_WEBNODE):
        before = link.prev if _is_front_page(link) else None
        if before is not None and scope.texts.is_tail(before.text_content or ""):
            found += [before, link]
    return found


def _announcement(link: Node) -> Node | None:
    before = link.prev
    if before is None or not before.is_text_node:
        return None
    return before if _ANNOUNCES.fullmatch(before.text_content or "") else None


def _is_address(text: str) -> bool:
    return text.startswith(("http://", "https://", "www."))


def _is_front_page(link: Node) -> bool:
    address = attribute(link, "href")
    return urls.path_of(address) == "/" and urls.host(address).startswith("webnode.")


def social_links(scope: Scope) -> list[Node]:
    """Links that share the page, where they stand alone; a word in a sentence is the owner's."""
    selector = (
        'a[href*="facebook.com/sharer"], a[href*="twitter.com/intent/tweet"],'
        ' a[href*="twitter.com/share"]'
    )
    return [link for link in scope.select(selector) if _stands_alone(link)]


def _stands_alone(link: Node) -> bool:
    block = next((each for each in above(link) if each.tag in BLOCKS), None)
    if block is None or block.tag not in ("p", "li", "h1", "h2", "h3", "td"):
        return True
    linked = sum(len(text_of(each).split()) for each in block.css("a[href]"))
    return len(text_of(block).split()) <= linked


def adverts_outside(scope: Scope) -> list[Node]:
    """Blocks outside of the content that say nothing but the platform's own words.

    Used where the frame of the page is unknown: there only words are left to go by.
    """
    blocks = scope.select("p, div, span, a, li, small, strong, td, h1, h2, h3, h4, h5, h6")
    short = (node for node in blocks if len(node.text(deep=True)) <= _LONGEST)
    return [node for node in short if scope.texts.is_advert(text_of(node))]


def platform_links(scope: Scope) -> list[Node]:
    """Buttons of the shop and links to older and newer posts, by the page's own labels."""
    if not scope.texts.buttons:
        return []
    found = scope.select("a, button, span.b-btn-t")
    return [node for node in found if scope.texts.is_button(text_of(node)) and not _is_out(node)]


def _is_out(node: Node) -> bool:
    return urls.is_web(attribute(node, "href"))
