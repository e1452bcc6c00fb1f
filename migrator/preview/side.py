"""One side of a page, old or new, as HTML that may be shown: any page may be hostile.

What is to be seen of ours is put into the tree under a seal, a hash of the page itself that no
page can hold. Then a sanitiser writes the HTML anew and lets pass only plain elements, and of
classes, addresses and marks only those that bear the seal.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from urllib.parse import unquote

from migrator.dom import Node, attribute, image_source, outermost, parse
from migrator.elements import SILENT

_TAGS = frozenset(
    "a abbr address article aside b blockquote br caption center cite code col colgroup dd del"
    " details dfn div dl dt em fieldset figcaption figure footer h1 h2 h3 h4 h5 h6 header hr i img"
    " ins kbd legend li main mark menu nav ol p pre q s samp section small span strike strong sub"
    " summary sup table tbody td tfoot th thead tr tt u ul var".split()
)
_PLAIN = frozenset(["alt", "colspan", "dir", "lang", "rowspan", "scope", "start", "title", "value"])
_SEALED = frozenset(["class", "href", "id", "loading", "src", "target"])
_FRAMES = "iframe, frame, object, embed, applet, video, audio"
_FIELDS = "input, select, textarea"
_LONGEST_SEAL = 24
_LONGEST_NAME = 80
_MARKS = {  # without quotes, so that they would end no attribute
    "lost": "<del class=lost>",
    "added": "<ins class=added>",
    "rule": "<span class=rule>",
    "keeps": "<span class=keeps>",
    "box": "<span class=box>",
    "gone": "<span class=gone>",
    "why": "<small lang=en>",
    "top": "<a id=content tabindex=-1></a>",
    "endlost": "</del>",
    "endadded": "</ins>",
    "endrule": "</span> ",
    "endkeeps": "</span> ",
    "endbox": "</span>",
    "endgone": "</span>",
    "endwhy": "</small>",
}


class Side:
    """A tree to put marks into; `html` gives what may be shown of it."""

    def __init__(self, html: str) -> None:
        self._tree = parse(html)
        digest = hashlib.sha256(html.encode("utf-8", "surrogatepass")).hexdigest()
        self._seal = f"seal{digest[:_LONGEST_SEAL]}"

    @property
    def body(self) -> Node | None:
        """What holds all of it."""
        return self._tree.body

    def select(self, selector: str) -> list[Node]:
        """The elements that a selector finds."""
        return [] if self.body is None else self.body.css(selector)

    def around(self, text: str, mark: str) -> str:
        """A text within one of our marks: lost, added, rule, keeps, box, gone, why."""
        return f"{self.mark(mark)}{text}{self.mark(f'end{mark}')}"

    def mark(self, name: str) -> str:
        """What stands in a text for one of our marks."""
        return f"{self._seal}{name};"

    def put(self, node: Node, name: str, value: str) -> None:
        """Give an element one of the attributes that the page's own may not bear."""
        node.attrs[name] = value + self._seal

    def add_class(self, node: Node, name: str) -> None:
        """The same for a class beside others of ours."""
        own = attribute(node, "class")
        known = own.removesuffix(self._seal) if own.endswith(self._seal) else ""
        self.put(node, "class", f"{known} {name}".strip())

    def label(self, node: Node, text: str, mark: str) -> None:
        """Say something at the beginning of an element, or before one that can hold no text."""
        told = self.around(text, mark)
        if node.tag in ("img", "hr", "br", "table", "tbody", "tr", "ul", "ol", "dl"):
            node.insert_before(told)
        elif node.first_child is None:
            node.insert_child(told)
        else:
            node.first_child.insert_before(told)

    def pictures(
        self, copy: Callable[[str], str], lost: Callable[[str], str], without: str, gone: str
    ) -> None:
        """Show each picture from its copy; of those that have none, what describes them.

        Of a picture that could not be had `lost` tells why.
        """
        for node in self.select("img"):
            source = image_source(node) or attribute(node, "src")
            found = copy(source)
            if found:
                self.put(node, "src", found)
                self.put(node, "loading", "lazy")
                node.attrs["alt"] = attribute(node, "alt")
            else:
                told, why = attribute(node, "alt") or _name(source), lost(source)
                text = f"{gone if why else without} {told}".strip()
                text += f" {self.around(f'({why})', 'why')}" if why else ""
                node.replace_with(self.around(text, "gone" if why else "box"))

    def links(self, target: Callable[[str], str]) -> None:
        """Let links lead where they may; the others only say where they led."""
        for node in self.select("a[href]"):
            href = attribute(node, "href")
            found = target(href)
            if found:
                self.put(node, "href", found)
                if ":" in found.partition("/")[0]:
                    self.put(node, "target", "_blank")
            else:
                node.attrs["title"] = href

    def frames(self, told: str, field: str) -> None:
        """Say what stood here: nothing of another site is loaded, and no form is sent."""
        for node in outermost(self.select(_FRAMES)):
            source = attribute(node, "src") or attribute(node, "data")
            node.replace_with(self.around(f"{told} {source[:200]}".strip(), "box"))
        for node in outermost(self.select(_FIELDS)):
            name = attribute(node, "placeholder") or attribute(node, "value")
            node.replace_with(self.around(f"{field} {name[:80]}".strip(), "box"))

    def html(self) -> str:
        """What may be shown."""
        import nh3

        cleaned = nh3.clean(
            "" if self.body is None else self.body.inner_html or "",
            tags=set(_TAGS),
            attributes={"*": set(_PLAIN | _SEALED)},
            clean_content_tags=set(SILENT),
            attribute_filter=self._attribute,
            link_rel="noopener noreferrer",
            url_schemes={"http", "https", "mailto", "tel"},
        )
        return re.sub(f"{self._seal}([a-z]+);", _ours, cleaned)

    def _attribute(self, tag: str, name: str, value: str) -> str | None:
        if name in _PLAIN or name == "rel":  # the sanitiser's own: that of the page is not let in
            return value
        return value.removesuffix(self._seal) if value.endswith(self._seal) else None


def _name(address: str) -> str:
    """What a file is called; nothing for one that stands in the page itself."""
    path = "" if address.startswith("data:") else address.partition("?")[0]
    return unquote(path.rpartition("/")[2])[:_LONGEST_NAME]


def _ours(found: re.Match[str]) -> str:
    return _MARKS.get(found[1], "")
