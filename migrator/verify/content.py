"""What is content on a raw page, by a rule that knows nothing of the first reading's."""

from __future__ import annotations

import json
import re
from collections import Counter
from typing import Any

from bs4 import BeautifulSoup, Tag
from bs4.element import Comment, NavigableString, PageElement
from soupsieve import SelectorSyntaxError

from migrator.models import Article, Kind
from migrator.verify.inventory import SILENT, visible
from migrator.verify.unfold import between_marks, unfold_forms

_PLATFORM = frozenset(
    "s-bg section-bg s-bdf blog-detail-footer pswp clone blog-empty-listing".split()
)
_PLATFORM_CLASSIC = frozenset("rbcBookmarks rbcTags paging pagingInfo articleTime".split())
_SOCIAL = frozenset(
    "fb-like fb-share-button fb-send fb-comments twitter-share-button g-plusone"
    " addthis_toolbox".split()
)
_SOCIAL_ADDRESS = re.compile(
    r"facebook\.com/(?:plugins/(?:like|share_button|comments)|sharer)"
    r"|twitter\.com/(?:widgets/tweet_button|intent/tweet|share)"
)
_LEADS_OUT = re.compile(r"https?:", re.IGNORECASE)
_IN_THE_ADVERT = 4  # words beside the link
_FOLDED = frozenset(["mt-faq-text", "answerBlock"])  # shown once a reader asks
_HIDDEN = re.compile(r"display\s*:\s*none")
_DATE = re.compile(r"(?=.*\b[12]\d{3}\b)(?=.*\b\d{1,2}\b).{6,40}")
_STYLE_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")


def content_of(soup: BeautifulSoup, article: Article) -> Tag | None:
    """The content element with all that is not content taken out; None if there is none."""
    is_classic = article.generation == "classic"
    root = _root(soup, "classic" if is_classic else "webnode2")
    if root is None:
        return None
    rules = [_is_hidden, _is_social]
    rules += [_is_platform_classic, _is_label] if is_classic else [_is_platform]
    doomed: list[PageElement] = [*_hidden_by_style(root), *root.find_all([*SILENT])]
    doomed += [node for node in root.find_all(True) if any(rule(node) for rule in rules)]
    doomed += [*_pasted_tails(root), *_adverts(root), *_order_buttons(soup, root)]
    doomed += between_marks(root) if is_classic else []
    doomed += _leading_dates(root) if is_classic and article.kind is Kind.POST else []
    last = root.select_one("[data-wnd_last_section]")
    doomed += last.find_next_siblings("section") if last is not None else []
    for node in doomed:
        node.extract()
    for node in _discussions(root) if article.kind is not Kind.FORUM else []:
        node.extract()
    unfold_forms(root)
    return root


def _root(soup: BeautifulSoup, generation: str) -> Tag | None:
    """The content by its own name, else by the comment in which a skin says where it is."""
    found = soup.find(id="content") if generation == "classic" else soup.find("main")
    if isinstance(found, Tag):
        return found
    mark = soup.find(string=lambda text: isinstance(text, Comment) and text.strip() == "CONTENT")
    return mark.parent if mark is not None else None


def _discussions(root: Tag) -> list[Tag]:
    """The messages, each with its box if nothing but a title stands in that beside messages."""
    found: list[Tag] = []
    for post in comments_of(root):
        box = post.find_parent("div", class_="box")
        rest = Counter(visible(box).split()) if isinstance(box, Tag) else Counter("x")
        for part in (*comments_of(box), box.find(class_="boxTitle")) if box is not None else ():
            rest -= Counter(visible(part).split()) if isinstance(part, Tag) else Counter()
        found.append(post if rest or box is None else box)
    return found


def comments_of(root: Tag) -> list[Tag]:
    """The messages that visitors left."""
    posts = root.find_all("div", class_="post")
    return [post for post in posts if post.find(class_="head", recursive=False) is not None]


def _is_social(node: Tag) -> bool:
    """Buttons to share and boxes to comment, which lead to other services."""
    if _SOCIAL & _names(node) or node.get("id") == "disqus_thread":
        return True
    address = str(node.get("href") or node.get("src") or "")
    return node.name in ("a", "iframe") and bool(_SOCIAL_ADDRESS.search(address))


def _adverts(root: Tag) -> list[PageElement]:
    """Links by which the platform advertises itself, with the few words around them."""
    found: list[PageElement] = []
    for link in root.find_all("a", href=re.compile(r"webnode\..*utm_medium=footer")):
        around = link.parent
        if around is None or around is root or around.get("id"):
            found.append(link)
            continue
        rest = visible(around).replace(visible(link), " ").split()
        found.append(around if len(rest) <= _IN_THE_ADVERT else link)
    return found


def _order_buttons(soup: BeautifulSoup, root: Tag) -> list[PageElement]:
    """The button that puts a product into the basket, by the label that the page's data give."""
    label = re.search(
        r'"wnd\.pc\.ProductAddToCartBlock\.addToCart":\s*("(?:[^"\\]|\\.)*")', str(soup)
    )
    if label is None:
        return []
    told = " ".join(str(json.loads(label[1])).split()).casefold()
    nodes = root.find_all(["a", "button", "span"])
    named = [node for node in nodes if told and visible(node).casefold() == told]
    return [node for node in named if not _LEADS_OUT.match(str(node.get("href") or ""))]


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
    for link in root.find_all("a", href=re.compile(r"^https?://(?:www\.)?webnode\.[a-z.]+/?$")):
        label = link.previous_sibling
        if tails and isinstance(label, NavigableString) and label.strip().endswith(":"):
            tails += [link, label]
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
