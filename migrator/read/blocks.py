"""The platform's blocks in plain HTML, and an account of what that adds and drops."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Set
from dataclasses import dataclass
from html import escape

from migrator import boilerplate, urls
from migrator.census import census, is_icon
from migrator.dom import (
    ANY_MEDIA,
    Node,
    addresses,
    attribute,
    classes,
    fragment,
    image_source,
    inner,
    outermost,
    text_of,
    unwrap,
)
from migrator.generations.base import ENLARGEMENT, Block, Generation
from migrator.models import Census, Note, Removal
from migrator.names import narrowed
from migrator.read.anchors import rescue_anchors

_FIELDS = "input, select, textarea, button, datalist, output"
_UNKNOWN_SHOWN = 5
_SPACER = 400  # characters; a picture that is written into the page is longer


@dataclass(frozen=True, slots=True)
class Rewriting:
    """What came of a page's blocks.

    `from_data` is what only the page's data say, `unread` what nobody could read.
    """

    removed: tuple[Removal, ...]
    from_data: Census
    unread: tuple[str, ...]
    notes: tuple[Note, ...]


def rewrite(content: Node, generation: Generation, names: Set[str]) -> Rewriting:
    """Say every block in plain HTML; changes the tree."""
    notes = [*_unknown(content, generation)]
    removed: list[Removal] = []
    from_data = Census()
    for block in generation.blocks:
        selector = narrowed(block.selector, names)
        for node in outermost(content.css(selector)) if selector else ():
            change = _put(block, node)
            if isinstance(change, Note):
                notes.append(change)
                continue
            from_data += change.only(block.adds)
            lost = (Census() - change).only(block.drops)
            removed += [Removal(block.drops_by, 1, 0, census=lost)] if lost else []
    found = outermost(content.css("form")) if "form" in names else []
    forms = [_drop_fields(form) for form in found]
    notes += [note for _, note in forms if note is not None]
    unread = tuple(_unread(content, generation))
    dropped = (removal for removal, _ in forms)
    return Rewriting((*removed, *dropped), from_data, unread, tuple(notes))


def _put(block: Block, node: Node) -> Census | Note:
    """Put the plain HTML in the block's place, if it says all that the block says."""
    html = block.rewrite(node)
    new = fragment(html) if html is not None else None
    if new is None:
        return Census()
    change = census(new) - census(node)
    allowed = change.only(block.adds) - (Census() - change).only(block.drops)
    if change != allowed or _loses_words(node, new) or _loses_links(node, new):
        return Note(
            "read", f"{block.name}: it holds more than is known of it, and was kept as it stands"
        )
    rescue_anchors(node, new)
    node.replace_with(new)
    return change


def _loses_words(node: Node, new: Node) -> bool:
    if node.text(deep=True).split() == new.text(deep=True).split():
        return False
    return bool(Counter(text_of(node).split()) - Counter(text_of(new).split()))


def _loses_links(node: Node, new: Node) -> bool:
    """Does a link with words of its own go, other than to a larger picture?"""
    kept = {attribute(link, "href") for link in new.css("a[href]")}
    lost = [link for link in node.css("a[href]") if attribute(link, "href") not in kept]
    own = (link for link in lost if text_of(link) and "litebox" not in classes(link))
    return any(link.css_first("img, embed") is None for link in own)


def _unread(content: Node, generation: Generation) -> Iterator[str]:
    """What a script would draw: without it, nobody knows what a visitor sees there."""
    for node in content.css(generation.drawn) if generation.drawn else ():
        if not text_of(node) and node.css_first(ANY_MEDIA) is None:
            names = " ".join(sorted(classes(node)))
            yield f"[a block whose data cannot be read: class “{names}”]"


def _drop_fields(form: Node) -> tuple[Removal, Note | None]:
    """The fields of a form go, a list of their labels stays, and whatever else stands in it."""
    before, fields = census(form), outermost(form.css(_FIELDS))
    words = sum(len(text_of(field).split()) for field in fields)
    for field in fields:
        field.decompose()
    names = {text_of(label): inner(label) for label in reversed(form.css("label"))}
    names.pop("", None)
    for label in outermost(form.css("label")):
        label.decompose()
    listed = fragment(
        f"<ul>{''.join(f'<li>{html}</li>' for html in reversed(names.values()))}</ul>"
    )
    kept = census(form) + (census(listed) if names and listed is not None else Census())
    if names and listed is not None:
        form.insert_after(listed)
    unwrap(form)
    gone = before - kept + Census(forms=1)
    removal = Removal("form", len(fields) or 1, words, census=gone)
    if not fields and not names:
        return removal, None
    told = "the fields of a form were dropped, since they send to the old site or elsewhere"
    told += f"; its labels are kept as a list: {', '.join(reversed(names))}" if names else ""
    return removal, Note("read", told)


