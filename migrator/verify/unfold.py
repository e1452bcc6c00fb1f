"""What a visitor sees of things that are no text: forms, maps of links, icons, frames in frames."""

from __future__ import annotations

import re
from urllib.parse import unquote

from bs4 import BeautifulSoup, Tag

from migrator.verify.inventory import FRAMES, SILENT, visible

_FIELDS = ("input", "select", "textarea", "button", "datalist", "output")
_FILE = re.compile(r"\d{9}-[0-9a-f]{6,10}")
_IN_SCRIPT = re.compile(
    r"""["']([^"'\s]*\d{9}-[0-9a-f]{6,10}(?:-public)?\\?/[^"'\s]+\.(?:jpe?g|png|gif|webp|bmp))["']""",
    re.IGNORECASE,
)
_LEADS = re.compile(r"https?:|mailto:|tel:|/", re.IGNORECASE)
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
        for name, address in told.items():
            if name not in named:
                script.insert_after(BeautifulSoup("", "html.parser").new_tag("img", src=address))


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
