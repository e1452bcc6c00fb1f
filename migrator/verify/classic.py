"""What the classic platform puts around and into a page's content."""

from __future__ import annotations

import re
from collections import Counter

from bs4 import Tag
from bs4.element import NavigableString, PageElement

from migrator.models import Article
from migrator.verify.text import names_of, visible

_PLATFORM = frozenset("rbcBookmarks pagingInfo".split())
_TAG = re.compile(r"^(?:https?://[^/]+)?(?:\.\.?/)*/?(?:[a-z]{2}(?:-[a-z]{2})?/)?tags/[^/]+")
_IDS = ("pageNavigator", "slideshowControl")
_PAGER_PARTS = frozenset("selected left right leftEnd rightEnd pageText".split())
_DATE = re.compile(r"(?=.*\b[12]\d{3}\b)(?=.*\b\d{1,2}\b).{6,60}")
_ANNOUNCES = re.compile(r"\s*(\w+\s?){1,3}:\s*")
_LINES = ("p", "span")
_IN_THE_TAGS = 2  # words beside the links


def is_platform(node: Tag) -> bool:
    """Is this a part that the platform puts into the content?"""
    names = names_of(node)
    if "article" in names and _is_item(node):
        return True
    if "back" in names and node.name == "div":
        link = node.find("a", href=True)
        return isinstance(link, Tag) and visible(link) == visible(node)
    if "paging" in names:
        parts = node.find(class_=[*_PAGER_PARTS]) or node.find("a", href=re.compile("cbm_"))
        return parts is not None
    if names & {"archive"}:
        return node.name == "div" and node.find("a", href=re.compile("/archive/")) is not None
    if "pagination" in names:
        return node.find(class_=["prev", "next"]) is not None
    is_reply = "reply" in names and node.parent is not None and "post" in names_of(node.parent)
    boxes = node.name == "div" and ("diskuze" in names or is_reply)
    return boxes or bool(_PLATFORM & names) or node.get("id") in _IDS


def _is_item(node: Tag) -> bool:
    """An item in a list of articles: its heading leads to it, and comes first."""
    heading = node.find(["h2", "h3"])
    link = heading.find("a", href=True) if isinstance(heading, Tag) else None
    if not isinstance(heading, Tag) or not isinstance(link, Tag):
        return False
    told = node.find("ins") or node.find(class_="articleContent") or "/news/" in str(link["href"])
    return bool(told) and visible(node).startswith(visible(heading))


def is_label(node: Tag) -> bool:
    """Is this a label before a message's date or author?"""
    in_head = node.name == "span" and node.find_parent(class_="head") is not None
    in_post = in_head and node.find_parent(class_="post") is not None
    return in_post and bool({"date", "user"} & names_of(node))


def tag_lines(root: Tag) -> list[Tag]:
    """Lines of links to tags, in which hardly anything else stands."""
    found = [*root.find_all(class_="rbcTags")]
    around = (a.find_parent(["ol", "ul", "p", "div"]) for a in root.find_all("a", href=_TAG))
    for line in {id(line): line for line in around if line is not None}.values():
        links = line.find_all("a", href=True)
        named = bool(links) and all(_TAG.search(str(link["href"])) for link in links)
        if named:
            linked = sum(len(re.findall(r"\w+", visible(link))) for link in links)
            rest = len(re.findall(r"\w+", visible(line))) - linked
            found += [line] if rest <= _IN_THE_TAGS else []
    return found


def pasted_tails(root: Tag) -> list[PageElement]:
    """The link that the platform added to copied text, and the few words that announce it."""
    tails: list[PageElement] = []
    for link in root.find_all("a", href=re.compile("utm_campaign=copypaste")):
        if re.match(r"https?://|www\.", visible(link)):
            label = link.previous_sibling
            is_label = isinstance(label, NavigableString) and _ANNOUNCES.fullmatch(label)
            tails += [link, label] if is_label and label else [link]
    for link in root.find_all("a", href=re.compile(r"^https?://(?:www\.)?webnode\.[a-z.]+/?$")):
        label = link.previous_sibling
        if tails and isinstance(label, NavigableString) and label.strip().endswith(":"):
            tails += [link, label]
    return tails


def leading_dates(root: Tag, article: Article) -> list[Tag]:
    """The date of the article, if that is what its first box begins with."""
    line = date_line(root)
    return [line] if line is not None and _is_its_date(line, article) else []


def date_line(root: Tag) -> Tag | None:
    """The line that the first box begins with, or its title holds, if it is marked as a date.

    A date within a sentence is text.
    """
    named = [node for node in root.select(".articleTime, .boxTitle ins") if not _in_list(node)]
    if named:
        date = named[0].find("ins") or named[0]
        rest = visible(named[0]).replace(visible(date), "", 1).strip()
        return named[0] if not rest or _ANNOUNCES.fullmatch(rest) else date
    boxes = (box for box in root.find_all(class_="boxContent") if box.find("ins") is not None)
    box = next(boxes, None)
    first = box.find("ins") if box is not None else None
    if box is None or not isinstance(first, Tag) or _in_list(first):
        return None
    line = first.parent if first.parent is not None and first.parent.name in _LINES else first
    rest = visible(line).replace(visible(first), "", 1).strip()
    is_whole = not rest or _ANNOUNCES.fullmatch(rest)
    return line if is_whole and visible(box).startswith(visible(line)) else None


def _in_list(node: Tag) -> bool:
    return node.find_parent(class_=["article", "post"]) is not None


def _is_its_date(node: Tag, article: Article) -> bool:
    """Short, with the year and the day that the article has, if it has any."""
    shown = visible(node)
    if not _DATE.fullmatch(shown):
        return False
    dates = [
        fact.value
        for fact in (article.date, *(article.date.others if article.date else ()))
        if fact
    ]
    figures = set(map(int, re.findall(r"\d+", shown)))
    return any({date.year, date.day} <= figures for date in dates)


def discussions(root: Tag) -> list[Tag]:
    """The messages; or the boxes in which nothing but titles stands beside them."""
    found: list[Tag] = []
    boxes: dict[int, bool] = {}
    for post in comments_of(root):
        box = post.find_parent("div", class_="box")
        if box is not None and id(box) not in boxes:
            boxes[id(box)] = _only_holds_messages(box)
            found += [box] if boxes[id(box)] else []
        found += [] if box is not None and boxes[id(box)] else [post]
    return found


def _only_holds_messages(box: Tag) -> bool:
    messages = comments_of(box)
    inside = {id(message) for message in messages}
    rest = Counter(visible(box).split())
    titles = box.find_all(["h1", "h2", "h3", "h4", "h5", "h6"])
    for part in (*messages, *(t for t in titles if not inside & set(map(id, t.parents)))):
        rest -= Counter(visible(part).split())
    return not rest


def comments_of(root: Tag) -> list[Tag]:
    """The messages that visitors left."""
    posts = root.find_all("div", class_="post")
    parts = ("head", "text")
    return [p for p in posts if all(p.find(class_=name, recursive=False) for name in parts)]


def level_of(message: Tag) -> int:
    """1 for a message that begins a thread, one more for each step of a reply."""
    levels = (re.fullmatch(r"level-([1-9]\d?)", name) for name in names_of(message))
    return next((int(level[1]) for level in levels if level), 1)