def _unknown(content: Node, generation: Generation) -> Iterator[Note]:
    """Blocks that no vocabulary of ours has: they are kept as they stand."""
    blocks = content.css(generation.block_places) if generation.block_places else ()
    strange = [" ".join(sorted(classes(b))) for b in blocks if _is_strange(b, generation)]
    for names in list(dict.fromkeys(strange))[:_UNKNOWN_SHOWN]:
        yield Note("read", f"a block of an unknown kind was kept as it stands: class “{names}”")


def _is_strange(block: Node, generation: Generation) -> bool:
    names = classes(block)
    return bool(names) and not names & generation.vocabulary


def set_addresses(content: Node, base: str) -> tuple[Removal, ...]:
    """Make every address absolute, and every picture the original instead of a reduced copy."""
    for icon in filter(is_icon, content.css("embed")):
        _show_icon(icon)
    for source in content.css("picture > source"):
        source.decompose()
    spacers = boilerplate.removed("spacer-picture", [*filter(_is_spacer, content.css("img"))])
    for image in content.css("img"):
        _set_source(image)
    dead = _drop_targets(content, "dead-target", _is_dead)
    running = _drop_targets(content, "unsafe-target", urls.runs)
    for node, name, value in addresses(content):
        if not value.startswith("data:"):
            node.attrs[name] = urls.original(urls.absolute(base, value))
    unlinked = _drop_enlargements(content)
    return tuple(removal for removal in (spacers, dead, running, *unlinked) if removal is not None)


def _set_source(image: Node) -> None:
    """One address instead of several; the script's goes before the placeholder's."""
    image.attrs["src"] = image_source(image) or attribute(image, "src")
    for name in ("srcset", "data-srcset", "data-src", "data-original", "data-lazy-src"):
        if name in image.attributes:
            del image.attrs[name]


def _is_dead(target: str) -> bool:
    return target in ("", "#")


def _drop_targets(content: Node, rule: str, is_one: Callable[[str], bool]) -> Removal | None:
    """Links that lead nowhere that Markdown can lead to: their text stays."""
    links = [link for link in content.css("a[href]") if is_one(attribute(link, "href"))]
    for link in links:
        del link.attrs["href"]
    dropped = Census(links=len(links))
    return Removal(rule, len(links), 0, census=dropped) if links else None


def _drop_enlargements(content: Node) -> tuple[Removal | None, ...]:
    """Links from a picture to its own original, which is what is shown now, or to itself."""
    links = [link for link in content.css("a[href]:has(img)") if _shows_one_picture(link)]
    enlarging = [link for link in links if _only_enlarges(link)]
    to_itself = [link for link in links if _leads_to_itself(link)]
    return _unlinked(ENLARGEMENT, enlarging), _unlinked("link-to-itself", to_itself)


def _unlinked(rule: str, links: list[Node]) -> Removal | None:
    files = sum(urls.is_upload(attribute(link, "href")) for link in links)
    for link in links:
        unwrap(link)
    dropped = Census(files=files, links=len(links) - files)
    return Removal(rule, len(links), 0, census=dropped) if links else None


def _is_spacer(image: Node) -> bool:
    """A dot that a script replaces, or that only takes up room: too small to show anything."""
    source = attribute(image, "src")
    return source.startswith("data:") and len(source) <= _SPACER and not image_source(image)


def _show_icon(icon: Node) -> None:
    """A picture that is written as an embedded object."""
    source = attribute(icon, "src") or attribute(icon, "data-src")
    image = fragment(f'<img src="{escape(source)}" alt="">')
    if image is not None:
        icon.replace_with(image)


def _shows_one_picture(link: Node) -> bool:
    return len(link.css(ANY_MEDIA)) == 1 and not text_of(link)


def _only_enlarges(link: Node) -> bool:
    shown = urls.file_id(attribute(link.css_first("img"), "src"))
    return bool(shown) and shown == urls.file_id(attribute(link, "href"))


def _leads_to_itself(link: Node) -> bool:
    """Does it lead to the very picture that it shows, and which is no upload?"""
    shown, target = attribute(link.css_first("img"), "src"), attribute(link, "href")
    return not urls.file_id(shown) and urls.normal(shown) == urls.normal(target)
