"""What the raw page says: BeautifulSoup on the bytes, with a content rule of its own."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from urllib.parse import urljoin

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString, PageElement

from migrator.models import Snapshot
from migrator.verify.says import (
    FRAMES,
    SILENT,
    Says,
    bag,
    count_structure,
    normal,
    same_embed,
    same_file,
    same_link,
    visible,
    words,
)

_NOT_CONTENT = {
    "webnode2": "s-bg section-bg s-bdf blog-detail-footer blog pager pswp".split(),
    "classic": (
        "back reply diskuze rbcBookmarks rbcTags paging pagingInfo articleTime article"
    ).split(),
}
_DAY = {"webnode2": "s-bdh-d blog-detail-date".split(), "classic": ["articleTime", "boxContent"]}
_FOLDED = frozenset(["mt-faq-text", "answerBlock"])  # shown once a reader asks
_HIDDEN = re.compile(r"display\s*:\s*none")


def page_says(snapshot: Snapshot, generation: str, title: str) -> Says:
    """What the page says outside of the platform's own parts."""
    soup = BeautifulSoup(snapshot.body, "html.parser")
    base = soup.find("base", href=True)
    address = urljoin(snapshot.url, str(base["href"])) if isinstance(base, Tag) else snapshot.url
    says = Says(titles=_titles(soup), day=_day(soup, generation))
    says.title = says.titles[0] if says.titles else ""
    root = _content(soup, generation)
    if root is None:
        return says
    pictures = _gallery_pictures(root)
    captions = [caption for _, caption in pictures]
    _count_references(says, root, address)
    says.images.update(same_file(urljoin(address, source)) for source, _ in pictures)
    count_structure(says, root)
    says.text = normal(" ".join([says.text, *captions]))
    says.words.update(word for caption in captions for word in words(caption))
    _forget_title(says, title)
    return says


def _titles(soup: BeautifulSoup) -> tuple[str, ...]:
    """Every place where the page may tell its title."""
    found = [visible(node) for node in soup.find_all(["h1", "h2"])]
    found += [normal(node.get_text()) for node in soup.find_all("title")]
    found += [visible(node) for node in soup.find_all(id="navCurrentPage")]
    found += [
        visible(BeautifulSoup(json.loads(f'"{name}"'), "html.parser"))
        for name in re.findall(r'"name":\s*"((?:[^"\\]|\\.)*)"', _page_json(soup))
    ]
    return tuple(dict.fromkeys(filter(None, found)))


def _page_json(soup: BeautifulSoup) -> str:
    scripts = (script.get_text() for script in soup.find_all("script"))
    return next((text for text in scripts if "wnd.$system" in text), "")


def _day(soup: BeautifulSoup, generation: str) -> frozenset[str]:
    """The figures of the day that the page shows as the post's."""
    shown = soup.find(class_=_DAY[generation])
    if isinstance(shown, Tag) and generation == "classic":
        shown = shown.find("ins")
    figures = re.findall(r"\d+", visible(shown)) if isinstance(shown, Tag) else []
    return frozenset(str(int(figure)) for figure in figures[:3])


def _content(soup: BeautifulSoup, generation: str) -> Tag | None:
    root = soup.find("main") if generation == "webnode2" else soup.find(id="content")
    if not isinstance(root, Tag):
        return None
    rules: tuple[Callable[[Tag], bool], ...] = (_is_hidden, _is_header, _is_platform(generation))
    doomed: list[PageElement] = [*_hidden_by_style(root)]
    doomed += [node for node in root.find_all(True) if any(rule(node) for rule in rules)]
    doomed += [*_pasted_tails(root), *_leading_dates(root)]
    last = root.select_one("[data-wnd_last_section]")
    if last is not None:
        doomed += last.find_next_siblings("section")
    for node in [*doomed, *root.find_all(list(SILENT))]:
        node.extract()
    return root


def _pasted_tails(root: Tag) -> list[PageElement]:
    """The link that the platform added to copied text, and the few words that announce it."""
    tails: list[PageElement] = []
    for link in root.find_all("a", href=re.compile("utm_campaign=copypaste")):
        label = link.previous_sibling
        is_label = isinstance(label, NavigableString) and re.fullmatch(
            r"\s*(\w+\s?){1,3}:\s*", label
        )
        tails += [link, label] if is_label and label else [link]
    return tails


