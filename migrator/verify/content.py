"""What is content on a raw page, by a rule that knows nothing of the first reading's."""

from __future__ import annotations

import json
import re
from typing import Any

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString, PageElement
from soupsieve import SelectorSyntaxError

from migrator.models import Article, Kind
from migrator.verify.inventory import SILENT, visible

_PLATFORM = frozenset("s-bg section-bg s-bdf blog-detail-footer pswp clone".split())
_PLATFORM_CLASSIC = frozenset("rbcBookmarks rbcTags paging pagingInfo articleTime".split())
_FOLDED = frozenset(["mt-faq-text", "answerBlock"])  # shown once a reader asks
_HIDDEN = re.compile(r"display\s*:\s*none")
_DATE = re.compile(r"\d{1,2}\W+\d{1,2}\W+\d{4}(?:\s+[\d:]+)?")
_STYLE_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")


def content_of(soup: BeautifulSoup, article: Article) -> Tag | None:
    """The content element with all that is not content taken out; None if there is none."""
    is_classic = article.generation == "classic"
    root = soup.find(id="content") if is_classic else soup.find("main")
    if not isinstance(root, Tag):
        return None
    rules = [_is_hidden, *((_is_platform_classic, _is_label) if is_classic else (_is_platform,))]
    doomed: list[PageElement] = [*_hidden_by_style(root), *root.find_all(["form", *SILENT])]
    doomed += [node for node in root.find_all(True) if any(rule(node) for rule in rules)]
    doomed += _pasted_tails(root)
    doomed += _leading_dates(root) if is_classic and article.kind is Kind.POST else []
    last = root.select_one("[data-wnd_last_section]")
    doomed += last.find_next_siblings("section") if last is not None else []
    for node in doomed:
        node.extract()
    return root


def _names(node: Tag) -> set[str]:
    return {str(name) for name in node.get_attribute_list("class") if name}


def _is_hidden(node: Tag) -> bool:
    hidden = node.has_attr("hidden") or _HIDDEN.search(str(node.get("style") or "").lower())
    return bool(hidden) and not _FOLDED & _names(node)


def _is_platform(node: Tag) -> bool:
    names = _names(node)
    header = any(n == "s-hm-bdh" or n.startswith("blog-detail-header") for n in names)
    if header and node.name == "section":
        return True
    is_list = "blog" in names and node.find(class_="blog-container") is not None
    is_pager = "pager" in names and node.find(class_="pager-container") is not None
    return is_list or is_pager or bool(_PLATFORM & names)


def _is_platform_classic(node: Tag) -> bool:
    names = _names(node)
    heading = node.find("h3") if "article" in names else None
    if isinstance(heading, Tag) and heading.find("a") is not None:
        return visible(node).startswith(visible(heading))
    boxes = node.name == "div" and bool({"back", "reply", "diskuze"} & names)
    return boxes or bool(_PLATFORM_CLASSIC & names) or node.get("id") == "pageNavigator"


def _is_label(node: Tag) -> bool:
    """The labels before a message's date and author; the tags of an article."""
    in_head = node.parent is not None and node.find_parent(class_="head") is not None
    if in_head and node.name == "span":
        return bool({"date", "user"} & _names(node))
    tagged = node.name == "ol" and "tags" in _names(node)
    return tagged and node.find("a", href=re.compile("/tags/")) is not None


def _pasted_tails(root: Tag) -> list[PageElement]:
    """The link that the platform added to copied text, and the few words that announce it."""
    tails: list[PageElement] = []
    for link in root.find_all("a", href=re.compile("utm_campaign=copypaste")):
        label = link.previous_sibling
        announces = re.compile(r"\s*(\w+\s?){1,3}:\s*")
        is_label = isinstance(label, NavigableString) and announces.fullmatch(label)
        tails += [link, label] if is_label and label else [link]
    return tails


def _leading_dates(root: Tag) -> list[Tag]:
    """A date in figures that a box begins with is the date of the article in it."""
    boxes = root.find_all(class_="boxContent")
    firsts = [(box, date) for box in boxes if isinstance(date := box.find("ins"), Tag)]
    return [
        date
        for box, date in firsts
        if _DATE.fullmatch(visible(date)) and visible(box).startswith(visible(date))
    ]


def _hidden_by_style(root: Tag) -> list[Tag]:
    """What the style sheet of an HTML block hides and no other rule of it shows."""
    hidden: list[str] = []
    shown: set[str] = set()
    for style in root.find_all("style"):
        sheet = re.sub(r"/\*.*?\*/|@import[^;]*;", "", style.get_text(), flags=re.DOTALL)
        sheet = re.sub(r"@[\w-]+[^{;]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}", "", sheet)
        for selector, rule in _STYLE_RULE.findall(sheet):
            if _HIDDEN.search(rule):
                hidden += [name.strip() for name in selector.split(",")]
            elif "display" in rule:
                shown.update(re.findall(r"[#.][\w-]+", selector))
    return [node for name in hidden if name not in shown for node in _selected(root, name)]


def _selected(root: Tag, selector: str) -> list[Tag]:
    names = [name.strip() for name in selector.split(",")]
    simple = ",".join(name for name in names if re.fullmatch(r"(?:[#.][\w-]+)+", name))
    try:
        return list(root.select(simple)) if simple else []
    except SelectorSyntaxError:
        return []


def gallery_pictures(root: Tag) -> list[tuple[Tag, list[tuple[str, str]]]]:
    """Each gallery that keeps its pictures in JSON, with (source, caption) of each."""
    galleries = root.select("[data-content]")
    return [(gallery, _pictures(str(gallery["data-content"]))) for gallery in galleries]


def _pictures(content: str) -> list[tuple[str, str]]:
    try:
        items: Any = json.loads(content).get("items")
    except (ValueError, AttributeError, RecursionError):
        return []
    items = list(items.values()) if isinstance(items, dict) else items
    pictures = [item for item in items or () if isinstance(item, dict)]
    shown = [(item.get("img"), str(item.get("title") or "")) for item in pictures]
    return [
        (str(i["src"]), caption) for i, caption in shown if isinstance(i, dict) and i.get("src")
    ]
