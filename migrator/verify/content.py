"""What is content on a raw page, by a rule that knows nothing of the first reading's."""

from __future__ import annotations

import json
import re
from typing import Any

from bs4 import BeautifulSoup, Tag
from bs4.element import Comment, PageElement
from soupsieve import SelectorSyntaxError

from migrator.models import Article, Kind
from migrator.verify import classic
from migrator.verify.text import SILENT, names_of, visible
from migrator.verify.unfold import unfold_backgrounds, unfold_forms, unfold_players

_PLATFORM = frozenset("s-bg section-bg s-bdf blog-detail-footer blog-empty-listing".split())
_SOCIAL = frozenset(
    "fb-like fb-share-button fb-send fb-comments twitter-share-button g-plusone"
    " addthis_toolbox".split()
)
_SOCIAL_FRAME = re.compile(
    r"facebook\.com/plugins/(?:like|share_button|comments)\.php|twitter\.com/widgets/tweet_button"
)
_SHARES = re.compile(r"facebook\.com/sharer|twitter\.com/(?:intent/tweet|share)")
_SENTENCES = ["p", "li", "h1", "h2", "h3", "td"]
_LABELS = re.compile(
    r'"wnd\.pc\.(?:ProductAddToCartBlock\.addToCart|BlogDetailPageZone\.(?:next|previous))"'
    r':\s*("(?:[^"\\]|\\.)*")'
)
_LEADS_OUT = re.compile(r"https?:", re.IGNORECASE)
_IN_THE_ADVERT = 4  # words beside the link
_FOLDED = frozenset(["mt-faq-text", "answerBlock"])  # shown once a reader asks
_PART = re.compile(r"[\w-]+")  # of a name, and of a script that calls it
_HIDDEN = re.compile(r"display\s*:\s*none")


def content_of(soup: BeautifulSoup, article: Article) -> Tag | None:
    """The content element with all that is not content taken out; None if there is none."""
    is_classic = article.generation == "classic"
    root = _root(soup, "classic" if is_classic else "webnode2")
    if root is None:
        return None
    unfold_backgrounds(root)
    unfold_players(root)
    called = _Called(soup)
    rules = [_is_social]
    rules += [classic.is_platform, classic.is_label] if is_classic else [_is_platform]
    doomed: list[PageElement] = [*_hidden_by_style(root, called), *root.find_all([*SILENT])]
    elements = [node for node in root.descendants if isinstance(node, Tag)]
    doomed += [node for node in elements if _is_hidden(node, called)]
    doomed += [node for node in elements if any(rule(node) for rule in rules)]
    doomed += [*classic.pasted_tails(root), *_adverts(root), *_order_buttons(soup, root)]
    if is_classic and article.kind is Kind.POST:
        doomed += [*classic.tag_lines(root), *classic.leading_dates(root, article)]
    last = root.select_one("[data-wnd_last_section]")
    doomed += last.find_next_siblings("section") if last is not None else []
    for node in doomed:
        node.extract()
    for node in classic.discussions(root) if article.kind is not Kind.FORUM else []:
        node.extract()
    unfold_forms(root)
    return root


def _root(soup: BeautifulSoup, generation: str) -> Tag | None:
    """The content by its own name, else by the comment in which a skin says where it is."""
    found = soup.find(id="content") if generation == "classic" else soup.find("main")
    if isinstance(found, Tag):
        if generation == "classic":
            _end(found)
        return found
    mark = soup.find(string=lambda text: isinstance(text, Comment) and text.strip() == "CONTENT")
    if generation != "classic" or mark is None:
        return None
    within = []
    for node in mark.next_siblings:
        if isinstance(node, Comment) and node.strip() == "/CONTENT":
            break
        within.append(node)
    root = soup.new_tag("div", id="content")
    mark.insert_after(root)
    for node in within:
        root.append(node)
    return root


def _end(root: Tag) -> None:
    """Behind the mark of its end nothing is content, though elements may have been left open."""
    end = root.find(string=lambda text: isinstance(text, Comment) and text.strip() == "/CONTENT")
    around = [end, *end.parents] if end is not None else []
    for node in around[: next((at for at, n in enumerate(around) if n is root), 0)]:
        for behind in [*node.next_siblings]:
            behind.extract()