def _leading_dates(root: Tag) -> list[Tag]:
    """A date in figures that a box begins with is the date of the article in it."""
    boxes = root.find_all(class_="boxContent")
    firsts = [(box, date) for box in boxes if isinstance(date := box.find("ins"), Tag)]
    return [
        date
        for box, date in firsts
        if re.fullmatch(r"[\d\s./:-]{8,}", visible(date)) and visible(box).startswith(visible(date))
    ]


def _is_hidden(node: Tag) -> bool:
    folded = _FOLDED.intersection(node.get_attribute_list("class"))
    return bool(_HIDDEN.search(str(node.get("style") or "").lower())) and not folded


def _is_header(node: Tag) -> bool:
    names = [str(name) for name in node.get_attribute_list("class") if name]
    is_header = any(n == "s-hm-bdh" or n.startswith("blog-detail-header") for n in names)
    return node.name == "section" and is_header


def _is_platform(generation: str) -> Callable[[Tag], bool]:
    names = frozenset(_NOT_CONTENT[generation])

    def is_platform(node: Tag) -> bool:
        if generation == "classic" and _is_label(node):
            return True
        return node.name != "article" and bool(names.intersection(node.get_attribute_list("class")))

    return is_platform


def _is_label(node: Tag) -> bool:
    """The breadcrumb, and the labels before a message's date and author."""
    parent = node.parent
    if node.get("id") == "pageNavigator" or parent is None:
        return True
    in_head = parent.parent is not None and "head" in parent.parent.get_attribute_list("class")
    names = node.get_attribute_list("class")
    return in_head and node.name == "span" and ("date" in names or "user" in names)


def _hidden_by_style(root: Tag) -> list[Tag]:
    """What the style sheet of an HTML block hides until a script shows it."""
    found: list[Tag] = []
    for style in root.find_all("style"):
        sheet = re.sub(r"/\*.*?\*/", "", style.get_text(), flags=re.DOTALL)
        sheet = re.sub(r"@media[^{]*\{(?:[^{}]*\{[^{}]*\})*", "", sheet)
        for name in re.findall(r"([#.][\w-]+)\s*\{[^{}]*display\s*:\s*none", sheet):
            found += root.select(name)
    return found


def _gallery_pictures(root: Tag) -> list[tuple[str, str]]:
    """(source, caption) of the pictures that a gallery keeps in its JSON."""
    pictures = []
    for gallery in root.select("[data-content]"):
        try:
            items = json.loads(str(gallery["data-content"])).get("items", [])
        except (ValueError, AttributeError):
            continue
        pictures += [(str(i["img"]["src"]), str(i.get("title") or "")) for i in items if "img" in i]
    return pictures


def _count_references(says: Says, root: Tag, address: str) -> None:
    """Pictures, links and frames. A link from a picture to a larger copy of it is no link."""
    for clone in root.find_all(class_="clone"):
        clone.extract()
    for image in root.find_all("img"):
        source = str(image.get("src") or "")
        if not source or source.startswith("data:"):
            source = str(image.get("data-src") or "")
        if source:
            says.images[same_file(urljoin(address, source))] += 1
    for link in root.find_all("a", href=True):
        target = urljoin(address, str(link["href"]).strip())
        if _is_link(link, target):
            says.links[same_link(target)] += 1
    for frame in root.find_all(FRAMES):
        _count_frame(says, frame, address)


def _is_link(link: Tag, target: str) -> bool:
    image = link.find("img")
    enlarges = isinstance(image, Tag) and same_file(target) == same_file(str(image.get("src")))
    if target.lower().startswith(("javascript:", "vbscript:", "data:")) or enlarges:
        return False
    in_product = isinstance(image, Tag) and "/images/" in target
    return bool(visible(link) or image is not None) and not in_product and bool(link["href"])


def _count_frame(says: Says, frame: Tag, address: str) -> None:
    source = str(frame.get("src") or frame.get("data") or "")
    inner = frame.find("source", src=True)
    if not source and isinstance(inner, Tag):
        source = str(inner["src"])
    if not source:
        return
    if frame.name == "embed" and "svg" in str(frame.get("type") or source):
        says.images[same_file(urljoin(address, source))] += 1
    else:
        says.embeds[same_embed(urljoin(address, source))] += 1


def _forget_title(says: Says, title: str) -> None:
    """The heading that only says the title again is written as the title."""
    told = " ".join(words(title))
    if says.headings[told]:
        says.headings -= bag([title])
        says.words.subtract(words(title))
        says.words = +says.words
