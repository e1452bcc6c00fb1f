"""A page that is nested deeper than any page needs to be: some wrappers go before it is parsed.

Parsers take time with the square of the depth, and some lose what lies too deep. This is the one
place where HTML is changed as text, since there is no tree yet; on other pages nothing is done.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from migrator.elements import BLOCKS

_FEW = 5_000  # tags; with fewer, no depth is a danger
_DEEPEST = 256
_TAG = re.compile(
    r"""<!--|<(?P<end>/?)(?P<name>[a-zA-Z][^\s/>]*+)(?:[^>"']++|"[^"]{0,9999}+"|'[^']{0,9999}+')*+>"""
)
_LEAVES = frozenset(
    "area audio base br col embed hr iframe img input link meta param source track video"
    " wbr".split()
)
_RAW = frozenset(["script", "style", "textarea", "title", "xmp", "noembed", "noframes"])
_ENDS = {
    "li": ("li",),
    "dt": ("dt", "dd"),
    "dd": ("dt", "dd"),
    "tr": ("td", "th", "tr"),
    "td": ("td", "th"),
    "th": ("td", "th"),
    "tbody": ("td", "th", "tr", "thead", "tbody"),
    "option": ("option",),
}


def shallow(html: str) -> str:
    """The same page with at most some 256 elements around anything; no word is lost by it."""
    return html if html.count("<") < _FEW else _Flattened(html).text()


def shallow_bytes(html: bytes) -> bytes:
    """The same for bytes in any encoding that writes tags as ASCII does."""
    return shallow(html.decode("latin-1")).encode("latin-1")


@dataclass(slots=True)
class _Flattened:
    """Reads the tags in order, and leaves out those of elements that begin too deep."""

    html: str
    open: list[str] = field(default_factory=list)
    names: Counter[str] = field(default_factory=Counter)
    kept: list[str] = field(default_factory=list)

    def text(self) -> str:
        done = at = 0
        while found := _TAG.search(self.html, at):
            at = self._behind(found)
            name = (found["name"] or "").lower()
            if name and name not in _LEAVES and self._is_too_deep(name, is_end=bool(found["end"])):
                self.kept += [self.html[done : found.start()], " " if name in BLOCKS else ""]
                done = found.end()
        return "".join([*self.kept, self.html[done:]])

    def _behind(self, found: re.Match[str]) -> int:
        """Where to go on: behind a comment, or what a script holds."""
        name, at = (found["name"] or "").lower(), found.end()
        if found[0] == "<!--":
            end = self.html.find("-->", at)
        elif name in _RAW and not found["end"]:
            closing = re.compile(f"</{name}", re.IGNORECASE).search(self.html, at)
            end = closing.start() if closing else -1
        else:
            return at
        return len(self.html) if end < 0 else end

    def _is_too_deep(self, name: str, *, is_end: bool) -> bool:
        if is_end:
            return self._close(name)
        closes = ("p",) if name in BLOCKS else ()
        while self.open and self.open[-1] in _ENDS.get(name, closes):
            self.names[self.open.pop()] -= 1
        self.open.append(name)
        self.names[name] += 1
        return len(self.open) > _DEEPEST

    def _close(self, name: str) -> bool:
        """Was the element that ends here one that was left out?"""
        if not self.names[name]:
            return len(self.open) > _DEEPEST
        depth = len(self.open)
        while (last := self.open.pop()) != name:
            self.names[last] -= 1
        self.names[name] -= 1
        return depth > _DEEPEST and len(self.open) >= _DEEPEST
