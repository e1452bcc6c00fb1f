"""What a visitor sees of things that are no text: forms, maps of links, icons, frames in frames."""

from __future__ import annotations

import re
from urllib.parse import unquote

from bs4 import BeautifulSoup, Tag

from migrator.verify.text import FRAMES, SILENT, names_of, visible

_FIELDS = ("input", "select", "textarea", "button", "datalist", "output")
_FILE = re.compile(r"\d{9}-[0-9a-f]{6,10}")
_IN_SCRIPT = re.compile(
    r"""["']([^"'\s]*\d{9}-[0-9a-f]{6,10}(?:-public)?\\?/[^"'\s]+\.(?:jpe?g|png|gif|webp|bmp))["']""",
    re.IGNORECASE,
)
_LEADS = re.compile(r"https?:|mailto:|tel:|/", re.IGNORECASE)
_KEPT = re.compile(r"/(?:system_preview_[a-z]+_)?(\d{9}-[0-9a-f]{6,10})(?:-public)?/")
_BEHIND = frozenset(["s-bg", "section-bg"])
_IN_STYLE = re.compile(
    r"background(?:-image)?\s*:[^;]*?url\(\s*([\"']?)(.+?)\1\s*\)", re.IGNORECASE
)
_SCHEME = re.compile(r"^(?:[a-z][a-z0-9+.-]*:)?(?://)?", re.IGNORECASE)


def source_of(soup: BeautifulSoup) -> BeautifulSoup:
    """The page itself, where it was saved as a browser's view of its source."""
    lines = soup.select("td.line-content") or soup.select("body#viewsource > pre")
    text = "\n".join(line.get_text() for line in lines)
    return BeautifulSoup(text, "html.parser") if "<body" in text.lower() else soup


def unfold(root: Tag) -> None:
    """Put texts in the places of what only attributes tell."""
    for frame in root.find_all("iframe", srcdoc=True):
        written = BeautifulSoup(str(frame["srcdoc"]), "html.parser")
        for node in written.find_all([*SILENT]):
            node.extract()
        frame.replace_with(_box("div", written))
    for frame in root.find_all("iframe"):
        frame.clear()  # never shown
    for areas in root.find_all("map"):
        for area in areas.find_all("area", href=True):
            area.name = "a"
            item = _box("li")
            area.wrap(item)
            area.append(_name_of(area))
            areas.append(item)
    for link in root.find_all("a", href=True):
        if _is_icon(link):
            link.append(f" {_name_of(link)} ")


def unfold_forms(root: Tag) -> None:
    """Of a form's fields only a list of their labels comes over, behind whatever else is in it."""
    for form in root.find_all("form"):
        if form.find_parent("form"):
            continue
        for field in form.find_all([*_FIELDS]):
            field.extract()
        labels: dict[str, Tag] = {}
        for label in form.find_all("label"):
            labels.setdefault(visible(label), label)
            label.extract()
        for name, label in labels.items():
            if name:
                label.name = "li"
                form.append(label)
        form.append(" ")


def unfold_scripts(root: Tag, soup: BeautifulSoup) -> None:
    """Uploads that only a script in the content names: a gallery that it would draw."""
    for script in root.find_all("script"):
        found = [a.replace("\\/", "/") for a in _IN_SCRIPT.findall(script.get_text())]
        if not found:
            continue
        named = " ".join(str(v) for node in soup.find_all(True) for v in node.attrs.values())
        told = {_FILE.search(a)[0]: a for a in found if _FILE.search(a)}  # type: ignore[index]
        for name, address in reversed(told.items()):
            if name not in named:
                script.insert_after(BeautifulSoup("", "html.parser").new_tag("img", src=address))


def unfold_backgrounds(root: Tag) -> None:
    """Uploads that are shown behind text stand as pictures before it, each once."""
    pictures = root.find_all("img")
    behind = [image for image in pictures if image.find_parent(class_=[*_BEHIND])]
    set_apart = set(map(id, behind))  # equal tags may stand elsewhere, too
    told = " ".join(_told(image) for image in pictures if id(image) not in set_apart)
    shown = set(_KEPT.findall(unquote(told)))
    found = [(image, _told(image)) for image in behind]
    for node in root.find_all(style=_IN_STYLE):
        named = _IN_STYLE.search(str(node["style"]))
        found.append((node, named[2] if named else ""))
    for node, address in found:
        name = _KEPT.search(unquote(address))
        if name and name[1] not in shown:
            shown.add(name[1])
            around = [each for each in (node, *node.parents) if _BEHIND & names_of(each)]
            opened = around[-1] if around else node
            alt = str(node.get("alt") or "") if node.name == "img" else ""
            shown_there = BeautifulSoup("", "html.parser").new_tag("img", src=address, alt=alt)
            opened.insert_before(shown_there)
        if name and node.name == "img":
            node.extract()


def _told(image: Tag) -> str:
    """The address that a picture has, or else the addresses that stand for it."""
    told = [image.get(name) for name in ("data-src", "data-original", "src", "srcset")]
    around = image.find_parent("picture")
    told += [source.get("srcset") for source in around.find_all("source")] if around else []
    return next((str(address) for address in told if address), "")


def unfold_players(root: Tag) -> None:
    """Links that stand in a player, for who cannot play it, stand behind it."""
    for player in root.find_all(["video", "audio", "object"]):
        links = [] if player.find_parent(FRAMES) else player.find_all("a", href=True)
        for link in reversed(links):
            player.insert_after(" ", link.extract())


def _is_icon(link: Tag) -> bool:
    if not _LEADS.match(str(link["href"]).strip()) or visible(link):
        return False
    if link.find(["img", *FRAMES]) is not None:
        return False
    return any(isinstance(child, Tag) and child.name != "br" for child in link.children)


def _name_of(link: Tag) -> str:
    named = (" ".join(str(link.get(a) or "").split()) for a in ("aria-label", "title", "alt"))
    bare = _SCHEME.sub("", str(link["href"]).strip())
    return next(filter(None, named), unquote(bare).rstrip("/") or str(link["href"]))


def _box(name: str, *content: Tag | str) -> Tag:
    box = BeautifulSoup("", "html.parser").new_tag(name)
    for part in content:
        box.append(part)
    return box