def _is_social(node: Tag) -> bool:
    """Buttons to share and boxes to comment, which lead to other services."""
    if _SOCIAL & names_of(node) or node.get("id") == "disqus_thread":
        return True
    if node.name == "iframe":
        return bool(_SOCIAL_FRAME.search(str(node.get("src") or "")))
    return (
        node.name == "a" and bool(_SHARES.search(str(node.get("href") or ""))) and _is_alone(node)
    )


def _is_alone(link: Tag) -> bool:
    """Does nothing but links stand in its sentence?"""
    sentence = link.find_parent(_SENTENCES)
    if sentence is None:
        return True
    linked = sum(len(visible(each).split()) for each in sentence.find_all("a", href=True))
    return len(visible(sentence).split()) <= linked


def _adverts(root: Tag) -> list[PageElement]:
    """Links by which the platform advertises itself, where their block says hardly more."""
    found: list[PageElement] = []
    for link in root.find_all("a", href=re.compile(r"webnode\..*utm_medium=footer")):
        around = link.parent
        if around is None or around is root or around.get("id"):
            continue
        rest = visible(around).replace(visible(link), " ").split()
        if len(rest) <= _IN_THE_ADVERT and (not rest or "Webnode" in visible(around)):
            found.append(around if around.name != "a" else link)
    return found


def _order_buttons(soup: BeautifulSoup, root: Tag) -> list[PageElement]:
    """Buttons of the shop, links to older and newer posts: by labels that the page's data give."""
    scripts = "\n".join(script.get_text() for script in soup.find_all("script"))
    told = (str(json.loads(each)) for each in _LABELS.findall(scripts))
    labels = {" ".join(label.split()).casefold() for label in told}
    nodes = root.find_all(["a", "button", "span"]) if labels else []
    named = [node for node in nodes if visible(node) and visible(node).casefold() in labels]
    return [node for node in named if not _LEADS_OUT.match(str(node.get("href") or ""))]


class _Called:
    """What is shown by a click on something outside of it."""

    def __init__(self, soup: BeautifulSoup) -> None:
        self._by_word: dict[str, list[Tag]] = {}
        for caller in soup.find_all(onclick=True):
            for word in set(_PART.findall(str(caller["onclick"]))):
                self._by_word.setdefault(word, []).append(caller)

    def __contains__(self, node: Tag) -> bool:
        name = str(node.get("id") or "")
        parts = _PART.findall(name)
        callers = self._by_word.get(parts[0], ()) if parts else ()
        named = (each for each in callers if name in str(each["onclick"]) and each is not node)
        return any(id(node) not in map(id, each.parents) for each in named)


def _is_hidden(node: Tag, called: _Called) -> bool:
    hidden = node.has_attr("hidden") or _HIDDEN.search(str(node.get("style") or "").lower())
    return bool(hidden) and not _FOLDED & names_of(node) and node not in called


def _is_clone(node: Tag) -> bool:
    return "clone" in names_of(node) and node.find_parent(class_=["b-gal", "gal-app"]) is not None


def _is_platform(node: Tag) -> bool:
    names = names_of(node)
    header = any(n == "s-hm-bdh" or n.startswith("blog-detail-header") for n in names)
    if header and node.name == "section":
        return True
    is_list = "blog" in names and node.find(class_="blog-container") is not None
    is_pager = "pager" in names and node.find(class_="pager-container") is not None
    return is_list or is_pager or bool(_PLATFORM & names) or _is_clone(node)


def _hidden_by_style(root: Tag, called: _Called) -> list[Tag]:
    """What the style sheet of an HTML block hides and no other rule of it shows."""
    hidden: list[str] = []
    shown: set[str] = set()
    for style in root.find_all("style"):
        sheet = re.sub(r"/\*.*?\*/|@import[^;]*;", "", style.get_text(), flags=re.DOTALL)
        sheet = re.sub(r"@[\w-]+[^{;]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}", "", sheet)
        for selector, _, rule in (part.rpartition("{") for part in sheet.split("}")):
            if _HIDDEN.search(rule):
                hidden += [name.strip() for name in selector.split(",")]
            elif "display" in rule:
                shown.update(re.findall(r"[#.][\w-]+", selector))
    found = [node for name in hidden if name not in shown for node in _selected(root, name)]
    return [node for node in found if node not in called]


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
